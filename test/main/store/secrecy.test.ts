/** Promise 6: secret at rest. Names, numbers and words of a case are in no file that is written under data or backup. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrations } from '../../../src/core/migrations/index.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { account, aRehearsalOffice, must, office, temporaryFolder } from '../../app/harness.ts'
import { keyOf } from './bench.ts'

/** Words that stand nowhere else. */
const canaries = {
  applicant: '欧阳鹂语', respondent: '慕容霁月', idNo: '429999196503120018', phone: '13900000077', facts: '金丝雀事实：厨房顶板渗水。',
  confidential: '金丝雀秘密：愿意让到九千元。', session: '金丝雀笔录：双方当场核对。', attachment: '金丝雀附件内容：录音整理。', attachmentName: '金丝雀照片.txt',
  account: '上官金丝雀', password: '金丝雀的密码2026', phrase: '金丝雀协议：赔偿橱柜损失。', committee: office.name,
} as const

const gb18030 = (text: string): Buffer => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text })

/** The bytes and texts under which a word could stand in a file. */
const shapesOf = (word: string): Map<string, Buffer> => {
  const shapes = new Map<string, Buffer>()
  const little = Buffer.from(word, 'utf16le')
  const raw = { 'UTF-8': Buffer.from(word), 'UTF-16LE': little, 'UTF-16BE': Buffer.from(little).swap16(), 'GB18030': gb18030(word) }
  for (const [name, bytes] of Object.entries(raw)) {
    shapes.set(name, bytes)
    shapes.set(`${name} in hex`, Buffer.from(bytes.toString('hex')))
    shapes.set(`${name} in upper-case hex`, Buffer.from(bytes.toString('hex').toUpperCase()))
    for (const shift of [0, 1, 2]) {
      // What stays the same whatever stands before and after: whole groups of three bytes.
      const whole = bytes.subarray((3 - shift) % 3)
      const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64')
      shapes.set(`${name} in base64, shifted by ${shift}`, Buffer.from(text))
      shapes.set(`${name} in base64url, shifted by ${shift}`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')))
    }
  }
  shapes.set('JSON escapes', Buffer.from([...word].map(sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')))
  shapes.set('percent signs', Buffer.from(encodeURIComponent(word)))
  return shapes
}

const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true })
  .flatMap(entry => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))

const allShapes = Object.entries(canaries).flatMap(([name, word]) => [...shapesOf(word)].map(([shape, bytes]) => ({ what: `${name} in ${shape}`, bytes })))
  // Six bytes stand in a megabyte of chance once in a hundred million times.
  .filter(shape => shape.bytes.length >= 6)

/** Where a canary stands in the files of a folder, or in their names. */
const hits = (folder: string): string[] => filesBelow(folder).flatMap(path => {
  const bytes = readFileSync(path)
  return allShapes.filter(shape => bytes.includes(shape.bytes) || Buffer.from(path).includes(shape.bytes)).map(shape => `${path}: ${shape.what}`)
})

describe('the files of an office in use', () => {
  test('hold no name, number or word of it, in any of ten scripts', async () => {
    const folder = temporaryFolder()
    const { call, ports, data } = await aRehearsalOffice(folder)
    await must(call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
    await must(call('account.save', { account: { name: canaries.account, roles: ['mediator'] }, password: canaries.password }))
    const { file } = await must(call('case.register', {
      source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: canaries.facts, claims: ['修复'],
      parties: [
        { side: 'applicant', kind: 'person', name: canaries.applicant, idKind: 'residentId', idNo: canaries.idNo, phone: canaries.phone },
        { side: 'respondent', kind: 'person', name: canaries.respondent },
      ],
    } as never))
    await must(call('case.accept', { caseId: file.id, acceptedOn: '2026-11-17', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    for (const [kind, record] of [['joint', canaries.session], ['separate', canaries.confidential]] as const) {
      await must(call('session.record', { caseId: file.id, session: { startAt: '2026-11-20T09:00', place: '室', kind, record, confidential: kind === 'separate', withParties: ['p1'] } } as never))
    }
    await must(call('agreement.save', { caseId: file.id, agreement: {
      form: 'written', reachedOn: '2026-11-20', whole: true, facts: '渗漏。', issues: '责任。', copies: 3,
      terms: [{ text: canaries.phrase, obligor: 'p2', obligee: 'p1', kind: 'act', manner: '自行', dueOn: '2026-12-10' }],
    } } as never))
    await must(call('attachment.add', { caseId: file.id, name: canaries.attachmentName, content: Buffer.from(canaries.attachment).toString('base64') }))
    const backups = join(folder, 'backups')
    const { path } = await must(call('backup.create', { path: backups }))
    expect(await call('account.unlock', { account: canaries.account, password: '不对的密码' })).toMatchObject({ ok: false })
    // Refusals and faults are noted without the words that brought them about.
    expect(await call('case.show', { caseId: canaries.applicant })).toMatchObject({ ok: false })
    ports.log.fault('case.register', new TypeError(`cannot read ${canaries.applicant} of ${canaries.facts}`))
    ports.log.fault('case.register', Object.assign(new Error(canaries.confidential), { name: 'Error' }))

    const searched = (): void => {
      expect(hits(data)).toEqual([])
      expect(hits(backups)).toEqual([])
    }
    searched()
    expect(readFileSync(join(data, 'faults.log'), 'utf8')).toMatch(/2026-11-23T09:00 case\.register TypeError\n\s+at /)
    await must(call('backup.restore', { path, password: account.password, into: join(backups, 'restored') }))
    searched()
    await ports.store.close()
    // A snapshot is written seldom; here at once.
    const { dataKey, storeId } = await keyOf(data)
    const engine = await openEngine(data, dataKey, storeId, { checkOwner: () => undefined, migrations })
    await engine.checkpoint()
    await engine.close()
    searched()
    const kinds = filesBelow(data).map(one => basename(one).replace(/[-.].*/, ''))
    expect(new Set(kinds)).toEqual(new Set(['anchor', 'blob', 'checked', 'faults', 'journal', 'keys', 'manifest', 'shard', 'tries']))
    expect(filesBelow(backups).filter(name => statSync(name).size > 1000).length).toBeGreaterThan(3)
  }, 60_000)

  test('and the search does find what stands there', async () => {
    const folder = temporaryFolder()
    const { call, out } = await aRehearsalOffice(folder)
    await must(call('case.register', {
      source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: canaries.facts, claims: ['修复'],
      parties: [{ side: 'applicant', kind: 'person', name: canaries.applicant, idKind: 'residentId', idNo: canaries.idNo }, { side: 'respondent', kind: 'person', name: '周立' }],
    } as never))
    const { path } = await must(call('bundle.export', {}))
    expect(path.startsWith(out)).toBe(true)
    expect(hits(out).map(hit => hit.split(': ').at(-1))).toEqual(expect.arrayContaining(['applicant in UTF-8', 'idNo in UTF-8', 'facts in UTF-8']))
    // Each script is one that the search knows.
    for (const { what, bytes } of allShapes) {
      for (const before of ['', 'x', 'xy']) expect(Buffer.concat([Buffer.from(before), bytes]).includes(bytes), what).toBe(true)
    }
    for (const shift of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(shift, 1), Buffer.from(canaries.applicant), Buffer.from('后文')]).toString('base64')
      expect([...shapesOf(canaries.applicant)].some(([name, bytes]) => name.includes('base64') && text.includes(bytes.toString()))).toBe(true)
    }
  }, 30_000)
})
