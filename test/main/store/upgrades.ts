/** Two steps as a later version might bring them. */
import type { Migration } from '../../../src/core/migrations/index.ts'

export const upgrades: readonly Migration[] = [
  {
    to: 2,
    why: 'an address for every office, and marked facts',
    up: stored => ({
      ...stored,
      details: { ...stored.details as object, address: '升级时补上的地址' },
      cases: (stored.cases as { facts: string }[]).map(one => ({ ...one, facts: `（升级）${one.facts}` })),
    }),
  },
  { to: 3, why: 'the address once more', up: stored => ({ ...stored, details: { ...stored.details as object, address: '升级时补上的地址（再改一次）' } }) },
]
