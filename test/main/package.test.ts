/** The package that leaves the office, checked by others than its maker, and packages that mean harm. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../src/core/contract.ts'
import type { PackageManifest } from '../../src/core/exports/package-manifest.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { readZip } from '../../src/main/adapters/zip-reader.ts'
import { hostPorts } from '../../src/main/host.ts'
import { account, must, NOW, office, refused, temporaryFolder, workedCasesPath } from './harness.ts'

const root = mkdtempSync(join(tmpdir(), 'package-'))
let app: { readonly call: Call }
let path = ''
let close = (): Promise<void> => Promise.resolve()
beforeAll(async () => {
  const ports = await hostPorts({ data: join(root, 'data'), out: join(root, 'out'), clock: fixedClock(NOW), open: false }, 'script')
  close = () => ports.store.close()
  app = { call: createApp(ports, { checkOutputs: true }) }
  await must(app.call('office.setUp', { office, mediators: [], account, rehearsal: true }))
  await must(app.call('bundle.import', { path: workedCasesPath }))
  path = (await must(app.call('court.package', { caseId: 'w1' }))).path
})
afterAll(async () => {
  await close()
  rmSync(root, { recursive: true, force: true })
})

const repacked = (path: string, change: (entries: Record<string, Uint8Array>) => void): string => {
  const entries: Record<string, Uint8Array> = { ...unzipSync(readFileSync(path)) }
  change(entries)
  const target = join(temporaryFolder(), 'package.zip')
  writeFileSync(target, zipSync(entries as Zippable))
  return target
}

describe('a package for the court', () => {
  test('opens with another unzip, and sha256sum agrees with its list', async () => {
    const folder = temporaryFolder()
    execFileSync('unzip', ['-q', path, '-d', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as PackageManifest
    expect(readdirSync(folder).toSorted()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json', '打开我.html'].toSorted())
    for (const { name, sha256 } of manifest.files) expect(execFileSync('sha256sum', [join(folder, name)], { encoding: 'utf8' }).replace(/^\\/, '').slice(0, 64)).toBe(sha256)
    expect(await must(app.call('package.verify', { path }))).toMatchObject({
      office: manifest.office, court: manifest.court, fileNo: manifest.fileNo, genuine: true,
      files: [...manifest.files.map(({ name, title }) => ({ name, title, state: 'genuine' })), { name: '打开我.html', state: 'genuine' }],
    })
    expect(await must(app.call('package.verify', { content: readFileSync(path).toString('base64') }))).toMatchObject({ genuine: true })
  })

  test.each([
    ['a paper that was changed', (files: Record<string, Uint8Array>) => { files['02-人民调解协议书.pdf']![200]! ^= 1 }, { name: '02-人民调解协议书.pdf', state: 'altered' }],
    ['a paper that is gone', (files: Record<string, Uint8Array>) => { delete files['01-司法确认申请书.pdf'] }, { name: '01-司法确认申请书.pdf', state: 'missing' }],
    ['a file slipped in', (files: Record<string, Uint8Array>) => { files['99-补充.pdf'] = strToU8('x') }, { name: '99-补充.pdf', state: 'unlisted' }],
    ['another page', (files: Record<string, Uint8Array>) => { files['打开我.html'] = strToU8('<script>alert(1)</script>') }, { name: '打开我.html', state: 'altered' }],
  ] as const)('tells %s', async (_what, change, expected) => {
    const verified = await must(app.call('package.verify', { path: repacked(path, change) }))
    expect(verified.genuine).toBe(false)
    expect(verified.files.filter(({ state }) => state !== 'genuine').map(({ name, state }) => ({ name, state }))).toEqual([expected])
  })

  test('without a list, or with one that is none, is refused', async () => {
    expect(await refused(app.call('package.verify', { path: repacked(path, files => { delete files['manifest.json'] }) }))).toMatchObject({ code: 'package-invalid' })
    for (const text of ['{', '[]', '{"format":"x"}', '{"__proto__":{"files":[]}}', '\ufffe']) {
      expect(await refused(app.call('package.verify', { path: repacked(path, files => { files['manifest.json'] = strToU8(text) }) })), text).toMatchObject({ code: 'package-invalid', field: '/path' })
    }
    const twice = repacked(path, files => {
      const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as { files: unknown[] }
      files['manifest.json'] = strToU8(JSON.stringify({ ...manifest, files: [...manifest.files, manifest.files[0]] }))
    })
    expect(await refused(app.call('package.verify', { path: twice }))).toMatchObject({ code: 'package-invalid' })
  })
})

/** Turns the name of the only entry into another one of the same length, in both places where a zip holds it. */
const renamed = (zip: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, Buffer.from(to).toString('latin1')), 'latin1')

