/**
 * Performance of an agreement, term by term (履行台账), as it stands on a day: the latest entry up to the day is the term's
 * state, what was paid is the sum of the entries. A due date on a rest day moves on (民法典第203条).
 */
import type * as z from 'zod'
import type { PerformanceEntry, CaseFile, Term } from '../record/case-file.ts'
import type { CaseAnnex } from '../record/annex.ts'
import { addDays, type LocalDate } from '../../base/dates.ts'
import { yuanFigures } from '../../base/amounts.ts'
import { isKnownYear, rolledToWorkingDay, type RestDayCalendar } from '../../base/rest-days.ts'
import { isObligation, natureOf } from '../record/clause-nature.ts'

export type Entry = z.output<typeof PerformanceEntry>

export const termStates = {
  undated: '未约定期限', conditional: '违约、条件条款', declared: '声明，无须履行', notDue: '未到期', dueToday: '今天到期', done: '已履行', partly: '部分履行', overdue: '逾期', refused: '拒不履行',
} as const
export type TermState = keyof typeof termStates

/** Days before and after the due date at which the term is shown as a task (T8). */
export const performanceReminders = [-7, -1, 1] as const

export type LedgerLine = {
  /** From 0, in the agreement's order. */
  readonly index: number
  readonly term: Term
  readonly state: TermState
  /** The last day to perform, moved off a rest day. */
  readonly dueOn?: LocalDate
  readonly calendarKnown: boolean
  readonly owedFen?: number
  readonly paidFen: number
  readonly remainingFen?: number
  readonly reminders: readonly LocalDate[]
  /** In order of their days; `at` is the entry's place in the case. */
  readonly entries: readonly { readonly at: number; readonly entry: Entry; readonly attachmentIds: readonly string[] }[]
}

const latestOf = (entries: readonly Entry[]): Entry | undefined =>
  entries.reduce<Entry | undefined>((last, entry) => (last && last.on > entry.on ? last : entry), undefined)

/** What was paid on a term by these entries: their amounts; a term that is done is paid whole. */
const paidBy = (term: Term, entries: readonly Entry[]): number => {
  const noted = entries.reduce((sum, entry) => sum + (entry.state === 'refused' ? 0 : entry.amountFen ?? 0), 0)
  return latestOf(entries)?.state === 'done' && term.amountFen !== undefined ? Math.max(noted, term.amountFen) : noted
}

export const ledgerOf = (file: CaseFile, annex: CaseAnnex, today: LocalDate, calendar: RestDayCalendar): LedgerLine[] =>
  (file.agreement?.terms ?? []).map((term, index) => {
    const entries = (file.performance ?? []).map((entry, at) => ({ entry, at })).filter(({ entry }) => entry.termId === term.id && entry.on <= today)
      .toSorted((a, b) => (a.entry.on === b.entry.on ? a.at - b.at : a.entry.on < b.entry.on ? -1 : 1))
    const state = latestOf(entries.map(({ entry }) => entry))?.state
    const dueOn = term.dueOn === undefined ? undefined : rolledToWorkingDay(term.dueOn, calendar)
    const paidFen = paidBy(term, entries.map(({ entry }) => entry))
    return {
      index,
      term,
      state: state === 'done' || state === 'refused' ? state
        : natureOf(term) === 'declaration' ? 'declared'
        : natureOf(term) === 'condition' ? (state === 'partly' ? 'partly' : 'conditional')
        : dueOn !== undefined && dueOn < today ? 'overdue'
          : state === 'partly' ? 'partly'
            : dueOn === undefined ? 'undated' : dueOn === today ? 'dueToday' : 'notDue',
      ...(dueOn !== undefined && { dueOn }),
      calendarKnown: term.dueOn === undefined || (isKnownYear(term.dueOn, calendar) && isKnownYear(dueOn!, calendar)),
      ...(term.amountFen !== undefined && { owedFen: term.amountFen, remainingFen: Math.max(0, term.amountFen - paidFen) }),
      paidFen,
      reminders: dueOn === undefined || state === 'done' || !isObligation(term) ? [] : performanceReminders.map(days => addDays(dueOn, days)),
      entries: entries.map(({ entry, at }) => ({
        at, entry, attachmentIds: (annex.performanceProofs ?? []).filter(proof => proof.termId === entry.termId && proof.on === entry.on).map(proof => proof.attachmentId),
      })),
    }
  })

/** Terms that were to be performed and were not: overdue or refused. */
export const defaultsOf = (ledger: readonly LedgerLine[]): LedgerLine[] => ledger.filter(({ state }) => state === 'overdue' || state === 'refused')

/** Why an entry contradicts what is owed; undefined where it does not. `entries` are those of the term with this one. */
export const entryContradiction = (term: Term, entry: Entry, entries: readonly Entry[]): string | undefined => {
  if (term.amountFen === undefined || entry.state === 'refused') return undefined
  const noted = entries.reduce((sum, one) => sum + (one.state === 'refused' ? 0 : one.amountFen ?? 0), 0)
  if (entry.state === 'partly' && noted >= term.amountFen) return `连同这一笔已付${yuanFigures(noted)}元，达到应付的${yuanFigures(term.amountFen)}元；请改选“已履行”，或核对金额。`
  if (entry.state === 'done' && entry.amountFen !== undefined && noted < term.amountFen) {
    return `连同这一笔只付了${yuanFigures(noted)}元，应付${yuanFigures(term.amountFen)}元；请改选“部分履行”，或核对金额。`
  }
  return undefined
}
