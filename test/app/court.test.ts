/** What goes to the court and what comes back, checked by others than its maker. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openMePage } from '../../src/core/court/open-me.ts'
import type { PackageManifest } from '../../src/core/exports/package-manifest.ts'
import { ok } from '../../src/core/base/result.ts'
import { costlyFindings } from '../../src/core/court/court-precheck.ts'
import { must, refused, temporaryFolder, withWorkedCases, workedCases, type TestApp } from './harness.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

type Stored = Record<string, unknown> & { sessions?: Record<string, unknown>[]; agreement?: Record<string, unknown> }

/** Puts a worked case into another state, as a correction does. */
const changed = (app: TestApp, id: string, edit: (file: Stored) => Stored): Promise<null> =>
  must(app.ports.store.change({ command: 'test', at: app.ports.clock.now() }, present =>
    ok({ office: { ...present, cases: present.cases.with(edit(structuredClone(present.cases.get(id)!) as unknown as Stored) as never) }, value: null })))

const originalOf = (id: string): Stored => structuredClone(workedCases.cases.find(file => file['id'] === id)!) as Stored

/** Worked case 1 before anything was asked of the court, concluded in time. */
const unasked = (app: TestApp): Promise<null> => changed(app, 'w1', ({ confirmation: _1, performance: _2, followUps: _3, archive: _4, ...file }) => ({
  ...file, end: { code: 'E01', on: '2026-11-10' }, agreement: { ...file.agreement, reachedOn: '2026-11-10', effectiveOn: '2026-11-10' },
}))

/** Goes on with everything that the precheck warns of. */
const acknowledged = [...costlyFindings]

const packed = async (app: TestApp, input: object = {}): Promise<{ path: string; exportId: string; folder: string; manifest: PackageManifest }> => {
  const made = await must(app.call('court.package', { caseId: 'w1', acknowledged, ...input } as never))
  const folder = temporaryFolder()
  execFileSync('unzip', ['-q', made.path, '-d', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  return { ...made, folder, manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as PackageManifest }
}

/** Everything that other programs can read of a folder, blanks apart. */
const allText = (folder: string): string => readdirSync(folder).map(name => {
  const path = join(folder, name)
  if (!name.endsWith('.pdf')) return readFileSync(path, 'utf8')
  return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }) + execFileSync('qpdf', ['--qdf', '--object-streams=disable', '--stream-data=uncompress', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 })
}).join('\n').replaceAll(/\s/g, '')

