/** The page's process ends, hangs, or the graphics card fails: said in a box, with a way on. Drafts of forms lie on disk by then. */
import { app, dialog, type BrowserWindow } from 'electron'
import type { Memory } from './remembered.ts'

/** More than this in five minutes, and opening the page again is not what helps. */
const OFTEN = 3
const WHILE_MS = 5 * 60_000

/** `now` gives milliseconds; `leave` ends the program in order. */
export const helpThePage = (window: BrowserWindow, now: () => number, leave: () => Promise<void>): void => {
  const contents = window.webContents
  let ends: number[] = []
  let ending = false
  const reopen = (): void => {
    ending = false
    contents.reload()
  }
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    // We ended it ourselves, at the user's word.
    if (ending) return reopen()
    ends = [...ends, now()].filter(at => now() - at < WHILE_MS)
    const often = ends.length >= OFTEN
    void dialog.showMessageBox(window, {
      type: 'error', title: '界面意外关闭', buttons: ['重新打开界面', '退出程序'], defaultId: often ? 1 : 0, cancelId: 1, noLink: true,
      message: reason === 'oom' ? '内存不够，界面被系统关闭了。' : '界面意外关闭了。',
      detail: `已保存的资料都在，正在填写的表单已存草稿，重新打开后可以接着填。${reason === 'oom' ? '请先关掉一些别的程序。' : ''}${often ? '短时间内已经出现多次，建议退出程序、重新启动电脑后再打开；仍然这样的，请联系维护人员。' : ''}`,
    }).then(({ response }) => response === 0 ? reopen() : void leave())
  })
  let asked: AbortController | undefined
  window.on('unresponsive', () => {
    if (asked) return
    const question = asked = new AbortController()
    void dialog.showMessageBox(window, {
      type: 'warning', title: '界面没有反应', buttons: ['再等一等', '重新打开界面'], defaultId: 0, cancelId: 0, noLink: true, signal: question.signal,
      message: '界面有一会儿没有反应了。', detail: '可能是电脑正忙，可以再等一等。重新打开界面不影响已保存的资料；正在填写的表单已存草稿。',
    }).then(({ response }) => {
      asked = undefined
      if (response !== 1 || question.signal.aborted) return
      ending = true
      contents.forcefullyCrashRenderer()
    })
  })
  // It answers again: the question goes by itself.
  window.on('responsive', () => {
    asked?.abort()
    asked = undefined
  })
}

/** Chromium goes on without the card by itself; what is drawn wrongly until then is put right by a start without it. */
export const doWithoutGraphics = (memory: Memory, version: string, window: () => BrowserWindow | null): void => {
  let said = false
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || reason === 'killed' || said) return
    said = true
    memory.keep({ withoutGraphics: version })
    const options = {
      type: 'warning' as const, title: '显卡出错', buttons: ['现在重新打开', '先不用'], defaultId: 0, cancelId: 1, noLink: true,
      message: '显卡或它的驱动程序出错了。', detail: '已经记下：从下次打开起不用显卡加速，画面慢一点，别的都一样。现在画面不正常的，请现在重新打开。',
    }
    const parent = window()
    void (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options)).then(({ response }) => {
      if (response !== 0) return
      app.relaunch()
      app.quit()
    })
  })
}
