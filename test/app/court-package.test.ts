/** The package that leaves the office, checked by others than its maker, and packages that mean harm. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../src/core/contract.ts'
import type { PackageManifest } from '../../src/core/exports/package-manifest.ts'
import type { Result } from '../../src/core/base/result.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock, legalFileName } from '../../src/main/adapters/system.ts'
import { readZip } from '../../src/main/adapters/archives/zip-reader.ts'
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
    const otherOffice = repacked(path, files => { files['manifest.json'] = strToU8(new TextDecoder().decode(files['manifest.json']).replace('{', '{"office":"别的调委会",')) })
    expect(await refused(app.call('package.verify', { path: otherOffice }))).toMatchObject({ code: 'package-invalid', message: '材料清单里“/office”写了两次，不知道以哪一个为准；请让对方重新打包。' })
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

type RawEntry = { readonly name: string; readonly said?: string; readonly at?: number; readonly packed: Uint8Array; readonly size?: number; readonly method?: number }

const header = (mark: number, { name, said = name, packed, size = packed.length, method = 0 }: RawEntry, central: boolean, at = 0): Buffer => {
  const text = Buffer.from(central ? said : name)
  const bytes = Buffer.alloc(central ? 46 : 30)
  const from = central ? 8 : 6
  bytes.writeUInt32LE(mark, 0)
  bytes.writeUInt16LE(0x800, from)
  bytes.writeUInt16LE(method, from + 2)
  bytes.writeUInt32LE(packed.length, from + 12)
  bytes.writeUInt32LE(size, from + 16)
  bytes.writeUInt16LE(text.length, from + 20)
  if (central) bytes.writeUInt32LE(at, 42)
  return Buffer.concat([bytes, text])
}

/** A zip by hand, to lie in. `at`: where an entry says its file is; `said`: its name in the directory; `counted`: how many entries the end counts. */
const rawZip = (entries: readonly RawEntry[], counted = entries.length, before: Buffer = Buffer.alloc(0)): Buffer => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let length = 0
  for (const entry of entries) {
    directory.push(header(0x02014b50, entry, true, entry.at ?? length))
    if (entry.at !== undefined) continue
    files.push(header(0x04034b50, entry, false), Buffer.from(entry.packed))
    length += files.at(-1)!.length + files.at(-2)!.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(counted, 8)
  end.writeUInt16LE(counted, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(length, 16)
  return Buffer.concat([...files, list, before, end])
}

/** The end of a directory as zip64 writes it, behind a directory of one entry: says `count` entries of `size` bytes at `at`. */
const zip64 = (record: number, count: bigint, size: bigint, at: bigint): Buffer => {
  const bytes = Buffer.alloc(76)
  bytes.writeUInt32LE(0x06064b50, 0)
  bytes.writeBigUInt64LE(44n, 4)
  for (const [place, value] of [[24, count], [32, count], [40, size], [48, at]] as const) bytes.writeBigUInt64LE(value, place)
  bytes.writeUInt32LE(0x07064b50, 56)
  bytes.writeBigUInt64LE(BigInt(record), 64)
  bytes.writeUInt32LE(1, 72)
  return bytes
}

describe('a hostile zip', () => {
  const text = (name: string): RawEntry => ({ name, packed: strToU8('x') })
  const stream = deflateRawSync(Buffer.concat([randomBytes(3_000), Buffer.alloc(290_000)]), { level: 9 })
  const dense = deflateRawSync(Buffer.concat([randomBytes(5_000), Buffer.alloc(900_000)]), { level: 9 })
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
    ['names that differ by a mark that cannot be seen', () => zipSync({ 'a.pdf': strToU8('1'), 'a\u200b.pdf': strToU8('2') })],
    ['names that differ by their Unicode form', () => zipSync({ 'é.pdf': strToU8('1'), 'e\u0301.pdf': strToU8('2') })],
    ['a name that shows backwards', () => zipSync({ '照片\u202egpj.exe': strToU8('x') })],
    ['a device of Windows', () => zipSync({ '附件/nul.txt': strToU8('x') })],
    ['a file that is a folder too', () => rawZip([text('q'), text('q/')])],
    ['a file with files in it', () => rawZip([text('q'), text('q/w.txt')])],
    ['two files in the same bytes', () => rawZip(Array.from({ length: 1_900 }, (_, index) => ({ name: 'k', said: `k${index}`, packed: stream, size: 293_000, method: 8, ...(index > 0 && { at: 0 }) })))],
    ['an entry that is another file at its place', () => rawZip([{ ...text('a.txt'), said: 'b.txt' }])],
    ['more entries than it counts', () => rawZip([text('a.txt'), text('b.txt')], 1)],
    ['a hundred thousand entries of which one is counted', () => rawZip(Array.from({ length: 100_000 }, (_, index) => ({ ...text(String(index)), ...(index > 0 && { at: 0 }) })), 1)],
    ['two gigabytes claimed', () => rawZip([{ ...text('a.txt'), size: 0x7fffffff, method: 8 }])],
    ['less claimed than there is', () => rawZip([{ name: 'a.txt', packed: deflateRawSync(Buffer.alloc(100_000_000)), size: 10, method: 8 }])],
    ['a file beyond its end', () => rawZip([text('a.txt'), { ...text('b.txt'), at: 0xfffffff0 }])],
    ['a directory that is its own file', () => rawZip([{ ...text('a'), at: 0 }])],
    ['much more than it weighs, in many files', () => rawZip(Array.from({ length: 650 }, (_, index) => ({ name: `${index}.bin`, packed: dense, size: 905_000, method: 8 })))],
    ['a second directory by zip64', () => rawZip([text('a.txt')], 1, zip64(36 + 51, 1n, 51n, 0n))],
    ['as many entries by zip64 as there are stars', () => rawZip([text('a.txt')], 0xffff, zip64(36 + 51, 1n << 40n, 1n << 50n, 1n << 52n))],
    ['a zip64 record that is nowhere', () => rawZip([text('a.txt')], 0xffff, zip64(2 ** 52, 1n, 51n, 36n))],
    ['bytes behind its end', () => Buffer.concat([one, strToU8('trailing')])],
    ['bytes before its beginning', () => Buffer.concat([strToU8('MZ'), one])],
    ['contents of another check sum', () => {
      const bytes = Buffer.from(one)
      bytes[bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 16]! ^= 1
      return bytes
    }],
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
    const started = performance.now()
    expect(await readZip(bytes)).toMatchObject({ ok: false, refusal: { code: 'package-unsafe', field: '/path', message: expect.stringMatching(/^这个压缩包不能用：.+请让对方重新打包发来。$/) as string } })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(readdirSync('/etc').length).toBe(before)
  })

  const lying: readonly (readonly [what: string, make: (at: string) => void, code: string])[] = [
    ['a folder', at => mkdirSync(at), 'is-a-folder'],
    // Windows has neither pipes nor devices among its files, and lets an ordinary account make no links.
    ...(process.platform === 'win32' ? [] : [
      ['a pipe', (at: string) => void execFileSync('mkfifo', [at]), 'not-a-file'],
      ['a link to a device', (at: string) => symlinkSync('/dev/zero', at), 'not-a-file'],
      ['a link to itself', (at: string) => symlinkSync(at, at), 'not-found'],
    ] as const),
    ['nothing', () => undefined, 'not-found'],
    ['three gigabytes', at => {
      writeFileSync(at, '')
      truncateSync(at, 3 * 2 ** 30)
    }, 'file-too-big'],
  ]
  test.each(lying)('at the end of a path lies %s, whichever command is to read it', async (_what, make, code) => {
    const at = join(temporaryFolder(), '来件.zip')
    make(at)
    const answers: readonly (() => Promise<Result<unknown>>)[] = [
      () => app.call('package.verify', { path: at }), () => app.call('court.receive', { path: at, accept: true }),
      () => app.call('court.readAnswer', { path: at }), () => app.call('case.checkIn', { path: at, password: '外带办案密码2026' }),
    ]
    for (const answer of answers) {
      const started = performance.now()
      expect(await refused(answer())).toMatchObject({ code, field: '/path', message: expect.stringMatching(/[\u4e00-\u9fff]。$/) as string })
      expect(performance.now() - started).toBeLessThan(2_000)
    }
  })

  test('data without end is not read through', async () => {
    const endless = strToU8(`{"x":"${'长'.repeat(8_000_000)}"}`)
    expect(await refused(app.call('court.readAnswer', { content: Buffer.from(endless).toString('base64') }))).toMatchObject({ code: 'file-too-big', field: '/path' })
    expect(await refused(app.call('package.verify', { path: repacked(path, files => { files['manifest.json'] = strToU8(`[${Array.from({ length: 500_000 }, (_, index) => (index * 7_919) % 1_000_003_123).join(',')}]`) }) }))).toMatchObject({ code: 'package-invalid', field: '/path' })
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

test.each([
  ['照片:1.jpg', '照片_1.jpg'], ['nul.txt', '_nul.txt'], ['', '_'], ['附件. ', '附件'], ['照片\u202egpj.exe', '照片gpj.exe'],
  ['𰻝'.repeat(100) + '.pdf', '𰻝'.repeat(54) + '.pdf'], ['长'.repeat(100) + '.docx', '长'.repeat(71) + '.docx'], ['a'.repeat(300), 'a'.repeat(220)],
])('a file is called %.20j as every system takes it', (name, legal) => {
  expect(legalFileName(name)).toBe(legal)
})
