import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysOf, termKinds } from '../../../../src/core/base/codes.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { openPlaces, sentenceOf, templateOf, usualSentence, usualTemplate, type TermParts } from '../../../../src/core/case/agreement/term-text.ts'
import { clausesFor, clausesOf, restoredClause, shippedClauses, withClause, withoutClause } from '../../../../src/core/case/agreement/clauses.ts'
import { disputeTypes } from '../../../../src/core/base/codes.ts'

const names: Record<string, string> = { p1: '余明', p2: '林晓', p3: '林晓明', p4: '清源物业公司' }
const nameOf = (id: string): string => names[id] ?? id
const whole: TermParts = { kind: 'payment', obligor: 'p2', obligee: 'p1', amountFen: 860_000, dueOn: localDate('2026-10-31'), manner: '银行转账', place: '居委会' }

describe('the sentence of a term', () => {
  test('says what the structure holds, and keeps open what it does not', () => {
    expect(usualSentence(whole, nameOf)).toBe('林晓于2026年10月31日前（含当日）在居委会以银行转账的方式向余明支付8,600.00元（大写：捌仟陆佰元整）。')
    expect(usualSentence({ kind: 'payment', obligor: 'p2', amountFen: '八百' }, nameOf)).toBe('林晓于【日期】前（含当日）向【权利人】支付【金额】。')
    expect(openPlaces(usualSentence({ kind: 'act' }, nameOf))).toEqual(['【义务人】', '【日期】', '【权利人】', '＿＿'])
    expect(openPlaces('全部写明。')).toEqual([])
  })

  test('keeps step with the structure however it was worded by hand', () => {
    const worded = '因漏水，林晓（下称甲）应在2026年10月31日之前付给余明8,600.00元（大写：捌仟陆佰元整），林晓承担手续费。'
    const template = templateOf(worded, whole, nameOf)
    expect(template).toBe('因漏水，【义务人】（下称甲）应在【日期】之前付给【权利人】【金额】，【义务人】承担手续费。')
    expect(sentenceOf(template, { ...whole, obligor: 'p4', amountFen: 100_000 }, nameOf))
      .toBe('因漏水，清源物业公司（下称甲）应在2026年10月31日之前付给余明1,000.00元（大写：壹仟元整），清源物业公司承担手续费。')
  })

  test('tells a name from another one that holds it', () => {
    expect(templateOf('林晓明向林晓支付。', { obligor: 'p3', obligee: 'p2' }, nameOf)).toBe('【义务人】向【权利人】支付。')
  })

  test('comes back from its template unchanged, whatever the words and parts', () => {
    const parts = fc.record({
      kind: fc.constantFrom(...keysOf(termKinds)), obligor: fc.constantFrom('p1', 'p2', 'p3', 'p4'), obligee: fc.constantFrom(undefined, 'p1', 'p2', 'p3'),
      amountFen: fc.constantFrom(undefined, 5, 860_000, 100), dueOn: fc.constantFrom(undefined, '2026-10-31', '2026-01-01'), manner: fc.constantFrom(undefined, '现金', '银行转账'),
    })
    const words = fc.array(fc.constantFrom('林晓', '余明', '林晓明', '于2026年10月31日', '支付', '8,600.00元（大写：捌仟陆佰元整）', '现金', '。'), { maxLength: 12 }).map(list => list.join(''))
    fc.assert(fc.property(parts, words, (term, sentence) => {
      expect(sentenceOf(templateOf(sentence, term, nameOf), term, nameOf)).toBe(sentence)
    }), { numRuns: 1000 })
  })
})

describe('the clause library', () => {
  test('has a clause for every kind of dispute that is civil, a default clause, and no place of an unknown name', () => {
    for (const type of keysOf(disputeTypes)) {
      const own = shippedClauses.filter(clause => clause.types.includes(type))
      expect({ type, any: own.length > 0 }).toEqual({ type, any: type !== 'WY28' && type !== 'WY99' })
    }
    expect(shippedClauses.some(({ text }) => text.includes('违约金') && /年利率＿＿%/.test(text))).toBe(true)
    expect(new Set(shippedClauses.map(({ id }) => id)).size).toBe(shippedClauses.length)
    expect(new Set(shippedClauses.map(({ name }) => name)).size).toBe(shippedClauses.length)
    for (const clause of shippedClauses) {
      const sentence = sentenceOf(clause.text, { ...whole, kind: clause.kind }, nameOf)
      expect(sentence.replaceAll('＿＿%', '')).not.toMatch(/[【】＿]|尽快|适当|及时|酌情|争取/)
      expect(sentence).toMatch(/。$/)
    }
  })

  test('puts the clauses of the dispute first', () => {
    expect(clausesFor(clausesOf(), 'WY05').slice(0, 3).map(({ id }) => id)).toEqual(['leak-repair', 'leak-damage', 'leak-access'])
    expect(clausesFor(clausesOf(), 'WY05')).toHaveLength(shippedClauses.length)
  })

  test('is changed, shortened, lengthened and restored without touching what was shipped', () => {
    const [first] = shippedClauses
    const changed = withClause(undefined, { ...first!, name: '改过的' })
    expect(clausesOf(changed)[0]).toMatchObject({ id: first!.id, name: '改过的', state: 'changed' })
    const hidden = withoutClause(changed, first!.id)
    expect(clausesOf(hidden)[0]).toMatchObject({ name: first!.name, state: 'hidden' })
    expect(clausesFor(clausesOf(hidden), 'WY05').some(({ id }) => id === first!.id)).toBe(false)
    expect(clausesOf(restoredClause(hidden, first!.id))).toEqual(clausesOf())
    const own = withClause(undefined, { id: 'own1', name: '自拟', kind: 'act', text: '【义务人】到场。', types: [] })
    expect(clausesOf(own).at(-1)).toMatchObject({ id: 'own1', state: 'own' })
    expect(clausesOf(withoutClause(own, 'own1'))).toEqual(clausesOf())
  })

  test('an own wording with the usual template is the usual sentence', () => {
    expect(sentenceOf(usualTemplate(whole), whole, nameOf)).toBe(usualSentence(whole, nameOf))
  })
})
