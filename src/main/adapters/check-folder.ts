/** 自检: whether a folder can hold the office. Nothing is asked of tables of file systems: each thing is really done. */
import { constants, existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { discard, flushFolder, makeFolder, makeScratch, openFile, readBytes, rename } from '../store/disk.ts'
import { fileRefusal } from '../store/file-errors.ts'

export type FolderCheck = { readonly what: string; readonly fine: boolean; readonly note?: string }

/** Names by which folders of sync services are known, and files that they leave. */
const syncNames = /onedrive|dropbox|icloud|google ?drive|nextcloud|坚果云|nutstore|百度网盘|baidunetdisk|wps ?云|wpsdrive|腾讯微云|weiyun|阿里云盘|aliyundrive/i
const syncMarks = ['.nextcloudsync.log', '.dropbox', '.sync', '.stfolder', 'desktop.ini.onedrive', '.owncloudsync.log', '.nutstore']

/** Why a folder seems to lie inside a sync service: such a service moves and replaces files while they are open. Null if not. */
export const syncServiceOf = (folder: string): string | null => {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const name = path.split(/[\\/]/).at(-1) ?? ''
    if (syncNames.test(name)) return name
    const mark = syncMarks.find(one => existsSync(join(path, one)))
    if (mark) return mark
    if (dirname(path) === path) return null
  }
}

/** Tries each step in a folder of its own inside `folder`, and removes it again. */
export const checkFolder = async (folder: string): Promise<FolderCheck[]> => {
  const steps: FolderCheck[] = []
  let scratch: string | null = null
  const step = async (what: string, work: () => Promise<string | void>): Promise<boolean> => {
    try {
      const note = await work()
      steps.push({ what, fine: true, ...(note && { note }) })
      return true
    } catch (error) {
      const known = (error as NodeJS.ErrnoException).code ? fileRefusal(error, what).refusal.message : `${what}的结果不对，请换一个文件夹。`
      steps.push({ what, fine: false, note: known })
      return false
    }
  }
  const wrong = (): never => {
    throw new Error('not what was written')
  }
  try {
    const made = await step('新建文件夹', async () => {
      await makeFolder(folder)
      scratch = await makeScratch(folder, '自检-')
    })
    if (!made) return steps
    const at = (name: string): string => join(scratch!, name)
    await step('写入磁盘', async () => {
      const handle = await openFile(at('一'), constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY)
      try {
        await handle.writeFile('自检')
        await handle.datasync()
        await handle.sync()
      } finally {
        await handle.close()
      }
      await flushFolder(scratch!)
      if ((await readBytes(at('一'))).toString('utf8') !== '自检') wrong()
    })
    await step('改名', async () => {
      await rename(at('一'), at('二'))
      if (existsSync(at('一')) || (await readBytes(at('二'))).toString('utf8') !== '自检') wrong()
    })
    await step('独占新建', async () => {
      await (await openFile(at('锁'), 'wx')).close()
      try {
        await (await openFile(at('锁'), 'wx')).close()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
        throw error
      }
      wrong()
    })
    await step('剩余空间', async () => {
      const { bavail, bsize } = await statfs(folder)
      const free = Math.trunc(bavail * bsize / 1024 / 1024)
      if (free < 500) throw Object.assign(new Error('little space'), { code: 'ENOSPC' })
      return `剩余 ${free.toLocaleString('en')} MB`
    })
    const service = syncServiceOf(folder)
    steps.push(service
      ? { what: '不在同步盘内', fine: false, note: `这个文件夹看来在同步服务（${service}）里。同步会在程序使用时替换文件，请换到普通文件夹，再用备份带走资料。` }
      : { what: '不在同步盘内', fine: true })
    return steps
  } finally {
    if (scratch) await discard(scratch)
  }
}
