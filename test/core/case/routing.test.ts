import { expect, test } from 'vitest'
import { disputeTypes, type DisputeType } from '../../../src/core/case/codes.ts'
import { bodiesFor, routingAdvice } from '../../../src/core/case/routing.ts'

test('every kind of dispute has its bodies, street and community among them', () => {
  for (const type of Object.keys(disputeTypes) as DisputeType[]) {
    const names = bodiesFor(type).filter(one => one.relation === 'M').map(one => one.body)
    expect(names, type).toEqual(expect.arrayContaining(['街道办事处（乡镇政府）', '社区（村）']))
    for (const { item } of bodiesFor(type)) expect(item).toMatch(/^四（[一二三四五六七八九十]+）$/)
  }
})

test('what is to be enforced goes out, the civil claim stays', () => {
  expect(routingAdvice('WY18')).toBe('涉及查处的事项应移送市城管执法局（工作方案四（十一）），民事请求留在本会调解。')
  expect(routingAdvice('WY08')).toContain('市公安局（生活噪声）、市城管执法局（商业、施工噪声）')
  expect(routingAdvice('WY01')).toBeNull()
})
