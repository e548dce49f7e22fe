/** Makes books of papers outside the main thread, which goes on answering meanwhile. */
import { Worker } from 'node:worker_threads'
import type { Result } from '../../core/result.ts'
import type { Book, PdfOptions, Rendered } from './pdf.ts'

export type PdfThread = {
  /** One book at a time: the next is asked for when the last has come. */
  render(book: Book, options: PdfOptions): Promise<Result<Rendered>>
  close(): Promise<void>
}

type Reply = { readonly result: Result<Rendered> } | { readonly fault: string }

// Run from its source the worker is a .ts file beside this one; built, a .js file.
const worker = new URL(import.meta.url.endsWith('.ts') ? './pdf-worker.ts' : './pdf-worker.js', import.meta.url)

export const startPdfThread = (): PdfThread => {
  const thread = new Worker(worker)
  return {
    render: (book, options) => new Promise((done, failed) => {
      const gone = (code: number): void => failed(new Error(`the PDF thread ended with ${code}`))
      thread.once('exit', gone)
      thread.once('error', failed)
      thread.once('message', (reply: Reply) => {
        thread.off('exit', gone)
        thread.off('error', failed)
        if ('result' in reply) done(reply.result)
        else failed(new Error(`the PDF thread met a ${reply.fault}`))
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage({ book, options })
    }),
    close: async () => {
      await thread.terminate()
    },
  }
}
