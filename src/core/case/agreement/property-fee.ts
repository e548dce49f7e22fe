/**
 * Property-fee worksheet (物业费计算): area × price × months, discount, payments made, late fee. Everything is reckoned in exact
 * fractions and rounded where the worksheet says so; what is rounded is whole fen. No rate is ever supplied by us.
 */
import { addDays, addMonths, chineseDate, daysBetween, firstOfMonth, lastOfMonth, type LocalDate } from '../../base/dates.ts'
import { yuanFigures } from '../../base/amounts.ts'
import { decimalOf, halfUp, plus, rational, times, type Rational } from '../../base/rational.ts'
import type { Problem } from '../../base/result.ts'
import { type FeeWorksheet, partialMonths, roundings, ratePers } from '../record/fee-worksheet.ts'

export type FeeLine = {
  readonly period: string
  /** `98.50㎡ × 1.85元 × 3个月`. */
  readonly reckoning: string
  /** What stands in the table: rounded to fen. */
  readonly amountFen: number
}

export type FeeSheet = {
  readonly lines: readonly FeeLine[]
  /** Property fee of all lines. */
  readonly grossFen: number
  readonly discountFen: number
  readonly paidFen: number
  /** Fee less discount and payments; 0 where more was paid than due. */
  readonly owedFen: number
  /** What was paid beyond what was due. */
  readonly overpaidFen: number
  readonly lateFeeFen: number
  readonly totalFen: number
  readonly lateFeeReckoning?: string
  /** Rules of reckoning, as sentences. */
  readonly rules: readonly string[]
  /** Remarks that stop nothing, e.g. on a high rate. */
  readonly notes: readonly string[]
}

type Piece = { readonly from: LocalDate; readonly to: LocalDate; readonly months: Rational; readonly words: string }

/** A period in whole calendar months and the days before and after them. */
const piecesOf = (from: LocalDate, to: LocalDate, partial: FeeWorksheet['partialMonth']): Piece[] => {
  const part = (start: LocalDate, end: LocalDate): Piece => {
    const days = daysBetween(start, end) + 1
    const inMonth = partial === 'actual' ? Number(lastOfMonth(start).slice(8)) : 30
    return { from: start, to: end, months: rational(days, inMonth), words: `${days}/${inMonth}个月` }
  }
  const pieces: Piece[] = []
  let start = from
  if (start !== firstOfMonth(start)) {
    const end = lastOfMonth(start) < to ? lastOfMonth(start) : to
    pieces.push(part(start, end))
    start = addDays(end, 1)
  }
  if (start > to) return pieces
  let count = 0
  while (lastOfMonth(addMonths(start, count)) <= to) count += 1
  if (count > 0) {
    const end = lastOfMonth(addMonths(start, count - 1))
    pieces.push({ from: start, to: end, months: rational(count), words: `${count}个月` })
    start = addDays(end, 1)
  }
  if (start <= to) pieces.push(part(start, to))
  return pieces
}

/** What one piece costs, in fen: hundredths of m² × ten-thousandths of yuan × months. */
const costOf = (area: number, price: number, months: Rational): Rational => times(rational(BigInt(area) * BigInt(price), 10_000), months)

/** The exact fee of all periods in fen, before any rounding. */
export const exactFee = ({ area, periods, partialMonth }: Pick<FeeWorksheet, 'area' | 'periods' | 'partialMonth'>): Rational =>
  periods.flatMap(({ from, to, price }) => piecesOf(from, to, partialMonth).map(({ months }) => costOf(area, price, months)))
    .reduce(plus, rational(0))

const percent = (rate: number): string => `${decimalOf(rate, 4)}%`

/** Days for which a late fee runs: the first and the last one count. */
export const lateDays = ({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }): number => daysBetween(from, to) + 1

/** Yearly rate in ten-thousandths of a per cent. */
const yearly = ({ rate, per, yearDays: days = 'd365' }: NonNullable<FeeWorksheet['lateFee']>): number => (per === 'year' ? rate : rate * (days === 'd360' ? 360 : 365))

