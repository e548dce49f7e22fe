import { describe, expect, it } from 'vitest'
import type { Party } from '../../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { identityWarnings, residentIdFacts } from '../../../../src/core/case/parties/identity.ts'
import { workedCases } from '../worked-cases.ts'

const today = localDate('2026-11-23')
const codes = (party: Partial<Party>) => identityWarnings(party, today).map(warning => `${warning.field}: ${warning.code}`)

describe('identity numbers', () => {
  it.each(['11010519491231002X', '11010519491231002x', '110105 19491231 002x', '１１０１０５１９４９１２３１００２Ｘ', '110105-19491231-002X', '440524188001010014', '429999196503120018'])('finds nothing wrong with %s', idNo => {
    expect(codes({ idKind: 'residentId', idNo })).toEqual([])
  })

  it('tells birthday and sex', () => {
    expect([residentIdFacts('11010519491231002X'), residentIdFacts('440524188001010014'), residentIdFacts('1101051949123100')])
      .toEqual([{ bornOn: '1949-12-31', sex: 'female' }, null, null])
    expect(residentIdFacts('429999196503120018')).toEqual({ bornOn: '1965-03-12', sex: 'male' })
  })

  it.each([
    ['a digit missing', '1101051949123100X', ['idNo: id-length']],
    ['fifteen digits of the first generation', '110105491231002', ['idNo: id-length']],
    ['a letter inside', '1101051949123A002X', ['idNo: id-characters']],
    ['one digit wrong', '110105194912310029', ['idNo: id-check-digit']],
    ['two digits swapped', '11010519491321002X', ['idNo: id-birthday', 'idNo: id-check-digit']],
    ['30 February', '110105194902300022', ['idNo: id-birthday', 'idNo: id-check-digit']],
    ['a birthday in the future', '110105202611240023', ['idNo: id-birthday', 'idNo: id-check-digit']],
  ])('warns of %s', (_, idNo, expected) => {
    expect(codes({ idKind: 'residentId', idNo })).toEqual(expected)
  })

  it('finds every change of one digit', () => {
    const right = '11010519491231002X'
    for (let position = 0; position < 17; position += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        if (String(digit) === right[position]) continue
        const idNo = right.slice(0, position) + digit + right.slice(position + 1)
        expect(codes({ idKind: 'residentId', idNo })).toContain('idNo: id-check-digit')
      }
    }
  })

  it('compares with the birthday and sex that were given, and says what the number says', () => {
    expect(identityWarnings({ idKind: 'residentId', idNo: '11010519491231002X', sex: 'male', bornOn: localDate('1949-12-30') }, today)).toEqual([
      { field: 'bornOn', code: 'id-born-on', message: '出生日期与身份证号不一致：身份证号为 1949年12月31日，请核对。' },
      { field: 'sex', code: 'id-sex', message: '性别与身份证号不一致：身份证号为女性，请核对。' },
    ])
  })

  it('leaves other documents alone', () => {
    expect([
      codes({ idKind: 'passport', idNo: 'E12345678' }), codes({ idKind: 'other', idNo: '110105194912310029' }), codes({ idNo: 'E12345678' }),
    ]).toEqual([[], [], []])
  })

  it('takes a number in the form of a resident ID for one when the kind of document is not given', () => {
    expect(codes({ idNo: '110105194912310029' })).toEqual(['idNo: id-check-digit'])
  })
})

describe('unified credit codes', () => {
  it.each(['91350100M000100Y43', '91350100m000100y43', '91429999MA00000A9B', '91350203M0001QKT19', '9135 0100 M000100Y43', '９１３５０１００Ｍ０００１００Ｙ４３'])('finds nothing wrong with %s', uscc => {
    expect(codes({ uscc })).toEqual([])
  })

  it.each([
    ['a character missing', '91350100M000100Y4', ['uscc: uscc-length']],
    ['a letter O for a zero', '91350100MO00100Y43', ['uscc: uscc-characters']],
    ['one digit wrong', '91350100M000100Y44', ['uscc: uscc-check-digit']],
    ['two places swapped', '91350100M000010Y43', ['uscc: uscc-check-digit']],
  ])('warns of %s', (_, uscc, expected) => {
    expect(codes({ uscc })).toEqual(expected)
  })

  it('finds a wrong organisation code under a right last character', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const wrong = '91350100M000100Y5'
    const sum = Array.from(wrong, (character, position) => alphabet.indexOf(character) * 3 ** position).reduce((a, b) => a + b)
    expect(codes({ uscc: wrong + alphabet[(31 - (sum % 31)) % 31] })).toEqual(['uscc: uscc-check-digit'])
  })
})

describe('telephone numbers', () => {
  it.each(['13900000001', '19912345678', '0715-5320000', '07155320000', '5320000', '010-62345678', '0715-5320000-801', '139 0000 0001'])(
    'finds nothing wrong with %s', phone => {
      expect(codes({ phone })).toEqual([])
    })

  it.each(['1390000001', '12900000001', '139000000012', '110', '无', '0715-532000'])('warns of %s', phone => {
    expect(codes({ phone })).toEqual(['phone: phone-shape'])
  })
})

it('finds nothing odd in the worked cases', () => {
  expect(workedCases.flatMap(file => file.parties.flatMap(party => identityWarnings(party, today)))).toEqual([])
})
