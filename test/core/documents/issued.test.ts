import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { nextNumber } from '../../../src/core/documents/issued.ts'
import { type IssuedPaper } from '../../../src/core/office/issued-paper.ts'

const paper = (at: number, number: string, given: IssuedPaper['given'], voided: boolean): IssuedPaper => ({
  id: `i${at}`, caseId: 'w1', documentId: 'D27', title: '复函', number, given, version: 1, issuedAt: '2026-11-20T09:00' as LocalTime, by: '何平',
  sha256: 'a'.repeat(64), blob: 'b', contentSha256: 'c'.repeat(64), contentBlob: 'd', pages: 1, toSign: false,
  ...(voided ? { void: { at: '2026-11-21T09:00' as LocalTime, by: '何平', reason: '错' } } : {}),
})

test('whatever is issued and voided in whatever order, no number is given twice and each series counts on from 1 without a gap', () => {
  const step = fc.record({
    pattern: fc.constantFrom('{字号}调函〔{年}〕{序号}号', '{字号}受〔{年}〕{序号:3}号', '（{年}）{字号}第{序号:3}号'),
    year: fc.constantFrom('2025', '2026'),
    voided: fc.boolean(),
  })
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), steps => {
    const papers: IssuedPaper[] = []
    for (const { pattern, year, voided } of steps) {
      const { number, given } = nextNumber(papers, pattern, year, '赤物')
      papers.push(paper(papers.length, number, given, voided))
    }
    expect(new Set(papers.map(({ number }) => number)).size).toBe(papers.length)
    for (const series of new Set(papers.map(({ given }) => given!.series))) {
      const sequences = papers.filter(({ given }) => given!.series === series).map(({ given }) => given!.sequence)
      expect(sequences).toEqual(sequences.map((_, at) => at + 1))
    }
  }))
})

test('a letter’s number has no leading zero, a file’s as many digits as its pattern says', () => {
  expect(nextNumber([], '{字号}调函〔{年}〕{序号}号', '2026', '赤物').number).toBe('赤物调函〔2026〕1号')
  expect(nextNumber([], '（{年}）{字号}人调字第{序号:3}号', '2026', '赤物').number).toBe('（2026）赤物人调字第001号')
})
