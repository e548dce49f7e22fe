/** What keeps a store from being opened or written, and the sentence for it. */
import { refuse } from '../../core/base/result.ts'
import { fileRefusal } from './file-errors.ts'

/** The store cannot be opened: `code` and `message` are for the reader. */
export class StoreDamaged extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Another program took the folder over: nothing may be written any more. */
export class FolderLost extends Error {}

/** A save failed, and what it had written could not be taken back: only opening anew tells whether it is there. */
export class SaveUncertain extends Error {}

export const damaged = (what: string): StoreDamaged =>
  new StoreDamaged('store-damaged', `资料文件损坏且两份都不能用（${what}），程序没有改动它们。请先复制整个资料文件夹留存，再从备份恢复。`)

/** `what`: the thing that could not be done. Throws what is neither of these nor an error of the file system. */
export const troubleRefusal = (error: unknown, what: string): ReturnType<typeof refuse> => {
  if (error instanceof StoreDamaged) return refuse(error.code, error.message)
  if (error instanceof FolderLost) {
    return refuse('folder-taken-over', '资料文件夹已由另一个程序接管，这里不能再保存。请关闭本窗口，在那边核对刚才的改动，没有的请重做。')
  }
  if (error instanceof SaveUncertain) {
    const { refusal } = fileRefusal(error.cause, what)
    return refuse(refusal.code, `${refusal.message}刚才的改动是否已经写下还不能确定，资料已锁定；原因消除后请输入密码重新打开，核对后再继续。`)
  }
  return fileRefusal(error, what)
}
