/** 疑难、人数和金额: how large the work was. */
import type { CaseFile, Term } from '../case/record/case-file.ts'
import type { Statistic } from './statistic.ts'
import { caseCount, idsOf } from './tally.ts'

export const difficult = caseCount('difficult', '疑难复杂', '调解案件总数中标为疑难复杂的案件。',
  tally => tally.total.filter(file => file.difficult === true))

/** Persons for whom this case stands. */
export const headsOf = (file: CaseFile): number => file.parties.reduce((heads, party) => heads + (party.headcount ?? 1), 0)

export const partiesInvolved: Statistic = {
  id: 'partiesInvolved',
  label: '涉及当事人数',
  unit: 'persons',
  definition: '调解案件总数中各案当事人的人数之和；一名当事人代表多人的按所代表的人数计，未填的按1人计。',
  count: tally => ({
    value: tally.total.reduce((sum, file) => sum + headsOf(file), 0),
    caseIds: idsOf(tally.total),
  }),
}

const payments = (file: CaseFile): readonly Term[] =>
  (file.agreement?.terms ?? []).filter(term => term.kind === 'payment' && term.amountFen !== undefined)

/** What the parties agreed to pay in this case, in fen. */
export const agreedFen = (file: CaseFile): number => payments(file).reduce((sum, term) => sum + term.amountFen!, 0)

export const agreedAmountFen: Statistic = {
  id: 'agreedAmountFen',
  label: '协议涉及金额',
  unit: 'fen',
  definition: '调解成功的案件的协议中，各项给付款项的金额之和。',
  count: tally => {
    const paying = tally.succeeded.filter(file => payments(file).length > 0)
    return {
      value: paying.reduce((sum, file) => sum + agreedFen(file), 0),
      caseIds: idsOf(paying),
      termIds: paying.flatMap(file => payments(file).map(term => `${file.id}/${term.id}`)),
    }
  },
}
