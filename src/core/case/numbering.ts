/** File numbers (卷号): `（2026）赤物人调字第001号`, one counter per calendar year, never given twice. */

const FILE_NO = /^[（(〔[](\d{4})[）)〕\]].*人调字第0*(\d{1,9})号$/u

export const fileNoOf = (numberWord: string, year: number, sequence: number): string =>
  `（${year}）${numberWord}人调字第${String(sequence).padStart(3, '0')}号`

/** Year and sequence of a file number of our pattern; null for any other text. */
export const sequenceOf = (fileNo: string): { year: string; sequence: number } | null => {
  const match = FILE_NO.exec(fileNo)
  return match ? { year: match[1]!, sequence: Number(match[2]) } : null
}

/** The counters after these file numbers have been seen: the last number of each year only ever rises. */
export const countersAfter = (
  counters: Readonly<Record<string, number>>,
  fileNos: Iterable<string>,
): Readonly<Record<string, number>> => {
  const next = { ...counters }
  for (const fileNo of fileNos) {
    const seen = sequenceOf(fileNo)
    if (seen) next[seen.year] = Math.max(next[seen.year] ?? 0, seen.sequence)
  }
  return next
}
