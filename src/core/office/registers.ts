/**
 * Registers (名录): who and what the committee has to do with, each entry with the days from and to which it holds. One
 * mechanism for all kinds; a kind is a line of the table.
 */
import * as z from 'zod'
import shippedBodies from '../../../resources/bodies/421281.json' with { type: 'json' }
import { LocalDateText, type Mediator } from '../case/record/case-file.ts'
import { disputeTypes, keysOf, sexes, type DisputeType } from '../base/codes.ts'
import { addDays, addMonths, chineseDate, dateOf, daysBetween, type LocalDate } from '../base/dates.ts'
import { HistoryEntry, Replaced, takenBack } from '../case/record/history.ts'
import { Duty, relations, type CompetentBody } from '../case/parties/routing.ts'
import { Text } from '../base/text.ts'
import type { Problem } from '../base/result.ts'
import { lengthOn, type Parameters } from '../parameters/parameters.ts'
import { foldedName } from '../base/folding.ts'

type FieldOf = { readonly label: string; readonly required?: boolean; readonly choices?: Readonly<Record<string, string>>; readonly date?: boolean; readonly suggest?: 'community' | 'estate' | 'company' | 'member' }

type RegisterKind = {
  readonly label: string
  /** What the name of an entry is called. */
  readonly name: string
  readonly fields: Readonly<Record<string, FieldOf>>
  /** How the days from and to are called. */
  readonly from: string
  readonly to: string
  /** Whose names the name is chosen from, where an entry is about something in another register. */
  readonly nameOf?: 'community' | 'estate' | 'company' | 'member'
}

export const memberDuties = { chair: '主任', deputy: '副主任', member: '委员' } as const

export const registerKinds = {
  member: {
    label: '调委会委员', name: '姓名', from: '任期开始', to: '任期结束',
    fields: { duty: { label: '职务', required: true, choices: memberDuties }, sex: { label: '性别', required: true, choices: sexes }, phone: { label: '电话' } },
  },
  training: {
    label: '培训', name: '参加人', from: '培训日期', to: '结束日期', nameOf: 'member',
    fields: { topic: { label: '内容', required: true }, by: { label: '主办单位' }, hours: { label: '学时' } },
  },
  body: {
    label: '有关单位', name: '单位名称', from: '启用日期', to: '停用日期',
    fields: { item: { label: '工作方案条目' }, person: { label: '联系人' }, phone: { label: '电话' }, address: { label: '地址' } },
  },
  community: { label: '社区（村）', name: '名称', from: '启用日期', to: '停用日期', fields: { street: { label: '街道（乡镇）' }, person: { label: '联系人' }, phone: { label: '电话' } } },
  estate: {
    label: '小区', name: '名称', from: '启用日期', to: '停用日期',
    fields: { community: { label: '社区（村）', suggest: 'community' }, households: { label: '户数' }, address: { label: '地址' } },
  },
  company: {
    label: '物业企业', name: '名称', from: '登记日期', to: '注销日期',
    fields: { uscc: { label: '统一社会信用代码' }, person: { label: '负责人' }, phone: { label: '电话' } },
  },
  service: {
    label: '物业服务', name: '小区', from: '进驻日期', to: '退出日期', nameOf: 'estate',
    fields: { company: { label: '物业企业', required: true, suggest: 'company' }, contract: { label: '合同情况' } },
  },
  ownersCommittee: {
    label: '业主委员会', name: '名称', from: '任期开始', to: '任期结束',
    fields: { estate: { label: '小区', required: true, suggest: 'estate' }, filingNo: { label: '备案号' }, person: { label: '主任' }, phone: { label: '电话' } },
  },
} as const satisfies Record<string, RegisterKind>
export type RegisterKindId = keyof typeof registerKinds
export const registerKindIds = Object.keys(registerKinds) as [RegisterKindId, ...RegisterKindId[]]

/** The table read by id, with every kind as wide as any. */
export const registerKindOf = (kind: RegisterKindId): RegisterKind => registerKinds[kind]

export const RegisterEntry = z.strictObject({
  id: Text,
  kind: z.enum(registerKindIds),
  name: Text,
  from: LocalDateText.optional(),
  /** The last day on which it holds. */
  to: LocalDateText.optional(),
  fields: z.record(z.string(), Text),
  /** Of a body: what it has to do with which disputes. */
  duties: z.array(Duty).max(200, '职责最多 200 项。').optional(),
  note: Text.optional(),
  /** Entered by mistake: no longer shown. What has ended gets a `to` instead. */
  removed: z.literal(true).optional(),
})
export type RegisterEntry = z.output<typeof RegisterEntry>

