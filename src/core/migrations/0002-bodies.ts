/**
 * Bodies stood in two lists: what the office noted of them in the settings, and the register, while the duties of the
 * municipal plan stood in the program. From version 2 the register holds all of it.
 */
import type { Migration } from './migration.ts'

type Noted = { readonly name: string; readonly contact?: string; readonly phone?: string; readonly address?: string; readonly note?: string }
type Duty = { readonly type?: string; readonly relation: string; readonly forWhat?: string }
type Entry = {
  readonly id: string; readonly kind: string; readonly name: string; readonly fields: Readonly<Record<string, string>>
  readonly duties?: readonly Duty[]; readonly note?: string; readonly removed?: true
}

/** Name, item of the plan, duties: kind of dispute, relation, for what. */
const plan: readonly (readonly [name: string, item?: string, duties?: string])[] = [
  ['市住建局', '四（一）', 'WY02 S|WY03 S|WY05 S|WY06 S|WY07 S|WY08 S 电梯、水泵噪声|WY10 S|WY11 S|WY15 S|WY16 S|WY24 S'],
  ['街道办事处（乡镇政府）', '四（二）', 'all M|WY09 E|WY13 S|WY14 S|WY19 E'],
  ['社区（村）', '四（三）', 'all M|WY13 S'],
  ['市委社会工作部', '四（四）', 'WY13 S'],
  ['市自然资源和规划局', '四（五）', 'WY04 S 车位规划|WY20 S'],
  ['市公安局', '四（六）', 'WY08 E 生活噪声|WY16 S 交接秩序|WY20 E 侵占物业用房|WY22 E|WY23 E|WY24 E'],
  ['市应急管理局', '四（七）', 'WY29 S 应急'],
  ['市消防救援大队', '四（八）', 'WY19 E 堵塞消防通道|WY25 E'],
  ['市生态环境分局', '四（九）', 'WY09 E'],
  ['市卫健局', '四（十）', 'WY29 S 传染病、消杀'],
  ['市城管执法局', '四（十一）', 'WY07 E 外立面|WY08 E 商业、施工噪声|WY18 E|WY27 S'],
  ['市市场监管局', '四（十二）', 'WY04 M 机械车位|WY08 S 电梯、水泵噪声|WY12 M|WY21 E'],
  ['市发改局', '四（十三）', 'WY01 M|WY02 M|WY04 M 停车收费'],
  ['市教育局', '四（十四）', 'WY21 E 违规办班|WY28 M'],
  ['供水、供电、供气等专营单位', '四（十五）', 'WY26 M'],
  ['市物业管理协会', '四（十七）', 'WY03 S'],
  ['其他有关部门', '四（十八）', 'WY99 S'],
  ['市人民调解委员会'],
  ['市矛盾纠纷多元化解中心'],
  ['市信访局'],
]

const labels: Readonly<Record<string, string>> = {
  WY01: '物业费拖欠', WY02: '收费标准、违规收费', WY03: '物业服务质量', WY04: '停车位、车库、停车费', WY05: '上下层漏水', WY06: '屋面、外墙、公共管道维修',
  WY07: '装修（承重、违规）', WY08: '噪声', WY09: '餐饮油烟', WY10: '公共收益', WY11: '维修资金', WY12: '电梯、特种设备', WY13: '业主大会、业委会选举履职',
  WY14: '业主撤销权、知情权', WY15: '承接查验、资料移交', WY16: '续聘、解聘、退出交接', WY17: '无物业小区、临时托管', WY18: '违建、外立面、广告',
  WY19: '占用共用部分、毁绿、占道', WY20: '物业用房、配套规划', WY21: '住改商、违规办班', WY22: '宠物饲养', WY23: '高空抛物坠物', WY24: '安保、财产或人身损害',
  WY25: '消防设施、通道、充电', WY26: '供水、供电、供气设施', WY27: '环卫、垃圾分类', WY28: '业主子女入学', WY29: '消杀、应急', WY99: '其他',
}

const dutiesOf = (text: string): Duty[] => text.split('|').map(one => {
  const [type, relation, forWhat] = one.split(' ') as [string, string, string?]
  return { ...(type !== 'all' && { type }), relation, ...(forWhat !== undefined && { forWhat }) }
})

/** What the register said of a body of the plan when its bodies were taken in by one press: now told by its duties. */
const seededMatter = (duties: readonly Duty[]): string =>
  (duties.some(({ type }) => type === undefined) ? '各类物业纠纷' : [...new Set(duties.map(({ type, forWhat }) => forWhat ?? labels[type!]!))].join('、'))

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')

/** An entry with what else was known of its body. What the register has stays; what says otherwise goes into the note. */
const completed = ({ fields: { matter, ...fields }, note, ...entry }: Entry, noted: Noted | undefined, item: string | undefined, duties: readonly Duty[] | undefined): Entry => {
  const said = { person: noted?.contact, phone: noted?.phone, address: noted?.address }
  const labelsOf = { person: '联系人', phone: '电话', address: '地址' } as const
  const notes = [note, matter !== undefined && matter !== (duties && seededMatter(duties)) && `负责事项：${matter}`, noted?.note !== note && noted?.note]
  const all: Record<string, string> = { ...(item !== undefined && { item }), ...fields }
  for (const key of ['person', 'phone', 'address'] as const) {
    const value = said[key]
    if (value === undefined) continue
    if (all[key] === undefined) all[key] = value
    else if (all[key] !== value) notes.push(`原单位名录的${labelsOf[key]}：${value}`)
  }
  const text = notes.filter(Boolean).join('；')
  return { ...entry, fields: all, ...(duties && { duties }), ...(text !== '' && { note: text }) }
}

export const bodiesInRegister: Migration = {
  to: 2,
  why: 'bodies have one list: the register, with their duties by kind of dispute',
  up: stored => {
    const { bodies = [], ...settings } = (stored['settings'] ?? {}) as { readonly bodies?: readonly Noted[] }
    const entries = (stored['registers'] ?? []) as readonly Entry[]
    const names = new Map(plan.map(([name]) => [plain(name), name]))
    for (const { name } of bodies) if (!names.has(plain(name))) names.set(plain(name), name)
    const known = new Map(bodies.map(body => [plain(body.name), body]))
    const planned = new Map(plan.map(([name, item, duties]) => [plain(name), { item, duties: duties === undefined ? undefined : dutiesOf(duties) }]))
    const complete = (entry: Entry): Entry => {
      const key = plain(entry.name)
      return completed(entry, known.get(key), planned.get(key)?.item, planned.get(key)?.duties)
    }
    const kept = entries.map(entry => (entry.kind === 'body' ? complete(entry) : entry))
    const present = new Set(entries.flatMap(entry => (entry.kind === 'body' && !entry.removed ? [plain(entry.name)] : [])))
    const missing = [...names].map(([key, name], index) => ({ key, entry: { id: `body-${index + 1}`, kind: 'body', name, fields: {} } })).filter(({ key }) => !present.has(key))
    return { ...stored, ...(stored['settings'] !== undefined && { settings }), registers: [...kept, ...missing.map(({ entry }) => complete(entry))] }
  },
}
