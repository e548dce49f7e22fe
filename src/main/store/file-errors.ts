/** What the system says of a file, as a sentence with cause and remedy, and what follows from it. */
import { refuse, type Refusal } from '../../core/base/result.ts'

type Failure = { readonly code: string; readonly cause: string; readonly remedy: string }

const broken = (cause: string, remedy = '请检查磁盘或U盘是否松动、损坏，并尽快备份'): Failure => ({ code: 'disk-error', cause, remedy })
const unplugged = broken('磁盘或U盘已断开', '请重新插好后重试')
const network = broken('网络文件夹没有应答', '请检查网络和共享文件夹是否正常，或改用本机文件夹')
const many: Failure = { code: 'too-many-files', cause: '系统打开的文件过多', remedy: '请关闭一些程序后重试' }
const notThere: Failure = { code: 'not-found', cause: '文件或文件夹不存在', remedy: '请核对路径后重试' }

const failures: Record<string, Failure> = {
  ENOSPC: { code: 'disk-full', cause: '磁盘已满', remedy: '请清理磁盘空间后重试' },
  EDQUOT: { code: 'disk-full', cause: '磁盘配额已用完', remedy: '请清理磁盘空间后重试' },
  EFBIG: { code: 'file-too-big', cause: '文件超过这个磁盘能存的大小（FAT32 格式的U盘最多 4 GB）', remedy: '请换一个磁盘，或把U盘格式化为 NTFS、exFAT' },
  EROFS: { code: 'read-only', cause: '这个位置是只读的', remedy: '请换一个可以写入的文件夹' },
  EACCES: { code: 'no-permission', cause: '没有写入或读取的权限', remedy: '请换一个文件夹，或请管理员授予权限' },
  EPERM: { code: 'no-permission', cause: '系统不允许这个操作', remedy: '请检查文件是否只读、是否被安全软件拦截' },
  EBUSY: { code: 'file-busy', cause: '文件正被其他程序占用', remedy: '请关闭正在打开它的程序（如 WPS、Excel）后重试' },
  ETXTBSY: { code: 'file-busy', cause: '文件正被其他程序占用', remedy: '请关闭正在打开它的程序（如 WPS、Excel）后重试' },
  EAGAIN: { code: 'file-busy', cause: '系统一时忙不过来', remedy: '请稍候重试' },
  ENOLCK: { code: 'file-busy', cause: '文件正被其他程序锁定', remedy: '请关闭正在打开它的程序后重试' },
  ENOTEMPTY: { code: 'file-busy', cause: '文件夹里还有文件没有被系统放开', remedy: '请关闭正在打开这些文件的程序后重试' },
  EMFILE: many,
  ENFILE: many,
  ENOMEM: { code: 'no-memory', cause: '内存不足', remedy: '请关闭一些程序后重试' },
  EIO: broken('磁盘读写出错'),
  // Windows says so of errors that Node has no name for: a bad sector, a file in the cloud, an encrypted drive.
  UNKNOWN: broken('系统没有说明原因（磁盘或U盘可能有坏道，文件可能在网盘里没有下载，或磁盘被加密软件锁定）', '请检查磁盘和文件夹，换一个文件夹再试'),
  ECANCELED: broken('操作被系统或安全软件取消', '请重试；仍不行的请检查安全软件的拦截记录'),
  ENXIO: unplugged,
  ENODEV: unplugged,
  ESTALE: network,
  ETIMEDOUT: network,
  ECONNRESET: network,
  ECONNABORTED: network,
  ENETUNREACH: network,
  ENETDOWN: network,
  EHOSTUNREACH: network,
  EHOSTDOWN: network,
  EPIPE: network,
  ENOTCONN: network,
  ENOENT: notThere,
  ENOTDIR: { code: 'not-a-folder', cause: '路径中有一部分不是文件夹', remedy: '请核对路径后重试' },
  EISDIR: { code: 'is-a-folder', cause: '这是一个文件夹，不是文件', remedy: '请给出文件名' },
  EEXIST: { code: 'already-there', cause: '已有同名文件', remedy: '请换一个名称' },
  EXDEV: { code: 'other-disk', cause: '两个位置不在同一个磁盘上', remedy: '请换到同一个磁盘的文件夹' },
  EINVAL: { code: 'bad-path', cause: '这个位置或名称系统不接受', remedy: '请换一个文件夹，或把名称改成普通的汉字、字母、数字' },
  ENAMETOOLONG: { code: 'name-too-long', cause: '文件名或路径过长', remedy: '请缩短名称，或换一个层次较浅的文件夹' },
  ENOTSUP: { code: 'not-supported', cause: '这个磁盘或文件夹不支持这个操作', remedy: '请换一个文件夹' },
  EOPNOTSUPP: { code: 'not-supported', cause: '这个磁盘或文件夹不支持这个操作', remedy: '请换一个文件夹' },
  ENOSYS: { code: 'not-supported', cause: '这个磁盘或文件夹不支持这个操作', remedy: '请换一个文件夹' },
  ELOOP: { code: 'not-found', cause: '路径中的链接绕成了圈', remedy: '请核对路径后重试' },
}

/** The system's own word. Numbers that Node has no name for (a stale handle of a share is one) are said as such. */
const codeOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return code.startsWith('Unknown system error') ? 'UNKNOWN' : code
}

const failureOf = (error: unknown): Failure | undefined => failures[codeOf(error)]

/** True for an error of the file system that has a sentence of its own; anything else is a fault of ours. */
export const isFileError = (error: unknown): boolean => failureOf(error) !== undefined

/** Another program that looks at the file, or a removal that the system has not finished: over in a moment, on Windows. */
export const isPassing = (error: unknown): boolean => ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))

/** The system says that nothing of this name is there. Any other error proves no absence. */
export const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

/** For want of memory or handles: it says nothing of the file. */
const isOurShortage = (error: unknown): boolean => ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'].includes(codeOf(error))

/**
 * This copy cannot be read, whatever the system calls it (a bad sector, a share that is gone, no permission, a folder in its
 * place): the other copy is to be used. Whether the file is *absent* is a question of its own (`isAbsent`).
 */
export const isUnreadable = (error: unknown): boolean => isFileError(error) && !isOurShortage(error)

/** `what`: the thing that could not be done, e.g. “保存文件”. Throws errors that are not the file system's. */
export const fileRefusal = (
  error: unknown, what: string, field?: string,
): { readonly ok: false; readonly refusal: Refusal } => {
  const failure = failureOf(error)
  if (!failure) throw error
  return refuse(failure.code, `${what}没有成功：${failure.cause}。${failure.remedy}。`, field === undefined ? {} : { field })
}

/** As `fileRefusal`, for a file that is to take the place of one that is there: then a program that has it open is the likely cause. */
export const replaceRefusal = (error: unknown, what: string, name: string, field?: string): { readonly ok: false; readonly refusal: Refusal } =>
  isPassing(error)
    ? refuse('file-busy', `${what}没有成功：“${name}”可能正在 WPS、Excel 或预览窗格里打开，或是只读文件。请关闭它后重试，或换一个名称。`, field === undefined ? {} : { field })
    : fileRefusal(error, what, field)
