/** The store of a folder, put together: what is changed daily, and what keeps it safe. Promises: docs/store.md. */
import type { Care, Store } from '../../core/ports.ts'
import { checkInBackground } from './background-check.ts'
import { careOf } from './safekeeping.ts'
import { openSession, type Holder, type StoreOptions } from './session.ts'
import { statusOf } from './status.ts'

/** What the store wants to know of the world around a folder. */
export type Surroundings = {
  readonly syncService: string | null
  readonly checkFolder: (path: string) => Promise<{ what: string; fine: boolean; note?: string }[]>
}

/** Opens the store of a folder. Never throws for what a folder can be: `status` then says `unavailable` and why. */
export const openStore = async (
  folder: string, options: StoreOptions, holder: Holder, { syncService, checkFolder }: Surroundings,
): Promise<{ store: Store; care: Care }> => {
  const session = await openSession(folder, options, holder)
  checkInBackground(session)
  return {
    store: {
      ...session.store,
      status: async again => {
        if (session.reason()) await session.inTurn(() => session.lookAgain(again ?? false))
        return statusOf(session, syncService)
      },
    },
    care: careOf(session, checkFolder),
  }
}
