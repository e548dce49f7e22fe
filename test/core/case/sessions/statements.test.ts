import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordOf, statementsOf, type Statement } from '../../../../src/core/case/sessions/statements.ts'

const names = ['何平', '林晓', '清源物业服务有限公司', '吴律师']
const known = new Set(names)

describe('a record by speaker', () => {
  test('is text that reads as it is printed', () => {
    expect(recordOf([
      { speaker: '', text: '何平主持调解，核对身份。' },
      { speaker: '何平', text: '请申请人陈述。' },
      { speaker: '林晓', text: '漏水三个月。\n要求修复。' },
    ])).toBe('何平主持调解，核对身份。\n何平：请申请人陈述。\n林晓：漏水三个月。\n　　要求修复。')
  })

  test('opens again as speakers, also where it names their part only', () => {
    expect(statementsOf('时间：下午\n双方到场。\n调解员：开始。\n　　先核对身份。\n申请人：好。\n张三：我说一句。\n林晓：同意', known)).toEqual([
      { speaker: '', text: '时间：下午\n双方到场。' },
      { speaker: '调解员', text: '开始。\n先核对身份。' },
      { speaker: '申请人', text: '好。' },
      { speaker: '', text: '张三：我说一句。' },
      { speaker: '林晓', text: '同意' },
    ])
    expect(statementsOf('', known)).toEqual([])
  })

  test('of any text is written again as the same text', () => {
    const piece = fc.constantFrom('何平：', '申请人：', '\n', '　　', '：', '漏水', ' ', '\r', '证人：', '时间：')
    const text = fc.oneof(fc.string(), fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')))
    fc.assert(fc.property(text, record => {
      expect(recordOf(statementsOf(record, known))).toBe(record)
    }), { numRuns: 500 })
  })

  test('of speakers is read as the same statements', () => {
    const words = fc.array(fc.constantFrom('漏水', '：', '\n', '　　', '。', 'a'), { maxLength: 6 }).map(pieces => pieces.join(''))
    const statements: fc.Arbitrary<Statement[]> = fc.array(fc.record({ speaker: fc.constantFrom(...names), text: words }), { maxLength: 6 })
    fc.assert(fc.property(statements, said => {
      expect(statementsOf(recordOf(said), known)).toEqual(said)
    }), { numRuns: 300 })
  })
})
