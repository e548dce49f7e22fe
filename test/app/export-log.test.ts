/** The register of what left the office (送出登记): whatever is saved to be given away is in it, with its digest. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { must, refused, withWorkedCases } from './harness.ts'

const period = { from: '2026-10-01', to: '2026-10-31' }
const common = { at: '2026-11-23T09:00', by: '何平', answered: false }

const leavings = [
  ['bundle.export', {}, { kind: 'bundle', masking: '完整，没有隐去', cases: 8 }],
  ['ledger.export', { endCodes: ['E01'] }, { kind: 'ledger', masking: '完整，没有隐去', cases: 2 }],
  ['report.nationalData', { ...period, format: 'json' }, { kind: 'national', masking: '证件号、电话部分隐去', cases: expect.any(Number) as number }],
  ['report.nationalData', { ...period, format: 'csv' }, { kind: 'national', masking: '证件号、电话部分隐去', cases: expect.any(Number) as number }],
  ['report.officialTable', { ...period, format: 'xlsx' }, { kind: 'statistics', masking: '只有数字，不含个人信息' }],
  ['report.make', { ...period, format: 'xlsx' }, { kind: 'statistics', masking: '含名称和卷号，不含证件号和电话' }],
  ['report.make', { ...period, format: 'docx', edition: 'public' }, { kind: 'statistics', masking: '不含名称，小数字隐去' }],
  ['period.export', period, { kind: 'periodData', masking: '只有数字，不含个人信息' }],
  ['training.make', { caseId: 'w1', format: 'markdown' }, { kind: 'training', masking: '化名', caseId: 'w1', fileNo: '（2026）赤物人调字第001号' }],
  ['case.checkOut', { caseIds: ['w1'], password: '外带办案密码2026', note: '下乡办案' }, { kind: 'along', masking: '完整，文件加密', to: '下乡办案', caseId: 'w1', fileNo: '（2026）赤物人调字第001号' }],
  ['case.checkOut', { caseIds: ['w2', 'w3'], password: '外带办案密码2026' }, { kind: 'along', masking: '完整，文件加密', to: '带到另一台电脑办理', cases: 2 }],
] as const

test('everything that is saved to be given away is registered: kind, addressee, masking, digest, who, when', async () => {
  const app = await withWorkedCases()
  for (const [command, input, told] of leavings) {
    const { path } = await must(app.call(command as 'report.make', input as never))
    const bytes = readFileSync(path)
    const { id: _, ...row } = (await must(app.call('export.list', {}))).rows[0]!
    expect(row, command).toEqual({ ...common, ...told, name: basename(path), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), files: [] })
  }
  expect((await must(app.call('export.list', {}))).total).toBe(leavings.length)
}, 120_000)

test('a transfer is registered with its addressee and the files inside', async () => {
  const app = await withWorkedCases()
  await must(app.call('document.issue', { caseId: 'w6', documentId: 'D25', of: '0' }))
  const { path } = await must(app.call('referral.package', { caseId: 'w6', index: 0 }))
  const { rows } = await must(app.call('export.list', { caseId: 'w6' }))
  expect(rows).toMatchObject([{ kind: 'transfer', to: (await must(app.call('case.show', { caseId: 'w6' }))).file.referrals![0]!.toBody, masking: '移送函只写姓氏；所选附件原样', name: basename(path) }])
  expect(rows[0]!.files.map(({ title }) => title)).toEqual(['移送函赤物调函〔2026〕3号和回执', '材料清单'])
}, 60_000)

test('papers that are printed here to be signed are no exports', async () => {
  const app = await withWorkedCases()
  await must(app.call('document.make', { caseId: 'w1', document: 'D07' }))
  await must(app.call('headList.template', {}))
  expect((await must(app.call('export.list', {}))).rows).toEqual([])
}, 60_000)

test('nothing that was not saved is registered', async () => {
  const app = await withWorkedCases()
  expect(await refused(app.call('bundle.export', { path: '/proc/none/x.json' }))).toMatchObject({ field: '/path' })
  expect((await must(app.call('export.list', {}))).rows).toEqual([])
})

test('to whom something went is said once, afterwards where it was not known, and stays', async () => {
  const app = await withWorkedCases()
  await must(app.call('period.export', period))
  const { id } = (await must(app.call('export.list', {}))).rows[0]!
  await must(app.call('export.address', { id, to: '市司法局' }))
  expect(await must(app.call('export.list', { to: '市司法局' }))).toMatchObject({ total: 1, receivers: ['市司法局'], rows: [{ id, to: '市司法局' }] })
  expect(await refused(app.call('export.address', { id, to: '别处' }))).toMatchObject({ code: 'already-addressed', field: '/to', message: '这一份已经写明送给“市司法局”，不再更改；又送给别处的请重新生成，另登记一份。' })
  expect(await refused(app.call('export.address', { id: 'none', to: '别处' }))).toMatchObject({ code: 'export-not-found' })
})

test('commands write files for the user in one place only', () => {
  const source = fileURLToPath(new URL('../../src/', import.meta.url))
  const files = ['core/commands', 'main/commands'].flatMap(folder => readdirSync(`${source}${folder}`).map(name => `${folder}/${name}`))
  const saving = files.filter(name => /\b(?:files|folder)\.(?:save|saveTo|newFolder)\(|\bsave: \{|\{ save\b/.test(readFileSync(`${source}${name}`, 'utf8')))
  // Piles of papers to print are signed and filed here.
  expect(saving).toEqual(['main/commands/batch.ts', 'main/commands/saved-files.ts'])
})
