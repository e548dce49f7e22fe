/** Two versions of a case that went different ways, put together again. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeCase } from '../../../src/core/case/merge/merge-case.ts'
import type { WholeCase } from '../../../src/core/case/merge/separate-additions.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import { aCase as workedOne } from '../../builders.ts'
import { canonical, mergeThreeWay } from '../../../src/core/base/three-way.ts'

type Case = { a?: string; b?: string; n?: number; deep: { x?: string; y?: string }; tags: string[]; rows: { id: string; text: string; more?: string }[]; log: { on: string; note: string }[] }

const word = fc.constantFrom('甲', '乙', '丙', '丁')
const row = (id: string) => fc.record({ id: fc.constant(id), text: word, more: fc.option(word, { nil: undefined }) }, { requiredKeys: ['id', 'text'] })
const aCase: fc.Arbitrary<Case> = fc.record({
  a: word, b: word, n: fc.nat(3), deep: fc.record({ x: word, y: word }, { requiredKeys: [] }),
  tags: fc.uniqueArray(word, { maxLength: 3 }),
  rows: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '__proto__'), { maxLength: 5 }).chain(ids => fc.tuple(...ids.map(row))),
  log: fc.uniqueArray(fc.record({ on: fc.constantFrom('01', '02'), note: word }), { maxLength: 3, selector: canonical }),
}, { requiredKeys: ['deep', 'tags', 'rows', 'log'] })

/** Every single value with where it stands; items of lists are told apart as the merge does, so that order does not matter. */
const facts = (value: unknown, at = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap(item => facts(item, `${at}/${typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : canonical(item)}`))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => facts(item, `${at}/${key}`))
  return value === undefined ? [] : [`${at}=${JSON.stringify(value)}`]
}
const sorted = (value: unknown): unknown =>
  (Array.isArray(value) ? value.map(sorted).toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
    : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)])) : value)
const under = (fact: string, pointers: readonly string[]): boolean => pointers.some(pointer => fact.startsWith(`${pointer}/`) || fact.startsWith(`${pointer}=`) || pointer === '')

describe('a three-way merge', () => {
  test('takes a side as it is where the other changed nothing', () => {
    fc.assert(fc.property(aCase, aCase, (base, changed) => {
      expect(mergeThreeWay(base, base, changed)).toEqual({ merged: changed, conflicts: [] })
      expect(mergeThreeWay(base, changed, base)).toEqual({ merged: changed, conflicts: [] })
      expect(mergeThreeWay(base, changed, changed)).toEqual({ merged: changed, conflicts: [] })
    }))
  })

  test('says the same whichever side is called home', () => {
    fc.assert(fc.property(aCase, aCase, aCase, (base, one, other) => {
      const there = mergeThreeWay(base, one, other)
      const back = mergeThreeWay(base, other, one)
      expect(sorted(back.conflicts.map(({ home, away, ...rest }) => ({ ...rest, home: away, away: home })))).toEqual(sorted(there.conflicts.map(({ home, away, ...rest }) => ({ ...rest, home, away }))))
      const choices = Object.fromEntries(there.conflicts.map(({ pointer }) => [pointer, 'away' as const]))
      expect(sorted(mergeThreeWay(base, one, other, choices).merged)).toEqual(sorted(back.merged))
    }))
  })

  test('loses no edit: each is in the result or in a conflict', () => {
    fc.assert(fc.property(aCase, aCase, aCase, (base, one, other) => {
      const { merged, conflicts } = mergeThreeWay(base, one, other)
      const result = new Set(facts(merged))
      const known = new Set(facts(base))
      const pointers = conflicts.map(({ pointer }) => pointer)
      for (const [side, against] of [[one, other], [other, one]] as const) {
        const mine = new Set(facts(side))
        for (const fact of mine) if (!known.has(fact)) expect(result.has(fact) || under(fact, pointers), fact).toBe(true)
        // What one side took away and the other left alone is gone.
        const theirs = new Set(facts(against))
        for (const fact of known) if (!mine.has(fact) && theirs.has(fact) && !under(fact, pointers)) expect(result.has(fact), fact).toBe(false)
      }
    }))
  })

  test('puts nothing into the result that stands on neither side', () => {
    fc.assert(fc.property(aCase, aCase, aCase, (base, one, other) => {
      const known = new Set([...facts(one), ...facts(other)])
      expect(facts(mergeThreeWay(base, one, other).merged).filter(fact => !known.has(fact))).toEqual([])
    }))
  })

  test('different fields merge silently, the same one is a conflict to choose in, lists merge by id', () => {
    const base = { facts: '漏水', place: '5栋', rows: [{ id: 's1', text: '一' }, { id: 's2', text: '二' }] }
    const home = { facts: '漏水到客厅', place: '5栋', rows: [{ id: 's1', text: '一改' }, { id: 's2', text: '二' }, { id: 's3', text: '三' }] }
    const away = { facts: '漏水到卧室', place: '6栋', rows: [{ id: 's1', text: '一' }, { id: 's4', text: '四' }] }
    const { merged, conflicts } = mergeThreeWay<object>(base, home, away)
    expect(merged).toEqual({ facts: '漏水到客厅', place: '6栋', rows: [{ id: 's1', text: '一改' }, { id: 's3', text: '三' }, { id: 's4', text: '四' }] })
    expect(conflicts).toEqual([{ pointer: '/facts', base: '漏水', home: '漏水到客厅', away: '漏水到卧室' }])
    expect(mergeThreeWay<object>(base, home, away, { '/facts': 'away' }).merged).toMatchObject({ facts: '漏水到卧室' })
  })

  test('a record changed on one side and taken away on the other is a conflict; so is an ending on each side, as a whole', () => {
    expect(mergeThreeWay<object>({ rows: [{ id: '1', text: '甲' }] }, { rows: [{ id: '1', text: '乙' }] }, { rows: [] }).conflicts)
      .toEqual([{ pointer: '/rows/1', base: { id: '1', text: '甲' }, home: { id: '1', text: '乙' } }])
    const end = (code: string, on: string) => ({ file: { end: { code, on } } })
    expect(mergeThreeWay<object>({ file: {} }, end('E03', '2026-11-20'), end('E04', '2026-11-20')).conflicts).toHaveLength(1)
  })

  test('a list without ids that both sides went through is decided as a whole where an entry was changed on both', () => {
    const list = (...notes: string[]) => ({ log: notes.map(note => ({ note })) })
    expect(mergeThreeWay(list('甲'), list('甲', '乙'), list('甲', '丙'))).toEqual({ merged: list('甲', '乙', '丙'), conflicts: [] })
    expect(mergeThreeWay(list('甲'), list('甲改'), list('甲又改')).conflicts.map(({ pointer }) => pointer)).toEqual(['/log'])
  })
})