/** What a change of an entry replaced. */
export const RegisterHistoryEntry = HistoryEntry.extend({ was: z.array(Replaced).optional() })
export type RegisterHistoryEntry = z.output<typeof RegisterHistoryEntry>

/** An entry as the register had it at the end of `on`, from its present state and its history (oldest first); null where it was entered later. */
export const entryOn = (entry: RegisterEntry, history: readonly RegisterHistoryEntry[], on: LocalDate): RegisterEntry | null => {
  let then = entry
  for (const { at, created, was = [] } of history.toReversed()) {
    if (dateOf(at) <= on) return then
    if (created) return null
    then = takenBack(then, was)
  }
  return then
}

/** The bodies of the municipal plan, in its order, and those whom the committee asks besides. */
export const plannedBodies: readonly RegisterEntry[] = (shippedBodies as readonly { name: string; item?: string; duties?: Duty[] }[]).map(({ name, item, duties }, index) => {
  const fields: Record<string, string> = item === undefined ? {} : { item }
  return { id: `body-${index + 1}`, kind: 'body', name, fields, ...(duties && { duties }) }
})

/** What the municipal plan names is ended, never removed. */
export const isOfPlan = ({ kind, fields }: RegisterEntry): boolean => kind === 'body' && fields['item'] !== undefined

export const holdsOn = ({ from, to }: { readonly from?: LocalDate | undefined; readonly to?: LocalDate | undefined }, day: LocalDate): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to)

const overlap = (a: RegisterEntry, b: RegisterEntry): boolean => (a.to === undefined || b.from === undefined || b.from <= a.to) && (b.to === undefined || a.from === undefined || a.from <= b.to)

/** What keeps an entry from being stored beside the others; pointers start at the entry. */
export const registerProblems = (entry: RegisterEntry, others: readonly RegisterEntry[]): Problem[] => {
  const say = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message, severity: 'error' })
  const kind = registerKindOf(entry.kind)
  const found: Problem[] = []
  for (const key of Object.keys(entry.fields)) if (!Object.hasOwn(kind.fields, key)) found.push(say(`/fields/${key}`, 'unknown-field', `“${kind.label}”没有“${key}”这一项，请去掉。`))
  for (const [key, { label, required, choices }] of Object.entries(kind.fields)) {
    const value = entry.fields[key]
    if (value === undefined ? required : false) found.push(say(`/fields/${key}`, 'required', `请填写${label}。`))
    if (value !== undefined && choices && !Object.hasOwn(choices, value)) found.push(say(`/fields/${key}`, 'choice', `${label}应为${Object.values(choices).join('、')}之一，请重新选择。`))
  }
  if (entry.duties && entry.kind !== 'body') found.push(say('/duties', 'unknown-field', `“${kind.label}”没有职责这一项，请去掉。`))
  for (const [index, { type, relation, forWhat }] of (entry.duties ?? []).entries()) {
    const first = entry.duties!.findIndex(other => other.type === type && other.relation === relation && other.forWhat === forWhat)
    if (first < index) found.push(say(`/duties/${index}/relation`, 'duplicate', `与第 ${first + 1} 项职责相同，请去掉一项，或写明各管哪一部分。`))
  }
  if (entry.from !== undefined && entry.to !== undefined && entry.to < entry.from) found.push(say('/to', 'order', `${kind.to}不能早于${kind.from}，请改正。`))
  if (entry.kind === 'member' && entry.from === undefined) found.push(say('/from', 'required', '委员要填写任期开始日期，任期三年（人民调解法第9条）。'))
  // The same thing twice at one time; a training may be attended often, and an estate may be handed over.
  if (entry.kind !== 'training') {
    const same = others.find(other => other.id !== entry.id && other.kind === entry.kind && !other.removed && foldedName(other.name) === foldedName(entry.name) && overlap(other, entry))
    if (same) {
      found.push(entry.kind === 'service'
        ? say('/from', 'overlap', `“${same.name}”在这段时间已登记由“${same.fields['company']}”服务，请先填写它的退出日期。`)
        : say('/name', 'duplicate', `“${same.name}”已在${kind.label}名录中${same.from ? `（${chineseDate(same.from)}起）` : ''}，请修改那一条，或填写起止日期把两段分开。`))
    }
  }
  return found
}

export type RegisterWarning = { readonly key: string; readonly sentence: string }

/** The last day of a term that begins on `from`, by the rules of that day. */
const lastOfTerm = (from: LocalDate, parameters: Parameters): LocalDate => addDays(addMonths(from, 12 * lengthOn(parameters, 'memberTerm', from)), -1)

