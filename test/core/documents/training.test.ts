/** Nothing of the people of a case is left in its training text; alike cases are found by kind and words. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { alikeCases, describedBy } from '../../../src/core/case/parties/alike.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { pseudonymiser } from '../../../src/core/case/parties/pseudonyms.ts'
import { markdownOf, trainingCase } from '../../../src/core/documents/training-case.ts'
import { bodiesFor, plannedBodies } from '../../../src/core/office/registers.ts'
import { aCase, workedCase, workedCases, workedMediators, workedOffice } from '../../builders.ts'

const bare = (text: string): string => text.replaceAll(/\s/g, '')

/** Everything of a case that names somebody: names, numbers, telephones, addresses, places, bodies. */
const tokensOf = (file: CaseFile): string[] => [
  ...file.parties.flatMap(party => [party.name, party.idNo, party.uscc, party.filingNo, party.phone, party.address, party.representative?.name, ...(party.agents ?? []).flatMap(agent => [agent.name, agent.idNo, agent.phone])]),
  file.place?.community, file.place?.estate, file.place?.regionCode, file.propertyCompany?.name, file.propertyCompany?.uscc, file.fileNo, file.agreement?.no, file.confirmation?.caseNo,
  file.sourceRef?.body, file.sourceRef?.officer, file.sourceRef?.documentNo, ...workedMediators.map(mediator => mediator.name), workedOffice.name, workedOffice.phone,
  ...(file.sessions ?? []).flatMap(session => session.record.length > 5 ? [session.record] : []),
].filter(token => token !== undefined).map(bare).filter(token => token.length >= 2)

const textOf = (file: CaseFile, rows: { id: string; name: string }[] = []): string =>
  markdownOf(trainingCase({ file, annex: { id: file.id, ...(rows.length > 0 && { headList: { partyId: file.parties[0]!.id, rows } as never }) }, mediators: workedMediators, office: workedOffice }, bodiesFor(plannedBodies, file.type, file.appliedOn)))

test('in none of the worked cases is any original name, number or place left', () => {
  for (const file of workedCases) {
    const text = bare(textOf(file))
    expect({ id: file.id, left: tokensOf(file).filter(token => text.includes(token)) }).toEqual({ id: file.id, left: [] })
  }
})

test('names hidden in the words of people are found in all their usual forms, and each has one pseudonym', () => {
  const base = workedCase('w1')
  const file: CaseFile = {
    ...base,
    parties: [
      { id: 'p1', side: 'applicant', kind: 'person', name: '陈立新', phone: '13900000123', idNo: '429999196503120018', address: '清源小区5栋1单元1501室' },
      { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B' },
      { id: 'p3', side: 'thirdParty', kind: 'organisation', name: '清源小区业主委员会' },
    ],
    place: { regionCode: '421281001', community: '望山社区', estate: '清源小区', building: '5栋', unit: '1单元', room: '1501' },
    propertyCompany: { name: '清源物业服务有限公司' },
    facts: '2026年3月5日，陈立新（老陈，住 5栋1501室，电话 139 0000 0123，也说立新）找清源物业理论，清源公司的人称陈 立 新欠费。陈师傅的车鄂L12345停在5-1-1501门前，望山社区来过。清源小区业委会的人说１３９０００００１２３打不通。',
  }
  const text = pseudonymiser({ file, annex: { id: 'w1' }, mediators: workedMediators, office: workedOffice })(file.facts)
  expect(text).toBe('某年某月某日，甲（甲，住 某栋某室，电话 （电话略），也说甲）找乙物业理论，乙公司的人称甲欠费。甲的车（车牌略）停在某室门前，某社区来过。某小区业委会的人说（电话略）打不通。')
  const whole = textOf(file)
  for (const word of ['陈立新', '立新', '老陈', '清源', '望山', '1501', '鄂L', '13900000123']) expect(whole).not.toContain(word)
})

test('whatever the names are, none of them is left', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCharCode(code))
  const name = fc.tuple(fc.constantFrom(...'赵钱孙周吴郑'), fc.array(han, { minLength: 1, maxLength: 2 })).map(([surname, given]) => surname + given.join(''))
  fc.assert(fc.property(name, name, fc.stringMatching(/^1[3-9]\d{9}$/), (one, two, phone) => {
    fc.pre(one !== two)
    const base = workedCase('w1')
    const file: CaseFile = { ...base, parties: [{ ...base.parties[0]!, name: one, phone }, { ...base.parties[1]!, name: two }], facts: `${one}和${two}，电话${phone}，${two}说${one}。` }
    const text = bare(textOf(file))
    expect([one, two, phone].filter(word => text.includes(word))).toEqual([])
  }), { numRuns: 60 })
})

test('Markdown marks inside the words of a case stay words', () => {
  expect(markdownOf({ id: 'x', title: 'x', blocks: [{ kind: 'title', text: '案例' }, { kind: 'paragraph', text: '1. **不是** <b>粗体</b>' }] }))
    .toBe('# 案例\n\n1\\. \\*\\*不是\\*\\* \\<b\\>粗体\\</b\\>\n')
})

test('a case of the same kind with the same words comes before one with the same kind alone, and other matters are left out', () => {
  const leak = aCase({ id: 'a', type: 'WY05', facts: '楼上卫生间漏水，天花板发霉，墙面鼓包。', claims: ['修好漏水'] })
  const alike = aCase({ id: 'b', type: 'WY05', facts: '楼上厨房漏水，楼下天花板发霉。', claims: ['修好漏水'] })
  const kind = aCase({ id: 'c', type: 'WY05', facts: '阳台地漏返水。', claims: ['赔偿'] })
  const other = aCase({ id: 'd', type: 'WY22', facts: '邻居养狗不拴绳。', claims: ['拴绳'] })
  for (const file of [leak, alike, kind, other]) delete (file as { agreement?: unknown }).agreement
  const found = alikeCases(describedBy(leak), [leak, other, kind, alike], 10, 'a')
  expect(found.map(hit => [hit.caseId, hit.sameType])).toEqual([['b', true], ['c', true]])
  expect(found[0]!.score).toBeGreaterThan(found[1]!.score)
})