describe('a case that was worked on in two places', () => {
  const { referrals: _referrals, ...file } = workedOne()
  const base = { file, annex: { id: file.id } }
  const letter = (toBody: string) => ({ toBody, sentOn: localDate('2026-11-10'), matter: '查处' })

  test('keeps both of two records that were given the same id, and what names the one from away follows it', () => {
    const party = (name: string) => ({ id: 'p9', side: 'thirdParty' as const, kind: 'person' as const, name })
    const term = (obligor: string) => ({ ...file.agreement!.terms[0]!, obligor })
    const home = { ...base, file: { ...file, parties: [...file.parties, party('丙')] } }
    const away = { ...base, file: { ...file, parties: [...file.parties, party('丁')], agreement: { ...file.agreement!, terms: [term('p9'), ...file.agreement!.terms.slice(1)] } } }
    const { whole, conflicts } = mergeCase(base, home, away)
    expect(conflicts).toEqual([])
    const names = new Map(whole.file.parties.map(({ id, name }) => [id, name]))
    expect([...names.values()].slice(-2)).toEqual(['丙', '丁'])
    expect(names.get(whole.file.agreement!.terms[0]!.obligor)).toBe('丁')
  })

  test('keeps letters of both sides, and each answer with its letter', () => {
    const home = { ...base, file: { ...file, referrals: [letter('市公安局')] } }
    const reply = { index: 0, repliedOn: localDate('2026-11-12'), reply: 'accepted' as const }
    const away = { file: { ...file, referrals: [letter('市城管执法局')] }, annex: { id: file.id, referralReplies: [reply] } }
    const { whole, conflicts } = mergeCase(base, home, away)
    expect(conflicts).toEqual([])
    expect(whole.file.referrals).toEqual([letter('市公安局'), letter('市城管执法局')])
    expect(whole.annex.referralReplies).toEqual([{ ...reply, index: 1 }])
  })

  test('a person entered on both sides is one person: what both say of him is decided, what one says is kept', () => {
    const party = (more: object) => ({ id: 'p9', side: 'thirdParty' as const, kind: 'person' as const, name: '丙', ...more })
    const home = { ...base, file: { ...file, parties: [...file.parties, party({ phone: '13900000001' })] } }
    const away = { ...base, file: { ...file, parties: [...file.parties, party({ phone: '13900000002', address: '5栋' })] } }
    const { whole, conflicts } = mergeCase(base, home, away)
    expect(conflicts).toEqual([{ pointer: '/file/parties/p9/phone', home: '13900000001', away: '13900000002' }])
    expect(whole.file.parties).toEqual([...file.parties, party({ phone: '13900000001', address: '5栋' })])
  })

  test('an agreement drafted on both sides is decided as a whole: terms of two drafts are not put together', () => {
    const { agreement: drafted, ...before } = file
    const draft = (dueOn: string) => ({ ...drafted!, terms: [{ ...drafted!.terms[0]!, dueOn: localDate(dueOn) }] })
    const whole = (dueOn: string) => ({ file: { ...before, agreement: draft(dueOn) }, annex: base.annex })
    const { conflicts } = mergeCase({ ...base, file: before }, whole('2026-12-01'), whole('2026-12-31'))
    expect(conflicts.map(({ pointer }) => pointer)).toEqual(['/file/agreement'])
  })

  test('an agreement that took effect on one side says what was signed: a term changed on the other is decided by a person', () => {
    const { effectiveOn, ...draft } = file.agreement!
    const { end, ...open } = file
    const before = { file: { ...open, agreement: draft }, annex: base.annex }
    const signed = { file: { ...open, end: end!, agreement: file.agreement! }, annex: base.annex }
    const edited = { file: { ...open, agreement: { ...draft, terms: draft.terms.map((term, index) => (index === 0 ? { ...term, dueOn: localDate('2027-01-31') } : term)) } }, annex: base.annex }
    for (const [home, away] of [[signed, edited], [edited, signed]] as const) {
      expect(mergeCase(before, home, away).conflicts.map(({ pointer }) => pointer)).toEqual(['/file/agreement'])
    }
    expect(effectiveOn).toBeDefined()
    // Before it takes effect, two fields of one term are two fields.
    const amount = { file: { ...open, agreement: { ...draft, terms: draft.terms.map((term, index) => (index === 0 ? { ...term, manner: '转账' } : term)) } }, annex: base.annex }
    expect(mergeCase(before, amount, edited).conflicts).toEqual([])
  })

  test('changes of different fields come out the same merged as made one after another, whichever side made which', () => {
    const changedIn = <K extends 'parties' | 'sessions'>(list: K, at: number, more: object) => (one: WholeCase): WholeCase =>
      ({ ...one, file: { ...one.file, [list]: one.file[list]!.map((item, index) => (index === at ? { ...item, ...more } : item)) } })
    const of = (more: (file: WholeCase['file']) => Partial<WholeCase['file']>) => (one: WholeCase): WholeCase => ({ ...one, file: { ...one.file, ...more(one.file) } })
    const beside = (more: Partial<WholeCase['annex']>) => (one: WholeCase): WholeCase => ({ ...one, annex: { ...one.annex, ...more } })
    const edits: readonly ((one: WholeCase) => WholeCase)[] = [
      of(() => ({ facts: '另一种说法' })), of(({ claims }) => ({ claims: [...claims, '赔礼道歉'] })), of(() => ({ difficult: true })),
      of(({ place }) => ({ place: { ...place!, room: '1602' } })), of(({ place }) => ({ place: { ...place!, community: '望山社区' } })),
      changedIn('parties', 0, { phone: '13900000009' }), changedIn('parties', 0, { address: '5栋' }), changedIn('parties', 1, { occupation: '教师' }),
      of(({ parties }) => ({ parties: [...parties, { id: 'p8', side: 'thirdParty', kind: 'person', name: '丙' }] })),
      of(({ parties }) => ({ parties: [...parties, { id: 'p9', side: 'thirdParty', kind: 'person', name: '丁' }] })),
      changedIn('sessions', 0, { record: '改写' }), changedIn('sessions', 0, { place: '调解室' }), changedIn('sessions', 1, { record: '补记' }),
      of(({ sessions }) => ({ sessions: [...sessions!, { ...file.sessions![0]!, id: 's9' }] })),
      of(({ agreement }) => ({ agreement: { ...agreement!, issues: '谁来修' } })),
      of(({ agreement }) => ({ agreement: { ...agreement!, terms: agreement!.terms.map((term, index) => (index === 0 ? { ...term, manner: '上门' } : term)) } })),
      of(() => ({ referrals: [letter('市公安局')] })), of(({ followUps = [] }) => ({ followUps: [...followUps, { on: localDate('2026-11-20'), by: 'm1', way: 'phone', findings: '已修' }] })),
      ({ file: { confirmation: _gone, ...rest }, annex }) => ({ file: rest, annex }),
      beside({ causes: ['serviceLacking'] as never }), beside({ paperExtras: { D14: { rights: '产权证' } } }),
    ]
    const made = (changes: readonly number[], start: WholeCase): WholeCase => changes.reduce((one, index) => edits[index]!(one), start)
    fc.assert(fc.property(fc.shuffledSubarray(edits.map((_, index) => index)), fc.nat(), (chosen, cut) => {
      const [ours, theirs] = [chosen.slice(0, cut % (chosen.length + 1)), chosen.slice(cut % (chosen.length + 1))]
      const { whole, conflicts } = mergeCase(base, made(ours, base), made(theirs, base))
      expect(conflicts).toEqual([])
      expect(sorted(whole)).toEqual(sorted(made(chosen, base)))
    }), { numRuns: 300 })
  })
})
