/** Long work on the main thread, cut into slices so that others are answered in between. */

/** A slice is at most about this long, in milliseconds. */
const SLICE = 8

/** To be awaited between two small pieces of work: gives way when a slice is used up. */
export const giveWay = (): (() => Promise<void> | undefined) => {
  let since = performance.now()
  return () => {
    if (performance.now() - since < SLICE) return undefined
    return new Promise(resume => setImmediate(() => {
      since = performance.now()
      resume()
    }))
  }
}

/** `list.map(of)`, in slices. */
export const mapInSlices = async <T, U>(list: Iterable<T>, of: (item: T) => U): Promise<U[]> => {
  const turn = giveWay()
  const made: U[] = []
  for (const item of list) {
    made.push(of(item))
    const pause = turn()
    if (pause) await pause
  }
  return made
}
