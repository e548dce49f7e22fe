/** D22 征求被申请人意见书: nobody is mediated against a clear refusal (人民调解法第17条), so the other side is asked first. */
import { chineseDate } from '../../base/dates.ts'
import { ruleDay } from '../../case/time/deadlines.ts'
import { addWorkingDays } from '../../base/rest-days.ts'
import { lengthOn } from '../../parameters/parameters.ts'
import { shippedReckoning } from '../../rules/time-limits.ts'
import { anyStage, fileNumber, heading, lines, paragraph, partyChoices, partyOf, plain, partTitle, title } from '../writing/case-words.ts'
import { blank, choice, dateOrBlank, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '征求被申请人意见书'

const extras = {
  until: { key: 'until', label: '答复期限', note: '不填就用登记征求意见时的答复日期，没有登记的按决定是否受理的期限。' },
} as const

const phrases = {
  opening: {
    label: '开头',
    text: '{{申请人}}于{{申请日期}}就与您的{{纠纷}}纠纷向{{委员会}}申请人民调解。申请的主要内容如下。',
  },
  ask: {
    label: '征求意见',
    text: '人民调解自愿、平等、免费，不影响您依法通过仲裁、行政、司法等途径维护自己的权利（人民调解法第三条、第四条）。是否同意由本会调解，请在{{答复期限}}前答复；明确不同意的，本会不进行调解（第十七条）。',
    needs: ['答复期限'],
  },
  answer: { label: '答复', text: '我收到你会的征求意见书。对于由你会调解我与{{申请人}}的{{纠纷}}纠纷，我的意见是：' },
} satisfies Phrases

export const consentInquiry: DocumentTemplate = {
  id: 'D22',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '有被申请人的案件',
  suits: file => file.source !== 'ownInitiative',
  of: partyChoices('respondent', 'thirdParty'),
  extras: Object.values(extras),
  headings: ['纠纷简要情况', '申请事项', '答　复'],
  phrases,
  write: input => {
    const { file, office, annex, reckoning: { calendar, parameters } = shippedReckoning } = input
    const party = partyOf(input)
    const say = wordingOf(phrases, input)
    const asked = annex?.inquiries?.findLast(({ kind }) => kind === 'consent')?.replyDueOn
    // The committee decides on acceptance within these days; the answer is needed by then.
    const until = input.extras?.until
      ?? chineseDate(asked ?? addWorkingDays(file.appliedOn, lengthOn(parameters, 'acceptance', ruleDay(file, file.appliedOn)), calendar))
    return {
      id: 'D22',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        ...(file.fileNo ? [fileNumber(file)] : []),
        plain(`${party.name}：`),
        paragraph(say('opening')),
        heading('纠纷简要情况'),
        ...lines(file.facts),
        heading('申请事项'),
        ...(file.claims.length > 0 ? file.claims : [gap('申请事项', 24)]).map((claim, index) => paragraph(`${index + 1}．${claim}`)),
        paragraph(say('ask', { 答复期限: until })),
        paragraph(`联系电话：${office.phone ?? gap('调委会电话（在设置里填）', 12)}`),
        { kind: 'signatures', places: [], seal: office.name, date: dateOrBlank(undefined) },
        partTitle('答　复'),
        plain(`${office.name}：`),
        paragraph(say('answer')),
        paragraph(choice(false, '同意由你会调解。')),
        paragraph(choice(false, `不同意由你会调解，理由：${blank(10)}`)),
        { kind: 'signatures', places: partyPlaces(file, party), date: dateOrBlank(undefined) },
      ],
    }
  },
}
