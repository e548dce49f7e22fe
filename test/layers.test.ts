/** The rules that keep the rooms apart have tests of their own: a forbidden import must fail. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { faultsOf, graphOf, pageWithPicture } from '../scripts/layers.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What lint says of a file with this text at this place, in a folder with our configuration alone. */
const lint = (path: string, text: string): string => {
  const folder = mkdtempSync(join(root, 'node_modules', '.lint-'))
  try {
    writeFileSync(join(folder, '.oxlintrc.json'), readFileSync(join(root, '.oxlintrc.json')))
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    const ran = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--no-ignore', '-c', '.oxlintrc.json', path], { cwd: folder, encoding: 'utf8' })
    return ran.status === 0 ? 'fine' : ran.stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('lint keeps the rooms apart', () => {
  test.each([
    ['src/core/x.ts', "import { readFileSync } from 'node:fs'\nexport const x = readFileSync", 'ports.ts'],
    ['src/core/x.ts', "import { call } from '../main/app.ts'\nexport const x = call", 'ports.ts'],
    ['src/core/x.ts', 'export const x = () => new Date()', 'dates.ts'],
    ['src/core/x.ts', 'export const x = () => Date.now()', 'dates.ts'],
    ['src/core/x.ts', 'export const x = () => Math.random()', 'IdSource'],
    ['src/core/case/time/x.ts', "import { a } from '../../documents/index.ts'\nexport const x = a", 'case/'],
    ['src/core/migrations/x.ts', "import { a } from '../office.ts'\nexport const x = a", '迁移'],
    ['src/main/x.ts', "import { app } from 'electron'\nexport const x = app", 'src/main/index.ts'],
    ['src/main/x.ts', "import { a } from '../renderer/src/client.ts'\nexport const x = a", '界面'],
    ['src/preload/x.ts', "import { contract } from '../core/contract.ts'\nexport const x = contract", 'import type'],
    ['src/renderer/src/x.ts', "import { a } from '../../main/app.ts'\nexport const x = a", 'client.ts'],
    ['src/renderer/src/x.ts', "import { app } from 'electron'\nexport const x = app", 'client.ts'],
  ])('%s may not hold: %s', (path, text, message) => {
    expect(lint(path, text)).toContain(message)
  })

  test.each([
    ['src/core/x.ts', "import * as z from 'zod'\nexport const x = z.string()"],
    ['src/core/documents/x.ts', "import { a } from '../base/dates.ts'\nexport const x = a"],
    ['src/core/base/dates.ts', 'export const x = new Date(0)'],
    ['src/main/index.ts', "import { app } from 'electron'\nexport const x = app"],
    ['src/preload/x.ts', "import type { Call } from '../core/contract.ts'\nexport const x: Call | null = null"],
    ['src/renderer/src/x.ts', "import { a } from '../../core/base/result.ts'\nexport const x = a"],
  ])('%s may hold: %s', (path, text) => {
    expect(lint(path, text)).toBe('fine')
  })
})

describe('the compiler keeps core pure', () => {
  test.each(['window', 'process', 'document', 'Buffer', 'setTimeout'])('%s is not known there', name => {
    const probe = join(root, 'src/core', `probe-${name}.ts`)
    const config = join(root, 'src/core', `tsconfig.probe-${name}.json`)
    try {
      writeFileSync(probe, `export const x = ${name}\n`)
      writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', compilerOptions: { composite: false, noEmit: true, emitDeclarationOnly: false }, include: [`probe-${name}.ts`] }))
      const ran = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { encoding: 'utf8' })
      expect(ran.stdout).toContain(`Cannot find name '${name}'`)
    } finally {
      rmSync(probe, { force: true })
      rmSync(config, { force: true })
    }
  })
})

describe('the layers of src', () => {
  const graph = (imports: Record<string, readonly string[]>): ReadonlyMap<string, readonly string[]> => new Map(Object.entries(imports))

  test.each<[string, Record<string, readonly string[]>, RegExp]>([
    ['an import that goes up', { 'core/base/a.ts': ['core/office.ts'], 'core/office.ts': [] }, /core\/base\/a\.ts 引用了 src\/core\/office\.ts/],
    ['one between folders of a layer', { 'core/case/merge/a.ts': ['core/case/parties/b.ts'], 'core/case/parties/b.ts': [] }, /引用了 src\/core\/case\/parties\/b\.ts/],
    ['one of another room', { 'main/app.ts': ['renderer/src/client.ts'], 'renderer/src/client.ts': [] }, /不是自己的房间/],
    ['one out of core', { 'core/base/a.ts': ['main/app.ts'], 'main/app.ts': [] }, /不是自己的房间/],
    ['a circle of files in one folder', { 'core/base/a.ts': ['core/base/b.ts'], 'core/base/b.ts': ['core/base/a.ts'] }, /文件绕成一圈：core\/base\/a\.ts、core\/base\/b\.ts/],
    ['a circle of folders among the screens', {
      'renderer/src/screens/a/one.tsx': ['renderer/src/screens/b/one.tsx'], 'renderer/src/screens/b/one.tsx': [],
      'renderer/src/screens/b/two.tsx': ['renderer/src/screens/a/two.tsx'], 'renderer/src/screens/a/two.tsx': [],
    }, /文件夹绕成一圈/],
    ['a folder that no layer names', { 'core/elsewhere/a.ts': [] }, /没有说它在哪一层/],
  ])('%s is told', (_, imports, fault) => {
    expect(faultsOf(graph(imports))).toEqual([expect.stringMatching(fault)])
  })

  test('are kept by every file, an import of a type alone counted, and the picture shows them', () => {
    const found = graphOf(join(root, 'src'))
    expect(found.size).toBeGreaterThan(400)
    // A type alone, and one within a type.
    expect(found.get('core/ports.ts')).toContain('core/office.ts')
    expect(faultsOf(found)).toEqual([])
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    expect(page).toContain('flowchart TD')
    expect(pageWithPicture(page)).toBe(page)
  })

  test('no folder of src holds more than thirty files side by side', () => {
    const sizes = new Map<string, number>()
    for (const file of graphOf(join(root, 'src')).keys()) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1)
    expect([...sizes].filter(([, size]) => size > 30)).toEqual([])
  })
})
