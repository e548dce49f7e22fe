/** D33 法定代表人（负责人）身份证明书: who acts for an organisation by his office (民事诉讼法第51条), with its seal. */
import type { CaseFile } from '../../case/record/case-file.ts'
import { anyStage, paragraph, partyOf, title } from '../writing/case-words.ts'
import { dateOrBlank, gap, type DocumentTemplate } from '../writing/content.ts'

const name = '法定代表人身份证明书'

const extras = {
  idNo: { key: 'idNo', label: '法定代表人（负责人）的身份证号码' },
  phone: { key: 'phone', label: '法定代表人（负责人）的电话' },
} as const

const organisations = (file: CaseFile) => file.parties.filter(({ kind, headcount = 1 }) => kind === 'organisation' && headcount === 1)

export const representativeCertificate: DocumentTemplate = {
  id: 'D33',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '有单位当事人的案件',
  of: file => organisations(file).map(({ id, name: title }) => ({ id, title })),
  extras: Object.values(extras),
  write: input => {
    const { office } = input
    const party = partyOf(input)
    const who = party.representative?.name ?? gap(`${party.name}的法定代表人或负责人`, 6)
    const duty = party.representative?.duty ?? gap(`${party.name}的法定代表人或负责人的职务`, 6)
    return {
      id: 'D33',
      title: name,
      blocks: [
        title(name),
        paragraph(`${who}在我单位担任${duty}职务，是我单位的法定代表人（负责人）。`),
        paragraph('特此证明。'),
        {
          kind: 'fields',
          rows: [
            [{ label: '单位名称', value: party.name }],
            [party.filingNo && !party.uscc ? { label: '备案号', value: party.filingNo } : { label: '统一社会信用代码', value: party.uscc ?? gap(`${party.name}的统一社会信用代码`, 0) }],
            [{ label: '单位住所', value: party.address ?? '' }],
            [{ label: '身份证号码', value: input.extras?.idNo ?? gap(extras.idNo.label, 0) }],
            [{ label: '联系电话', value: input.extras?.phone ?? party.phone ?? gap(extras.phone.label, 0) }],
          ],
        },
        { kind: 'paragraph', text: `附：法定代表人（负责人）身份证复印件一份，与营业执照或者备案文件复印件一并交${office.name}。` },
        { kind: 'signatures', places: [], seal: party.name, date: dateOrBlank(undefined) },
      ],
    }
  },
}
