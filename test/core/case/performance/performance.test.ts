import { describe, expect, test } from 'vitest'
import type { CaseFile, Term } from '../../../../src/core/case/record/case-file.ts'
import { localDate, type LocalDate } from '../../../../src/core/base/dates.ts'
import { claimDeadlines, demandFacts, demandProblems } from '../../../../src/core/case/performance/demand.ts'
import { type Demand } from '../../../../src/core/case/record/demand.ts'
import { routeOf } from '../../../../src/core/case/performance/default-route.ts'
import { defaultsOf, ledgerOf } from '../../../../src/core/case/performance/performance.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'
import { workedCase } from '../worked-cases.ts'
import { enforcementLimits } from '../../../../src/core/case/performance/enforcement.ts'

const day = localDate
const term = (id: string, dueOn?: string, amountFen = 100_000): Term =>
  ({ id, text: `${id}。`, obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen, ...(dueOn !== undefined && { dueOn: day(dueOn) }) })

const aCase = (terms: Term[], performance: CaseFile['performance'], more: Partial<CaseFile> = {}): CaseFile => {
  const { confirmation: _1, archive: _2, followUps: _3, ...file } = workedCase('w1')
  return { ...file, agreement: { ...file.agreement!, terms }, performance, ...more }
}
const ledger = (file: CaseFile, today: string) => ledgerOf(file, { id: file.id }, day(today), shippedRestDays)
const states = (file: CaseFile, today: string) => ledger(file, today).map(({ state, paidFen, remainingFen }) => [state, paidFen, remainingFen])

describe('the ledger of an agreement', () => {
  test('says how each term stands on a day, with what was paid and what remains', () => {
    const file = aCase([term('a', '2026-11-15'), term('b', '2026-12-15'), term('c'), term('d', '2026-11-20'), term('e', '2026-11-20')], [
      { termId: 'a', on: day('2026-11-01'), state: 'partly', amountFen: 30_000 },
      { termId: 'a', on: day('2026-11-10'), state: 'partly', amountFen: 20_000 },
      { termId: 'd', on: day('2026-11-18'), state: 'partly', amountFen: 40_000 },
      { termId: 'd', on: day('2026-11-19'), state: 'done' },
      { termId: 'e', on: day('2026-11-21'), state: 'refused' },
    ])
    // 15 November is a Sunday: due on the 16th.
    expect(states(file, '2026-11-16')).toEqual([['partly', 50_000, 50_000], ['notDue', 0, 100_000], ['undated', 0, 100_000], ['notDue', 0, 100_000], ['notDue', 0, 100_000]])
    expect(states(file, '2026-11-23')).toEqual([['overdue', 50_000, 50_000], ['notDue', 0, 100_000], ['undated', 0, 100_000], ['done', 100_000, 0], ['refused', 0, 100_000]])
    expect(defaultsOf(ledger(file, '2026-11-23')).map(({ index }) => index)).toEqual([0, 4])
    const [first] = ledger(file, '2026-11-23')
    expect(first).toMatchObject({ dueOn: '2026-11-16', calendarKnown: true, reminders: ['2026-11-09', '2026-11-15', '2026-11-17'], entries: [{ at: 0 }, { at: 1 }] })
    expect(ledger(aCase([term('a', '2027-01-10')], []), '2026-11-23')[0]!.calendarKnown).toBe(false)
  })

  test('takes the later of two entries of one day, and shows the proofs of an entry', () => {
    const file = aCase([term('a', '2026-11-20')], [{ termId: 'a', on: day('2026-11-19'), state: 'refused' }, { termId: 'a', on: day('2026-11-19'), state: 'done' }])
    expect(states(file, '2026-11-23')).toEqual([['done', 100_000, 0]])
    const shown = ledgerOf(file, { id: file.id, performanceProofs: [{ termId: 'a', on: day('2026-11-19'), attachmentId: 'x' }] }, day('2026-11-23'), shippedRestDays)
    expect(shown[0]!.entries.map(({ attachmentIds }) => attachmentIds)).toEqual([['x'], ['x']])
  })
})

