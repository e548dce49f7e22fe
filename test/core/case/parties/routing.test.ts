import * as z from 'zod'
import { expect, test } from 'vitest'
import { disputeTypes, type DisputeType } from '../../../../src/core/base/codes.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { routingAdvice } from '../../../../src/core/case/parties/routing.ts'
import { bodiesFor, dutiesText, plannedBodies, RegisterEntry, registerProblems } from '../../../../src/core/office/registers.ts'

const day = localDate('2026-11-23')
const planned = (type: DisputeType) => bodiesFor(plannedBodies, type, day)

test('every kind of dispute has its bodies, street and community among them', () => {
  expect(z.array(RegisterEntry).parse(plannedBodies)).toEqual(plannedBodies)
  for (const type of Object.keys(disputeTypes) as DisputeType[]) {
    const names = planned(type).filter(one => one.relation === 'M').map(one => one.body)
    expect(names, type).toEqual(expect.arrayContaining(['街道办事处（乡镇政府）', '社区（村）']))
    for (const { item } of planned(type)) expect(item).toMatch(/^四（[一二三四五六七八九十]+）$/)
  }
})

test('what is to be enforced goes out, the civil claim stays', () => {
  expect(routingAdvice(planned('WY18'))).toBe('涉及查处的事项应移送市城管执法局（工作方案四（十一）），民事请求留在本会调解。')
  expect(routingAdvice(planned('WY08'))).toContain('市公安局（生活噪声）、市城管执法局（商业、施工噪声）')
  expect(routingAdvice(planned('WY01'))).toBeNull()
})

test('those of the kind come before those of every kind, who mediates before who enforces before who supervises', () => {
  expect(planned('WY21')).toEqual([
    { body: '市市场监管局', relation: 'E', item: '四（十二）' },
    { body: '市教育局', relation: 'E', item: '四（十四）', forWhat: '违规办班' },
    { body: '街道办事处（乡镇政府）', relation: 'M', item: '四（二）' },
    { body: '社区（村）', relation: 'M', item: '四（三）' },
  ])
})

test('a body is named from its first day to its last; what comes after it needs no item of the plan', () => {
  const entries: RegisterEntry[] = [
    { id: '1', kind: 'body', name: '市城管执法局', to: localDate('2026-06-30'), fields: { item: '四（十一）' }, duties: [{ type: 'WY18', relation: 'E' }] },
    { id: '2', kind: 'body', name: '市综合执法局', from: localDate('2026-07-01'), fields: {}, duties: [{ type: 'WY18', relation: 'E', forWhat: '违建' }] },
    { id: '3', kind: 'body', name: '误登的单位', fields: {}, duties: [{ relation: 'E' }], removed: true },
    { id: '4', kind: 'estate', name: '清源小区', fields: {} },
  ]
  const on = (date: string) => bodiesFor(entries, 'WY18', localDate(date))
  expect(on('2026-06-30')).toEqual([{ body: '市城管执法局', relation: 'E', item: '四（十一）', to: '2026-06-30' }])
  expect(on('2026-07-01')).toEqual([{ body: '市综合执法局', relation: 'E', forWhat: '违建' }])
  expect(routingAdvice(on('2026-07-01'))).toBe('涉及查处的事项应移送市综合执法局（违建），民事请求留在本会调解。')
})

test('duties belong to bodies, each once, and read as a sentence', () => {
  const twice: RegisterEntry = { id: '1', kind: 'body', name: '市城管执法局', fields: {}, duties: [{ type: 'WY18', relation: 'E' }, { relation: 'M' }, { type: 'WY18', relation: 'E' }] }
  expect(registerProblems(twice, [])).toEqual([{ pointer: '/duties/2/relation', code: 'duplicate', message: '与第 1 项职责相同，请去掉一项，或写明各管哪一部分。', severity: 'error' }])
  expect(registerProblems({ id: '2', kind: 'estate', name: '清源小区', fields: {}, duties: [] }, []).map(({ pointer, message }) => [pointer, message])).toEqual([['/duties', '“小区”没有职责这一项，请去掉。']])
  expect(dutiesText([{ type: 'WY08', relation: 'E', forWhat: '生活噪声' }, { type: 'WY22', relation: 'E' }, { relation: 'M' }])).toBe('调处：各类纠纷；查处：噪声（生活噪声），宠物饲养')
})
