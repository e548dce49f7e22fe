/** Between what a form holds and what a command takes. */
import { withoutMarks } from '../../../core/case/text.ts'

/** True for what counts as not filled in. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  || (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isBlank))

/** A copy without the fields that were left blank: they do not apply. List entries stay, so that each keeps its place. */
export const withoutBlanks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(item => (isBlank(item) ? (typeof item === 'object' && item !== null ? {} : '') : withoutBlanks(item)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !isBlank(item)).map(([key, item]) => [key, withoutBlanks(item)]))
}

const textsOf = (value: unknown): string[] =>
  (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [])

/** What was typed or pasted, without the marks that came along unseen. Text that stood in `initial` stays exactly as it is. */
export const tidied = <T>(values: T, initial: object): T => {
  const stood = new Set(textsOf(initial))
  const tidy = (value: unknown): unknown => {
    if (typeof value === 'string') return stood.has(value) ? value : withoutMarks(value)
    if (Array.isArray(value)) return value.map(tidy)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item)]))
  }
  return tidy(values) as T
}
