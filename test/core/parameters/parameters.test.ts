import { describe, expect, test } from 'vitest'
import { documentTemplates } from '../../../src/core/documents/index.ts'
import { patternFor } from '../../../src/core/documents/issued.ts'
import { numberedPapers } from '../../../src/core/parameters/numbered-papers.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import {
  citation, lengthOn, parameterIds, parameterOf, parametersFrom, rangeProblem, shippedParameters, sourceText, valueText, wordOn, type ParameterId, type ParameterSpan, isStatutory, statuteProblem,
} from '../../../src/core/parameters/parameters.ts'

const day = localDate
const set = (value: number, since: string, id: ParameterId = 'mediation', until?: string): ParameterSpan =>
  ({ id, value, since: day(since), ...(until !== undefined && { until: day(until) }), by: { title: '细则', no: 2, from: day(since), article: '第一条' } })

describe('the table of parameters', () => {
  test('has a default within its own range for each, and a name of its own', () => {
    for (const id of parameterIds) {
      expect([id, rangeProblem(id, parameterOf(id).default)]).toEqual([id, null])
    }
    expect(new Set(parameterIds.map(id => parameterOf(id).name)).size).toBe(parameterIds.length)
  })

  test('names the range of a value that is outside of it', () => {
    expect([0, 1, 60, 61, 1.5].map(value => rangeProblem('confirmation', value))).toEqual(
      ['应在 1 至 60 日之间，请改正。', null, null, '应在 1 至 60 日之间，请改正。', '应在 1 至 60 日之间，请改正。'])
    expect([rangeProblem('confirmation', '30'), rangeProblem('retention', 'forever'), rangeProblem('retention', 'long'), rangeProblem('fileNumber', ''), rangeProblem('number-D02', '')])
      .toEqual(['应在 1 至 60 日之间，请改正。', '应为短期、长期、永久之一，请重新选择。', null, '编号样式里要有{序号}，如 {字号}调函〔{年}〕{序号}号。', null])
  })

  test('names each paper that a rule may number as its template does', () => {
    expect(numberedPapers).toEqual(Object.fromEntries(documentTemplates.map(({ id, title }) => [id, title])))
  })

  test('lets a paper have a number of its own, a letter that of letters or none at all', () => {
    const own = (id: 'number-D25' | 'number-D20', value: string) => parametersFrom([{ ...set(0, '2026-11-01', id), value }])
    const pattern = (id: string, all: typeof shippedParameters, lacksNumber = true) => patternFor(id, lacksNumber, all, day('2026-11-02'))
    const letter = '{字号}调函〔{年}〕{序号}号'
    expect([pattern('D25', shippedParameters), pattern('D25', shippedParameters, false), pattern('D20', shippedParameters)]).toEqual([letter, undefined, undefined])
    expect(['', '移{年}-{序号}', '{函件编号}'].map(value => pattern('D25', own('number-D25', value)))).toEqual([undefined, '移{年}-{序号}', letter])
    expect(['', '受{年}-{序号}'].map(value => pattern('D20', own('number-D20', value)))).toEqual([undefined, '受{年}-{序号}'])
    // As it was set before there were rules, and until there is another.
    expect(pattern('D25', parametersFrom([], { 'number-D25': '' }))).toBeUndefined()
    expect(['number-D25', 'number-D20'].map(id => rangeProblem(id as ParameterId, '{函件编号}'))).toEqual([null, expect.stringContaining('编号样式里要有{序号}')])
    expect([valueText('number-D25', ''), valueText('number-D25', '{函件编号}'), valueText('number-D20', '')]).toEqual(['不编号', '用函件编号', '不另编号'])
    expect([parameterOf('number-D25').note, parameterOf('number-D20').note]).toEqual(['预设用函件编号的样式和顺序；留空就不编号，函上的编号留出空白。', '留空就不另编号，用卷号或协议编号。'])
  })

  test('says whose a value is: of the rule above it, of the committee, or only proposed', () => {
    expect([sourceText('confirmation', false), sourceText('retentionLongYears', false), sourceText('retentionLongYears', true)]).toEqual([
      '《民事诉讼法》第205条、第85条', '没有条文规定，本调委会拟定，待会议确认', '没有条文规定，由本会定',
    ])
  })

  test('holds what an office had set before its rules could, until a rule sets it and after that rule ends', () => {
    const all = parametersFrom([{ ...set(0, '2026-11-01', 'number-D02', '2026-11-30'), value: '受{年}-{序号}' }], { 'number-D02': '旧{年}-{序号}' })
    expect(['2026-10-31', '2026-11-01', '2026-12-01'].map(on => wordOn(all, 'number-D02', day(on)))).toEqual(['旧{年}-{序号}', '受{年}-{序号}', '旧{年}-{序号}'])
  })

  const statutory: readonly ParameterId[] = [
    'courtAnswer', 'courtNotice', 'courtBeforeFiling', 'courtAfterFilingOrdinary', 'courtAfterFilingSimplified', 'confirmation', 'objection', 'objectionOther', 'enforcement', 'limitation', 'memberTerm',
  ]
  test('keeps every period that the law fixes, whatever a rule or an earlier setting says, and tells its article', () => {
    expect(parameterIds.filter(isStatutory)).toEqual(parameterIds.filter(id => statutory.includes(id)))
    for (const id of statutory) {
      const all = parametersFrom([set(1, '2026-01-01', id)], { [id]: 1 })
      expect([id, wordOn(all, id as never, day('2026-11-23')), all[id].length]).toEqual([id, parameterOf(id).default, 1])
      expect([statuteProblem(id, 1) === null, statuteProblem(id, parameterOf(id).default)]).toEqual([parameterOf(id).default === 1, null])
      expect(statuteProblem(id, 60)).toContain(parameterOf(id).source)
    }
    expect(statuteProblem('confirmation', 60)).toBe('“申请司法确认”由《民事诉讼法》第205条、第85条定为 30日，法定的期间本会不能改长或者改短；要早一点提醒的，请改“提醒”里的天数。')
    expect(statuteProblem('mediation', 45)).toBeNull()
  })

  test('gives what held on the day from which a deadline runs', () => {
    const all = parametersFrom([set(20, '2026-11-01'), set(25, '2026-06-01')])
    expect(['2026-05-31', '2026-06-01', '2026-10-31', '2026-11-01', '2030-01-01'].map(start => lengthOn(all, 'mediation', day(start)))).toEqual([30, 25, 25, 20, 20])
    expect(lengthOn(all, 'archive', day('2026-11-01'))).toBe(30)
  })

  test('goes back to the shipped value after the last day of a rule without a successor', () => {
    const all = parametersFrom([set(20, '2026-11-01', 'mediation', '2026-11-30'), set(25, '2026-06-01', 'mediation', '2026-10-31')])
    expect(['2026-05-31', '2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(start => lengthOn(all, 'mediation', day(start)))).toEqual([30, 25, 20, 20, 30])
  })

  test('cites the committee\'s rule with version, day and article, and the source above it', () => {
    const all = parametersFrom([set(20, '2026-11-01'), set(40, '2026-11-01', 'archive')])
    expect([
      citation(shippedParameters, 'mediation', day('2026-11-02')), citation(all, 'mediation', day('2026-10-31')),
      citation(all, 'mediation', day('2026-11-02')), citation(all, 'archive', day('2026-11-02')), citation(shippedParameters, 'archive', day('2026-11-02')),
    ]).toEqual([
      '依《人民调解工作若干规定》第33条', '依《人民调解工作若干规定》第33条', '依本会《细则》第2版（2026年11月1日起施行）第一条；《人民调解工作若干规定》第33条',
      '依本会《细则》第2版（2026年11月1日起施行）第一条', '没有条文规定，为软件预设，本会可以在制度里另定',
    ])
  })
})
