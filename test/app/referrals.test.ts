/** Transfers to other bodies with package and receipt, the register of letters, the directory, and what a suit needs. */
import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { must, refused, withWorkedCases } from './harness.ts'

const d = (day: string) => day as never
const TIME = 120_000

test('a transfer leaves as a package of the letter and the chosen attachments, without what would find a person', async () => {
  const app = await withWorkedCases()
  const kept = await must(app.call('attachment.add', { caseId: 'w6', name: '照片:1.jpg', content: Buffer.from('照片').toString('base64') }))
  const other = await must(app.call('attachment.add', { caseId: 'w1', name: '别案.jpg', content: Buffer.from('别案').toString('base64') }))
  expect(await refused(app.call('referral.package', { caseId: 'w6', index: 0 }))).toMatchObject({ code: 'letter-not-issued', field: '/index' })
  await must(app.call('document.issue', { caseId: 'w6', documentId: 'D25', of: '0' }))
  const { path } = await must(app.call('referral.package', { caseId: 'w6', index: 0, attachmentIds: [kept.id] }))
  expect(await must(app.call('package.verify', { path }))).toMatchObject({
    genuine: true, court: expect.stringContaining('城管') as string,
    files: [{ name: '01-移送函.pdf', state: 'genuine' }, { name: '02-照片_1.jpg', state: 'genuine' }, { name: '03-材料清单.pdf', state: 'genuine' }, { name: '打开我.html', state: 'genuine' }],
  })
  const files = unzipSync(readFileSync(path))
  expect(new TextDecoder().decode(files['打开我.html'])).toContain('<h1>移送材料')
  const text = execFileSync('pdftotext', ['-', '-'], { input: files['01-移送函.pdf'], encoding: 'utf8' })
  const list = execFileSync('pdftotext', ['-layout', '-', '-'], { input: files['03-材料清单.pdf'], encoding: 'utf8' })
  expect(list.replaceAll(/\s+/g, '')).toMatch(/1移送函.*和回执2照片:1\.jpg/)
  const kept2 = (await must(app.call('document.issued', { caseId: 'w6' }))).papers.find(({ documentId }) => documentId === 'D25')!
  expect(createHash('sha256').update(files['01-移送函.pdf']!).digest('hex')).toBe(kept2.sha256)
  for (const secret of ['余明', '周立', '139000', '4299991965', '清源小区5栋']) expect(text).not.toContain(secret)
  expect(await refused(app.call('referral.package', { caseId: 'w6', index: 9 }))).toMatchObject({ code: 'letter-not-found' })
  expect(await refused(app.call('referral.package', { caseId: 'w6', index: 0, attachmentIds: [other.id] }))).toMatchObject({ code: 'attachment-not-found', field: '/attachmentIds' })
}, TIME)

