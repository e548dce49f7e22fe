/** The steps of a procedure: which hold for a case, when they are due, and what may not be written. */
import { describe, expect, test } from 'vitest'
import { checklistOf, stepDeadlines } from '../../../../src/core/case/steps/checklist.ts'
import type { CaseFile } from '../../../../src/core/case/record/case-file.ts'
import { localDate, type LocalTime } from '../../../../src/core/base/dates.ts'
import { stageOf } from '../../../../src/core/case/record/lifecycle.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'
import { lawfulFacts, stepFacts } from '../../../../src/core/case/steps/step-facts.ts'
import { parseWith } from '../../../../src/core/base/parse-input.ts'
import { adoptionProblem, contentProblems, proceduresOf, RuleContent, withDraft, type Rule, type RuleVersion } from '../../../../src/core/rules/library.ts'
import { shippedParameters } from '../../../../src/core/parameters/parameters.ts'
import { procedureOn, procedureSource, ProcedureStep, shippedProcedure, shippedSteps, stepLines, stepsProblems } from '../../../../src/core/case/steps/procedure.ts'
import { aCase } from '../../../builders.ts'

const day = localDate
const at = '2026-01-01T09:00' as LocalTime

/** A step of the committee's own: a look at the place in cases of leaks. */
const look: ProcedureStep = {
  id: 's1', phase: 'mediation', title: '到现场查看', role: 'mediator', why: '看清漏点。', types: ['WY05'], limit: { by: 'own', days: 5, unit: 'naturalDays', after: 'acceptance' },
}
const withLook = (more: Partial<ProcedureStep> = {}): ProcedureStep[] => [...shippedSteps, { ...look, ...more }]

const content = (steps?: readonly ProcedureStep[], more: Partial<RuleContent> = {}): RuleContent =>
  ({ title: '调解程序', kind: 'procedure', text: '# 办理步骤\n第一条 调解。\n第二条 按办理步骤表办理。', values: {}, ...(steps && { steps: [...steps] }), ...more })
const version = (no: number, from: string | null, steps?: readonly ProcedureStep[], to?: string): RuleVersion => ({
  ...content(steps), no, savedAt: at, savedBy: '何平', ...(from !== null && { adopted: { on: day('2026-01-01'), meeting: '会议', by: '何平', from: day(from), ...(to && { to: day(to) }) } }),
})
const rule = (id: string, ...versions: RuleVersion[]): Rule => ({ id, versions })

const leak = (changes: Partial<CaseFile> = {}): CaseFile => ({
  id: 'x', source: 'application', type: 'WY05', facts: '漏水', claims: [], appliedOn: day('2026-11-20'), parties: aCase().parties,
  acceptedOn: day('2026-11-23'), fileNo: '1', mediators: [{ mediatorId: 'm1', duty: 'presiding' }], ...changes,
})
const facts = (file: CaseFile, annex: object = {}, today = day('2026-11-24')) => ({ file, annex: { id: 'x', ...annex }, stage: stageOf(file, today), today, openConflicts: 0, bodies: [] })
const dueOf = (step: Partial<ProcedureStep>, file: CaseFile = leak(), annex: object = {}) =>
  stepDeadlines({ steps: withLook(step) }, () => facts(file, annex), shippedRestDays, shippedParameters).map(({ of, on, calendarKnown }) => [of, on, calendarKnown])

