/** D30 结案审批表: what the director approves at the end (卷号、受案和结案日、承办人、结果、审批). */
import { confirmationResults, disputeTypes, endCodes, officialCategories, sources } from '../../base/codes.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { chineseDate } from '../../base/dates.ts'
import { fileNumber, mediatorsWithDuty, sentence, title } from '../writing/case-words.ts'
import { clauseOf } from '../writing/clauses.ts'
import { dateOrBlank, type DocumentTemplate } from '../writing/content.ts'
import { routesToldOn } from '../../case/steps/told.ts'
import { sideLabel } from '../writing/parties.ts'
import { isDone } from '../writing/performance.ts'
import { isObligation } from '../../case/record/clause-nature.ts'

const name = '人民调解结案审批表'

const extras = { opinion: { key: 'opinion', label: '承办人意见', lines: 3, note: '如：事实清楚，协议自愿、合法，建议结案归档。' } } as const

export const closingReport: DocumentTemplate = {
  id: 'D30-2',
  title: name,
  offeredIn: ['performing', 'closing', 'archived'],
  offeredWhen: '受理的案件结束后',
  suits: file => file.acceptedOn !== undefined && file.end !== undefined,
  extras: Object.values(extras),
  write: input => {
    const { file } = input
    const { agreement, confirmation } = file
    const end = file.end!
    const routesOn = routesToldOn(input.annex)
    const settled = agreement !== undefined && (end.code === 'E01' || end.code === 'E02')
    const amount = settled ? agreement.terms.reduce((sum, term) => sum + (term.amountFen ?? 0), 0) : 0
    const after = settled ? [
      ...agreement.terms.flatMap((term, index) => (isObligation(term) ? [`第${index + 1}项${isDone(file, term) ? '已履行' : '尚未履行完毕'}`] : [])),
      ...(confirmation ? [`司法确认：${confirmationResults[confirmation.result]}${confirmation.caseNo ? `，${confirmation.caseNo}` : ''}`] : []),
      ...(file.courtMediationDocument ? [`法院调解书：${file.courtMediationDocument.no}，${chineseDate(file.courtMediationDocument.on)}`] : []),
    ] : [`已告知当事人其他途径（人民调解法第二十六条）：${routesOn ? `${chineseDate(routesOn)}已告知` : '□ 是'}`]
    return {
      id: 'D30-2',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        {
          kind: 'form',
          rows: [
            [
              { label: '纠纷类型', value: `${officialCategories[file.officialCategory ?? 'property']}（${disputeTypes[file.type]}）`, share: 4 },
              { label: '案件来源', value: sources[file.source], share: 3 },
            ],
            [{ label: '当事人', value: file.parties.map(party => `${sideLabel(file, party)}：${party.name}`).join('\n') }],
            [{ label: '受理日期', value: dateOrBlank(file.acceptedOn) }, { label: '结案日期', value: chineseDate(end.on) }],
            [{ label: '承办人', value: mediatorsWithDuty(input, 0) }],
            [{ label: '纠纷简要情况', value: file.facts, lines: 3, fewest: 1 }],
            [{
              label: '调解结果', lines: 3, fewest: 1,
              value: [
                `${endCodes[end.code]}${end.reason ? `：${sentence(end.reason)}` : ''}`,
                ...(settled ? agreement.terms.map((term, index) => `${index + 1}．${clauseOf(file, term)}`) : []),
                ...(amount > 0 ? [`协议金额合计${yuanBoth(amount)}`] : []),
              ].join('\n'),
            }],
            [{ label: settled ? '履行和司法确认' : '权利告知', value: after.join('\n') }],
            [{ label: '承办人意见', value: `${input.extras?.opinion ?? ''}\n\n签名：＿＿＿＿＿＿　　${dateOrBlank(undefined)}`, lines: 4, fewest: 3 }],
            [{ label: '主任审批意见', value: `\n\n\n签名：＿＿＿＿＿＿　　${dateOrBlank(undefined)}`, lines: 6, fewest: 4 }],
            [{ label: '备注', value: '', lines: 2, fewest: 1 }],
          ],
        },
      ],
    }
  },
}
