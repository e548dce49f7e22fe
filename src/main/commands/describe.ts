import * as z from 'zod'
import { contract, type Handler } from '../../core/contract.ts'
import { ok } from '../../core/base/result.ts'
import { version } from '../version.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>

export const describeContract: Handler<'contract.describe'> = async () =>
  ok({
    version,
    commands: Object.entries(contract).map(([name, { summary, input, output }]) => ({
      name, summary, input: schemaOf(input, 'input'), output: schemaOf(output, 'output'),
    })),
  })