describe('the package', () => {
  test('of each worked case opens with another unzip, and sha256sum agrees with its list', async () => {
    const app = await withWorkedCases()
    for (const id of ['w1', 'w2', 'w7', 'w8']) await opens(app, id)
  }, 60_000)

  const opens = async (app: TestApp, id: string): Promise<void> => {
    const { folder, manifest } = await packed(app, { caseId: id, despiteFindings: true })
    expect(readdirSync(folder).toSorted()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json', '打开我.html'].toSorted())
    for (const { name, sha256: digest, pages } of manifest.files) {
      expect(execFileSync('sha256sum', [join(folder, name)], { encoding: 'utf8' }).replace(/^\\/, '').slice(0, 64)).toBe(digest)
      if (name.endsWith('.pdf')) expect(Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [join(folder, name)], { encoding: 'utf8' }))![1])).toBe(pages)
    }
    expect(manifest.files.map(({ kind }) => kind)[0]).toBe(id === 'w1' || id === 'w2' ? '司法确认申请书' : '调解情况复函')
    expect(allText(folder)).not.toContain('不要告诉对方')
  }

  test('is not made of worked cases that have nothing for the court', async () => {
    const app = await withWorkedCases()
    for (const caseId of ['w3', 'w4', 'w5', 'w6']) expect(await refused(app.call('court.package', { caseId })), caseId).toMatchObject({ code: 'no-agreement', field: '/caseId' })
  })

  test('of a matter entrusted after filing reports and asks for no confirmation', async () => {
    const app = await withWorkedCases()
    expect(await refused(app.call('court.package', { caseId: 'w8', purpose: 'confirmation' }))).toMatchObject({ code: 'court-makes-document', field: '/purpose' })
    expect((await must(app.call('court.precheck', { caseId: 'w8' }))).purposes).toEqual(['report'])
  })

  test('holds an issued paper as it was issued, and the chosen attachments in the court’s order', async () => {
    const app = await withWorkedCases()
    await unasked(app)
    const paper = await must(app.call('document.issue', { caseId: 'w1', documentId: 'D07' }))
    const add = async (name: string, text: string) => (await must(app.call('attachment.add', { caseId: 'w1', name, content: base64(strToU8(text)) }))).id
    const address = await add('送达地址确认书.txt', '送达地址')
    const identity = await add('余明身份证.txt', '429999196503120018')
    await add('余明指纹.jpg', 'x')
    const { manifest } = await packed(app, { attachments: [{ id: address, kind: 'address' }, { id: identity, kind: 'identity' }] })
    expect(manifest.files.map(({ name }) => name)).toEqual([
      '01-司法确认申请书.pdf', '02-人民调解协议书.pdf', '03-调解组织和人民调解员名册.pdf', '04-余明身份证.txt', '05-人民调解申请书.pdf', '06-人民调解受理登记表.pdf',
      '07-人民调解记录（2026年9月15日）.pdf', '08-人民调解记录（2026年10月12日）.pdf', '09-送达地址确认书.txt', '10-材料清单.pdf', 'case.json', 'national.json',
    ])
    expect(manifest.files[1]!.sha256).toBe(paper.sha256)
    const before = await must(app.call('court.preflight', { caseId: 'w1', attachments: [{ id: address, kind: 'address' }] }))
    expect(before.stays).toContainEqual({ what: '附件“余明指纹.jpg”', why: '指纹材料不送出' })
    expect(before.stays).toContainEqual({ what: '附件“余明身份证.txt”', why: '没有选' })
    expect(before.proof.hits).toEqual([])
    expect(before.files.find(({ title }) => title === '人民调解协议书')).toMatchObject({ issued: true, unsearched: [] })
  }, 60_000)

  test('takes no fingerprint scan, whoever chooses it', async () => {
    const app = await withWorkedCases()
    const { id } = await must(app.call('attachment.add', { caseId: 'w1', name: '林晓指纹采集.jpg', content: base64(strToU8('x')) }))
    expect(await refused(app.call('court.package', { caseId: 'w1', attachments: [{ id, kind: 'other' }] }))).toMatchObject({ code: 'fingerprint', field: '/attachments/0/id' })
  })

  test('is logged with its digests', async () => {
    const app = await withWorkedCases()
    const { path, exportId, manifest } = await packed(app)
    const { rows, receivers, total } = await must(app.call('export.list', { caseId: 'w1' }))
    expect([total, receivers]).toEqual([1, ['赤壁市人民法院']])
    expect(rows).toEqual([{
      id: exportId, kind: 'confirmation', to: '赤壁市人民法院', caseId: 'w1', at: '2026-11-23T09:00', by: '何平', masking: '送法院：完整',
      name: '示例-送法院材料_（2026）赤物人调字第001号.zip', bytes: readFileSync(path).length, sha256: sha256(readFileSync(path)), files: manifest.files,
      fileNo: '（2026）赤物人调字第001号', answered: false,
    }])
    expect((await must(app.call('export.list', { until: '2026-11-22' }))).rows).toEqual([])
  })
})

