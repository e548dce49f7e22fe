/** Commands of reports: papers, confirmed periods, sums of several committees, the calendar of duties. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LocalDateText, LocalTimeText } from '../case/record/case-file.ts'
import { ReportDuty, ReportSending } from '../reports/duties.ts'
import { committeeKinds } from '../reports/official-table.ts'
import { Correction, Difference, PeriodNote } from '../reports/period-figures.ts'
import { Particulars } from '../statistics/particulars.ts'
import { Basis, Period, Statistics } from '../statistics/statistic.ts'
import { TrendMonth } from '../statistics/trend.ts'
import { figures } from './views/roles.ts'
import { command, nothing, SavedFileShape } from './views/shapes.ts'

/** What a report can be written as. */
export const reportFormats = ['pdf', 'xlsx', 'docx'] as const

export type ReportFormat = (typeof reportFormats)[number]

const states = z.enum(['draft', 'confirmed', 'submitted'])

const done = z.strictObject({ at: LocalTimeText, by: z.string() })

const counted = Period.extend({ basis: Basis.optional() })

/** A file of the page by its content; scripts may give a path. */
const givenFile = z.strictObject({ name: Text, content: z.string().optional(), path: Text.optional() })

const givenFiles = z.array(givenFile).min(1, '请选择各调委会的月报数据文件。').max(200, '一次最多汇总 200 个文件。')

const SentReport = ReportSending.omit({ receipt: true }).extend({ receiptName: z.string().optional() })

const PeriodView = z.strictObject({
  state: states,
  /** The period goes on, or has not begun: nothing of it can be confirmed. */
  running: z.boolean(),
  committeeKind: z.enum(keysOf(committeeKinds)),
  note: PeriodNote,
  particulars: Particulars,
  /** In how many days how many cases are many, and how few are not published, by the rules of the period's last day. */
  limits: z.strictObject({ days: z.int(), cases: z.int(), publicLeast: z.int() }),
  trend: z.array(TrendMonth),
  corrections: z.array(Correction),
  /** Of a confirmed period: its figures as they were, and what would be different today. */
  frozen: z.strictObject({
    statistics: Statistics,
    previous: Statistics,
    lastYear: Statistics,
    confirmed: done,
    submitted: done.extend({ to: z.string() }).optional(),
    digest: z.string(),
    /** False: the kept figures do not match their digest any more. */
    intact: z.boolean(),
    differences: z.array(Difference),
  }).optional(),
})
export type PeriodView = z.output<typeof PeriodView>

const dutiesView = z.strictObject({
  duties: z.array(ReportDuty),
  due: z.array(z.strictObject({
    dutyId: z.string(), name: z.string(), body: z.string(), period: Period, periodTitle: z.string(), dueOn: LocalDateText,
    state: z.enum(['sent', 'overdue', 'today', 'week', 'later']), sending: SentReport.optional(),
  })),
})

export const reportsCommands = {
  'report.make': command('生成统计报告：内部版，或不含名称和小数字的公开版', figures, counted.extend({
    format: z.enum(reportFormats), edition: z.enum(['internal', 'public']).optional(),
  }), SavedFileShape),
  'report.officialTable': command('生成人民调解案件情况统计表', figures, counted.extend({ format: z.enum(['pdf', 'xlsx']) }), SavedFileShape),
  'report.nationalData': command('按全国系统字段名导出一个时期的案件（CSV）或全部表（JSON）', figures, counted.extend({ format: z.enum(['csv', 'json']) }), SavedFileShape),
  'report.adviceLetter': command('给多发企业或小区的建议函', figures, Period.extend({ kind: z.enum(['company', 'estate']), key: Text }), SavedFileShape),
  'report.setCommitteeKind': command('统计表中本调委会所属的类型', figures, z.strictObject({ kind: z.enum(keysOf(committeeKinds)) }), nothing),
  'period.show': command('一个时期的状态、说明、成因等细目、13 个月走势，以及确认后的差异', 'account', counted, PeriodView),
  'period.list': command('已确认的时期，近的在前', 'account', nothing, z.strictObject({
    periods: z.array(z.strictObject({ period: Period, title: z.string(), state: states, confirmed: done, submitted: done.extend({ to: z.string() }).optional(),
      edition: z.int(), withdrawn: done.extend({ reason: z.string() }).optional() })),
  })),
  'period.note': command('保存一个时期的说明、排查次数、预防件数', figures, Period.extend({ note: PeriodNote }), nothing),
  'period.confirm': command('确认一个时期：数字、案件和校验值从此不变', figures, counted, nothing),
  'period.withdraw': command('撤销确认：写明原因，原来的一版留存并编号，重新统计后另行确认', ['director'], Period.extend({ reason: Text }), nothing),
  'period.submit': command('登记已确认的时期已上报', figures, Period.extend({ body: Text }), nothing),
  'period.differences': command('已确认时期的差异表', figures, Period.extend({ format: z.enum(reportFormats) }), SavedFileShape),
  'period.export': command('导出一个时期的数据文件，供上级汇总', figures, counted, SavedFileShape),
  'rollUp.show': command('核对并相加各调委会的数据文件', figures, z.strictObject({ files: givenFiles }), z.strictObject({
    statistics: Statistics, committees: z.array(z.strictObject({ name: z.string(), state: states, digest: z.string(), total: z.int() })),
  })),
  'rollUp.make': command('生成汇总报告或汇总的统计表', figures, z.strictObject({
    files: givenFiles, what: z.enum(['report', 'officialTable']), format: z.enum(reportFormats),
  }), SavedFileShape),
  'duty.list': command('报送日历：要报什么、何时到期、报了没有', 'account', nothing, dutiesView),
  'duty.save': command('新增或修改一项报送', figures, z.strictObject({ duty: ReportDuty.partial({ id: true }) }), dutiesView),
  'duty.remove': command('删除一项报送（已登记的报送记录保留）', figures, z.strictObject({ dutyId: Text }), dutiesView),
  'duty.send': command('登记一期已报送，可附回执', figures, z.strictObject({
    dutyId: Text, period: Period, sentOn: LocalDateText, note: Text.optional(),
    receipt: z.strictObject({ name: Text, content: z.base64('回执内容应为 Base64。').optional(), path: Text.optional() }).optional(),
  }), dutiesView),
  'duty.receipt': command('取出报送回执', figures, z.strictObject({ sendingId: Text }), SavedFileShape),
} as const
