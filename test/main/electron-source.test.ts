/** Electron's program file is not to be had everywhere: that is said soon, once, and with what helps. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { tryOnce } from '../../scripts/electron-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'electron-source-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a download is waited for 20 seconds, once for a version and a mirror', () => {
  const note = join(folder, 'cache/note.json')
  const waits: number[] = []
  const fetch = (had: boolean) => (milliseconds: number): boolean => {
    waits.push(milliseconds)
    return had
  }
  const from = { version: '1.0.0', mirror: '' }
  expect(tryOnce(note, from, fetch(false))).toBe('not had')
  expect(tryOnce(note, from, fetch(false))).toBe('tried before')
  expect(waits).toEqual([20_000])
  expect(tryOnce(note, { ...from, mirror: 'http://127.0.0.1/' }, fetch(false))).toBe('not had')
  expect(tryOnce(note, { ...from, version: '1.0.1' }, fetch(true))).toBe('had')
  expect(waits).toHaveLength(3)
})

test('npm run dist without it ends in a sentence that names both mirrors', () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../../scripts/dist.ts', import.meta.url))], {
    encoding: 'utf8', env: { ...process.env, ELECTRON_MIRROR: 'http://127.0.0.1:9/', XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, ELECTRON_CACHE: folder },
  })
  expect(status).toBe(1)
  expect(stderr.trim()).toBe('下载不到 Electron 的程序文件（镜像 http://127.0.0.1:9/）。请在能上网的电脑上打包，或者把环境变量 ELECTRON_MIRROR、ELECTRON_BUILDER_BINARIES_MIRROR 设成能访问的镜像地址（后一个用于打包工具）后再运行 npm run dist。')
}, 40_000)
