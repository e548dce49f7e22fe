/** D09 人民调解回访记录 (司发通〔2010〕239号; 人民调解法第31条). */
import { followUpWays } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { anyStage, heading, lines, mediatorName, number, title } from '../writing/case-words.ts'
import { choice, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '人民调解回访记录'

const extras = {
  trend: { key: 'trend', label: '有无新的矛盾或者激化苗头', lines: 2 },
  court: { key: 'court', label: '有无起诉或者裁判', lines: 2 },
} as const

const phrases = {
  reason: { label: '回访事由', text: '了解调解协议的履行情况，督促当事人按照约定履行（人民调解法第三十一条）。' },
} satisfies Phrases

export const followUpRecord: DocumentTemplate = {
  id: 'D09',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '登记过回访的案件',
  of: file => (file.followUps ?? []).map(({ on }, index) => ({ id: String(index), title: chineseDate(on) })),
  extras: Object.values(extras),
  headings: ['回访情况'],
  phrases,
  write: input => {
    const { file } = input
    const visit = file.followUps![Number(input.of)]!
    const agreementNo = file.agreement?.no ?? file.fileNo
    return {
      id: 'D09',
      title: name,
      ...(agreementNo ? { number: agreementNo } : {}),
      blocks: [
        title(name),
        number(`编号：${file.fileNo ?? gap('卷号', 10)}`),
        {
          kind: 'fields',
          rows: [
            [{ label: '当事人', value: file.parties.map(party => party.name).join('、') }],
            [{ label: '调解协议编号', value: agreementNo ?? gap('调解协议编号', 0) }],
            [{ label: '回访事由', value: wordingOf(phrases, input)('reason') }],
            [{ label: '回访时间', value: chineseDate(visit.on), share: 5 }, { label: '回访方式', value: followUpWays[visit.way], share: 4 }],
          ],
        },
        heading('回访情况'),
        ...lines(`履行情况：${visit.findings}`),
        {
          kind: 'paragraph',
          text: `当事人是否满意：${choice(visit.satisfied === true, '满意')}　　${choice(visit.satisfied === false, '不满意')}` +
            (visit.satisfied === undefined ? gap('当事人是否满意', 0) : ''),
        },
        ...lines(`新的矛盾或者激化苗头：${input.extras?.trend ?? gap(extras.trend.label, 12)}`),
        ...lines(`起诉或者裁判：${input.extras?.court ?? gap(extras.court.label, 12)}`),
        { kind: 'signatures', places: [{ label: `回访人：${mediatorName(input, visit.by)}`, note: '签名' }], date: chineseDate(visit.on) },
      ],
    }
  },
}
