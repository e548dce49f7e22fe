/** The ledger on paper (案件台账), A4 on its side: what fits a line of a register, without numbers of documents and telephones. */
import { presidingMediatorId, type CaseFile, type Mediator } from '../case/record/case-file.ts'
import { disputeTypes, endCodes, type sides } from '../base/codes.ts'
import { yuanFigures } from '../base/amounts.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { isFullyPerformed } from '../case/record/lifecycle.ts'
import { tidiedCase } from '../case/parties/tidied-case.ts'
import type { Sheet, SheetCell } from '../reports/sheet.ts'
import { agreedFen } from '../statistics/scale.ts'

type About = { readonly office: string; readonly mediators: ReadonlyMap<string, Mediator>; readonly today: LocalDate }

/** Three names, and how many there are. */
const names = (file: CaseFile, side: keyof typeof sides): string => {
  const all = file.parties.filter(party => party.side === side).map(party => party.name)
  return all.length > 3 ? `${all.slice(0, 3).join('、')}等${all.length}方` : all.join('、')
}

const place = ({ place: at }: CaseFile): string => [at?.estate ?? at?.community, at?.building, at?.unit, at?.room].filter(Boolean).join(' ')

/** Widths in points: a file number and a day stand on one line. */
const columns: readonly { readonly title: string; readonly width: number; readonly align?: 'left' | 'right'; readonly of: (file: CaseFile, about: About, index: number) => string }[] = [
  { title: '序号', width: 26, of: (_file, _about, index) => String(index + 1) },
  { title: '卷号', width: 126, of: file => file.fileNo ?? '（未受理）' },
  { title: '申请日期', width: 54, of: file => file.appliedOn },
  { title: '受理日期', width: 54, of: file => file.acceptedOn ?? '' },
  { title: '纠纷类型', width: 58, of: file => disputeTypes[file.type] },
  { title: '申请人', width: 68, align: 'left', of: file => names(file, 'applicant') },
  { title: '被申请人', width: 70, align: 'left', of: file => names(file, 'respondent') },
  { title: '地点', width: 72, align: 'left', of: place },
  { title: '主持', width: 36, of: (file, { mediators }) => mediators.get(presidingMediatorId(file) ?? '')?.name ?? '' },
  { title: '结果', width: 46, of: file => (file.end ? endCodes[file.end.code] : '未办结') },
  { title: '结束日期', width: 54, of: file => file.end?.on ?? '' },
  { title: '协议金额（元）', width: 56, align: 'right', of: file => (file.agreement && agreedFen(file) > 0 ? yuanFigures(agreedFen(file)) : '') },
  { title: '履行', width: 36, of: file => (!file.agreement || !file.end ? '' : isFullyPerformed(file) ? '已履行' : '未履行完') },
]

export const printedSheet = (files: readonly CaseFile[], about: About): Sheet => ({
  name: '案件台账',
  widths: columns.map(({ width }) => width),
  landscape: true,
  long: true,
  rows: [
    [{ value: `${about.office}案件台账`, columns: columns.length, look: 'title' }],
    [{ value: `共 ${files.length} 件`, columns: columns.length / 2, look: 'note' }, { value: `${chineseDate(about.today)}打印`, columns: columns.length / 2, look: 'note', align: 'right' }],
    columns.map(({ title }): SheetCell => ({ value: title, look: 'head' })),
    ...files.map(tidiedCase).map((file, index) => columns.map(({ align, of }): SheetCell => ({ value: of(file, about, index), look: 'row', ...(align && { align }) }))),
  ],
})
