/** D06 人民调解记录 (司发通〔2010〕239号): 时间、地点、参加人、当事人、权利义务告知、调解记录、调解结果. */
import { partyName } from '../../case/record/case-file.ts'
import { sessionResults } from '../../base/codes.ts'
import { chineseDate, dateOf } from '../../base/dates.ts'
import { anyStage, fileNumber, heading, lines, mediatorPlaces, paragraph, timeSpan, title } from '../writing/case-words.ts'
import { blank, choice, gap, given, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { routesToldOn } from '../../case/steps/told.ts'
import { partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'
import { readAloudLines } from '../writing/read-aloud.ts'
import { internalMark, partiesPresent, recordBlocks, sessionChoices, sessionOf } from '../writing/sessions.ts'

const name = '人民调解记录'

const extras = {
  cause: { key: 'cause', label: '未达成协议的原因', lines: 2, note: '结果是“未达成协议”时填写。' },
  recorder: { key: 'recorder', label: '记录人' },
} as const

const phrases = {
  told: { label: '权利义务告知', text: '已告知当事人在调解中的权利和义务（人民调解法第二十三条、第二十四条）。' },
  failed: { label: '未达成协议', text: '已告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利（人民调解法第二十六条）。' },
  read: { label: '末尾', text: '以上记录经当事人阅读（或者听读），无误。' },
} satisfies Phrases

const resultOrder = ['settled', 'failed', 'continue'] as const

export const mediationRecord: DocumentTemplate = {
  id: 'D06',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '记过调解的案件',
  of: sessionChoices('joint', 'separate'),
  extras: Object.values(extras),
  headings: ['调解记录', '调解结果'],
  phrases,
  write: input => {
    const { file } = input
    const session = sessionOf(input)
    const say = wordingOf(phrases, input)
    const present = partiesPresent(file, session)
    const recorder = input.extras?.recorder
    const on = dateOf(session.startAt)
    const heard = new Set((input.annex?.rightsTold ?? []).filter(one => one.on <= on).flatMap(one => one.to))
    const told = present.length > 0 && present.every(({ id }) => heard.has(id))
    const routesOn = routesToldOn(input.annex)
    return {
      id: 'D06',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      eachPage: `当事人：${blank(14)}　记录人：${blank(8)}`,
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
            [{ label: '当事人', value: present.map(({ id }) => partyName(file, id)).join('、') || gap('到场的当事人', 0) }],
            [{ label: '权利义务告知', value: told ? say('told') : `${choice(false, say('told'))}${gap('权利义务告知的记录（没有登记过告知到场各方）', 0)}` }],
          ],
        },
        heading('调解记录'),
        ...recordBlocks(session),
        heading('调解结果'),
        { kind: 'paragraph', text: resultOrder.map(result => choice(session.result === result, sessionResults[result])).join('　　') },
        ...(session.result === 'failed' ? [...lines(`原因：${given(input, extras.cause, 20)}`), paragraph(routesOn ? `${say('failed')}` : `${choice(false, say('failed'))}${gap('已告知其他途径的记录', 0)}`)] : []),
        ...(session.result === 'settled' ? readAloudLines(input).map(paragraph) : []),
        paragraph(say('read')),
        {
          kind: 'signatures',
          places: [
            ...(present.length > 0 ? present.flatMap(party => partyPlaces(file, party)) : [{ label: '当事人', note: '签名、盖章或按指印' }]),
            ...mediatorPlaces(input),
            { label: recorder ? `记录人：${recorder}` : '记录人', note: '签名' },
          ],
          date: chineseDate(dateOf(session.startAt)),
        },
      ],
    }
  },
}
