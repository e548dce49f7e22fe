/**
 * Files that are dragged in from a folder. Wherever the page takes a file by a button, it takes one that is dropped near that
 * button too: every file field of the page has it, without a line of its own.
 */
import { useEffect } from 'react'
import { App } from 'antd'

type Field = HTMLInputElement

const shown = (field: Field): boolean => !field.disabled && (field.parentElement?.checkVisibility({ visibilityProperty: true }) ?? false)

/** Whether a field takes a file of this name, by its own list of endings. */
const takes = (field: Field, name: string): boolean => {
  const endings = field.accept.split(',').map(one => one.trim().toLowerCase()).filter(one => one.startsWith('.'))
  return endings.length === 0 || endings.some(ending => name.toLowerCase().endsWith(ending))
}

/** The dialog on top; without one the page. */
const top = (): Element => [...document.querySelectorAll('.ant-modal-wrap, .ant-drawer')].filter(one => one.checkVisibility()).at(-1) ?? document.body

/** The fields nearest to where the file is: those of the smallest part around it that has any. */
const fieldsNear = (place: Element): { readonly part: Element; readonly fields: Field[] } | undefined => {
  const room = top()
  for (let part: Element | null = room.contains(place) ? place : room; part; part = part.parentElement) {
    const fields = [...part.querySelectorAll<Field>('input[type=file]')].filter(shown)
    if (fields.length > 0) return { part, fields }
    if (part === room) return undefined
  }
  return undefined
}

const endingsOf = (fields: readonly Field[]): string =>
  [...new Set(fields.flatMap(({ accept }) => accept.split(',').map(one => one.trim()).filter(one => one.startsWith('.'))))].join('、')

/** A file that is dropped: given to a field, or why not. */
const give = (place: Element, given: DataTransfer): string | undefined => {
  const files = [...given.files]
  if ([...given.items].some(item => item.webkitGetAsEntry()?.isDirectory)) return '拖来的是文件夹。请打开它，拖里面的文件。'
  if (files.length === 0) return undefined
  const near = fieldsNear(place)
  if (!near) return '这里没有可以放文件的地方。请先打开要放文件的页面，如案件的“附件”。'
  const wanted = near.fields.filter(field => files.every(({ name }) => takes(field, name)))
  const [field] = wanted
  if (!field) return `“${files[0]!.name}”不是这里要的文件，这里可以放 ${endingsOf(near.fields)}。`
  if (files.length > 1 && !field.multiple) return `一次只能放一个文件，拖来了 ${files.length} 个。请一个一个地放。`
  field.files = given.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
  return undefined
}

/** For the whole page, whichever door is shown. */
export const useFileDrop = (): void => {
  const { message } = App.useApp()
  useEffect(() => {
    let marked: Element | undefined
    const mark = (part?: Element): void => {
      if (part === marked) return
      marked?.classList.remove('drop-here')
      part?.classList.add('drop-here')
      marked = part
    }
    const placeOf = (event: DragEvent): Element => (event.target instanceof Element ? event.target : document.body)
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return
      // Otherwise the window would open the file in place of the page.
      event.preventDefault()
      const near = document.body.classList.contains('shut') ? undefined : fieldsNear(placeOf(event))
      event.dataTransfer.dropEffect = near ? 'copy' : 'none'
      mark(near?.part)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) mark()
    }
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      mark()
      if (document.body.classList.contains('shut')) return
      const why = give(placeOf(event), event.dataTransfer)
      if (why) void message.warning(why, 6)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [message])
}
