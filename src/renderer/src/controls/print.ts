/** Printing from the page: who prints is told when there is no printer, and Ctrl+P prints what lies on top. */
import { useCallback, useEffect, useEffectEvent } from 'react'
import { App } from 'antd'
import { useCaller } from './caller.ts'

type Print = () => void
/** What can be printed now, the topmost last. */
const printable: Print[] = []

/** Prints what `Ctrl+P` means while this is on the page. A dialog's comes before the screen's. */
export const usePrintKey = (print: Print): void => {
  const now = useEffectEvent(print)
  useEffect(() => {
    const mine = (): void => now()
    printable.push(mine)
    return () => void printable.splice(printable.indexOf(mine), 1)
  }, [])
}

/** Ctrl+P anywhere; a screen without anything to print says where papers are printed. */
export const usePrintKeys = (): void => {
  const { message } = App.useApp()
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'p' || !event.ctrlKey || event.altKey || event.shiftKey) return
      // The window's own print would put the screen on paper, buttons and all.
      event.preventDefault()
      if (document.body.classList.contains('shut')) return
      const print = printable.at(-1)
      if (print) print()
      else void message.info('这一屏没有要打印的。要打印文书，请在案件的“文书”里打开预览；台账、日程、恢复密钥在各自的页面上打印。')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [message])
}

/** Gives the page to the printer; without one it says so instead. Gives whether it was printed. */
export const usePrinter = (): (() => Promise<boolean>) => {
  const call = useCaller()
  const { message } = App.useApp()
  return useCallback(async () => {
    const ready = await call('printer.check', {})
    if (!ready.ok) {
      void message.error(ready.refusal.message, 8)
      return false
    }
    window.print()
    return true
  }, [call, message])
}
