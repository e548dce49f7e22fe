import { expect, test } from 'vitest'
import * as z from 'zod'
import { phases } from '../../../src/core/case/steps/step-facts.ts'
import { keysOf, sides, sources } from '../../../src/core/base/codes.ts'
import { parseWith } from '../../../src/core/base/parse-input.ts'

const sentenceFor = (schema: z.ZodType, input: unknown): string | undefined => {
  const parsed = parseWith(schema, input)
  return parsed.ok ? undefined : parsed.problems[0]!.message
}

test('a value that is none of the choices is told what each of them means', () => {
  expect(sentenceFor(z.enum(keysOf(sides)), '甲方')).toBe('“甲方”不在可选范围内，可选：applicant（申请人）、respondent（被申请人）、thirdParty（第三人）。')
  expect(sentenceFor(z.enum(keysOf(sources)), 'x')).toContain('courtBeforeFiling（')
  expect(sentenceFor(z.enum(keysOf(phases)), 'end')).toBe('“end”不在可选范围内，可选：intake（申请与受理）、mediation（调解）、settling（协议与结案）、after（履行与归档）。')
})

test('choices that are no codes of ours stand as they are', () => {
  // Two tables with the same keys: which one is meant is not known.
  keysOf({ 甲键: '一', 乙键: '二' })
  expect(sentenceFor(z.enum(keysOf({ 甲键: '三', 乙键: '四' })), '丙')).toBe('“丙”不在可选范围内，可选：甲键、乙键。')
  expect(sentenceFor(z.enum(['pdf', 'xlsx']), 'doc')).toBe('“doc”不在可选范围内，可选：pdf、xlsx。')
})
