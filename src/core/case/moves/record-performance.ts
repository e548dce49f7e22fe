/** What was performed of a term, or was not (登记履行情况). */
import { ok, refuse, type Result } from '../../base/result.ts'
import { entryContradiction } from '../performance/performance.ts'
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

export const apply = ({ file }: Facts<CaseIn<(typeof from)[number]>>, entry: z.output<typeof PerformanceEntry>): Result<Edited> => {
  const performance = file.performance ?? []
  const term = file.agreement?.terms.find(one => one.id === entry.termId)
  const contradiction = term && entryContradiction(term, entry, [...performance, entry].filter(one => one.termId === term.id))
  if (contradiction) return refuse('invalid-input', contradiction, { field: '/entry/amountFen' })
  return ok({ file: { ...file, performance: [...performance, entry] }, inputPointer: under(`/performance/${performance.length}`, '/entry') })
}
