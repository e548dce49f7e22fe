/**
 * Records with an id, in the order in which they came, never changed in place. A change copies one shelf of 256
 * records and the list of shelves, so its cost does not grow with the archive, and two versions of a collection
 * share, by reference, every record and shelf that did not change.
 */
const SHELF = 256

export type Collection<T extends { readonly id: string }> = {
  readonly size: number
  get(id: string): T | undefined
  /** This collection with the record put at the end, or in the place of the one with its id. */
  with(record: T): Collection<T>
  /** As `with` for each of them, copying each shelf once. */
  withAll(records: readonly T[]): Collection<T>
  /** This collection without these records; what stood before the first of them stays shared. */
  without(ids: ReadonlySet<string>): Collection<T>
  all(): readonly T[]
  readonly shelves: readonly (readonly T[])[]
}

const build = <T extends { readonly id: string }>(
  shelves: readonly (readonly T[])[],
  size: number,
  // Shared along a line of versions: what stands at `size` or behind came later and is not ours.
  positions: Map<string, number>,
): Collection<T> => {
  const at = (position: number): T => shelves[Math.trunc(position / SHELF)]![position % SHELF]!
  const find = (id: string): number | undefined => {
    const position = positions.get(id)
    return position !== undefined && position < size ? position : undefined
  }
  const put = (records: readonly T[]): Collection<T> => {
    const next = [...shelves]
    const copied = new Map<number, T[]>()
    let own = positions
    let count = size
    for (const record of records) {
      const known = own.get(record.id)
      const position = known !== undefined && known < count ? known : count
      const shelfNo = Math.trunc(position / SHELF)
      let shelf = copied.get(shelfNo)
      if (!shelf) {
        shelf = [...(next[shelfNo] ?? [])]
        copied.set(shelfNo, shelf)
        next[shelfNo] = shelf
      }
      shelf[position % SHELF] = record
      if (position < count) continue
      // Another line of versions went on from here: leave its positions to it.
      if (own.size > count) own = new Map([...own].filter(([, one]) => one < count))
      own.set(record.id, position)
      count += 1
    }
    return build(next, count, own)
  }
  return {
    size,
    shelves,
    get: id => {
      const position = find(id)
      return position === undefined ? undefined : at(position)
    },
    with: record => put([record]),
    withAll: records => (records.length === 0 ? build(shelves, size, positions) : put(records)),
    without: ids => {
      const first = shelves.findIndex(shelf => shelf.some(record => ids.has(record.id)))
      if (first < 0) return build(shelves, size, positions)
      const kept = shelves.slice(first).flat().filter(record => !ids.has(record.id))
      const rest = Array.from({ length: Math.ceil(kept.length / SHELF) }, (_, shelf) => kept.slice(shelf * SHELF, (shelf + 1) * SHELF))
      const next = [...shelves.slice(0, first), ...rest]
      const own = new Map<string, number>()
      next.forEach((shelf, shelfNo) => shelf.forEach((record, index) => own.set(record.id, shelfNo * SHELF + index)))
      return build(next, own.size, own)
    },
    all: () => shelves.flat(),
  }
}

/** Takes records with different ids. */
export const collectionOf = <T extends { readonly id: string }>(records: readonly T[]): Collection<T> => {
  const shelves: T[][] = []
  const positions = new Map<string, number>()
  records.forEach((record, position) => {
    if (position % SHELF === 0) shelves.push([])
    shelves.at(-1)!.push(record)
    positions.set(record.id, position)
  })
  if (positions.size !== records.length) throw new Error('two records with one id')
  return build(shelves, records.length, positions)
}

/** The records of `after` that are not, by reference, in `before`. Takes two versions of one collection. */
export const changedRecords = <T extends { readonly id: string }>(before: Collection<T>, after: Collection<T>): T[] => {
  const changed: T[] = []
  for (const [shelfNo, shelf] of after.shelves.entries()) {
    const old = before.shelves[shelfNo]
    if (old === shelf) continue
    for (let index = 0; index < shelf.length; index += 1) if (old?.[index] !== shelf[index]) changed.push(shelf[index]!)
  }
  return changed
}

/** The ids of `before` that are not in `after` any more. Takes two versions of one collection. */
export const droppedIds = <T extends { readonly id: string }>(before: Collection<T>, after: Collection<T>): string[] => {
  const dropped: string[] = []
  for (const [shelfNo, shelf] of before.shelves.entries()) {
    const now = after.shelves[shelfNo]
    if (now === shelf) continue
    for (let index = 0; index < shelf.length; index += 1) {
      const record = shelf[index]!
      // Most records of a changed shelf stand where they stood, and need not be looked for.
      if (now?.[index] !== record && now?.[index]?.id !== record.id && !after.get(record.id)) dropped.push(record.id)
    }
  }
  return dropped
}
