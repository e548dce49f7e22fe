/** The store on lowdb: `Low` holds each change, and its adapter hands it to the store, which makes it durable. */
import { Low } from 'lowdb'
import type { Care, Store } from '../../core/ports.ts'
import type { Held, Holder, StoreOptions } from '../store/session.ts'
import { openStore } from '../store/store.ts'
import { checkFolder, syncServiceOf } from './check-folder.ts'

export type { StoreOptions } from '../store/session.ts'

const onLowdb: Holder = write => {
  const db = new Low<Held | null>({ read: async () => null, write: async held => write(held!) }, null)
  return async held => {
    db.data = held
    try {
      await db.write()
    } finally {
      // The office itself is the engine's: nothing is held longer than it takes to write it.
      db.data = null
    }
  }
}

/** Opens the store of a folder. Never throws for what a folder can be: `status` then says `unavailable` and why. */
export const openLowdbStore = (folder: string, options: StoreOptions = {}): Promise<{ store: Store; care: Care }> =>
  openStore(folder, options, onLowdb, { syncService: syncServiceOf(folder), checkFolder })