describe('what must not leave', () => {
  const SECRET = '我最多只能拿出六千七百元，底线不要外传给楼下'
  const planted = (app: TestApp, edit: (file: Stored) => Stored = file => file): Promise<null> => changed(app, 'w1', file =>
    edit({ ...file, sessions: file.sessions!.map(session => (session['id'] === 's2' ? { ...session, record: `${SECRET}。` } : session)) }))

  test('a word of a separate session is nowhere in the bytes, compressed streams opened', async () => {
    const app = await withWorkedCases()
    await planted(app)
    const { folder } = await packed(app)
    const all = allText(folder)
    expect(all).toContain('余明')
    expect(all).not.toContain('六千七百')
  })

  const copies = [
    ['facts of the agreement', (file: Stored) => ({ ...file, agreement: { ...file.agreement, facts: `经查，${SECRET}。` } })],
    ['an open record', (file: Stored) => ({ ...file, sessions: file.sessions!.map(session => (session['id'] === 's3' ? { ...session, record: `双方到场。${SECRET}，乙方说。` } : session)) })],
    ['the claims, with blanks and other widths between', (file: Stored) => ({ ...file, claims: [`我最多只能 拿出六千七百元,底线不要\n外传给楼下`] })],
  ] as const
  test('a sentence of it copied elsewhere stops the package', async () => {
    const app = await withWorkedCases()
    for (const [what, edit] of copies) {
      await changed(app, 'w1', () => originalOf('w1'))
      await planted(app, edit)
      const refusal = await refused(app.call('court.package', { caseId: 'w1' }))
      expect(refusal, what).toMatchObject({ code: 'would-leak', field: '/caseId' })
      expect(refusal.message, what).toContain('单方谈话')
    }
    expect((await must(app.call('court.preflight', { caseId: 'w1' }))).proof.hits.length).toBeGreaterThan(0)
    expect((await must(app.call('export.list', {}))).rows).toEqual([])
    expect(existsSync(app.out)).toBe(false)
  })

  const hidden = [
    ['a docx', () => zipSync({ 'word/document.xml': strToU8(`<w:p><w:t>${SECRET.slice(0, 7)}</w:t><w:t>${SECRET.slice(7)}</w:t></w:p>`) })],
    ['a text in GB18030', () => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: `记录：${SECRET}` })],
    ['a zip in a zip', () => zipSync({ '里面.zip': zipSync({ 'a.txt': strToU8(SECRET) }) })],
  ] as const
  test('hidden in an attachment: a docx, another encoding, a zip in a zip', async () => {
    const app = await withWorkedCases()
    await planted(app)
    for (const [what, make] of hidden) {
      const { id } = await must(app.call('attachment.add', { caseId: 'w1', name: '产权证明.bin', content: base64(make()) }))
      expect(await refused(app.call('court.package', { caseId: 'w1', attachments: [{ id, kind: 'rights' }] })), what).toMatchObject({ code: 'would-leak' })
    }
  })

  test('hidden in the PDF of another case’s record', async () => {
    const app = await withWorkedCases()
    await planted(app)
    await changed(app, 'w3', file => ({ ...file, sessions: [{ ...file.sessions![0]!, record: `转述：${SECRET}。` }, ...file.sessions!.slice(1)] }))
    const { path } = await must(app.call('document.make', { caseId: 'w3', document: 'D06', of: 's1' }))
    const { id } = await must(app.call('attachment.add', { caseId: 'w1', path }))
    expect(await refused(app.call('court.package', { caseId: 'w1', attachments: [{ id, kind: 'record' }] }))).toMatchObject({ code: 'would-leak' })
  })

  test('the number of somebody who is not in the case stops it, one of the case does not', async () => {
    const app = await withWorkedCases()
    await changed(app, 'w1', file => ({ ...file, facts: '证人周立（身份证号 429999197209180030）看见。' }))
    expect(await refused(app.call('court.package', { caseId: 'w1' }))).toMatchObject({ code: 'would-leak', message: expect.stringContaining('与本案无关的人') as string })
    await changed(app, 'w1', file => ({ ...file, facts: '余明（身份证号 429999196503120018）看见。' }))
    expect((await packed(app)).path).toMatch(/\.zip$/)
  })

  const masks = [
    ['department', ['429999196503120018', '42999919880705002X'], ['余明', '4299**********0018']],
    ['statistics', ['余明', '林晓', '429999196503120018'], ['（当事人）']],
    ['training', ['余明', '林晓', '429999196503120018'], ['甲某', '乙某']],
  ] as const
  test('under other profiles personal data are masked in every file', async () => {
    const app = await withWorkedCases()
    for (const [profile, gone, there] of masks) {
      const all = allText((await packed(app, { profile })).folder)
      for (const text of gone) expect(all, `${profile} ${text}`).not.toContain(text)
      for (const text of there) expect(all, `${profile} ${text}`).toContain(text)
    }
  })
})

