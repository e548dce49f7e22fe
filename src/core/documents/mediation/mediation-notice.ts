/** D20 受理、调解通知书: to each party, with time, place, mediators and the right to object to them. */
import { anyStage, disputeOf, fileNumber, lines, mediatorsWithDuty, paragraph, partyChoices, partyOf, plain, title } from '../writing/case-words.ts'
import { dateOrBlank, dateOrGap, given, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '人民调解受理通知书'

const extras = {
  time: { key: 'time', label: '调解时间', note: '如：2026年12月3日（星期四）上午9时。' },
  place: { key: 'place', label: '调解地点' },
  bring: { key: 'bring', label: '需要带的材料', lines: 3, note: '不填就用“文书用语”里的话。' },
  contact: { key: 'contact', label: '联系人和电话', note: '不填就用调委会电话。' },
} as const

const phrases = {
  opening: {
    label: '开头',
    text: '{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案，{{委员会}}已于{{受理日期}}受理，现将有关事项通知如下。',
    needs: ['受理日期'],
  },
  object: {
    label: '选择和要求更换调解员',
    text: '您可以选择或者接受人民调解员。认为人民调解员是当事人或者其代理人的近亲属、与纠纷有利害关系，或者有其他可能影响公正调解的关系的，可以向本会提出更换。',
  },
  bring: {
    label: '需要带的材料',
    text: '请携带：个人的身份证件，单位的营业执照或者备案文件复印件和负责人身份证明；委托代理人的，授权委托书和代理人身份证件；与纠纷有关的证据原件和复印件。',
  },
  rights: {
    label: '当事人的权利',
    text: '调解自愿、免费，详见所附《人民调解当事人权利义务告知书》。',
  },
} satisfies Phrases

export const mediationNotice: DocumentTemplate = {
  id: 'D20',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '案件受理后',
  suits: file => file.acceptedOn !== undefined,
  of: partyChoices(),
  extras: Object.values(extras),
  phrases,
  write: input => {
    const { file, office } = input
    const say = wordingOf(phrases, input)
    return {
      id: 'D20',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        plain(`${partyOf(input).name}：`),
        paragraph(say('opening', { 受理日期: dateOrGap(file.acceptedOn, '受理日期') })),
        {
          kind: 'fields',
          rows: [
            [{ label: '案由', value: disputeOf(file) }],
            [{ label: '调解时间', value: given(input, extras.time, 0) }],
            [{ label: '调解地点', value: given(input, extras.place, 0) }],
            [{ label: '人民调解员', value: mediatorsWithDuty(input, 0) }],
          ],
        },
        paragraph(say('object')),
        ...lines(input.extras?.bring ?? say('bring')),
        paragraph(say('rights')),
        paragraph(`联系人和电话：${input.extras?.contact ?? office.phone ?? given(input, extras.contact, 12)}`),
        { kind: 'signatures', places: [], seal: office.name, date: dateOrBlank(undefined) },
      ],
    }
  },
}
