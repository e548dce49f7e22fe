/**
 * Cases and sums under the field names of the national system (全国人民调解管理信息系统, SF/T 0018 as deployed systems have
 * it), each with its Chinese label. Numbers of identity papers and phones are masked: the reader needs to tell people
 * apart, not to find them.
 */
import type { CaseFile, Mediator, Party } from '../case/record/case-file.ts'
import { tidiedCase } from '../case/parties/tidied-case.ts'
import {
  agreementForms, confirmationResults, disputeTypes, endCodes, idKinds, mediatorKinds, officialCategories, partyKinds, performanceStates, sexes, sources,
} from '../base/codes.ts'
import { staysInOffice } from '../case/record/confidential.ts'
import { yuanFigures } from '../base/amounts.ts'
import type { OfficeDetails } from '../office/details.ts'
import { agreedFen, headsOf } from '../statistics/scale.ts'
import { within } from '../statistics/tally.ts'
import type { PeriodNote } from '../reports/period-figures.ts'
import type { Period, Statistics } from '../statistics/statistic.ts'

export const NATIONAL_SCHEMA = 'SF/T 0018-2019（字段名依各地系统通行写法），本机导出第 1 版'

type Value = string | number
type Field<T> = readonly [name: string, label: string, of: (from: T) => Value | undefined]
export type NationalTable = { readonly id: string; readonly label: string; readonly fields: readonly { readonly name: string; readonly label: string }[]; readonly rows: readonly (readonly Value[])[] }

/** 4299****0018 → the first four and the last four. */
const masked = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : text.length <= 8 ? '*'.repeat(text.length) : `${text.slice(0, 4)}${'*'.repeat(text.length - 8)}${text.slice(-4)}`

/** What the system calls the result, in our words. */
const result = ({ end }: CaseFile): string => (end ? endCodes[end.code] : '未结')

const performed = ({ agreement, performance }: CaseFile): string | undefined => {
  if (!agreement) return undefined
  const last = (performance ?? []).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1)
  return last ? performanceStates[last.state] : '未登记'
}

const caseFields = (mediators: readonly Mediator[], committee: string): readonly Field<CaseFile>[] => [
  ['AJBM', '案件编码', file => file.id],
  ['AH', '案号', file => file.fileNo],
  ['TWHMC', '调委会名称', () => committee],
  ['TJYBM', '调解员编码', file => file.mediators?.map(({ mediatorId }) => mediatorId).join('、')],
  ['TJYXM', '调解员姓名', file => file.mediators?.map(({ mediatorId }) => mediators.find(one => one.id === mediatorId)?.name ?? mediatorId).join('、')],
  ['SQRQ', '申请日期', file => file.appliedOn],
  ['SLRQ', '受理日期', file => file.acceptedOn],
  ['JFLB', '纠纷类别', file => officialCategories[file.officialCategory ?? 'property']],
  ['TJLX', '纠纷类型（本地）', file => disputeTypes[file.type]],
  ['AJLY', '案件来源', file => sources[file.source]],
  ['AJNDJB', '案件难度', file => (file.difficult ? '疑难复杂' : '一般')],
  ['JFJYQK', '纠纷简要情况', file => file.facts],
  ['TJJG', '调解结果', result],
  ['TJRQ', '调解日期', file => file.end?.on],
  ['TJDD', '调解地点', file => file.sessions?.find(session => !staysInOffice(session))?.place],
  ['XYLX', '协议类型', file => file.agreement && agreementForms[file.agreement.form]],
  ['XYNR', '协议内容', file => file.agreement?.terms.map(term => term.text).join('；')],
  ['LXFS', '履行方式', file => file.agreement?.terms.flatMap(term => term.manner ?? []).join('；') || undefined],
  ['SAJE', '涉案金额（元）', file => (file.agreement ? yuanFigures(agreedFen(file)).replaceAll(',', '') : undefined)],
  ['XYRQ', '协议日期', file => file.agreement?.reachedOn],
  ['XYLXQK', '协议履行情况', performed],
  ['SJRS', '涉及人数', headsOf],
  ['SFMY', '当事人是否满意', file => { const told = file.followUps?.findLast(visit => visit.satisfied !== undefined)?.satisfied; return told === undefined ? undefined : told ? '是' : '否' }],
  ['XZQH', '行政区划', file => file.place?.regionCode],
  // When the dispute arose is not asked at intake: a day that nobody recorded is not made up from another one.
  ['FSRQ', '纠纷发生日期', () => undefined],
  ['JFJHQK', '防止激化情况', file => file.escalationPrevented?.map(entry => `${entry.cases}件${entry.persons}人`).join('；')],
  ['SFSFQR', '司法确认', file => file.confirmation && confirmationResults[file.confirmation.result]],
  ['HFRQ', '回访日期', file => file.followUps?.at(-1)?.on],
  ['AJZT', '案件状态', file => (file.archive ? '已归档' : file.end ? '已结束' : file.acceptedOn ? '调解中' : '未受理')],
]

