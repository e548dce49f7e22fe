/**
 * D21 不予受理通知书 with its receipt: the ground with its rule, other ways, service. Grounds: 人民调解工作若干规定第22条,
 * 人民调解法第2条、第17条.
 */
import type { CaseFile } from '../../case/record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'
import { number, paragraph, partyNames, plain, sentence, partTitle, title } from '../writing/case-words.ts'
import { choice, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { ownTitle, wordingOf } from '../writing/phrases.ts'
import { receiptForm } from '../writing/service-receipt.ts'

const name = '不予受理通知书'

const extras = {
  no: { key: 'no', label: '文书编号' },
  basis: { key: 'basis', label: '其他依据', lines: 2, note: '理由不在四种之内时填写依据。' },
} as const

type Ground = { readonly code: string; readonly text: string; readonly fits: (end: NonNullable<CaseFile['end']>) => boolean }

const reads = (pattern: RegExp) => ({ code, reason = '' }: NonNullable<CaseFile['end']>): boolean => code !== 'E05' && pattern.test(reason)

const grounds: readonly Ground[] = [
  { code: 'A', text: '法律、法规规定由专门机关管辖，或者禁止民间调解（人民调解工作若干规定第二十二条第一项）', fits: reads(/专门机关|禁止/) },
  { code: 'B', text: '人民法院、公安机关或者其他行政机关已经受理或者解决（人民调解工作若干规定第二十二条第二项）', fits: reads(/法院|公安|行政机关/) },
  { code: 'C', text: '当事人一方明确拒绝调解（人民调解法第十七条）', fits: end => end.code === 'E05' },
  { code: 'D', text: '不属于民间纠纷（人民调解法第二条）', fits: reads(/民间纠纷|民事/) },
]

const phrases = {
  opening: {
    label: '开头',
    text: '您于{{申请日期}}就与{{被申请人}}的{{纠纷}}纠纷向{{委员会}}申请人民调解。经审查，本会决定不予受理。',
  },
  otherWays: {
    label: '其他途径',
    text: '您可以依法通过协商、仲裁、行政、司法等途径解决纠纷；已有生效裁判的，可以依法申请执行或者再审。请注意诉讼时效和申请执行的期间。',
  },
} satisfies Phrases

export const refusalNotice: DocumentTemplate = {
  id: 'D21',
  title: name,
  offeredIn: ['closing', 'archived'],
  offeredWhen: '案件以不予受理结束后',
  suits: file => file.end?.code === 'E05' || file.end?.code === 'E06',
  extras: Object.values(extras),
  headings: ['送达回证'],
  phrases,
  write: input => {
    const { file, office } = input
    const end = file.end!
    const say = wordingOf(phrases, input)
    const found = grounds.find(ground => ground.fits(end))
    const other = input.extras?.basis ?? (found ? '' : gap(extras.basis.label, 10))
    const no = input.extras?.no
    const applicants = file.parties.filter(party => party.side === 'applicant')
    return {
      id: 'D21',
      title: name,
      ...(no ? { number: no } : {}),
      blocks: [
        title(name),
        number(`编号：${no ?? gap(extras.no.label, 10)}`),
        plain(`${partyNames(file, 'applicant') || gap('申请人')}：`),
        paragraph(say('opening')),
        paragraph(`理由：${end.reason ? sentence(end.reason) : gap('不予受理的理由', 20)}`),
        paragraph('依据：'),
        ...grounds.map(ground => paragraph(choice(ground === found, `${ground.code}　${ground.text}`))),
        ...(found ? [] : [paragraph(choice(true, `其他　${other}`))]),
        paragraph(say('otherWays')),
        { kind: 'signatures', places: [], seal: office.name, date: chineseDate(end.on) },
        partTitle('送达回证'),
        receiptForm(
          file, partyNames(file, 'applicant'), `《${ownTitle(input, name)}》1份${no ? `（${no}）` : ''}`,
          applicants.length === 1 ? applicants[0]!.address ?? gap('送达地点', 0) : gap('送达地点', 0)),
      ],
    }
  },
}
