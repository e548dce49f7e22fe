import { array, assert, integer, option, property, record, type Arbitrary } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate, type LocalDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { firstRules } from '../../../src/core/rules/first-set.ts'
import {
  adoptionProblem, articleOf, contentProblems, filledText, moveRefusal, parametersOf, RuleContent, ruleKinds, stateOf, validityOf, versionMoves, versionOn, versionStates,
  withDraft, withNames, withoutNames, type Rule, type RuleVersion,
} from '../../../src/core/rules/library.ts'
import { parameterIds, parameterOf, shippedParameters, valueOn, type ParameterId } from '../../../src/core/parameters/parameters.ts'
import { parseWith } from '../../../src/core/base/parse-input.ts'

const day = localDate
const at = '2026-01-01T09:00' as LocalTime
const content = (values: RuleContent['values'] = {}, title = '期限细则'): RuleContent => ({ title, kind: 'detail', text: '第一条 办理。', values })
const version = (no: number, more: Partial<RuleVersion> = {}): RuleVersion => ({ ...content(), no, savedAt: at, savedBy: '何平', ...more })
const adopted = (from: string, to?: string) => ({ on: day('2026-01-01'), meeting: '会议', by: '何平', from: day(from), ...(to && { to: day(to) }) })
const rule = (...versions: RuleVersion[]): Rule => ({ id: 'r', versions })

describe('where a version stands', () => {
  const consultation = { from: day('2026-03-01'), to: day('2026-03-31'), comments: [] }
  test.each([
    ['draft', rule(version(1)), '2026-03-01'],
    ['consultation', rule(version(1, { consultation })), '2026-03-31'],
    ['consulted', rule(version(1, { consultation })), '2026-04-01'],
    ['lapsed', rule(version(1, { consultation }), version(2)), '2026-04-01'],
    ['adopted', rule(version(1, { adopted: adopted('2026-05-01') })), '2026-04-30'],
    ['inForce', rule(version(1, { adopted: adopted('2026-05-01') })), '2026-05-01'],
    ['inForce', rule(version(1, { adopted: adopted('2026-05-01') }), version(2, { adopted: adopted('2026-06-01') })), '2026-05-31'],
    ['replaced', rule(version(1, { adopted: adopted('2026-05-01') }), version(2, { adopted: adopted('2026-06-01') })), '2026-06-01'],
    ['inForce', rule(version(1, { adopted: adopted('2026-05-01', '2026-05-31') })), '2026-05-31'],
    ['ended', rule(version(1, { adopted: adopted('2026-05-01', '2026-05-31') })), '2026-06-01'],
    ['inForce', rule(version(1, { adopted: adopted('2026-05-01'), repealed: { on: day('2026-07-01'), reason: '不用', by: '何平' } })), '2026-06-30'],
    ['repealed', rule(version(1, { adopted: adopted('2026-05-01'), repealed: { on: day('2026-07-01'), reason: '不用', by: '何平' } })), '2026-07-01'],
    // Repealed before it ever held: the one before goes on.
    ['inForce', rule(version(1, { adopted: adopted('2026-05-01') }), version(2, { adopted: adopted('2026-06-01'), repealed: { on: day('2026-06-01'), reason: '不用', by: '何平' } })), '2026-08-01'],
  ] as const)('is %s', (state, one, today) => {
    expect(stateOf(one, one.versions[0]!, day(today))).toBe(state)
  })

  test('every state has its moves and its word, and a refused move says why and what is open', () => {
    expect(Object.keys(versionMoves)).toEqual(Object.keys(versionStates))
    const one = rule(version(1, { consultation }))
    expect(moveRefusal(one, one.versions[0]!, 'adopt', day('2026-03-15'))?.refusal.message)
      .toBe('《期限细则》第1版现在是“征求意见”，不能会议通过。征求意见到2026年3月31日为止，届满后才能提交会议通过。现在可以：征求意见、提意见、答复意见。')
    expect(moveRefusal(one, one.versions[0]!, 'adopt', day('2026-04-01'))).toBeNull()
  })
})

