/** Messages that no page and no script of ours would send: each is malformed by construction, the same ones for a seed. */
import { contract, type CommandName } from '../../src/core/contract.ts'

/** Numbers in [0, 1) that repeat for a seed (mulberry32). */
export const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

const commands = Object.keys(contract) as CommandName[]

const nasty = [
  null, true, 0, -1, 1e308, 2 ** 53, '', ' ', '\u0000', '\ud800', '../../etc/passwd', '<script>alert(1)</script>', '=cmd|"/c calc"!A1', "' OR 1=1 --",
  '${7*7}', '{{constructor}}', '𠮷'.repeat(300), 'x'.repeat(25_000), [], [[]], {}, { length: -1 }, { toString: 'x' }, JSON.parse('{"then":1}') as unknown, { id: { $ne: null } },
  JSON.parse('{"__proto__":{"ok":true}}') as unknown, { constructor: { prototype: { polluted: true } } },
]

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'office.nothing', 'case', '', ' office.status', 'office.status ', 'OFFICE.STATUS', '案件.列出', '../command', 'valueOf', 'case.show\u0000']

export type Message = { readonly command: unknown; readonly input: unknown }

/** `count` messages. None may be answered with anything but a refusal, and none may change anything. */
export function* malformed(count: number, seed: number): Generator<Message> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const value = (depth: number): unknown => {
    const roll = random()
    if (depth > 3 || roll < 0.6) return pick(nasty)
    if (roll < 0.75) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))
    return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, () => [pick(['id', 'caseId', 'path', 'parties', 'name', 'x', '']), value(depth + 1)]))
  }
  const deep = (): unknown => {
    let nested: unknown = 1
    for (let depth = 0; depth < 60 + random() * 200; depth += 1) nested = random() < 0.5 ? [nested] : { a: nested }
    return nested
  }
  for (let made = 0; made < count; made += 1) {
    const roll = random()
    if (roll < 0.2) yield { command: pick(names), input: value(0) }
    // A field that no command knows, beside others of wrong kinds.
    else if (roll < 0.7) yield { command: pick(commands), input: { caseId: value(1), [pick(['unheardOf', 'Path', '__id', '全部'])]: 1, case: value(1) } }
    else if (roll < 0.9) yield { command: pick(commands), input: pick([1, 'text', true, [], [value(1)], -0.5]) }
    else yield { command: pick(commands), input: { caseId: deep() } }
  }
}

/** What is wrong with an answer; null when it is a refusal with a Chinese sentence. */
export const wrongAnswer = (answer: unknown): string | null => {
  const { ok, refusal } = (answer ?? {}) as { ok?: unknown; refusal?: { code?: unknown; message?: unknown } }
  if (ok !== false) return 'not refused'
  if (typeof refusal?.code !== 'string' || refusal.code === 'fault') return `code ${String(refusal?.code)}`
  return typeof refusal.message === 'string' && /[一-龥].*[。：]/s.test(refusal.message) ? null : `sentence ${String(refusal.message)}`
}
