/**
 * Ledgers as offices keep them, made by chance, each row with what a person reads in it. The readings stand beside the words, put
 * there by hand: nothing of the program is asked.
 */

/** What a reader makes of a row; `ask`: a word in it can be read in two ways, so the row must be asked about and not taken. */
export type Truth = {
  readonly ask: boolean
  readonly outcome: string
  readonly part: boolean
  readonly amountFen?: number
  readonly performance?: 'done' | 'partly' | 'refused'
  readonly confirmation?: string
  readonly source: string
  readonly acceptedOn: string
  readonly parties: readonly { readonly side: string; readonly kind: string; readonly name: string; readonly number?: string; readonly phone?: string }[]
  /** What stands in the row and must be found in the case, whatever field it went to. */
  readonly kept: readonly string[]
}
export type GeneratedRow = { readonly cells: readonly string[]; readonly truth: Truth }
export type GeneratedLedger = { readonly headings: readonly string[]; readonly rows: readonly GeneratedRow[] }

export const chance = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number): number => Math.floor(next() * count)
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)]!, often: (share: number): boolean => next() < share }
}
type Chance = ReturnType<typeof chance>

type Word = readonly [text: string, reading: string, detail?: string]
const outcomes: readonly Word[] = [
  ['调解成功', 'agreed'], ['达成协议', 'agreed'], ['达成书面协议', 'E01'], ['签订书面调解协议', 'E01'], ['口头协议', 'E02'], ['达成口头协议', 'E02'], ['和解', 'agreed'], ['调成', 'agreed'],
  ['已达成调解协议', 'agreed'], ['双方达成一致', 'agreed'], ['是', 'agreed'], ['成功', 'agreed'], ['调解中达成协议', 'agreed'], ['达成协议，待履行', 'agreed', '待履行'],
  ['物业已移交资料，调解成功', 'agreed', '物业已移交资料'], ['退回多收物业费，达成协议', 'agreed', '退回多收物业费'], ['达成协议，由被申请人修复屋面', 'agreed', '由被申请人修复屋面'], ['经多次不断协商达成协议', 'agreed', '经多次不断协商'],
  ['部分达成协议', 'part', '部分'], ['就部分争议达成协议', 'part', '部分争议'], ['达成部分协议，其余另诉', 'part', '其余另诉'],
  ['未达成协议', 'E03'], ['未调成', 'E03'], ['没调成', 'E03'], ['未签订调解协议', 'E03'], ['未形成调解协议', 'E03'], ['拒签调解协议', 'E03', '拒签'], ['不同意和解', 'E03', '不同意和解'], ['和解未果', 'E03'],
  ['已结（未成）', 'E03'], ['双方无法和解', 'E03'], ['调解不成', 'E03'], ['调解失败', 'E03'], ['调解不成功', 'E03'], ['不成功', 'E03'], ['否', 'E03'], ['分歧较大，终止调解', 'E03', '分歧较大'], ['未能就赔偿数额达成一致', 'E03', '赔偿数额'],
  ['调解未成', 'E03'], ['没有达成协议', 'E03'], ['经调解未能达成一致意见', 'E03'], ['协商不成，告知起诉', 'E03', '告知起诉'], ['未成功', 'E03'], ['不能达成协议', 'E03'],
  ['撤回申请', 'E04'], ['申请人撤回', 'E04'], ['自行和解', 'E04', '自行和解'], ['不予受理', 'E06'], ['移送城管', 'E07', '城管'], ['转派出所处理', 'E07', '派出所'], ['退回法院', 'E08'], ['调解未成，退回法院', 'E08'],
  ['调解中', 'running'], ['办理中', 'running'], ['正在调解', 'running'], ['尚未达成协议', 'running'], ['拟签订协议', 'running', '拟签订'], ['待调解', 'running', '待调解'],
  ['已结', 'ask'], ['先未达成，后达成协议', 'ask'], ['达成协议后撤诉', 'ask'], ['已调解', 'ask'], ['？', 'ask'], ['达成协议或撤回', 'ask'],
]
const performances: readonly Word[] = [
  ['', ''], ['', ''], ['已履行', 'done'], ['全部履行完毕', 'done'], ['当场履行', 'done'], ['是', 'done'], ['已付清', 'done'], ['部分履行', 'partly'], ['部分履行，已付100元', 'partly', '已付100元'], ['已付首期，余款未付', 'partly', '余款未付'],
  ['未履行', ''], ['尚未履行', ''], ['履行中', ''], ['未到期', ''], ['否', ''], ['待履行', ''], ['拒不履行', 'refused'], ['拒绝履行', 'refused'], ['未付清', 'ask'], ['未全部履行', 'ask'],
]
const confirmations: readonly Word[] = [
  ['', ''], ['', ''], ['', ''], ['是', 'confirmed'], ['已司法确认', 'confirmed'], ['确认有效', 'confirmed'], ['法院裁定确认有效', 'confirmed'], ['否', ''], ['未申请', ''], ['不申请', ''], ['无', ''],
  ['不予确认', 'dismissed'], ['不确认', 'dismissed'], ['确认无效', 'dismissed', '无效'], ['驳回', 'dismissed'], ['已申请', 'pending'], ['已申请，尚未裁定', 'pending', '尚未裁定'], ['审查中', 'pending'],
  ['拟申请司法确认', '', '拟申请'], ['已告知可申请司法确认', '', '已告知'], ['待申请', ''], ['不予受理', 'notAccepted'], ['已申请，法院未受理', 'notAccepted', '法院未受理'], ['撤回申请', 'withdrawn'],
]
const origins: readonly Word[] = [
  ['', 'application'], ['当事人申请', 'application'], ['依申请', 'application'], ['业主来访', 'application'], ['主动调解', 'ownInitiative'], ['网格排查', 'ownInitiative'], ['望山社区网格员李某上报', 'ownInitiative', '网格员李某'],
  ['法院委派', 'courtBeforeFiling'], ['法院委托', 'courtAfterFiling'], ['派出所移送', 'police'], ['12345热线转办', 'petition'], ['街道转办', 'otherBody', '街道转办'], ['非法院委派，当事人申请', 'application', '非法院委派'],
]
const kinds = ['漏水', '物业费', '噪声', '停车', '上下楼漏水致家具损坏', '电梯故障', '装修']

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const given = ['明', '芳', '建国', '丽华', '强', '晓燕', '立新', '春梅', '志远', '静']
const bodies = ['清源物业服务有限公司', '金桂物业', '清源小区管理处', '望山村委会', '赵李桥镇人民政府', '第一小学', '开发商', '余家巷社区居委会', '城东派出所', '鑫源建设有限公司']