describe('a draft', () => {
  test('takes values within their range, parameters that its text names, and none that another rule sets', () => {
    expect(parseWith(RuleContent, content({ mediation: 181 }))).toMatchObject({ ok: false, problems: [{ pointer: '/values/mediation', message: '应在 1 至 180 日之间，请改正。' }] })
    const other: Rule = { id: 'other', versions: [version(1, { ...content({ archive: 20 }, '归档细则'), adopted: adopted('2026-01-01') })] }
    const wrong = { ...content({ archive: 30 }), text: '第一条 {{mediation}}、{{不知道}}。' }
    expect(contentProblems(wrong, [other], day('2026-02-01')).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/content/text', 'missing-value'], ['/content/text', 'unknown-parameter'], ['/content/values/archive', 'governed-elsewhere'],
    ])
    expect(contentProblems(content({}, '归档细则'), [other], day('2026-02-01')).map(({ code }) => code)).toEqual(['same-title'])
  })

  test('is put in the place of the draft there is; what was decided stays and a next version comes behind it', () => {
    const saved = { at, by: '何平' }
    const first = withDraft([], { id: 'r', versions: [] }, content(), saved, day('2026-02-01'))
    const again = first.ok && withDraft([first.value], first.value, content({ mediation: 40 }), saved, day('2026-02-01'))
    expect(again && again.ok && again.value.versions.map(({ no, values }) => [no, values])).toEqual([[1, { mediation: 40 }]])
    const decided = rule(version(1, { adopted: adopted('2026-02-01') }))
    const next = withDraft([decided], decided, content(), saved, day('2026-03-01'))
    expect(next.ok && next.value.versions.map(({ no }) => no)).toEqual([1, 2])
    const consulted = rule(version(1, { consultation: { from: day('2026-03-01'), to: day('2026-03-31'), comments: [] } }))
    expect(withDraft([consulted], consulted, content(), saved, day('2026-03-15'))).toMatchObject({ ok: false, refusal: { code: 'move-not-allowed' } })
  })

  test('shows its values in the text, and people write them by name', () => {
    const one = { text: '# 一\n第一条 自受理{{mediation}}内。\n**第二条** 另有{{acceptance}}。', values: { mediation: 45, acceptance: 3 } }
    expect(filledText(one)).toBe('# 一\n第一条 自受理45日内。\n**第二条** 另有3个工作日。')
    expect([articleOf(one, 'mediation'), articleOf(one, 'acceptance'), articleOf(one, 'archive')]).toEqual(['第一条', '第二条', undefined])
    expect(withNames(one.text)).toBe('# 一\n第一条 自受理{{一般调解}}内。\n**第二条** 另有{{决定是否受理}}。')
    expect(withoutNames(withNames(one.text))).toBe(one.text)
  })
})

describe('the first set', () => {
  test('is twelve drafts without a fault that set every parameter once, each named in the text with its article', () => {
    const rules: Rule[] = firstRules.map(({ id, content }) => ({ id, versions: [{ ...content, no: 1, savedAt: at, savedBy: '何平' }] }))
    expect(rules.length).toBe(12)
    for (const { id, content } of firstRules) {
      expect({ id, ...parseWith(RuleContent, content) }).toMatchObject({ id, ok: true })
      expect(contentProblems(content, rules, day('2026-11-23'), id)).toEqual([])
      for (const parameter of Object.keys(content.values) as ParameterId[]) expect([parameter, articleOf(content, parameter)]).toEqual([parameter, expect.stringMatching(/^第.+条$/)])
      expect(Object.keys(ruleKinds)).toContain(content.kind)
    }
    expect(firstRules.flatMap(({ content }) => Object.keys(content.values)).toSorted()).toEqual(parameterIds.filter(id => !('mayBeEmpty' in parameterOf(id))).toSorted())
  })
})