/** Sets the external attributes of the first entry in the central directory. */
const withMode = (zip: Uint8Array, mode: number): Uint8Array => {
  const bytes = Buffer.from(zip)
  const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  bytes.writeUInt8(3, at + 5)
  bytes.writeUInt32LE((mode << 16) >>> 0, at + 38)
  return bytes
}

const withFlag = (zip: Uint8Array, flag: number): Uint8Array => {
  const bytes = Buffer.from(zip)
  for (const [mark, offset] of [[[0x50, 0x4b, 1, 2], 8], [[0x50, 0x4b, 3, 4], 6]] as const) {
    const at = bytes.indexOf(Buffer.from(mark)) + offset
    bytes.writeUInt16LE(bytes.readUInt16LE(at) | flag, at)
  }
  return bytes
}

describe('a hostile zip', () => {
  const one = zipSync({ 'aaaaaaaaaa.txt': strToU8('x') })
  const bomb = zipSync({ 'bomb.txt': new Uint8Array(300 * 1024 * 1024) }, { level: 9 })
  const crowd = (): Uint8Array => zipSync(Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`${index}.txt`, new Uint8Array(0)])), { level: 0 })
  test.each([
    ['climbing', () => renamed(one, 'aaaaaaaaaa.txt', '../../../a.txt')],
    ['absolute', () => renamed(one, 'aaaaaaaaaa.txt', '/etc/cron.d/ab')],
    ['absolute on Windows', () => renamed(one, 'aaaaaaaaaa.txt', 'C:/aaaaaaa.txt')],
    ['with a backslash', () => renamed(one, 'aaaaaaaaaa.txt', '..\\..\\aaaa.bt')],
    ['with a control character', () => renamed(one, 'aaaaaaaaaa.txt', 'aaaaa\u0000aaa.exe')],
    ['ending in a dot', () => renamed(one, 'aaaaaaaaaa.txt', 'aaaaaaaaaa.tx.')],
    ['a link', () => withMode(one, 0o120777)],
    ['a device', () => withMode(one, 0o060644)],
    ['with a password', () => withFlag(one, 1)],
    ['a bomb', () => bomb],
    ['a crowd of entries', crowd],
    ['names that differ by case only', () => zipSync({ 'a.pdf': strToU8('1'), 'A.PDF': strToU8('2') })],
    ['the same name twice', () => renamed(zipSync({ 'aaaaaaaaaa.txt': strToU8('1'), 'bbbbbbbbbb.txt': strToU8('2') }), 'bbbbbbbbbb.txt', 'aaaaaaaaaa.txt')],
    ['cut short', () => one.subarray(0, one.length - 10)],
    ['with broken contents', () => {
      const bytes = zipSync({ 'x.txt': strToU8('很长的内容'.repeat(500)) })
      bytes.fill(0xff, 45, 70)
      return bytes
    }],
    ['no zip at all', () => strToU8('PK 不是压缩包')],
    ['nothing', () => new Uint8Array(0)],
  ])('%s is refused', async (_what, make) => {
    const bytes = make()
    const before = readdirSync('/etc').length
    expect(await readZip(bytes)).toMatchObject({ ok: false, refusal: { code: 'package-unsafe', field: '/path', message: expect.stringMatching(/^这个压缩包不能用：.+请让对方重新打包发来。$/) as string } })
    expect(readdirSync('/etc').length).toBe(before)
  })

  test('keeps what objects inherit apart from the files of an honest one', async () => {
    const read = await readZip(renamed(zipSync({ 'aaaaaaaaa': strToU8('1'), 'constructor': strToU8('2'), '附件/照片.jpg': strToU8('3') }), 'aaaaaaaaa', '__proto__'))
    expect(read.ok && [...read.value].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([['__proto__', '1'], ['constructor', '2'], ['附件/照片.jpg', '3']])
  })

  test('a hundred thousand entries are refused by their number alone', async () => {
    // The end of the directory says how many there are; nothing of them needs to be there.
    const end = Buffer.from(zipSync({ 'a.txt': strToU8('x') }))
    const at = end.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    end.writeUInt16LE(0xfffe, at + 8)
    end.writeUInt16LE(0xfffe, at + 10)
    expect(await readZip(end)).toMatchObject({ ok: false, refusal: { code: 'package-unsafe' } })
  })
})
