/** What scripts are told of the commands. */
import { expect, test } from 'vitest'
import * as z from 'zod'
import { contract } from '../../src/core/contract.ts'
import { aRehearsalOffice, must } from './harness.ts'

type Json = Record<string, unknown>

/** Keys of schemas that stand at the outermost place alone. */
const outermost = new Set(['$schema', '$defs'])

/** The same with every reference written out; what holds itself stops at the second time. */
const writtenOut = (value: unknown, defs: Json, within: readonly string[] = []): unknown => {
  if (Array.isArray(value)) return value.map(item => writtenOut(item, defs, within))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as Json
  if (typeof $ref === 'string') {
    const name = $ref.replace('#/$defs/', '')
    if (within.includes(name)) return 'itself'
    return writtenOut({ ...(defs[name] as Json), ...rest }, defs, [...within, name])
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !outermost.has(key)).map(([key, item]) => [key, writtenOut(item, defs, within)]))
}

test('the description is under 300 KB, and with its references written out each schema is the command’s own', async () => {
  const app = await aRehearsalOffice()
  const described = await must(app.call('contract.describe', {}))
  expect(new TextEncoder().encode(JSON.stringify(described)).length).toBeLessThan(300_000)
  expect(described.commands.map(({ name }) => name).toSorted()).toEqual(Object.keys(contract).toSorted())
  for (const { name, input, output } of described.commands) {
    const own = contract[name as keyof typeof contract]
    for (const [io, told] of [['input', input], ['output', output]] as const) {
      const plain = z.toJSONSchema(own[io], { io, unrepresentable: 'any' }) as Json
      expect(writtenOut(told, described.$defs), `${name} ${io}`).toEqual(writtenOut(plain, (plain.$defs ?? {}) as Json))
    }
    expect(input, name).not.toHaveProperty('$ref')
  }
})
