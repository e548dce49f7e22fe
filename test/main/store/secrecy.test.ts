import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRehearsalOffice, must } from '../harness.ts'

const canaries = ['金丝雀余明', '429999196503120018', '13912345678', '背对背说的话不外传', '金丝雀账户', '附件里的秘密字样', '金丝雀小区']

/** A text in every shape in which it might lie in a file. */
const shapesOf = (text: string): Map<string, Buffer> => {
  const utf8 = Buffer.from(text)
  const utf16 = Buffer.from(text, 'utf16le')
  const shapes = new Map<string, Buffer>([
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['GB18030', execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030'], { input: utf8 })],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['JSON escapes', Buffer.from([...text].map(one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''))],
    ['URL escapes', Buffer.from(encodeURIComponent(text))],
  ])
  // In base64 a text looks different by where it begins; the signs that depend on its neighbours are left out.
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before, 'x'), utf8]).toString('base64').replaceAll('=', '')
    shapes.set(`base64 +${before}`, Buffer.from(encoded.slice(before === 0 ? 0 : before + 1, -2)))
  }
  return shapes
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)).filter(path => statSync(path).isFile())

/** `file: text as shape` for everything found, names of files included. */
const found = (folders: readonly string[]): string[] =>
  folders.flatMap(filesBelow).flatMap(path => {
    const bytes = Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)])
    return canaries.flatMap(text => [...shapesOf(text)].filter(([, shape]) => bytes.includes(shape)).map(([name]) => `${path}: ${text} as ${name}`))
  })

test('no name, number, word or password can be read in any file that is kept', async () => {
  const app = await aRehearsalOffice()
  const password = '金丝雀账户的密码2026'
  await must(app.call('account.save', { account: { name: '金丝雀账户', roles: ['director'] }, password }))
  await must(app.call('office.change', { mediators: [{ id: 'm1', name: '金丝雀账户', kind: 'fullTime', phone: '13912345678' }] }))
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: '背对背说的话不外传', claims: [],
    place: { regionCode: '421281001', estate: '金丝雀小区' },
    parties: [
      { side: 'applicant', kind: 'person', name: '金丝雀余明', idKind: 'residentId', idNo: '429999196503120018', phone: '13912345678' },
      { side: 'respondent', kind: 'person', name: '周立' },
    ],
  }))
  await must(app.call('case.accept', { caseId: file.id, acceptedOn: '2026-11-17', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  await must(app.call('session.record', { caseId: file.id, session: { startAt: '2026-11-18T09:00', place: '室', kind: 'separate', record: '背对背说的话不外传', confidential: true } }))
  await must(app.call('attachment.add', { caseId: file.id, name: '金丝雀小区.txt', content: Buffer.from('附件里的秘密字样'.repeat(20)).toString('base64') }))
  const backups = join(app.data, '..', 'stick')
  await must(app.call('backup.create', { path: backups }))
  app.ports.log.fault('case.register', new Error('金丝雀余明 429999196503120018'))
  // A second opening makes a snapshot of what the journal held.
  await must(app.call('account.lock', {}))
  await must(app.call('account.unlock', { account: '金丝雀账户', password }))
  await must(app.call('store.verify', {}))
  await app.ports.store.close()
  expect(filesBelow(app.data).length).toBeGreaterThan(8)
  expect(filesBelow(app.data).some(path => path.endsWith('faults.log'))).toBe(true)
  expect(found([app.data, backups])).toEqual([])
})

test('the search finds what is there', async () => {
  const app = await aRehearsalOffice()
  await must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: '背对背说的话不外传', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '金丝雀余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  await must(app.call('bundle.export', { path: join(app.out, '导出.json') }))
  expect(found([app.out]).map(line => line.split(': ')[1])).toEqual(['金丝雀余明 as UTF-8', '背对背说的话不外传 as UTF-8'])
  for (const text of canaries) {
    for (const [name, shape] of shapesOf(text)) {
      const encoded = name.startsWith('base64') ? Buffer.from(Buffer.from(`${'x'.repeat(Number(name.at(-1)))}${text}yy`).toString('base64')) : shape
      expect(encoded.includes(shape), `${text} ${name}`).toBe(true)
    }
  }
})

