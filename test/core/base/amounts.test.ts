import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountsIn, sumsIn, fenFromCapitals, fenFromYuan, yuanBoth, yuanCapitals, yuanFigures } from '../../../src/core/base/amounts.ts'

/** Reads capitals back, knowing nothing of how they were written. */
const fenOfCapitals = (text: string): number => {
  let fen = 0
  let group = 0
  let digit = 0
  for (const character of text) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[character]
    if (value >= 0) digit = value
    else if (place) {
      group += digit * place
      digit = 0
    } else if (character === '亿' || character === '万' || character === '元') {
      fen += (group + digit) * { 亿: 10_000_000_000, 万: 1_000_000, 元: 100 }[character]
      group = digit = 0
    } else if (character === '角' || character === '分') {
      fen += digit * { 角: 10, 分: 1 }[character]
      digit = 0
    } else if (character !== '整') throw new Error(`not a capital: ${character}`)
  }
  return fen
}

const anyFen = fc.oneof(
  fc.integer({ min: 0, max: 999_999_999_999 }),
  // Mostly zeros: where 零 has to be right.
  fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2, 9), { minLength: 1, maxLength: 12 }).map(digits => Number(digits.join(''))),
)

describe('amounts', () => {
  it.each([
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1000, '壹拾元整'],
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角'],
    [55, '伍角伍分'],
    [100, '壹元整'],
    [860_000, '捌仟陆佰元整'],
    [288_000, '贰仟捌佰捌拾元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [100_001_000, '壹佰万零壹拾元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_010_000, '壹亿零壹佰元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [100_100_000_001, '壹拾亿零壹佰万元零壹分'],
    [999_999_999_999, '玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ])('%i fen in capitals is %s', (fen, capitals) => {
    expect(yuanCapitals(fen)).toBe(capitals)
  })

  it('can be read back from its capitals, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenOfCapitals(yuanCapitals(fen))).toBe(fen)
    }), { numRuns: 3000 })
  })

  it('writes zeros, 整 and figures in the one form that banks accept', () => {
    fc.assert(fc.property(anyFen, fen => {
      const capitals = yuanCapitals(fen)
      expect(capitals).not.toMatch(/零零|零[亿万角分]|亿万|[拾佰仟]{2}|^[拾佰仟万亿元]/)
      expect(fen === 0 || !capitals.includes('零元')).toBe(true)
      expect(capitals.endsWith('整')).toBe(fen % 100 === 0)
    }), { numRuns: 3000 })
  })

  it.each([[0, '0.00'], [5, '0.05'], [140_950, '1,409.50'], [999_999_999_999, '9,999,999,999.99'], [100_000, '1,000.00'], [99_999, '999.99']])(
    '%i fen in figures is %s', (fen, figures) => {
      expect(yuanFigures(fen)).toBe(figures)
    })

  it('shows figures and capitals together', () => {
    expect(yuanBoth(860_000)).toBe('8,600.00元（大写：捌仟陆佰元整）')
  })

  it('reads back the figures that it shows, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenFromYuan(yuanFigures(fen))).toBe(fen)
    }))
  })

  it.each([
    ['8600', 860_000], [' 8,600元 ', 860_000], ['8，600.5', 860_050], ['¥0.07', 7], ['￥12', 1200], ['9999999999.99', 999_999_999_999],
    ['', null], ['-1', null], ['1.234', null], ['1e3', null], ['八百', null], ['10000000000', null], ['.5', null], ['1.', null],
  ])('reads %j as %j fen', (typed, fen) => {
    expect(fenFromYuan(typed)).toBe(fen)
  })

  it('reads back the capitals that it writes, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenFromCapitals(yuanCapitals(fen))).toBe(fen)
    }), { numRuns: 2000 })
  })

  it.each([
    ['捌仟陆佰圆正', 860_000], ['壹万元', 1_000_000], ['拾元整', 1000], ['伍角', 50], ['伍分', 5], ['伍角伍分', 55], ['壹仟零肆拾元零伍分', 104_005],
    ['零元整', 0], ['壹拾万柒仟元零伍角叁分', 10_700_053], ['陆佰捌仟元整', null], ['壹贰元整', null], ['元整', null], ['万元', null], ['捌仟陆佰', null], ['', null], ['八千元整', null],
  ])('reads capitals %j as %j fen', (typed, fen) => {
    expect(fenFromCapitals(typed)).toBe(fen)
  })

  it('finds every amount of a text, in order', () => {
    expect(amountsIn('共1,409.5元（大写：壹仟肆佰零玖元伍角），其中0.1万元现金；另付１元？叁拾元整。').map(({ text, fen, capitals }) => [text, fen, capitals])).toEqual([
      ['1,409.5元', 140_950, false], ['壹仟肆佰零玖元伍角', 140_950, true], ['0.1万元', 100_000, false], ['１元', 100, false], ['叁拾元整', 3000, true],
    ])
  })

  it.each([
    ['９０００元', [900_000]], ['¥9,000.00', [900_000]], ['￥９，０００．００', [900_000]], ['￥9 000.00元', [900_000]], ['9\u2009000.00\u2009元', [900_000]], ['RMB 9000', [900_000]],
    ['人民币9000', [900_000]], ['9,000.00 元人民币', [900_000]], ['9千元', [900_000]], ['1万2千元', [1_200_000]], ['0.86万元', [860_000]], ['1.5亿元', [15_000_000_000]], ['8600元5角', [860_050]],
    ['八千六百元', [860_000]], ['两万元整', [2_000_000]], ['捌仟玖百元整', [890_000]], ['大写捌仟陆佰', [860_000]], ['捌仟陆佰圆正', [860_000]], ['一百零五元三角', [10_530]],
    ['8,6,00元', [null]], ['8.605元', [null]], ['陆佰捌仟元整', [null]], ['贰佰伍', [null]], ['12345678901234元', [null]],
    ['人民币2026年', []], ['三块地砖', []], ['万分之五', []], ['5栋3单元502室', []], ['第三分之一', []], ['张三一元钱', [100]],
  ])('reads %j as %j', (text, fen) => {
    expect(amountsIn(`赔偿${text}。`).map(one => one.fen)).toEqual(fen)
  })

  it('takes ways to write one sum side by side for one sum, in either order, and says where they contradict each other', () => {
    const sums = (text: string) => sumsIn(text).map(({ written, fen, perUnit }) => [written.length, fen, ...(perUnit ? ['per unit'] : [])])
    expect([
      '人民币捌仟陆佰元整（¥9,000.00）', '¥9,000.00（大写：捌仟陆佰元整）', '小写：9000元，大写：捌仟陆佰元整', '8600元（捌仟玖佰元整）', '0.86万元，即8,500元',
      '捌仟陆佰元整（８６００元）', '8600元（捌仟陆佰元整）、300元（叁佰元整）', '首付叁佰元，余款500元', '2.5元/㎡，每月500元', '9000元整（人民币大写：玖仟元整）（¥9,000.00）',
    ].map(sums)).toEqual([
      [[2, null]], [[2, null]], [[2, null]], [[2, null]], [[2, null]],
      [[2, 860_000]], [[2, 860_000], [2, 30_000]], [[1, 30_000], [1, 50_000]], [[1, 250, 'per unit'], [1, 50_000, 'per unit']], [[3, 900_000]],
    ])
  })

  it('reads an amount however it is written, and two that differ as a contradiction', () => {
    const wide = (text: string): string => text.replaceAll(/[\d,.]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    const yuan = fc.integer({ min: 1, max: 999_999_999 }).map(cents => cents)
    const way = fc.constantFrom<(fen: number) => string>(
      fen => `${yuanFigures(fen)}元`, fen => `¥${yuanFigures(fen)}`, fen => `￥${wide(yuanFigures(fen))}元`, fen => `人民币${yuanFigures(fen).replaceAll(',', '')}元整`,
      fen => `${yuanFigures(fen).replaceAll(',', '\u2009')}元`, fen => yuanCapitals(fen), fen => `人民币${yuanCapitals(fen)}`, fen => yuanCapitals(fen).replace('元', '圆').replace('整', '正'),
    )
    const around = fc.constantFrom(['（', '）'], ['（大写：', '）'], ['(', ')'], ['【', '】'])
    fc.assert(fc.property(yuan, yuan, way, way, around, (one, other, first, second, [open, close]) => {
      expect(sumsIn(`甲付乙${first(one)}${open}${second(one)}${close}。`).map(({ fen }) => fen)).toEqual([one])
      if (one !== other) expect(sumsIn(`甲付乙${first(one)}${open}${second(other)}${close}。`).map(({ fen }) => fen)).toEqual([null])
    }), { numRuns: 2000 })
  })
})
