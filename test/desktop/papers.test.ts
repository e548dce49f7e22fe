/** Every kind of file that the program makes or reads, asked for from the page of the packed program, in one office. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandName, Contract, Output } from '../../src/core/contract.ts'
import type * as z from 'zod'
import { documentTemplates } from '../../src/core/documents/index.ts'
import { runOn } from '../main/adapters/pdf-reading.ts'
import { ask, endOffices, openedOffice, PASSWORD, startBrowser, type Office } from '../e2e/page/browser.ts'

const worked = readFileSync(fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url)), 'utf8')

let browser: Browser
let office: Office

type Input<N extends CommandName> = z.input<Contract[N]['input']>

/** What the page is answered; a refusal ends the test with its words. */
const must = async <N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> => {
  const answer = await ask(office.page, name, input as object)
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`)
  return answer.value
}

beforeAll(async () => {
  browser = await startBrowser()
  office = await openedOffice(browser)
  await must('bundle.import', { content: worked, onConflict: 'replace' })
}, 120_000)
afterAll(async () => {
  await endOffices()
  await browser?.close()
})

const base64 = (path: string): string => readFileSync(path).toString('base64')

/** That a file is what its name says, and not empty. Gives its text where it is a PDF. */
const sound = (path: string): string => {
  const bytes = readFileSync(path)
  const end = extname(path)
  if (end === '.pdf') {
    runOn(bytes, 'qpdf', '--check', 'FILE')
    return runOn(bytes, 'pdftotext', '-raw', 'FILE', '-')
  }
  if (end === '.docx') expect(strFromU8(unzipSync(bytes)['word/document.xml']!)).toContain('<w:t')
  else if (end === '.xlsx') expect(Object.keys(unzipSync(bytes))).toContain('xl/workbook.xml')
  else expect(bytes.length, path).toBeGreaterThan(100)
  return ''
}

test('every paper is previewed, made as PDF and as a document to edit', async () => {
  const made = new Map<string, string>()
  for (const { id: caseId } of (JSON.parse(worked) as { cases: { id: string }[] }).cases) {
    for (const { id, of } of (await must('case.show', { caseId })).documents) {
      if (made.has(id)) continue
      const paper = { caseId, document: id, ...(of && { of }) }
      const preview = await must('document.preview', { caseId, documentId: id, ...(of && { of }) })
      expect(preview.pages, id).toBeGreaterThan(0)
      expect(Buffer.from(preview.pdf, 'base64').toString('latin1', 0, 5)).toBe('%PDF-')
      const { path } = await must('document.make', paper)
      expect(sound(path).length, id).toBeGreaterThan(50)
      sound((await must('document.make', { ...paper, format: 'docx' })).path)
      made.set(id, basename(path))
    }
  }
  expect([...made.keys()].toSorted()).toEqual(documentTemplates.map(({ id }) => id).toSorted())
}, 180_000)

test('a paper is issued, opened again and known again; a template of the office is filled in', async () => {
  const paper = { caseId: 'w1', document: 'D07' }
  const issued = await must('document.issue', { caseId: 'w1', documentId: 'D07' })
  const { path } = await must('document.open', { paperId: issued.id })
  sound(path)
  expect(await must('document.verify', { content: base64(path) })).toMatchObject({ verdict: 'issued' })
  const template = await must('document.make', { ...paper, format: 'docx' })
  await must('docxTemplate.save', { documentId: 'D07', name: '本会.docx', content: base64(template.path) })
  sound((await must('document.make', { ...paper, format: 'docx' })).path)
})

test('a file that others made lies in the dossier; the dossier and its frame are made', async () => {
  const scan = await must('document.make', { caseId: 'w1', document: 'D01' })
  await must('attachment.add', { caseId: 'w1', name: '扫描件.pdf', content: base64(scan.path) })
  await must('dossier.check', { caseId: 'w1' })
  const { path, pages } = await must('dossier.make', { caseId: 'w1' })
  expect(pages).toBeGreaterThan(4)
  expect(sound(path)).toContain('卷内')
  sound((await must('dossier.make', { caseId: 'w1', format: 'docx' })).path)
})

test('what goes to the court is searched, packed and checked; a paper that was changed is named', async () => {
  const preflight = await must('court.preflight', { caseId: 'w1' })
  expect(preflight.files.length).toBeGreaterThan(3)
  const { path } = await must('court.package', { caseId: 'w1', acknowledged: preflight.findings.map(({ code }) => code) })
  expect(Object.keys(unzipSync(readFileSync(path)))).toContain('manifest.json')
  expect(await must('package.verify', { content: base64(path) })).toMatchObject({ genuine: true })
})

test('the month is counted and leaves as report, table, spreadsheet, document and data', async () => {
  const month = { from: '2026-10-01', to: '2026-10-31' } as Input<'period.confirm'>
  for (const format of ['pdf', 'xlsx', 'docx'] as const) sound((await must('report.make', { ...month, format })).path)
  sound((await must('report.make', { ...month, format: 'pdf', edition: 'public' })).path)
  for (const format of ['pdf', 'xlsx'] as const) sound((await must('report.officialTable', { ...month, format })).path)
  for (const format of ['csv', 'json'] as const) sound((await must('report.nationalData', { ...month, format })).path)
  await must('period.confirm', month)
  const exported = await must('period.export', month)
  const files = [{ name: basename(exported.path), content: readFileSync(exported.path, 'utf8') }]
  sound((await must('rollUp.make', { files, what: 'officialTable', format: 'pdf' } as Input<'rollUp.make'>)).path)
})

test('the ledger is printed, leaves as a spreadsheet, and an old one comes in', async () => {
  expect((await must('ledger.preview', {})).pdf.length).toBeGreaterThan(1000)
  expect(sound((await must('ledger.print', {})).path)).toContain('台账')
  const { path, cases } = await must('ledger.export', {})
  expect(cases).toBeGreaterThan(0)
  sound(path)
  const old = `序号,申请人,被申请人,纠纷类型,申请日期,纠纷事实\n1,章明,周立,装修噪声,2025-03-01,楼上装修。\n2,李文,周立,装修噪声,2025-13-01,楼上装修。\n`
  const given = { job: 'j1', content: Buffer.from(old).toString('base64') }
  const tried = await must('ledger.read', given)
  expect(tried.total).toBe(2)
  const kept = await must('ledger.errorFile', given)
  sound(kept.path)
  const { batch } = await must('ledger.import', { ...given, fileName: '旧台账.csv', leaveOut: true })
  await must('ledger.undo', { batchId: batch.id })
})

test('the card of keys and an empty roster', async () => {
  expect(sound((await must('card.print', {})).path)).toContain('F1')
  sound((await must('headList.template', {})).path)
})

test('papers of many cases are printed one after another', async () => {
  const { batchId, total } = await must('batch.start', { documentIds: ['D02'], from: '2026-01-01', to: '2026-12-31' } as Input<'batch.start'>)
  expect(total).toBeGreaterThan(2)
  await expect.poll(async () => (await must('batch.progress', { batchId })).state, { timeout: 30_000 }).toBe('done')
  const batch = await must('batch.progress', { batchId })
  expect(batch).toMatchObject({ done: total, problems: [] })
  for (const name of readdirSync(batch.path!)) sound(join(batch.path!, name))
})

test('the office is backed up, the backup proven, every file checked; cases leave on a stick', async () => {
  const backup = await must('backup.create', {})
  expect(await must('backup.prove', { path: backup.path })).toMatchObject({ cases: expect.any(Number) as number })
  expect(await must('store.verify', {})).toMatchObject({ found: [], auditFaults: [] })
  sound((await must('case.checkOut', { caseIds: ['w3'], password: PASSWORD })).path)
  sound((await must('bundle.export', {})).path)
})

test('and nothing of it was a fault', () => {
  expect(readdirSync(office.data)).not.toContain('faults.log')
  expect(office.misdeeds).toEqual([])
})
