import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedName, foldedNumber, foldedPhone, foldedPhones, searchable, tidyName, tidyNumber, tidyPhones } from '../../../src/core/base/folding.ts'

describe('what is compared is folded', () => {
  test.each([
    ['王芳', ['王　芳', ' 王  芳 ', '王\u200b芳', '王芳\ufeff', '王\u00a0芳', '王芳\ufe00', '王\u2009芳']],
    ['阿依古丽·买买提', ['阿依古丽•买买提', '阿依古丽．买买提', '阿依古丽・买买提', '阿依古丽.买买提', '阿依古丽‧买买提', '阿依古丽 · 买买提', '阿依古丽。买买提', '阿依古丽∙买买提', '阿依古丽･买买提']],
    ['A座物业（城东）', ['Ａ座物业(城东)', 'a座物业 (城东)']],
    ['北京', ['\uf963京'.normalize('NFC') === '\uf963京' ? '北京' : '\uf963京']],
    ['人民', ['⼈民']],
  ])('%s, however it is written', (name, written) => {
    expect(written.map(foldedName)).toEqual(written.map(() => foldedName(name)))
  })

  test('names that differ in a character stay different', () => {
    expect(foldedName('王芳')).not.toBe(foldedName('王方'))
  })

  test('numbers: width, blanks, dashes and the letter case', () => {
    expect(['11010519491231002x', '110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ', '110105-19491231-002x', '110105\u200b19491231002x', '110105–19491231002X'].map(foldedNumber))
      .toEqual(Array.from({ length: 6 }, () => '11010519491231002X'))
  })

  test('telephones: the country, blanks, dashes, brackets', () => {
    expect(['13812345678', '138-1234-5678', '+86 138 1234 5678', '0086-13812345678', '8613812345678', '１３８１２３４５６７８', '013812345678', '(+86)138 1234 5678', '+86-138–1234–5678'].map(foldedPhone))
      .toEqual(Array.from({ length: 9 }, () => '13812345678'))
    expect(['0715-5320001', '(0715)5320001', '+86 715 5320001', '0715 532 0001', '+86 0715 5320001'].map(foldedPhone)).toEqual(Array.from({ length: 5 }, () => '07155320001'))
    expect(foldedPhones('0715-5320001、138 1234 5678；')).toEqual(['07155320001', '13812345678'])
  })

  test('a number or a name in a text is found, however either is written', () => {
    const text = searchable('王　芳 电话 138-1234-5678，证件 110105 19491231 002X；阿依古丽•买买提 said Hello World')
    for (const word of ['王芳', '13812345678', '+86 138 1234 5678', '11010519491231002x', '阿依古丽·买买提', 'hello']) expect(text).toContain(searchable(word))
    expect(searchable('3-2-502')).toBe('3-2-502')
  })
})

describe('what is printed is tidied', () => {
  test.each([
    [' 余明 ', '余明'], ['周　立', '周立'], ['阿依古丽•买买提', '阿依古丽·买买提'], ['阿依古丽．买买提', '阿依古丽·买买提'], ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['John  Smith', 'John Smith'], ['Ａ座物业（城东）', 'A座物业（城东）'], ['⼈民', '人民'], ['陈立新等12户业主', '陈立新等12户业主'], ['张三\n李四', '张三\n李四'],
  ])('the name %j is %j', (typed, printed) => {
    expect(tidyName(typed)).toBe(printed)
  })

  test('numbers and telephones', () => {
    expect(['11010519491231002x', '110105 19491231 0038', 'E12345678', '赤业备（2020）3号'].map(tidyNumber)).toEqual(['11010519491231002X', '110105194912310038', 'E12345678', '赤业备（2020）3号'])
    expect(['+86 138 1234 5678', '１３８００１３８０００', '0715－5320001', '0715-5320001转8001', '138 1234 5678、0715-5320001'].map(tidyPhones))
      .toEqual(['13812345678', '13800138000', '0715-5320001', '0715-5320001转8001', '13812345678、0715-5320001'])
  })

  test('whatever is typed: what is printed folds as what was typed, and is tidy already', () => {
    const written = fc.string({ unit: fc.constantFrom('王', '芳', '阿', '·', '•', '．', ' ', '　', '\u200b', 'x', 'Ｘ', '1', '３', '8', '-', '－', '+', '（', 'A') })
    fc.assert(fc.property(written, text => {
      for (const [tidy, fold] of [[tidyName, foldedName], [tidyNumber, foldedNumber], [tidyPhones, (phone: string) => foldedPhones(phone).join()]] as const) {
        expect(fold(tidy(text))).toBe(fold(text))
        expect(tidy(tidy(text))).toBe(tidy(text))
      }
    }), { numRuns: 2000 })
  })
})
