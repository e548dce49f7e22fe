/** What is stored can be read: a record is asked by the schema that reads it before it is stored, and one that slipped in long ago stops no backup. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { storedFrom, type Office } from '../../../src/core/office.ts'
import { migrations, versionAfter } from '../../../src/core/migrations/index.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { newKeys } from '../../../src/main/store/keys.ts'
import { createStore } from '../../../src/main/store/making.ts'
import { newLine } from '../../../src/main/store/session.ts'
import { account, afterTest, aRehearsalOffice, must, refused, temporaryFolder, workedCases } from '../../app/harness.ts'
import { cause, copyOf, credentials, prepareStore } from './bench.ts'

const LONGEST = 20_000

test('a record that its reader would refuse is not stored: it is named with its field, and memory and disk stay as they were', async () => {
  const prepared = await prepareStore()
  const data = join(copyOf(prepared.folder), 'data')
  const { store, care } = await openLowdbStore(data)
  afterTest(() => store.close())
  await must(store.unlock(credentials))
  const before = storedFrom(await must(store.read()))
  const entries = (await must(care.audit())).entries.length
  const first = before.cases[0]!
  const bad: readonly [string, (office: Office) => Office, RegExp][] = [
    ['an id that is too long', office => ({ ...office, cases: office.cases.with({ ...first, id: 'x'.repeat(LONGEST + 1) }) }), /cases.*“x{60}…”.*id/],
    ['a field that is not known', office => ({ ...office, cases: office.cases.with({ ...first, other: 1 } as never) }), /cases/],
    ['a day that there is not', office => ({ ...office, cases: office.cases.with({ ...first, appliedOn: '2026-02-30' } as never) }), /cases.*appliedOn/],
    ['a part of the office', office => ({ ...office, details: { ...office.details, regionCode: 'x' } as never }), /details.*regionCode/],
  ]
  for (const [what, edit, message] of bad) {
    const refusal = await refused(store.change(cause, office => ({ ok: true, value: { office: edit(office), value: null } })))
    expect(refusal, what).toMatchObject({ code: 'record-not-storable', message: expect.stringMatching(message) as string })
    expect(refusal.message, what).toMatch(/没有存下：.*请/)
    expect(storedFrom(await must(store.read()))).toEqual(before)
  }
  await must(store.change(cause, office => ({ ok: true, value: { office: { ...office, details: { ...office.details, phone: '1' } }, value: null } })))
  await store.close()
  const engine = await openEngine(data, prepared.dataKey, prepared.storeId, { checkOwner: () => undefined, migrations })
  expect((await engine.audit()).length).toBe(entries + 1)
  await engine.close()
})

test('a case whose id is as long as a text may be is imported, changed, and backed up', async () => {
  const app = await aRehearsalOffice()
  const { cases, ...rest } = structuredClone(workedCases)
  const id = '长'.repeat(LONGEST)
  const content = JSON.stringify({ ...rest, cases: [{ ...cases[0]!, id }] })
  const imported = await app.call('bundle.import', { content })
  expect(imported.ok, JSON.stringify(imported).slice(0, 300)).toBe(true)
  const made = await must(app.call('backup.create', { path: join(temporaryFolder(), 'one.mbk') }))
  expect(made.warnings).toBeUndefined()
  await must(app.call('backup.prove', { path: made.path }))
})

test('a record that was stored before and does not fit is named in the backup, which is kept and restores', async () => {
  const prepared = await prepareStore()
  const source = await openLowdbStore(join(copyOf(prepared.folder), 'data'))
  await must(source.store.unlock(credentials))
  const office = await must(source.store.read())
  await source.store.close()
  const home = temporaryFolder()
  const { keys, dataKey } = await newKeys(account.name, account.password, true)
  const first = office.cases.all()[0]!
  // As an earlier version stored it, which did not ask.
  await createStore(home, newLine(), {
    keys, dataKey, dataVersion: versionAfter(migrations), trail: [],
    office: { ...office, cases: office.cases.with({ ...first, facts: 'x'.repeat(LONGEST + 1) }), attachments: office.attachments.without(new Set(office.attachments.all().map(one => one.id))) },
  })
  const { store, care } = await openLowdbStore(home)
  afterTest(() => store.close())
  await must(store.unlock(credentials))
  const path = join(home, 'one.mbk')
  const made = await must(care.backUp(path, cause, true))
  expect(made.warnings).toEqual([expect.stringMatching(new RegExp(`cases 中编号为“${first.id}”的一条，字段 facts.*备份已写好`))])
  expect((await must(store.read())).safety).toMatchObject({ lastBackupAt: cause.at, lastProvenAt: cause.at })
  const into = join(home, 'into')
  expect(await must(care.restore({ path, into, password: account.password }))).toMatchObject({ cases: 2, warnings: [expect.stringContaining('facts') as string] })
  const again = await openLowdbStore(into)
  afterTest(() => again.store.close())
  await must(again.store.unlock(credentials))
  expect((await must(again.store.read())).cases.get(first.id)!.facts.length).toBe(LONGEST + 1)
})
