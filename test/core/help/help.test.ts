import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { helpOn, helpTopics, searchHelp } from '../../../src/core/help/topics.ts'

test('every screen and part opens its own page, and what is unknown the first one', () => {
  for (const topic of helpTopics) for (const place of topic.on) {
    const [screen, part] = place.split('/')
    expect(helpOn(screen!, part)).toBe(helpTopics.find(({ on }) => on.includes(place)))
  }
  expect(helpOn('case', '协议').title).toBe('协议')
  expect(helpOn('case', '没有的').title).toBe('一件案件：概况和办理')
  expect(helpOn('nowhere').id).toBe('start')
  const ids = helpTopics.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the help is searched for every word, titles first', () => {
  expect(searchHelp('备份 移动盘').map(({ id }) => id)).toEqual(['safety'])
  expect(searchHelp('协议')[0]!.id).toBe('agreement')
  expect(searchHelp('ctrl+k').map(({ id }) => id)).toContain('keys')
  expect(searchHelp('没有这样的词')).toEqual([])
  expect(searchHelp(' ')).toHaveLength(helpTopics.length)
})

const source = fileURLToPath(new URL('../../../src', import.meta.url))
const read = (path: string): string => readFileSync(`${source}/${path}`, 'utf8')
const screens = 'renderer/src/screens'

test('each screen, each tab of a case and each page of the settings has a page of its own', () => {
  const names = [...read('renderer/src/screen.ts').matchAll(/readonly name: '(\w+)'/g)].map(([, name]) => name!)
  // The recovery key is told once and says on its own page all there is to know.
  const places = names.filter(name => name !== 'recoveryKey').map(name => [name, ''] as const)
  const tabs = [...read(`${screens}/case/case-screen.tsx`).matchAll(/key: '\w+',\s+label: ['`]([^'`$]+)/g)].map(([, label]) => ['case', label!] as const)
  const parts = [...read(`${screens}/settings/settings-screen.tsx`).matchAll(/label: '([^']+)', Part:/g)].map(([, label]) => ['settings', label!] as const)
  expect(names.length).toBeGreaterThan(10)
  expect(tabs.length).toBe(10)
  expect(parts.length).toBeGreaterThan(8)
  const told = new Set(helpTopics.flatMap(({ on }) => on))
  expect([...places, ...tabs, ...parts].filter(([screen, part]) => !told.has(part === '' ? screen : `${screen}/${part}`))).toEqual([])
})

test('what the help names in quotation marks is written so in the program', () => {
  const program = globSync('{core,renderer}/**/*.{ts,tsx}', { cwd: source }).filter(path => !path.includes('help/topics')).map(read).join('\n')
  const named = helpTopics.flatMap(({ text }) => text.flatMap(line => [...line.matchAll(/“([^”]+)”/g)].map(([, words]) => words!)))
  expect(named.filter(words => !program.includes(words))).toEqual([])
})
