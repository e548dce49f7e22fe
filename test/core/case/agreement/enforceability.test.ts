import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CaseFile, Term } from '../../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { amountProblems, enforceabilityFindings, obstaclesToEffect } from '../../../../src/core/case/agreement/enforceability.ts'
import { workedCase } from '../worked-cases.ts'

const base: Term = {
  id: 't1', text: '林晓赔偿余明8,600元，逾期按年利率3%另付利息。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 860_000,
  dueOn: localDate('2026-10-31'), manner: '银行转账',
}
const withTerm = (change: Partial<Term>, claims: string[] = []): CaseFile => {
  const term = Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined)) as Term
  return { ...workedCase('w1'), claims, agreement: { ...workedCase('w1').agreement!, terms: [term] } }
}
const codes = (change: Partial<Term>, claims?: string[]): string[] =>
  enforceabilityFindings(withTerm(change, claims)).map(({ pointer, code }) => `${pointer.replace('/agreement/terms', '')} ${code}`)

describe('an obligation that could be enforced', () => {
  test('has nothing to be said against it', () => {
    expect(codes({})).toEqual([])
    expect(enforceabilityFindings({ ...workedCase('w3') })).toEqual([])
  })

  test.each([
    [{ text: '林晓尽快、适当赔偿，逾期另付利息。' }, ['/0/text term-vague']],
    [{ obligee: undefined }, ['/0/obligee term-without-obligee']],
    [{ obligee: 'p2' }, ['/0/obligee term-to-oneself']],
    [{ dueOn: localDate('2026-10-11') }, ['/0/dueOn term-due-before-agreement']],
    [{ amountFen: undefined, text: '林晓赔偿余明损失，逾期另付利息。' }, ['/0/amountFen term-without-amount']],
    [{ amountFen: 860_100 }, ['/0/amountFen term-amount-differs']],
    [{ text: '赔偿0.86万元，逾期另付利息。' }, []],
    [{ text: '赔偿0.87万元，逾期另付利息。' }, ['/0/amountFen term-amount-differs']],
    [{ text: '林晓赔偿余明8,600元（大写：捌仟陆佰元整），逾期另付利息。' }, []],
    [{ text: '林晓赔偿余明人民币捌仟陆佰圆正，逾期另付利息。' }, []],
    [{ text: '林晓赔偿余明8,600元（大写：捌仟玖佰元整），逾期另付利息。' }, ['/0/text term-capitals-differ']],
    [{ text: '林晓赔偿余明捌仟玖佰元整，逾期另付利息。' }, ['/0/text term-capitals-differ']],
    [{ text: '林晓赔偿余明8,600元（大写：陆佰捌仟元整），逾期另付利息。' }, ['/0/text term-capitals-unreadable']],
    [{ text: '林晓于【日期】前赔偿余明8,600元，逾期按年利率＿＿%付利息。' }, ['/0/text term-open-place']],
    [{ text: '林晓赔偿余明8,600元，逾期由案外人王某承担违约金。' }, ['/0/text term-third-party']],
    [{ text: '林晓赔偿余明8,600元，逾期罚款100元。' }, ['/0/text term-fine']],
    [{ text: '林晓争取赔偿余明8,600元，逾期另付利息。' }, ['/0/text term-vague']],
    [{ dueOn: undefined }, ['/0/dueOn term-without-date']],
    [{ manner: undefined }, ['/0/manner term-without-manner']],
    [{ text: '确认地下车位所有权归余明，逾期付8,600元。' }, ['/0/text term-ownership']],
    [{ text: '双方解除收养关系，逾期付8,600元。' }, ['/0/text term-identity']],
    [{ text: '赔偿8,600元。' }, [' no-default-clause']],
    [{ kind: 'refrain', text: '不在星期日施工。', obligee: undefined, dueOn: undefined, manner: undefined, amountFen: undefined } as Partial<Term>, []],
  ])('%j', (change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  test('and the sums are not more than was asked for', () => {
    expect(codes({}, ['赔偿8,600元（大写：捌仟陆佰元整）', '物业费按2.5元/㎡计'])).toEqual([])
    expect(codes({}, ['赔偿9,800元'])).toEqual([' less-than-claimed'])
    expect(codes({}, ['赔偿3,000元', '退还5,000元'])).toEqual([' more-than-claimed'])
  })
})

describe('several terms together', () => {
  const instalment = (no: number, amountFen: number): Term => ({
    ...base, id: `t${no}`, amountFen, text: `林晓应向余明支付的款项共计3,000.00元（大写：叁仟元整），分3期支付。第${no}期：林晓支付余明${amountFen / 100}元，逾期另付利息。`,
  })
  const found = (terms: Term[]): string[] =>
    enforceabilityFindings({ ...workedCase('w1'), claims: [], agreement: { ...workedCase('w1').agreement!, terms } }).map(({ pointer, code, article }) => `${pointer} ${code} ${article}`)

  test('add up to the whole that the instalments name', () => {
    expect(found([instalment(1, 100_000), instalment(2, 100_000), instalment(3, 100_000)])).toEqual([])
    expect(found([instalment(1, 100_000), instalment(2, 100_000), instalment(3, 90_000)])).toEqual(['/agreement/terms/0/amountFen instalments-differ 民诉法解释第358条第5项'])
  })

  test('settle less than was claimed only where the rest is given up or left open', () => {
    const less = (change: object, terms: Term[] = [base]): string[] =>
      enforceabilityFindings({ ...workedCase('w1'), claims: ['赔偿9,800元'], agreement: { ...workedCase('w1').agreement!, terms, ...change } }).map(({ code }) => code)
    expect(less({})).toEqual(['less-than-claimed'])
    expect(less({ whole: false })).toEqual([])
    expect(less({}, [base, { id: 't2', kind: 'waiver', obligor: 'p1', obligee: 'p2', text: '余明放弃其他请求。' }])).toEqual([])
  })

  test('cannot take effect with amounts that contradict each other or with open places, but with what is only unwise', () => {
    expect(obstaclesToEffect(withTerm({ text: '林晓尽快赔偿余明8,600元，逾期另付利息。' }))).toEqual([])
    expect(obstaclesToEffect(withTerm({ text: '林晓赔偿余明捌仟玖佰元整。' })).map(({ code, severity }) => [code, severity])).toEqual([['term-capitals-differ', 'error']])
    expect(obstaclesToEffect(withTerm({ text: '林晓于【日期】前赔偿余明。' })).map(({ code }) => code)).toEqual(['term-open-place'])
  })
})

describe('the amounts of a clause as people write them', () => {
  const lines = readFileSync(new URL('../../../fixtures/real-world/contradicting-amounts.jsonl', import.meta.url), 'utf8').trim().split('\n')
  test.each(lines.map(line => (JSON.parse(line) as { input: { agreement: { terms: Term[] } } }).input.agreement.terms[0]!))('contradict each other, or the amount field: $text', term => {
    const found = enforceabilityFindings(withTerm({ text: term.text, amountFen: 860_000 })).filter(({ code }) => /amount|capitals/.test(code))
    expect(found).toHaveLength(1)
    // Two ways to write one sum are wrong for sure; one sum in words may be another than the field's.
    expect(found[0]!.severity).toBe(/千元/.test(term.text) ? 'warning' : 'error')
    expect(amountProblems({ ...base, text: term.text }).map(({ severity }) => severity)).toEqual(['error'])
  })

  test('agree in whatever width and order', () => {
    for (const text of ['人民币捌仟陆佰元整（¥8,600.00）', '８６００元（大写：捌仟陆佰元整）', '8千6百元', '八千六百元', '8,600.00 元人民币（大写捌仟陆佰元整）', '捌仟陆佰元整'])
      expect([text, codes({ text: `林晓赔偿余明${text}，逾期另付利息。` })]).toEqual([text, []])
  })

  test('and what cannot be read is said', () => {
    expect(codes({ text: '林晓赔偿余明8,6,00元，逾期另付利息。' })).toEqual(['/0/text term-amount-unreadable'])
  })
})
