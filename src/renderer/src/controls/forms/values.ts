/** Between what a form holds and what a command takes. */

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
