/** The application: one typed function over the ports. Every host and every test holds the same `Call`. */
import { contract, type Call, type CommandName, type Handlers } from '../core/contract.ts'
import { homeRefusal, permissions, roleRefusal } from '../core/permissions.ts'
import type { Account } from '../core/base/accounts.ts'
import type { Ports } from '../core/ports.ts'
import { dropNulls, parseWith, TooDeep } from '../core/base/parse-input.ts'
import { lockedRefusal, notSetUpRefusal, refuse, refuseWith, type Result } from '../core/base/result.ts'
import { shownTo, talkRefusal } from '../core/commands/separate-talks.ts'
import { idleMinutesOf } from '../core/commands/workspace.ts'
import { handlers } from './commands/index.ts'
import { keepingHistory } from './history.ts'
import { countingChanges } from './one-change.ts'

/** Commands that answer whatever the state of the store. */
const alwaysAnswered: ReadonlySet<CommandName> = new Set([
  'contract.describe', 'office.status', 'office.takeOver', 'dataFolder.list', 'dataFolder.add', 'dataFolder.rename', 'dataFolder.forget', 'dataFolder.use', 'backup.choose',
])

export type AppOptions = {
  /** Parse outputs too, and count changes, so that a test sees an answer that leaves its schema and a command that changes twice. */
  readonly checkOutputs?: boolean
}

/**
 * Refuses with `unknown-command`, `invalid-input` (with every problem and its field), `store-unavailable` codes,
 * `now-only-in-rehearsal`, `role-not-allowed`, `home-only`; a throw of a handler becomes `fault` and a line in the log.
 */
export const createApp = (ports: Ports, options: AppOptions = {}): Call => {
  let lastUse = ports.clock.ticks()
  const kept = keepingHistory(ports)
  const answer = async (name: CommandName, input: unknown): Promise<Result<unknown>> => {
    if (!Object.hasOwn(contract, name)) {
      return refuse('unknown-command', `没有“${String(name).slice(0, 60)}”这个命令；可用 contract.describe 查看全部命令。`)
    }
    let plain: unknown
    try {
      plain = dropNulls(input ?? {})
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error
      return refuse('invalid-input', '输入的嵌套层数过多，或者有一个列表长得不正常，请检查。', { field: '' })
    }
    const parsed = parseWith(contract[name].input, plain)
    if (!parsed.ok) return refuseWith('invalid-input', parsed.problems)
    // Looking at the status is no use: the page does it by itself.
    const unused = ports.clock.ticks() - lastUse
    const minutes = await idleMinutesOf(ports.store)
    const idle = minutes !== null && unused > minutes * 60
    if (idle) await ports.store.lock()
    if (idle || name !== 'office.status') lastUse = ports.clock.ticks()
    let reader: Account | undefined
    if (!alwaysAnswered.has(name)) {
      const status = await ports.store.status()
      const restorable = status.reason?.code === 'store-damaged' && (name === 'backup.restore' || name === 'backup.list')
      if (status.state === 'unavailable' && !restorable) return refuse(status.reason!.code, status.reason!.message)
      if (ports.clock.fixed && (status.state === 'open' || status.state === 'locked') && !status.rehearsal) {
        return refuse('now-only-in-rehearsal', '指定时间（--now）只能用于演练资料；请去掉 --now，或换一个演练用的文件夹。')
      }
      if (permissions[name] !== 'anyone') {
        if (!status.account) return status.state === 'empty' ? notSetUpRefusal() : lockedRefusal()
        const office = await ports.store.read()
        const refusal = roleRefusal(name, status.account) ?? homeRefusal(name, office.ok && office.value.settings?.guestOf !== undefined)
          ?? (office.ok ? talkRefusal(status.account, office.value, parsed.value) : null)
        if (refusal) return refusal
        reader = status.account
      }
    }
    const handler = (handlers as Handlers)[name] as (input: unknown, ports: Ports) => Promise<Result<unknown>>
    const counting = options.checkOutputs ? countingChanges(kept) : null
    const result = await handler(parsed.value, counting?.ports ?? kept)
    if (counting && counting.changes() > 1) throw new Error(`${name} changed the office ${counting.changes()} times`)
    if (options.checkOutputs && result.ok) contract[name].output.parse(result.value)
    if (!reader || reader.roles.includes('director')) return result
    const office = await ports.store.read()
    return office.ok ? shownTo(reader, office.value, result) : result
  }
  const call = async (name: CommandName, input: unknown): Promise<Result<unknown>> => {
    try {
      return await answer(name, input)
    } catch (error) {
      ports.log.fault(name, error)
      if (options.checkOutputs) throw error
      return refuse('fault', '程序内部出错，这一步没有完成，已有资料没有改动。请重试；若仍出现，请退出后重新打开。')
    }
  }
  return call as Call
}
