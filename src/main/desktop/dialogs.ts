/** Where files go: the user is asked, in the folder where the last one went. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import { ok, refuse } from '../../core/base/result.ts'
import type { Dialogs } from '../adapters/data-folders.ts'
import { legalFileName, newFolderIn } from '../adapters/system.ts'
import { writeDurably } from '../store/disk.ts'
import { replaceRefusal } from '../store/file-errors.ts'
import type { Memory } from './remembered.ts'

/** What a kind of file is called in the list of kinds. */
const kinds: Readonly<Record<string, string>> = {
  pdf: 'PDF 文件', docx: '可编辑文档', xlsx: 'Excel 表格', csv: '表格文本', json: '数据文件', zip: '压缩包', mca: '外带文件', mbk: '备份文件',
  md: '文本文件', txt: '文本文件', jpg: '图片', jpeg: '图片', png: '图片',
}

const filtersFor = (name: string): FileFilter[] => {
  const extension = extname(name).slice(1).toLowerCase()
  return [...(extension === '' ? [] : [{ name: kinds[extension] ?? `${extension.toUpperCase()} 文件`, extensions: [extension] }]), { name: '所有文件', extensions: ['*'] }]
}

/** A name typed without its ending gets it, as long as no other file has that name: over that one the user was not asked. */
const withEnding = (path: string, suggested: string): string => {
  const ending = extname(suggested)
  return ending === '' || extname(path) !== '' || existsSync(path + ending) ? path : path + ending
}

/** A folder that the system knows; on a damaged profile the next best. */
export const knownFolder = (...names: Parameters<typeof app.getPath>[0][]): string => {
  for (const name of names) {
    try {
      return app.getPath(name)
    } catch { /* The next one. */ }
  }
  throw Object.assign(new Error('no folder of the system can be found'), { code: 'ENOENT' })
}

export const fileDialogs = (window: () => BrowserWindow | null, memory: Memory): Dialogs => {
  const documents = (): string => knownFolder('documents', 'home', 'userData')
  const last = (folder: string | undefined): string => folder !== undefined && existsSync(folder) ? folder : documents()
  const chosenFolder = async (title: string, defaultPath: string): Promise<string | undefined> => {
    const chosen = await dialog.showOpenDialog(window()!, { title, defaultPath, buttonLabel: '选这个文件夹', properties: ['openDirectory', 'createDirectory'] })
    return chosen.canceled ? undefined : chosen.filePaths[0]
  }
  return {
    save: async (suggestedName, bytes) => {
      const name = legalFileName(suggestedName)
      const chosen = await dialog.showSaveDialog(window()!, {
        title: '保存文件', defaultPath: join(last(memory.all().saveFolder), name), filters: filtersFor(name), properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      if (chosen.canceled || !chosen.filePath) return refuse('cancelled', '已取消保存。')
      const path = withEnding(chosen.filePath, name)
      try {
        await writeDurably(path, bytes)
        memory.keep({ saveFolder: dirname(path) })
        return ok({ path })
      } catch (error) {
        return replaceRefusal(error, '保存文件', basename(path))
      }
    },
    newFolder: async suggestedName => {
      const folder = await chosenFolder('选择放文件的文件夹', last(memory.all().newFolder))
      if (folder === undefined) return refuse('cancelled', '已取消。')
      memory.keep({ newFolder: folder })
      return newFolderIn(folder, suggestedName)
    },
    backupFolder: async (ask, remembered) => {
      // A stick that is not in the computer now is still where backups are looked for.
      const present = remembered ?? memory.all().backupFolder ?? join(documents(), '物业调解备份')
      if (!ask) return ok(present)
      const folder = await chosenFolder('选择备份文件夹（最好是U盘或另一块硬盘）', present)
      if (folder === undefined) return refuse('cancelled', '已取消备份。')
      memory.keep({ backupFolder: folder })
      return ok(folder)
    },
    chooseBackup: async () => {
      const chosen = await dialog.showOpenDialog(window()!, {
        title: '选择备份文件', defaultPath: last(memory.all().backupFolder), buttonLabel: '选这个备份', properties: ['openFile'], filters: [{ name: kinds.mbk!, extensions: ['mbk'] }],
      })
      return chosen.canceled || !chosen.filePaths[0] ? refuse('cancelled', '已取消。') : ok({ path: chosen.filePaths[0] })
    },
    dataFolder: async () => {
      const folder = await chosenFolder('选择放资料的文件夹：新建一个空的，或选原有的资料文件夹', documents())
      return folder === undefined ? refuse('cancelled', '已取消。') : ok(folder)
    },
  }
}