describe('the precheck', () => {
  test('finds nothing that stops an application in time, and counts both windows', async () => {
    const app = await withWorkedCases()
    await unasked(app)
    const { findings, window } = await must(app.call('court.precheck', { caseId: 'w1' }))
    expect(window).toEqual({ from: '2026-11-10', last: '2026-12-10', latest: '2026-12-10' })
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(findings.find(({ code }) => code === 'no-address')).toMatchObject({ tab: 'attachments', severity: 'warning' })
  })

  test('an application too late is stopped unless the clerk goes on knowingly', async () => {
    const app = await withWorkedCases()
    expect(await refused(app.call('court.package', { caseId: 'w2' }))).toMatchObject({ code: 'not-ready', field: '/agreement/effectiveOn' })
    expect(await must(app.call('court.package', { caseId: 'w2', despiteFindings: true, acknowledged }))).toMatchObject({ exportId: expect.any(String) as string })
  })

  test('an agent without a number of identity is named, at the field where it is written', async () => {
    const app = await withWorkedCases()
    await unasked(app)
    const agents = [{ name: '余芳', authority: 'special', idNo: '11010519491231002X' }, { name: '余亮', authority: 'general' }]
    await changed(app, 'w1', file => ({ ...file, parties: (file['parties'] as object[]).map((party, index) => (index === 0 ? { ...party, agents } : party)) }))
    const { findings } = await must(app.call('court.precheck', { caseId: 'w1' }))
    expect(findings.filter(({ code }) => code === 'agent-id')).toEqual([{
      code: 'agent-id', message: '余明的代理人余亮没有填证件号码，法院要核对身份。', severity: 'warning', tab: 'overview', pointer: '/parties/0/agents/1/idNo', article: '法释〔2011〕5号第3条',
    }])
  })

  test('the case of a court goes back to that court, another sender’s to the court of the place', async () => {
    const app = await withWorkedCases()
    await unasked(app)
    const from = async (source: string, body: string): Promise<string> => {
      await changed(app, 'w1', file => ({ ...file, source, sourceRef: { body, receivedOn: '2026-09-07' } }))
      return (await must(app.call('court.preflight', { caseId: 'w1', purpose: 'confirmation' }))).to
    }
    expect([await from('courtBeforeFiling', '咸宁市咸安区人民法院'), await from('police', '市公安局')]).toEqual(['咸宁市咸安区人民法院', '赤壁市人民法院'])
  })

  test('an agreement that confirms ownership is one the court does not take', async () => {
    const app = await withWorkedCases()
    await unasked(app)
    await changed(app, 'w1', file => ({ ...file, agreement: { ...file.agreement, terms: [{ id: 't1', text: '1501室所有权归余明。', kind: 'act', obligor: 'p2', obligee: 'p1', dueOn: '2026-12-01', manner: '过户' }] } }))
    const { findings } = await must(app.call('court.precheck', { caseId: 'w1' }))
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'term-ownership', tab: 'agreement', pointer: '/agreement/terms/0/text' }])
  })
})

