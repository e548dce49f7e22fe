/** Papers say what is recorded, and leave open what is not. */
import { describe, expect, test } from 'vitest'
import type { CaseAnnex } from '../../../src/core/case/record/annex.ts'
import type { CaseFile, Party } from '../../../src/core/case/record/case-file.ts'
import { natureOf } from '../../../src/core/case/record/clause-nature.ts'
import { shippedClauses } from '../../../src/core/case/agreement/clauses.ts'
import { feeClause } from '../../../src/core/case/agreement/property-fee.ts'
import type { FeeWorksheet } from '../../../src/core/case/record/fee-worksheet.ts'
import { isFullyPerformed } from '../../../src/core/case/record/lifecycle.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import { documentById } from '../../../src/core/documents/index.ts'
import { archiveWords, dossierFindings, dossierSituation } from '../../../src/core/documents/dossier.ts'
import { shippedParameters } from '../../../src/core/parameters/parameters.ts'
import { aCase, workedCase, workedMediators, workedOffice } from '../../builders.ts'

const day = localDate
const today = day('2026-11-23')
const saying = (id: string, file: CaseFile, of?: string, annex: Partial<CaseAnnex> = {}): string =>
  JSON.stringify(documentById(id)!.write({ file, office: workedOffice, mediators: workedMediators, today, annex: { id: file.id, ...annex }, ...(of && { of }) }).blocks)

const [applicant, respondent] = aCase().parties as [Party, Party]
const minor: Party = { ...applicant, name: '余小明', bornOn: day('2015-01-01'), representative: { name: '余明', duty: '父亲' } }
const group: Party = { ...applicant, name: '陈立新等12户业主', headcount: 12, representative: { name: '陈立新' } }

describe('who acts for a party', () => {
  test('stands in the party block and at the place of signing, of a minor as of a group', () => {
    for (const [party, signs] of [[minor, '余小明的法定代理人：余明'], [group, '陈立新等12户业主的代表人：陈立新']] as const) {
      const file = aCase({ parties: [party, respondent] })
      for (const [id, of] of [['D01'], ['D07'], ['D14'], ['D06', 's1'], ['D28', 'p1']] as const) expect([id, saying(id, file, of)]).toEqual([id, expect.stringContaining(signs)])
      for (const id of ['D01', 'D07', 'D14']) expect(saying(id, file)).toContain(party === minor ? '"label":"法定代理人","value":"余明"' : '"label":"代表人","value":"陈立新"')
    }
  })

  test('is asked for where nobody is named, and what shows it is asked for in the dossier', () => {
    const codes = (party: Party, ...names: string[]) => dossierFindings({
      file: aCase({ parties: [party, respondent] }), papers: [], offered: [], today, attachments: names.map((name, index) => ({ id: String(index), name })),
    } as never).map(({ code }) => code).filter(code => code.startsWith('guardian') || code.startsWith('delegate'))
    const { representative: _1, ...alone } = minor
    const { representative: _2, ...many } = group
    expect([codes(alone), codes(minor), codes(minor, '户口簿.pdf'), codes(many), codes(group), codes(group, '推选书.pdf'), codes(applicant)])
      .toEqual([['guardian-missing'], ['guardian-proof-missing'], [], ['delegate-missing'], ['delegate-proof-missing'], [], []])
    expect(saying('D07', aCase({ parties: [alone, respondent] }))).toContain('余小明的法定代理人')
  })
})