/** Takes a worksheet without problems (`worksheetProblems`). */
export const feeSheetOf = (worksheet: FeeWorksheet): FeeSheet => {
  const { area, periods, partialMonth, rounding, discount, payments, lateFee, lpr } = worksheet
  const exact = periods.flatMap(({ from, to, price }) => piecesOf(from, to, partialMonth).map(piece => ({ piece, price, cost: costOf(area, price, piece.months) })))
  const lines = exact.map(({ piece, price, cost }): FeeLine => ({
    period: `${chineseDate(piece.from)}至${chineseDate(piece.to)}`,
    reckoning: `${decimalOf(area, 2)}㎡ × ${decimalOf(price, 4)}元 × ${piece.words}`,
    amountFen: halfUp(cost),
  }))
  const grossFen = rounding === 'line' ? lines.reduce((sum, line) => sum + line.amountFen, 0) : halfUp(exact.map(({ cost }) => cost).reduce(plus, rational(0)))
  const discountFen = discount.kind === 'none' ? 0
    : discount.kind === 'amount' ? Math.min(discount.amountFen, grossFen)
      : halfUp(times(rational(grossFen), rational(discount.rate, 1_000_000)))
  const paidFen = payments.reduce((sum, payment) => sum + payment.amountFen, 0)
  const balance = grossFen - discountFen - paidFen
  const owedFen = Math.max(0, balance)
  const days = lateFee ? lateDays(lateFee) : 0
  const perYear = lateFee?.yearDays === 'd360' ? 360 : 365
  const lateFeeFen = lateFee
    ? halfUp(times(rational(BigInt(lateFee.baseFen) * BigInt(lateFee.rate) * BigInt(days), 1_000_000), lateFee.per === 'year' ? rational(1, perYear) : rational(1)))
    : 0
  const yearlyRate = lateFee ? yearly(lateFee) : 0
  return {
    lines,
    grossFen,
    discountFen,
    paidFen,
    owedFen,
    overpaidFen: Math.max(0, -balance),
    lateFeeFen,
    totalFen: owedFen + lateFeeFen,
    ...(lateFee && {
      lateFeeReckoning: `${yuanFigures(lateFee.baseFen)}元 × ${ratePers[lateFee.per]}${percent(lateFee.rate)}${lateFee.per === 'year' ? ` ÷ ${perYear}` : ''} × ${days}日`
        + `（${chineseDate(lateFee.from)}至${chineseDate(lateFee.to)}，首尾两日都计入，单利）`,
    }),
    rules: [
      `物业费＝建筑面积 × 单价（元/㎡·月） × 月数；整月按自然月计，${partialMonths[partialMonth]}。`,
      `${roundings[rounding]}。`,
      ...(lateFee ? [`逾期费用按约定的基数、比率和起止日期以单利计算，四舍五入到分${lateFee.basis ? `；依据：${lateFee.basis}` : ''}。`] : []),
    ],
    notes: [
      ...(balance < 0 ? ['已付款多于应付的物业费，多付的部分没有计入应付合计，请核对。'] : []),
      ...(lateFee && lateFee.baseFen > Math.max(grossFen - discountFen, 0) ? ['逾期费用的基数大于减免后的物业费，请核对。'] : []),
      ...(yearlyRate > 240_000 ? [`逾期费用折合年利率${percent(yearlyRate)}，高于 24%；当事人可以请求适当减少过高的违约金（民法典第585条），请说明后由双方商定。`] : []),
      ...(lpr !== undefined && yearlyRate > lpr * 4 ? [`逾期费用折合年利率${percent(yearlyRate)}，高于所填一年期贷款市场报价利率（${percent(lpr)}）的四倍，请说明后由双方商定。`] : []),
    ],
  }
}

/** The clause of a worksheet: what the sum is made of stands in it, fee and late fee each by its amount. */
export const feeClause = (worksheet: FeeWorksheet): string => {
  const { owedFen, lateFeeFen } = feeSheetOf(worksheet)
  const what = lateFeeFen === 0 ? '物业费【金额】'
    : owedFen === 0 ? '逾期支付物业费的违约金【金额】'
      : `物业费${yuanFigures(owedFen)}元、逾期支付物业费的违约金${yuanFigures(lateFeeFen)}元，共计【金额】`
  return `【义务人】于【日期】前（含当日）以【方式】的方式向【权利人】支付${what}，计算明细见附件《${worksheet.title}》。`
}

/** What must agree within a worksheet: order of dates, periods that do not overlap. Pointers start at the worksheet. */
export const worksheetProblems = (worksheet: FeeWorksheet): Problem[] => {
  const problems: Problem[] = []
  const error = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'error' })
  }
  worksheet.periods.forEach(({ from, to }, index) => {
    if (to < from) error(`/periods/${index}/to`, 'date-order', '时段的最后一日早于第一日，请核对。')
    else if (worksheet.periods.some((other, at) => at < index && from <= other.to && other.from <= to)) {
      error(`/periods/${index}/from`, 'overlap', '与前面的时段重叠，同一天会算两次，请核对。')
    }
  })
  if (worksheet.payer === worksheet.payee) error('/payee', 'same-party', '交费人和收费人是同一人，请核对。')
  if (worksheet.lateFee && worksheet.lateFee.to < worksheet.lateFee.from) error('/lateFee/to', 'date-order', '最后一日早于第一日，请核对。')
  if (worksheet.lateFee?.per === 'year' && worksheet.lateFee.yearDays === undefined) error('/lateFee/yearDays', 'missing', '按年计的比率要写明一年按多少日折算，请选择。')
  return problems
}
