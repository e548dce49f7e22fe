/** Figures as people read them, the same on the screen and on paper. */
import { yuanFigures } from '../base/amounts.ts'
import { changeOf } from './comparison.ts'
import type { Figure, Rate } from './statistic.ts'

/** Stands where there is nothing to divide or to average. */
export const NOTHING = '—'

/** Tenths of a percent, half up on the size: 2/3 → 667. Big integers, since a change of fen times 2000 may pass 2⁵³. */
const tenthsOfPercent = ({ numerator, denominator }: Rate): bigint =>
  (BigInt(Math.abs(numerator)) * 2000n + BigInt(denominator)) / (BigInt(denominator) * 2n)

const percent = (tenths: bigint): string => `${tenths / 10n}.${tenths % 10n}%`

/** Percent with one decimal, half up: 3/4 → `75.0%`; denominator 0 → `—`. */
export const showRate = (rate: Rate): string => (rate.denominator === 0 ? NOTHING : percent(tenthsOfPercent(rate)))

/** A change with its sign: `+25.0%`, `-12.5%`, `0.0%`; reference 0 → `—`. */
export const showChange = (rate: Rate): string => {
  if (rate.denominator === 0) return NOTHING
  const tenths = tenthsOfPercent(rate)
  return `${tenths === 0n ? '' : rate.numerator > 0 ? '+' : '-'}${percent(tenths)}`
}

/** What a figure changed by: rates in percentage points (`+1.2个百分点`), everything else against the reference in percent. */
export const showChangeOf = (figure: Figure, reference: Figure): string => {
  const [now, then] = [figure.value, reference.value]
  if (now === null || then === null || typeof now === 'number' || typeof then === 'number' || 'cases' in now || 'cases' in then) return showChange(changeOf(figure, reference))
  if (now.denominator === 0 || then.denominator === 0) return NOTHING
  // As shown: each rate rounded to a tenth, so that the difference is that of the numbers beside it.
  const tenths = tenthsOfPercent(now) - tenthsOfPercent(then)
  const size = tenths < 0n ? -tenths : tenths
  return `${tenths > 0n ? '+' : tenths < 0n ? '-' : ''}${size / 10n}.${size % 10n}个百分点`
}

/** Fen as 万元 with two decimals, half up: 1178000 → `1.18`. */
export const showWan = (fen: number): string => yuanFigures(Math.floor((fen + 5000) / 10_000))

/** The value with its unit: `5件`, `21人`, `11,780.00元`, `60.0%`, `15.6天`, `2件3人`. */
export const showFigure = ({ unit, value }: Pick<Figure, 'unit' | 'value'>): string => {
  if (value === null) return NOTHING
  if (typeof value !== 'number') return 'cases' in value ? `${value.cases}件${value.persons}人` : showRate(value)
  switch (unit) {
    case 'terms': return `${value}项`
    case 'companies': return `${value}家`
    case 'persons': return `${value}人`
    case 'fen': return `${yuanFigures(value)}元`
    case 'days': return `${value.toFixed(1)}天`
    default: return `${value}件`
  }
}
