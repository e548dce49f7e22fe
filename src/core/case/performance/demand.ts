/**
 * Written demands for performance (督促函), and the time within which a claim under the agreement must be pursued. A demand
 * interrupts limitation, which then runs anew (民法典第195条); the period to apply for enforcement likewise (民事诉讼法第250条).
 */
import { partyName, type CaseFile } from '../record/case-file.ts'
import type { CaseAnnex } from '../record/annex.ts'
import { addMonths, chineseDate, daysBetween, laterOf, type LocalDate } from '../../base/dates.ts'
import type { Deadline } from '../record/deadline.ts'
import { routeOf } from './default-route.ts'
import { ledgerOf, type LedgerLine } from './performance.ts'
import { isKnownYear, rolledToWorkingDay, type RestDayCalendar } from '../../base/rest-days.ts'
import { isObligation, natureOf } from '../record/clause-nature.ts'
import type { Demand } from '../record/demand.ts'

/** What a demand letter (D29) says, beyond its wording. */
export type DemandFacts = {
  readonly on: LocalDate
  readonly deadline: LocalDate
  readonly addressee: string
  readonly agreementNo?: string
  readonly reachedOn: LocalDate
  readonly terms: readonly {
    /** From 1. */
    readonly no: number
    readonly text: string
    readonly obligee?: string
    readonly dueOn?: LocalDate
    readonly daysOverdue: number
    readonly owedFen?: number
    readonly paidFen: number
    readonly remainingFen?: number
  }[]
  readonly remainingFen: number
  /** What the obligee may do when nothing is performed. */
  readonly consequence: string
}

/** The facts of a demand as they stood on its day. Takes a case with an agreement and a demand of it. */
export const demandFacts = (file: CaseFile, annex: CaseAnnex, demand: Demand, calendar: RestDayCalendar): DemandFacts => {
  const agreement = file.agreement!
  const lines = ledgerOf(file, annex, demand.on, calendar).filter(({ term }) => demand.termIds.includes(term.id))
  return {
    on: demand.on,
    deadline: demand.deadline,
    addressee: partyName(file, demand.to),
    ...(agreement.no !== undefined && { agreementNo: agreement.no }),
    reachedOn: agreement.reachedOn,
    terms: lines.map(({ index, term, dueOn, owedFen, paidFen, remainingFen }) => ({
      no: index + 1,
      text: term.text,
      ...(term.obligee !== undefined && { obligee: partyName(file, term.obligee) }),
      ...(dueOn !== undefined && { dueOn }),
      daysOverdue: dueOn === undefined ? 0 : Math.max(0, daysBetween(dueOn, demand.on)),
      ...(owedFen !== undefined && { owedFen }),
      paidFen,
      ...(remainingFen !== undefined && { remainingFen }),
    })),
    remainingFen: lines.reduce((sum, line) => sum + (line.remainingFen ?? 0), 0),
    consequence: routeOf(file).demandSentence,
  }
}

const isTermDone = (file: CaseFile, termId: string): boolean =>
  (file.performance ?? []).filter(entry => entry.termId === termId).reduce<NonNullable<CaseFile['performance']>[number] | undefined>((last, entry) => (last && last.on > entry.on ? last : entry), undefined)?.state === 'done'

