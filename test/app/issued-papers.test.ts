import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ok } from '../../src/core/base/result.ts'
import { must, refused, temporaryFolder, withWorkedCases, openApp, account, type TestApp } from './harness.ts'
import { pagesOf, runOn } from '../main/adapters/pdf-reading.ts'

const issue = (app: TestApp, documentId = 'D07', caseId = 'w1') => app.call('document.issue', { caseId, documentId })
const bytesOf = async (app: TestApp, paperId: string): Promise<Buffer> => readFileSync((await must(app.call('document.open', { paperId }))).path)
const verify = async (app: TestApp, bytes: Uint8Array) => must(app.call('document.verify', { content: Buffer.from(bytes).toString('base64') }))

/** Worked case 1 with other facts in its agreement. */
const changeCase = async (app: TestApp, facts: string): Promise<void> => {
  await must(app.ports.store.change({ command: 'test', at: app.ports.clock.now() }, present => {
    const file = present.cases.get('w1')!
    return ok({ office: { ...present, cases: present.cases.with({ ...file, facts, agreement: { ...file.agreement!, facts } }) }, value: null })
  }))
}

describe('an issued paper', () => {
  test('is kept as it was issued, with number, version, digests and who issued it', async () => {
    const app = await withWorkedCases()
    const paper = await must(issue(app))
    expect(paper).toEqual({
      id: expect.any(String), caseId: 'w1', documentId: 'D07', title: '人民调解协议书', number: '（2026）赤物人调字第001号', version: 1, pages: 2,
      issuedAt: '2026-11-23T09:00', by: account.name, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/), toSign: true,
    })
    expect(await must(app.call('document.issued', { caseId: 'w1' }))).toEqual({ papers: [paper] })
    const before = await bytesOf(app, paper.id)
    await changeCase(app, '检测意见另有结论。')
    expect(await bytesOf(app, paper.id)).toEqual(before)
  })

  test('is not issued again unchanged; a change makes a second version that says so on each page', async () => {
    const app = await withWorkedCases()
    await must(issue(app))
    expect(await refused(issue(app))).toMatchObject({ code: 'unchanged', field: '/documentId' })
    await changeCase(app, '检测意见另有结论。')
    const second = await must(issue(app))
    expect(second.version).toBe(2)
    const text = runOn(await bytesOf(app, second.id), 'pdftotext', 'FILE', '-')
    expect(text.match(/第2版/g)).toHaveLength(2)
    expect(text).toContain('检测意见另有结论。')
  })

  test('is told from an older version, a voided one, an altered one and a stranger', async () => {
    const app = await withWorkedCases()
    const first = await must(issue(app))
    const bytes = await bytesOf(app, first.id)
    expect(await verify(app, bytes)).toMatchObject({ verdict: 'issued', paper: { id: first.id }, fileNo: '（2026）赤物人调字第001号' })
    const altered = Buffer.from(bytes)
    altered[altered.length - 200] = altered[altered.length - 200]! ^ 1
    // Another file of the same words, as another program saves it.
    expect(await verify(app, altered)).toMatchObject({ verdict: 'sameWords', paper: { id: first.id, version: 1 } })
    // By the digest at the foot of each page, which is laid beside the paper item by item.
    const short = /核验 ([0-9A-F]{8})/.exec(runOn(bytes, 'pdftotext', '-raw', 'FILE', '-'))![1]!
    expect(await must(app.call('document.verify', { text: short }))).toMatchObject({ verdict: 'issued', paper: { id: first.id }, issued: expect.arrayContaining(['人民调解协议书']) })
    expect(await refused(app.call('document.verify', { text: '没有' }))).toMatchObject({ code: 'no-code', field: '/text' })
    await changeCase(app, '检测意见另有结论。')
    const second = await must(issue(app))
    expect(await verify(app, bytes)).toMatchObject({ verdict: 'superseded', paper: { id: first.id } })
    await must(app.call('document.void', { paperId: second.id, reason: '盖错了章' }))
    expect(await verify(app, await bytesOf(app, second.id))).toMatchObject({ verdict: 'void', sentence: expect.stringContaining('盖错了章') })
    const draft = await must(app.call('document.make', { caseId: 'w1', document: 'D07' }))
    expect(await verify(app, readFileSync(draft.path))).toMatchObject({ verdict: 'unknown' })
    expect(await refused(app.call('document.verify', { content: Buffer.from('hello').toString('base64') }))).toMatchObject({ code: 'not-a-pdf', field: '/content' })
    expect(await must(app.call('document.verify', { path: draft.path }))).toMatchObject({ verdict: 'unknown' })
  })

  test('keeps the title under which it was issued; under a new one it is a second version, and both are told', async () => {
    const app = await withWorkedCases()
    const first = await must(issue(app))
    const bytes = await bytesOf(app, first.id)
    await must(app.call('wording.save', { document: 'D07', phrases: { title: '物业纠纷调解协议', termsHead: '二、各方约定' } }))
    expect(await bytesOf(app, first.id)).toEqual(bytes)
    expect(await verify(app, bytes)).toMatchObject({ verdict: 'issued', paper: { id: first.id } })
    const second = await must(issue(app))
    // Lists and names of files keep the name of the form.
    expect([second.title, second.version]).toEqual(['人民调解协议书', 2])
    const reissued = await bytesOf(app, second.id)
    const lines = runOn(reissued, 'pdftotext', '-raw', 'FILE', '-').split('\n')
    expect([lines[0], lines.filter(line => line === '二、各方约定' || line === '二、协议内容')]).toEqual(['物业纠纷调解协议', ['二、各方约定']])
    expect(runOn(reissued, 'pdfinfo', 'FILE')).toMatch(/^Title: +物业纠纷调解协议 /m)
    expect(await verify(app, reissued)).toMatchObject({ verdict: 'issued', sentence: '是签发的原件：《人民调解协议书》（2026）赤物人调字第001号第2版，没有改动。' })
    expect(await verify(app, bytes)).toMatchObject({ verdict: 'superseded', paper: { id: first.id } })
  })

  test('carries on its first page a code with its number and the digest of its content', async () => {
    const app = await withWorkedCases()
    const paper = await must(issue(app))
    const pdf = await bytesOf(app, paper.id)
    expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
    const [first, second] = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split('\f')
    expect(first!.replaceAll(/\s/g, '')).toContain(`核验码${paper.contentSha256.slice(0, 32)}`)
    expect(second).not.toContain('核验码')
  })

  test('keeps its number when it is changed, and a voided number is never given again', async () => {
    const app = await withWorkedCases()
    // What the office had set before its rules could.
    await must(app.ports.store.change({ command: 'office.change', at: app.ports.clock.now() }, office =>
      ok({ office: { ...office, settings: { ...office.settings, numberPatterns: { D02: '{字号}受〔{年}〕{序号:3}号' } } }, value: null })))
    const numbers: (string | undefined)[] = []
    const next = async (caseId: string): Promise<string> => {
      const paper = await must(issue(app, 'D02', caseId))
      numbers.push(paper.number)
      return paper.id
    }
    const first = await next('w1')
    await next('w3')
    await changeCase(app, '检测意见另有结论。')
    await next('w1')
    await must(app.call('document.void', { paperId: first, reason: '写错' }))
    const latest = (await must(app.call('document.issued', { caseId: 'w1' }))).papers.at(-1)!
    await must(app.call('document.void', { paperId: latest.id, reason: '写错' }))
    await next('w1')
    expect(numbers).toEqual(['赤物受〔2026〕001号', '赤物受〔2026〕002号', '赤物受〔2026〕001号', '赤物受〔2026〕003号'])
    expect(pagesOf(await bytesOf(app, first), '赤物受〔2026〕001号')[0]).toContain('编号：赤物受〔2026〕001号')
    expect(await refused(app.call('document.void', { paperId: first, reason: '再来' }))).toMatchObject({ code: 'already-void' })
  })

  test('of a letter that was set to carry no number has none, whether that was set before there were rules or by a rule', async () => {
    const set = async (numberPatterns: Record<string, string>): Promise<TestApp> => {
      const app = await withWorkedCases()
      await must(app.ports.store.change({ command: 'office.change', at: app.ports.clock.now() }, office => ok({ office: { ...office, settings: { ...office.settings, numberPatterns } }, value: null })))
      return app
    }
    expect((await must(issue(await set({}), 'D21', 'w5'))).number).toBe('赤物调函〔2026〕1号')
    const unnumbered = await set({ D21: '' })
    const paper = await must(issue(unnumbered, 'D21', 'w5'))
    expect([paper.number, paper.given]).toEqual([undefined, undefined])
    const text = pagesOf(await bytesOf(unnumbered, paper.id))[0]!
    expect(text).not.toContain('〔2026〕1号')
  })

  test('is in the backup with its bytes', async () => {
    const app = await withWorkedCases()
    const paper = await must(issue(app))
    const bytes = await bytesOf(app, paper.id)
    const { path } = await must(app.call('backup.create', {}))
    const elsewhere = temporaryFolder()
    const other = await openApp(elsewhere)
    await must(other.call('backup.restore', { path, password: account.password, into: join(elsewhere, 'again', 'data') }))
    const restored = await openApp(join(elsewhere, 'again'))
    await must(restored.call('account.unlock', { password: account.password }))
    expect(await bytesOf(restored, paper.id)).toEqual(bytes)
  })
})

