/** The list of contents of a package that leaves the office, and whether a package still is what it says. */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'
import { jsonFaults, readJson, type JsonLimits } from '../base/json-text.ts'
import { parseWith } from '../base/parse-input.ts'
import { ok, pointerOf, refuse, type Result } from '../base/result.ts'
import { PackagedFile } from '../office/packaged-file.ts'

export const MANIFEST = 'manifest.json'
/** The page that checks the package in any browser. It is made of the manifest alone, so the manifest does not list it. */
export const OPEN_ME = '打开我.html'

export const PackageManifest = z.strictObject({
  format: z.literal('mediation-court-package', '这不是送法院材料的清单（format 应为 mediation-court-package）。'),
  version: z.literal(1, '只认识第 1 版材料清单；更新的版本请用更新的软件打开。'),
  /** Material of a transfer to another body, whose name is then under `court`; absent: for the court. */
  purpose: z.literal('transfer').optional(),
  /** By which a receipt names the package. */
  id: Text.optional(),
  office: Text,
  court: Text,
  fileNo: Text.optional(),
  madeAt: LocalTimeText,
  rehearsal: z.boolean(),
  files: z.array(PackagedFile).max(2_000),
})
export type PackageManifest = z.output<typeof PackageManifest>

export const fileStates = { genuine: '一致', altered: '已被改动', missing: '缺少', unlisted: '清单外的文件' } as const
export type FileState = keyof typeof fileStates

export type CheckedFile = { readonly name: string; readonly title?: string; readonly state: FileState }

/** The most that a list of two thousand files takes: in bytes, and in values. */
const LONGEST = 4 * 1024 * 1024
const limits: JsonLimits = { depth: 10, values: 30_000, name: 100 }

/** Reads a manifest. Refuses with `package-invalid`. */
export const readManifest = (content: Uint8Array | undefined, decode: (bytes: Uint8Array) => string): Result<PackageManifest> => {
  if (content === undefined) return refuse('package-invalid', `压缩包里没有 ${MANIFEST}，不是送法院材料；请选择对方发来的原文件。`, { field: '/path' })
  if (content.length > LONGEST) return refuse('package-invalid', `${MANIFEST} 大得不正常，不是材料清单；请让对方重新打包发来。`, { field: '/path' })
  let text: string
  const notText = (): Result<never> => refuse('package-invalid', `${MANIFEST} 不是 UTF-8 的 JSON 文本，可能已损坏；请让对方重新发来。`, { field: '/path' })
  try {
    text = decode(content)
  } catch {
    return notText()
  }
  const read = readJson(text, limits)
  if ('fault' in read) return read.fault === 'not-json' ? notText() : refuse('package-invalid', `${MANIFEST} ${jsonFaults[read.fault]}，不是材料清单；请让对方重新打包发来。`, { field: '/path' })
  if (read.twice) return refuse('package-invalid', `材料清单里“${pointerOf(read.twice)}”写了两次，不知道以哪一个为准；请让对方重新打包。`, { field: '/path' })
  const parsed = parseWith(PackageManifest, read.value)
  if (!parsed.ok) return refuse('package-invalid', `材料清单不合规矩：${parsed.problems[0]!.message}`, { field: '/path', problems: parsed.problems })
  const names = new Set(parsed.value.files.map(({ name }) => name))
  if (names.size < parsed.value.files.length) return refuse('package-invalid', '材料清单里有两个同名的文件，请让对方重新打包。', { field: '/path' })
  return ok(parsed.value)
}

/**
 * Each listed file and each file beside the list. `openMe` is the page as this manifest makes it, so that a changed page is
 * seen too.
 */
export const checkPackage = (
  manifest: PackageManifest, files: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>, openMe: { readonly sha256: string },
): CheckedFile[] => {
  const listed = manifest.files.map(({ name, title, bytes, sha256 }): CheckedFile => {
    const found = files.get(name)
    return { name, title, state: !found ? 'missing' : found.bytes === bytes && found.sha256 === sha256 ? 'genuine' : 'altered' }
  })
  const known = new Set([...manifest.files.map(({ name }) => name), MANIFEST])
  const page = files.get(OPEN_ME)
  const beside = [...files.keys()].filter(name => !known.has(name) && name !== OPEN_ME).map((name): CheckedFile => ({ name, state: 'unlisted' }))
  return [...listed, ...(page ? [{ name: OPEN_ME, state: page.sha256 === openMe.sha256 ? 'genuine' as const : 'altered' as const }] : []), ...beside]
}
