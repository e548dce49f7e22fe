/**
 * Packs the program as electron-builder does for an office, on a stand-in of Electron's folder that carries the real marks of
 * the fuses, and lays the archive's contents out in a folder away from every node_modules. Once for all tests on it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `folder`: as it lies on an office's disk. `app`: what is inside its archive, laid out. */
    packed: { readonly folder: string; readonly app: string }
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Mark, version of the wire, its length, and one digit a fuse: all of them the wrong way round. */
const program = (digits: string): Buffer =>
  Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(500), Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, digits.length]), Buffer.from(digits), Buffer.alloc(500)])

const run = (command: string, ...args: string[]): void => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, command), ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`)
}

export type Asar = { listPackage(path: string): string[]; extractFile(path: string, name: string): Buffer; extractAll(path: string, into: string): void }
export const asar = createRequire(import.meta.url)('@electron/asar') as Asar

export default (project: TestProject): (() => void) => {
  const scratch = mkdtempSync(join(tmpdir(), 'packed-'))
  const electron = join(scratch, 'electron')
  mkdirSync(join(electron, 'resources'), { recursive: true })
  mkdirSync(join(electron, 'locales'))
  writeFileSync(join(electron, 'electron'), program('101100011'))
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/zh-CN.pak', 'locales/en-US.pak', 'locales/de.pak', 'resources/.keep']) writeFileSync(join(electron, name), 'x')
  run('scripts/notices.ts')
  run('node_modules/electron-builder/cli.js', '--linux', 'dir', '--config', 'electron-builder.config.ts', `-c.electronDist=${electron}`, `-c.directories.output=${join(scratch, 'dist')}`)
  const folder = join(scratch, 'dist', readdirSync(join(scratch, 'dist')).find(name => name.endsWith('-unpacked'))!)
  const app = join(scratch, 'laid-out', 'resources', 'app')
  asar.extractAll(join(folder, 'resources/app.asar'), app)
  symlinkSync(join(folder, 'resources/fonts'), join(app, '../fonts'))
  project.provide('packed', { folder, app })
  return () => rmSync(scratch, { recursive: true, force: true })
}
