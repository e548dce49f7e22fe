import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { dossierFindings, papersInFile, type DossierFacts } from '../../../src/core/documents/dossier.ts'
import type { IssuedPaper } from '../../../src/core/office/issued-paper.ts'
import { aCase, workedCase } from '../../builders.ts'

const issued = (documentId: string, changes: Partial<IssuedPaper> = {}): IssuedPaper => ({
  id: `i-${documentId}-${changes.version ?? 1}`, caseId: 'w1', documentId, title: `文书${documentId}`, version: 1, issuedAt: '2026-11-20T09:00' as LocalTime, by: '何平',
  sha256: 'a'.repeat(64), blob: 'b', contentSha256: 'c'.repeat(64), contentBlob: 'd', pages: 1, toSign: false, ...changes,
})

const attachment = (name: string): DossierFacts['attachments'][number] => ({
  id: name, caseId: 'w1', name, blob: 'b', size: 1, sha256: 'a'.repeat(64), addedAt: '2026-11-20T09:00' as LocalTime, addedBy: '何平',
})

const found = (changes: Partial<DossierFacts> = {}, pages?: number): string[] => dossierFindings({
  file: aCase(), papers: ['D01', 'D03', 'D06', 'D07'].map(id => issued(id)), attachments: [attachment('身份证.jpg')],
  offered: [{ id: 'D03', title: '告知书' }, { id: 'D06', title: '记录' }], today: localDate('2026-11-23'), ...changes,
}, pages).map(({ code, pointer, tab, severity }) => `${severity} ${code} ${tab} ${pointer}`.trim())

const agreed = (changes: Partial<NonNullable<CaseFile['agreement']>>): CaseFile => aCase({ agreement: { ...aCase().agreement!, ...changes } })

describe('the check of a file', () => {
  test('finds nothing wrong with a whole one', () => expect(found()).toEqual([]))

  test('names each compulsory paper that is not there, voided or not of the case', () => {
    expect(found({ papers: [issued('D07', { void: { at: '2026-11-21T09:00' as LocalTime, by: '何平', reason: '错' } })] })).toEqual([
      'error application-missing papers', 'error notice-missing papers', 'error record-missing papers', 'error agreement-missing papers',
    ])
  })

  test('finds a paper to be signed without its scan, and only the latest version counts', () => {
    const papers = [issued('D01'), issued('D03'), issued('D06'), issued('D07', { toSign: true }), issued('D07', { toSign: true, version: 2, scans: ['身份证.jpg'] })]
    expect(papersInFile(papers).map(({ id }) => id)).toEqual(['i-D01-1', 'i-D03-1', 'i-D06-1', 'i-D07-2'])
    expect(found({ papers })).toEqual([])
    expect(found({ papers: papers.slice(0, 4) })).toEqual(['error scan-missing papers'])
  })

  test('leads to the field of a wrong date, too few copies, an amount that is not what the words say', () => {
    expect(found({ file: aCase({ acceptedOn: localDate('2026-09-01') }) })).toContain('error date-order overview /acceptedOn')
    expect(found({ file: agreed({ copies: 2 }) })).toEqual(['error too-few-copies agreement /agreement/copies'])
    const [first] = aCase().agreement!.terms
    const withText = (text: string): CaseFile => agreed({ terms: [{ ...first!, text, amountFen: 860_000 }] })
    expect(found({ file: withText('赔偿8,600元（捌仟陆佰元整）。') })).toEqual([])
    expect(found({ file: withText('赔偿8,500元。') })).toEqual(['error amount-mismatch agreement /agreement/terms/0/amountFen'])
    expect(found({ file: withText('赔偿捌仟伍佰元整。') })).toEqual(['error amount-mismatch agreement /agreement/terms/0/amountFen'])
  })

  test('asks for the authority of agents, and compares the pages with those that were recorded', () => {
    expect(found({ file: workedCase('w3') })).toContain('error authority-missing attachments /parties/0/agents')
    expect(found({ file: workedCase('w3'), attachments: [attachment('授权委托书、身份证.jpg')] })).not.toContain('error authority-missing attachments /parties/0/agents')
    expect(found({}, aCase().archive!.pages! + 1)).toEqual(['warning page-count overview /archive/pages'])
  })
})
