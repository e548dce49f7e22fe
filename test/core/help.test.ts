import { expect, test } from 'vitest'
import { helpOn, helpTopics, searchHelp } from '../../src/core/help/topics.ts'

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