const idNumber = (random: Chance): string => {
  const digits = `421281${1950 + random.below(50)}${String(1 + random.below(12)).padStart(2, '0')}${String(1 + random.below(28)).padStart(2, '0')}${String(random.below(1000)).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return digits + '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11]!
}
const phoneNumber = (random: Chance): string => `1${random.pick(['38', '39', '50', '77'])}${String(random.below(100_000_000)).padStart(8, '0')}`
const personName = (random: Chance): string => random.pick([...surnames]) + random.pick(given)

const numerals = (value: number): string => {
  const digits = '〇一二三四五六七八九'
  return value < 10 ? digits[value]! : `${value < 20 ? '' : digits[Math.floor(value / 10)]}十${value % 10 === 0 ? '' : digits[value % 10]}`
}
const dateWays: readonly ((year: number, month: number, day: number) => string)[] = [
  (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`, (y, m, d) => `${y}.${m}.${d}`, (y, m, d) => `${y}/${m}/${d}`, (y, m, d) => `${y}年${m}月${d}日`,
  (y, m, d) => `${y}.${m}.${d}.`, (y, m, d) => `${y}—${m}—${d}`, (y, m, d) => `${y % 100}.${m}.${d}`, (y, m, d) => `${y}年${m}月${d}日（星期二）`, (y, m, d) => `${y}-${m}-${d} 上午9:00`,
  (y, m, d) => `${[...String(y)].map(digit => '〇一二三四五六七八九'[Number(digit)]).join('')}年${numerals(m)}月${numerals(d)}日`,
]
const amountWays: readonly ((yuan: number) => string)[] = [
  yuan => String(yuan), yuan => `${yuan}元`, yuan => `¥${yuan}.00`, yuan => yuan.toLocaleString('en'), yuan => `${yuan / 10_000}万元`, yuan => String(yuan).replaceAll(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)), yuan => `${yuan / 1000}千元`,
]
const numberWays: readonly ((number: string) => string)[] = [
  number => number, number => number, number => number.toLowerCase(), number => `'${number}`, number => number.replace(/^(\d{6})(\d{8})/, '$1 $2 '), number => number.replaceAll(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
]
const phoneWays: readonly ((phone: string) => string)[] = [phone => phone, phone => phone, phone => `'${phone}`, phone => phone.replace(/^(\d{3})(\d{4})/, '$1-$2-')]

/** Four ways in which a ledger heads its columns; 身份证号 for both sides, under one name, is one of them. */
const layouts: readonly (readonly string[])[] = [
  ['卷号', '受理日期', '案件来源', '纠纷类型', '申请人', '申请人证件号码', '申请人电话', '被申请人', '被申请人证件号码', '被申请人电话', '调解结果', '结案日期', '协议金额', '履行情况', '司法确认', '备注', '回访情况'],
  ['编号', '受理时间', '来源', '类型', '申请人', '身份证号', '联系电话', '被申请人', '身份证号', '联系电话', '处理结果', '结案时间', '金额', '履行', '是否司法确认', '说明', '回访情况'],
  ['案号', '立案日期', '案源', '纠纷类别', '甲方', '甲方身份证号', '甲方电话', '乙方', '乙方身份证号', '乙方电话', '调处结果', '办结日期', '涉案金额', '履行结果', '司法确认情况', '备注说明', '领导批示'],
  ['登记号', 'SLRQ', 'AJLY', 'JFLB', '当事人甲', '当事人甲身份证号', '当事人甲电话', '当事人乙', '当事人乙身份证号', '当事人乙电话', 'TJJG', '结束日期', '标的额', '履行状态', 'SFSFQR', 'BZ', '满意度'],
]
const placeholders = ['', '', '', '无', '/', '—', '不详', '暂无']

const rowOf = (random: Chance, index: number): GeneratedRow => {
  const kept: string[] = []
  const keep = ([text, reading, detail]: Word): readonly [string, string] => {
    if (detail !== undefined && text !== '') kept.push(detail)
    return [text, reading]
  }
  const [year, month, day] = [2015 + random.below(10), 1 + random.below(12), 1 + random.below(28)]
  const acceptedOn = dateWays[0]!(year, month, day)
  const [outcomeText, reading] = keep(random.pick(outcomes))
  const settled = ['agreed', 'E01', 'E02', 'part'].includes(reading)
  // Only what a court sent goes back to it.
  const [sourceText, source] = keep(random.pick(reading === 'E08' ? origins.filter(([, from]) => from.startsWith('court')) : origins))
  const [performanceText, performance] = settled ? keep(random.pick(performances)) : ['', '']
  const [confirmationText, confirmation] = settled ? keep(random.pick(confirmations)) : ['', '']
  const kind = random.pick(kinds)
  if (kind.length > 4) kept.push(kind)
  const applicants = Array.from({ length: random.often(0.2) ? 2 : 1 }, () => personName(random)).filter((name, at, all) => all.indexOf(name) === at)
  const numbers = applicants.map(() => idNumber(random))
  const phones = applicants.map(() => phoneNumber(random))
  // Sometimes fewer numbers than people: whose they are nobody knows, but there they are.
  const some = random.often(0.15) ? 1 : applicants.length
  const both = random.often(0.1)
  const body = random.often(0.6)
  const other = body ? random.pick(bodies) : personName(random)
  const second = both ? personName(random) : undefined
  const yuan = 100 * (1 + random.below(500))
  const withAmount = settled && random.often(0.7)
  const numberWay = random.pick(numberWays)
  const phoneWay = random.pick(phoneWays)
  const noteText = random.often(0.3) ? `办理经过见第${index}号笔录` : random.pick(placeholders)
  const extraText = random.often(0.4) ? `3月20日电话回访${index}满意` : ''
  for (const text of [noteText, extraText]) if (text.includes(String(index))) kept.push(text)
  if (some < applicants.length) kept.push(numbers[0]!, phones[0]!)
  const spaced = (name: string): string => (random.often(0.15) && name.length === 2 ? [...name].join('　') : name)
  const otherNumber = !body && second === undefined && random.often(0.5) ? idNumber(random) : undefined
  const cells = [
    `G${index}`, random.pick(dateWays)(year, month, day), sourceText, kind,
    applicants.map(spaced).join(random.pick(['、', '，', '\n'])), numbers.slice(0, some).map(numberWay).join('、'), phones.slice(0, some).map(phoneWay).join('、'),
    second === undefined ? other : body ? `${second}与${other}` : `${second}、${other}`, otherNumber ?? random.pick(placeholders), random.pick(placeholders),
    outcomeText, reading === 'running' || reading === 'ask' ? '' : random.pick(dateWays)(year + 1, month, day), withAmount ? random.pick(amountWays)(yuan) : '', performanceText, confirmationText, noteText, extraText,
  ]
  const known = some === applicants.length
  return {
    cells,
    truth: {
      ask: [reading, performance, confirmation].includes('ask'),
      outcome: reading === 'agreed' || reading === 'part' ? 'E01' : reading, part: reading === 'part', source, acceptedOn,
      ...(withAmount && { amountFen: yuan * 100 }), ...(performance !== '' && performance !== 'ask' && { performance: performance as 'done' }), ...(confirmation !== '' && { confirmation }),
      parties: [
        ...applicants.map((name, at) => ({ side: 'applicant', kind: 'person', name, ...(known && { number: numbers[at]!, phone: phones[at]! }) })),
        ...(second === undefined ? [] : [{ side: 'respondent', kind: 'person', name: second }]),
        { side: 'respondent', kind: body ? 'organisation' : 'person', name: other, ...(otherNumber !== undefined && { number: otherNumber }) },
      ],
      kept,
    },
  }
}

export const generatedLedger = (seed: number, size: number): GeneratedLedger => {
  const random = chance(seed)
  return { headings: layouts[seed % layouts.length]!, rows: Array.from({ length: size }, (_, index) => rowOf(random, seed * 10_000 + index)) }
}

/** The words of each column that can be read at all, for tests that mix them at will. */
export const allWords = { outcomes, performances, confirmations, origins }
