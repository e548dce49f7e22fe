import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { CaseFile } from '../../src/core/case/record/case-file.ts'
import { addDays, localDate, type LocalDate } from '../../src/core/base/dates.ts'
import { stageOf, type Stage } from '../../src/core/case/record/lifecycle.ts'
import { movesFrom } from '../../src/core/case/moves/index.ts'
import { problemsOf } from '../../src/core/case/moves/case-rules.ts'
import type { CaseView } from '../../src/core/contract.ts'
import { bundleOf } from '../../src/core/exports/bundle.ts'
import { memoryApp, type MemoryApp } from '../memory-app.ts'
import { must, refused } from './harness.ts'

const day = localDate

const register = async (app: MemoryApp, more: object = {}): Promise<string> => (await must(app.call('case.register', {
  source: 'application', type: 'WY08', appliedOn: '2026-11-02', facts: '夜间噪声。', claims: ['停止噪声'],
  parties: [{ side: 'applicant', kind: 'person', name: '周立' }, { side: 'respondent', kind: 'person', name: '林晓' }], ...more,
}))).file.id

const accepted = async (app: MemoryApp, more?: object): Promise<string> => {
  const caseId = await register(app, more)
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  return caseId
}

const agreement = {
  form: 'written', reachedOn: '2026-11-10', whole: true, facts: '装修施工。', issues: '施工时间。',
  terms: [{ text: '林晓不在星期日施工。', obligor: 'p2', obligee: 'p1', kind: 'refrain', dueOn: '2026-11-20' }],
} as const

const court = { source: 'courtBeforeFiling', sourceRef: { body: '赤壁市人民法院', receivedOn: '2026-11-02', documentNo: '（2026）鄂1281诉前调1号' } }

describe('each ending', () => {
  const today = day('2026-11-23')
  test.each([
    ['E05', register, {}, 'closing'],
    ['E06', register, {}, 'closing'],
    ['E04', register, {}, 'closing'],
    ['E04', accepted, {}, 'closing'],
    ['E03', accepted, {}, 'closing'],
    ['E08', (app: MemoryApp) => accepted(app, court), {}, 'closing'],
    ['E07', register, { toBody: '市城管执法局' }, 'closing'],
    ['E07', accepted, { toBody: '市城管执法局' }, 'closing'],
  ] as const)('%s ends a case and leads to the archive', async (code, begin, more, stage) => {
    const app = memoryApp(today)
    const caseId = await begin(app)
    const ended = await must(app.call('case.end', { caseId, code, on: '2026-11-12', reason: '有原因', ...more }))
    expect(ended).toMatchObject({ stage, file: { end: { code, on: '2026-11-12', reason: '有原因', ...more } } })
    expect(ended.deadlines.map(({ kind, on }) => [kind, on])).toEqual([['T10', '2026-12-12']])
    const archived = await must(app.call('case.archive', { caseId, on: '2026-11-20', retention: 'long', pages: 12 }))
    expect(archived).toMatchObject({ stage: 'archived', moves: ['reopen'], deadlines: [] })
  })

  test.each([
    ['E05', accepted, {}, 'move-not-allowed', '/caseId'],
    ['E03', register, {}, 'move-not-allowed', '/caseId'],
    ['E08', accepted, {}, 'invalid-input', '/code'],
    ['E07', register, {}, 'missing', '/toBody'],
    ['E04', accepted, { on: '2026-11-24' }, 'invalid-input', '/on'],
    ['E04', accepted, { on: '2026-11-02' }, 'invalid-input', '/on'],
    ['E03', accepted, { reason: '' }, 'invalid-input', '/reason'],
  ] as const)('%s is refused where it may not be', async (code, begin, more, refusal, field) => {
    const app = memoryApp(today)
    const caseId = await begin(app)
    const before = app.office().cases.get(caseId)
    expect(await refused(app.call('case.end', { caseId, code, on: '2026-11-12', reason: '有原因', ...more } as never))).toMatchObject({ code: refusal, field })
    expect(app.office().cases.get(caseId)).toBe(before)
  })

  test('an agreement that nobody signed goes when the case ends without one', async () => {
    const app = memoryApp(today)
    const caseId = await accepted(app)
    await must(app.call('agreement.save', { caseId, agreement: agreement as never }))
    const { file } = await must(app.call('case.end', { caseId, code: 'E03', on: '2026-11-12', reason: '拒绝签章' }))
    expect(file.agreement).toBeUndefined()
  })
})