/** What looks wrong with the committee and its mediators on `today`: number, women members, terms. Nothing here stops anything. */
export const registerWarnings = (entries: readonly RegisterEntry[], mediators: readonly Mediator[], today: LocalDate, parameters: Parameters): RegisterWarning[] => {
  const members = entries.filter(entry => entry.kind === 'member' && !entry.removed && entry.from !== undefined && entry.from <= today)
  const found: RegisterWarning[] = []
  const say = (key: string, sentence: string): void => void found.push({ key, sentence })
  const term = (key: string, who: string, end: LocalDate): void => {
    const left = daysBetween(today, end)
    if (left < 0) say(key, `${who}的任期已于${chineseDate(end)}届满，请换届或续聘后登记（人民调解法第9条）。`)
    else if (left <= lengthOn(parameters, 'remindTerm', today)) say(key, `${who}的任期到${chineseDate(end)}，还有 ${left} 天，请准备换届（人民调解法第9条）。`)
  }
  const latest = new Map<string, RegisterEntry>()
  for (const member of members) {
    const known = latest.get(foldedName(member.name))
    if (!known || known.from! < member.from!) latest.set(foldedName(member.name), member)
  }
  const serving = [...latest.values()].filter(member => member.to === undefined || member.to >= today)
  if (members.length > 0) {
    if (serving.length < 3 || serving.length > 9) say('number', `现任委员 ${serving.length} 人，应为三至九人（人民调解法第8条）。`)
    if (!serving.some(member => member.fields['sex'] === 'female')) say('women', '现任委员中没有妇女成员，调解委员会应当有妇女成员（人民调解法第8条）。')
    const chairs = serving.filter(member => member.fields['duty'] === 'chair').length
    if (chairs !== 1) say('chair', chairs === 0 ? '没有登记主任，调解委员会设主任一人（人民调解法第8条）。' : `登记了 ${chairs} 名主任，调解委员会设主任一人（人民调解法第8条）。`)
    for (const member of latest.values()) {
      if (member.to !== undefined && member.to < today && serving.length >= 3) continue
      const last = lastOfTerm(member.from!, parameters)
      if (member.to !== undefined && member.to > last) say(`long-${member.id}`, `委员${member.name}登记的任期超过 ${lengthOn(parameters, 'memberTerm', member.from!)} 年，请核对（人民调解法第9条）。`)
      term(`member-${member.id}`, `委员${member.name}`, member.to ?? last)
    }
  }
  for (const mediator of mediators) {
    if (mediator.termTo !== undefined && daysBetween(today, mediator.termTo) >= 0) term(`mediator-${mediator.id}`, `调解员${mediator.name}`, mediator.termTo)
  }
  return found
}

/** Names in use on `day`, for a field to suggest. */
export const namesOn = (entries: readonly RegisterEntry[], kind: RegisterKindId, day: LocalDate): string[] =>
  [...new Set(entries.filter(entry => entry.kind === kind && !entry.removed && holdsOn(entry, day)).map(entry => entry.name))]

const order = keysOf(relations)

/** The bodies named on `day` for a kind of dispute: those named for the kind first, then those for every kind; of each, who mediates, who enforces, who supervises. */
export const bodiesFor = (entries: readonly RegisterEntry[], type: DisputeType, day: LocalDate): CompetentBody[] =>
  entries.filter(entry => entry.kind === 'body' && !entry.removed && holdsOn(entry, day))
    .flatMap(({ name, fields, duties = [], to }) => duties.filter(duty => duty.type === undefined || duty.type === type).map(duty => ({
      every: duty.type === undefined,
      named: {
        body: name, relation: duty.relation, ...(fields['item'] !== undefined && { item: fields['item'] }),
        ...(duty.forWhat !== undefined && { forWhat: duty.forWhat }), ...(to !== undefined && { to }),
      },
    })))
    .toSorted((a, b) => Number(a.every) - Number(b.every) || order.indexOf(a.named.relation) - order.indexOf(b.named.relation))
    .map(({ named }) => named)

/** `调处：收费标准、违规收费；监督指导：噪声（电梯、水泵噪声）` */
export const dutiesText = (duties: readonly Duty[] = []): string =>
  order.flatMap(relation => {
    const own = duties.filter(duty => duty.relation === relation)
      .map(({ type, forWhat }) => `${type === undefined ? '各类纠纷' : disputeTypes[type]}${forWhat === undefined ? '' : `（${forWhat}）`}`)
    return own.length > 0 ? [`${relations[relation]}：${own.join('，')}`] : []
  }).join('；')
