/** Commands of cases without names, to learn from. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { mediation } from './views/roles.ts'
import { caseOnly, command, SavedFileShape } from './views/shapes.ts'

export const trainingCommands = {
  'training.preview': command('把结束的案件写成匿名案例，先看一遍', mediation, caseOnly, z.strictObject({ text: z.string() })),
  'training.make': command('把结束的案件写成匿名案例，存为文件', mediation, z.strictObject({ caseId: Text, format: z.enum(['pdf', 'markdown']) }), SavedFileShape),
} as const
