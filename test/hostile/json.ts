/** JSON that is made to cost much: each text is short, or says nothing, and is refused in the time in which it is read. */
import { zipSync } from 'fflate'

const nested = (depth: number, inside: string): string => `${'{"a":'.repeat(depth)}${inside}${'}'.repeat(depth)}`

/** Names and texts; none of them is anything that we take. */
export const hostileJson = (size: number): readonly (readonly [name: string, text: string])[] => [
  ['a field twice in every one of many deep objects', nested(Math.floor(size / 40), `{${'"b":1,'.repeat(Math.floor(size / 12))}"b":1}`)],
  ['one field many times under long names', nested(30, `{"${'长'.repeat(Math.floor(size / 4))}":{${'"b":1,'.repeat(Math.floor(size / 24))}"b":1}}`)],
  ['brackets and nothing else', '['.repeat(size)],
  ['brackets that close', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`],
  ['many empty lists', `[${'[],'.repeat(Math.floor(size / 3))}[]]`],
  ['many names', `{${Array.from({ length: Math.floor(size / 12) }, (_, at) => `"n${at}":0`).join(',')}}`],
  ['a name that does not end', `{"${'x'.repeat(size)}`],
  ['backslashes', `{"a":"${'\\\\'.repeat(size / 2)}","${'\\\\'.repeat(300)}":1}`],
  ['quotes that are escaped', `{"a":"${'\\"'.repeat(size / 2)}"}`],
  ['blanks', ' '.repeat(size)],
  ['blanks around one value', `${' '.repeat(size / 2)}1${'\n'.repeat(size / 2)}`],
  ['commas', ','.repeat(size)],
]

/** Bundles that are broken at as many places as fit. */
export const hostileBundles = (size: number): readonly (readonly [name: string, text: string])[] => {
  const whole = (cases: string, mediators = ''): string => `{"format":"mediation-case-bundle","version":1,"office":{"name":"甲","regionCode":"421281","numberWord":"甲","court":"乙"},"mediators":[${mediators}],"cases":[${cases}]}`
  const many = (one: string): string => Array.from({ length: Math.floor(size / (one.length + 1)) }, () => one).join(',')
  return [
    ...hostileJson(size),
    ['empty cases', whole(many('{}'))],
    ['cases of one id', whole(many('{"id":"x"}'))],
    ['numbers for cases', whole(many('0'))],
    ['empty mediators', whole('', many('{}'))],
    ['parties without anything', whole(`{"id":"x","parties":[${many('{}')}]}`)],
    ['parties that look right', whole(`{"id":"x","parties":[${many('{"id":"p","side":"applicant","kind":"person","name":"甲"}')}]}`)],
    ['fields nobody knows', whole(`{${Array.from({ length: Math.floor(size / 12) }, (_, at) => `"n${at}":0`).join(',')}}`)],
    ['sessions of one minute', whole(`{"id":"x","sessions":[${many('{"id":"s","startAt":"2026-01-01T00:00"}')}]}`)],
    ['texts that are not composed', whole(many('{"id":"e\u0301"}'))],
    ['suspensions over each other', whole(`{"id":"x","suspensions":[${many('{"from":"2026-01-01","to":"2026-12-31","reason":"甲"}')}]}`)],
  ]
}

/** A package with this list of contents and nothing else, as small as its packer makes it. */
export const packageWith = (manifest: string): Uint8Array => zipSync({ 'manifest.json': [new TextEncoder().encode(manifest), { level: 9 }] })
