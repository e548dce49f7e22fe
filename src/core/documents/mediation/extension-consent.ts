/**
 * D23 延长调解期限同意书: signed by all parties before the present period ends. Made for an extension on record, and for
 * one that is to be signed and recorded afterwards.
 */
import type { CaseFile } from '../../case/record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'
import { mediationDeadline } from '../../case/time/deadlines.ts'
import { shippedReckoning } from '../../rules/time-limits.ts'
import { anyStage, fileNumber, fromCourt, heading, lines, mediatorPlaces, paragraph, title } from '../writing/case-words.ts'
import { dateOrBlank, dateOrGap, given, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '延长调解期限同意书'

const NEXT = 'next'

const extras = {
  until: { key: 'until', label: '延长到', note: '登记过的延长不必填。' },
  reason: { key: 'reason', label: '延长的原因', lines: 2, note: '登记过的延长不必填。' },
} as const

const phrases = {
  consent: {
    label: '同意延长',
    text: '{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案，由{{委员会}}于{{受理日期}}受理，调解期限到{{原期限}}届满。各方当事人自愿协商，一致同意在届满前将调解期限延长到{{延长到}}（含当日）。',
    needs: ['受理日期', '原期限', '延长到'],
  },
  ordinary: { label: '依据', text: '依据：人民调解工作若干规定第三十三条。' },
  court: { label: '依据（法院委派、委托的案件）', text: '依据：特邀调解规定（法释〔2016〕14号）。' },
} satisfies Phrases

const running = (file: CaseFile): boolean => file.acceptedOn !== undefined && file.end === undefined && file.agreement === undefined

export const extensionConsent: DocumentTemplate = {
  id: 'D23',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '正在调解或者延长过期限的案件',
  of: file => [
    ...(file.extensions ?? []).map(({ until }, index) => ({ id: String(index), title: `延长到${chineseDate(until)}` })),
    ...(running(file) ? [{ id: NEXT, title: '待签' }] : []),
  ],
  extras: Object.values(extras),
  headings: ['延长的原因'],
  phrases,
  write: input => {
    const { file, office, today, reckoning: { calendar, parameters } = shippedReckoning } = input
    const all = file.extensions ?? []
    const at = input.of === NEXT ? all.length : Number(input.of)
    const extension = all[at]
    const say = wordingOf(phrases, input)
    const before = mediationDeadline({ ...file, extensions: all.slice(0, at) }, extension?.agreedOn ?? today, calendar, parameters)
    return {
      id: 'D23',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        paragraph(say('consent', {
          受理日期: dateOrGap(file.acceptedOn, '受理日期'),
          原期限: dateOrGap(before?.on, '原来的期限'),
          延长到: extension ? chineseDate(extension.until) : given(input, extras.until, 10),
        })),
        heading('延长的原因'),
        ...lines(extension?.reason ?? given(input, extras.reason, 24)),
        paragraph(say(fromCourt(file) ? 'court' : 'ordinary')),
        {
          kind: 'signatures',
          places: [...file.parties.flatMap(party => partyPlaces(file, party)), ...mediatorPlaces(input)],
          seal: office.name,
          date: dateOrBlank(extension?.agreedOn),
        },
      ],
    }
  },
}
