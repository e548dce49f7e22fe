/** Numbers of files (卷号) and papers: written by a pattern, counted by calendar year, never given twice. */

/** `（2026）赤物人调字第001号`, where no rule of the committee has another. */
export const shippedFileNumber = '（{年}）{字号}人调字第{序号:3}号'

const PLACES = /\{序号(?::(\d))?\}|\{年\}|\{字号\}/g
const LONGEST = 60

/**
 * What is wrong with a pattern, as a sentence; null: nothing. `{字号}调函〔{年}〕{序号}号` has places for the office's word,
 * the year, and the number; `{序号:3}` is a number of at least 3 digits.
 */
export const patternProblem = (pattern: string): string | null => {
  const sequences = [...pattern.matchAll(PLACES)].filter(([place]) => place.startsWith('{序号'))
  if (sequences.length === 0) return '编号样式里要有{序号}，如 {字号}调函〔{年}〕{序号}号。'
  if (sequences.length > 1) return '编号样式里只能有一个{序号}，请去掉多余的。'
  if (!pattern.includes('{年}')) return '编号样式里要有{年}：每年从 1 号重新编起，没有年份会重号。'
  if (/[{}]/.test(pattern.replaceAll(PLACES, ''))) return '编号样式里只能用{字号}、{年}、{序号}和{序号:3}，请改正花括号里的字。'
  return [...pattern].length > LONGEST ? `编号样式最多 ${LONGEST} 个字，请缩短。` : null
}

const filled = (pattern: string, year: string, word: string, sequence: (digits: number) => string): string =>
  pattern.replaceAll(PLACES, (place, digits?: string) => (place === '{年}' ? year : place === '{字号}' ? word : sequence(Number(digits ?? 1))))

/** The series a pattern makes in a year: what all its numbers have in common. */
export const seriesOf = (pattern: string, year: string, word: string): string => filled(pattern, year, word, () => '＃')

export const numberBy = (pattern: string, year: string, word: string, sequence: number): string =>
  filled(pattern, year, word, digits => String(sequence).padStart(digits, '0'))

/** The number of a pattern with `blank` in the place of what is not given yet. */
export const unnumbered = (pattern: string, year: string, word: string, blank: string): string => filled(pattern, year, word, () => blank)

export const fileNoOf = (numberWord: string, year: number, sequence: number, pattern = shippedFileNumber): string =>
  numberBy(pattern, String(year), numberWord, sequence)

/** Numbers of old ledgers have brackets of all kinds and words of other committees. */
const ANY_FILE_NO = /^[（(〔[](\d{4})[）)〕\]].*人调字第0*(\d{1,9})号$/u

/** Reads the numbers that a pattern writes, whatever the office's word. */
const readerOf = (pattern: string): RegExp => {
  const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  let source = ''
  let at = 0
  let years = 0
  for (const match of pattern.matchAll(PLACES)) {
    source += quoted(pattern.slice(at, match.index))
    source += match[0] === '{年}' ? (years++ === 0 ? '(?<year>\\d{4})' : '\\d{4}') : match[0] === '{字号}' ? '.*?' : '0*(?<sequence>\\d{1,9})'
    at = match.index + match[0].length
  }
  return new RegExp(`^${source}${quoted(pattern.slice(at))}$`, 'u')
}

/** Year and sequence of a file number of one of our patterns; null for any other text. */
export const sequenceOf = (fileNo: string, patterns: readonly string[] = []): { year: string; sequence: number } | null => {
  for (const pattern of patterns) {
    const found = readerOf(pattern).exec(fileNo)?.groups
    if (found) return { year: found['year']!, sequence: Number(found['sequence']) }
  }
  const match = ANY_FILE_NO.exec(fileNo)
  return match ? { year: match[1]!, sequence: Number(match[2]) } : null
}

/** The counters after these file numbers have been seen: the last number of each year only ever rises. */
export const countersAfter = (
  counters: Readonly<Record<string, number>>,
  fileNos: Iterable<string>,
  patterns: readonly string[] = [],
): Readonly<Record<string, number>> => {
  const next = { ...counters }
  for (const fileNo of fileNos) {
    const seen = sequenceOf(fileNo, patterns)
    if (seen) next[seen.year] = Math.max(next[seen.year] ?? 0, seen.sequence)
  }
  return next
}
