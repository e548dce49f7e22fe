/**
 * The course of a case by the steps of the procedure that holds for it: who does what, on which form, within what time,
 * by which article. What is done is read off the facts; what leaves no trace in the file is noted by hand in the annex.
 */
import { limitEvents, limitUnits, type KnownDeadline, type LimitEvent, type OwnLimit, type Procedure, type ProcedureStep } from './procedure.ts'
import { lengthOn, rulingText, type Parameters } from '../../parameters/parameters.ts'
import type { Role } from '../../base/accounts.ts'
import { type CaseFile } from '../record/case-file.ts'
import { ending, naturalDaysAfter, workingDaysAfter } from '../../base/counted-days.ts'
import { chineseDate, dateOf, earlierOf, type LocalDate } from '../../base/dates.ts'
import type { Deadline, DeadlineKind } from '../record/deadline.ts'
import { ruleDay } from '../time/deadlines.ts'
import type { Stage } from '../record/lifecycle.ts'
import type { RestDayCalendar } from '../../base/rest-days.ts'
import { outcomeOf, ownFact, stepFacts, type Facts, type Phase, type StepPlace } from './step-facts.ts'
import type { NotedStep } from '../record/noted-step.ts'

/** How far a case is in each stage. */
const rank: Readonly<Record<Stage, number>> = { applied: 0, accepted: 1, mediating: 2, suspended: 2, agreed: 3, performing: 4, closing: 5, archived: 6, void: 7 }

type State = 'done' | 'next' | 'optional' | 'later' | 'missed'
type Standing = { readonly state: State; readonly place: StepPlace; readonly byHand: boolean; readonly doneOn?: LocalDate; readonly noted?: NotedStep }

/** How a step stands in a case; null where it is none, or says nothing about the case any more. */
const standingOf = (step: ProcedureStep, facts: Facts): Standing | null => {
  const { file, annex, stage } = facts
  const fact = step.fact ? stepFacts[step.fact] : ownFact(step.phase)
  if (step.types && !step.types.includes(file.type)) return null
  if (step.outcome && step.outcome !== outcomeOf(facts)) return null
  if (!(fact.applies?.(facts) ?? true)) return null
  const noted = annex.steps?.findLast(one => one.step === step.id)
  const read = fact.done?.(facts) ?? false
  const doneOn = typeof read === 'string' ? read : read ? undefined : noted?.on
  const done = read !== false || noted !== undefined
  const past = fact.during.every(one => rank[one] < rank[stage])
  // What could be left out, and was, says nothing about the case any more; nor does how it came in, once it is over.
  if (!done && past && (step.optional || (step.phase === 'intake' && file.end))) return null
  const open = fact.during.includes(stage)
  return {
    state: done ? 'done' : open ? (step.optional ? 'optional' : 'next') : past ? 'missed' : 'later',
    place: fact.place, byHand: fact.byHand ?? fact.done === undefined,
    ...(doneOn !== undefined && { doneOn }), ...(noted && { noted }),
  }
}

/** When what a limit is counted from came about; undefined: not yet. */
const eventOn = (file: CaseFile, event: LimitEvent): LocalDate | undefined => {
  switch (event) {
    case 'application': return file.appliedOn
    case 'acceptance': return file.acceptedOn
    case 'session': return (file.sessions ?? []).flatMap(one => (one.kind === 'joint' ? [dateOf(one.startAt)] : [])).reduce<LocalDate | undefined>((first, on) => (first ? earlierOf(first, on) : on), undefined)
    case 'agreement': return file.agreement?.reachedOn
    case 'end': return file.end?.on
  }
}

/**
 * The steps with a time limit of their own that are still to be done, as deadlines of the case. `factsNow` is asked only
 * where there are such steps: most procedures have none.
 */
export const stepDeadlines = ({ steps, by }: Procedure, factsNow: () => Facts, calendar: RestDayCalendar, parameters: Parameters): Deadline[] => {
  const limited = steps.filter((step): step is ProcedureStep & { limit: OwnLimit } => step.limit?.by === 'own')
  if (limited.length === 0) return []
  const facts = factsNow()
  const { file, stage } = facts
  if (stage === 'void') return []
  return limited.flatMap((step): Deadline[] => {
    const { days, unit, after } = step.limit
    const start = eventOn(file, after)
    const state = start && standingOf(step, facts)?.state
    if (!start || !state || state === 'done' || state === 'missed') return []
    const counted = (unit === 'workingDays' ? workingDaysAfter : naturalDaysAfter)(start, days, calendar)
    return [{
      kind: 'step', what: step.title, on: counted.on, of: step.id, calendarKnown: counted.calendarKnown,
      get sentence() {
        return `${chineseDate(start)}${limitEvents[after]}，次日起 ${days} ${limitUnits[unit]}内办理${by ? `（依${rulingText(by)}）` : ''}，${ending(counted)}`
      },
      reminders: [-lengthOn(parameters, 'remindStep', ruleDay(file, start))],
    }]
  })
}

/** The kinds of deadline that one on a procedure's list stands for. */
const kindsOf = (known: KnownDeadline): readonly DeadlineKind[] => (known === 'T2' ? ['T2', 'T4'] : [known])

export type ChecklistItem = {
  readonly id: string
  readonly phase: Phase
  readonly title: string
  readonly role: Role
  readonly form?: string
  readonly article?: string
  readonly why: string
  readonly place: StepPlace
  /** `next`: to be done now; `optional`: may be done now; `later`: its time has not come; `missed`: the case went on without it. */
  readonly state: State
  readonly doneOn?: LocalDate
  /** Until when, where time runs. */
  readonly due?: LocalDate
  /** How a date of the procedure's own came about. */
  readonly dueSentence?: string
  readonly byHand: boolean
  readonly noted?: NotedStep
}

/** The steps of one case in order; a void case has none. Steps that do not fit its source or kind are left out. */
export const checklistOf = ({ steps }: Procedure, facts: Facts, deadlines: readonly Pick<Deadline, 'kind' | 'on' | 'of' | 'sentence'>[]): ChecklistItem[] => {
  if (facts.stage === 'void') return []
  return steps.flatMap((step): ChecklistItem[] => {
    const standing = standingOf(step, facts)
    if (!standing) return []
    const { id, phase, title, role, why, form, article, limit } = step
    const own = limit?.by === 'own'
    const kinds: readonly string[] = limit === undefined ? [] : limit.by === 'own' ? ['step'] : kindsOf(limit.by)
    const running = standing.state === 'done' ? [] : deadlines.filter(one => kinds.includes(one.kind) && (!own || one.of === id))
    const first = running.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0]
    return [{
      id, phase, title, role, why, ...standing,
      ...(form !== undefined && { form }), ...(article !== undefined && { article }),
      ...(first && { due: first.on, ...(own && { dueSentence: first.sentence }) }),
    }]
  })
}