describe('which steps hold', () => {
  test('the version in force on the day does, the shipped steps before it, after it, and where a version has none', () => {
    const all = proceduresOf([rule('r', version(1, '2026-02-01'), version(2, '2026-03-01', withLook()), version(3, '2026-04-01', shippedSteps, '2026-04-30'), version(4, null, withLook({ title: '草案' })))])
    const on = (date: string) => procedureSource(procedureOn(all, day(date)))
    const shipped = '软件预设步骤，本会可以在制度里另定'
    expect(['2026-01-31', '2026-02-28', '2026-03-01', '2026-03-31', '2026-04-30', '2026-05-01'].map(on)).toEqual([
      shipped, shipped, '依本会《调解程序》第2版（2026年3月1日起施行）第二条', '依本会《调解程序》第2版（2026年3月1日起施行）第二条', '依本会《调解程序》第3版（2026年4月1日起施行）第二条', shipped,
    ])
    expect(procedureOn(all, day('2026-03-15')).steps).toHaveLength(21)
    expect(procedureOn(all, day('2026-05-01'))).toBe(shippedProcedure)
  })

  test('an own step is one of its kinds of dispute alone, comes where it was put, and is done once it is noted', () => {
    const steps = [...shippedSteps.slice(0, 9), look, ...shippedSteps.slice(9)]
    const items = (file: CaseFile, annex: object = {}) => checklistOf({ steps }, facts(file, annex), [{ kind: 'step', on: day('2026-11-30'), of: 's1', sentence: '为什么是这一天' }, { kind: 'step', on: day('2026-11-25'), of: 's2', sentence: '' }])
    expect(items(leak()).filter(item => item.state === 'next').map(item => item.title)).toEqual(['通知各方调解时间、地点', '到现场查看', '告知权利义务', '调解并作记录', '写明协议内容'])
    expect(items(leak()).find(item => item.id === 's1')).toEqual({
      id: 's1', phase: 'mediation', title: '到现场查看', role: 'mediator', why: '看清漏点。', place: {}, byHand: true, state: 'next', due: '2026-11-30', dueSentence: '为什么是这一天',
    })
    expect(items(leak({ type: 'WY08' })).some(item => item.id === 's1')).toBe(false)
    expect(items(leak(), { steps: [{ step: 's1', on: '2026-11-24', by: '何平' }] }).find(item => item.id === 's1')).toMatchObject({ state: 'done', doneOn: '2026-11-24' })
  })

  test('a step for cases that came to nothing is none of those that were settled, nor of those never accepted', () => {
    const { types: _types, limit: _limit, ...everywhere } = look
    const told: ProcedureStep = { ...everywhere, phase: 'settling', outcome: 'failed' }
    const states = (file: CaseFile) => checklistOf({ steps: [told] }, facts(file), []).map(item => item.state)
    expect(states(leak())).toEqual(['later'])
    expect(states(leak({ end: { code: 'E03', on: day('2026-11-24') } }))).toEqual(['next'])
    expect(states(leak({ agreement: { form: 'written', no: '1', reachedOn: day('2026-11-24'), terms: [] } as never }))).toEqual([])
    const { acceptedOn: _, ...never } = leak({ end: { code: 'E05', on: day('2026-11-24') } })
    expect(states(never)).toEqual([])
  })
})

describe('a time limit of its own', () => {
  test('is counted from its event with the calendar of the office, moves over rest days, and is flagged where a year has no table', () => {
    // 28 November 2026 is a Saturday.
    expect(dueOf({})).toEqual([['s1', '2026-11-30', true]])
    expect(dueOf({ limit: { by: 'own', days: 5, unit: 'workingDays', after: 'acceptance' } })).toEqual([['s1', '2026-11-30', true]])
    expect(dueOf({ limit: { by: 'own', days: 5, unit: 'workingDays', after: 'application' } })).toEqual([['s1', '2026-11-27', true]])
    expect(dueOf({ limit: { by: 'own', days: 60, unit: 'naturalDays', after: 'acceptance' } })).toEqual([['s1', '2027-01-22', false]])
    const session = (startAt: string) => ({ id: startAt, startAt, place: '调解室', kind: 'joint', record: '谈', confidential: false }) as never
    expect(dueOf({ limit: { by: 'own', days: 3, unit: 'naturalDays', after: 'session' } })).toEqual([])
    expect(dueOf({ limit: { by: 'own', days: 1, unit: 'naturalDays', after: 'session' } }, leak({ sessions: [session('2026-11-25T09:00'), session('2026-11-24T09:00')] }))).toEqual([['s1', '2026-11-25', true]])
  })

  test('runs until the step is noted, or seen in the file, or past; it says how its day came about and reminds of it', () => {
    expect(dueOf({}, leak({ type: 'WY08' }))).toEqual([])
    expect(dueOf({}, leak(), { steps: [{ step: 's1', on: '2026-11-24', by: '何平' }] })).toEqual([])
    expect(dueOf({}, leak({ end: { code: 'E03', on: day('2026-11-24') } }))).toEqual([])
    const procedure = { steps: withLook(), by: { title: '调解程序', no: 2, from: day('2026-11-01'), article: '第二条', ruleId: 'r' } }
    const [deadline] = stepDeadlines(procedure, () => facts(leak()), shippedRestDays, shippedParameters)
    expect(deadline).toMatchObject({
      kind: 'step', what: '到现场查看', reminders: [-1],
      sentence: '2026年11月23日受理，次日起 5 日内办理（依本会《调解程序》第2版（2026年11月1日起施行）第二条），最后一日2026年11月28日是休息日，顺延至2026年11月30日。',
    })
    expect(stepDeadlines({ steps: withLook({ limit: { by: 'own', days: 60, unit: 'naturalDays', after: 'acceptance' } }) }, () => facts(leak()), shippedRestDays, shippedParameters)[0]!.sentence).toContain('没有放假表')
  })

  test('costs nothing where no step has one', () => {
    const never = () => {
      throw new Error('asked for')
    }
    expect(stepDeadlines(shippedProcedure, never, shippedRestDays, shippedParameters)).toEqual([])
  })
})