test('a package that could cost the thirty days is made only after each such warning was acknowledged by its name', async () => {
  const app = await withWorkedCases()
  await unasked(app)
  await changed(app, 'w1', file => ({ ...file, agreement: { ...file.agreement, terms: [{ id: 't1', text: '林晓修复漏水点。', kind: 'act', obligor: 'p2', obligee: 'p1' }] } }))
  const { findings } = await must(app.call('court.precheck', { caseId: 'w1' }))
  const codes = findings.filter(({ losesRight }) => losesRight).map(({ code }) => code)
  expect(codes.toSorted()).toEqual(['agreement-not-signed', 'no-identity', 'term-without-date', 'term-without-manner', 'term-without-place'])
  const refusal = await refused(app.call('court.package', { caseId: 'w1' }))
  expect([refusal.code, refusal.problems?.map(({ code }) => code).toSorted()]).toEqual(['not-acknowledged', codes.toSorted()])
  expect((await refused(app.call('court.package', { caseId: 'w1', despiteFindings: true, acknowledged: codes.filter(code => code !== 'no-identity') }))).problems?.map(({ code }) => code)).toEqual(['no-identity'])
  expect((await must(app.call('export.list', {}))).total).toBe(0)
  await must(app.call('court.package', { caseId: 'w1', acknowledged: codes }))
  // Packing is no filing.
  expect((await must(app.call('case.show', { caseId: 'w1' }))).file.confirmation).toBeUndefined()
})

