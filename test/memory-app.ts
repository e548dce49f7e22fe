/** An app over memory ports: for tests that need thousands of commands and no disk. */
import { allRoles } from '../src/core/base/accounts.ts'
import type { LocalDate, LocalTime } from '../src/core/base/dates.ts'
import type { Call } from '../src/core/contract.ts'
import { newOffice, type Office } from '../src/core/office.ts'
import type { Ports, Store } from '../src/core/ports.ts'
import { ok, refuse } from '../src/core/base/result.ts'
import { createApp } from '../src/main/app.ts'

export type MemoryApp = { readonly call: Call; readonly office: () => Office; setToday(day: LocalDate): void }

export const memoryApp = (start: LocalDate): MemoryApp => {
  let today = start
  let next = 0
  const account = { name: '何平', roles: [...allRoles] }
  let office: Office = {
    ...newOffice({ name: '赤壁市物业纠纷人民调解委员会', regionCode: '421281', numberWord: '赤物', court: '赤壁市人民法院' }, account, true),
    mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }, { id: 'm2', name: '宋宁', kind: 'fullTime' }],
  }
  const store: Store = {
    status: async () => ({ state: 'open', rehearsal: true, accounts: 1, account }),
    create: async () => refuse('already-set-up', '已设立。'),
    unlock: async () => ok(null),
    lock: async () => undefined,
    read: async () => ok(office),
    change: async (_cause, edit) => {
      const edited = edit(office)
      if (!edited.ok) return edited
      office = edited.value.office
      return ok(edited.value.value)
    },
    takeOver: async () => ok(null),
    close: async () => undefined,
  }
  const unused = new Proxy({}, { get: (_target, name) => () => { throw new Error(`not to be used here: ${String(name)}`) } })
  const ports: Ports = {
    store,
    care: unused as Ports['care'],
    files: unused as Ports['files'],
    folders: unused as unknown as Ports['folders'],
    shell: unused as Ports['shell'],
    clock: { today: () => today, now: () => `${today}T09:00` as LocalTime, fixed: true, ticks: () => 0 },
    ids: { next: () => `c${next += 1}` },
    log: { fault: (_command, error) => { throw error } },
  }
  return { call: createApp(ports, { checkOutputs: true }), office: () => office, setToday: day => { today = day } }
}