describe('what may not be written', () => {
  test('the shipped steps are without a fault, in the order of the course, and have one for every fact that we see', () => {
    expect(shippedSteps.map(step => parseWith(ProcedureStep, step)).every(parsed => parsed.ok)).toBe(true)
    expect(stepsProblems(shippedSteps, '')).toEqual([])
    expect(shippedSteps.map(({ fact }) => fact).toSorted()).toEqual(Object.keys(stepFacts).toSorted())
    expect(shippedSteps.every(({ id, fact }) => id === fact)).toBe(true)
    const first = { ...look, phase: 'intake' } as const
    const drafted = withDraft([], rule('r'), content([...shippedSteps, first]), { at, by: '何平' }, day('2026-01-01'))
    expect(drafted.ok && drafted.value.versions[0]!.steps!.map(({ id }) => id).indexOf('s1')).toBe(7)
  })

  test.each<[string, object, string, string]>([
    ['no title', { title: ' ' }, '/steps/20/title', '这一项不能为空，请填写。'],
    ['a long title', { title: '查'.repeat(41) }, '/steps/20/title', '最多 40 个字，请缩短。'],
    ['no reason', { why: undefined }, '/steps/20/why', '缺少这一项，请填写。'],
    ['a role that nobody has', { role: 'cook' }, '/steps/20/role', '“cook”不在可选范围内'],
    ['a kind of dispute that there is not', { types: ['WY77'] }, '/steps/20/types/0', '“WY77”不在可选范围内'],
    ['no kind of dispute', { types: [] }, '/steps/20/types', '请至少选择一类纠纷'],
    ['a fact that nobody sees', { fact: 'sung' }, '/steps/20/fact', '“sung”不在可选范围内'],
    ['no days', { limit: { by: 'own', days: 0, unit: 'naturalDays', after: 'acceptance' } }, '/steps/20/limit/days', '应在 1 至 365 之间，请改正。'],
    ['too many days', { limit: { by: 'own', days: 366, unit: 'naturalDays', after: 'acceptance' } }, '/steps/20/limit/days', '应在 1 至 365 之间，请改正。'],
    ['half a day', { limit: { by: 'own', days: 1.5, unit: 'naturalDays', after: 'acceptance' } }, '/steps/20/limit/days', '应为 1 至 365 的整数，请改正。'],
    ['a limit that begins nowhere', { limit: { by: 'own', days: 5, unit: 'naturalDays' } }, '/steps/20/limit/after', '缺少这一项，请选择。'],
    ['a field that nobody knows', { colour: 'red' }, '/steps/20/colour', '不认识字段“colour”'],
  ])('%s', (_, wrong, pointer, message) => {
    const parsed = parseWith(RuleContent, content(withLook(wrong as Partial<ProcedureStep>)))
    expect(parsed.ok ? [] : parsed.problems.map(problem => [problem.pointer, problem.message.startsWith(message)])).toEqual([[pointer, true]])
  })

  const without = (fact: string): ProcedureStep[] => shippedSteps.filter(step => step.fact !== fact)
  const changed = (fact: string, more: Partial<ProcedureStep>): ProcedureStep[] => shippedSteps.map(step => (step.fact === fact ? { ...step, ...more } : step))
  test.each<[string, readonly ProcedureStep[], string, string]>([
    ['two steps of one number', [...withLook(), { ...look, title: '再查看' }], '/21/id', 'same-step'],
    ['two of one name in one part', [...withLook(), { ...look, id: 's2' }], '/21/title', 'same-title'],
    ['one fact for two steps', withLook({ fact: 'session' }), '/20/fact', 'same-fact'],
    ['an outcome before there is one', withLook({ outcome: 'failed' }), '/20/outcome', 'no-outcome-yet'],
    ['more than sixty', [...shippedSteps, ...Array.from({ length: 41 }, (_, n) => ({ ...look, id: `s${n}`, title: `查看${n}` }))], '', 'too-many-steps'],
    ['telling of rights left out', without('rights'), '', 'law-step-missing'],
    ['filing for one kind of dispute alone', changed('archive', { types: ['WY01'] }), '/19/types', 'law-step'],
    ['a record that may be left out', changed('session', { optional: true }), '/11/optional', 'law-step'],
  ])('%s', (_, steps, pointer, code) => {
    expect(stepsProblems(steps, '').map(problem => [problem.pointer, problem.code])).toEqual([[pointer, code]])
  })

  test('each step that the law asks for is missed with its article; others may go', () => {
    for (const fact of lawfulFacts) expect(stepsProblems(without(fact), '')[0]?.message).toContain(stepFacts[fact].law!)
    expect(stepsProblems(without('rights'), '')[0]!.message).toBe('法律、规章要求办的步骤不能缺，请补入：“告知权利义务”（人民调解法第23条、第24条，若干规定第30条）。')
    for (const fact of ['consent', 'evidence', 'followUp', 'confirmation']) expect(stepsProblems(without(fact), '')).toEqual([])
  })

  test('steps stand in procedures alone, and in one rule on one day: in a draft, and at adoption', () => {
    expect(contentProblems(content(shippedSteps, { kind: 'detail' }), [], day('2026-02-01')).map(({ pointer, code }) => [pointer, code])).toEqual([['/content/kind', 'steps-elsewhere']])
    const other = rule('other', { ...version(1, '2026-01-01', shippedSteps, '2026-06-30'), title: '办案流程' })
    expect(contentProblems(content(shippedSteps), [other], day('2026-02-01')).map(({ pointer, message }) => [pointer, message])).toEqual([
      ['/content/steps', '办理步骤已由《办案流程》规定，同一天只能有一套；请在那里修改，或先废止那一项。'],
    ])
    expect(contentProblems(content(shippedSteps), [other], day('2026-07-01'))).toEqual([])
    expect(contentProblems(content(), [other], day('2026-02-01'))).toEqual([])
    const one = rule('r', version(1, null, shippedSteps))
    const adopt = (from: string) => adoptionProblem(one, one.versions[0]!, { on: day('2026-02-01'), from: day(from) }, [one, other], day('2026-02-01'))?.refusal
    expect(adopt('2026-06-30')).toMatchObject({ code: 'governed-elsewhere', field: '/from', message: '办理步骤那时由《办案流程》规定，同一天只能有一套；请先废止那一项。' })
    expect(adopt('2026-07-01')).toBeUndefined()
  })

  test('a step is told in one line, by which versions are compared', () => {
    expect(stepLines([{ ...look, phase: 'after', outcome: 'settled', optional: true, form: '查看记录', article: '本会约定' }])).toBe(
      '履行与归档：到现场查看（可选）；责任：调解员；文书：查看记录；期限：受理后 5 日内；依据：本会约定；适用：上下层漏水；达成协议的；办结：由办理人登记；为什么：看清漏点。',
    )
  })
})
