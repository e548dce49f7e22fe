/**
 * Whether each obligation of an agreement could be enforced: who, to whom, what, how much, by when, how. The court dismisses
 * an agreement whose content is unclear (民诉法解释第358条), that confirms ownership of real rights or an identity relation
 * (第355条). Findings warn; the parties decide.
 */
import type { CaseFile, Term } from './case-file.ts'
import type { LocalDate } from './dates.ts'
import { fenFromYuan, yuanFigures } from './amounts.ts'
import type { Problem } from '../result.ts'

const vague = ['尽快', '尽早', '及时', '适当', '合理', '尽量', '视情况', '酌情', '近期', '条件允许', '妥善', '必要时', '有关费用', '相关费用', '若干', '左右']
const ownership = /(确认|归|属于).{0,12}(所有权|产权|所有)/
const identity = /(婚姻|夫妻|收养|亲子|监护)(关系|权)/
const breach = /违约|逾期|未按(期|时|约)|迟延|滞纳|利息/

/** Amounts of money written in a text, in fen: `8,600元`, `0.86万元`. */
const amountsIn = (text: string): number[] =>
  [...text.matchAll(/(\d[\d,，]*(?:\.\d+)?)\s*(万)?元/g)].flatMap(([, figure, tenThousand]) => {
    if (tenThousand) return [Math.round(Number(figure!.replaceAll(/[,，]/g, '')) * 1_000_000)]
    const fen = fenFromYuan(figure!)
    return fen === null ? [] : [fen]
  })

const termFindings = (term: Term, index: number, reachedOn: LocalDate): Problem[] => {
  const findings: Problem[] = []
  const warn = (field: string, code: string, message: string): void => {
    findings.push({ pointer: `/agreement/terms/${index}/${field}`, code, message: `第 ${index + 1} 项${message}`, severity: 'warning' })
  }
  const words = vague.filter(word => term.text.includes(word) || term.manner?.includes(word))
  if (words.length > 0) warn('text', 'term-vague', `用了“${words.join('”“')}”，不明确就难以执行；请写成具体的日期、数额或标准。`)
  if (term.obligee === undefined && term.kind !== 'refrain') warn('obligee', 'term-without-obligee', '没有写向谁履行，请选择权利人。')
  if (term.obligee === term.obligor) warn('obligee', 'term-to-oneself', '义务人和权利人是同一人，请核对。')
  if (term.dueOn !== undefined && term.dueOn < reachedOn) warn('dueOn', 'term-due-before-agreement', '履行期限早于达成协议的日期，请核对。')
  if (term.kind === 'payment') {
    if (term.amountFen === undefined) warn('amountFen', 'term-without-amount', '是给付款项，但没有写金额，请补填。')
    else {
      const written = amountsIn(term.text)
      if (written.length > 0 && !written.includes(term.amountFen)) {
        warn('amountFen', 'term-amount-differs', `文字中的金额（${written.map(fen => `${yuanFigures(fen)}元`).join('、')}）与金额栏（${yuanFigures(term.amountFen)}元）不一致，请核对。`)
      }
    }
  }
  if (term.dueOn === undefined && term.kind !== 'refrain' && term.kind !== 'waiver') warn('dueOn', 'term-without-date', '没有写履行期限，请补填日期。')
  if (term.manner === undefined && (term.kind === 'payment' || term.kind === 'act')) warn('manner', 'term-without-manner', '没有写履行方式，请补填（如银行转账、自行委托施工）。')
  if (ownership.test(term.text)) warn('text', 'term-ownership', '像是在确认所有权；法院对这样的协议不予司法确认（民诉法解释第355条）。')
  if (identity.test(term.text)) warn('text', 'term-identity', '涉及身份关系；法院对这样的协议不予司法确认（民诉法解释第355条）。')
  return findings
}

/** What an agreement lacks to be enforced, as warnings with pointers into the case. */
export const enforceabilityFindings = (file: CaseFile): Problem[] => {
  const { agreement } = file
  if (!agreement) return []
  const findings = agreement.terms.flatMap((term, index) => termFindings(term, index, agreement.reachedOn))
  const warn = (pointer: string, code: string, message: string): void => {
    findings.push({ pointer, code, message, severity: 'warning' })
  }
  if (agreement.terms.some(term => term.kind === 'payment' && term.dueOn !== undefined && term.dueOn > agreement.reachedOn)
    && !agreement.terms.some(term => breach.test(term.text) || breach.test(term.manner ?? ''))) {
    warn('/agreement/terms', 'no-default-clause', '有以后才付的款项，但没有写逾期不付怎么办；请与当事人商定后写明，或写明双方不约定违约责任。')
  }
  const claimed = file.claims.flatMap(amountsIn).reduce((sum, fen) => sum + fen, 0)
  const agreed = agreement.terms.reduce((sum, term) => sum + (term.kind === 'payment' ? term.amountFen ?? 0 : 0), 0)
  if (claimed > 0 && agreed > claimed) {
    warn('/agreement/terms', 'more-than-claimed', `协议款项合计${yuanFigures(agreed)}元，多于申请事项中的${yuanFigures(claimed)}元，请核对。`)
  }
  return findings
}
