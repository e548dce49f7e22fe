/** What a browser gives a page and a bare window does not: the menu of the right button, and larger or smaller by Ctrl. */
import { Menu, type BrowserWindow, type MenuItemConstructorOptions, type WebContents } from 'electron'
import type { Memory } from './remembered.ts'

/** In fields what can be done there, over chosen words copying, elsewhere choosing all. */
export const menuOnRightButton = (window: BrowserWindow): void => {
  window.webContents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    const all: MenuItemConstructorOptions = { role: 'selectAll', label: '全选', enabled: editFlags.canSelectAll }
    const copy: MenuItemConstructorOptions = { role: 'copy', label: '复制', enabled: editFlags.canCopy }
    const items: MenuItemConstructorOptions[] = isEditable ? [
      { role: 'undo', label: '撤销', enabled: editFlags.canUndo },
      { role: 'redo', label: '重做', enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', label: '剪切', enabled: editFlags.canCut },
      copy,
      { role: 'paste', label: '粘贴', enabled: editFlags.canPaste },
      { type: 'separator' },
      all,
    ] : selectionText.trim() !== '' ? [copy, all] : [all]
    Menu.buildFromTemplate(items).popup({ window })
  })
}

/** Electron's steps: one is a fifth larger. From half the size to two and a half times. */
const SMALLER = -4
const LARGER = 5
const STEP = 0.5

/** Ctrl and + − 0, on both blocks of keys, and Ctrl with the wheel; remembered. */
export const zoomByCtrl = (contents: WebContents, memory: Memory): void => {
  const zoom = (level: number): void => {
    const within = Math.min(LARGER, Math.max(SMALLER, level))
    contents.setZoomLevel(within)
    memory.keep({ zoom: within })
  }
  contents.on('did-finish-load', () => contents.setZoomLevel(memory.all().zoom ?? 0))
  contents.on('zoom-changed', (_event, direction) => zoom(contents.getZoomLevel() + (direction === 'in' ? STEP : -STEP)))
  contents.on('before-input-event', (event, { type, control, alt, meta, key }) => {
    if (type !== 'keyDown' || !control || alt || meta || !['+', '=', '-', '_', '0'].includes(key)) return
    event.preventDefault()
    zoom(key === '0' ? 0 : contents.getZoomLevel() + (key === '+' || key === '=' ? STEP : -STEP))
  })
}
