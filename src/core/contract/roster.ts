/** Commands of the household roster (户代表名册): read, kept, made into terms and sheets. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { OwnerPlan } from '../case/parties/roster.ts'
import { HeadRow, MAX_HEADS } from '../case/record/roster.ts'
import { ownerSheetKinds } from '../documents/agreement/owner-sheets.ts'
import { intake, mediation, papers } from './views/roles.ts'
import { caseChange, CaseView, command, nothing, SavedFileShape } from './views/shapes.ts'

/** A sheet as it would become a head list. `row` counts from 1 as in Excel. */
const ReadHeadsShape = z.strictObject({
  columns: z.array(z.strictObject({ heading: z.string(), meaning: z.string() })),
  unused: z.array(z.string()),
  rows: z.array(HeadRow.extend({ name: z.string() })),
  problems: z.array(z.strictObject({ row: z.int(), column: z.string(), message: z.string(), severity: z.enum(['error', 'warning']) })),
  totalFen: z.int(),
  /** The sheets of the file, and which of them was read. */
  sheets: z.array(z.string()),
  sheet: z.int(),
})

export const rosterCommands = {
  'headList.read': command('读取户代表名册的表格（.xlsx 或 .csv），只预览不保存', intake, z.strictObject({
    path: Text.optional(), content: z.base64('文件内容应为 Base64。').optional(), sheet: z.int().min(0).optional(),
  }), ReadHeadsShape),
  'headList.save': command('保存一名当事人的户代表名册，代表人数随之填写', intake, caseChange.extend({ partyId: Text,
    rows: z.array(HeadRow.partial({ id: true })).min(1, '名册至少要有一户，请添加。').max(MAX_HEADS, `名册最多 ${MAX_HEADS} 户，请核对。`),
  }), CaseView),
  'headList.remove': command('移除户代表名册', intake, caseChange, CaseView),
  'headList.template': command('导出空白的户代表名册（.xlsx）', 'account', nothing, SavedFileShape),
  'headList.makeTerms': command('按名册给每户生成一项协议条款', mediation, caseChange.extend({ plan: OwnerPlan }), CaseView),
  'headList.removeTerms': command('移除按名册生成的条款', mediation, caseChange, CaseView),
  'headList.print': command('一次打印各户的告知单或收条，或名册及分户给付表', papers, z.strictObject({ caseId: Text, sheet: z.enum(keysOf(ownerSheetKinds)) }), SavedFileShape),
} as const
