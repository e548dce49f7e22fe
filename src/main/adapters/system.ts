/** The small ports on a real machine: clock, ids, files in a folder, the system's opener, a log file. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { uptime } from 'node:os'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { LocalDate, LocalTime } from '../../core/base/dates.ts'
import { withoutMarks } from '../../core/base/text.ts'
import type { Clock, Files, IdSource, Log, NewFolder, SavedFile, Shell } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { makeFolder, makeFolderNow, readBytes, writeDurably } from '../store/disk.ts'
import { fileRefusal, isFileError, replaceRefusal } from '../store/file-errors.ts'

// Civil time of China whatever the computer's zone is set to: the office's dates are Chinese ones.
const chinaTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
})

export const systemClock: Clock = {
  now: () => chinaTime.format(Date.now()).replace(' ', 'T') as LocalTime,
  today: () => chinaTime.format(Date.now()).slice(0, 10) as LocalDate,
  fixed: false,
  ticks: uptime,
}

export const fixedClock = (now: LocalTime): Clock => ({ now: () => now, today: () => now.slice(0, 10) as LocalDate, fixed: true, ticks: uptime })

export const randomIds: IdSource = { next: () => randomUUID() }

/** Bytes that Linux allows a name, less what may still come before or behind it: a number, `(2)`, `.tmp`. */
const LONGEST_NAME = 220

/**
 * A name that Windows, Linux and a FAT stick take, and that shows as it is: no reserved characters or names, no marks that cannot
 * be seen, no dot or space at the end. A long one is cut before its ending.
 */