describe('the course of a case', () => {
  test('a suspension adds its days, and resuming ends it', async () => {
    const app = memoryApp(day('2026-11-10'))
    const caseId = await accepted(app)
    const suspended = await must(app.call('case.suspend', { caseId, from: '2026-11-06', reason: '鉴定' }))
    expect(suspended).toMatchObject({ stage: 'suspended', deadline: { on: '2026-12-08' } })
    expect((await refused(app.call('session.record', { caseId, session: { startAt: '2026-11-07T09:00', place: '室', kind: 'joint', record: '', confidential: false } }))).code).toBe('move-not-allowed')
    app.setToday(day('2026-11-16'))
    const resumed = await must(app.call('case.resume', { caseId, on: '2026-11-15' }))
    expect(resumed).toMatchObject({ stage: 'mediating', deadline: { on: '2026-12-14' } })
    expect((await refused(app.call('case.suspend', { caseId, from: '2026-11-15', reason: '又' })))).toMatchObject({ field: '/from' })
  })

  test('an extension needs consent before the last day, and moves it', async () => {
    const app = memoryApp(day('2026-12-10'))
    const caseId = await accepted(app)
    expect(await refused(app.call('case.extend', { caseId, agreedOn: '2026-12-04', until: '2026-12-31', reason: '同意' }))).toMatchObject({ code: 'too-late', field: '/agreedOn' })
    expect(await refused(app.call('case.extend', { caseId, agreedOn: '2026-12-03', until: '2026-12-03', reason: '同意' }))).toMatchObject({ field: '/until' })
    expect(await must(app.call('case.extend', { caseId, agreedOn: '2026-12-03', until: '2026-12-31', reason: '同意' }))).toMatchObject({ deadline: { on: '2026-12-31', overdue: false } })
  })

  test('after an agreement come performance, visit, the court and the archive', async () => {
    const app = memoryApp(day('2026-11-23'))
    const caseId = await accepted(app)
    await must(app.call('agreement.save', { caseId, agreement: agreement as never }))
    await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-10' }))
    await must(app.call('confirmation.record', { caseId, confirmation: { appliedOn: '2026-11-12', court: '赤壁市人民法院', result: 'pending' } }))
    await must(app.call('followUp.record', { caseId, entry: { on: '2026-11-20', by: 'm1', way: 'phone', findings: '未再施工。', satisfied: true } }))
    expect(await refused(app.call('performance.record', { caseId, entry: { termId: 't9', on: '2026-11-20', state: 'done' } }))).toMatchObject({ field: '/entry/termId' })
    expect(await refused(app.call('performance.record', { caseId, entry: { termId: 't1', on: '2026-11-09', state: 'done' } }))).toMatchObject({ field: '/entry/on' })
    const performed = await must(app.call('performance.record', { caseId, entry: { termId: 't1', on: '2026-11-20', state: 'done' } }))
    expect(performed.stage).toBe('closing')
    expect(await refused(app.call('case.archive', { caseId, on: '2026-11-09', retention: 'long' }))).toMatchObject({ field: '/on' })
    expect((await must(app.call('case.archive', { caseId, on: '2026-11-22', retention: 'long' }))).stage).toBe('archived')
  })
})

/** The published schema of the exchange format, as anybody else reads it. */
const published = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../resources/case-bundle.schema.json', import.meta.url), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0])

