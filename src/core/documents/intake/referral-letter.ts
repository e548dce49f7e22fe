/**
 * D25 移送函 with the list of what is handed over and a receipt. Of the parties it says no more than the other body needs
 * (个人信息保护法第6条): persons by surname, without numbers.
 */
import type { CaseFile, Party } from '../../case/record/case-file.ts'
import { officialCategories, referralReplies } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { bodiesFor, plannedBodies } from '../../office/registers.ts'
import { anyStage, disputeOf, heading, letterhead, letterNumber, lines, number, paragraph, placeOf, plain, sentence, partTitle, title } from '../writing/case-words.ts'
import { sideLabel } from '../writing/parties.ts'
import { blank, choice, dateOrBlank, dateOrGap, gap, given, headingPhrase, type DocumentInput, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { ownTitle, wordingOf } from '../writing/phrases.ts'

const name = '移送函'
const printedTitle = '关于移送有关事项的函'

const ENDING = 'end'

const extras = {
  facts: { key: 'facts', label: '移送的事实', lines: 4, note: '写对方办理所需要的；不填就写所移送的事项，不写登记的纠纷情况。' },
  done: { key: 'done', label: '本会已做的工作', lines: 2 },
  risk: { key: 'risk', label: '有无激化风险', note: '不填就请在纸上勾选。' },
  contact: { key: 'contact', label: '需要告知的当事人联系方式', lines: 2, note: '只写对方办理确实需要的，并征得本人同意。' },
  materials: { key: 'materials', label: '材料清单', lines: 3, note: '一行一件，如：调解申请书复印件1份。' },
} as const

const phrases = {
  factsHead: headingPhrase('移送的事项和事实'),
  basisHead: headingPhrase('理由和依据'),
  doneHead: headingPhrase('本会已做的工作'),
  askHead: headingPhrase('请求'),
  opening: {
    label: '开头',
    text: '{{委员会}}在工作中收到{{纠纷}}纠纷一件，其中下列事项属于贵单位职责，现予移送，请依法处理。',
  },
  basis: { label: '依据', text: '依据：《关于进一步规范赤壁市物业管理的工作方案》（赤政办函〔2024〕15号）{{条目}}。', needs: ['条目'] },
  ask: { label: '请求', text: '请在{{答复期限}}前将是否接受和处理情况函告本会。涉及当事人个人信息的，请予保密。', needs: ['答复期限'] },
} satisfies Phrases

/** 余某; an organisation in full. */
const masked = (party: Party): string =>
  (party.kind === 'organisation' || (party.headcount ?? 1) > 1 || /\d/.test(party.name) ? party.name : `${[...party.name][0]}某`)

type Referral = Pick<NonNullable<CaseFile['referrals']>[number], 'toBody' | 'sentOn' | 'matter' | 'documentNo' | 'replyDueOn' | 'reply'>

/** A referral on record, or the ending of the case by which the matter went out. */
const referralOf = ({ file, of }: DocumentInput): Referral => (of === ENDING
  ? { toBody: file.end!.toBody!, sentOn: file.end!.on, matter: file.end!.reason ?? gap('移送的事项', 16) }
  : file.referrals![Number(of)]!)

export const referralLetter: DocumentTemplate = {
  id: 'D25',
  title: name,
  printedTitle,
  offeredIn: anyStage,
  offeredWhen: '移送过其他单位的案件',
  of: file => [
    ...(file.referrals ?? []).map(({ toBody }, index) => ({ id: String(index), title: toBody })),
    ...(file.end?.code === 'E07' && file.end.toBody !== undefined && !file.referrals?.some(({ toBody }) => toBody === file.end!.toBody)
      ? [{ id: ENDING, title: file.end.toBody }] : []),
  ],
  extras: Object.values(extras),
  headings: ['移送材料清单', '回　执'],
  phrases,
  write: input => {
    const { file, office } = input
    const referral = referralOf(input)
    const say = wordingOf(phrases, input)
    const no = letterNumber(input, referral.documentNo)
    const item = bodiesFor(input.registers ?? plannedBodies, file.type, referral.sentOn).find(({ body }) => body === referral.toBody)?.item?.replace(/^四（(.+)）$/, '第四部分第（$1）项')
    const materials = input.extras?.materials?.split('\n') ?? []
    const { risk } = extras
    return {
      id: 'D25',
      title: name,
      ...(referral.documentNo ? { number: referral.documentNo } : {}),
      blocks: [
        letterhead(office.name),
        number(no),
        title(printedTitle),
        plain(`${referral.toBody}：`),
        paragraph(say('opening')),
        {
          kind: 'fields',
          rows: [
            [{ label: '案件', value: file.fileNo ?? '未受理，没有卷号' }],
            [{ label: '类别', value: `${officialCategories[file.officialCategory ?? 'property']}（${disputeOf(file)}）` }],
            [{ label: '当事人', value: file.parties.map(party => `${sideLabel(file, party)}${masked(party)}`).join('、') }],
            [{ label: '地点', value: placeOf(file) || gap('地点', 0) }],
            ...(input.extras?.contact ? [[{ label: '联系方式', value: input.extras.contact }]] : []),
          ],
        },
        heading(say('factsHead')),
        paragraph(sentence(referral.matter)),
        ...(input.extras?.facts ? lines(input.extras.facts) : []),
        heading(say('basisHead')),
        ...(file.end?.code === 'E07' && file.end.reason && referral.toBody === file.end.toBody ? [paragraph(sentence(file.end.reason))] : []),
        paragraph(say('basis', { 条目: item ?? gap('工作方案的条目', 6) })),
        heading(say('doneHead')),
        ...lines(given(input, extras.done, 24)),
        paragraph(`激化风险：${input.extras?.risk ?? `${choice(false, '无')}　　${choice(false, '有')}，情况：${gap(risk.label, 8)}`}`),
        heading(say('askHead')),
        paragraph(say('ask', { 答复期限: dateOrGap(referral.replyDueOn, '答复期限') })),
        plain('附件：移送材料清单'),
        { kind: 'signatures', places: [], seal: office.name, date: chineseDate(referral.sentOn) },
        { kind: 'paragraph', text: '附件', indent: false, newPage: true },
        title('移送材料清单'),
        {
          kind: 'table',
          columns: [{ title: '序号', share: 1, align: 'center' }, { title: '材料名称和份数', share: 7 }, { title: '备注', share: 2 }],
          rows: (materials.length > 0 ? materials : [gap(extras.materials.label, 0), '', '']).map((material, index) => [String(index + 1), material, '']),
        },
        partTitle('回　执'),
        plain(`${office.name}：`),
        paragraph(`你会${chineseDate(referral.sentOn)}移送的《${ownTitle(input, name)}》（${no}）及所附材料收到。我单位意见：`),
        paragraph(`${choice(false, referralReplies.accepted)}　　${choice(false, referralReplies.returned)}，理由：${blank(14)}`),
        { kind: 'signatures', places: [{ label: '接收人', note: '签名' }], seal: referral.toBody, date: dateOrBlank(undefined) },
      ],
    }
  },
}