type PartyOfCase = { readonly file: CaseFile; readonly party: Party }
const partyFields: readonly Field<PartyOfCase>[] = [
  ['AJBM', '案件编码', ({ file }) => file.id],
  ['DSRBM', '当事人编码', ({ party }) => party.id],
  ['DSRLX', '当事人类型', ({ party }) => partyKinds[party.kind]],
  ['DSRXM', '当事人姓名', ({ party }) => (party.kind === 'person' ? party.name : party.representative?.name)],
  ['DSRZJLX', '证件类型', ({ party }) => party.idKind && idKinds[party.idKind]],
  ['DSRZJHM', '证件号码（部分隐去）', ({ party }) => masked(party.idNo)],
  ['DSRLXDH', '联系电话（部分隐去）', ({ party }) => masked(party.phone)],
  ['XB', '性别', ({ party }) => party.sex && sexes[party.sex]],
  ['DSDWMC', '单位名称', ({ party }) => (party.kind === 'organisation' ? party.name : undefined)],
  ['BFDSRSL', '本方人数', ({ party }) => party.headcount ?? 1],
]

const mediatorFields = (committee: string): readonly Field<Mediator>[] => [
  ['TJYBM', '调解员编码', one => one.id],
  ['XM', '姓名', one => one.name],
  ['ZJZ', '专兼职', one => mediatorKinds[one.kind]],
  ['TWHID', '所属调委会', () => committee],
]

const table = <T>(id: string, label: string, fields: readonly Field<T>[], records: readonly T[]): NationalTable => ({
  id, label, fields: fields.map(([name, label]) => ({ name, label })), rows: records.map(record => fields.map(([, , of]) => of(record) ?? '')),
})

export type NationalInput = {
  readonly cases: readonly CaseFile[]
  readonly mediators: readonly Mediator[]
  readonly office: OfficeDetails
  readonly committeeKind: string
  readonly statistics: Statistics
  readonly note: PeriodNote
}

/** Cases received, accepted or ended in the period, their parties, the roster, the committee and the sums. */
export const nationalTables = ({ cases, mediators, office, committeeKind, statistics: { period, figures }, note }: NationalInput): NationalTable[] => {
  const chosen = cases.filter(file => touched(file, period)).map(tidiedCase)
  const count = (id: string): number => figures.find(figure => figure.id === id)!.value as number
  return [
    table('AJ', '案件', caseFields(mediators, office.name), chosen),
    table('DSR', '当事人', partyFields, chosen.flatMap(file => file.parties.map(party => ({ file, party })))),
    table('TJY', '调解员', mediatorFields(office.name), mediators),
    table<OfficeDetails>('TWH', '调委会', [
      ['TWHMC', '调委会名称', one => one.name],
      ['TWHLX', '调委会类型', () => committeeKind],
      ['HZTWHLX', '行业专业类型', () => '物业纠纷'],
      ['ZZTJYRS', '专职人数', () => mediators.filter(one => one.kind === 'fullTime').length],
      ['JZTJYRS', '兼职人数', () => mediators.filter(one => one.kind === 'partTime').length],
      ['LXDH', '联系电话', one => one.phone],
      ['LXDZ', '联系地址', one => one.address],
      ['SUQY', '所属区域', one => one.regionCode],
    ], [office]),
    table<Period>('HZ', '汇总', [
      ['ND', '年度', one => one.to.slice(0, 4)],
      ['YF', '月份', one => (one.from.slice(0, 7) === one.to.slice(0, 7) ? one.to.slice(5, 7) : '')],
      ['TJJFJS', '调解纠纷件数', () => count('total')],
      ['PCJFCS', '排查纠纷次数', () => note.screenings],
      ['YFJFJS', '预防纠纷件数', () => note.prevented],
    ], [period]),
  ]
}

/** One case and its parties under the same names, for whom the case goes to. */
export const nationalCase = (typed: CaseFile, mediators: readonly Mediator[], office: OfficeDetails, file = tidiedCase(typed)): NationalTable[] => [
  table('AJ', '案件', caseFields(mediators, office.name), [file]),
  table('DSR', '当事人', partyFields, file.parties.map(party => ({ file, party }))),
]

const touched = (file: CaseFile, period: Period): boolean =>
  within(period, file.appliedOn) || within(period, file.acceptedOn) || within(period, file.end?.on)

/** A field of a spreadsheet that would be read as a formula is text: a mark before it says so. */
const safe = (text: string): string => (/^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text)

/** Cases as CSV with a mark of UTF-8 before it: the names of the fields, their labels, then the rows; CRLF. */
export const nationalCsv = ({ fields, rows }: NationalTable): string => {
  const quoted = (value: Value): string => `"${(typeof value === 'number' ? String(value) : safe(value)).replaceAll('"', '""')}"`
  return `\ufeff${[fields.map(field => field.name), fields.map(field => field.label), ...rows].map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** `period`: of tables that count one. */
export const nationalJson = (tables: readonly NationalTable[], period?: Period): string => `${JSON.stringify({
  format: 'mediation-national-fields', version: 1, schema: NATIONAL_SCHEMA, ...(period && { period }),
  tables: tables.map(({ id, label, fields, rows }) => ({
    id, label, fields, records: rows.map(row => Object.fromEntries(fields.map(({ name }, index) => [name, row[index] === '' ? null : row[index]]))),
  })),
}, null, 1)}\n`
