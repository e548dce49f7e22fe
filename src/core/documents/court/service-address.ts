/**
 * D32 送达地址确认书 (法释〔2011〕5号第3条; 人民法院在线调解规则): where a party wants papers of the committee and of the court, and
 * that papers sent there are served, whoever takes them or none.
 */
import { anyStage, bothSides, disputeOf, fileNumber, paragraph, partyChoices, partyOf, title } from '../writing/case-words.ts'
import { choice, dateOrBlank, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyPlaces, sideLabel } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '送达地址确认书'

const extras = {
  address: { key: 'address', label: '送达地址', note: '不填就用登记的住址。' },
  electronic: { key: 'electronic', label: '电子送达的手机号或者邮箱', note: '同意电子送达的才填。' },
  receiver: { key: 'receiver', label: '代收人和电话' },
} as const

const phrases = {
  told: {
    label: '告知事项',
    text: '1．当事人应当提供准确的送达地址和联系方式。提供的地址不准确、变更后不及时告知，或者指定的代收人拒绝签收，致使文书没有收到的，文书退回之日视为送达之日。\n' +
      '2．确认的送达地址适用于本会的调解，以及随后的司法确认、诉讼和执行程序；变更的，应当书面告知。\n' +
      '3．同意电子送达的，文书到达所填手机号或者邮箱的系统之日为送达之日。',
  },
  confirm: { label: '当事人确认', text: '我已阅读（或者已向我宣读）上列告知事项，所填的送达地址和联系方式真实、准确。' },
} satisfies Phrases

export const serviceAddress: DocumentTemplate = {
  id: 'D32',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '有当事人的案件',
  of: partyChoices(),
  extras: Object.values(extras),
  phrases,
  write: input => {
    const { file, office } = input
    const party = partyOf(input)
    const say = wordingOf(phrases, input)
    const { address, electronic, receiver } = input.extras ?? {}
    return {
      id: 'D32',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        {
          kind: 'form',
          rows: [
            [{ label: '纠纷', value: `${bothSides(file)}${disputeOf(file)}` }],
            [{ label: '告知事项', value: say('told') }],
            [{ label: '受送达人', value: `${sideLabel(file, party)}：${party.name}` }],
            [{ label: '送达地址', value: address ?? party.address ?? gap(`${party.name}的送达地址`, 0), lines: 2 }],
            [{ label: '联系电话', value: party.phone ?? gap(`${party.name}的联系电话`, 0), share: 5 }, { label: '邮政编码', value: '', share: 3 }],
            [{ label: '电子送达', value: `${choice(electronic !== undefined, '同意')}，手机号或者邮箱：${electronic ?? '＿＿＿＿＿＿＿＿'}\n${choice(false, '不同意')}` }],
            [{ label: '代收人和电话', value: receiver ?? '' }],
            [{ label: '当事人确认', value: say('confirm') }],
            [{ label: '备注', value: '', lines: 2, fewest: 1 }],
          ],
        },
        paragraph(`本确认书由${office.name}存卷，需要司法确认的随材料提交人民法院。`),
        { kind: 'signatures', places: partyPlaces(file, party), date: dateOrBlank(undefined) },
      ],
    }
  },
}