/** Why a demand cannot be noted: pointer into the demand, and a sentence. */
export const demandProblems = (file: CaseFile, demand: Demand, today: LocalDate): { pointer: string; code: string; message: string; severity: 'error' }[] => {
  const problems: ReturnType<typeof demandProblems> = []
  const error = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'error' })
  }
  const terms = file.agreement?.terms ?? []
  const asked = demand.termIds.flatMap(id => terms.find(term => term.id === id) ?? [])
  if (asked.length < demand.termIds.length) error('/termIds', 'unknown-term', '协议中没有所选的条款，请重新选择。')
  else if (asked.some(term => natureOf(term) === 'declaration')) error('/termIds', 'not-owed', '所选条款里有声明或者放弃请求，不是要履行的义务，不能督促；请去掉它。')
  else if (asked.every(term => !isObligation(term)) && (file.agreement?.terms ?? []).filter(term => isObligation(term) && term.obligor === demand.to).every(term => isTermDone(file, term.id))) {
    error('/termIds', 'not-owed', '这是没有履行时才适用的违约条款，所说的义务都已履行，没有什么可以督促；请改选没有履行的义务。')
  } else if (asked.some(term => term.obligor !== demand.to)) error('/termIds', 'other-obligor', `所选条款不都是${partyName(file, demand.to)}的义务，请分开督促。`)
  if (file.agreement && demand.on < file.agreement.reachedOn) error('/on', 'date-order', '督促早于达成协议，请核对日期。')
  if (demand.on > today) error('/on', 'future-date', '督促的日期晚于今天，请填写实际督促的日期。')
  if (demand.deadline < demand.on) error('/deadline', 'date-order', '要求履行的日期早于督促的日期，请核对。')
  if (demand.reply && demand.reply.on < demand.on) error('/reply/on', 'date-order', '答复早于督促，请核对日期。')
  if (demand.reply && demand.reply.on > today) error('/reply/on', 'future-date', '答复的日期晚于今天，请核对。')
  return problems
}

/**
 * Until when what was not performed can be sued upon: three years (民法典第188条) for what each party owes another, from its last
 * due date where it is owed in parts (民法典第189条), and anew from each demand made since. None while nothing is in default.
 */
export const claimDeadlines = (file: CaseFile, annex: CaseAnnex, today: LocalDate, calendar: RestDayCalendar): Deadline[] => {
  // What can be enforced has a date for each obligation of its own (enforcement.ts).
  if ((file.end?.code !== 'E01' && file.end?.code !== 'E02') || routeOf(file).kind !== 'sue') return []
  const open = ledgerOf(file, annex, today, calendar).filter(({ state, term }) => state !== 'done' && isObligation(term))
  const keyOf = ({ term }: LedgerLine): string => `${term.obligor} ${term.obligee ?? ''}`
  const debts = [...new Set(open.map(keyOf))].map(key => open.filter(line => keyOf(line) === key))
  const found = debts.flatMap(lines => claimDeadline(file, annex, today, calendar, lines))
  const owner = found.length > 1 ? found : found.map(one => ({ ...one, what: '就协议起诉的诉讼时效' }))
  return owner.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** Of what one party owes another: in parts, it is one debt. */
const claimDeadline = (file: CaseFile, annex: CaseAnnex, today: LocalDate, calendar: RestDayCalendar, open: readonly LedgerLine[]): Deadline[] => {
  const dates = open.flatMap(({ dueOn }) => dueOn ?? [])
  if (open.every(({ state }) => state !== 'overdue' && state !== 'refused') || dates.length === 0) return []
  const due = dates.reduce(laterOf)
  const demands = (annex.demands ?? []).filter(demand => demand.on <= today && demand.on >= due && demand.termIds.some(id => open.some(({ term }) => term.id === id)))
  const start = demands.reduce((latest, demand) => laterOf(latest, demand.on), due)
  const route = routeOf(file)
  const lastDay = addMonths(start, 12 * route.years)
  const on = rolledToWorkingDay(lastDay, calendar)
  const because = start === due ? `未履行义务的最后履行日期是${chineseDate(due)}` : `${chineseDate(start)}督促履行，时效中断、重新计算（民法典第195条）`
  const known = isKnownYear(lastDay, calendar) && isKnownYear(on, calendar)
  return [{
    kind: 'T11', what: `就协议起诉的诉讼时效（${partyName(file, open[0]!.term.obligor)}）`, on, calendarKnown: known, reminders: [-90, -30], of: 'agreement',
    sentence: `${because}，其后 ${route.years} 年（${route.periodArticle}），最后一日为${chineseDate(on)}${known ? '' : '；该年没有放假表，只按周末推算'}。`,
  }]
}
