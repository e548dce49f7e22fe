/**
 * Until when each obligation of a confirmed agreement or a court's 调解书 may be enforced: two years of its own (民事诉讼法第250条),
 * from its due day, or where that is earlier or none was set from the day of the ruling; begun anew by each demand since (执行程序解释第20条). A last
 * day on a rest day moves on (第85条).
 */
import type { CaseAnnex } from '../record/annex.ts'
import { partyName, type CaseFile, type Term } from '../record/case-file.ts'
import { isObligation } from '../record/clause-nature.ts'
import { rolled, type Counted } from '../../base/counted-days.ts'
import { addMonths, laterOf, type LocalDate } from '../../base/dates.ts'
import { isOwnerTerm } from '../parties/roster.ts'
import type { RestDayCalendar } from '../../base/rest-days.ts'

export type EnforcementLimit = {
  /** The first of the obligations that share it: those of one party with one day, or of hundreds of owners, are one thing to look after. */
  readonly term: Term
  readonly what: string
  readonly start: LocalDate
  /** What began on `start`. */
  readonly begun: 'due' | 'ruling' | 'demand'
  readonly counted: Counted
}

/** The day from which an agreement can be enforced; undefined where the court neither confirmed it nor made a document of it. */
export const enforceableFrom = ({ confirmation, courtMediationDocument }: CaseFile): LocalDate | undefined =>
  (confirmation?.result === 'confirmed' ? confirmation.decidedOn : undefined) ?? courtMediationDocument?.on

/** One for each obligation that is still owed on `today`, in the agreement's order. Takes the years that the law gives. */
export const enforcementLimits = (file: CaseFile, annex: Pick<CaseAnnex, 'demands'>, today: LocalDate, calendar: RestDayCalendar, years: number): EnforcementLimit[] => {
  const from = enforceableFrom(file)
  const terms = file.agreement?.terms ?? []
  if (from === undefined) return []
  const latest = new Map<string, NonNullable<CaseFile['performance']>[number]>()
  for (const entry of file.performance ?? []) {
    const known = latest.get(entry.termId)
    if (!known || known.on <= entry.on) latest.set(entry.termId, entry)
  }
  const shared = new Map<string, Omit<EnforcementLimit, 'what'> & { readonly owner: boolean; readonly numbers: readonly number[] }>()
  for (const [index, term] of terms.entries()) {
    if (!isObligation(term) || latest.get(term.id)?.state === 'done') continue
    // What fell due before the court's paper took effect can be enforced from then on.
    const due = term.dueOn === undefined ? from : laterOf(term.dueOn, from)
    const demanded = (annex.demands ?? []).filter(({ on, termIds }) => on <= today && on >= due && termIds.includes(term.id)).reduce<LocalDate | undefined>((last, { on }) => (last ? laterOf(last, on) : on), undefined)
    const start = demanded ?? due
    const begun = demanded ? 'demand' : term.dueOn !== undefined && start === term.dueOn ? 'due' : 'ruling'
    const owner = isOwnerTerm(term.id)
    const key = `${owner ? '' : term.obligor} ${start} ${begun}`
    const known = shared.get(key)
    shared.set(key, known ? { ...known, numbers: [...known.numbers, index + 1] } : { term, start, begun, counted: rolled(addMonths(start, 12 * years), calendar), owner, numbers: [index + 1] })
  }
  return [...shared.values()].map(({ owner, numbers, ...limit }) => ({
    ...limit,
    what: `申请强制执行的最后一日：${owner && numbers.length > 1 ? `按名册 ${numbers.length} 户的义务` : `第${numbers.join('、')}项（${partyName(file, limit.term.obligor)}）`}`,
  }))
}
