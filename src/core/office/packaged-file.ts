/** A file of a package, as its manifest and the register of what was given out name it. */
import * as z from 'zod'
import { Text } from '../base/text.ts'

export const PackagedFile = z.strictObject({
  name: Text,
  title: Text,
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 应为 64 位十六进制数字。'),
  /** Of a PDF. */
  pages: z.int().min(1).optional(),
  /** What it is among the materials, in the words of the court's list. */
  kind: Text.optional(),
})
export type PackagedFile = z.output<typeof PackagedFile>
