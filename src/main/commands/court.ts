/** What goes to the court, and whether a package that came back or stayed is still what was sent. */
import { createHash } from 'node:crypto'
import { zipSync, type ZipOptions, type Zippable } from 'fflate'
import type { LocalTime } from '../../core/case/dates.ts'
import type { Handler } from '../../core/contract.ts'
import { courtPackage } from '../../core/exports/court-package.ts'
import { openMePage } from '../../core/exports/open-me.ts'
import { checkPackage, MANIFEST, OPEN_ME, readManifest, type PackageManifest } from '../../core/exports/package-manifest.ts'
import { annexOf } from '../../core/office.ts'
import { ok, refuse } from '../../core/result.ts'
import { readZip } from '../adapters/zip-reader.ts'
import { caseNotFound } from './case-view.ts'
import { fileName, voidedRefusal } from './paper-content.ts'
import { pdfOf } from './papers.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A zip holds the local time of whoever packs; the office's time is written whatever zone the computer is set to. */
const zipTime = (now: LocalTime): Date => {
  const [year, month, day, hour, minute] = now.split(/[-T:]/).map(Number) as [number, number, number, number, number]
  return new Date(year, month - 1, day, hour, minute)
}

export const packageForCourt: Handler<'court.package'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(input.caseId)
  if (!file) return caseNotFound()
  if (annexOf(office.value, file.id).voided) return voidedRefusal()
  const { details, mediators, rehearsal, settings } = office.value
  const now = ports.clock.now()
  const plan = courtPackage(file, details, mediators, ports.clock.today(), annexOf(office.value, file.id), settings?.wording)
  if (!plan.ok) return plan
  const files: [name: string, title: string, bytes: Uint8Array][] = []
  for (const paper of plan.value.papers) {
    const pdf = await pdfOf(paper, office.value, ports)
    if (!pdf.ok) return pdf
    files.push([`${String(files.length + 1).padStart(2, '0')}-${paper.title}.pdf`, paper.title, pdf.value])
  }
  files.push(['case.json', '案件数据（案件交换文件第 1 版）', encode(`${JSON.stringify(plan.value.data, null, 1)}\n`)])
  const manifest: PackageManifest = {
    format: 'mediation-court-package',
    version: 1,
    office: details.name,
    court: details.court,
    fileNo: file.fileNo,
    madeAt: now,
    rehearsal,
    files: files.map(([name, title, bytes]) => ({ name, title, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  // Marked as made on Unix: some programs read a name as UTF-8 only then, whatever its flag says.
  const options: ZipOptions = { mtime: zipTime(now), os: 3, attrs: (0o100644 << 16) >>> 0 }
  const entries: Zippable = { [OPEN_ME]: [encode(openMePage(manifest)), options] }
  for (const [name, , bytes] of files) entries[name] = [bytes, options]
  entries[MANIFEST] = [encode(`${JSON.stringify(manifest, null, 1)}\n`), options]
  return ports.files.save(fileName(office.value, `${plan.value.name}.zip`), zipSync(entries, { level: 6 }))
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Refuses with `package-unsafe` or `package-invalid`; a package that was changed is an answer. */
export const verifyPackage: Handler<'package.verify'> = async (input, ports) => {
  if (input.content === undefined && input.path === undefined) return refuse('missing', '请选择要核对的压缩包。', { field: '/path' })
  const read = input.content === undefined ? await ports.files.read(input.path!) : ok(new Uint8Array(Buffer.from(input.content, 'base64')))
  if (!read.ok) return read
  const files = await readZip(read.value)
  if (!files.ok) return files
  const manifest = readManifest(files.value.get(MANIFEST), decode)
  if (!manifest.ok) return manifest
  const digests = new Map([...files.value].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]))
  const checked = checkPackage(manifest.value, digests, { sha256: sha256(encode(openMePage(manifest.value))) })
  const { office, court, fileNo, madeAt, rehearsal } = manifest.value
  return ok({ office, court, fileNo, madeAt, rehearsal, genuine: checked.every(({ state }) => state === 'genuine'), files: checked })
}