describe('a scan of the signed paper', () => {
  test('is filed with the paper it signs, and only an attachment of the same case can be', async () => {
    const app = await withWorkedCases()
    const paper = await must(issue(app))
    const { id } = await must(app.call('attachment.add', { caseId: 'w1', name: '协议签名页.jpg', content: 'AAAA' }))
    expect(await must(app.call('document.attachScan', { paperId: paper.id, attachmentIds: [id] }))).toEqual({ ...paper, scans: [id] })
    const other = await must(app.call('attachment.add', { caseId: 'w3', name: '别案.jpg', content: 'AAAA' }))
    expect(await refused(app.call('document.attachScan', { paperId: paper.id, attachmentIds: [id, other.id] }))).toMatchObject({ code: 'attachment-not-found', field: '/attachmentIds/1' })
    expect(await must(app.call('document.attachScan', { paperId: paper.id, attachmentIds: [] }))).toEqual(paper)
  })
})

describe('a preview', () => {
  test('gives the pages of the paper and saves nothing', async () => {
    const app = await withWorkedCases()
    const shown = await must(app.call('document.preview', { caseId: 'w1', documentId: 'D07' }))
    const pdf = Buffer.from(shown.pdf, 'base64')
    expect(shown).toMatchObject({ title: '人民调解协议书', pages: 2 })
    expect(pagesOf(pdf, '（2026）赤物人调字第001号')).toHaveLength(2)
    expect(existsSync(app.out)).toBe(false)
    const names = async (print: boolean): Promise<boolean> => runOn(Buffer.from((await must(app.call('document.preview', { caseId: 'w1', documentId: 'D09', print }))).pdf, 'base64'), 'pdftotext', '-raw', 'FILE', '-').includes('缺：有无起诉或者裁判')
    expect([await names(false), await names(true)]).toEqual([true, false])
    const paper = await must(issue(app))
    const kept = await must(app.call('document.preview', { caseId: 'w1', documentId: 'D07', paperId: paper.id }))
    expect(Buffer.from(kept.pdf, 'base64')).toEqual(await bytesOf(app, paper.id))
  })
})