describe('what can be done when nothing is performed', () => {
  const plain = aCase([term('a', '2026-11-15')], [])
  test('an agreement that no court confirmed is sued upon', () => {
    expect(routeOf(plain)).toMatchObject({ kind: 'sue', years: 3, sentence: expect.stringContaining('民诉法解释第61条') })
    expect(routeOf({ ...plain, confirmation: { appliedOn: day('2026-10-20'), court: '赤壁市人民法院', result: 'pending' } })).toMatchObject({ kind: 'sue', sentence: expect.stringContaining('正在等法院答复') })
    const { courtMediationDocument: _, ...sent } = workedCase('w8')
    expect(routeOf(sent)).toMatchObject({ kind: 'sue', sentence: expect.stringContaining('请先把协议提交法院制作调解书') })
    expect(routeOf(workedCase('w2')).materials).toContain('人民调解口头协议登记表')
  })
  test('a confirmed one and the paper of a court are enforced', () => {
    expect(routeOf(workedCase('w1'))).toMatchObject({ kind: 'enforceConfirmed', years: 2, periodArticle: '民事诉讼法第250条' })
    expect(routeOf(workedCase('w8'))).toMatchObject({ kind: 'enforceCourtDocument', years: 2 })
  })
})

describe('a demand', () => {
  const file = aCase([term('a', '2026-11-15'), term('b', '2026-11-20')], [{ termId: 'a', on: day('2026-11-10'), state: 'partly', amountFen: 30_000 }])
  const demand: Demand = { id: 'u1', on: day('2026-11-21'), termIds: ['a', 'b'], to: 'p2', byWay: 'handed', deadline: day('2026-12-01') }

  test('gives the letter what is owed, paid and left, and what follows', () => {
    expect(demandFacts(file, { id: file.id }, demand, shippedRestDays)).toMatchObject({
      on: '2026-11-21', deadline: '2026-12-01', addressee: '林晓', remainingFen: 170_000, consequence: expect.stringContaining('提起诉讼'),
      terms: [
        { no: 1, obligee: '余明', dueOn: '2026-11-16', daysOverdue: 5, owedFen: 100_000, paidFen: 30_000, remainingFen: 70_000 },
        { no: 2, dueOn: '2026-11-20', daysOverdue: 1, paidFen: 0, remainingFen: 100_000 },
      ],
    })
  })

  test.each<[Partial<Demand>, string]>([
    [{ termIds: ['z'] }, '/termIds'], [{ to: 'p1' }, '/termIds'], [{ on: day('2026-10-01') }, '/on'], [{ on: day('2026-11-24'), deadline: day('2026-12-01') }, '/on'],
    [{ deadline: day('2026-11-20') }, '/deadline'], [{ reply: { on: day('2026-11-20'), text: '好。' } }, '/reply/on'],
  ])('%j is refused at %s', (change, pointer) => {
    expect(demandProblems(file, { ...demand, ...change }, day('2026-11-23')).map(problem => problem.pointer)).toEqual([pointer])
    expect(demandProblems(file, demand, day('2026-11-23'))).toEqual([])
  })

  test('lets the time to claim begin anew, each time', () => {
    const on = (today: string, demands: Demand[], of: CaseFile = file) => claimDeadlines(of, { id: of.id, demands }, day(today), shippedRestDays).map(one => [one.on, one.what])
    expect(on('2026-11-16', [])).toEqual([])
    expect(on('2026-11-23', [])).toEqual([['2029-11-20', '就协议起诉的诉讼时效']])
    expect(on('2026-11-23', [demand])).toEqual([['2029-11-21', '就协议起诉的诉讼时效']])
    expect(on('2027-03-02', [demand, { ...demand, id: 'u2', on: day('2027-03-01') }])).toEqual([['2030-03-01', '就协议起诉的诉讼时效']])
    const confirmed: CaseFile = { ...file, confirmation: workedCase('w1').confirmation! }
    // What can be enforced has a date of its own for each obligation.
    expect(on('2026-11-23', [demand], confirmed)).toEqual([])
    expect(enforcementLimits(confirmed, { demands: [demand] }, day('2026-11-23'), shippedRestDays, 2).map(one => [one.counted.on, one.what])).toEqual(
      [['2028-11-21', '申请强制执行的最后一日：第1、2项（林晓）']])
    const done: CaseFile = { ...file, performance: ['a', 'b'].map(termId => ({ termId, on: day('2026-11-22') as LocalDate, state: 'done' as const })) }
    expect(on('2026-11-23', [demand], done)).toEqual([])
  })
})
