/** Draws the pages of a PDF. The reading runs in a worker of our own origin; nothing is fetched and nothing saved. */
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- the bundler gives the worker's constructor
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker'

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), character => character.charCodeAt(0))

export type PdfPages = {
  readonly count: number
  /** Draws a page, counted from 1, `scale` device pixels to the point. */
  readonly draw: (page: number, canvas: HTMLCanvasElement, scale: number) => Promise<void>
  readonly close: () => void
}

/** `fonts` are drawn as outlines, so that the page's policy need not allow made-up fonts. */
export const openPdf = async (base64: string): Promise<PdfPages> => {
  GlobalWorkerOptions.workerPort ??= new PdfWorker()
  const opened: PDFDocumentProxy = await getDocument({ data: bytesOf(base64), disableFontFace: true, useSystemFonts: false, useWasm: false, isOffscreenCanvasSupported: false }).promise
  let closed = false
  const drawn = async (number: number, canvas: HTMLCanvasElement, scale: number): Promise<void> => {
    const page = await opened.getPage(number)
    const viewport = page.getViewport({ scale })
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    await page.render({ canvas, viewport, intent: 'print' }).promise
  }
  return {
    count: opened.numPages,
    // A page that was still being drawn when the preview was closed is nobody's mistake.
    draw: (number, canvas, scale) => drawn(number, canvas, scale).catch((error: unknown) => {
      if (!closed) throw error
    }),
    close: () => {
      closed = true
      void opened.loadingTask.destroy()
    },
  }
}
