/** What `JSON.parse` passes over in silence: of a key that is written twice it keeps the last. */
import { pointerKey } from '../result.ts'

type Open = { readonly keys: Set<string> | null; at: string | number }

/** The pointer of every key that its object has already. Takes text that `JSON.parse` accepts. */
export const repeatedKeys = (json: string): string[] => {
  const found: string[] = []
  const open: Open[] = []
  let keyComes = false
  for (let index = 0; index < json.length; index += 1) {
    const inner = open.at(-1)
    switch (json.charCodeAt(index)) {
      case 0x22: {
        const start = index
        do index = json.indexOf('"', index + 1)
        while (isEscaped(json, index))
        if (!keyComes || !inner?.keys) break
        keyComes = false
        const text = json.slice(start + 1, index)
        const key = text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
        inner.at = key
        if (inner.keys.has(key)) found.push(open.map(({ at }) => `/${pointerKey(at)}`).join(''))
        inner.keys.add(key)
        break
      }
      case 0x7b: // {
        open.push({ keys: new Set(), at: '' })
        keyComes = true
        break
      case 0x5b: // [
        open.push({ keys: null, at: 0 })
        keyComes = false
        break
      case 0x7d: // }
      case 0x5d: // ]
        open.pop()
        keyComes = false
        break
      case 0x2c: // ,
        if (typeof inner?.at === 'number') inner.at += 1
        else keyComes = true
        break
    }
  }
  return found
}

const isEscaped = (json: string, quote: number): boolean => {
  let backslashes = 0
  while (json.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes += 1
  return backslashes % 2 === 1
}
