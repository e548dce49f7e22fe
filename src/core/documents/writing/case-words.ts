/** A case in the words of letters, notices and forms. */
import type { CaseFile, Party, Session } from '../../case/record/case-file.ts'
import { disputeTypes, mediatorDuties, streetName, type sides } from '../../base/codes.ts'
import { chineseTime, dateOf } from '../../base/dates.ts'
import { keysOf } from '../../base/codes.ts'
import { stages } from '../../case/record/lifecycle.ts'
import { gap, type Block, type Choice, type DocumentInput, type SignaturePlace } from './content.ts'
import { ruleDay } from '../../case/time/deadlines.ts'
import { unnumbered } from '../../base/numbering.ts'
import { wordOn } from '../../parameters/parameters.ts'
import { shippedReckoning } from '../../rules/time-limits.ts'

export const anyStage = keysOf(stages)
export const fromCourt = (file: CaseFile): boolean => file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling'

/** Names of one side, joined as sentences join them. */
export const partyNames = (file: CaseFile, side: keyof typeof sides): string =>
  file.parties.filter(party => party.side === side).map(party => party.name).join('、')

/** 余明与林晓: both sides. */
export const bothSides = (file: CaseFile): string =>
  `${partyNames(file, 'applicant') || gap('申请人')}与${partyNames(file, 'respondent') || gap('被申请人')}`

export const disputeOf = (file: CaseFile): string => `${disputeTypes[file.type]}纠纷`

export const mediatorName = ({ mediators }: DocumentInput, id: string): string => mediators.find(mediator => mediator.id === id)?.name ?? id

/** 何平（主持）、宋宁（协办）; a gap where nobody is assigned yet, of `width` 0 in a cell. */
export const mediatorsWithDuty = (input: DocumentInput, width = 8): string =>
  (input.file.mediators ?? []).map(({ mediatorId, duty }) => `${mediatorName(input, mediatorId)}（${mediatorDuties[duty]}）`).join('、')
  || gap('人民调解员', width)

/** Where the mediators sign; one unnamed place where nobody is assigned yet. */
export const mediatorPlaces = (input: DocumentInput, label = '人民调解员'): SignaturePlace[] =>
  (input.file.mediators ?? []).length > 0
    ? input.file.mediators!.map(({ mediatorId }) => ({ label: `${label}：${mediatorName(input, mediatorId)}`, note: '签名' }))
    : [{ label, note: '签名' }]

/** 蒲圻街道望山社区清源小区5栋1单元1501室, coarse to fine; empty where intake noted no place. */
export const placeOf = ({ place }: CaseFile): string => {
  if (!place) return ''
  const room = place.room && /\d$/.test(place.room) ? `${place.room}室` : place.room
  return [streetName(place.regionCode), place.community, place.estate, place.building, place.unit, room].filter(Boolean).join('')
}

/** 2026年9月15日9时00分至10时20分. */
export const timeSpan = ({ startAt, endAt }: Session): string => {
  if (!endAt) return chineseTime(startAt)
  const end = dateOf(endAt) === dateOf(startAt) ? `${Number(endAt.slice(11, 13))}时${endAt.slice(14)}分` : chineseTime(endAt)
  return `${chineseTime(startAt)}至${end}`
}

export const number = (text: string): Block => ({ kind: 'number', text })
export const letterhead = (text: string): Block => ({ kind: 'letterhead', text })
export const title = (text: string): Block => ({ kind: 'title', text })
/** The title of a part that is torn off: a receipt, an answer. */
export const partTitle = (text: string): Block => ({ kind: 'title', text, newPage: true })
export const heading = (text: string): Block => ({ kind: 'heading', text })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
/** A line without the indent of a paragraph: to whom a letter goes. */
export const plain = (text: string): Block => ({ kind: 'paragraph', text, indent: false })
export const paragraphs = (texts: readonly string[]): Block[] => texts.map(paragraph)
/** What a person wrote in several lines, each a paragraph. */
export const lines = (text: string): Block[] => text.split('\n').filter(line => line.trim() !== '').map(paragraph)

/** Ruled lines to be written on by hand. */
export const ruledLines = (count: number): Block => ({ kind: 'fields', rows: [[{ label: '', value: '', lines: count }]] })

export const fileNumber = (file: CaseFile): Block => number(`编号：${file.fileNo ?? gap('卷号', 10)}`)

/** A letter of the committee (函), numbered as GB/T 9704-2012 numbers them. */
export const letterNumber = ({ file, office, today, reckoning = shippedReckoning }: DocumentInput, given: string | undefined): string =>
  given ?? unnumbered(wordOn(reckoning.parameters, 'letterNumber', ruleDay(file, today)), today.slice(0, 4), office.numberWord, gap('文书编号', 3))

const sideOrder = ['applicant', 'respondent', 'thirdParty'] as const

/** Parties as records of which papers are made. */
export const partyChoices = (...of: readonly (typeof sideOrder)[number][]) => (file: CaseFile): readonly Choice[] =>
  file.parties.filter(party => of.length === 0 || of.includes(party.side)).map(({ id, name }) => ({ id, title: name }))

export const partyOf = ({ file, of }: DocumentInput): Party => {
  const party = file.parties.find(({ id }) => id === of)
  if (!party) throw new Error(`no party ${of}`)
  return party
}

export const sentence = (text: string): string => (/[。！？；.!?;]\s*$/.test(text) ? text : `${text}。`)
