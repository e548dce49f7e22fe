/** Statistics measured: our counts beside SQLite's over the same cases, charts, and the report on paper. */
import { DatabaseSync } from 'node:sqlite'
import type { CaseFile } from '../src/core/case/record/case-file.ts'
import { addDays, localDate, type LocalDate } from '../src/core/base/dates.ts'
import { rolledToWorkingDay, shippedRestDays } from '../src/core/base/rest-days.ts'
import { shippedReckoning } from '../src/core/rules/time-limits.ts'
import { officialCategories } from '../src/core/base/codes.ts'
import { periodFigures } from '../src/core/reports/period-figures.ts'
import { periodReport } from '../src/core/reports/period-report.ts'
import { canonicalText } from '../src/core/reports/freeze.ts'
import { computeStatistics } from '../src/core/statistics/index.ts'
import { periodAround, shiftedPeriod } from '../src/core/statistics/periods.ts'
import { breakdownMeasures, type Counting, type Period, type Statistics } from '../src/core/statistics/statistic.ts'
import { trendOf } from '../src/core/statistics/trend.ts'
import { reportPictures } from '../src/main/adapters/pdf/charts.ts'
import { renderPdf } from '../src/main/adapters/pdf/pdf.ts'
import { machine, writeSection } from './benchmark-page.ts'
import { generatedCases } from './generated-cases.ts'

const LAST = periodAround('month', localDate('2026-10-15'))
/** Any month: every other one of the last two years. */
const months = Array.from({ length: 12 }, (_, index) => shiftedPeriod(LAST, -2 * index))
const mediators = ['m1', 'm2', 'm3'].map(id => ({ id, name: id, kind: 'fullTime' as const }))

const countingOf = (cases: readonly CaseFile[], period: Period): Counting =>
  ({ cases, mediators, period, basis: 'closed', ...shippedReckoning })

/** What both sides count, as plain numbers. */
const plain = ({ figures, breakdowns }: Statistics): Record<string, unknown> => ({
  ...Object.fromEntries(figures.map(({ id, value, split }) => [id, split ? [value, Object.fromEntries(split.map(row => [row.key, row.value]))] : value])),
  ...Object.fromEntries(breakdowns.map(({ id, rows }) => [id, Object.fromEntries(rows.map(row => [row.key, breakdownMeasures.map(measure => row[measure])]))])),
})

/** The cases as a careful programmer would lay them out in SQLite: one row a case, indexes on every date, lists in tables. */
const databaseOf = (cases: readonly CaseFile[]): DatabaseSync => {
  const db = new DatabaseSync(':memory:')
  db.exec(`
    CREATE TABLE cases (id TEXT PRIMARY KEY, type TEXT, category TEXT, source TEXT, street TEXT, community TEXT, estate TEXT, company TEXT, presiding TEXT,
      applied TEXT, accepted TEXT, ended TEXT, code TEXT, difficult INT, heads INT, fen INT, deadline TEXT, days INT);
    CREATE TABLE terms (caseId TEXT, effective TEXT, due TEXT, done TEXT);
    CREATE TABLE referrals (caseId TEXT, sent TEXT, replied TEXT);
    CREATE TABLE escalations (kind TEXT, day TEXT, cases INT, persons INT);
    CREATE TABLE confirmations (applied TEXT, result TEXT, decided TEXT);
  `)
  const put = db.prepare(`INSERT INTO cases VALUES (${Array(18).fill('?').join(',')})`)
  const term = db.prepare('INSERT INTO terms VALUES (?,?,?,?)')
  db.exec('BEGIN')
  for (const file of cases) {
    const fen = (file.agreement?.terms ?? []).reduce((sum, one) => sum + (one.kind === 'payment' ? one.amountFen ?? 0 : 0), 0)
    put.run(file.id, file.type, file.officialCategory ?? 'property', file.source, file.place?.regionCode ?? '未填', file.place?.community ?? '未填', file.place?.estate ?? '未填',
      file.propertyCompany?.uscc ?? file.propertyCompany?.name ?? '未填', file.mediators?.find(one => one.duty === 'presiding')?.mediatorId ?? '未填',
      file.appliedOn, file.acceptedOn ?? null, file.end?.on ?? null, file.end?.code ?? null, file.difficult ? 1 : 0,
      file.parties.reduce((sum, party) => sum + (party.headcount ?? 1), 0), fen,
      // The generated cases have no suspensions and no extensions: the deadline and the days are known beforehand.
      file.acceptedOn ? rolledToWorkingDay(addDays(file.acceptedOn, 30), shippedRestDays) : null,
      file.acceptedOn && file.end ? (Date.parse(file.end.on) - Date.parse(file.acceptedOn)) / 86_400_000 : null)
    for (const one of file.agreement?.terms ?? []) {
      term.run(file.id, file.agreement?.effectiveOn ?? null, one.dueOn ?? null, file.performance?.findLast(entry => entry.termId === one.id && entry.state === 'done')?.on ?? null)
    }
  }
  db.exec(`COMMIT;
    CREATE INDEX a ON cases (applied); CREATE INDEX b ON cases (accepted); CREATE INDEX c ON cases (ended); CREATE INDEX d ON terms (due); ANALYZE;`)
  return db
}

