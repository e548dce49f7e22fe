/** Messages between the program and a process beside it: what is long goes a piece at a time, so that it never lies there twice. */

/** How one end reaches the other. `post` is done when the next may go. */
export type Line = { post(message: unknown): Promise<void>; onMessage(heard: (message: unknown) => void): void }

// Copied, as some lines send all of the memory of which the bytes are a part.
const PIECE = 1024 * 1024

type Part = { readonly parcel: number; readonly size: number } | { readonly parcel: number; readonly at: number; readonly bytes: Uint8Array }
type Whole = { readonly body: unknown }

/** Under this name the number of bytes that came before stands in a message. */
const MARK = '\u0000parcel'

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null

/** A copy in which `change` has taken the place of what it gives something for. */
const changed = (value: unknown, change: (value: object) => unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const other = change(value)
  if (other !== undefined) return other
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, changed(item, change)]))
  if (!isPlain(value)) return value
  if (Array.isArray(value)) return value.map(item => changed(item, change))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change)]))
}

export type Parcels = { send(body: unknown): Promise<void>; onBody(heard: (body: unknown) => void): void }

/** Sends and hears whole messages over a line, in their order. */
export const parcelsOver = (line: Line): Parcels => {
  let count = 0
  let last: Promise<void> = Promise.resolve()
  const waiting = new Map<number, Uint8Array>()
  /** Messages that are on their way in pieces, or wait behind such. */
  let onTheWay = 0
  const packed = (body: unknown): { readonly light: unknown; readonly long: readonly (readonly [number, Uint8Array])[] } => {
    const long: (readonly [number, Uint8Array])[] = []
    const light = changed(body, value => {
      if (!(value instanceof Uint8Array) || value.length <= PIECE) return value instanceof Uint8Array && value.buffer.byteLength !== value.byteLength ? new Uint8Array(value) : ArrayBuffer.isView(value) ? value : undefined
      count += 1
      long.push([count, value])
      return { [MARK]: count }
    })
    return { light, long }
  }
  const sendNow = async ({ light, long }: ReturnType<typeof packed>): Promise<void> => {
    for (const [parcel, bytes] of long) {
      await line.post({ parcel, size: bytes.length } satisfies Part)
      for (let at = 0; at < bytes.length; at += PIECE) await line.post({ parcel, at, bytes: new Uint8Array(bytes.subarray(at, at + PIECE)) } satisfies Part)
    }
    await line.post({ body: light } satisfies Whole)
  }
  return {
    send: body => {
      const parcel = packed(body)
      // At once, so that one who works without a pause is heard all the same.
      if (onTheWay === 0 && parcel.long.length === 0) return line.post({ body: parcel.light } satisfies Whole)
      onTheWay += 1
      last = last.then(() => sendNow(parcel)).finally(() => { onTheWay -= 1 })
      return last
    },
    onBody: heard => line.onMessage(message => {
      const got = message as Part | Whole
      if ('body' in got) {
        return heard(changed(got.body, value => {
          const parcel = (value as Record<string, unknown>)[MARK]
          if (typeof parcel !== 'number') return ArrayBuffer.isView(value) ? value : undefined
          const bytes = waiting.get(parcel)
          waiting.delete(parcel)
          return bytes
        }))
      }
      if ('size' in got) waiting.set(got.parcel, new Uint8Array(got.size))
      else waiting.get(got.parcel)!.set(got.bytes, got.at)
    }),
  }
}
