/** The folders that hold data, and a backup that is brought. */
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Handler } from '../../core/contract.ts'
import type { DataFolder, Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { saveInFolder } from '../adapters/system.ts'

const listed = async ({ folders }: Ports): Promise<Result<{ folders: DataFolder[]; canChoose: boolean }>> =>
  ok({ folders: await folders.list(), canChoose: folders.canChoose })

export const listFolders: Handler<'dataFolder.list'> = (_input, ports) => listed(ports)

export const addFolder: Handler<'dataFolder.add'> = async ({ name, path, elsewhere }, ports) => {
  if (path !== undefined && !ports.files.mayUse(path)) return refuse('path-not-allowed', '界面不能指定位置，请用“选择位置”。', { field: '/path' })
  const added = await ports.folders.add(name, { path, elsewhere })
  return added.ok ? listed(ports) : added
}

export const renameFolder: Handler<'dataFolder.rename'> = async ({ id, name }, ports) => {
  const renamed = await ports.folders.rename(id, name)
  return renamed.ok ? listed(ports) : renamed
}

export const forgetFolder: Handler<'dataFolder.forget'> = async ({ id }, ports) => {
  const forgotten = await ports.folders.forget(id)
  return forgotten.ok ? listed(ports) : forgotten
}

export const switchFolder: Handler<'dataFolder.use'> = async ({ id }, ports) => {
  const switched = await ports.folders.use(id)
  return switched.ok ? listed(ports) : switched
}

export const chooseBackup: Handler<'backup.choose'> = async ({ name, content }, { files }) => {
  if (content === undefined) {
    const chosen = await files.chooseBackup()
    if (chosen === null) return refuse('no-dialog', '这里不能弹出选择框；请由页面给出备份文件的名称和内容。', { field: '/content' })
    return chosen.ok ? ok({ path: chosen.value.path, name: basename(chosen.value.path) }) : chosen
  }
  if (!name || !/\.mbk$/i.test(name)) return refuse('not-a-backup', '请选择扩展名为 .mbk 的备份文件。', { field: '/name' })
  // It lies among the others then, and is restored like them. One that is there already is not brought twice.
  const folder = await files.backupFolder(false)
  if (!folder.ok) return folder
  const before = new Set(await readdir(folder.value).catch(() => []))
  const saved = await saveInFolder(folder.value, name, Buffer.from(content, 'base64'))
  return saved.ok ? ok({ path: saved.value.path, name: before.has(name) ? basename(saved.value.path) : name }) : saved
}
