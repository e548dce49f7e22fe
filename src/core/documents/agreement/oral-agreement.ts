/** D08 人民调解口头协议登记表 (司发通〔2010〕239号; 人民调解法第28条、第30条): D07 as a table. */
import { withoutConfidential } from '../../case/record/confidential.ts'
import { performanceStates } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { isObligation } from '../../case/record/clause-nature.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { fileNumber, sentence, title } from '../writing/case-words.ts'
import { gap, type DocumentTemplate, type FormCell, type Phrases } from '../writing/content.ts'
import { partyRows, sideLabel, signApart, signatureTable } from '../writing/parties.ts'
import { clauseOf } from '../writing/clauses.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '人民调解口头协议登记表'

const phrases = {
  effect: { label: '备注', text: '本协议自当事人达成协议之日起生效（人民调解法第三十条），由人民调解员记录。' },
} satisfies Phrases

export const oralAgreement: DocumentTemplate = {
  id: 'D08',
  title: name,
  offeredIn: ['agreed', 'performing', 'closing', 'archived'],
  offeredWhen: '案件达成口头协议后',
  suits: file => file.agreement?.form === 'oral',
  phrases,
  write: input => {
    const { file, office } = input
    const agreement = file.agreement!
    const many = signApart(file)
    const number = agreement.no ?? file.fileNo
    const settled = withoutConfidential(file).sessions?.findLast(session => session.result === 'settled')
    const amount = agreement.terms.reduce((sum, term) => sum + (term.amountFen ?? 0), 0)
    const parties: FormCell[] = file.parties.map(party => ({
      label: sideLabel(file, party),
      // What is empty in the block of a party is left out here; what is missing stays a gap.
      value: partyRows(party, agreement.reachedOn, true).map(row =>
        row.filter(cell => cell.value !== '').map(cell => (cell.label === '姓名' || cell.label === '名称' ? cell.value
          : `${cell.label}：${cell.value}`)).join('　　')).filter(line => line !== '').join('\n'),
    }))
    const performance = agreement.terms.map((term, index) => {
      const entries = (file.performance ?? []).filter(entry => entry.termId === term.id)
      const said = entries.map(entry => [
        chineseDate(entry.on), performanceStates[entry.state],
        ...(entry.amountFen === undefined ? [] : [yuanBoth(entry.amountFen)]), ...(entry.note === undefined ? [] : [entry.note]),
      ].join('，'))
      return `第${index + 1}项　${said.join('；') || gap(`第${index + 1}项的履行情况`, 10)}`
    })
    return {
      id: 'D08',
      title: name,
      ...(number ? { number } : {}),
      blocks: [
        title(name),
        agreement.no ? { kind: 'number', text: `编号：${agreement.no}` } : fileNumber(file),
        {
          kind: 'form',
          rows: [
            ...parties.map(cell => [cell]),
            [{ label: '纠纷主要事实、争议事项', value: `${sentence(agreement.facts)}\n争议事项：${agreement.issues}`, lines: 3, fewest: 2 }],
            [{
              label: '协议内容', lines: 3, fewest: 2,
              value: agreement.terms.map((term, index) => `${index + 1}．${clauseOf(file, term)}`).join('\n'),
            }],
            [{
              label: '履行方式、地点、时限',
              value: agreement.terms.flatMap((term, index) => !isObligation(term) ? [] : `第${index + 1}项　${[
                term.manner ?? `未约定履行方式${gap(`第${index + 1}项的履行方式`, 0)}`, ...(term.place === undefined ? [] : [term.place]),
                term.dueOn ? `${chineseDate(term.dueOn)}前（含当日）` : `未约定履行时限${gap(`第${index + 1}项的履行期限`, 0)}`,
              ].join('，')}`).join('\n'),
            }],
            [{ label: '调解地点', value: settled?.place ?? gap('调解地点', 0) }],
            [{ label: '协议金额', value: amount === 0 ? '无' : yuanBoth(amount) }],
            [{ label: '履行情况', value: performance.join('\n') }],
            [
              {
                label: '当事人（签名）', value: many ? `共${file.parties.length}名，见后附《当事人签名表》。` : '',
                lines: many ? 2 : Math.max(4, file.parties.length * 2), fewest: many ? 1 : Math.max(3, file.parties.length), share: 4,
              },
              { label: '人民调解员（签名）', value: '', share: 5 },
            ],
            [{ label: '人民调解委员会（印章）', value: `${office.name}\n${chineseDate(agreement.reachedOn)}`, seal: true }],
            [{ label: '备注', value: wordingOf(phrases, input)('effect'), lines: 2, fewest: 1 }],
          ],
        },
        ...(many ? signatureTable(file, name) : []),
      ],
    }
  },
}