describe('the answer of the court', () => {
  const receiptFor = (exportId: string, manifest: PackageManifest, answer: object = {}) => ({
    format: 'mediation-court-receipt', version: 1, package: exportId, files: manifest.files.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
    answer: { kind: 'confirmed', on: '2026-11-20', caseNo: '（2026）鄂1281诉前调确033号', judge: '石法官', ...answer },
  })
  const sent = async () => {
    const app = await withWorkedCases()
    await unasked(app)
    const made = await packed(app)
    await must(app.call('court.file', { caseId: 'w1', on: '2026-11-23' }))
    return { app, ...made }
  }

  test('comes from a receipt whose digests are what was sent, once', async () => {
    const { app, exportId, manifest } = await sent()
    const content = base64(strToU8(JSON.stringify(receiptFor(exportId, manifest, { on: '2026-11-23' }))))
    const { view, answer } = await must(app.call('court.readAnswer', { content }))
    expect(answer).toMatchObject({ id: 'c1', kind: 'confirmed', exportId })
    expect(view.file.confirmation).toEqual({ appliedOn: '2026-11-23', court: '赤壁市人民法院', caseNo: '（2026）鄂1281诉前调确033号', result: 'confirmed', decidedOn: '2026-11-23' })
    expect((await must(app.call('export.list', {}))).rows[0]).toMatchObject({ answered: true })
    expect(view.deadlines.filter(({ kind }) => kind === 'objection' || kind === 'enforcement').map(({ kind, on }) => [kind, on])).toEqual([['objection', '2026-12-08'], ['enforcement', '2028-11-23']])
    expect(await refused(app.call('court.readAnswer', { content }))).toMatchObject({ code: 'already-read' })
  })

  test('in a package brings the court’s papers as attachments', async () => {
    const { app, exportId, manifest } = await sent()
    const files = { '回执.json': strToU8(JSON.stringify(receiptFor(exportId, manifest, { on: '2026-11-23' }))), '裁定书.pdf': strToU8('%PDF-1.7') }
    await must(app.call('court.readAnswer', { content: base64(courtZip(files)) }))
    expect((await must(app.call('attachment.list', { caseId: 'w1' }))).attachments.map(({ name }) => name)).toEqual(['裁定书.pdf'])
  })

  const wrongReceipts = [
    ['another digest', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, files: receipt.files.map((file, index) => (index === 1 ? { ...file, sha256: '0'.repeat(64) } : file)) }), 'receipt-differs'],
    ['a file less', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, files: receipt.files.slice(1) }), 'receipt-differs'],
    ['a file twice', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, files: [...receipt.files, receipt.files[0]!] }), 'receipt-differs'],
    ['a package that was never sent', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, package: 'x' }), 'receipt-unknown'],
    ['another format', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, format: 'x' }), 'receipt-invalid'],
    ['a field of no meaning', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, more: 1 }), 'receipt-invalid'],
    ['a day to come', (receipt: ReturnType<typeof receiptFor>) => ({ ...receipt, answer: { ...receipt.answer, on: '2027-01-01' } }), 'invalid-input'],
  ] as const
  test('from a receipt that is not right is refused and nothing is stored', async () => {
    const { app, exportId, manifest } = await sent()
    const before = await must(app.call('case.show', { caseId: 'w1' }))
    for (const [what, change, code] of wrongReceipts) {
      expect(await refused(app.call('court.readAnswer', { content: base64(strToU8(JSON.stringify(change(receiptFor(exportId, manifest))))) })), what).toMatchObject({ code })
    }
    const good = { '回执.json': strToU8(JSON.stringify(receiptFor(exportId, manifest, { on: '2026-11-23' }))) }
    const altered = zipSync({ ...unzipSync(courtZip(good)), '裁定书.pdf': strToU8('x') })
    for (const [bytes, code] of [[altered, 'package-altered'], [courtZip({}), 'receipt-invalid'], [courtZip(good).subarray(0, 60), 'package-unsafe']] as const)
      expect(await refused(app.call('court.readAnswer', { content: base64(bytes) }))).toMatchObject({ code })
    expect(await must(app.call('case.show', { caseId: 'w1' }))).toEqual(before)
  })

  const byHand = [
    ['dismissed', { note: '内容不明确' }, { result: 'dismissed', decidedOn: '2026-11-23' }],
    ['notAccepted', { note: '不属于受理范围' }, { result: 'notAccepted', decidedOn: '2026-11-23' }],
    ['returned', { note: '补产权证' }, { result: 'pending' }],
    ['accepted', {}, { result: 'pending' }],
    ['withdrawn', {}, { result: 'withdrawn', decidedOn: '2026-11-23' }],
  ] as const
  test('by hand moves the case on', async () => {
    const { app } = await sent()
    for (const [kind, more, expected] of byHand) {
      const view = await must(app.call('court.recordAnswer', { caseId: 'w1', answer: { kind, on: '2026-11-23', ...more } }))
      expect(view.file.confirmation, kind).toEqual({ appliedOn: '2026-11-23', court: '赤壁市人民法院', ...expected })
      expect(view.annex.courtAnswers!.at(-1), kind).toEqual({ id: `c${view.annex.courtAnswers!.length}`, kind, on: '2026-11-23', ...more })
    }
  })

  test('a mediation document is noted for an entrusted matter, and a refusal needs its reason', async () => {
    const app = await withWorkedCases()
    await changed(app, 'w8', ({ courtMediationDocument: _1, archive: _2, ...file }) => file)
    expect(await refused(app.call('court.recordAnswer', { caseId: 'w8', answer: { kind: 'confirmed', on: '2026-11-02' } }))).toMatchObject({ code: 'answer-does-not-fit' })
    expect(await refused(app.call('court.recordAnswer', { caseId: 'w8', answer: { kind: 'mediationDocument', on: '2026-11-02' } }))).toMatchObject({ field: '/answer/caseNo' })
    const view = await must(app.call('court.recordAnswer', { caseId: 'w8', answer: { kind: 'mediationDocument', on: '2026-11-02', caseNo: '（2026）鄂1281诉前调书9号' } }))
    expect(view.file.courtMediationDocument).toEqual({ no: '（2026）鄂1281诉前调书9号', on: '2026-11-02' })
  })
})

/** A package as another program makes it. */
const courtZip = (files: Readonly<Record<string, Uint8Array>>, change: (manifest: PackageManifest) => PackageManifest = manifest => manifest): Uint8Array => {
  const manifest = change({
    format: 'mediation-court-package', version: 1, office: '赤壁市人民法院', court: '赤壁市物业纠纷人民调解委员会', madeAt: '2026-11-20T10:00' as never, rehearsal: false,
    files: Object.entries(files).map(([name, bytes]) => ({ name, title: name, bytes: bytes.length, sha256: sha256(bytes) })),
  })
  return zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(manifest)), '打开我.html': strToU8(openMePage(manifest)) })
}

