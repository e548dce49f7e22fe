/** D04 调查记录 (司发通〔2010〕239号): 时间、地点、参加人、被调查人、记录; signed on each page. */
import { chineseDate, dateOf } from '../../base/dates.ts'
import { partyName } from '../../case/record/case-file.ts'
import { anyStage, fileNumber, heading, mediatorPlaces, paragraph, timeSpan, title } from '../writing/case-words.ts'
import { blank, given, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { wordingOf } from '../writing/phrases.ts'
import { internalMark, recordBlocks, sessionChoices, sessionOf } from '../writing/sessions.ts'

const name = '人民调解调查记录'

const extras = {
  asked: { key: 'asked', label: '被调查人', note: '姓名、单位或与纠纷的关系；不填就用在场当事人。' },
  recorder: { key: 'recorder', label: '记录人' },
} as const

const phrases = {
  read: { label: '末尾', text: '以上记录经被调查人阅读（或者听读），无误。' },
} satisfies Phrases

export const investigationRecord: DocumentTemplate = {
  id: 'D04',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '记过调查走访的案件',
  of: sessionChoices('investigation'),
  extras: Object.values(extras),
  headings: ['记录'],
  phrases,
  write: input => {
    const { file } = input
    const session = sessionOf(input)
    const parties = (session.withParties ?? []).map(id => partyName(file, id)).join('、')
    const recorder = input.extras?.recorder
    return {
      id: 'D04',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      eachPage: `被调查人：${blank(7)}　调查人：${blank(7)}　记录人：${blank(7)}`,
      blocks: [
        title(name),
        ...internalMark(session),
        fileNumber(file),
        {
          kind: 'fields',
          rows: [
            [{ label: '时间', value: timeSpan(session) }],
            [{ label: '地点', value: session.place }],
            [{ label: '参加人', value: (session.attendees ?? []).join('、') }],
            [{ label: '被调查人', value: input.extras?.asked ?? (parties || given(input, extras.asked, 0)) }],
          ],
        },
        heading('记录'),
        ...recordBlocks(session),
        paragraph(wordingOf(phrases, input)('read')),
        {
          kind: 'signatures',
          places: [
            { label: '被调查人', note: '签名、盖章或按指印' },
            ...mediatorPlaces(input, '调查人'),
            { label: recorder ? `记录人：${recorder}` : '记录人', note: '签名' },
          ],
          date: chineseDate(dateOf(session.startAt)),
        },
      ],
    }
  },
}
