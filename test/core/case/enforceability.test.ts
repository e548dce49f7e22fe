import { describe, expect, test } from 'vitest'
import type { CaseFile, Term } from '../../../src/core/case/case-file.ts'
import { localDate } from '../../../src/core/case/dates.ts'
import { enforceabilityFindings } from '../../../src/core/case/enforceability.ts'
import { workedCase } from './worked-cases.ts'

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
    expect(codes({}, ['赔偿9,800元'])).toEqual([])
    expect(codes({}, ['赔偿3,000元', '退还5,000元'])).toEqual([' more-than-claimed'])
  })
})
