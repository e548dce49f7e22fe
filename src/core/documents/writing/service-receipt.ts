/** 送达回证 (D30): who handed what to whom, when and how. Also the foot of notices that have it attached (D21). */
import type { CaseFile } from '../../case/record/case-file.ts'
import { anyStage, bothSides, disputeOf, fileNumber, partyChoices, partyOf, title } from './case-words.ts'
import { choice, dateOrBlank, gap, type Block, type DocumentTemplate } from './content.ts'

const name = '送达回证'

const extras = {
  papers: { key: 'papers', label: '送达的文书', lines: 2, note: '一行一件，如：人民调解受理通知书1份。' },
  place: { key: 'place', label: '送达地点', note: '不填就用当事人的地址。' },
} as const

const ways = ['直接', '委托', '邮寄', '电子', '留置']

/** The form itself; `address` and `papers` already in words. */
export const receiptForm = (file: CaseFile, receiver: string, papers: string, address: string): Block => ({
  kind: 'form',
  rows: [
    [{ label: '纠纷', value: `${bothSides(file)}${disputeOf(file)}` }],
    [{ label: '送达的文书', value: papers, lines: 2 }],
    [{ label: '受送达人', value: receiver }],
    [{ label: '送达地点', value: address }],
    [{ label: '送达方式', value: ways.map(way => choice(false, way)).join('　　') }],
    [{ label: '送达时间', value: `${dateOrBlank(undefined)}＿＿时＿＿分` }],
    [{ label: '受送达人（签名或盖章）', value: '', lines: 3, fewest: 2 }],
    [{ label: '代收人及理由', value: '', lines: 2 }],
    [
      { label: '送达人（签名）', value: '', lines: 2, share: 1 },
      { label: '见证人（签名）', value: '', share: 1 },
    ],
    [{ label: '备注', value: '', lines: 2, fewest: 1 }],
  ],
})

export const serviceReceipt: DocumentTemplate = {
  id: 'D30-1',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '任何时候',
  of: partyChoices(),
  extras: Object.values(extras),
  write: input => {
    const { file } = input
    const party = partyOf(input)
    return {
      id: 'D30-1',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        receiptForm(
          file, party.name, input.extras?.papers ?? gap(extras.papers.label, 0), input.extras?.place ?? party.address ?? gap(extras.place.label, 0)),
      ],
    }
  },
}
