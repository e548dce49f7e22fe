/** What an office's own docx template may ask for, by the Chinese name that stands in braces: `{卷号}`. */
import type { CaseFile, Mediator, Party } from '../../case/record/case-file.ts'
import { disputeTypes, type sides } from '../../base/codes.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { clauseOf } from './clauses.ts'
import type { OfficeDetails } from '../../office/details.ts'
import { printed, type Block, type DocumentContent } from './content.ts'

type Source = { readonly content: DocumentContent; readonly file: CaseFile; readonly office: OfficeDetails; readonly mediators: readonly Mediator[] }

const on = (date: LocalDate | undefined): string => (date ? chineseDate(date) : '')

const side = ({ file }: Source, wanted: keyof typeof sides, what: (party: Party) => string | undefined): string =>
  file.parties.filter(party => party.side === wanted).map(party => what(party) ?? '').join('、')

const mediatorNames = ({ file, mediators }: Source, duty?: string): string => (file.mediators ?? [])
  .filter(one => duty === undefined || one.duty === duty)
  .map(one => mediators.find(({ id }) => id === one.mediatorId)?.name ?? one.mediatorId).join('、')

/** What a block says, line by line. */
export const linesOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'title':
    case 'letterhead':
    case 'number':
    case 'contents': return []
    case 'cover': return [...block.lines, ...block.foot]
    case 'heading':
    case 'paragraph': return [block.text]
    case 'fields':
    case 'form': return block.rows.flat().map(cell => `${cell.label}：${cell.value}`)
    case 'table': return [...(block.caption ? [block.caption] : []), block.columns.map(({ title }) => title).join('　'), ...block.rows.map(row => row.join('　'))]
    case 'signatures': return [...block.places.map(({ label, note }) => `${label}${note ? `（${note}）` : ''}`), ...(block.seal ? [`${block.seal}（印章）`] : []), block.date]
    case 'picture': return [block.alt]
  }
}

export const docxFields: Readonly<Record<string, (source: Source) => string>> = {
  文书名称: ({ content }) => content.title,
  编号: ({ content }) => content.number ?? '',
  正文: ({ content }) => content.blocks.flatMap(linesOf).join('\n'),
  委员会: ({ office }) => office.name,
  委员会地址: ({ office }) => office.address ?? '',
  委员会电话: ({ office }) => office.phone ?? '',
  人民法院: ({ office }) => office.court,
  卷号: ({ file }) => file.fileNo ?? '',
  纠纷类型: ({ file }) => disputeTypes[file.type],
  申请人: source => side(source, 'applicant', party => party.name),
  申请人证件号码: source => side(source, 'applicant', party => party.idNo ?? party.uscc ?? party.filingNo),
  申请人电话: source => side(source, 'applicant', party => party.phone),
  申请人住址: source => side(source, 'applicant', party => party.address),
  被申请人: source => side(source, 'respondent', party => party.name),
  被申请人证件号码: source => side(source, 'respondent', party => party.idNo ?? party.uscc ?? party.filingNo),
  被申请人电话: source => side(source, 'respondent', party => party.phone),
  被申请人住址: source => side(source, 'respondent', party => party.address),
  纠纷事实: ({ file }) => file.facts,
  申请事项: ({ file }) => file.claims.map((claim, index) => `${index + 1}．${claim}`).join('\n'),
  申请日期: ({ file }) => on(file.appliedOn),
  受理日期: ({ file }) => on(file.acceptedOn),
  结束日期: ({ file }) => on(file.end?.on),
  主持调解员: source => mediatorNames(source, 'presiding'),
  调解员: source => mediatorNames(source),
  协议事实: ({ file }) => file.agreement?.facts ?? '',
  争议事项: ({ file }) => file.agreement?.issues ?? '',
  协议内容: ({ file }) => (file.agreement?.terms ?? []).map((term, index) => `${index + 1}．${clauseOf(file, term)}`).join('\n'),
  协议金额: ({ file }) => {
    const sum = (file.agreement?.terms ?? []).reduce((all, term) => all + (term.amountFen ?? 0), 0)
    return sum > 0 ? yuanBoth(sum) : ''
  },
  协议日期: ({ file }) => on(file.agreement?.reachedOn),
  生效日期: ({ file }) => on(file.agreement?.effectiveOn),
}

/** Every field with its text for this paper of this case. */
export const docxValues = (content: DocumentContent, file: CaseFile, office: OfficeDetails, mediators: readonly Mediator[]): Record<string, string> => {
  const source = { content: printed(content), file, office, mediators }
  return Object.fromEntries(Object.entries(docxFields).map(([name, text]) => [name, text(source)]))
}
