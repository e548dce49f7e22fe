/** A paper on the screen as it will be on paper, page by page; what is still missing stands in it in red. Nothing is saved. */
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { Alert, App, Button, Modal, Space, Spin } from 'antd'
import type { Result } from '../../../../../core/base/result.ts'
import { useCaller } from '../../../controls/caller.ts'
import { EarlierIcon, LaterIcon, PrintIcon } from '../../../controls/icons.tsx'
import { usePrinter, usePrintKey } from '../../../controls/print.ts'
import type { PdfPages } from '../../../controls/files/pdf-pages.ts'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'

type Preview = { readonly characters?: string | undefined; readonly pdf: string; readonly missing?: readonly string[] }

type Format = 'pdf' | 'docx'
const formatWords: Readonly<Record<Format, string>> = { pdf: '存为 PDF', docx: '存为可编辑稿' }

type PagesProps = {
  readonly title: string
  /** `print`: as it goes to the printer, where what is named in red on the screen is a blank. */
  readonly look: (print: boolean) => Promise<Result<Preview>>
  readonly formats: readonly Format[]
  readonly save: (format: Format) => Promise<string | undefined>
  readonly close: () => void
}

/** Sizes of the page on the screen; 1 is its size on paper at 96 dots to the inch. */
const ZOOMS = [0.6, 0.8, 1, 1.25, 1.5, 2]
const PIXELS_IN_POINT = 96 / 72
/** Dots to the inch of a print made from here. */
const PRINT_DPI = 200

/** Lets the browser print the pages, each on a sheet of A4, and takes them away again. */
const printPages = async (pages: PdfPages, print: () => Promise<boolean>): Promise<void> => {
  const holder = document.createElement('div')
  holder.className = 'print-pages'
  for (let page = 1; page <= pages.count; page += 1) {
    const canvas = document.createElement('canvas')
    await pages.draw(page, canvas, PRINT_DPI / 72)
    holder.append(canvas)
  }
  document.body.append(holder)
  await print()
  holder.remove()
}

