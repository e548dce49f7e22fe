/** Minutes of a meeting (会议纪要): who met, what each item came to, and who sees to what by when. */
import { chineseDate } from '../base/dates.ts'
import { meetingKinds, type Meeting } from '../office/meetings.ts'
import type { OfficeDetails } from '../office/details.ts'
import { blank, type Block, type DocumentContent } from './writing/content.ts'

const digits = '〇一二三四五六七八九'
/** 1 to 99 in Chinese figures. */
const numeral = (number: number): string =>
  `${number < 10 ? '' : `${number < 20 ? '' : digits[Math.trunc(number / 10)]}十`}${number % 10 === 0 ? '' : digits[number % 10]}`

/** `numberOf` gives the file number of a case, or undefined before acceptance. */
export const meetingMinutes = (meeting: Meeting, office: OfficeDetails, numberOf: (caseId: string) => string | undefined): DocumentContent => {
  const title = `${meetingKinds[meeting.kind]}纪要`
  const numbers = (ids: readonly string[] | undefined): string => (ids ?? []).map(id => numberOf(id) ?? '（未受理）').join('、')
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'fields', rows: [
      [{ label: '时间', value: chineseDate(meeting.on), share: 4 }, { label: '地点', value: meeting.place ?? '', share: 6 }],
      [{ label: '主持', value: meeting.chair ?? '', share: 4 }, { label: '记录', value: meeting.recorder ?? '', share: 6 }],
      [{ label: '参加', value: meeting.attendees.join('、') }],
    ] },
  ]
  meeting.agenda.forEach((item, index) => {
    blocks.push({ kind: 'heading', text: `${numeral(index + 1)}、${item.title}` })
    if (item.why) blocks.push({ kind: 'paragraph', text: item.why })
    if (item.caseIds?.length) blocks.push({ kind: 'paragraph', text: `有关案件：${numbers(item.caseIds)}。` })
    blocks.push({ kind: 'paragraph', text: item.minutes ?? `讨论情况：${blank(20)}` })
  })
  if (meeting.minutes) blocks.push({ kind: 'heading', text: '其他' }, { kind: 'paragraph', text: meeting.minutes })
  if (meeting.decisions.length > 0) {
    blocks.push({
      kind: 'table', caption: '会议决定',
      columns: [{ title: '序号', share: 1.4, align: 'center' }, { title: '事项', share: 7 }, { title: '负责', share: 3 }, { title: '完成期限', share: 3.4 }, { title: '有关案件', share: 4 }, { title: '落实', share: 3.4 }],
      rows: meeting.decisions.map((decision, index) => [
        String(index + 1), decision.what, decision.owner, chineseDate(decision.dueOn), numbers(decision.caseIds),
        decision.done ? `${chineseDate(decision.done.on)}完成${decision.done.note ? `：${decision.done.note}` : ''}` : '',
      ]),
    })
  }
  blocks.push({ kind: 'signatures', places: [{ label: '主持人', note: '签名' }, { label: '记录人', note: '签名' }], seal: office.name, date: chineseDate(meeting.on) })
  return { id: 'meeting', title, blocks }
}