const sets = {
  received: 'applied BETWEEN :from AND :to',
  accepted: 'accepted BETWEEN :from AND :to',
  closed: 'accepted IS NOT NULL AND ended BETWEEN :from AND :to',
  succeeded: `ended BETWEEN :from AND :to AND accepted IS NOT NULL AND code IN ('E01','E02')`,
  closingPending: 'accepted <= :to AND (ended IS NULL OR ended > :to)',
  openingPending: 'accepted < :from AND (ended IS NULL OR ended >= :from)',
  notAccepted: 'accepted IS NULL AND ended BETWEEN :from AND :to',
}

/** Statements are prepared once, as for every question that is asked often. */
const sqlCounter = (db: DatabaseSync) => {
  const one = (sql: string) => {
    const statement = db.prepare(`SELECT ${sql}`)
    return (period: object): number => Number(Object.values(statement.get(period as never)!)[0] ?? 0)
  }
  const many = (sql: string) => {
    const statement = db.prepare(sql)
    return (period: object): [string, ...number[]][] => statement.all(period as never).map(row => Object.values(row) as [string, ...number[]])
  }
  const using = (sql: string, period: Period, more: object = {}) => Object.fromEntries(Object.entries({ ...period, ...more }).filter(([name]) => sql.includes(`:${name}`)))
  const scalar = (sql: string) => {
    const run = one(sql)
    return (period: Period, more?: object): number => run(using(sql, period, more))
  }
  const list = (sql: string) => {
    const run = many(sql)
    return (period: Period, more?: object): [string, ...number[]][] => run(using(sql, period, more))
  }
  const counts = Object.fromEntries(Object.entries(sets).map(([id, where]) => [id, scalar(`count(*) FROM cases WHERE ${where}`)]))
  const sums = {
    difficult: scalar(`count(*) FROM cases WHERE ${sets.closed} AND difficult = 1`),
    partiesInvolved: scalar(`sum(heads) FROM cases WHERE ${sets.closed}`),
    agreedAmountFen: scalar(`sum(fen) FROM cases WHERE ${sets.succeeded}`),
    written: scalar(`count(*) FROM cases WHERE ${sets.closed} AND code = 'E01'`),
    oral: scalar(`count(*) FROM cases WHERE ${sets.closed} AND code = 'E02'`),
    tried: scalar(`count(*) FROM cases WHERE ${sets.closed} AND code IN ('E01','E02','E03','E08')`),
    termsDue: scalar('count(*) FROM terms WHERE effective <= :to AND due BETWEEN :from AND :to'),
    termsPerformed: scalar('count(*) FROM terms WHERE effective <= :to AND due BETWEEN :from AND :to AND done <= :to'),
    overduePending: scalar(`count(*) FROM cases WHERE ${sets.closingPending} AND deadline < :to`),
    closedLate: scalar(`count(*) FROM cases WHERE ${sets.closed} AND ended > deadline`),
    referralsSent: scalar('count(*) FROM referrals WHERE sent BETWEEN :from AND :to'),
    repliesOutstanding: scalar('count(*) FROM referrals WHERE sent <= :to AND (replied IS NULL OR replied > :to)'),
    confirmationApplied: scalar('count(*) FROM confirmations WHERE applied BETWEEN :from AND :to'),
    confirmed: scalar(`count(*) FROM confirmations WHERE result = 'confirmed' AND decided BETWEEN :from AND :to`),
    confirmationRefused: scalar(`count(*) FROM confirmations WHERE result IN ('dismissed','notAccepted') AND decided BETWEEN :from AND :to`),
  }
  const days = list(`SELECT '', days FROM cases WHERE ${sets.closed} ORDER BY days`)
  const codes = { closed: list(`SELECT code, count(*) FROM cases WHERE ${sets.closed} GROUP BY code`), notAccepted: list(`SELECT code, count(*) FROM cases WHERE ${sets.notAccepted} GROUP BY code`) }
  const companies = list('SELECT company, count(*) FROM cases WHERE company <> \'未填\' AND accepted BETWEEN :since AND :to GROUP BY company HAVING count(*) >= 3')
  const kinds = list('SELECT kind, sum(cases), sum(persons) FROM escalations WHERE day BETWEEN :from AND :to GROUP BY kind')
  const cuts = Object.entries({
    byType: 'type', byOfficialCategory: 'category', bySource: 'source', byEndCode: `coalesce(code, '未填')`, byStreet: 'street', byCommunity: 'community',
    byEstate: 'estate', byCompany: 'company', byPresiding: 'presiding',
  }).map(([id, column]) => [id, [
    ...(['received', 'accepted', 'closed', 'succeeded'] as const).map(measure => list(`SELECT ${column}, count(*) FROM cases WHERE ${sets[measure]} GROUP BY 1`)),
    list(`SELECT ${column}, sum(fen) FROM cases WHERE ${sets.succeeded} GROUP BY 1`),
    list(`SELECT ${column}, count(*) FROM cases WHERE ${sets.closingPending} GROUP BY 1`),
  ]] as const)
  const tenth = (sum: number, count: number): number => Math.floor((sum * 20 + count) / (count * 2)) / 10
  return (period: Period): Record<string, unknown> => {
    const n = Object.fromEntries([...Object.entries(counts), ...Object.entries(sums)].map(([id, count]) => [id, count(period)])) as Record<keyof typeof sets | keyof typeof sums, number>
    const taken = days(period).map(([, one]) => one!)
    const half = Math.trunc(taken.length / 2)
    const escalations = new Map(kinds(period).map(([kind, cases, persons]) => [kind, { cases, persons }]))
    const split = (rows: [string, ...number[]][]) => Object.fromEntries(rows.map(([key, count]) => [key, count]))
    const repeated = companies(period, { since: addDays(period.to, -89) })
    const rate = (numerator: number, denominator: number) => ({ numerator, denominator })
    const breakdowns = Object.fromEntries(cuts.map(([id, queries]) => {
      const rows: Record<string, number[]> = id === 'byOfficialCategory' ? Object.fromEntries(Object.keys(officialCategories).map(key => [key, [0, 0, 0, 0, 0, 0]])) : {}
      queries.forEach((query, column) => {
        for (const [key, value] of query(period)) (rows[key] ??= [0, 0, 0, 0, 0, 0])[column] = value!
      })
      return [id, rows]
    }))
    const { tried, ...figures } = n
    return {
      ...figures,
      total: n.closed,
      notAccepted: [n.notAccepted, split(codes.notAccepted(period))],
      closed: [n.closed, split(codes.closed(period))],
      successRateOfClosed: rate(n.succeeded, n.closed),
      successRateOfTried: rate(n.succeeded, tried),
      performanceRate: rate(n.termsPerformed, n.termsDue),
      confirmationRate: rate(n.confirmed, n.written),
      averageDays: taken.length === 0 ? null : tenth(taken.reduce((sum, day) => sum + day, 0), taken.length),
      medianDays: taken.length === 0 ? null : taken.length % 2 === 1 ? taken[half]! : tenth(taken[half - 1]! + taken[half]!, 2),
      ...Object.fromEntries(['suicide', 'criminal', 'petition', 'brawl'].map(kind => [`escalation.${kind}`, escalations.get(kind) ?? { cases: 0, persons: 0 }])),
      repeatCompanies: [repeated.length, split(repeated)],
      ...breakdowns,
    }
  }
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.trunc(times.length / 2)]!
const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.trunc(times.length * 0.95)]!
const timed = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

