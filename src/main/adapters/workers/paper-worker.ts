/** A thread of its own that makes papers: content and bytes come in, files go out, one after another. */
import { parentPort } from 'node:worker_threads'
import type * as Charts from '../pdf/charts.ts'
import type * as DocxTemplate from '../docx/docx-template.ts'
import type * as Docx from '../docx/docx.ts'
import type * as PdfTable from '../pdf/pdf-table.ts'
import type * as Pdf from '../pdf/pdf.ts'
import type * as Workbook from '../sheets/workbook.ts'

/** What the thread can do. Each kind of file loads its library when it is first asked for. */
const jobs = {
  renderBook: async (...args: Parameters<typeof Pdf.renderBook>) => (await import('../pdf/pdf.ts')).renderBook(...args),
  renderPdf: async (...args: Parameters<typeof Pdf.renderPdf>) => (await import('../pdf/pdf.ts')).renderPdf(...args),
  renderPaper: async (...args: Parameters<typeof Pdf.renderPaper>) => (await import('../pdf/pdf.ts')).renderPaper(...args),
  pageCounts: async (...args: Parameters<typeof Pdf.pageCounts>) => (await import('../pdf/pdf.ts')).pageCounts(...args),
  lookAtFile: async (...args: Parameters<typeof Pdf.lookAtFile>) => (await import('../pdf/pdf.ts')).lookAtFile(...args),
  renderTablePdf: async (...args: Parameters<typeof PdfTable.renderTablePdf>) => (await import('../pdf/pdf-table.ts')).renderTablePdf(...args),
  renderDocx: async (...args: Parameters<typeof Docx.renderDocx>) => (await import('../docx/docx.ts')).renderDocx(...args),
  fillDocx: async (...args: Parameters<typeof DocxTemplate.fillDocx>) => (await import('../docx/docx-template.ts')).fillDocx(...args),
  templateProblems: async (...args: Parameters<typeof DocxTemplate.templateProblems>) => (await import('../docx/docx-template.ts')).templateProblems(...args),
  writeWorkbook: async (...args: Parameters<typeof Workbook.writeWorkbook>) => (await import('../sheets/workbook.ts')).writeWorkbook(...args),
  reportPictures: async (...args: Parameters<typeof Charts.reportPictures>) => (await import('../pdf/charts.ts')).reportPictures(...args),
} as const

export type Jobs = typeof jobs
export type Ask = { readonly id: number; readonly job: keyof Jobs; readonly args: readonly unknown[] }
export type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: string; readonly stack: string }

/** The bytes in an answer, which are handed over rather than copied. */
const bytesIn = (value: unknown): ArrayBuffer[] => {
  if (value instanceof Uint8Array) return value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : []
}

const answer = (reply: Reply, moved: ArrayBuffer[] = []): void => parentPort!.postMessage(reply, moved)

// In turn: one job has the thread to itself.
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', ({ id, job, args }: Ask) => {
  last = last.then(async () => {
    try {
      const value = await (jobs[job] as (...given: readonly unknown[]) => Promise<unknown>)(...args)
      answer({ id, value }, bytesIn(value))
    } catch (error) {
      // Only kind and place cross: the message of an error may quote a case.
      const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).join('\n') : ''
      answer({ id, fault: error instanceof Error ? error.name : typeof error, stack })
    }
  })
})
