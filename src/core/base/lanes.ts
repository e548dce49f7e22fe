/** Appointments of one day side by side, as a calendar draws them. */
/** What takes a span of time; times as text that sorts. */
type Span = { readonly startAt: string; readonly endAt: string }
export type Placed<T> = { readonly row: T; readonly lane: number; readonly lanes: number }

/** Puts side by side what shares time, each in the first lane that is free. Takes rows by their start. */
export const lanesOf = <T extends Span>(rows: readonly T[]): Placed<T>[] => {
  const placed: Placed<T>[] = []
  let group: { row: T; lane: number }[] = []
  let until = ''
  const finish = (): void => {
    const lanes = Math.max(0, ...group.map(one => one.lane)) + 1
    placed.push(...group.map(one => ({ ...one, lanes })))
    group = []
  }
  for (const row of rows) {
    if (row.startAt >= until) finish()
    const taken = new Set(group.filter(one => one.row.endAt > row.startAt).map(one => one.lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    group.push({ row, lane })
    if (row.endAt > until) until = row.endAt
  }
  finish()
  return placed
}
