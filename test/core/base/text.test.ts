import { describe, expect, it } from 'vitest'
import { lengthOf, Text, TextOrEmpty, storableText, tidied } from '../../../src/core/base/text.ts'

const messageOf = (value: string, schema: typeof Text = Text): string | undefined => schema.safeParse(value).error?.issues[0]?.message

describe('text', () => {
  it('counts characters, not UTF-16 units', () => {
    expect([lengthOf(''), lengthOf('余明'), lengthOf('𰻝𡊄'), lengthOf('𰻝'.repeat(20_001))]).toEqual([0, 2, 2, 20_001])
  })

  it.each([['余明'], ['𰻝'.repeat(20_000)], ['第一行\n第二行\t缩进\r\n'], ['😀 &<>"\\'], [' 前后有空格 ']])('takes %.12j as it is', value => {
    expect(Text.parse(value)).toBe(value)
  })

  it.each([
    ['字'.repeat(20_001), '文字超过 20,000 个字符，请缩短后再保存。'],
    ['𰻝'.repeat(20_001), '文字超过 20,000 个字符，请缩短后再保存。'],
    ['', '这一项不能为空，请填写。'],
    [' \n　', '这一项不能为空，请填写。'],
    ['甲\ud800', '第 2 个字符（U+D800）无法保存和打印，请删除后重新输入。'],
    ['\udc00乙', '第 1 个字符（U+DC00）无法保存和打印，请删除后重新输入。'],
    ['\ud800\ud800\udc00', '第 1 个字符（U+D800）无法保存和打印，请删除后重新输入。'],
    ['𰻝甲\u0000', '第 3 个字符（U+0000）无法保存和打印，请删除后重新输入。'],
    ['a\u000bb', '第 2 个字符（U+000B）无法保存和打印，请删除后重新输入。'],
    ['a\u001b[31m', '第 2 个字符（U+001B）无法保存和打印，请删除后重新输入。'],
    ['a\u007f', '第 2 个字符（U+007F）无法保存和打印，请删除后重新输入。'],
    ['甲\uffff', '第 2 个字符（U+FFFF）无法保存和打印，请删除后重新输入。'],
    ['e\u0301', '文字含有未规范组合的字符（应为 Unicode NFC），请删除后重新输入。'],
  ])('refuses %.12j', (value, message) => {
    expect(messageOf(value)).toBe(message)
  })

  it('may be empty where a record may be', () => {
    expect([messageOf('', TextOrEmpty), messageOf('\u0000', TextOrEmpty)])
      .toEqual([undefined, '第 1 个字符（U+0000）无法保存和打印，请删除后重新输入。'])
  })
})

it('marks that cannot be seen make no name; beside others they are kept exactly, and only what is typed goes without them', () => {
  expect([messageOf('\u200b\u200b'), messageOf('\u202e \ufeff')]).toEqual(['这一项不能为空，请填写。', '这一项不能为空，请填写。'])
  for (const text of ['余\u202e明', '👨\u200d👩\u200d👧 一家', '\ufeff余\u00ad明\u206f']) expect(Text.parse(text)).toBe(text)
  expect(messageOf('余\ufffd明')).toBe('第 2 个字符（U+FFFD）无法保存和打印，请删除后重新输入。')
  expect(storableText('\u200b余\u2060明\ufeff')).toBe('余明')
})

it('what a form sends goes without the marks that were pasted along; text that stood there stays exactly', () => {
  const stood = { facts: '👨\u200d👩\u200d👧 一家', parties: [{ name: '余\u202e明' }] }
  expect(tidied({ ...stood, parties: [...stood.parties, { name: '林\u200b晓', kind: 'person' }], amountFen: 5 }, stood))
    .toEqual({ ...stood, parties: [...stood.parties, { name: '林晓', kind: 'person' }], amountFen: 5 })
})
