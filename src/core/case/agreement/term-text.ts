/**
 * The sentence of a term (条款) out of its structure, and back: a sentence is kept as a template with places for what the
 * structure holds, so that a later change of the structure reaches the sentence however it was worded.
 */
import type { Term } from '../record/case-file.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { chineseDate, isLocalDate } from '../../base/dates.ts'

/** The places of a template, as they are written in a clause. */
export const placeholders = {
  obligor: '【义务人】', obligee: '【权利人】', amountFen: '【金额】', dueOn: '【日期】', manner: '【方式】', place: '【地点】',
} as const
type Part = keyof typeof placeholders
const parts = Object.keys(placeholders) as Part[]

/** What a form may hold of a term while it is being filled in. */
export type TermParts = { readonly [K in Exclude<Part, 'amountFen'>]?: string | undefined } & {
  readonly kind?: Term['kind'] | undefined
  readonly amountFen?: number | string | undefined
}

/** Names of the parties by id. */
export type NameOf = (partyId: string) => string

/** What stands for a part in a sentence; undefined while the structure does not say, or says it unreadably. */
const words = (part: Part, term: TermParts, nameOf: NameOf): string | undefined => {
  const value = term[part]
  if (value === undefined || value === '') return undefined
  switch (part) {
    case 'obligor': case 'obligee': return nameOf(value as string)
    case 'amountFen': return typeof value === 'number' ? yuanBoth(value) : undefined
    case 'dueOn': return isLocalDate(value as string) ? chineseDate(value as never) : undefined
    case 'manner': case 'place': return (value as string).trim() || undefined
  }
}

/** The usual wording of each kind. What must be done cannot be known from the structure and is left to be written. */
export const usualTemplate = ({ kind, manner, place }: TermParts): string => {
  const how = `${manner?.trim() ? '以【方式】的方式' : ''}`
  const where = place?.trim() ? '在【地点】' : ''
  switch (kind) {
    case 'act': return `【义务人】于【日期】前（含当日）${where}${how}为【权利人】完成：＿＿＿＿。`
    case 'refrain': return `【义务人】不得${where}实施下列影响【权利人】的行为：＿＿＿＿。`
    case 'apology': return `【义务人】于【日期】前（含当日）${where}${how}向【权利人】赔礼道歉。`
    case 'waiver': return '【义务人】放弃对【权利人】的其他请求：＿＿＿＿。'
    case 'payment': case undefined: return `【义务人】于【日期】前（含当日）${where}${how}向【权利人】支付【金额】。`
  }
}

/** The sentence of a template; a part that the structure does not say keeps its place open. */
export const sentenceOf = (template: string, term: TermParts, nameOf: NameOf): string =>
  template.replaceAll(/【(义务人|权利人|金额|日期|方式|地点)】/g, placeholder =>
    words(parts.find(part => placeholders[part] === placeholder)!, term, nameOf) ?? placeholder)

export const usualSentence = (term: TermParts, nameOf: NameOf): string => sentenceOf(usualTemplate(term), term, nameOf)

/**
 * The template behind a sentence: the words of each part become its place again. Longer words first, so that a name within
 * another name is not taken for it; a part whose words are those of another one (a party paying itself) gives way to it.
 */
export const templateOf = (sentence: string, term: TermParts, nameOf: NameOf): string => {
  const known = parts.flatMap(part => {
    const text = words(part, term, nameOf)
    return text === undefined ? [] : [{ part, text }]
  }).filter(({ text }, index, all) => all.findIndex(other => other.text === text) === index)
    .toSorted((a, b) => b.text.length - a.text.length)
  let pieces: (string | { readonly part: Part })[] = [sentence]
  for (const { part, text } of known) {
    pieces = pieces.flatMap(piece => (typeof piece === 'string'
      ? piece.split(text).flatMap((between, index) => (index === 0 ? [between] : [{ part }, between]))
      : [piece]))
  }
  return pieces.map(piece => (typeof piece === 'string' ? piece : placeholders[piece.part])).join('')
}

/** Places of a sentence that are still open: names in 【】 and ruled blanks. */
export const openPlaces = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/【(?:义务人|权利人|金额|日期|方式|地点)】|＿{2,}/g)].map(([place]) => (place.startsWith('＿') ? '＿＿' : place)))]
