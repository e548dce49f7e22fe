import * as z from 'zod'
import { contract, type Handler } from '../core/contract.ts'
import { ok } from '../core/base/result.ts'
import { version } from './version.ts'

type Json = Record<string, unknown>

/**
 * The schemas of all commands in one direction. What several of them hold stands once among the definitions, under
 * `<direction>.<number>`; the first level of what a command takes, and what is shorter than a reference is long, is written out.
 */
const described = (io: 'input' | 'output'): { readonly defs: Record<string, Json>; readonly schemas: Record<string, Json> } => {
  const all = z.object(Object.fromEntries(Object.entries(contract).map(([name, command]) => [name, command[io]])))
  const { properties, $defs } = JSON.parse(
    JSON.stringify(z.toJSONSchema(all, { io, unrepresentable: 'any', reused: 'ref' })).replaceAll(/"#\/\$defs\/__schema(\d+)"/g, `"#/$defs/${io}.$1"`),
  ) as { properties: Record<string, Json>; $defs: Record<string, Json> }
  const every = Object.fromEntries(Object.entries($defs).map(([name, schema]) => [name.replace('__schema', `${io}.`), schema]))
  const small = (schema: Json): boolean => JSON.stringify(schema).length < 80
  const inPlace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inPlace)
    if (typeof value !== 'object' || value === null) return value
    const { $ref, ...beside } = value as Json
    const named = typeof $ref === 'string' ? every[$ref.slice('#/$defs/'.length)] : undefined
    return named && small(named) ? { ...(inPlace(named) as Json), ...beside } : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inPlace(item)]))
  }
  const defs = inPlace(Object.fromEntries(Object.entries(every).filter(([, schema]) => !small(schema)))) as Record<string, Json>
  const opened = (schema: Json): Json => {
    const own = typeof schema.$ref === 'string' ? defs[schema.$ref.slice('#/$defs/'.length)]! : schema
    return io === 'input' || JSON.stringify(own).length < 500 ? own : schema
  }
  return { defs, schemas: Object.fromEntries(Object.entries(inPlace(properties) as Record<string, Json>).map(([name, schema]) => [name, opened(schema)])) }
}

/** Every command with what it takes and gives; references are to the answer's own `$defs`. */
export const describeContract: Handler<'contract.describe'> = async () => {
  const inputs = described('input')
  const outputs = described('output')
  return ok({
    version,
    commands: Object.entries(contract).map(([name, { summary }]) => ({ name, summary, input: inputs.schemas[name]!, output: outputs.schemas[name]! })),
    $defs: { ...inputs.defs, ...outputs.defs },
  })
}
