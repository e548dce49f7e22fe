/**
 * JSON that others wrote. Before a value is made of it, it is looked through once from left to right: how deep, how many
 * values, how long its names; and what `JSON.parse` passes over in silence, a field that is written twice (it keeps the last).
 */

/** `depth` of brackets, `values` of any kind, `name`: characters of the name of a field. */
export type JsonLimits = { readonly depth: number; readonly values: number; readonly name: number }

/** A request: what is long in it are texts and files, not the number of its values. */
export const requestLimits: JsonLimits = { depth: 60, values: 1_000_000, name: 1_000 }

export type JsonFault = 'too-deep' | 'too-many' | 'name-too-long' | 'not-json'

type Open = { readonly fields: Set<string> | null; at: string | number }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
/** Blanks that somebody may have written; a longer row of them is not kept. */
const KEPT_BLANKS = 200

export type JsonScan = {
  /** Takes the next piece of the text. False from the first fault on. */
  feed(piece: string): boolean
  fault(): JsonFault | undefined
  /** The way to the first field that its object has already. */
  twice(): readonly (string | number)[] | undefined
}

/**
 * Looks through text that comes in pieces, in time that grows with its length alone. `keep` gets the text without long rows of
 * blanks between its values. The pieces may as well be bytes, a character each: what JSON is built of is ASCII.
 */
export const jsonScan = ({ depth, values, name }: JsonLimits, keep: (piece: string) => void = () => undefined): JsonScan => {
  const open: Open[] = []
  let fault: JsonFault | undefined
  let twice: (string | number)[] | undefined
  let count = 0
  /** A name may come: after `{` and after a comma of an object. */
  let nameComes = false
  let quoted = false
  /** Backslashes at the end of what was read of a quoted text. */
  let escaping = false
  /** What is known of the name that is being read; null in a text that is none. */
  let reading: string | null = null
  let blanks = 0

  const named = (written: string): void => {
    const inner = open.at(-1)!
    let field = written
    if (written.includes('\\')) {
      try {
        field = JSON.parse(`"${written}"`) as string
      } catch {
        fault = 'not-json'
        return
      }
    }
    inner.at = field
    if (inner.fields!.has(field)) twice ??= open.map(({ at }) => at)
    inner.fields!.add(field)
  }

  const more = (): void => {
    count += 1
    if (count > values) fault = 'too-many'
  }

  /** Where the quoted text that goes on at `from` ends: behind its closing quote, or at the end of the piece. */
  const passQuoted = (piece: string, from: number): number => {
    let at = from
    for (;;) {
      if (escaping) {
        escaping = false
        at += 1
      }
      const quote = piece.indexOf('"', at)
      const end = quote < 0 ? piece.length : quote
      let backslashes = 0
      while (end - 1 - backslashes >= at && piece.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
      if (backslashes % 2 === 1) {
        // The quote belongs to the text, or comes with the next piece.
        if (quote < 0) escaping = true
        else {
          at = quote + 1
          continue
        }
      }
      if (reading !== null) {
        reading += piece.slice(from, end)
        if (reading.length > name) fault = 'name-too-long'
      }
      if (quote < 0) return piece.length
      quoted = false
      if (reading !== null && !fault) named(reading)
      reading = null
      return quote + 1
    }
  }

  const feed = (piece: string): boolean => {
    let at = 0
    /** From here on nothing was kept yet. */
    let from = 0
    while (at < piece.length && !fault) {
      if (quoted) {
        at = passQuoted(piece, at)
        continue
      }
      const code = piece.charCodeAt(at)
      if (isBlank(code)) {
        const start = at
        while (at < piece.length && isBlank(piece.charCodeAt(at))) at += 1
        blanks += at - start
        if (blanks > KEPT_BLANKS) {
          if (start > from) keep(piece.slice(from, start))
          from = at
        }
        continue
      }
      blanks = 0
      at += 1
      switch (code) {
        case QUOTE:
          quoted = true
          reading = nameComes && open.at(-1)?.fields ? '' : null
          if (reading === null) more()
          nameComes = false
          break
        case 0x7b: // {
        case 0x5b: // [
          more()
          open.push(code === 0x7b ? { fields: new Set(), at: '' } : { fields: null, at: 0 })
          nameComes = code === 0x7b
          if (open.length > depth) fault = 'too-deep'
          break
        case 0x7d: // }
        case 0x5d: // ]
          open.pop()
          nameComes = false
          break
        case 0x2c: { // ,
          const inner = open.at(-1)
          more()
          if (inner?.fields) nameComes = true
          else if (inner) inner.at = Number(inner.at) + 1
          break
        }
      }
    }
    if (fault) return false
    if (at > from) keep(piece.slice(from, at))
    return true
  }
  return { feed, fault: () => fault, twice: () => twice }
}

export type JsonRead = { readonly value: unknown; readonly twice?: readonly (string | number)[] } | { readonly fault: JsonFault }

/** The value of a JSON text, and the way to the first field in it that is written twice. */
export const readJson = (text: string, limits: JsonLimits): JsonRead => {
  const scan = jsonScan(limits)
  if (!scan.feed(text)) return { fault: scan.fault()! }
  try {
    const value: unknown = JSON.parse(text)
    const twice = scan.twice()
    return twice ? { value, twice } : { value }
  } catch {
    return { fault: 'not-json' }
  }
}

/** What is wrong, for a reader; `not-json` is said by each reader in its own words. */
export const jsonFaults: Readonly<Record<Exclude<JsonFault, 'not-json'>, string>> = {
  'too-deep': '嵌套层数过多',
  'too-many': '里面的项目多得不正常',
  'name-too-long': '里面有长得不正常的字段名称',
}
