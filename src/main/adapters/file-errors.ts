/** What the system says of a file, as a sentence with cause and remedy. */
import { refuse, type Refusal } from '../../core/result.ts'

type Failure = { readonly code: string; readonly cause: string; readonly remedy: string }

const failures: Record<string, Failure> = {
  ENOSPC: { code: 'disk-full', cause: '磁盘已满', remedy: '请清理磁盘空间后重试' },
  EDQUOT: { code: 'disk-full', cause: '磁盘配额已用完', remedy: '请清理磁盘空间后重试' },
  EROFS: { code: 'read-only', cause: '这个位置是只读的', remedy: '请换一个可以写入的文件夹' },
  EACCES: { code: 'no-permission', cause: '没有写入或读取的权限', remedy: '请换一个文件夹，或请管理员授予权限' },
  EPERM: { code: 'no-permission', cause: '系统不允许这个操作', remedy: '请检查文件是否只读、是否被安全软件拦截' },
  EBUSY: { code: 'file-busy', cause: '文件正被其他程序占用', remedy: '请关闭正在打开它的程序（如 WPS、Excel）后重试' },
  EMFILE: { code: 'too-many-files', cause: '系统打开的文件过多', remedy: '请关闭一些程序后重试' },
  ENFILE: { code: 'too-many-files', cause: '系统打开的文件过多', remedy: '请关闭一些程序后重试' },
  EIO: { code: 'disk-error', cause: '磁盘读写出错', remedy: '请检查磁盘或U盘是否松动、损坏，并尽快备份' },
  ENXIO: { code: 'disk-error', cause: '磁盘或U盘已断开', remedy: '请重新插好后重试' },
  ENODEV: { code: 'disk-error', cause: '磁盘或U盘已断开', remedy: '请重新插好后重试' },
  ENOENT: { code: 'not-found', cause: '文件或文件夹不存在', remedy: '请核对路径后重试' },
  ENOTDIR: { code: 'not-a-folder', cause: '路径中有一部分不是文件夹', remedy: '请核对路径后重试' },
  EISDIR: { code: 'is-a-folder', cause: '这是一个文件夹，不是文件', remedy: '请给出文件名' },
  EEXIST: { code: 'already-there', cause: '已有同名文件', remedy: '请换一个名称' },
  ENAMETOOLONG: { code: 'name-too-long', cause: '文件名过长', remedy: '请缩短名称后重试' },
  ELOOP: { code: 'not-found', cause: '路径中的链接绕成了圈', remedy: '请核对路径后重试' },
}

const failureOf = (error: unknown): Failure | undefined =>
  failures[(error as NodeJS.ErrnoException | null)?.code ?? '']

/** True for an error of the file system that has a sentence of its own; anything else is a fault of ours. */
export const isFileError = (error: unknown): boolean => failureOf(error) !== undefined

/** `what`: the thing that could not be done, e.g. “保存文件”. Throws errors that are not the file system's. */
export const fileRefusal = (
  error: unknown, what: string, field?: string,
): { readonly ok: false; readonly refusal: Refusal } => {
  const failure = failureOf(error)
  if (!failure) throw error
  return refuse(failure.code, `${what}没有成功：${failure.cause}。${failure.remedy}。`, field === undefined ? {} : { field })
}
