import { expect, test } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { isFullyPerformed, isRunning, stageOf } from '../../../src/core/case/record/lifecycle.ts'
import { CaseFilter, matches } from '../../../src/core/statistics/case-filter.ts'
import { agreedFen } from '../../../src/core/statistics/scale.ts'
import { workedCases } from '../../builders.ts'

const today = localDate('2026-11-23')
const found = (filter: object, overdue: readonly string[] = []): string[] =>
  workedCases.filter(file => matches(CaseFilter.parse(filter), file, { stage: one => stageOf(one, today), is: (state, one) => ({ running: isRunning(one), overdue: isRunning(one) && overdue.includes(one.id), risk: false }[state]), performance: one => (isFullyPerformed(one) ? 'done' : 'open') })).map(({ id }) => id)
const ids = (wanted: (file: (typeof workedCases)[number]) => boolean): string[] => workedCases.filter(wanted).map(({ id }) => id)

test('an empty filter keeps every case', () => {
  expect(found({})).toEqual(ids(() => true))
})

test.each([
  ['stages', { stages: ['archived', 'mediating'] }, ids(file => ['archived', 'mediating'].includes(stageOf(file, today)))],
  ['types', { types: ['WY05'] }, ids(file => file.type === 'WY05')],
  ['sources', { sources: ['application', 'courtBeforeFiling'] }, ids(file => file.source === 'application' || file.source === 'courtBeforeFiling')],
  ['end codes', { endCodes: ['E01', 'E03'] }, ids(file => file.end?.code === 'E01' || file.end?.code === 'E03')],
  ['streets', { streets: [workedCases[0]!.place!.regionCode] }, ids(file => file.place?.regionCode === workedCases[0]!.place!.regionCode)],
  ['community', { community: '社区' }, ids(file => file.place?.community?.includes('社区') ?? false)],
  ['estate', { estate: '清源' }, ids(file => file.place?.estate?.includes('清源') ?? false)],
  ['company', { company: '物业' }, ids(file => file.propertyCompany?.name.includes('物业') ?? false)],
  ['difficult cases', { difficult: true }, ids(file => file.difficult === true)],
  ['cases that are not', { difficult: false }, ids(file => file.difficult !== true)],
  ['performance, among concluded agreements', { performance: ['done'] }, ids(file => ['E01', 'E02'].includes(file.end?.code ?? '') && isFullyPerformed(file))],
  ['confirmation applied for', { confirmation: ['pending', 'confirmed'] }, ids(file => ['pending', 'confirmed'].includes(file.confirmation?.result ?? ''))],
  ['confirmation not applied for, among concluded agreements', { confirmation: ['none'] }, ids(file => ['E01', 'E02'].includes(file.end?.code ?? '') && file.confirmation === undefined)],
  ['mediators', { mediators: ['m1'] }, ids(file => file.mediators?.some(({ mediatorId }) => mediatorId === 'm1') ?? false)],
  ['days of application, both ends included', { appliedFrom: workedCases[1]!.appliedOn, appliedTo: workedCases[1]!.appliedOn }, ids(file => file.appliedOn === workedCases[1]!.appliedOn)],
  ['days of acceptance', { acceptedFrom: '2026-10-01' }, ids(file => file.acceptedOn !== undefined && file.acceptedOn >= '2026-10-01')],
  ['days of ending', { endedTo: '2026-10-31' }, ids(file => file.end !== undefined && file.end.on <= '2026-10-31')],
  ['amounts', { amountFrom: 1 }, ids(file => file.agreement !== undefined && agreedFen(file) >= 1)],
  ['running cases', { state: 'running' }, ids(file => file.end === undefined)],
  ['parts together', { types: ['WY05'], state: 'running' }, ids(file => file.type === 'WY05' && file.end === undefined)],
] as const)('%s narrow the list, and not to nothing or everything by mistake', (_what, filter, expected) => {
  expect(found(filter)).toEqual(expected)
})

test('overdue cases are those that run and are past their day', () => {
  expect(found({ state: 'overdue' }, workedCases.map(({ id }) => id))).toEqual(ids(file => file.end === undefined))
  expect(found({ state: 'overdue' })).toEqual([])
})