describe('a matter from the court', () => {
  const matter = (change: (file: Stored) => Stored = file => file): Uint8Array => strToU8(JSON.stringify({
    ...workedCases,
    mediators: [],
    cases: [change({
      id: 'c-1', source: 'courtBeforeFiling', type: 'WY01', facts: '欠交物业费。', claims: ['支付物业费3,264.00元'], appliedOn: '2026-11-18',
      sourceRef: { body: '赤壁市人民法院', documentNo: '（2026）鄂1281诉前调601号', receivedOn: '2026-11-18', officer: '石法官' },
      parties: [{ id: 'p1', side: 'applicant', kind: 'organisation', name: '清源物业公司' }, { id: 'p2', side: 'respondent', kind: 'person', name: '沈岚' }],
    } as Stored)],
  }))

  test('is shown first, then registered with its letter, its papers and its own clock, and never twice', async () => {
    const app = await withWorkedCases()
    const content = base64(courtZip({ 'case.json': matter(), '委派调解函.pdf': strToU8('%PDF-1.7') }))
    const shown = await must(app.call('court.receive', { content }))
    expect(shown).toMatchObject({ incoming: { court: '赤壁市人民法院', documentNo: '（2026）鄂1281诉前调601号', parties: ['清源物业公司', '沈岚'] } })
    expect(shown.view).toBeUndefined()
    const { view } = await must(app.call('court.receive', { content, accept: true, receivedOn: '2026-11-20' }))
    expect(view).toMatchObject({ stage: 'applied', file: { source: 'courtBeforeFiling', appliedOn: '2026-11-20', sourceRef: { receivedOn: '2026-11-20', documentNo: '（2026）鄂1281诉前调601号' } } })
    expect(view!.deadlines.find(({ kind }) => kind === 'T5')).toMatchObject({ on: '2026-11-25' })
    expect((await must(app.call('attachment.list', { caseId: view!.file.id }))).attachments.map(({ name }) => name)).toEqual(['委派调解函.pdf'])
    expect(view!.documents.map(({ id }) => id)).toContain('D26')
    expect(await refused(app.call('court.receive', { content, accept: true }))).toMatchObject({ code: 'already-received' })
  })

  const hostile = [
    ['a changed file', () => {
      const entries = { ...unzipSync(courtZip({ 'case.json': matter(), '函.pdf': strToU8('a') })) }
      entries['函.pdf'] = strToU8('b')
      return zipSync(entries)
    }, 'package-altered'],
    ['a file slipped in', () => zipSync({ ...unzipSync(courtZip({ 'case.json': matter() })), 'x.exe': strToU8('x') }), 'package-altered'],
    ['no data', () => courtZip({ '函.pdf': strToU8('a') }), 'package-invalid'],
    ['data that are no bundle', () => courtZip({ 'case.json': strToU8('{"__proto__":{}}') }), 'package-invalid'],
    ['a case of nobody’s court', () => courtZip({ 'case.json': matter(file => ({ ...file, source: 'application' })) }), 'not-a-court-matter'],
    ['a climbing name', () => zipSync({ '../a.txt': strToU8('x') }), 'package-unsafe'],
    ['a bomb', () => zipSync({ 'bomb.txt': new Uint8Array(300 * 1024 * 1024) }, { level: 9 }), 'package-unsafe'],
    ['no zip', () => strToU8('hello'), 'package-unsafe'],
  ] as const
  test('that is not right is refused and nothing is stored', async () => {
    const app = await withWorkedCases()
    const before = (await must(app.call('case.list', {}))).total
    for (const [what, make, code] of hostile) {
      const path = join(temporaryFolder(), 'in.zip')
      writeFileSync(path, make())
      expect(await refused(app.call('court.receive', { path, accept: true })), what).toMatchObject({ code })
    }
    expect((await must(app.call('case.list', {}))).total).toBe(before)
  })
})
