/** The one place for operations on files: what passes is waited for, what stays is told, and nothing half-made is left. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, patiently, setPatience, writeDurably } from '../../../src/main/store/disk.ts'
import { fileRefusal, isAbsent, isFileError, isUnreadable, replaceRefusal } from '../../../src/main/store/file-errors.ts'
import { temporaryFolder } from '../../app/harness.ts'

const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** Work that fails with this error for so long. */
const busyFor = (milliseconds: number, code: string) => {
  const start = performance.now()
  let tries = 0
  return {
    tries: () => tries,
    work: async () => {
      tries += 1
      if (performance.now() - start < milliseconds) throw failure(code)
      return 'done'
    },
  }
}

describe('what another program is in the way of', () => {
  beforeEach(() => setPatience(600))
  afterEach(() => setPatience(0))

  test.each(['EPERM', 'EACCES', 'EBUSY'])('%s for 0.3 s is waited for', async code => {
    const busy = busyFor(300, code)
    expect(await patiently(busy.work)).toBe('done')
    expect(busy.tries()).toBeGreaterThan(2)
  })

  test('for longer than the patience, it is told as it is', async () => {
    const busy = busyFor(5_000, 'EBUSY')
    await expect(patiently(busy.work)).rejects.toMatchObject({ code: 'EBUSY' })
    expect(busy.tries()).toBeGreaterThan(3)
  })

  test('anything else is not tried again', async () => {
    const busy = busyFor(300, 'ENOSPC')
    await expect(patiently(busy.work)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(busy.tries()).toBe(1)
  })
})

describe('a folder that is there already', () => {
  test('is fine, whatever the system says of making it: the root of a drive answers otherwise on each', async () => {
    const folder = temporaryFolder()
    for (const path of [folder, '/', join(folder, 'a', 'b', 'c'), join(folder, 'a', 'b', 'c')]) await makeFolder(path)
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c'])
    writeFileSync(join(folder, 'file'), '')
    await expect(makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(makeFolder(join(folder, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})

describe('a file is written whole or not at all', () => {
  test('over what is there, and with the longest name that the system takes', async () => {
    const folder = temporaryFolder()
    const path = join(folder, `${'名'.repeat(83)}.docx`)
    await writeDurably(path, 'one')
    await writeDurably(path, 'two')
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(readdirSync(folder)).toHaveLength(1)
  })

  test('when the name is taken by a folder, nothing half-made stays', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'x', 'y'), { recursive: true })
    await expect(writeDurably(join(folder, 'x'), 'one')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['x'])
    expect(existsSync(join(folder, 'x', 'y'))).toBe(true)
  })
})

describe('what the system says of a file', () => {
  const codes = [
    'UNKNOWN', 'ETIMEDOUT', 'ENOTEMPTY', 'EINVAL', 'ECANCELED', 'EIO', 'EPERM', 'EACCES', 'EBUSY', 'ENXIO', 'ENODEV', 'EROFS', 'ENOSPC', 'EDQUOT',
    'EFBIG', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'EXDEV', 'ENAMETOOLONG', 'ELOOP', 'ENOTSUP', 'ENOSYS', 'ECONNRESET',
    'ENETUNREACH', 'EHOSTUNREACH', 'ESTALE', 'ETXTBSY', 'EAGAIN', 'EPIPE',
  ]
  test.each(codes)('%s is a sentence with cause and remedy', code => {
    expect(fileRefusal(failure(code), '保存文件').refusal.message).toMatch(/^保存文件没有成功：[^。]+。请[^。]+。$/)
  })

  test('a copy that cannot be read is one thing, a file that is not there another', () => {
    const unreadable = codes.filter(code => isUnreadable(failure(code)))
    expect(codes.filter(code => !unreadable.includes(code))).toEqual(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])
    expect(codes.filter(code => isAbsent(failure(code)))).toEqual(['ENOENT', 'ENOTDIR'])
    expect(isFileError(new TypeError('ours'))).toBe(false)
    expect(() => fileRefusal(new TypeError('ours'), '保存文件')).toThrow('ours')
  })

  test('that it may not be replaced: WPS may have it open', () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) expect(replaceRefusal(failure(code), '保存文件', '台账.xlsx').refusal.message).toMatch(/“台账.xlsx”可能正在 WPS、Excel/)
    expect(replaceRefusal(failure('ENOSPC'), '保存文件', '台账.xlsx').refusal.message).toMatch(/磁盘已满/)
  })
})
