/** A package as the zip that leaves the office. */
import { zipSync, type ZipOptions, type Zippable } from 'fflate'
import type { LocalTime } from '../../../core/base/dates.ts'
import { openMePage } from '../../../core/court/open-me.ts'
import { MANIFEST, OPEN_ME, type PackageManifest } from '../../../core/exports/package-manifest.ts'

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A zip holds the local time of whoever packs; the office's time is written whatever zone the computer is set to. */
const zipTime = (now: LocalTime): Date => {
  const [year, month, day, hour, minute] = now.split(/[-T:]/).map(Number) as [number, number, number, number, number]
  return new Date(year, month - 1, day, hour, minute)
}

/** The page that checks it first, the files in their order, the list last. */
export const packageZip = (manifest: PackageManifest, files: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array => {
  // Marked as made on Unix: some programs read a name as UTF-8 only then, whatever its flag says.
  const options: ZipOptions = { mtime: zipTime(manifest.madeAt), os: 3, attrs: (0o100644 << 16) >>> 0 }
  const entries: Zippable = { [OPEN_ME]: [encode(openMePage(manifest)), options] }
  for (const [name, content] of files) entries[name] = [content, options]
  entries[MANIFEST] = [encode(`${JSON.stringify(manifest, null, 1)}\n`), options]
  return zipSync(entries, { level: 6 })
}
