import { expect, test } from 'vitest'
import { countersAfter, numberBy, patternProblem, sequenceOf, shippedFileNumber, unnumbered } from '../../../src/core/base/numbering.ts'

test('a number is written by its pattern and read back, also one of an earlier pattern or of another committee', () => {
  const own = '{字号}（{年}）调字{序号:4}号'
  expect([numberBy(shippedFileNumber, '2026', '赤物', 1), numberBy(own, '2026', '赤物', 12), unnumbered(own, '2026', '赤物', '＿')])
    .toEqual(['（2026）赤物人调字第001号', '赤物（2026）调字0012号', '赤物（2026）调字＿号'])
  expect(['赤物（2026）调字0012号', '（2026）赤物人调字第013号', '[2019]晋医人调字第011号', '2026年第3号'].map(one => sequenceOf(one, [own]))).toEqual([
    { year: '2026', sequence: 12 }, { year: '2026', sequence: 13 }, { year: '2019', sequence: 11 }, null,
  ])
  expect(countersAfter({ 2026: 12 }, ['赤物（2026）调字0009号', '赤物（2027）调字0001号'], [own])).toEqual({ 2026: 12, 2027: 1 })
})

test('a pattern without a place for number or year, with two numbers, or with other places is refused with what to write', () => {
  expect(['{字号}函{年}号', '{字号}函{序号}号', '{年}-{序号}-{序号}', '{字号}函{年}{序号}{月}', '字'.repeat(60) + '{年}{序号}', shippedFileNumber].map(patternProblem)).toEqual([
    '编号样式里要有{序号}，如 {字号}调函〔{年}〕{序号}号。', '编号样式里要有{年}：每年从 1 号重新编起，没有年份会重号。', '编号样式里只能有一个{序号}，请去掉多余的。',
    '编号样式里只能用{字号}、{年}、{序号}和{序号:3}，请改正花括号里的字。', '编号样式最多 60 个字，请缩短。', null,
  ])
})
