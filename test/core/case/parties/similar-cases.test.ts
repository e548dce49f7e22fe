import { expect, test } from 'vitest'
import { localDate } from '../../../../src/core/base/dates.ts'
import { similarCases, type Matter } from '../../../../src/core/case/parties/similar-cases.ts'
import { generatedCases } from '../../../../scripts/generated-cases.ts'
import { aCase } from '../../../builders.ts'

const today = localDate('2026-11-23')
const place = { regionCode: '421281001', estate: '清源小区', building: '5栋', unit: '1单元', room: '1501' }
const before = aCase({
  id: 'old', appliedOn: localDate('2026-03-02'), place,
  parties: [
    { id: 'p1', side: 'applicant', kind: 'person', name: '余明', idNo: '42999919880705002X', phone: '139 0000 0001' },
    { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B', phone: '0715-5320001' },
    { id: 'p3', side: 'thirdParty', kind: 'organisation', name: '清源小区业主委员会' },
  ],
})
const found = (matter: Matter, cases = [before], on = today) => similarCases(matter, cases, on, 12)
const party = (fields: object): Matter => ({ parties: [{ side: 'applicant', kind: 'person', ...fields }] })

test('the same identity number, telephone, room, or name with estate may be the same matter, and the reason is said', () => {
  expect([
    found(party({ name: '余明', idNo: '42999919880705002x' })),
    found(party({ name: '林晓', phone: '13900000001' })),
    found({ parties: [], place: { estate: '清源 小区', building: '05', unit: '1', room: '1501室' } }),
    found({ ...party({ name: '余明' }), place: { estate: '清源小区' } }),
    found({ parties: [{ side: 'applicant', kind: 'organisation', name: '清源小区业主委员会' }], place: { estate: '清源小区' } }),
  ].map(hits => hits.map(({ duplicate, reasons }) => [duplicate, ...reasons]))).toEqual([
    [[true, '申请人“余明”的证件号码相同。']],
    [[true, '申请人“林晓”的电话与该案申请人“余明”相同。']],
    [[true, '同一房屋。']],
    [[true, '申请人“余明”的姓名和小区相同。']],
    [[true, '申请人“清源小区业主委员会”的名称和小区与该案第三人“清源小区业主委员会”相同。']],
  ])
})

test('a company that is in many cases makes no duplicate, only an earlier case', () => {
  const company = { side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B', phone: '07155320001' } as const
  expect(found({ parties: [company] })).toEqual([
    { caseId: 'old', duplicate: false, reasons: ['被申请人“清源物业服务有限公司”的统一社会信用代码相同。', '被申请人“清源物业服务有限公司”的电话相同。'] },
  ])
})

test('after twelve months it is an earlier case of the party, and a room alone is nothing any more', () => {
  const edge = [localDate('2027-03-02'), localDate('2027-03-03')]
  expect(edge.map(on => found(party({ idNo: '42999919880705002X' }), [before], on).map(hit => hit.duplicate))).toEqual([[true], [false]])
  expect(found({ parties: [], place }, [before], edge[1]!)).toEqual([])
})

test('half a number, another estate, another room and the case itself are no hits', () => {
  expect([
    found(party({ idNo: '429' })), found(party({ phone: '1390' })), found(party({ name: '余明' })),
    found({ ...party({ name: '余明' }), place: { estate: '金桥国际' } }),
    found({ parties: [], place: { ...place, room: '1502' } }), found({ parties: [], place: { estate: '清源小区' } }),
    similarCases(before, [before], today, 12, 'old'),
  ]).toEqual([[], [], [], [], [], [], []])
})

test('duplicates come before earlier cases, the latest first, and every generated case finds itself', () => {
  const at = (id: string, on: string) => ({ ...before, id, appliedOn: localDate(on) })
  expect(found(party({ idNo: '42999919880705002X' }), [at('a', '2024-01-01'), at('b', '2026-01-01'), at('c', '2026-06-01'), at('d', '2025-01-01')]).map(hit => hit.caseId))
    .toEqual(['c', 'b', 'd', 'a'])
  const many = generatedCases(300)
  for (const file of many.slice(0, 30)) expect(similarCases(file, many, today, 12).map(hit => hit.caseId)).toContain(file.id)
})