export const PagesDialog = ({ title, look, formats, save: keep, close }: PagesProps) => {
  const { message } = App.useApp()
  const toPrinter = usePrinter()
  const [answer, setAnswer] = useState<Result<Preview>>()
  const value = answer?.ok ? answer.value : undefined
  const refusal = answer?.ok === false ? answer.refusal : undefined
  const [pages, setPages] = useState<PdfPages>()
  const [page, setPage] = useState(1)
  const [zoom, setZoom] = useState(2)
  const [drawn, setDrawn] = useState(0)
  const [busy, setBusy] = useState('')
  const [saved, setSaved] = useState<string>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pane = useRef<HTMLDivElement>(null)

  const first = useEffectEvent(() => look(false))
  useEffect(() => {
    let gone = false
    void first().then(result => {
      if (!gone) setAnswer(result)
    })
    return () => {
      gone = true
    }
  }, [])

  useEffect(() => {
    if (!value) return undefined
    let gone = false
    let opened: PdfPages | undefined
    // Loaded when it is first needed: the reader of PDFs is a third of the page.
    void import('../../../controls/files/pdf-pages.ts').then(({ openPdf }) => openPdf(value.pdf)).then(result => {
      opened = result
      if (gone) result.close()
      else setPages(result)
    })
    return () => {
      gone = true
      opened?.close()
    }
  }, [value])

  useEffect(() => {
    if (!pages) return undefined
    let gone = false
    const fresh = document.createElement('canvas')
    void pages.draw(page, fresh, ZOOMS[zoom]! * PIXELS_IN_POINT * window.devicePixelRatio).then(() => {
      const shown = canvas.current
      if (gone || !shown) return
      shown.width = fresh.width
      shown.height = fresh.height
      shown.style.width = `${fresh.width / window.devicePixelRatio}px`
      shown.getContext('2d')!.drawImage(fresh, 0, 0)
      setDrawn(page)
    })
    return () => {
      gone = true
    }
  }, [pages, page, zoom])

  const count = pages?.count ?? 1
  const turn = (by: number): void => {
    setPage(now => Math.min(count, Math.max(1, now + by)))
    pane.current?.scrollTo(0, 0)
  }
  const enlarge = (by: number): void => setZoom(now => Math.min(ZOOMS.length - 1, Math.max(0, now + by)))
  const print = async (): Promise<void> => {
    setBusy('print')
    const final = await look(true)
    if (final.ok) {
      const { openPdf } = await import('../../../controls/files/pdf-pages.ts')
      const opened = await openPdf(final.value.pdf)
      await printPages(opened, toPrinter)
      opened.close()
    } else message.error(final.refusal.message, 8)
    setBusy('')
  }
  usePrintKey(() => {
    if (pages && busy === '') void print()
  })
  const save = async (format: Format): Promise<void> => {
    setBusy(format)
    const path = await keep(format)
    setBusy('')
    if (path) setSaved(path)
  }
  const keys = (event: KeyboardEvent): void => {
    const control = event.ctrlKey || event.metaKey
    const act = event.key === 'PageDown' ? () => turn(1) : event.key === 'PageUp' ? () => turn(-1)
      : event.key === 'Home' && control ? () => turn(-count) : event.key === 'End' && control ? () => turn(count)
        : control && event.key === 's' ? () => void save('pdf')
          : !control && (event.key === '+' || event.key === '=') ? () => enlarge(1) : !control && event.key === '-' ? () => enlarge(-1) : undefined
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <Modal open title={`预览：${title}`} width="min(1180px, calc(100vw - 40px))" style={{ top: 16 }} footer={null} onCancel={close} destroyOnHidden
      afterOpenChange={open => open && pane.current?.focus()}>
      <div className="preview" onKeyDown={keys}>
        <div className="preview-tools">
          <Space size={4}>
            <Button icon={<EarlierIcon />} disabled={page <= 1} onClick={() => turn(-1)} title="上一页">上一页</Button>
            <span className="preview-count" aria-live="polite">第 {page} 页，共 {count} 页</span>
            <Button icon={<LaterIcon />} iconPlacement="end" disabled={page >= count} onClick={() => turn(1)} title="下一页">下一页</Button>
          </Space>
          <Space size={4}>
            <Button disabled={zoom === 0} onClick={() => enlarge(-1)}>缩小</Button>
            <span className="preview-count">{Math.round(ZOOMS[zoom]! * 100)}%</span>
            <Button disabled={zoom === ZOOMS.length - 1} onClick={() => enlarge(1)}>放大</Button>
          </Space>
          <Space size={8}>
            <Button icon={<PrintIcon />} loading={busy === 'print'} disabled={!pages || busy !== ''} onClick={() => void print()}>打印</Button>
            {formats.map(format => <Button key={format} loading={busy === format} disabled={!pages || busy !== ''} onClick={() => void save(format)}>{formatWords[format]}</Button>)}
          </Space>
        </div>
        {saved && <SavedFile path={saved} />}
        {refusal && <Alert type="error" showIcon title={refusal.message} />}
        {value?.missing && value.missing.length > 0 && (
          <Alert type="warning" showIcon title={`还缺 ${value.missing.length} 项：${value.missing.join('、')}。纸上标红的位置打印时留空，可以手写。`} />
        )}
        {value?.characters && <Alert type="warning" showIcon title={value.characters} />}
        <div className="preview-pane" ref={pane} tabIndex={0} role="document" aria-label={`${title}第 ${page} 页`}>
          {drawn === 0 && !refusal && <Spin />}
          <canvas ref={canvas} hidden={drawn === 0} data-page={drawn} />
        </div>
      </div>
    </Modal>
  )
}

type Props = {
  readonly caseId: string
  readonly documentId: string
  readonly of?: string
  /** An issued paper, shown as it was issued. */
  readonly paperId?: string
  readonly title: string
  readonly close: () => void
}

export const PreviewDialog = ({ caseId, documentId, of, paperId, title, close }: Props) => {
  const call = useCaller()
  const make = useMaker()
  const asked = { caseId, documentId, ...(of && { of }), ...(paperId && { paperId }) }
  return (
    <PagesDialog
      title={title} close={close} formats={['pdf', 'docx']}
      look={print => call('document.preview', { ...asked, ...(print && { print }) })}
      save={format => (paperId ? make('document.open', { paperId, format }) : make('document.make', { caseId, document: documentId, ...(of && { of }), format }))}
    />
  )
}
