/** What `npm run build` leaves in out/ is what an office installs: it must be programs that Node and the page can read. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const out = fileURLToPath(new URL('../../out', import.meta.url))
const programs = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(name => /\.[cm]?js$/.test(name)).toSorted()

test('every program in out/ parses', () => {
  expect(programs).toEqual(expect.arrayContaining([join('main', 'index.js'), join('main', 'side-process.js'), join('preload', 'index.cjs')]))
  const broken = programs.map(name => [name, spawnSync(process.execPath, ['--check', join(out, name)], { encoding: 'utf8' })] as const)
    .filter(([, { status }]) => status !== 0).map(([name, { stderr }]) => `${name}: ${stderr}`)
  expect(broken).toEqual([])
}, 60_000)

test('what the page reads before it shows anything is under 1.5 MB of script', () => {
  const page = readFileSync(join(out, 'renderer/index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(found => found[1]!)
  expect(first.length).toBeGreaterThan(1)
  expect(first.map(name => statSync(join(out, 'renderer', name)).size).reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
})
