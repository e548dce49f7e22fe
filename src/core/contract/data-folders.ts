/** Commands of the folders that hold data: this office's, a rehearsal's. Needed before any account is unlocked. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { command, nothing } from './views/shapes.ts'

const Folders = z.strictObject({
  folders: z.array(z.strictObject({ id: z.string(), name: z.string(), path: z.string(), current: z.boolean() })),
  /** Whether this host can ask the user for a place. */
  canChoose: z.boolean(),
})

export const dataFoldersCommands = {
  'dataFolder.list': command('资料文件夹：名称、位置、现用的是哪一个', 'anyone', nothing, Folders),
  'dataFolder.add': command('新增一个资料文件夹：只给名称就建在程序的文件夹里，也可以选别的位置', 'anyone', z.strictObject({
    name: Text, path: Text.optional(), elsewhere: z.boolean().optional(),
  }), Folders),
  'dataFolder.rename': command('给资料文件夹改名称（位置不变）', 'anyone', z.strictObject({ id: z.string(), name: Text }), Folders),
  'dataFolder.forget': command('把资料文件夹移出列表（文件都留着）', 'anyone', z.strictObject({ id: z.string() }), Folders),
  'dataFolder.use': command('换用另一个资料文件夹：现用的先锁定、放开', 'anyone', z.strictObject({ id: z.string() }), Folders),
  'backup.choose': command('选择一个备份文件（.mbk）用来恢复；不能弹出选择框的主机由页面给出文件名和 Base64 内容', 'anyone', z.strictObject({
    name: Text.optional(), content: z.base64('备份内容应为 Base64。').optional(),
  }), z.strictObject({ path: z.string(), name: z.string() })),
} as const
