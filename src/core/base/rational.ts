/** Exact fractions, for amounts that days of a month or a yearly rate divide. The denominator is positive. */
export type Rational = { readonly n: bigint; readonly d: bigint }

export const rational = (n: number | bigint, d: number | bigint = 1): Rational => ({ n: BigInt(n), d: BigInt(d) })
export const plus = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
export const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d })

/** To the nearest whole number, a half up (四舍五入). Takes no negative fraction. */
export const halfUp = ({ n, d }: Rational): number => Number((2n * n + d) / (2n * d))

/** A decimal as typed (`1.85`) in units of 10^-places; null when it is none, is negative or has more places. */
export const scaledFrom = (typed: string, places: number, most: number): number | null => {
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(typed.trim().replaceAll(/[,，]/g, ''))
  if (!match || (match[2]?.length ?? 0) > places) return null
  const value = Number(match[1]! + (match[2] ?? '').padEnd(places, '0'))
  return value <= most ? value : null
}

/** The decimal of a scaled number without trailing zeros: 18500 with four places is `1.85`. */
export const decimalOf = (scaled: number, places: number): string => {
  const digits = String(scaled).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}
