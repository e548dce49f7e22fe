import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Bundle } from '../../../src/core/exports/bundle.ts'

type Schema = { [key: string]: unknown; anyOf?: Schema[]; type?: string; properties?: Record<string, Schema>; items?: Schema; enum?: string[]; const?: unknown }

/** What both schemas mean, in one shape: fields with their demands; `null` for an optional field reads as absent. */
const meaning = (schema: Schema): unknown => {
  const present = schema.anyOf?.filter(one => one.type !== 'null') ?? []
  if (present.length > 0) return meaning(present[0]!)
  if (schema.properties) {
    return {
      required: [...(schema.required as string[] ?? [])].sort(),
      closed: schema.additionalProperties === false,
      fields: Object.fromEntries(Object.entries(schema.properties).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, meaning(one)])),
    }
  }
  if (schema.items) return { list: meaning(schema.items), minItems: schema.minItems }
  if (schema.const !== undefined) return { const: schema.const }
  if (schema.enum) return { enum: [...schema.enum].sort() }
  const { type, pattern, minLength, maxLength, minimum, maximum } = schema
  return type === 'string' ? (pattern === undefined ? { type, minLength, maxLength } : { type, pattern }) : { type, minimum, maximum }
}

/** Dispute types are a pattern in the published schema and a list in ours; they mean the same thirty codes. */
const withTypesAsList = (schema: unknown): unknown => {
  const codes = [...Array.from({ length: 29 }, (_, index) => `WY${String(index + 1).padStart(2, '0')}`), 'WY99']
  return JSON.parse(JSON.stringify(schema).replace(JSON.stringify({ type: 'string', pattern: '^WY(0[1-9]|1\\d|2\\d|99)$' }), JSON.stringify({ enum: codes })))
}

test('our schema asks of every field what the published one asks', () => {
  const published = JSON.parse(readFileSync(new URL('../../../resources/case-bundle.schema.json', import.meta.url), 'utf8')) as Schema
  const ours = z.toJSONSchema(Bundle, { unrepresentable: 'any', reused: 'inline' }) as Schema
  expect(JSON.parse(JSON.stringify(meaning(ours)))).toEqual(withTypesAsList(meaning(published)))
})
