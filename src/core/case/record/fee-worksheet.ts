/** What a property-fee worksheet (物业费计算表) holds; what it comes to is reckoned in agreement/property-fee.ts. */
import * as z from 'zod'
import { AmountFen, LocalDateText } from './case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

/** How days short of a calendar month count. */
export const partialMonths = {
  actual: '不足一个自然月的，按实际天数÷当月天数折算',
  thirty: '不足一个自然月的，按实际天数÷30 折算',
} as const

/** Where the sum becomes whole fen. */
export const roundings = {
  line: '每行四舍五入到分，再相加',
  sum: '各行按未舍入的数相加，合计四舍五入到分',
} as const

export const discountKinds = { none: '不减免', percent: '按比例减免', amount: '减免固定金额' } as const

export const ratePers = { day: '每日', year: '每年' } as const

export const yearDays = { d365: '一年按 365 日', d360: '一年按 360 日' } as const

/** m² in hundredths. */
const Area = z.int('请填写面积（数字，最多两位小数）。').min(1, '面积应大于 0，请填写。').max(100_000_000, '面积超出范围，请核对。')

/** Yuan per m² and month in ten-thousandths. */
const Price = z.int('请填写单价（数字，最多四位小数）。').min(1, '单价应大于 0，请填写。').max(100_000_000, '单价超出范围，请核对。')

/** Per cent in ten-thousandths: 0.05 % is 500. */
const Rate = z.int('请填写比率（数字，最多四位小数）。').min(1, '比率应大于 0，请填写。').max(10_000_000, '比率超出范围，请核对。')

export const FeeWorksheet = z.strictObject({
  id: Text,
  title: Text,
  payer: Text,
  payee: Text,
  area: Area,
  periods: z.array(z.strictObject({ from: LocalDateText, to: LocalDateText, price: Price })).min(1, '至少要有一个收费时段，请添加。').max(60, '收费时段最多 60 个。'),
  partialMonth: z.enum(keysOf(partialMonths)),
  rounding: z.enum(keysOf(roundings)),
  discount: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('percent'), rate: Rate.max(1_000_000, '减免比例不能超过 100%，请改正。') }),
    z.strictObject({ kind: z.literal('amount'), amountFen: AmountFen }),
  ]),
  payments: z.array(z.strictObject({ on: LocalDateText, amountFen: AmountFen, note: Text.optional() })).max(200, '已付款最多 200 笔。'),
  /** Simple interest on a stated base; nothing of it is assumed. */
  lateFee: z.strictObject({
    baseFen: AmountFen,
    rate: Rate,
    per: z.enum(keysOf(ratePers)),
    yearDays: z.enum(keysOf(yearDays)).optional(),
    from: LocalDateText,
    to: LocalDateText,
    basis: Text.optional(),
  }).optional(),
  /** One-year LPR as the parties looked it up, for the remark on high rates only. */
  lpr: Rate.optional(),
})
export type FeeWorksheet = z.output<typeof FeeWorksheet>
