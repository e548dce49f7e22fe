/** Invented cases, size of the text, the card and what the program is made of, through the commands. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { account, aRehearsalOffice, must, office, openApp, refused } from './harness.ts'
import { pagesOf } from '../main/adapters/pdf-reading.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { createApp } from '../../src/main/app.ts'
import { NOW } from './harness.ts'

test('a rehearsal is filled once, and its cases open, print and count', async () => {
  const { call } = await aRehearsalOffice()
  expect(await must(call('rehearsal.fill', {}))).toEqual({ added: 60 })
  expect((await refused(call('rehearsal.fill', {}))).code).toBe('already-filled')
  const { rows, total } = await must(call('case.list', { query: '䶮', limit: 100 }))
  expect(total).toBeGreaterThan(0)
  const view = await must(call('case.show', { caseId: rows[0]!.id }))
  expect(view.file.parties.map(({ name }) => name).join()).toContain('䶮')
  const { figures } = await must(call('statistics.compute', { from: '2026-10-01', to: '2026-10-31' }))
  expect(figures.length).toBeGreaterThan(5)
  expect((await must(call('deadline.list', {}))).counts.overdue).toBeGreaterThan(0)
  const { path } = await must(call('document.make', { caseId: rows[0]!.id, document: 'D02' }))
  expect(pagesOf(readFileSync(path)).join('')).toContain('䶮')
})

test('real records are never filled with invented cases', async () => {
  const app = await openApp()
  const call = createApp({ ...app.ports, clock: { ...fixedClock(NOW), fixed: false } }, { checkOutputs: true })
  await must(call('office.setUp', { office, mediators: [], account }))
  expect((await refused(call('rehearsal.fill', {}))).code).toBe('only-in-rehearsal')
  expect((await must(call('office.show', {}))).caseCount).toBe(0)
})

test('each account has its own size of text and sees the tour once', async () => {
  const { call } = await aRehearsalOffice()
  expect(await must(call('comfort.show', {}))).toEqual({ textSize: 'standard', tourSeen: false, idleMinutes: 10 })
  expect(await must(call('comfort.save', { textSize: 'huge' }))).toEqual({ textSize: 'huge', tourSeen: false, idleMinutes: 10 })
  expect(await must(call('comfort.save', { tourSeen: true }))).toEqual({ textSize: 'huge', tourSeen: true, idleMinutes: 10 })
  await must(call('account.save', { account: { name: '林晓', roles: ['mediator'] }, password: '另一个密码2026' }))
  await must(call('account.lock', {}))
  await must(call('account.unlock', { account: '林晓', password: '另一个密码2026' }))
  expect(await must(call('comfort.show', {}))).toEqual({ textSize: 'standard', tourSeen: false, idleMinutes: 10 })
  await must(call('account.lock', {}))
  await must(call('account.unlock', { account: account.name, password: account.password }))
  expect(await must(call('comfort.show', {}))).toEqual({ textSize: 'huge', tourSeen: true, idleMinutes: 10 })
})

test('the card is one page with the keys and the steps', async () => {
  const { call } = await aRehearsalOffice()
  const { path } = await must(call('card.print', {}))
  const pages = pagesOf(readFileSync(path))
  expect(pages).toHaveLength(1)
  for (const words of ['Ctrl+K', 'F1', '一、登记', '六、归档', '恢复密钥']) expect(pages[0]).toContain(words)
})

test('versions are told', async () => {
  const { call } = await aRehearsalOffice()
  expect(await must(call('about.show', {}))).toMatchObject({ version: '0.2.0', dataVersion: 2 })
})

test('an office locks itself after the minutes that its account chose, and never later than thirty', async () => {
  let ticks = 0
  const app = await openApp()
  const call = createApp({ ...app.ports, clock: { ...fixedClock(NOW), ticks: () => ticks } }, { checkOutputs: true })
  await must(call('office.setUp', { office, mediators: [], account, rehearsal: true }))
  const unusedFor = async (minutes: number): Promise<string> => {
    ticks += minutes * 60 + 1
    return (await must(call('office.status', {}))).state
  }
  const unlock = () => must(call('account.unlock', { account: account.name, password: account.password }))
  expect(await unusedFor(9)).toBe('open')
  ticks -= 9 * 60 + 1
  expect(await unusedFor(10)).toBe('locked')
  await unlock()
  await must(call('comfort.save', { idleMinutes: 20 }))
  expect((await must(call('office.status', {}))).idleMinutes).toBe(20)
  expect(await unusedFor(19)).toBe('open')
  ticks -= 19 * 60 + 1
  expect(await unusedFor(20)).toBe('locked')
  await unlock()
  expect((await refused(call('comfort.save', { idleMinutes: 240 as never }))).code).toBe('invalid-input')
})