describe('a batch', () => {
  test('prints the papers of a period outside the main thread, each on a leaf of its own, and names the characters that no font has', async () => {
    const app = await withWorkedCases()
    const office = await must(app.ports.store.read())
    const file = office.cases.get('w3')!
    await must(app.ports.store.change({ command: 'test', at: app.ports.clock.now() }, present => ({
      ok: true, value: { office: { ...present, cases: present.cases.with({ ...file, facts: '漏水😀' }) }, value: null },
    })))
    const { batchId, total } = await must(app.call('batch.start', { documentIds: ['D02'], from: '2026-01-01', to: '2026-12-31' }))
    expect(total).toBe(6)
    await expect.poll(async () => (await must(app.call('batch.progress', { batchId }))).state, { timeout: 20_000 }).toBe('done')
    const progress = await must(app.call('batch.progress', { batchId }))
    expect(progress).toMatchObject({ done: 6, files: 1, problems: [{ caseId: 'w3', fileNo: file.fileNo, message: expect.stringContaining('U+1F600') }] })
    const pdf = readFileSync(`${progress.path}/示例-成批打印 第1至6件.pdf`)
    expect(basename(progress.path!)).toBe('示例-成批打印_2026-11-23')
    const pages = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split('\f').slice(0, -1)
    // Six papers of one page, each followed by an empty back but the last.
    expect(pages.map(page => page.includes('人民调解受理登记表'))).toEqual([true, false, true, false, true, false, true, false, true, false, true])
    expect(await refused(app.call('batch.start', { documentIds: ['D02'], from: '2030-01-01', to: '2030-12-31' }))).toMatchObject({ code: 'nothing-to-print' })
  })

  test('stops when it is told to and keeps the files that are done', async () => {
    const app = await withWorkedCases()
    const caseIds = Array.from({ length: 200 }, (_, at) => `w${[1, 3, 4, 7, 8][at % 5]}`)
    const { batchId } = await must(app.call('batch.start', { documentIds: ['D02'], caseIds }))
    expect(await refused(app.call('batch.start', { documentIds: ['D02'], caseIds }))).toMatchObject({ code: 'batch-running' })
    await must(app.call('batch.cancel', { batchId }))
    await expect.poll(async () => (await must(app.call('batch.progress', { batchId }))).state, { timeout: 20_000 }).toBe('cancelled')
    expect((await must(app.call('batch.progress', { batchId }))).done).toBeLessThan(200)
  })
})
