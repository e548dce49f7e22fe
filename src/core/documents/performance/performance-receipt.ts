/** D29 履行凭证（收条）: for a performance on record, or for one that is to come, to be signed as it happens. */
import { partyName, type CaseFile, type Term } from '../../case/record/case-file.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { chineseDate } from '../../base/dates.ts'
import { mediatorPlaces, number, paragraph, title } from '../writing/case-words.ts'
import { clauseOf } from '../writing/clauses.ts'
import { blank, dateOrBlank, gap, type Choice, type DocumentInput, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { isDone, type Performed } from '../writing/performance.ts'
import { signerOf } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'
import { isObligation } from '../../case/record/clause-nature.ts'

const name = '履行凭证（收条）'

const phrases = {
  rest: { label: '末尾', text: '本凭证一式三份，付款人（义务人）、收款人（权利人）、{{委员会}}各执一份。' },
} satisfies Phrases

const happened = ({ state }: Performed): boolean => state !== 'refused'

const choices = (file: CaseFile): readonly Choice[] => {
  const terms = file.agreement?.terms ?? []
  const place = (termId: string): string => `第${terms.findIndex(({ id }) => id === termId) + 1}项`
  return [
    ...(file.performance ?? []).flatMap((entry, index) =>
      (happened(entry) ? [{ id: String(index), title: `${place(entry.termId)}，${chineseDate(entry.on)}` }] : [])),
    ...(file.archive ? [] : terms.filter(term => !isDone(file, term) && isObligation(term)).map(({ id }) => ({ id: `term/${id}`, title: `${place(id)}，待签` }))),
  ]
}

const chosen = ({ file, of }: DocumentInput): { term: Term; entry?: Performed } => {
  const entry = file.performance?.[Number(of)]
  const termId = entry?.termId ?? of!.slice('term/'.length)
  return { term: file.agreement!.terms.find(({ id }) => id === termId)!, ...(entry && { entry }) }
}

export const performanceReceipt: DocumentTemplate = {
  id: 'D29-2',
  title: name,
  offeredIn: ['agreed', 'performing', 'closing', 'archived'],
  offeredWhen: '案件达成协议后',
  of: choices,
  phrases,
  write: input => {
    const { file } = input
    const { term, entry } = chosen(input)
    const agreement = file.agreement!
    const signs = (id: string): string => {
      const party = file.parties.find(one => one.id === id)
      return party ? signerOf(party) : id
    }
    const agreementNo = agreement.no ?? file.fileNo
    const payer = partyName(file, term.obligor)
    const payee = term.obligee === undefined ? gap('权利人', 8) : partyName(file, term.obligee)
    const place = agreement.terms.indexOf(term) + 1
    const of = `${chineseDate(agreement.reachedOn)}《人民调解协议》（编号：${agreementNo ?? gap('协议编号', 10)}）第${place}项`
    const on = dateOrBlank(entry?.on)
    const payment = term.kind === 'payment'
    const amount = entry?.amountFen === undefined ? `${gap('收到的金额', 8)}元（大写：${blank(14)}）` : yuanBoth(entry.amountFen)
    return {
      id: 'D29-2',
      title: name,
      ...(agreementNo ? { number: agreementNo } : {}),
      blocks: [
        title(name),
        number(`编号：${agreementNo ?? gap('协议编号', 10)}`),
        ...(payment
          ? [
              paragraph(`今收到${payer}交来人民币${amount}，系履行${of}。`),
              paragraph(`付款方式：${term.manner ?? gap('付款方式', 10)}。`),
            ]
          : [
              paragraph(`${payer}履行${of}：${clauseOf(file, term)}`),
              paragraph(`权利人${payee}于${on}确认该项义务${entry?.state === 'partly' ? '已经部分履行' : '已经履行完毕'}。`),
            ]),
        ...(entry?.state === 'partly' && payment ? [paragraph('本次为部分履行，其余款项另行交付。')] : []),
        paragraph(`备注：${entry?.note ?? blank(20)}`),
        paragraph(wordingOf(phrases, input)('rest')),
        {
          kind: 'signatures',
          places: [
            { label: `${payment ? '收款人' : '权利人'}：${term.obligee === undefined ? '' : signs(term.obligee)}`, note: '签名、盖章或按指印' },
            { label: `${payment ? '付款人' : '义务人'}：${signs(term.obligor)}`, note: '签名、盖章或按指印' },
            ...mediatorPlaces(input, '在场人民调解员'),
          ],
          date: on,
        },
      ],
    }
  },
}
