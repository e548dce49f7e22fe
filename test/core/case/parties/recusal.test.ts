import { expect, test } from 'vitest'
import type { Mediator } from '../../../../src/core/case/record/case-file.ts'
import { conflictFindings } from '../../../../src/core/case/parties/recusal.ts'
import { type MediatorRelation } from '../../../../src/core/case/record/clearance.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { aCase } from '../../../builders.ts'

const file = aCase({
  source: 'application', propertyCompany: { name: '金桥物业管理有限公司' },
  place: { regionCode: '421281001', estate: '清源小区' },
  parties: [
    { id: 'p1', side: 'applicant', kind: 'person', name: '余明', phone: '13900000001', agents: [{ name: '罗毅', authority: 'general', phone: '13900000009' }] },
    { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', representative: { name: '梁平' }, phone: '0715-5320001' },
  ],
})
const mediator = (name: string, phone?: string): Mediator => ({ id: 'm1', name, kind: 'fullTime', ...(phone && { phone }) })
const sentences = (who: Mediator, relation: Omit<MediatorRelation, 'mediatorId'> = {}, kept = {}) =>
  conflictFindings(file, [who], [{ mediatorId: 'm1', ...relation }], kept).map(finding => finding.sentence.replace('，请核实是否应当回避（人民调解法第15条）。', ''))

test('a mediator is compared with parties, their agents and representatives, by name and telephone', () => {
  expect([sentences(mediator('余明')), sentences(mediator('罗毅')), sentences(mediator('梁平')), sentences(mediator('何平', '139-0000-0001')), sentences(mediator('何平'))]).toEqual([
    ['调解员余明与申请人“余明”同名'], ['调解员罗毅与申请人的代理人“罗毅”同名'], ['调解员梁平与被申请人“清源物业服务有限公司”的负责人“梁平”同名'],
    ['调解员何平的电话与申请人“余明”的相同'], [],
  ])
})

test('what was declared is compared too: bodies by part of their name, estates, relatives', () => {
  expect(sentences(mediator('何平'), { companies: ['清源物业', '金桥物业管理有限公司', '物业'], estates: ['清源小区', '陆水花园'], persons: [{ name: '梁平', relation: '配偶' }, { name: '无关', phone: '13900000009' }] })).toEqual([
    '调解员何平申报的亲属或关系人“梁平”（配偶）与被申请人“清源物业服务有限公司”的负责人同名',
    '调解员何平申报的亲属或关系人“无关”的电话与申请人的代理人“罗毅”的相同',
    '调解员何平申报的任职或利害关系单位“清源物业”是本案被申请人“清源物业服务有限公司”',
    '调解员何平申报的任职或利害关系单位“金桥物业管理有限公司”是本案物业企业“金桥物业管理有限公司”',
    '调解员何平申报居住或有房产在纠纷所在的“清源小区”',
  ])
})

test('owners on the head list are people of the case', () => {
  expect(sentences(mediator('陈立新'), {}, { headList: { partyId: 'p1', rows: [{ id: 'h1', name: '陈立新' }] } })).toEqual(['调解员陈立新与名册中的业主“陈立新”同名'])
})

test('a clearance answers the findings that it names and no other, and 已更换 answers nothing while the mediator is there', () => {
  const clearance = { id: 'q1', mediatorId: 'm1', findings: ['name:余明'], asked: '是否本人', whom: '本人', on: localDate('2026-11-20'), by: '何平' }
  const cleared = (result: 'none' | 'consented' | 'replaced', name = '余明') =>
    conflictFindings(file, [mediator(name, '13900000001')], [], { clearances: [{ ...clearance, result }] }).map(finding => [finding.key, finding.cleared])
  expect([cleared('none'), cleared('consented'), cleared('replaced')]).toEqual([
    [['name:余明', true], ['phone:13900000001', false]], [['name:余明', true], ['phone:13900000001', false]], [['name:余明', false], ['phone:13900000001', false]],
  ])
})

test('what a court sends goes by the court’s rule', () => {
  expect(conflictFindings({ ...file, source: 'courtAfterFiling' }, [mediator('余明')], [])[0]!.sentence).toContain('法释〔2016〕14号第15条')
})
