import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchable } from '../../src/core/base/folding.ts'
import { signsOf } from '../../src/main/commands/search-text.ts'

const anyText = fc.string({ unit: fc.constantFrom(...'姚海清源小区漏水0123456789abcxyz（）-·𠮷 \n'), maxLength: 60 })

test('a text has all the signs of each word in it, wherever the word begins and ends', () => {
  fc.assert(fc.property(anyText, fc.nat(60), fc.nat(60), (text, a, b) => {
    const whole = searchable(text)
    const signs = signsOf(whole)
    const missing = signsOf(whole.slice(Math.min(a, b), Math.max(a, b))).filter((bits, slot) => (signs[slot]! & bits) !== bits)
    expect([...missing]).toEqual([])
  }))
})

test('other words mostly lack signs, so that their texts are not read', () => {
  const signs = signsOf(searchable('余明 13900000001 清源小区5栋 噪声'))
  const lacks = (word: string): boolean => signsOf(word).some((bits, slot) => (signs[slot]! & bits) !== bits)
  expect(['沈岚', '3900', '4711', 'zl', '漏水', '5'].map(word => [word, lacks(word)])).toEqual([
    ['沈岚', true], ['3900', false], ['4711', true], ['zl', true], ['漏水', true], ['5', false],
  ])
})
