/** The rules that keep the rooms apart have tests of their own: a forbidden import must fail. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

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
