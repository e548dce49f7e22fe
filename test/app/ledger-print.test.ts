/** The ledger on paper, as it is listed. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { must, refused, temporaryFolder, withWorkedCases } from './harness.ts'

const text = (path: string): string => execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' })

test('the ledger is printed on its side as it is listed, with its head on every page, and says nothing of papers and telephones', async () => {
  const app = await withWorkedCases()
  const { path } = await must(app.call('ledger.print', {}))
  expect(path).toMatch(/示例-案件台账_2026-11-23_\d+件\.pdf$/)
  const { rows, total } = await must(app.call('case.list', {}))
  const said = text(path).replaceAll(/\s/g, '')
  for (const { fileNo, applicants } of rows) for (const words of [fileNo ?? '', applicants.split('、')[0]!]) expect(said).toContain(words)
  expect(said).toContain(`共${total}件`)
  expect(said).toContain('第1页共1页')
  const office = await must(app.ports.store.read())
  for (const { idNo, phone } of office.cases.all().flatMap(({ parties }) => parties)) for (const number of [idNo, phone]) if (number) expect(said).not.toContain(number)
  expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Page size:\s+841\.8\d* x 595\.2\d* pts/)
  execFileSync('qpdf', ['--check', path])

  // What is previewed is what is saved.
  const shown = join(temporaryFolder(), 'shown.pdf')
  writeFileSync(shown, Buffer.from((await must(app.call('ledger.preview', {}))).pdf, 'base64'))
  expect(readFileSync(shown).equals(readFileSync(path))).toBe(true)

  const some = await must(app.call('ledger.print', { endCodes: ['E01'] }))
  expect(text(some.path)).toContain(`共 ${(await must(app.call('case.list', { endCodes: ['E01'] }))).total} 件`)
  expect((await refused(app.call('ledger.print', { query: '没有这样的人' }))).code).toBe('nothing-to-print')
})

test('a long ledger has its head and number on each page, and one that nobody would print is refused', async () => {
  const app = await withWorkedCases()
  const office = await must(app.ports.store.read())
  const file = office.cases.all()[0]!
  const long = { ...file, parties: [...Array.from({ length: 12 }, (_, at) => ({ ...file.parties[0]!, name: `很长的单位名称有限责任公司第${at}分公司` })), ...file.parties.slice(1)] }
  const grow = (count: number) => app.ports.store.change({ command: 'bundle.import', at: app.ports.clock.now() }, now => ({
    ok: true as const,
    value: { office: { ...now, cases: Array.from({ length: count }, (_, at) => ({ ...long, id: `x${at}`, fileNo: `（2026）赤物人调字第${at + 100}号` })).reduce((all, one) => all.with(one), now.cases) }, value: null },
  }))
  await must(grow(60))
  const { path } = await must(app.call('ledger.print', { query: '分公司' }))
  const all = text(path)
  const pages = all.split('\f').filter(page => page.trim() !== '')
  expect(pages.length).toBeGreaterThan(2)
  pages.forEach((page, at) => {
    const said = page.replaceAll(/\s/g, '')
    expect(said).toContain('卷号')
    expect(said).toContain(`第${at + 1}页共${pages.length}页`)
  })
  for (let at = 0; at < 60; at += 1) expect(all.replaceAll(/\s/g, '')).toContain(`第${at + 100}号`)
  expect(all.replaceAll(/\s/g, '')).toContain('等12方')
  await must(grow(1000))
  expect((await refused(app.call('ledger.print', {}))).code).toBe('too-many-to-print')
})
