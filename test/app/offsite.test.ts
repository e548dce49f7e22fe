/** Cases taken along to another computer, worked on there and here, and brought back. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../src/core/case/record/case-file.ts'
import { passwordKey, scryptCost, seal } from '../../src/main/store/crypto.ts'
import { unseal } from '../../src/main/store/crypto.ts'
import { account, aRehearsalOffice, must, openApp, refused, temporaryFolder, withWorkedCases, type TestApp } from './harness.ts'

const PASSWORD = '外带办案密码2026'

const away = async (path: string): Promise<TestApp> => {
  const app = await openApp(temporaryFolder())
  expect(await must(app.call('away.setUp', { path, password: PASSWORD, account: { name: '宋宁', password: '外面的电脑2026' } }))).toMatchObject({ recoveryKey: expect.any(String) as string })
  return app
}
const shown = async (app: TestApp, caseId: string) => must(app.call('case.show', { caseId }))
const intakeOf = ({ file }: { readonly file: CaseFile }): object => ({
  source: file.source, type: file.type, facts: file.facts, claims: file.claims, parties: file.parties, appliedOn: file.appliedOn,
  ...(file.place && { place: file.place }), ...(file.sourceRef && { sourceRef: file.sourceRef }), ...(file.propertyCompany && { propertyCompany: file.propertyCompany }),
  ...(file.officialCategory && { officialCategory: file.officialCategory }), ...(file.difficult !== undefined && { difficult: file.difficult }),
})
const registered = async (app: TestApp, name: string): Promise<string> => {
  const view = await must(app.call('case.register', {
    source: 'application', type: 'WY08', appliedOn: '2026-11-02' as never, facts: '夜间噪声。', claims: ['停止噪声'],
    parties: [{ side: 'applicant', kind: 'person', name }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  return view.file.id
}
const changeIntake = async (app: TestApp, caseId: string, change: object): Promise<void> => {
  await must(app.call('case.correctIntake', { caseId, application: { ...intakeOf(await shown(app, caseId)), ...change } } as never))
}

describe('cases taken along', () => {
  test('come back with what was done there, beside what was done here; the origin knows what is out', async () => {
    const home = await aRehearsalOffice()
    const caseId = await registered(home, '林晓')
    const other = await registered(home, '余明')
    await must(home.call('attachment.add', { caseId, name: '照片.jpg', content: Buffer.from('照片一').toString('base64') }))
    const out = await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD, note: '到清源小区上门' }))
    expect(readFileSync(out.path).includes('林晓')).toBe(false)
    expect((await shown(home, caseId)).out).toEqual({ at: '2026-11-23T09:00', by: account.name, note: '到清源小区上门' })
    expect((await shown(home, other)).out).toBeUndefined()
    expect(await must(home.call('checkOut.list', {}))).toMatchObject({ rows: [{ by: account.name, cases: [{ id: caseId, title: '林晓与周立（噪声）' }] }] })
    expect(await refused(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))).toMatchObject({ code: 'already-out', field: '/caseIds' })

    const there = await away(out.path)
    expect((await must(there.call('case.list', {}))).rows.map(({ id }) => id)).toEqual([caseId])
    expect((await must(there.call('attachment.list', { caseId }))).attachments.map(({ name }) => name)).toEqual(['照片.jpg'])
    await changeIntake(there, caseId, { facts: '夜间噪声，持续到凌晨。' })
    await must(there.call('risk.raise', { caseId, risk: { raisedOn: '2026-11-22' as never, kind: 'brawl' as never, level: 'general' as never, description: '扬言动手' } }))
    await must(there.call('attachment.add', { caseId, name: '现场.jpg', content: Buffer.from('照片二').toString('base64') }))
    const fresh = await registered(there, '沈岚')

    await changeIntake(home, caseId, { claims: ['停止噪声', '赔礼道歉'] })
    await must(home.call('risk.raise', { caseId, risk: { raisedOn: '2026-11-21' as never, kind: 'brawl' as never, level: 'grave' as never, description: '堵门' } }))
    const back = await must(there.call('case.handBack', { password: '另一个密码2026' }))
    expect(await must(home.call('case.checkIn', { path: back.path, password: '另一个密码2026' }))).toEqual({ changed: 1, unchanged: 0, added: 1, decided: 0, renumbered: [] })
    const merged = await shown(home, caseId)
    expect(merged.file).toMatchObject({ facts: '夜间噪声，持续到凌晨。', claims: ['停止噪声', '赔礼道歉'] })
    expect(merged.annex.risks!.map(({ id, description }) => [id, description])).toEqual([['r1', '堵门'], ['r2', '扬言动手']])
    expect(merged.out).toBeUndefined()
    expect((await must(home.call('attachment.list', { caseId }))).attachments.map(({ name }) => name)).toEqual(['照片.jpg', '现场.jpg'])
    expect((await shown(home, fresh)).file.parties[0]!.name).toBe('沈岚')
    expect(await refused(home.call('case.checkIn', { path: back.path, password: '另一个密码2026' }))).toMatchObject({ code: 'already-returned' })
  })

  test('what both sides changed is shown with both values and stored only when each is decided', async () => {
    const home = await aRehearsalOffice()
    const caseId = await registered(home, '林晓')
    const out = await must(home.call('case.checkOut', { filter: { query: '林晓' }, password: PASSWORD }))
    const there = await away(out.path)
    await changeIntake(there, caseId, { facts: '外面写的。' })
    await changeIntake(home, caseId, { facts: '家里写的。' })
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    const before = await shown(home, caseId)
    expect(await refused(home.call('case.checkIn', { path, password: PASSWORD }))).toMatchObject({
      code: 'merge-conflict', conflicts: [{ kind: 'case', id: caseId, differences: [{ pointer: '/file/facts', stored: '家里写的。', incoming: '外面写的。' }] }],
    })
    expect(await shown(home, caseId)).toEqual(before)
    expect(await must(home.call('case.checkIn', { path, password: PASSWORD, choices: { [caseId]: { '/file/facts': 'away' } } }))).toMatchObject({ changed: 1, decided: 1 })
    expect((await shown(home, caseId)).file.facts).toBe('外面写的。')
  })

  test('two versions that cannot stand together are decided as a whole', async () => {
    const home = await withWorkedCases()
    const out = await must(home.call('case.checkOut', { caseIds: ['w1', 'w8'], password: PASSWORD }))
    const there = await away(out.path)
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    expect(await must(home.call('case.checkIn', { path, password: PASSWORD }))).toEqual({ changed: 0, unchanged: 2, added: 0, decided: 0, renumbered: [] })
  })

  test('a file older than the last return is refused, and what came back since stays', async () => {
    const home = await aRehearsalOffice()
    const caseId = await registered(home, '林晓')
    const roundTrip = async (facts: string): Promise<string> => {
      const there = await away((await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))).path)
      await changeIntake(there, caseId, { facts })
      const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
      await must(home.call('case.checkIn', { path, password: PASSWORD }))
      return path
    }
    const older = await roundTrip('第一次带出写的。')
    await roundTrip('第二次带出写的。')
    await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))
    expect(await refused(home.call('case.checkIn', { path: older, password: PASSWORD }))).toMatchObject({ code: 'already-returned', field: '/path' })
    expect((await shown(home, caseId)).file.facts).toBe('第二次带出写的。')
  }, 120_000)

  test('a file number that was given on both sides stays with home, and the other case gets the next one with its draft; an agreement in force keeps the number that was signed', async () => {
    const home = await aRehearsalOffice()
    await must(home.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
    const [one, two, three, four] = [await registered(home, '林晓'), await registered(home, '余明'), await registered(home, '沈岚'), await registered(home, '周立')]
    const there = await away((await must(home.call('case.checkOut', { caseIds: [one, three], password: PASSWORD }))).path)
    const accept = { acceptedOn: '2026-11-03' as never, mediators: [{ mediatorId: 'm1', duty: 'presiding' as const }] }
    const agreement = { form: 'written', reachedOn: '2026-11-10', whole: true, facts: '夜间噪声。', issues: '停止噪声', terms: [{ text: '被申请人夜间十点以后不再施工。', obligor: 'p2', kind: 'act', dueOn: '2026-11-20' }] }
    for (const caseId of [one, three]) {
      await must(there.call('case.accept', { caseId, ...accept }))
      await must(there.call('session.record', { caseId, session: { startAt: '2026-11-10T09:00', place: '调解室', kind: 'joint', record: '双方同意。', attendees: ['p1', 'p2'], confidential: false } as never }))
      await must(there.call('agreement.save', { caseId, agreement: agreement as never }))
    }
    await must(there.call('agreement.conclude', { caseId: three, effectiveOn: '2026-11-10' as never }))
    for (const caseId of [two, four]) await must(home.call('case.accept', { caseId, ...accept }))
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    expect((await must(home.call('case.checkIn', { path, password: PASSWORD }))).renumbered).toEqual([
      { caseId: one, from: '（2026）赤物人调字第001号', to: '（2026）赤物人调字第003号' }, { caseId: three, from: '（2026）赤物人调字第002号', to: '（2026）赤物人调字第004号' },
    ])
    const numbers = await Promise.all([one, two, three, four].map(async caseId => shown(home, caseId).then(({ file }) => [file.fileNo, file.agreement?.no])))
    expect(numbers).toEqual([
      ['（2026）赤物人调字第003号', '（2026）赤物人调字第003号'], ['（2026）赤物人调字第001号', undefined],
      ['（2026）赤物人调字第004号', '（2026）赤物人调字第002号'], ['（2026）赤物人调字第002号', undefined],
    ])
  })

  test('a batch that will not come back is written off by the director, and cannot come back after', async () => {
    const home = await aRehearsalOffice()
    const caseId = await registered(home, '林晓')
    const out = await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))
    const { path } = await must((await away(out.path)).call('case.handBack', { password: PASSWORD }))
    await must(home.call('checkOut.end', { id: out.checkOutId, reason: '笔记本遗失' }))
    expect((await shown(home, caseId)).out).toBeUndefined()
    expect(await refused(home.call('case.checkIn', { path, password: PASSWORD }))).toMatchObject({ code: 'check-out-ended' })
  })
})

describe('the rules of home', () => {
  test('go along: deadlines fall on the same days and cite the same version there; what the committee decides is changed at home alone', async () => {
    const home = await aRehearsalOffice()
    await must(home.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
    await must(home.call('rule.loadFirstSet', {}))
    await must(home.call('parameter.propose', { id: 'mediation', value: 45 }))
    await must(home.call('rule.adopt', { versions: [{ ruleId: 'periods', no: 1 }], meeting: '第一次委员会议', on: '2026-11-23' as never, from: '2026-11-23' as never }))
    await must(home.call('wording.save', { document: 'D21', phrases: { title: '不予受理告知' } }))
    await must(home.call('register.save', { entry: { kind: 'estate', name: '清源小区', fields: { community: '望山社区' } } }))
    const caseId = await registered(home, '林晓')
    await must(home.call('case.accept', { caseId, acceptedOn: '2026-11-23' as never, mediators: [{ mediatorId: 'm1', duty: 'presiding' as const }] }))
    const there = await away((await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))).path)

    const { deadlines, rules } = await shown(home, caseId)
    expect(deadlines.find(({ kind }) => kind === 'T2')!.sentence).toContain('次日起 45 日（依本会《期限细则》第1版（2026年11月23日起施行）第一条')
    expect(await shown(there, caseId)).toMatchObject({ deadlines, rules })
    for (const [command, input] of [['wording.show', {}], ['register.list', { kind: 'estate' }], ['rule.list', {}]] as const)
      expect(await must(there.call(command, input as never))).toEqual(await must(home.call(command, input as never)))

    const homeOnly = { code: 'home-only', message: '这台电脑上只有带出来的案件，制度、名录和文书设置以本会电脑上的为准，在这里改了也带不回去。请回到本会的电脑上修改。' }
    expect(await refused(there.call('parameter.propose', { id: 'mediation', value: 60 }))).toMatchObject(homeOnly)
    expect(await refused(there.call('register.save', { entry: { kind: 'estate', name: '河畔人家', fields: {} } }))).toMatchObject(homeOnly)
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    await must(home.call('parameter.propose', { id: 'mediation', value: 60 }))
    const before = await must(home.call('rule.show', { ruleId: 'periods' }))
    await must(home.call('case.checkIn', { path, password: PASSWORD }))
    expect(await must(home.call('rule.show', { ruleId: 'periods' }))).toEqual(before)
  })
})

describe('a case that was closed at home while it was out', () => {
  test('is not changed from outside: archived or void, it is opened first; untouched outside it comes back as it is', async () => {
    const home = await withWorkedCases()
    const [archived, voided, left] = ['w3', 'w4', 'w2'] as const
    const out = await must(home.call('case.checkOut', { caseIds: [archived, voided, left], password: PASSWORD }))
    const there = await away(out.path)
    for (const caseId of [archived, voided]) await must(there.call('risk.raise', { caseId, risk: { raisedOn: '2026-11-22' as never, kind: 'brawl' as never, level: 'general' as never, description: '扬言动手' } }))
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    await must(home.call('case.archive', { caseId: archived, on: '2026-11-23' as never, retention: 'long' as never }))
    await must(home.call('case.void', { caseId: voided, reason: '重复登记' }))
    const before = await Promise.all([archived, voided, left].map(caseId => shown(home, caseId)))
    const check = (choices = {}) => home.call('case.checkIn', { path, password: PASSWORD, choices })
    expect(await refused(check())).toMatchObject({ code: 'closed-meanwhile', field: '/path', message: expect.stringMatching(/在外期间已在本机归档，外面又改了内容；没有存入任何内容。请主任先重新打开，再带回。$/) as string })
    expect(await refused(check({ [archived]: { '': 'home' } }))).toMatchObject({ code: 'closed-meanwhile', message: expect.stringMatching(/作废.+请主任先撤销作废，再带回。$/) as string })
    expect(await Promise.all([archived, voided, left].map(caseId => shown(home, caseId)))).toEqual(before)
    await must(home.call('case.reopen', { caseId: archived, reason: '外面又有新情况' }))
    expect(await must(check({ [voided]: { '': 'home' } }))).toMatchObject({ changed: 1, unchanged: 2 })
    expect((await shown(home, archived)).annex.risks).toHaveLength(1)
    expect((await shown(home, voided)).annex.risks).toBeUndefined()
  })
})

describe('an attachment', () => {
  test('removed on one side is gone, brought back on one side is there again, and neither undoes the other', async () => {
    const folder = temporaryFolder()
    const home = await aRehearsalOffice(folder)
    const caseId = await registered(home, '林晓')
    const add = async (name: string): Promise<string> => (await must(home.call('attachment.add', { caseId, name, content: Buffer.from(name).toString('base64') }))).id
    const [removedHere, removedThere, broughtBackThere, broughtBackHere] = [await add('一.jpg'), await add('二.jpg'), await add('三.jpg'), await add('四.jpg')]
    for (const attachmentId of [broughtBackThere, broughtBackHere]) await must(home.call('attachment.remove', { attachmentId }))
    await home.ports.store.close()
    const later = await openApp(folder, '2026-11-23T10:00' as never)
    await must(later.call('account.unlock', { password: account.password }))
    const there = await away((await must(later.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))).path)
    await must(later.call('attachment.remove', { attachmentId: removedHere }))
    await must(later.call('attachment.restore', { attachmentId: broughtBackHere }))
    await there.ports.store.close()
    const thereLater = await openApp(dirname(there.data), '2026-11-23T11:00' as never)
    await must(thereLater.call('account.unlock', { password: '外面的电脑2026' }))
    await must(thereLater.call('attachment.remove', { attachmentId: removedThere }))
    await must(thereLater.call('attachment.restore', { attachmentId: broughtBackThere }))
    await must(later.call('case.checkIn', { path: (await must(thereLater.call('case.handBack', { password: PASSWORD }))).path, password: PASSWORD }))
    expect((await must(later.call('attachment.list', { caseId }))).attachments.map(({ name }) => name).toSorted()).toEqual(['三.jpg', '四.jpg'])
  })
})

describe('a file that is not as it should be', () => {
  test('is refused with a sentence, and nothing is stored', async () => {
    const home = await aRehearsalOffice()
    const caseId = await registered(home, '林晓')
    const out = await must(home.call('case.checkOut', { caseIds: [caseId], password: PASSWORD }))
    const there = await away(out.path)
    const { path } = await must(there.call('case.handBack', { password: PASSWORD }))
    const good = readFileSync(path)
    const before = await must(home.call('case.show', { caseId }))
    const at = (bytes: Uint8Array, password = PASSWORD) => refused(home.call('case.checkIn', { content: Buffer.from(bytes).toString('base64'), password }))
    const flipped = (position: number): Buffer => {
      const bytes = Buffer.from(good)
      bytes[position]! ^= 1
      return bytes
    }
    /** Sealed as we seal, so that only what lies inside is wrong. */
    const header = Buffer.from(JSON.stringify({ salt: randomBytes(16).toString('hex'), cost: scryptCost }))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(header.length)
    const start = Buffer.concat([Buffer.from('MCA1\n'), length, header])
    const key = await passwordKey(PASSWORD, Buffer.from((JSON.parse(header.toString()) as { salt: string }).salt, 'hex'), scryptCost)
    const sealed = (plain: Uint8Array): Buffer => Buffer.concat([start, seal(key, start, plain)])
    const inside = async (change: (along: Record<string, unknown>) => void): Promise<Buffer> => {
      const headerLength = good.readUInt32BE(5)
      const { salt } = JSON.parse(good.subarray(9, 9 + headerLength).toString()) as { salt: string }
      const plain = unseal(await passwordKey(PASSWORD, Buffer.from(salt, 'hex'), scryptCost), good.subarray(0, 9 + headerLength), good.subarray(9 + headerLength))!
      const { unzipSync } = await import('fflate')
      const along = JSON.parse(new TextDecoder().decode(unzipSync(plain)['cases.json'])) as Record<string, unknown>
      change(along)
      return sealed(zipSync({ 'cases.json': new TextEncoder().encode(JSON.stringify(along)) }))
    }
    const cheap = Buffer.from(JSON.stringify({ salt: '0'.repeat(32), cost: { n: 2, r: 8, p: 1 } }))
    const cheapLength = Buffer.alloc(4)
    cheapLength.writeUInt32BE(cheap.length)
    const cases: [what: string, bytes: Uint8Array, code: string][] = [
      ['cut', good.subarray(0, good.length - 7), 'wrong-password'],
      ['cut to its header', good.subarray(0, 20), 'not-along-file'],
      ['empty', new Uint8Array(0), 'not-along-file'],
      ['flipped in its body', flipped(good.length - 40), 'wrong-password'],
      ['another kind of file', Buffer.from('%PDF-1.7'), 'not-along-file'],
      ['a weakened header', Buffer.concat([Buffer.from('MCA1\n'), cheapLength, cheap, good]), 'not-along-file'],
      ['no zip inside', sealed(Buffer.from('x')), 'package-unsafe'],
      ['a bomb inside', sealed(zipSync({ 'cases.json': new Uint8Array(50_000_000) }, { level: 9 })), 'package-unsafe'],
      ['no JSON inside', sealed(zipSync({ 'cases.json': Buffer.from('{') })), 'along-invalid'],
      ['an older version', await inside(along => { along['version'] = 0 }), 'along-invalid'],
      ['fields we do not know', await inside(along => { along['more'] = 1 }), 'along-invalid'],
      ['the way out, not back', readFileSync(out.path), 'along-invalid'],
      ['another office', await inside(along => { along['checkOutId'] = 'x' }), 'foreign-file'],
      ['a case short', await inside(along => { (along['cases'] as { id: string }[])[0]!.id = 'other' }), 'along-invalid'],
    ]
    for (const [what, bytes, code] of cases) {
      const refusal = await at(bytes)
      expect({ what, code: refusal.code }).toEqual({ what, code })
      expect(refusal.message).toMatch(/[。]$/)
      expect(refusal.message).not.toMatch(/[A-Za-z]{5,}/)
    }
    expect(await at(good, '不是这个密码')).toMatchObject({ code: 'wrong-password', field: '/password' })
    expect(await must(home.call('case.show', { caseId }))).toEqual(before)
    expect((await must(home.call('case.list', {}))).total).toBe(1)
    await must(home.call('case.checkIn', { path, password: PASSWORD }))
  }, 240_000)
})
