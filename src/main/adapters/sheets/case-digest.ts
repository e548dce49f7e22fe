/** A digest of a case file that does not depend on the order of its fields. */
import { createHash } from 'node:crypto'
import type { CaseFile } from '../../../core/case/record/case-file.ts'

const sorted = (_key: string, value: unknown): unknown =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value)

const digests = new WeakMap<CaseFile, string>()

/** Remembered by reference, for case files never change in place. */
export const caseDigest = (file: CaseFile): string => {
  let digest = digests.get(file)
  if (digest === undefined) {
    digest = createHash('sha256').update(JSON.stringify(file, sorted)).digest('hex').slice(0, 32)
    digests.set(file, digest)
  }
  return digest
}
