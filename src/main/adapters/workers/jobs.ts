/** What a process beside the program can do. Each kind of file loads its library when it is first asked for. */
import type { LocalDate } from '../../../core/base/dates.ts'
import { readBundle, type Bundle } from '../../../core/exports/bundle.ts'
import { ok, type Problem, type Result } from '../../../core/base/result.ts'
import type * as Charts from '../pdf/charts.ts'
import type * as DocxTemplate from '../docx/docx-template.ts'
import type * as Docx from '../docx/docx.ts'
import type * as LedgerReading from '../sheets/ledger-reading.ts'
import type * as PdfTable from '../pdf/pdf-table.ts'
import type * as Pdf from '../pdf/pdf.ts'
import type * as Spreadsheet from '../sheets/spreadsheet.ts'
import type * as Workbook from '../sheets/workbook.ts'

export type JobProgress = { readonly phase: 'waiting' | 'opening' | 'checking' | 'storing'; readonly done: number; readonly total: number }

/** What a job hears and says while it is done: what is much comes and goes in pieces. */
export type JobLine = {
  given(): Promise<readonly unknown[]>
  give(items: readonly unknown[]): Promise<void>
  now(progress: JobProgress): void
}

export type BundleTask = { readonly content: string; readonly today: LocalDate; readonly knownMediators: readonly string[] }
export type BundleRead = { readonly bundle: Omit<Bundle, 'cases'>; readonly warnings: readonly Problem[] }
export type WorkbookTask = { readonly sheet: Omit<Spreadsheet.SheetPlan, 'rows'>; readonly madeAt: string }

const pdf = () => import('../pdf/pdf.ts')
const ledger = () => import('../sheets/ledger-reading.ts')
const known = async (line: JobLine): Promise<ReadonlyMap<string, string>> => new Map(await line.given() as [string, string][])

export const jobs = {
  renderBook: async (_: JobLine, ...args: Parameters<typeof Pdf.renderBook>) => (await pdf()).renderBook(...args),
  renderPdf: async (_: JobLine, ...args: Parameters<typeof Pdf.renderPdf>) => (await pdf()).renderPdf(...args),
  renderPaper: async (_: JobLine, ...args: Parameters<typeof Pdf.renderPaper>) => (await pdf()).renderPaper(...args),
  pageCounts: async (_: JobLine, ...args: Parameters<typeof Pdf.pageCounts>) => (await pdf()).pageCounts(...args),
  fontsHere: async (_: JobLine, folder: string | undefined) => {
    const { extraFonts, officeFonts } = await import('../pdf/fonts.ts')
    const { body, head } = officeFonts()
    return { extra: extraFonts(folder).map(({ name, from, refused }) => ({ name, from, ...(refused && { refused }) })), ...(body && { body: body.name }), ...(head && { head: head.name }) }
  },
  textOfFile: async (_: JobLine, bytes: Uint8Array) => (await (await import('../archives/readable-texts.ts')).readableText(bytes)).text,
  fontObstacle: async (_: JobLine, bytes: Uint8Array) => (await import('../pdf/fonts.ts')).fontObstacle(bytes),
  lookAtFile: async (_: JobLine, ...args: Parameters<typeof Pdf.lookAtFile>) => (await pdf()).lookAtFile(...args),
  renderTablePdf: async (_: JobLine, ...args: Parameters<typeof PdfTable.renderTablePdf>) => (await import('../pdf/pdf-table.ts')).renderTablePdf(...args),
  renderDocx: async (_: JobLine, ...args: Parameters<typeof Docx.renderDocx>) => (await import('../docx/docx.ts')).renderDocx(...args),
  fillDocx: async (_: JobLine, ...args: Parameters<typeof DocxTemplate.fillDocx>) => (await import('../docx/docx-template.ts')).fillDocx(...args),
  templateProblems: async (_: JobLine, ...args: Parameters<typeof DocxTemplate.templateProblems>) => (await import('../docx/docx-template.ts')).templateProblems(...args),
  writeWorkbook: async (_: JobLine, ...args: Parameters<typeof Workbook.writeWorkbook>) => (await import('../sheets/workbook.ts')).writeWorkbook(...args),
  reportPictures: async (_: JobLine, ...args: Parameters<typeof Charts.reportPictures>) => (await import('../pdf/charts.ts')).reportPictures(...args),
  readSheets: async (_: JobLine, ...args: Parameters<typeof Spreadsheet.readSheets>) => (await import('../sheets/spreadsheet.ts')).readSheets(...args),
  ledgerLook: async (line: JobLine, task: LedgerReading.LedgerTask): Promise<Result<LedgerReading.LedgerLook>> => (await ledger()).ledgerLook(task, await known(line), line.now),
  ledgerErrors: async (line: JobLine, task: LedgerReading.LedgerTask): Promise<Result<LedgerReading.LedgerErrors>> => (await ledger()).ledgerErrors(task, await known(line), line.now),
  /** Gives the cases, a piece at a time. */
  ledgerTake: async (line: JobLine, task: LedgerReading.LedgerTask): Promise<Result<LedgerReading.LedgerTaken>> => {
    const read = await (await ledger()).ledgerTaken(task, await known(line), line.now)
    if (!read.ok) return read
    await line.give(read.value.cases)
    return ok(read.value.taken)
  },
  /** Gives the cases, a piece at a time. */
  bundle: async (line: JobLine, { content, ...context }: BundleTask): Promise<Result<BundleRead>> => {
    const read = readBundle(content, context)
    if (!read.ok) return read
    const { bundle: { cases, ...bundle }, warnings } = read.value
    await line.give(cases)
    return ok({ bundle, warnings })
  },
  /** Is given the rows. */
  workbook: async (line: JobLine, { sheet, madeAt }: WorkbookTask): Promise<Result<Uint8Array>> =>
    ok(await (await import('../sheets/spreadsheet.ts')).xlsxOf([{ ...sheet, rows: await line.given() as Spreadsheet.SheetPlan['rows'] }], madeAt)),
} as const

export type JobName = keyof typeof jobs
export type JobArgs<J extends JobName> = Parameters<(typeof jobs)[J]> extends [JobLine, ...infer Args] ? Args : never
export type JobValue<J extends JobName> = Awaited<ReturnType<(typeof jobs)[J]>>
/** What a job gives in pieces. */
export type Gives<J extends JobName> = J extends 'ledgerTake' ? LedgerReading.LedgerEntry : J extends 'bundle' ? Bundle['cases'][number] : never