type Row = (what: string, value: string, target: string, met: boolean) => void

const monthTimes = (cases: readonly CaseFile[]) => {
  const count = sqlCounter(databaseOf(cases))
  const times = { ours: [] as number[], sqlite: [] as number[] }
  // In turn, so that both meet the same machine; the first round warms both.
  for (let round = 0; round < 3; round += 1) {
    for (const period of months) {
      const ours = timed(() => computeStatistics(countingOf(cases, period)))
      const sqlite = timed(() => count(period))
      if (round > 0) {
        times.ours.push(ours)
        times.sqlite.push(sqlite)
      }
    }
  }
  const equal = months.every(period => canonicalText(plain(computeStatistics(countingOf(cases, period)))) === canonicalText(count(period)))
  return { ours: median(times.ours), worst: p95(times.ours), sqlite: median(times.sqlite), equal }
}

export const benchStatistics = async (): Promise<void> => {
  const rows: string[] = []
  const row: Row = (what, value, target, met) => {
    rows.push(`| ${what} | ${value} | ${target} | ${met ? '达到' : '**未达到**'} |`)
    console.log(`${met ? '  ' : '! '}${what}: ${value} (${target})`)
  }
  // A committee has a handful of companies, not one for each case.
  const realCompanies = (cases: CaseFile[]): CaseFile[] => cases.map(file => ({ ...file, propertyCompany: { name: file.propertyCompany!.name } }))
  const twenty = realCompanies(generatedCases(20_000))
  const hundred = realCompanies(generatedCases(100_000))
  const small = monthTimes(twenty)
  const large = monthTimes(hundred)
  const ms = (value: number): string => `${value.toFixed(1)} ms`
  row('任一月份全部数字和九种分布，带案件编号（2 万件），p95', `${ms(small.worst)}（中位数 ${ms(small.ours)}）`, '≤ 60 ms', small.worst <= 60)
  row('同样的月份用 SQLite 统计（内存库，日期有索引，语句预先编译，只数数、不列案件），中位数', `${ms(small.sqlite)}；我们 ${ms(small.ours)}`, '我们更快', small.ours < small.sqlite)
  row('两边 12 个月的每项数字、每种分布（2 万件、10 万件）', small.equal && large.equal ? '完全相同' : '不同', '相同', small.equal && large.equal)
  row('10 万件 ÷ 2 万件', `${(large.ours / small.ours).toFixed(2)}（${ms(large.ours)}；SQLite ${ms(large.sqlite)}）`, '≤ 6', large.ours / small.ours <= 6)
  const charts: number[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    charts.push(timed(() => reportPictures(computeStatistics(countingOf(twenty, LAST)), trendOf(twenty, LAST.to))))
  }
  row('13 个月走势和其余三张图：统计并画成矢量图（2 万件）', ms(median(charts)), '≤ 200 ms', median(charts) <= 200)
  const report: number[] = []
  let pages = 0
  for (let turn = 0; turn < 3; turn += 1) {
    const start = performance.now()
    const figures = periodFigures({ counting: countingOf(twenty, LAST), annexes: new Map(), note: {}, corrections: [] })
    const pdf = await renderPdf(periodReport({
      figures, office: { name: '测试委员会', regionCode: '421281', numberWord: '测', court: '测试法院' }, today: '2026-11-23' as LocalDate,
      pictures: reportPictures(figures.statistics, figures.trend),
    }), { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:00' as never })
    report.push(performance.now() - start)
    if (pdf.ok) pages = (Buffer.from(pdf.value).toString('latin1').match(/\/Type \/Page\b/g) ?? []).length
  }
  row('月报 PDF，含四张图（2 万件）', `${(median(report) / 1000).toFixed(2)} s${pages > 0 ? `，${pages} 页` : ''}`, '≤ 2 s', median(report) <= 2000)
  writeSection('统计和报告', `
${machine()}，SQLite ${process.versions.sqlite}。

| 项目 | 结果 | 目标 | |
|---|---|---|---|
${rows.join('\n')}
`)
}
