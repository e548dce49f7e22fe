/** What the documents name is there: pages, pictures, tests, samples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { documentTemplates } from '../src/core/documents/index.ts'
import { paperSamples, reportSamples } from '../scripts/samples.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = ['README.md', ...readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`), 'docs/samples/README.md']

test.each(pages)('every page and picture that %s names is there', page => {
  const named = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(found => decodeURI(found[1]!)).filter(path => !/^https?:/.test(path))
  expect(named.filter(path => !existsSync(join(root, dirname(page), path)))).toEqual([])
})

test('every place in the source that the documents name is there', () => {
  const named = pages.flatMap(page => [...read(page).matchAll(/`((?:src|test|scripts|resources)\/[\w./-]+)`/g)].map(found => found[1]!))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(path => !existsSync(join(root, path)))).toEqual([])
})

test('every test that security.md calls as a witness exists under that name', () => {
  const text = read('docs/security.md')
  const files = [...new Set([...text.matchAll(/`((?:main|app|desktop|e2e|core)\/[\w./-]+\.test\.ts)`/g)].map(found => found[1]!))]
  expect(files.length).toBeGreaterThan(4)
  expect(files.filter(file => !existsSync(join(root, 'test', file)))).toEqual([])
  const sources = files.map(file => read(`test/${file}`)).join('\n')
  const witnesses = text.split('\n').filter(line => /^\| \d+ \|/.test(line)).flatMap(line => line.split('|').at(-2)!.split(/[；：]/))
    .map(name => name.trim()).filter(name => /^[a-z][a-z ]/.test(name))
  expect(witnesses.length).toBeGreaterThan(8)
  expect(witnesses.filter(name => !sources.includes(`test('${name}`))).toEqual([])
})

test('every paper and every report has a sample', () => {
  expect(paperSamples).toEqual(documentTemplates)
  const writers = readdirSync(join(root, 'src/core/reports')).filter(name => /^export const \w+ = \(.*\): (DocumentContent|Sheet) => /m.test(read(`src/core/reports/${name}`))).map(name => name.replace('.ts', ''))
  expect(reportSamples.map(({ from }) => from).toSorted()).toEqual(writers.toSorted())
  const kept = readdirSync(join(root, 'docs/samples')).filter(name => name.endsWith('.pdf')).toSorted()
  expect(kept).toEqual([...documentTemplates.map(({ id }) => id), ...writers, 'card'].map(name => `${name}.pdf`).toSorted())
})
