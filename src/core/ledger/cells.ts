/** What people write into the cells of a ledger, read: dates, amounts in fen, lists of names. Null where it cannot be read. */
import { sumsIn } from '../base/amounts.ts'
import { addDays, isLocalDate, localDate, type LocalDate } from '../base/dates.ts'

/** Excel counts a 29 February 1900 that never was: from 1 March on its numbers are right. */
const EXCEL_DAY_61 = localDate('1900-03-01')

const DIGIT = '〇零○一二三四五六七八九'
const digitOf = (sign: string): number => (sign === '零' || sign === '○' ? 0 : DIGIT.replaceAll(/[零○]/g, '').indexOf(sign))
/** 二〇二四, 十二, 二十一, 三十 as figures; digits one by one or with 十. */
const figuresOf = (numerals: string): string => {
  if (!/[十廿卅]/.test(numerals)) return [...numerals].map(sign => String(digitOf(sign))).join('')
  const [tens, ones] = numerals.replace('廿', '二十').replace('卅', '三十').split('十') as [string, string]
  return String((tens === '' ? 1 : digitOf(tens)) * 10 + (ones === '' ? 0 : digitOf(ones)))
}

/**
 * `2026-01-05`, `2026.1.5.`, `2026/1/5`, `2026年1月5日（星期一）`, `20260105`, `26.1.5`, `二〇二六年一月五日`, with or without a time
 * behind, or Excel's day number. A year of two figures is of this century. Not 民国113年, which is no calendar of ours.
 */
export const dateIn = (text: string): LocalDate | null => {
  const plain = text.normalize('NFKC').trim()
    .replaceAll(/[〇零○一二三四五六七八九十廿卅]+(?=\s*[年月日号])/g, figuresOf)
    .replaceAll(/[\u2010-\u2015\u2212\u30fc]/g, '-').replace(/\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?/, '').replace(/[.,、\s]+$/, '')
  // A day that was formatted as a number: 46027 is 2026-01-05. Days before 1954 are numbers of four digits, which would be years.
  if (/^[2-9]\d{4}(?:\.\d+)?$/.test(plain)) return addDays(EXCEL_DAY_61, Math.trunc(Number(plain)) - 61)
  const match = /^(\d{4}|\d{2}(?=\s*[-./年]))(?:(\d{2})(\d{2})|\s*[-./年、,]\s*(\d{1,2})\s*[-./月、,]\s*(\d{1,2})\s*[日号]?)(?:(?:[\sT]|(?<=[日号])|(?=[上下]午))+(?:上午|下午|凌晨|中午|晚上|[AP]M)?\s*\d{1,2}[:时点].*)?$/i.exec(plain)
  if (!match) return null
  const year = match[1]!.length === 2 ? `20${match[1]}` : match[1]!
  const date = `${year}-${(match[2] ?? match[4]!).padStart(2, '0')}-${(match[3] ?? match[5]!).padStart(2, '0')}`
  return isLocalDate(date) ? date : null
}

/** What fills a cell of which nothing is known. A dash of our own export is one of them. */
const NOTHING = /^(?:无|无此项|暂无|暂缺|不详|未知|不明|未填|未提供|未登记|无记录|无记载|待查|待补|空|n\/?a|null|none|nil|[-—–―－_/／\\|.。·*]+)$/i

/** Whether a cell holds no more than a sign that nothing is known. */
export const isPlaceholder = (text: string): boolean => NOTHING.test(text.normalize('NFKC').replaceAll(/\s/g, ''))

