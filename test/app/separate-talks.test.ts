/** What a party says to the mediator alone is read by the mediators of the case and the director, whatever command is asked. */
import { describe, expect, test } from 'vitest'
import type { Role } from '../../src/core/base/accounts.ts'
import { COVERED } from '../../src/core/commands/separate-talks.ts'
import { account, must, refused, withWorkedCases, type TestApp } from './harness.ts'

const MARKED = '申请人私下说愿意再让一千元，别告诉对方。'

/** The worked cases, with a separate talk of which only the kind says that it stays; corrected once. */
const withTalks = async (): Promise<TestApp & { as: (name: string, ...roles: Role[]) => Promise<void> }> => {
  const app = await withWorkedCases()
  await must(app.call('case.reopen', { caseId: 'w1', reason: '补记' }))
  const { file } = await must(app.call('case.show', { caseId: 'w1' }))
  const sessions = [...file.sessions!, { ...file.sessions![0]!, id: 's4', kind: 'separate' as const, confidential: false, record: '还没有写完。' }]
  await must(app.call('case.correct', { caseId: 'w1', file: { ...file, sessions }, reason: '补记' } as never))
  await must(app.call('case.correct', { caseId: 'w1', file: { ...file, sessions: sessions.map(one => (one.id === 's4' ? { ...one, record: MARKED } : one.id === 's2' ? { ...one, record: `${one.record}（核对）` } : one)) }, reason: '更正' } as never))
  return {
    ...app,
    as: async (name, ...roles) => {
      if (roles.length > 0) await must(app.call('account.save', { account: { name, roles }, password: '另一个密码2026' }))
      await must(app.call('account.lock', {}))
      await must(app.call('account.unlock', roles.length > 0 ? { account: name, password: '另一个密码2026' } : { account: name, password: account.password }))
    },
  }
}

const tells = (answer: unknown): boolean => ['希望不要告诉对方', '再让一千', '还没有写完'].some(words => JSON.stringify(answer).includes(words))

describe('a separate talk', () => {
  test.each<[string, Role[], boolean]>([
    ['林晓', ['statistician'], false], ['林晓', ['courtLiaison'], false], ['林晓', ['registrar'], false], ['林晓', ['archivist'], false],
    // A mediator, but not of this case.
    ['罗毅', ['mediator'], false],
    ['宋宁', ['mediator'], true], ['林晓', ['director'], true],
  ])('is shown to %s (%j): %s', async (name, roles, may) => {
    const app = await withTalks()
    await app.as(name, ...roles)
    const view = await must(app.call('case.show', { caseId: 'w1' }))
    expect(tells(view)).toBe(may)
    expect(view.file.sessions!.filter(({ record }) => record === COVERED).map(({ id }) => id)).toEqual(may ? [] : ['s2', 's4'])
    // What was said before both stays to be read.
    expect(view.file.sessions![0]!.record).toContain('告知双方权利义务')
    expect(tells(await app.call('case.asOf', { caseId: 'w1', on: '2026-11-22' }))).toBe(false)
    expect(tells(await app.call('case.asOf', { caseId: 'w1', on: '2026-11-23' }))).toBe(may)
    // Found by nobody, as a search would tell that it is there.
    for (const query of ['希望不要告诉对方', '再让一千']) expect((await must(app.call('case.list', { query }))).rows).toEqual([])
    if (!may && roles.some(role => role !== 'statistician')) {
      for (const of of ['s2', 's4']) {
        expect((await refused(app.call('document.preview', { caseId: 'w1', documentId: 'D06', of }))).code).toBe('separate-talk')
        expect((await refused(app.call('document.make', { caseId: 'w1', document: 'D06', of }))).code).toBe('separate-talk')
      }
    }
    if (roles.includes('archivist')) expect(await refused(app.call('bundle.export', {}))).toMatchObject({ code: 'separate-talk' })
    if (name === '罗毅') {
      expect(await refused(app.call('case.checkOut', { caseIds: ['w1'], password: '外带密码2026' }))).toMatchObject({ code: 'separate-talk', field: '/caseIds' })
      expect(await refused(app.call('session.record', { caseId: 'w1', session: { ...view.file.sessions![1]!, record: '改写' } }))).toMatchObject({ code: 'separate-talk', field: '/session' })
    }
  }, 60_000)

  test('that was issued as a paper is opened by those who may read it, is not printed in piles, and is not in the dossier', async () => {
    const app = await withTalks()
    const issued = await must(app.call('document.issue', { caseId: 'w1', documentId: 'D06', of: 's2' }))
    const joint = await must(app.call('document.issue', { caseId: 'w1', documentId: 'D06', of: 's1' }))
    const { path } = await must(app.call('dossier.make', { caseId: 'w1' }))
    const { runOn } = await import('../main/adapters/pdf-reading.ts')
    const { readFileSync } = await import('node:fs')
    const text = runOn(readFileSync(path), 'pdftotext', 'FILE', '-').replaceAll(/\s/g, '')
    expect(text).toContain('告知双方权利义务')
    expect(text).not.toContain('希望不要告诉对方')
    const batch = await must(app.call('batch.start', { documentIds: ['D06'], caseIds: ['w1'] }))
    let state = await must(app.call('batch.progress', { batchId: batch.batchId }))
    while (state.state === 'running') {
      await new Promise(done => setTimeout(done, 50))
      state = await must(app.call('batch.progress', { batchId: batch.batchId }))
    }
    expect(state).toMatchObject({ state: 'done', files: 1 })
    await app.as('林晓', 'registrar')
    expect((await refused(app.call('document.open', { paperId: issued.id }))).code).toBe('separate-talk')
    expect((await must(app.call('document.open', { paperId: joint.id }))).path).toMatch(/pdf$/)
  }, 90_000)
})
