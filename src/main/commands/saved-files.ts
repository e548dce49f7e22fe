/** The one place where commands write files for the user: what stays in the office, and what leaves it and is registered. */
import { basename } from 'node:path'
import type { CommandName } from '../../core/contract.ts'
import type { ExportRecord } from '../../core/office/export-log.ts'
import type { Office } from '../../core/office.ts'
import type { Ports, SavedFile } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { sha256 } from '../store/crypto.ts'

/**
 * A paper that is printed here to be signed, served or filed, an empty form, or a file that is taken out to be looked at: no
 * export.
 */
export const saveForOffice = ({ files }: Pick<Ports, 'files'>, name: string, bytes: Uint8Array): Promise<Result<SavedFile>> => files.save(name, bytes)

type Leaving = Pick<ExportRecord, 'kind' | 'masking'> & Partial<Pick<ExportRecord, 'id' | 'to' | 'caseId' | 'cases' | 'files' | 'lookedAt'>> & {
  readonly command: CommandName
  readonly name: string
  readonly bytes: Uint8Array
  /** Where the caller of a script wants it. */
  readonly path?: string | undefined
  /** What else becomes of the office when it has left. */
  readonly change?: (office: Office) => Office
}

/** Saves what leaves the office and enters it in the register (送出登记). Refuses, writing nothing, where nothing can be registered. */
export const saveLeaving = async (ports: Ports, { command, name, bytes, path, change = office => office, ...about }: Leaving): Promise<Result<SavedFile>> => {
  const { account, readOnly } = await ports.store.status()
  if (readOnly !== undefined) return refuse('store-newer', `${readOnly}送出的文件要登记，现在不能送出；请先升级软件。`)
  const saved = path === undefined ? await ports.files.save(name, bytes) : await ports.files.saveTo(path, bytes)
  if (!saved.ok) return saved
  const at = ports.clock.now()
  const record: ExportRecord = {
    id: ports.ids.next(), at, by: account!.name, files: [], ...about, name: basename(saved.value.path).normalize('NFC'), bytes: bytes.length, sha256: sha256(bytes),
  }
  const kept = await ports.store.change({ command, at, ...(about.caseId !== undefined && { caseId: about.caseId }) }, office => {
    const next = change(office)
    return ok({ office: { ...next, exports: next.exports.with(record) }, value: null })
  })
  return kept.ok ? saved : refuse('not-registered', `文件已经写出（${saved.value.path}），但没有登记上：${kept.refusal.message}请不要交出这个文件，删去后重做一次。`)
}
