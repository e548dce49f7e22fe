/** A thread of its own that makes PDFs: papers come in as content, one book after another. */
import { parentPort } from 'node:worker_threads'
import { renderBook, type Book, type PdfOptions } from './pdf.ts'

const answer = (reply: object, moved: ArrayBuffer[] = []): void => parentPort!.postMessage(reply, moved)

parentPort?.on('message', ({ book, options }: { readonly book: Book; readonly options: PdfOptions }) => {
  renderBook(book, options).then(
    result => answer({ result }, result.ok ? [result.value.pdf.buffer as ArrayBuffer] : []),
    // Only the kind of error crosses: its message may quote a case.
    error => answer({ fault: error instanceof Error ? error.name : typeof error }),
  )
})
