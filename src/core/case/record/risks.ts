/**
 * Risk of escalation (激化风险): 人民调解法第25条 asks for precautions, and for a report to the police or another authority
 * without delay where a matter may turn into a case for them.
 */
import * as z from 'zod'
import { LocalDateText } from './case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { chineseDate, daysBetween, type LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'
import type { Problem } from '../../base/result.ts'

export const riskKinds = {
  suicide: '可能自杀、自伤',
  criminal: '可能转化为治安、刑事案件',
  petition: '可能群体性上访',
  brawl: '可能群体性械斗',
  other: '其他',
} as const

/** In rising order. */
export const riskLevels = { general: '一般', serious: '较大', grave: '重大' } as const

export const reportWays = { phone: '电话', inPerson: '当面', written: '书面', other: '其他' } as const

export const RiskReport = z.strictObject({
  on: LocalDateText,
  toBody: Text,
  how: z.enum(keysOf(reportWays)),
  content: Text,
  reply: Text.optional(),
})
export type RiskReport = z.output<typeof RiskReport>

export const Risk = z.strictObject({
  id: Text,
  raisedOn: LocalDateText,
  kind: z.enum(keysOf(riskKinds)),
  level: z.enum(keysOf(riskLevels)),
  description: Text,
  /** The account that raised it. */
  raisedBy: Text,
  reports: z.array(RiskReport),
  closedOn: LocalDateText.optional(),
  closedReason: Text.optional(),
})
export type Risk = z.output<typeof Risk>

/** The bodies to which such a matter is usually reported; any other may be written. */
export const reportBodies = ['公安派出所', '街道办事处（乡镇政府）', '市委政法委', '市司法局', '市信访局'] as const

export const openRisks = (risks: readonly Risk[] = []): readonly Risk[] => risks.filter(risk => risk.closedOn === undefined)

const rank = (risk: Risk): number => Object.keys(riskLevels).indexOf(risk.level)

/** The gravest open risk, which stands for the case in a list; undefined when none is open. */
export const gravestRisk = (risks: readonly Risk[] = []): Risk | undefined =>
  openRisks(risks).reduce<Risk | undefined>((gravest, risk) => (gravest && rank(gravest) >= rank(risk) ? gravest : risk), undefined)

/** What is to be done about an open risk, as a sentence. */
export const riskSentence = (risk: Risk, today: LocalDate): string => {
  const days = daysBetween(risk.raisedOn, today)
  const since = `${chineseDate(risk.raisedOn)}${risk.raisedBy}登记${days > 0 ? `，已 ${days} 天` : ''}`
  const last = risk.reports.at(-1)
  return last === undefined
    ? `${since}，还没有报告。可能引起治安、刑事案件的，应当及时向公安机关或有关部门报告（人民调解法第25条）。`
    : `${since}；已报告 ${risk.reports.length} 次，最近${chineseDate(last.on)}报告${last.toBody}${last.reply === undefined ? '，未记答复' : ''}。风险消除后请解除。`
}

/** Dates of a risk that cannot be. Pointers start at the risk. */
export const riskErrors = (risk: Risk, today: LocalDate): Problem[] => {
  const problems: Problem[] = []
  const check = (pointer: string, on: LocalDate | undefined, from: LocalDate | undefined): void => {
    if (on === undefined) return
    if (on > today) problems.push({ pointer, code: 'future-date', severity: 'error', message: `${chineseDate(on)}晚于今天（${chineseDate(today)}），已发生的事不能写未来日期，请核对。` })
    else if (from !== undefined && on < from) problems.push({ pointer, code: 'date-order', severity: 'error', message: `早于登记风险的日期（${chineseDate(from)}），请核对。` })
  }
  check('/raisedOn', risk.raisedOn, undefined)
  risk.reports.forEach((report, index) => check(`/reports/${index}/on`, report.on, risk.raisedOn))
  check('/closedOn', risk.closedOn, risk.raisedOn)
  return problems
}