describe('whatever a committee decides', () => {
  const base = day('2026-01-01')
  type Step = { readonly which: number; readonly from: number; readonly length: number | null; readonly value: number; readonly repeal: number | null }
  const step: Arbitrary<Step> = record({
    which: integer({ min: 0, max: 1 }),
    from: integer({ min: 0, max: 60 }),
    length: option(integer({ min: 0, max: 20 }), { nil: null }),
    value: integer({ min: 1, max: 60 }),
    repeal: option(integer({ min: 0, max: 60 }), { nil: null }),
  })

  /** Rules after what may be done of these steps was done; both rules would set the same parameter. */
  const after = (steps: readonly Step[]): Rule[] => {
    let rules: Rule[] = [{ id: 'a', versions: [] }, { id: 'b', versions: [] }]
    for (const { which, from, length, value, repeal } of steps) {
      const one = rules[which]!
      const draft: RuleVersion = { ...content({ mediation: value }, one.id), no: one.versions.length + 1, savedAt: at, savedBy: '何平' }
      const adoption = { on: base, from: addDays(base, from), ...(length !== null && { to: addDays(base, from + length) }) }
      const withIt: Rule = { ...one, versions: [...one.versions, draft] }
      if (adoptionProblem(withIt, draft, adoption, rules.with(which, withIt), base)) continue
      const decided: RuleVersion = { ...draft, adopted: { ...adoption, meeting: '会议', by: '何平' }, ...(repeal !== null && { repealed: { on: addDays(base, repeal), reason: '不用', by: '何平' } }) }
      rules = rules.with(which, { ...one, versions: [...one.versions, decided] })
    }
    return rules
  }
  const days: readonly LocalDate[] = Array.from({ length: 90 }, (_, offset) => addDays(base, offset - 2))

  test('versions of a rule in force never overlap, and on each day a parameter has the value of the one rule in force, or the shipped one', () => {
    assert(property(array(step, { maxLength: 8 }), steps => {
      const rules = after(steps)
      const parameters = parametersOf(rules)
      for (const on of days) {
        const holding = rules.flatMap(one => one.versions.filter(each => {
          const validity = validityOf(one, each)
          return validity !== null && validity.from <= on && (validity.to === undefined || on <= validity.to)
        }))
        expect(holding.length).toBeLessThanOrEqual(1)
        expect(rules.flatMap(one => versionOn(one, on) ?? [])).toEqual(holding)
        const { value, by } = valueOn(parameters, 'mediation', on)
        expect([value, by?.no]).toEqual(holding[0] ? [holding[0].values.mediation, holding[0].no] : [valueOn(shippedParameters, 'mediation', on).value, undefined])
      }
    }), { numRuns: 300 })
  })

  test('what overlaps, looks back or lies in the future is refused in a sentence', () => {
    const running = rule(version(1, { adopted: adopted('2026-02-01', '2026-06-30') }), version(2))
    const message = (adoption: { on: string; from: string; to?: string }) =>
      adoptionProblem(running, running.versions[1]!, { on: day(adoption.on), from: day(adoption.from), ...(adoption.to && { to: day(adoption.to) }) }, [running], day('2026-05-01'))?.refusal.message
    expect([
      message({ on: '2026-05-01', from: '2026-06-30' }), message({ on: '2026-05-02', from: '2026-07-01' }), message({ on: '2026-05-01', from: '2026-04-30' }),
      message({ on: '2026-05-01', from: '2026-07-01', to: '2026-06-30' }), message({ on: '2026-05-01', from: '2026-07-01' }),
    ]).toEqual([
      '与第1版的施行期间（2026年2月1日起，至2026年6月30日）重叠；请把施行日期定在2026年7月1日以后。', '通过的日期不能晚于今天，请核对。',
      '施行日期不能早于通过的日期（2026年5月1日）：制度不溯及既往。', '施行的最后一日早于施行日期，请核对。', undefined,
    ])
  })
})
