/** Which of the papers that a case is offered are needed now, and which are only kept ready. */
import type { LocalDate } from '../base/dates.ts'
import type { RestDayCalendar } from '../base/rest-days.ts'
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { ledgerOf } from '../case/performance/performance.ts'
import type { Stage } from '../case/record/lifecycle.ts'
import type { ChecklistItem } from '../case/steps/checklist.ts'
import type { Paper } from './index.ts'
import type { PaperUse } from '../base/paper-parts.ts'

/** `D10–D13` names D10, D11, D12 and D13. */
const codesIn = (form: string): ReadonlySet<string> => new Set([...form.matchAll(/D(\d+)(?:\s*[–—-]\s*D(\d+))?/g)].flatMap(([, from, to]) =>
  Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, index) => `D${String(Number(from) + index).padStart(2, '0')}`)))

type Known = {
  readonly file: CaseFile
  readonly annex: CaseAnnex
  readonly stage: Stage
  readonly today: LocalDate
  readonly calendar: RestDayCalendar
  readonly checklist: readonly ChecklistItem[]
}

/** What the papers of one case are good for on `today`, by its steps and by what is owed. */
export const usesOfPapers = ({ file, annex, stage, today, calendar, checklist }: Known): ((paper: Paper) => PaperUse) => {
  const next = checklist.filter(({ state }) => state === 'next').flatMap(({ form }) => form ?? [])
  const wanted = new Set(next.flatMap(form => [...codesIn(form)]))
  const asked = ({ template }: Paper): boolean =>
    wanted.has(template.id.replace(/-\d+$/, '')) || next.some(form => form.includes(template.title))
  const ledger = file.agreement?.effectiveOn === undefined ? [] : ledgerOf(file, annex, today, calendar)
  return paper => {
    const of = paper.of?.id
    switch (paper.template.id) {
      // An agent has a power; a form for one that may come is kept ready.
      case 'D28':
        return of?.includes('/') ? (file.sessions?.length ?? 0) === 0 ? 'now' : 'ready' : 'spare'
      // Whoever is not late is not reminded.
      case 'D29-1':
        return ledger.some(({ term, state }) => term.id === of && (state === 'overdue' || state === 'refused')) ? 'now' : 'spare'
      // What was handed over has its receipt; one to be signed is held ready for money.
      case 'D29-2': {
        const entry = file.performance?.[Number(of)]
        const term = file.agreement?.terms.find(({ id }) => id === (entry?.termId ?? of?.slice('term/'.length)))
        return entry ? 'ready' : term?.kind === 'payment' ? 'now' : 'spare'
      }
      // The agreement is signed, issued and handed over until all that it says is done.
      case 'D07':
      case 'D08':
        return stage === 'agreed' || stage === 'performing' ? 'now' : 'ready'
      default:
        return asked(paper) ? 'now' : 'ready'
    }
  }
}
