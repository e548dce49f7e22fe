/** The shipped steps, and two as a later version might bring them. */
import { migrations, versionAfter, type Migration } from '../../../src/core/migrations/index.ts'

const shipped = versionAfter(migrations)

export const upgrades: readonly Migration[] = [
  ...migrations,
  {
    to: shipped + 1,
    why: 'an address for every office, and marked facts',
    up: stored => ({
      ...stored,
      details: { ...stored.details as object, address: '升级时补上的地址' },
      cases: (stored.cases as { facts: string }[]).map(one => ({ ...one, facts: `（升级）${one.facts}` })),
    }),
  },
  { to: shipped + 2, why: 'the address once more', up: stored => ({ ...stored, details: { ...stored.details as object, address: '升级时补上的地址（再改一次）' } }) },
]
