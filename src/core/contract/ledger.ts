/** Commands of the ledger (台账): an old one taken in, ours given out. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LedgerBatch, LedgerMapping, LedgerWords } from '../office/ledger-batch.ts'
import { ledgerColumns } from '../office/ledger-columns.ts'
import { CaseFilter } from '../statistics/case-filter.ts'
import { keeping } from './views/roles.ts'
import { caseOrders, command, nothing, SavedFileShape } from './views/shapes.ts'

const meaning = z.enum([...keysOf(ledgerColumns), 'ignore'])

/** A ledger as the page sends it; a script may name a path. */
const ledgerFile = {
  path: Text.optional(),
  content: z.base64('文件内容应为 Base64。').optional(),
  sheet: z.int().min(0).optional(),
  mapping: LedgerMapping.optional(),
  /** What is said now of words that could not be told: `result:未调成` is `E03`. */
  words: LedgerWords.optional(),
  /** Whether rows that the file hides are taken; they are asked about. */
  hiddenRows: z.enum(['take', 'leave']).optional(),
  /** Street of nine digits where a row names none. */
  street: z.string().regex(/^\d{9}$/, '街道代码应为 9 位数字。').optional(),
  /** Ended cases without a day of archiving count as archived on the day they ended. */
  archiveEnded: z.boolean().optional(),
  /** A name the caller gives to this piece of work, to ask how far it is or to stop it. */
  job: Text.optional(),
}

const LedgerProblemShape = z.strictObject({ row: z.int(), column: z.string(), message: z.string(), severity: z.enum(['error', 'warning', 'duplicate']) })

/** The cases that a list shows, and their order. */
const listed = CaseFilter.extend({
  query: z.string().optional(),
  sort: z.strictObject({ by: z.enum(keysOf(caseOrders)), descending: z.boolean().optional() }).optional(),
})

export const ledgerCommands = {
  'ledger.read': command('试读一份旧台账（.xlsx 或 .csv）：各列是什么、能导入多少、哪一行哪一列有问题，不保存', keeping, z.strictObject(ledgerFile), z.strictObject({
    sheets: z.array(z.string()),
    sheet: z.int(),
    headingRow: z.int(),
    columns: z.array(z.strictObject({ heading: z.string(), key: z.string(), meaning: meaning.optional(), samples: z.array(z.string()) })),
    /** Rows that the file hides; until it is said whether they are taken, nothing is imported. */
    hiddenRows: z.int(),
    /** Words for which somebody has to choose, under what they are remembered by, with what they may mean. */
    unclear: z.array(z.strictObject({ key: z.string(), column: z.string(), word: z.string(), rows: z.int(), choices: z.array(z.strictObject({ value: z.string(), label: z.string() })) })),
    total: z.int(),
    ready: z.int(),
    bad: z.int(),
    duplicates: z.int(),
    /** At most a thousand; how many there are in all is in `problemCount`. */
    problems: z.array(LedgerProblemShape),
    problemCount: z.int(),
    /** What is missing, by how many cases miss it, the most frequent first. */
    gaps: z.array(z.strictObject({ what: z.string(), cases: z.int() })),
    newMediators: z.array(z.string()),
    /** The first cases as they would be stored. */
    preview: z.array(z.strictObject({
      row: z.int(), fileNo: z.string(), type: z.string(), applicants: z.string(), respondents: z.string(), appliedOn: z.string(), result: z.string(), amount: z.string(), gaps: z.string(),
    })),
  })),
  'ledger.import': command('导入旧台账：一批案件全部存入或一件不存', keeping, z.strictObject({
    ...ledgerFile, fileName: Text,
    /** Goes on without the rows that have errors or are there already. */
    leaveOut: z.boolean().optional(),
  }), z.strictObject({
    batch: LedgerBatch, leftOut: z.int(),
    /** The original with, beside each cell, where it went; absent where it could not be written to the folder of the office. */
    report: z.string().optional(),
  })),
  'ledger.errorFile': command('把有问题的行另存为表格，末列写明问题；改正后可再导入', keeping, z.strictObject(ledgerFile), SavedFileShape.extend({ rows: z.int() })),
  'ledger.progress': command('读旧台账进行到哪里', 'account', z.strictObject({ job: Text }), z.strictObject({ phase: z.enum(['waiting', 'opening', 'checking', 'storing']), done: z.int(), total: z.int() })),
  'ledger.cancel': command('停止读旧台账', 'account', z.strictObject({ job: Text }), nothing),
  'ledger.batches': command('导入过的旧台账，新的在前', 'account', nothing, z.strictObject({ batches: z.array(LedgerBatch) })),
  'ledger.undo': command('撤销一批旧台账：这一批的案件没有改动过才能撤销', keeping, z.strictObject({ batchId: Text }), z.strictObject({ batch: LedgerBatch })),
  'ledger.mapping': command('记住本单位台账的列名各是什么、对不上的说法各指什么', keeping, z.strictObject({ mapping: LedgerMapping.optional(), words: LedgerWords.optional() }), z.strictObject({ mapping: LedgerMapping, words: LedgerWords })),
  'ledger.export': command('导出台账（.xlsx），筛选与列表相同', ['registrar', 'mediator', 'director', 'archivist', 'statistician'], listed, SavedFileShape.extend({ cases: z.int() })),
  'ledger.preview': command('预览打印的台账：A4 横向，筛选与列表相同，不含证件号和电话，不保存', ['registrar', 'mediator', 'director', 'archivist', 'statistician'], listed, z.strictObject({ pdf: z.base64() })),
  'ledger.print': command('把打印的台账存为 PDF', ['registrar', 'mediator', 'director', 'archivist', 'statistician'], listed, SavedFileShape),
} as const
