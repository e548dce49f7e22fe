/** What was performed of a term, or was not (登记履行情况). */
import { ok, refuse, type Result } from '../../base/result.ts'
import { yuanFigures } from '../../base/amounts.ts'
import { entryContradiction, ledgerOf } from '../performance/performance.ts'
import type { PerformanceEntry } from '../record/case-file.ts'
import type * as z from 'zod'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['performing', 'closing'] as const

export const recordPerformance = {
  title: '登记履行情况',
  from,
  law: '人民调解法第31条',
  obstacle: ({ file }) => (file.agreement ? undefined : { code: 'no-agreement', message: '没有达成协议，没有条款要履行。' }),
} as const satisfies Move

type Performed = {
  readonly entry: z.output<typeof PerformanceEntry>
  /** Terms that were performed on the same day too, each with what was left to pay. */
  readonly alsoTermIds?: readonly string[]
  /** More than is owed was really paid. */
  readonly overpaid?: boolean
}

/**
 * One entry, and the same for other terms. Refuses what contradicts the amount owed, an amount over it unless `overpaid` says so,
 * and other terms that are performed already, chosen twice, or not in the agreement.
 */
export const apply = (
  { file, annex, today, calendar }: Facts<CaseIn<(typeof from)[number]>>, { entry, alsoTermIds = [], overpaid = false }: Performed,
): Result<Edited> => {
  const performance = file.performance ?? []
  const term = file.agreement?.terms.find(one => one.id === entry.termId)
  const contradiction = term && entryContradiction(term, entry, [...performance, entry].filter(one => one.termId === term.id))
  if (contradiction) return refuse('invalid-input', contradiction, { field: '/entry/amountFen' })
  const ledger = ledgerOf(file, annex, today, calendar)
  const lineOf = (termId: string) => ledger.find(line => line.term.id === termId)
  const left = lineOf(entry.termId)?.remainingFen
  if (!overpaid && left !== undefined && entry.state !== 'refused' && (entry.amountFen ?? 0) > left) {
    return refuse('more-than-owed', `这一项还应付${yuanFigures(left)}元，填写的${yuanFigures(entry.amountFen!)}元多出${yuanFigures(entry.amountFen! - left)}元；请核对，确实多付的请勾选“确实多付”。`, { field: '/entry/amountFen' })
  }
  if (alsoTermIds.length > 0 && (entry.state !== 'done' || entry.amountFen !== undefined)) {
    return refuse('invalid-input', '几项一起登记时，都按已履行、付清没有付的数额登记：履行情况请选“已履行”，金额不用填；部分履行的请逐项登记。', { field: '/alsoTermIds' })
  }
  const also: Performed['entry'][] = []
  for (const [index, termId] of alsoTermIds.entries()) {
    const line = lineOf(termId)
    const field = { field: `/alsoTermIds/${index}` }
    if (!line) return refuse('term-not-found', '协议里没有这一项，请重新选择。', field)
    if (termId === entry.termId || alsoTermIds.indexOf(termId) < index) return refuse('invalid-input', `第${line.index + 1}项选了两次，请去掉一个。`, field)
    if (line.state === 'done') return refuse('already-performed', `第${line.index + 1}项已经登记履行完毕，请从所选的几项里去掉。`, field)
    also.push({ ...entry, termId, ...(line.remainingFen !== undefined && { amountFen: line.remainingFen }) })
  }
  const whole = alsoTermIds.length > 0 && left !== undefined ? { ...entry, amountFen: left } : entry
  return ok({ file: { ...file, performance: [...performance, whole, ...also] }, inputPointer: under(`/performance/${performance.length}`, '/entry') })
}