/** Without the apostrophe by which people make a number a text. */
export const unquoted = (text: string): string => text.replace(/^['’‘＇`](?=.)/, '')

/** What a formula shows that came to nothing. */
export const isErrorCell = (text: string): boolean => /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/i.test(text.normalize('NFKC').trim())

/**
 * `1,234.50元`, `￥8600`, `0.5万元`, `12万`, `8600元（捌仟陆佰元整）`; `unit` says what a bare number counts. Fen; never parts of one. A
 * cell with two sums, or figures that capitals contradict, is none.
 */
export const fenIn = (text: string, unit: '元' | '万元' = '元'): number | null => {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '').replace(/^(?:¥|RMB|人民币)/i, '').replace(/整$/, '')
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?(万元|万|元|圆)?$/.exec(plain)
  if (!match) {
    const sums = sumsIn(text)
    const rest = sums[0]?.written.reduce((left, one) => left.replace(one.text, ''), text) ?? text
    return sums.length === 1 && /^[\s()（）：:大小写人民币共计整,，。]*$/.test(rest) ? sums[0]!.fen : null
  }
  const wan = (match[3] ?? unit).startsWith('万')
  const places = wan ? 6 : 2
  const part = (match[2] ?? '').replace(/0+$/, '')
  if (part.length > places) return null
  const fen = Number(match[1]! + part.padEnd(places, '0'))
  return fen <= 999_999_999_999 ? fen : null
}

/** Several people or numbers in one cell: `余明、林晓`, `余明；林晓`, one to a line. Commas within a number of an amount do not occur here. */
export const listIn = (text: string): string[] => text.split(/[、,，;；\n]+|(?<=[\p{Script=Han}\d])\s*[/／]\s*(?=[\p{Script=Han}\d])/u).map(part => part.trim()).filter(Boolean)

/** Names in one cell; 张三与金桂物业公司 are two. A name that begins or ends at 与 or 和 is none (和平物业, 李和平). */
export const namesIn = (text: string): string[] => listIn(text).flatMap(name => {
  if (/^.{2,}等/.test(name)) return [name]
  const both = /^(.{2,}?)\s*(?:与|及|暨|以及)\s*(.{2,})$/u.exec(name) ?? (/^(\p{Script=Han}{2,3})和(\p{Script=Han}{4,})$/u.exec(name))
  if (!both || /[与及和]/.test(both[2]!)) return [name]
  const [, one, other] = both as unknown as [string, string, string]
  // 与 between two people, or a person and a body; 和 only before a body whose name stands by itself.
  return /和/.test(name) && !/[与及]/.test(name) ? (isOrganisation(other) && !/^(?:物业|公司|小区|家园|花园)/.test(other) && !isOrganisation(one) ? [one, other] : [name]) : [one, other]
})

/** `陈立新等12户` stands for twelve. */
export const headcountIn = (name: string): number | undefined => {
  const match = /等\s*(\d{1,5})\s*(?:人|户|名)/.exec(name.normalize('NFKC'))
  const count = match ? Number(match[1]) : 0
  return count > 1 ? count : undefined
}

const ORGANISATION = new RegExp([
  '公司|委员会|业委会|居委会|村委会|管委会|物管会|业主大会|协会|商会|工会|学会|合作社|事务所|集团|开发商|承建商|施工方|街道办|办事处|指挥部|政府|派出所|公安|法院|检察院|司法所|消防|城管|银行|信用社',
  '物业(?:服务|管理|企业|方)?(?:公司|中心|处|部|站)?$|物业(?:服务|管理)|管理处|服务处|经营部|项目部|工程部|门市部|营业部|分公司|工作站|服务站|加油站|供电|供水|燃气|施工队|(?:大|中|支)队$',
  '小学|中学|大学|学校|学院|幼儿园|托儿所|医院|卫生院|诊所|超市|酒店|饭店|宾馆|餐馆|餐厅|酒楼|商行|商店|药店|网吧|茶楼|工厂',
  '.{2,}(?:中心|局|厂|店|院|社区|村|镇|乡|街道)$|^(?:社区|村|街道|小区|单位|物业|业主委员会|开发商|学校)$',
].join('|'), 'u')

/** Whether a name is one of a body rather than of a person. */
export const isOrganisation = (name: string): boolean => ORGANISATION.test(name)
