import { expect, test } from 'vitest'
import type { Block, DocumentContent } from '../../../src/core/documents/writing/content.ts'
import { documentById } from '../../../src/core/documents/index.ts'
import { layoutOf } from '../../../src/main/adapters/pdf/pdf.ts'
import { WITH_SEAL } from '../../../src/main/adapters/pdf/pdf-blocks.ts'
import { workedCases, workedMediators, workedOffice } from '../../builders.ts'
import { generatedInputs, normalInputs, today, worstInputs, type PaperInput } from '../../paper-cases.ts'

/** Share of a page that may stay empty while the paper goes on in the same part. */
const BLANK = 0.4

type Fault = { readonly paper: string; readonly page: number; readonly what: string }

const faultsOf = (content: DocumentContent): Fault[] => {
  const pages = layoutOf(content)
  return pages.flatMap(({ filled, atoms }, at): Fault[] => {
    const fault = (what: string): Fault => ({ paper: content.id, page: at + 1, what })
    const goesOn = pages[at + 1] !== undefined && pages[at + 1]!.atoms[0]!.newPage !== true
    const substance = atoms.reduce((sum, atom) => sum + atom.substance, 0)
    return [
      ...(goesOn && 1 - filled > BLANK ? [fault(`${Math.round((1 - filled) * 100)} % blank`)] : []),
      ...(filled > 1.0001 ? [fault('more than a page')] : []),
      ...(atoms.some(({ sign }) => sign !== undefined) && substance < WITH_SEAL ? [fault(`${substance} lines beside the signatures`)] : []),
      ...(goesOn && atoms.at(-1)!.leadIn ? [fault('a lead-in ends the page')] : []),
    ]
  })
}

const faultsIn = (inputs: readonly PaperInput[]): Fault[] => inputs.flatMap(({ template, input }) => faultsOf(template.write(input)))

test('no form leaves much of a page empty, a seal alone or a lead-in at a page end: usual and worst input', () => {
  expect(faultsIn(normalInputs())).toEqual([])
  expect(faultsIn(worstInputs())).toEqual([])
})

test('nor for forty generated cases', () => {
  expect(Array.from({ length: 40 }, (_, number) => faultsIn(generatedInputs(number)).map(fault => ({ ...fault, number }))).flat()).toEqual([])
}, 120_000)

test('the consent to an extension, the power of attorney and the certificate of performance are one sheet', () => {
  const ids = ['D23', 'D28', 'D31']
  const pages = workedCases.flatMap(file => ids.flatMap(id => {
    const template = documentById(id)!
    if (!(template.suits?.(file) ?? true)) return []
    return template.of?.(file).map(of => [id, file.id, layoutOf(template.write({ file, office: workedOffice, mediators: workedMediators, today, of: of.id })).length] as const)
      ?? [[id, file.id, layoutOf(template.write({ file, office: workedOffice, mediators: workedMediators, today })).length] as const]
  }))
  expect(new Set(pages.map(([id]) => id))).toEqual(new Set(ids))
  expect(pages.filter(([, , count]) => count !== 1)).toEqual([])
})

test('a lead-in goes to the next page with what it announces', () => {
  const line = (text: string): Block => ({ kind: 'paragraph', text })
  for (let count = 15; count < 26; count += 1) {
    const content = { id: 'T', title: '测试', blocks: [...Array.from({ length: count }, (_, at) => line(`第${at + 1}行。`)), line('经调解，当事人自愿达成如下协议：'), ...Array.from({ length: 20 }, () => line('条款。'))] }
    expect(faultsOf(content)).toEqual([])
  }
})

test('the registration of a case with thirty parties keeps one sheet, and its signatures a table behind it', () => {
  const [{ input }] = normalInputs().filter(({ template }) => template.id === 'D02') as [PaperInput]
  for (const count of [14, 30]) {
    const [party] = input.file.parties
    const parties = Array.from({ length: count }, (_, at) => ({ ...party!, id: `p${at}`, name: `业主${at}`, side: at === 0 ? 'respondent' as const : 'applicant' as const }))
    const pages = layoutOf(documentById('D02')!.write({ ...input, file: { ...input.file, parties } }))
    expect(pages[1]?.atoms[0]?.newPage).toBe(true)
    expect(pages.length).toBeLessThanOrEqual(count > 20 ? 3 : 2)
  }
})