test('no run of commands leads to a case that the rules or the published schema refuse, and only listed moves succeed', async () => {
  const dates = fc.integer({ min: -3, max: 25 })
  const step = fc.tuple(fc.constantFrom(
    'accept', 'E03', 'E04', 'E05', 'E06', 'E07', 'E08', 'suspend', 'resume', 'extend', 'session', 'agree', 'conclude', 'perform', 'visit', 'confirm', 'archive', 'wait',
    'ask', 'hear', 'letter', 'reopen', 'correctDates', 'correctEnd', 'void',
  ), dates, dates, fc.boolean())
  await fc.assert(fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 14 }), async (fromCourt, steps) => {
    const app = memoryApp(day('2026-11-05'))
    const caseId = await register(app, fromCourt ? court : {})
    let today = day('2026-11-05')
    const at = (offset: number): LocalDate => addDays(day('2026-11-02'), offset)
    for (const [what, first, second, flag] of steps) {
      const before = app.office().cases.get(caseId)!
      const stage: Stage = stageOf(before, today, app.office().annexes.get(caseId))
      const commands: Record<string, () => Promise<{ ok: boolean; value?: CaseView }>> = {
        accept: () => app.call('case.accept', { caseId, acceptedOn: at(first), mediators: [{ mediatorId: 'm1', duty: flag ? 'presiding' : 'assisting' }] }),
        suspend: () => app.call('case.suspend', { caseId, from: at(first), reason: '鉴定', ...(flag && { to: at(second) }) }),
        resume: () => app.call('case.resume', { caseId, on: at(first) }),
        extend: () => app.call('case.extend', { caseId, agreedOn: at(first), until: at(second + 30), reason: '同意' }),
        session: () => app.call('session.record', { caseId, session: { startAt: `${at(first)}T09:00`, place: '室', kind: 'joint', record: '', confidential: false } }),
        agree: () => app.call('agreement.save', { caseId, agreement: { ...agreement, form: flag ? 'written' : 'oral', reachedOn: at(first) } as never }),
        conclude: () => app.call('agreement.conclude', { caseId, effectiveOn: at(first) }),
        perform: () => app.call('performance.record', { caseId, entry: { termId: 't1', on: at(first), state: flag ? 'done' : 'partly' } }),
        visit: () => app.call('followUp.record', { caseId, entry: { on: at(first), by: 'm1', way: 'visit', findings: '无异常。' } }),
        confirm: () => app.call('confirmation.record', { caseId, confirmation: { appliedOn: at(first), court: '院', result: 'pending' } }),
        archive: () => app.call('case.archive', { caseId, on: at(first), retention: 'long' }),
        ask: () => app.call('inquiry.send', { caseId, inquiry: { kind: flag ? 'consent' : 'supplement', askedOn: at(first), what: '意见' } }),
        hear: () => app.call('inquiry.answer', { caseId, inquiryId: 'q1', answer: { repliedOn: at(first), reply: flag ? 'agreed' : 'supplied' } }),
        letter: () => app.call('letter.answer', { caseId, letter: { answeredOn: at(first), ...(flag && { notifiedOn: at(second) }) } }),
        reopen: () => app.call('case.reopen', { caseId, reason: '有误' }),
        correctDates: () => app.call('case.correct', { caseId, reason: '有误', file: { ...before, appliedOn: at(first), ...(before.acceptedOn && flag && { acceptedOn: at(second) }) } }),
        correctEnd: () => {
          const { end: _, ...running } = before
          return app.call('case.correct', { caseId, reason: '有误', file: flag ? { ...before, end: { code: 'E03', on: at(first), reason: '分歧' } } : running })
        },
        void: () => app.call('case.void', { caseId, reason: '重复' }),
      }
      if (what === 'wait') {
        today = addDays(today, Math.max(0, first))
        app.setToday(today)
        continue
      }
      const result = await (commands[what] ?? (() => app.call('case.end', { caseId, code: what as 'E03', on: at(first), reason: '有原因', ...(flag && { toBody: '街道' }) })))()
      const after = app.office().cases.get(caseId)!
      if (!result.ok) {
        expect(after).toBe(before)
        continue
      }
      expect(movesFrom(stage).length, `${what} from ${stage}`).toBeGreaterThan(0)
      expect(CaseFile.safeParse(after).success).toBe(true)
      expect(published.safeParse(JSON.parse(JSON.stringify(bundleOf(app.office())))).success, JSON.stringify(after)).toBe(true)
      expect(problemsOf(after, { today, mediatorIds: new Set(['m1', 'm2']) }).filter(problem => problem.severity === 'error')).toEqual([])
    }
  }), { numRuns: 300 })
})
