import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { yuanCapitals, yuanFigures } from '../../../src/core/base/amounts.ts'
import { chineseDate, localDate } from '../../../src/core/base/dates.ts'
import type { CaseFile, Term } from '../../../src/core/case/record/case-file.ts'
import { annexesOf } from '../../../src/core/documents/agreement/agreement-annexes.ts'
import { documentById } from '../../../src/core/documents/index.ts'
import { clauseOf, notSettled, printedClauses } from '../../../src/core/documents/writing/clauses.ts'
import { missingIn, printed } from '../../../src/core/documents/writing/content.ts'
import { aCase, workedMediators, workedOffice } from '../../builders.ts'

const withTerms = (...terms: Partial<Term>[]): CaseFile => aCase({
  agreement: { ...aCase().agreement!, terms: terms.map((term, index) => ({ id: `t${index}`, kind: 'payment', obligor: 'p2', obligee: 'p1', text: '条款。', ...term }) as Term) },
})
const clause = (term: Partial<Term>): string => {
  const file = withTerms(term)
  return clauseOf(file, file.agreement!.terms[0]!)
}
const october = localDate('2026-10-31')

describe('the clause of a term', () => {
  test('is one sentence that says who pays whom how much, by when and how', () => {
    expect(clause({ text: '林晓一次性支付余明赔偿款8,600元', amountFen: 860_000, dueOn: october, manner: '银行转账' }))
      .toBe('林晓于2026年10月31日前（含当日）一次性支付余明赔偿款人民币8,600.00元（大写：捌仟陆佰元整），通过银行转账履行。')
  })

  test('says nothing twice that its text says', () => {
    const text = '林晓于2026年10月31日前以银行转账的方式支付余明赔偿款人民币8600元整（大写：捌仟陆佰元整）。'
    expect(clause({ text, amountFen: 860_000, dueOn: october, manner: '银行转账' }))
      .toBe('林晓于2026年10月31日前以银行转账的方式支付余明赔偿款人民币8,600.00元（大写：捌仟陆佰元整）。')
  })

  test('adds whoever the text does not name, and a place', () => {
    expect(clause({ kind: 'act', text: '修复1601室卫生间防水层', dueOn: october, manner: '自行委托施工，闭水试验由双方到场查看', place: '清源小区5栋1单元1601室' }))
      .toBe('修复1601室卫生间防水层，由林晓于2026年10月31日前（含当日）向余明履行，履行方式为自行委托施工，闭水试验由双方到场查看，履行地点为清源小区5栋1单元1601室。')
    expect(clause({ text: '吊顶和木门的损失', amountFen: 30_000 })).toBe('吊顶和木门的损失，金额为人民币300.00元（大写：叁佰元整），由林晓付给余明。')
  })

  test('says every amount, name and date of its columns exactly once, and no column label', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (amountFen, amount, names, date, kind) => {
      const text = `${names ? '林晓支付余明' : '赔偿'}${amount ? `${yuanFigures(amountFen)}元` : '损失'}${date ? '，2026年10月31日前付清' : ''}`
      const said = clause({ text, amountFen, dueOn: october, manner: '银行转账', kind: kind ? 'payment' : 'act' })
      for (const once of [`${yuanFigures(amountFen)}元`, yuanCapitals(amountFen), '林晓', '余明', chineseDate(october)]) expect(said.split(once)).toHaveLength(2)
      expect(said).toMatch(/^[^。]*。$/)
      expect(said).not.toMatch(/义务人：|权利人：|金额：|＿/)
    }))
  })
})

describe('the clauses of an agreement', () => {
  const dates = ['2026-11-30', '2026-12-31', '2027-01-31'].map(localDate)

  test('make one of the instalments of a sum', () => {
    const file = withTerms(...dates.map((dueOn, index) => ({
      text: `林晓于${chineseDate(dueOn)}前（含当日）向余明支付第${index + 1}期赔偿款1,000.00元（大写：壹仟元整）。`, amountFen: 100_000, dueOn, manner: '银行转账',
    })))
    expect(printedClauses(file, file.agreement!.terms).map(({ text }) => text)).toEqual([
      '林晓于下列各期日期前（含当日）向余明支付赔偿款下列各期金额，通过银行转账履行，共3期，合计人民币3,000.00元（大写：叁仟元整）：第1期2026年11月30日前（含当日），人民币1,000.00元（大写：壹仟元整）；' +
      '第2期2026年12月31日前（含当日），人民币1,000.00元（大写：壹仟元整）；第3期2027年1月31日前（含当日），人民币1,000.00元（大写：壹仟元整）。',
    ])
  })

  test('put equal clauses of many persons into an annex', () => {
    const owners = Array.from({ length: 5 }, (_, index) => ({ ...aCase().parties[0]!, id: `o${index}`, name: `业主${'甲乙丙丁戊'[index]}` }))
    const file: CaseFile = {
      ...withTerms(...owners.map(({ id, name }, index) => ({
        obligee: id, text: `林晓于2026年10月31日前（含当日）向${name}支付${yuanFigures(24_000 + index)}元（大写：${yuanCapitals(24_000 + index)}）。`, amountFen: 24_000 + index, dueOn: october, manner: '银行转账',
      }))),
      parties: [...owners, aCase().parties[1]!],
    }
    const [one, ...more] = printedClauses(file, file.agreement!.terms)
    expect(more).toEqual([])
    expect(one!.text).toBe('林晓于2026年10月31日前（含当日）向附件《各人给付明细表》所列5名权利人支付附件所列各自的金额，通过银行转账履行，合计人民币1,200.10元（大写：壹仟贰佰元零壹角），各人的金额以附件为准，分别独立。')
    expect(annexesOf({ file }).map(({ title, blocks }) => [title, blocks[0]!.kind === 'table' && blocks[0].rows.length])).toEqual([['各人给付明细表', 5]])
  })

  test('leave no blank to be filled in later: what nobody agreed on follows the Civil Code', () => {
    const file = withTerms({ text: '林晓赔偿余明损失' }, { kind: 'act', text: '林晓为余明修复吊顶', manner: '自行施工', dueOn: october })
    const content = documentById('D07')!.write({ file, office: workedOffice, mediators: workedMediators, today: october })
    const texts = printed(content).blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []))
    expect(texts.filter(text => text.includes('＿'))).toEqual([])
    expect(texts).toContain('第1项没有约定履行方式、履行时限；第2项没有约定履行地点。没有约定的，依照《中华人民共和国民法典》第五百一十条、第五百一十一条确定。')
    expect(missingIn(content)).toEqual(expect.arrayContaining(['第1项的金额', '第1项的履行方式', '第1项的履行时限']))
    expect(notSettled(printedClauses(aCase(), []))).toBeUndefined()
  })

  test('have a place for the responsibility of each side', () => {
    const content = documentById('D07')!.write({ file: aCase(), office: workedOffice, mediators: workedMediators, today: october, extras: { responsibility: '林晓承担渗水的全部责任' } })
    expect(content.blocks).toContainEqual({ kind: 'paragraph', text: '各方责任：林晓承担渗水的全部责任。' })
  })
})
