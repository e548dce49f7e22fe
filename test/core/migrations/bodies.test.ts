/** From version 1: bodies in the settings and in the register, the plan in the program. */
import { expect, test } from 'vitest'
import { bodiesInRegister } from '../../../src/core/migrations/0002-bodies.ts'
import { plannedBodies } from '../../../src/core/office/registers.ts'

const before = {
  details: { name: '赤壁市物业纠纷人民调解委员会' },
  settings: {
    committeeKind: 'enterprise',
    bodies: [
      { name: '市住建局', contact: '何工', phone: '0715-5220001', note: '周三不办公' },
      { name: '市公安局', phone: '0715-5220002' },
      { name: '蒲圻派出所', contact: '李所', address: '蒲圻街道' },
    ],
  },
  registers: [
    { id: 'e1', kind: 'estate', name: '清源小区', fields: {} },
    { id: 'b1', kind: 'body', name: '市住建局', from: '2024-01-01', fields: { matter: '收费标准、违规收费、物业服务质量、上下层漏水、屋面、外墙、公共管道维修、装修（承重、违规）、电梯、水泵噪声、公共收益、维修资金、承接查验、资料移交、续聘、解聘、退出交接、安保、财产或人身损害', phone: '0715-5229999' } },
    { id: 'b2', kind: 'body', name: '市城管执法局', to: '2026-06-30', fields: { matter: '外立面和违建' }, note: '原城管局' },
    { id: 'b3', kind: 'body', name: '市信访局', fields: { matter: '信访' }, removed: true },
  ],
}

test('nothing that was edited is lost, and every body of the plan is in the register once', () => {
  const after = bodiesInRegister.up(before) as { settings: object; registers: { id: string; name: string }[] }
  const planned = (name: string) => plannedBodies.find(body => body.name === name)!
  expect(after.settings).toEqual({ committeeKind: 'enterprise' })
  expect(after.registers.slice(0, 4)).toEqual([
    { id: 'e1', kind: 'estate', name: '清源小区', fields: {} },
    { id: 'b1', kind: 'body', name: '市住建局', from: '2024-01-01', fields: { item: '四（一）', phone: '0715-5229999', person: '何工' }, duties: planned('市住建局').duties, note: '周三不办公；原单位名录的电话：0715-5220001' },
    { id: 'b2', kind: 'body', name: '市城管执法局', to: '2026-06-30', fields: { item: '四（十一）' }, duties: planned('市城管执法局').duties, note: '原城管局；负责事项：外立面和违建' },
    { id: 'b3', kind: 'body', name: '市信访局', fields: {}, note: '负责事项：信访', removed: true },
  ])
  expect(after.registers.slice(4).map(({ name }) => name).toSorted()).toEqual(
    [...plannedBodies.map(({ name }) => name).filter(name => !['市住建局', '市城管执法局'].includes(name)), '蒲圻派出所'].toSorted(),
  )
  expect(after.registers.find(({ name }) => name === '市公安局')).toEqual({ ...planned('市公安局'), fields: { item: '四（六）', phone: '0715-5220002' } })
  expect(after.registers.find(({ name }) => name === '蒲圻派出所')).toEqual({ id: 'body-21', kind: 'body', name: '蒲圻派出所', fields: { person: '李所', address: '蒲圻街道' } })
})

test('an office that had noted nothing gets the bodies as a new one does', () => {
  expect(bodiesInRegister.up({ details: {} })).toEqual({ details: {}, registers: plannedBodies })
})
