/** Commands of the liaison with the court. */
import * as z from 'zod'
import { LocalTimeText } from '../case/case-file.ts'
import { keysOf } from '../case/codes.ts'
import { Text } from '../case/text.ts'
import { fileStates } from '../exports/package-manifest.ts'
import { caseOnly, command, SavedFileShape } from './shapes.ts'

export const courtCommands = {
  'court.package': command('打包送法院的材料', caseOnly, SavedFileShape),
  'package.verify': command('核对一个送法院材料的压缩包有没有被改动：给出路径或 Base64 内容', z.strictObject({
    path: Text.optional(), content: z.base64('内容应为 Base64。').optional(),
  }), z.strictObject({
    office: z.string(),
    court: z.string(),
    fileNo: z.string().optional(),
    madeAt: LocalTimeText,
    rehearsal: z.boolean(),
    genuine: z.boolean(),
    files: z.array(z.strictObject({ name: z.string(), title: z.string().optional(), state: z.enum(keysOf(fileStates)) })),
  })),
} as const
