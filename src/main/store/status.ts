/** What is told of the store at any time, in sentences. */
import type { StoreStatus } from '../../core/ports.ts'
import { fileRefusal, isFileError } from './file-errors.ts'
import { hasStore } from './making.ts'
import type { Session } from './session.ts'
import { troubleRefusal } from './trouble.ts'

/** What to do when files are older than the program knows them to be. */
const remedy = '请先不要继续登记，复制整个资料文件夹留存，再从最近的备份恢复，或把原来的文件放回去后重新打开。'

/** `syncService`: the service that seems to hold the folder; null for none. */
export const statusOf = async (session: Session, syncService: string | null): Promise<StoreStatus> => {
  const header = session.header()
  const base = { rehearsal: header?.rehearsal ?? false, accounts: header ? Object.keys(header.slots).length : 0 }
  const reason = session.reason()
  if (reason) return { ...base, state: 'unavailable', reason }
  try {
    if (!header && !await hasStore(session.folder)) return { ...base, state: 'empty' }
  } catch (error) {
    // Whether there is a store cannot be known now: that is no empty folder.
    return { ...base, state: 'unavailable', reason: troubleRefusal(error, '打开资料文件夹').refusal }
  }
  const [account, engine] = [session.accountOf(), session.engine()]
  if (!engine || !account) return { ...base, state: 'locked' }
  const trouble = engine.snapshotTrouble()
  return {
    ...base,
    state: 'open',
    account,
    notices: [
      ...engine.lost.map(({ from, to }) => `少了第 ${from} 次到第 ${to} 次改动：它们保存过，资料文件里已经没有，文件可能被删改或换成了旧的。${remedy}`),
      ...(engine.otherHistory === null ? [] : [`${engine.otherHistory}。${remedy}`]),
      ...session.notices().map(({ file, problem, repaired }) => `${file}：${problem}，${repaired ? '已用另一份修复' : '未能修复'}`),
      ...(trouble === null ? [] : [`资料的快照没有写成（${isFileError(trouble) ? fileRefusal(trouble, '写快照').refusal.message : '程序内部出错'}）。已保存的改动都在，但请尽快处理并备份。`]),
      ...(syncService === null ? [] : [`资料文件夹看来在同步服务（${syncService}）里，同步可能在使用时替换文件；请换到普通文件夹，用备份带走资料。`]),
    ],
    ...(engine.newerVersion !== null && { readOnly: `资料由更新版本的软件写成（数据第 ${engine.newerVersion} 版），本版本只能查看。` }),
  }
}
