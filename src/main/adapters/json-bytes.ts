/** JSON that comes in as bytes: nothing is kept of what will be refused, nor of blanks that say nothing. */
import { jsonFaults, jsonScan, readJson, type JsonFault, type JsonLimits } from '../../core/base/json-text.ts'
import { refuse, pointerOf, type Result } from '../../core/base/result.ts'

/** Largest message: a file travels in one, as Base64. */
export const MOST_BYTES = 512 * 1024 * 1024

export type JsonBytes = {
  /** False from the first byte on that makes a refusal of it. */
  feed(chunk: Uint8Array): boolean
  /** Nothing but blanks came. */
  blank(): boolean
  /** The value; refuses with `too-big`, `too-deep`, `too-many`, `name-too-long`, `not-utf8`, `not-json` or `repeated-field`. */
  read(): Result<unknown>
}

const refusal = (fault: Exclude<JsonFault, 'not-json'>): Result<never> => refuse(fault, `这条请求${jsonFaults[fault]}，没有处理；请检查是不是送错了内容。`, { field: '' })

/** Takes one message piece by piece. */
export const jsonBytes = (limits: JsonLimits, notJson: () => Result<never>, notUtf8: () => Result<never>): JsonBytes => {
  const pieces: Buffer[] = []
  let size = 0
  let full = false
  let blank = true
  // A sign of three bytes counts three here.
  const scan = jsonScan({ ...limits, name: limits.name * 3 }, piece => {
    if (full) return
    const bytes = Buffer.from(piece, 'latin1')
    size += bytes.length
    if (size > MOST_BYTES) {
      full = true
      pieces.length = 0
    } else pieces.push(bytes)
  })
  return {
    feed: chunk => {
      const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      blank &&= /^[ \t\r\n]*$/.test(text)
      if (scan.feed(text) && !full) return true
      pieces.length = 0
      return false
    },
    blank: () => blank,
    read: () => {
      if (full) return refuse('too-big', '内容超过 512 MB，无法处理。', { field: '' })
      const early = scan.fault()
      if (early) return early === 'not-json' ? notJson() : refusal(early)
      let text: string
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
      } catch {
        return notUtf8()
      }
      pieces.length = 0
      const read = readJson(text, limits)
      if ('fault' in read) return read.fault === 'not-json' ? notJson() : refusal(read.fault)
      if (read.twice) {
        const field = pointerOf(read.twice)
        return refuse('repeated-field', `“${field.slice(0, 200)}”写了两次，不知道以哪一个为准；请只留一个。`, { field })
      }
      return { ok: true, value: read.value }
    },
  }
}
