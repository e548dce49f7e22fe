/** What a suit’s elements are while nobody has written them: read off the case and its fee worksheets. */
import type { CaseFile } from '../record/case-file.ts'
import { yuanFigures } from '../../base/amounts.ts'
import { chineseDate } from '../../base/dates.ts'
import { feeSheetOf } from './property-fee.ts'
import type { FeeWorksheet } from '../record/fee-worksheet.ts'
import { decimalOf } from '../../base/rational.ts'
import type { SuitElements } from '../record/suit-elements.ts'

const periodWords = (sheet: FeeWorksheet): string =>
  sheet.periods.map(({ from, to, price }) => `${chineseDate(from)}至${chineseDate(to)}每月每平方米${decimalOf(price, 4)}元`).join('；')

/**
 * What follows from the worksheet of property fees and the case, where it was not given by hand: area, rate, arrears and late
 * fee with their reckoning, the place, the facts as they were applied with, and what was claimed other than fees. With several worksheets the sums are added; text comes from the first one.
 */
export const suitDefaults = (sheets: readonly FeeWorksheet[], { type, facts, claims }: Pick<CaseFile, 'type' | 'facts' | 'claims'>, location: string): Partial<SuitElements> => {
  const [first] = sheets
  const made = sheets.map(feeSheetOf)
  const sum = (of: (sheet: (typeof made)[number]) => number): number => made.reduce((total, sheet) => total + of(sheet), 0)
  return {
    ...(location !== '' && { location }),
    otherFacts: facts,
    // Arrears are claimed in a place of their own.
    ...(type !== 'WY01' && claims.length > 0 && { otherClaims: claims.join('\n') }),
    ...(first && {
      area: first.area,
      feeStandard: periodWords(first),
      feeUntil: sheets.flatMap(({ periods }) => periods.map(({ to }) => to)).reduce((last, to) => (to > last ? to : last)),
      feeFen: sum(({ owedFen }) => owedFen),
      feeReckoning: made.map(({ lines, discountFen, paidFen, owedFen }) =>
        `${lines.map(({ reckoning, amountFen }) => `${reckoning}＝${yuanFigures(amountFen)}元`).join('；')}`
        + `${discountFen > 0 ? `；减免${yuanFigures(discountFen)}元` : ''}${paidFen > 0 ? `；已付${yuanFigures(paidFen)}元` : ''}；尚欠${yuanFigures(owedFen)}元`).join('\n'),
    }),
    ...(first?.lateFee && {
      lateFeeUntil: first.lateFee.to,
      lateFeeFen: sum(({ lateFeeFen }) => lateFeeFen),
      lateFeeReckoning: made.flatMap(({ lateFeeReckoning, lateFeeFen }) => (lateFeeReckoning ? [`${lateFeeReckoning}＝${yuanFigures(lateFeeFen)}元`] : [])).join('\n'),
      ...(first.lateFee.basis && { lateFeeStandard: first.lateFee.basis }),
    }),
  }
}
