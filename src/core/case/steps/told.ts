/** When the parties were told where else they can go (人民调解法第26条), as the checklist has it. */
import type { CaseAnnex } from '../record/annex.ts'
import type { LocalDate } from '../../base/dates.ts'

/** The day on which it was noted; undefined where nobody noted it. */
export const routesToldOn = (annex: Pick<CaseAnnex, 'steps'> | undefined): LocalDate | undefined =>
  annex?.steps?.findLast(({ step }) => step === 'routes')?.on
