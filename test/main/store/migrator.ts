/** A process that waits for a line and then upgrades a store, to be killed on the way. Arguments: data folder, account, password. */
import { once } from 'node:events'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { upgrades } from './upgrades.ts'

const [folder, account, password] = process.argv.slice(2) as [string, string, string]
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const { store } = await openLowdbStore(folder, { migrations: upgrades })
const unlocked = await store.unlock({ account, password })
process.stdout.write(`${JSON.stringify(unlocked)}\n`)
await store.close()
process.stdin.destroy()
