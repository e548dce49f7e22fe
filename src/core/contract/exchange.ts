/** Commands of what goes in and out as a file: bundles of cases, and the register of what was given out. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { ExportRecord } from '../office/export-log.ts'
import { keeping } from './views/roles.ts'
import { command, conflictChoice, ProblemShape } from './views/shapes.ts'

export const exchangeCommands = {
  'bundle.import': command('导入案件交换文件：给出路径，或文件内容', keeping, z.strictObject({
    path: Text.optional(),
    content: z.string().optional(),
    onConflict: z.union([conflictChoice, z.record(z.string(), conflictChoice)]).optional(),
  }), z.strictObject({
    added: z.int(), skipped: z.int(), replaced: z.int(), kept: z.int(), warnings: z.array(ProblemShape),
  })),
  'bundle.export': command('导出全部案件', keeping, z.strictObject({ path: Text.optional() }),
    z.strictObject({ path: z.string(), cases: z.int() })),
  'export.list': command('送出登记', 'account', z.strictObject({
    caseId: Text.optional(), to: z.string().optional(), from: LocalDateText.optional(), until: LocalDateText.optional(),
  }), z.strictObject({ total: z.int(), receivers: z.array(z.string()), rows: z.array(ExportRecord.extend({ fileNo: z.string().optional(), answered: z.boolean() })) })),
  'export.address': command('送出登记：补写送给谁', 'account', z.strictObject({ id: Text, to: Text }), z.strictObject({})),
} as const