describe('what was told', () => {
  const told = [{ on: day('2026-09-08'), by: '何平', way: 'oral' as const, to: ['p1', 'p2'] }]
  const TOLD = '已告知当事人在调解中的权利和义务'

  test('D06 says it of those who were there and were told, and is open otherwise', () => {
    const file = aCase()
    expect(saying('D06', file, 's1', { rightsTold: told })).toContain(`"value":"${TOLD}`)
    for (const rightsTold of [undefined, [{ ...told[0]!, to: ['p1'] }], [{ ...told[0]!, on: day('2026-11-22') }]]) {
      expect(saying('D06', file, 's1', rightsTold ? { rightsTold } : {})).not.toContain(`"value":"${TOLD}`)
    }
  })

  test('D06 names as present whom the record names, and nobody where it names none', () => {
    const [first, ...others] = aCase().sessions!
    const { withParties: _, ...unnoted } = first!
    expect(saying('D06', aCase({ sessions: [{ ...first!, withParties: ['p1'] }, ...others] }), 's1')).not.toContain('林晓（签名')
    const open = saying('D06', aCase({ sessions: [unnoted, ...others] }), 's1')
    expect(open).not.toContain('"label":"当事人","value":"余明')
    expect(open).toContain('到场的当事人')
  })

  test('D06 and D27 tell of other ways only where that was noted', () => {
    const failed = { ...workedCase('w3') }
    const session = failed.sessions!.find(({ result }) => result === 'failed')!
    expect(saying('D06', failed, session.id)).toContain('已告知其他途径的记录')
    expect(saying('D06', failed, session.id, { steps: [{ step: 'routes', on: day('2026-10-08'), by: '何平' }] })).not.toContain('已告知其他途径的记录')
    const returned = workedCase('w7')
    expect(saying('D27', returned)).not.toContain('已告知当事人')
    expect(saying('D27', returned, undefined, { steps: [{ step: 'routes', on: day('2026-11-05'), by: '何平' }] })).toContain('2026年11月5日已告知当事人')
  })
})

describe('a clause', () => {
  test('of the library is owed, follows a default, or is stated', () => {
    const natures = Object.fromEntries(shippedClauses.map(clause => [clause.id, natureOf(clause)]))
    expect(Object.keys(natures).filter(id => natures[id] === 'condition').toSorted()).toEqual(['default', 'default-act', 'fee-accelerate'])
    expect(Object.keys(natures).filter(id => natures[id] === 'declaration').toSorted()).toEqual(['no-default', 'once', 'waive-rest'])
  })

  test('that is not owed keeps no case open and gets no demand', () => {
    const terms = [
      { id: 't1', text: '付款。', obligor: 'p2', obligee: 'p1', kind: 'payment' as const, amountFen: 100, dueOn: day('2026-11-01') },
      { id: 't2', text: '林晓未按期足额支付的，应当向余明支付违约金500元。', obligor: 'p2', obligee: 'p1', kind: 'payment' as const, amountFen: 50_000 },
      { id: 't3', text: '余明放弃其他请求。', obligor: 'p1', kind: 'waiver' as const },
    ]
    const file = aCase({ agreement: { ...aCase().agreement!, terms }, performance: [{ termId: 't1', on: day('2026-11-01'), state: 'done' }] })
    expect(isFullyPerformed(file)).toBe(true)
    expect(documentById('D29-1')!.of!({ ...file, performance: [] }).map(({ id }) => id)).toEqual(['t1'])
    expect(saying('D07', file)).not.toContain('第3项的履行')
  })

  test('of a fee worksheet says what its sum is made of', () => {
    const sheet: FeeWorksheet = {
      id: 'f1', title: '物业费计算表', payer: 'p2', payee: 'p1', area: 10_000, periods: [{ from: day('2025-01-01'), to: day('2025-12-31'), price: 10_000 }], partialMonth: 'days', rounding: 'total',
      discount: { kind: 'none' }, payments: [], lateFee: { baseFen: 120_000, rate: 500, per: 'day', from: day('2026-01-01'), to: day('2026-01-10') },
    } as never
    expect(feeClause(sheet)).toContain('支付物业费1,200.00元、逾期支付物业费的违约金')
    expect(feeClause({ ...sheet, lateFee: undefined } as never)).toContain('支付物业费【金额】')
  })
})

test('D12 says what the file lacks in the words of archives, never what to press', () => {
  const file = aCase()
  const findings = dossierFindings({ file, papers: [], offered: [{ id: 'D03' }, { id: 'D06' }] as never, attachments: [], today } as never)
  const page = JSON.stringify(dossierSituation({ file, office: workedOffice, mediators: workedMediators, entries: [], parameters: shippedParameters, findings, by: '何平', today }))
  expect(page).toContain('缺：身份证明复印件')
  expect(page).not.toMatch(/请(签发|补|添加|先|核对)|签发 D|附件里没有看到/)
  for (const finding of findings) expect([finding.code, archiveWords(finding)?.match(/请(签发|补|添加|先|核对)/) ?? false]).toEqual([finding.code, false])
})