test('nothing said in a separate session leaves with a transfer letter', async () => {
  const app = await withWorkedCases()
  const separate = (await must(app.call('bundle.export', {}))).cases
  expect(separate).toBeGreaterThan(0)
  const { file } = await must(app.call('case.show', { caseId: 'w2' }))
  expect(file.end ?? file.archive).toBeDefined()
  const registered = await must(app.call('case.register', {
    source: 'application', type: 'WY18', appliedOn: d('2026-11-02'), facts: '顶楼搭建。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  const caseId = registered.file.id
  await must(app.call('case.accept', { caseId, acceptedOn: d('2026-11-03'), mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  await must(app.call('session.record', { caseId, session: {
    startAt: '2026-11-10T09:00' as never, place: '调解室', kind: 'separate', confidential: true, withParties: ['p2'], record: '周立说底线是拆掉一半棚子。',
  } } as never))
  await must(app.call('referral.record', { caseId, referral: { toBody: '市城管执法局', sentOn: d('2026-11-12'), matter: '楼顶违建请依法查处' } }))
  await must(app.call('document.extras', { caseId, document: 'D25', of: '0', extras: { facts: '周立说底线是拆掉一半棚子。' } }))
  await must(app.call('document.issue', { caseId, documentId: 'D25', of: '0' }))
  expect(await refused(app.call('referral.package', { caseId, index: 0 }))).toEqual({
    code: 'would-leak', field: '/index',
    message: '“01-移送函.pdf”里有单方谈话或不外传记录里的话：“周立说底线是拆掉一半棚子”。没有打包，请从案件内容或者附件里去掉后再送。',
  })
  await must(app.call('document.extras', { caseId, document: 'D25', of: '0', extras: { facts: '楼顶有搭建。' } }))
  await must(app.call('document.issue', { caseId, documentId: 'D25', of: '0' }))
  await must(app.call('referral.package', { caseId, index: 0 }))
}, TIME)

test('letters, packages, court letters and answers are numbered alike and printed by year', async () => {
  const app = await withWorkedCases()
  await must(app.call('document.issue', { caseId: 'w6', documentId: 'D25', of: '0' }))
  await must(app.call('referral.package', { caseId: 'w6', index: 0 }))
  const unnumbered = async () => (await must(app.call('letterBook.list', {}))).rows.filter(({ serial }) => serial === undefined).length
  const open = await unnumbered()
  expect(open).toBeGreaterThan(2)
  const { path } = await must(app.call('letterBook.print', { year: 2026 }))
  expect([await unnumbered(), (await must(app.call('letterBook.number', {}))).numbered]).toEqual([0, 0])
  const { rows } = await must(app.call('letterBook.list', {}))
  for (const direction of ['in', 'out'] as const) {
    const serials = rows.filter(row => row.direction === direction).map(({ serial }) => serial!).toSorted((a, b) => a - b)
    expect(serials).toEqual(serials.map((_, index) => index + 1))
  }
  expect(rows.map(({ subject }) => subject)).toEqual(expect.arrayContaining([expect.stringMatching(/^移送材料：/), expect.stringMatching(/^移送函：/), expect.stringMatching(/^来函/)]))
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  for (const words of ['2026年收发文登记簿', '发〔2026〕', '收〔2026〕']) expect(text.replaceAll(/\s/g, '')).toContain(words)
  expect(await refused(app.call('letterBook.print', { year: 2020 }))).toMatchObject({ field: '/year' })
}, TIME)

test('the register numbers what is entered by hand, voids without reuse, and lists what the cases tell', async () => {
  const app = await withWorkedCases()
  const enter = (direction: 'in' | 'out', on: string, subject: string) =>
    app.call('letterBook.enter', { letter: { direction, on: d(on), body: '市信访局', subject, documentNo: '赤信函〔2026〕7号' } })
  expect(await must(enter('in', '2026-11-20', '转来信访件'))).toMatchObject({ serialText: '收〔2026〕1号' })
  const second = await must(enter('in', '2026-11-21', '催办'))
  expect(second.serialText).toBe('收〔2026〕2号')
  expect(await must(enter('out', '2026-11-21', '复函'))).toMatchObject({ serialText: '发〔2026〕1号' })
  await must(app.call('letterBook.void', { id: second.id, reason: '重复登记' }))
  expect((await must(enter('in', '2026-11-22', '催办二'))).serialText).toBe('收〔2026〕3号')
  expect(await refused(enter('in', '2026-11-24', '明天的'))).toMatchObject({ field: '/letter/on' })
  const { rows } = await must(app.call('letterBook.list', { query: '城管' }))
  expect(rows.map(({ direction, on, caseId }) => [direction, on, caseId])).toContainEqual(['out', '2026-11-02', 'w6'])
  expect((await must(app.call('letterBook.list', { direction: 'in', query: '507' }))).rows).toMatchObject([{ direction: 'in', on: '2026-10-09', caseId: 'w7' }])
}, TIME)

test('a receipt is kept with the letter and stands in the register', async () => {
  const app = await withWorkedCases()
  expect(await refused(app.call('referral.receipt', { caseId: 'w6', index: 0, on: d('2026-10-01'), receiver: '王科' }))).toMatchObject({ field: '/on' })
  const view = await must(app.call('referral.receipt', { caseId: 'w6', index: 0, on: d('2026-11-03'), receiver: '王科' }))
  expect(view.annex.referralReceipts).toEqual([{ index: 0, on: '2026-11-03', receiver: '王科' }])
  expect((await must(app.call('letterBook.list', { query: '王科' }))).rows).toMatchObject([{ direction: 'in', on: '2026-11-03', caseId: 'w6' }])
}, TIME)

test('the register holds the bodies of the plan, which stay, and those the office adds; the telephone of a body stands with the case', async () => {
  const app = await withWorkedCases()
  const bodies = async () => (await must(app.call('register.list', { kind: 'body' }))).entries
  const before = await bodies()
  const [housing] = before
  expect(housing).toMatchObject({ name: '市住建局', fields: { item: '四（一）' } })
  await must(app.call('register.save', { entry: { ...housing!, fields: { ...housing!.fields, phone: '0715-5220001' } } }))
  const { entry: station } = await must(app.call('register.save', { entry: { kind: 'body', name: '蒲圻派出所', fields: {} } }))
  expect(await bodies()).toEqual([{ ...housing!, fields: { item: '四（一）', phone: '0715-5220001' } }, ...before.slice(1), station])
  expect((await must(app.call('case.show', { caseId: 'w3' }))).bodies[0]).toEqual({ body: '市住建局', relation: 'S', item: '四（一）', contact: '0715-5220001' })
  expect(await refused(app.call('register.remove', { id: housing!.id }))).toMatchObject({ code: 'body-of-plan', field: '/id' })
  await must(app.call('register.remove', { id: station.id }))
  expect(await bodies()).toHaveLength(before.length)
}, TIME)

test('a case keeps the bodies of the day it was applied for; a letter goes by the day it is sent', async () => {
  const app = await withWorkedCases()
  const { entries } = await must(app.call('register.list', { kind: 'body' }))
  const urban = entries.find(({ name }) => name === '市城管执法局')!
  await must(app.call('register.save', { entry: { ...urban, to: d('2026-11-01') } }))
  await must(app.call('register.save', { entry: { kind: 'body', name: '市综合执法局', from: d('2026-11-02'), fields: { item: '四（十一）' }, duties: [{ type: 'WY18', relation: 'E' }] } }))
  const { file: { appliedOn }, bodies, routingAdvice } = await must(app.call('case.show', { caseId: 'w6' }))
  expect(appliedOn < '2026-11-02').toBe(true)
  expect(bodies[0]).toEqual({ body: '市城管执法局', relation: 'E', item: '四（十一）', to: '2026-11-01' })
  expect(routingAdvice).toContain('移送市城管执法局')
  const { documents } = await must(app.call('referral.record', { caseId: 'w6', referral: { toBody: '市综合执法局', sentOn: d('2026-11-03'), matter: '楼顶违建' } }))
  // The old one was no longer named on the day of the letter that the worked case holds.
  expect(documents.filter(({ id }) => id === 'D25').map(({ of, missing }) => [of, missing.includes('工作方案的条目')])).toEqual([['0', true], ['1', false]])
}, TIME)

test('what a suit needs is kept with the case, only for property service disputes and its own parties', async () => {
  const app = await withWorkedCases()
  expect(await refused(app.call('suit.save', { caseId: 'w1', suit: {} }))).toMatchObject({ code: 'not-suited' })
  expect(await refused(app.call('suit.save', { caseId: 'w7', suit: { parties: { p9: { duty: '经理' } } } }))).toMatchObject({ code: 'unknown-party' })
  const view = await must(app.call('suit.save', { caseId: 'w7', suit: { contractName: '前期物业服务合同', feeFen: 326_400 } }))
  expect(view.annex.suitElements).toEqual({ contractName: '前期物业服务合同', feeFen: 326_400 })
  expect(view.documents.map(({ id }) => id)).toEqual(expect.arrayContaining(['D41', 'D42']))
  for (const document of ['D41', 'D42']) for (const format of ['pdf', 'docx'] as const) expect((await must(app.call('document.make', { caseId: 'w7', document, format }))).path).toMatch(new RegExp(`\\.${format}$`))
}, TIME)