export const legalFileName = (name: string): string => {
  // eslint-disable-next-line no-control-regex
  const plain = withoutMarks(name).replaceAll(/[<>:"/\\|?*\u0000-\u001f]/g, '_').replace(/[. ]+$/, '')
  const [ending] = /\.[A-Za-z0-9]{1,8}$/.exec(plain) ?? ['']
  let stem = ''
  let left = LONGEST_NAME - ending.length
  for (const character of plain.slice(0, plain.length - ending.length)) {
    left -= Buffer.byteLength(character)
    if (left < 0) break
    stem += character
  }
  const whole = `${stem}${ending}`
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(whole) || whole === '' ? `_${whole}` : whole
}

const freePath = (folder: string, name: string): string => {
  const extension = extname(name)
  const stem = name.slice(0, name.length - extension.length)
  let path = join(folder, name)
  for (let copy = 2; existsSync(path); copy += 1) path = join(folder, `${stem}（${copy}）${extension}`)
  return path
}

/** Saves a new file under a name that is still free in the folder. */
export const saveInFolder = async (folder: string, suggestedName: string, bytes: Uint8Array): Promise<Result<SavedFile>> => {
  try {
    await makeFolder(folder)
    const path = resolve(freePath(folder, legalFileName(suggestedName)))
    await writeDurably(path, bytes)
    return ok({ path })
  } catch (error) {
    return fileRefusal(error, `保存“${suggestedName}”`)
  }
}

/** A new folder in `parent` under a name that is still free there. */
export const newFolderIn = async (parent: string, suggestedName: string): Promise<Result<NewFolder>> => {
  try {
    await makeFolder(parent)
    const path = resolve(freePath(parent, legalFileName(suggestedName)))
    await makeFolder(path)
    return ok({ path, save: (name, bytes) => saveInFolder(path, name, bytes) })
  } catch (error) {
    return fileRefusal(error, `新建文件夹“${suggestedName}”`)
  }
}

/** Largest file that is taken in: 20,000 cases are about 60 MB. */
const MAX_FILE = 512 * 1024 * 1024

/** Files of the stdio host: the caller names paths. */
export const folderFiles = (folder: string): Files => ({
  save: (name, bytes) => saveInFolder(folder, name, bytes),
  newFolder: name => newFolderIn(folder, name),
  saveTo: async (path, bytes) => {
    try {
      await makeFolder(dirname(resolve(path)))
      await writeDurably(resolve(path), bytes)
      return ok({ path: resolve(path) })
    } catch (error) {
      return replaceRefusal(error, '保存文件', basename(path), '/path')
    }
  },
  read: async path => {
    try {
      const found = await stat(path)
      if (!found.isFile() && !found.isDirectory()) return refuse('not-a-file', '这是设备或管道，不是普通文件。请给出文件名。', { field: '/path' })
      if (found.size > MAX_FILE) return refuse('file-too-big', '文件超过 512 MB，本软件不读这么大的文件；请核对是不是选错了文件。', { field: '/path' })
      return ok(await readBytes(path))
    } catch (error) {
      return fileRefusal(error, '读取文件', '/path')
    }
  },
  mayUse: () => true,
  backupFolder: async () => ok(join(folder, '备份')),
  chooseBackup: async () => null,
})

const noPaths = async (): Promise<Result<never>> =>
  refuse('path-not-allowed', '界面不能指定路径，请用“选择文件”。', { field: '/path' })

/** Files of a host with a page: names no paths but those in the backup folder, saves where `save` says. */
export const pageFiles = (
  save: Files['save'], newFolder: Files['newFolder'], backupFolder: Files['backupFolder'], chooseBackup: Files['chooseBackup'],
): Files => {
  const given = new Set<string>()
  return {
    save,
    newFolder,
    saveTo: noPaths,
    read: noPaths,
    mayUse: path => resolve(path) === path && (given.has(path) || given.has(dirname(path))),
    backupFolder: async ask => {
      const folder = await backupFolder(ask)
      if (folder.ok) given.add(folder.value)
      return folder
    },
    chooseBackup: async () => {
      const chosen = await chooseBackup()
      if (chosen?.ok) given.add(chosen.value.path)
      return chosen
    },
  }
}

/** Remembers what was saved, so that nothing else can be opened. */
export const openable = (files: Files, opener: (path: string, what: 'file' | 'folder') => Promise<void>): { files: Files; shell: Shell } => {
  const given = new Set<string>()
  const show = (what: 'file' | 'folder') => async ({ path }: SavedFile): Promise<Result<null>> => {
    if (!given.has(path) && !(path.endsWith('.mbk') && files.mayUse(path))) return refuse('not-ours', '只能打开本次生成的文件。', { field: '/path' })
    try {
      await opener(path, what)
      return ok(null)
    } catch (error) {
      if (!isFileError(error)) throw error
      return refuse('no-opener', `没有找到能打开它的程序，请到文件夹中打开：${path}`)
    }
  }
  return {
    files: {
      ...files,
      save: async (name, bytes) => {
        const saved = await files.save(name, bytes)
        if (saved.ok) given.add(saved.value.path)
        return saved
      },
      newFolder: async name => {
        const made = await files.newFolder(name)
        if (made.ok) given.add(made.value.path)
        return made
      },
    },
    shell: { open: show('file'), reveal: show('folder') },
  }
}

/** The system's own opener, by its fixed name and without a shell. */
export const systemOpener = (path: string, what: 'file' | 'folder'): Promise<void> => {
  const target = what === 'folder' ? dirname(path) : path
  const [program, ...args] = process.platform === 'win32' ? ['explorer.exe', target] : process.platform === 'darwin' ? ['open', target] : ['xdg-open', target]
  return new Promise((done, failed) => {
    const child = spawn(program!, args, { detached: true, stdio: 'ignore' })
    child.once('error', failed)
    child.once('spawn', () => {
      child.unref()
      done()
    })
  })
}

/** Faults go to a file beside the data: time, command, kind of error and our own stack lines; no message, for a message may quote a case. */
export const fileLog = (folder: string, clock: Clock): Log => ({
  fault: (command, error) => {
    const name = error instanceof Error ? error.name : typeof error
    const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).slice(0, 8).join('\n') : ''
    try {
      makeFolderNow(folder)
      appendFileSync(join(folder, 'faults.log'), `${clock.now()} ${command} ${name}\n${stack}\n`)
    } catch (failure) {
      if (!isFileError(failure)) throw failure
    }
  },
})
