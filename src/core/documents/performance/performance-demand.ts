/** D29 履行督促函: the committee sees to it that agreements are kept (人民调解法第31条). To the obligor of one term. */
import { partyName, type CaseFile } from '../../case/record/case-file.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { chineseDate } from '../../base/dates.ts'
import { ledgerOf } from '../../case/performance/performance.ts'
import { shippedReckoning } from '../../rules/time-limits.ts'
import { letterhead, letterNumber, number, paragraph, plain, title } from '../writing/case-words.ts'
import { dateOrBlank, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { isDone } from '../writing/performance.ts'
import { numberedClause } from '../writing/clauses.ts'
import { wordingOf } from '../writing/phrases.ts'
import { isObligation } from '../../case/record/clause-nature.ts'

const name = '履行督促函'
const printedTitle = '关于督促履行人民调解协议的函'

const extras = {
  until: { key: 'until', label: '请在哪天前履行', note: '登记过督促的不必填。' },
  no: { key: 'no', label: '文书编号' },
} as const

const phrases = {
  opening: {
    label: '开头',
    text: '{{申请人}}与{{被申请人}}{{纠纷}}纠纷，经{{委员会}}调解，于{{达成日期}}达成编号为{{协议编号}}的调解协议，约定由{{义务人}}履行下列义务。',
    needs: ['达成日期', '协议编号', '义务人'],
  },
  ask: {
    label: '催告',
    text: '请于{{履行日期}}前按照约定履行，并将履行凭证送本会；有困难的，请及时与权利人协商或者与本会联系。',
    needs: ['履行日期'],
  },
  confirmed: { label: '后果（已司法确认）', text: '该协议已经人民法院裁定确认有效。逾期不履行的，权利人可以向人民法院申请强制执行（人民调解法第三十三条）。' },
  courtDocument: { label: '后果（法院调解书）', text: '该协议已由人民法院制作调解书。逾期不履行的，权利人可以依据调解书向人民法院申请强制执行。' },
  plain: { label: '后果（未经司法确认）', text: '逾期不履行的，权利人可以就调解协议的履行向人民法院提起诉讼（人民调解法第三十二条）。' },
} satisfies Phrases

/** Where the agreement may now be taken (民诉法解释第61条): to enforcement, or to a suit on the agreement. */
const consequence = (file: CaseFile): 'confirmed' | 'courtDocument' | 'plain' =>
  (file.courtMediationDocument ? 'courtDocument' : file.confirmation?.result === 'confirmed' ? 'confirmed' : 'plain')

export const performanceDemand: DocumentTemplate = {
  id: 'D29-1',
  title: name,
  printedTitle,
  offeredIn: ['performing', 'closing'],
  offeredWhen: '协议生效后还有义务没有履行完的案件',
  of: file => (file.end?.code === 'E01' || file.end?.code === 'E02' ? file.agreement?.terms ?? [] : [])
    .flatMap((term, index) => (isDone(file, term) || !isObligation(term) ? [] : [{ id: term.id, title: `第${index + 1}项，${partyName(file, term.obligor)}` }])),
  extras: Object.values(extras),
  phrases,
  write: input => {
    const { file, office, today, annex = { id: file.id }, reckoning: { calendar } = shippedReckoning } = input
    const agreement = file.agreement!
    const term = agreement.terms.find(({ id }) => id === input.of)!
    const say = wordingOf(phrases, input)
    const { dueOn: due, paidFen, remainingFen = 0 } = ledgerOf(file, annex, today, calendar).find(line => line.term === term)!
    const demand = annex.demands?.findLast(({ termIds }) => termIds.includes(term.id))
    const no = letterNumber(input, input.extras?.no)
    return {
      id: 'D29-1',
      title: name,
      ...(input.extras?.no ? { number: no } : {}),
      blocks: [
        letterhead(office.name),
        number(no),
        title(printedTitle),
        plain(`${partyName(file, term.obligor)}：`),
        paragraph(say('opening', {
          达成日期: chineseDate(agreement.reachedOn),
          协议编号: agreement.no ?? file.fileNo ?? gap('协议编号', 10),
          义务人: partyName(file, term.obligor),
        })),
        paragraph(numberedClause(file, term)),
        paragraph(`${due === undefined ? '' : `履行期限${due < today ? '已' : '将'}于${chineseDate(due)}${due === term.dueOn ? '' : '（休息日顺延）'}届满。`}` +
          `截至${chineseDate(today)}，${term.amountFen === undefined ? '本会没有收到履行完毕的凭证。'
            : `本会知道的已付款项为${yuanBoth(paidFen)}，尚欠${yuanBoth(remainingFen)}。`}`),
        paragraph(say('ask', { 履行日期: input.extras?.until ?? (demand ? chineseDate(demand.deadline) : gap(extras.until.label, 10)) })),
        paragraph(say(consequence(file))),
        { kind: 'signatures', places: [], seal: office.name, date: dateOrBlank(demand?.on) },
      ],
    }
  },
}
