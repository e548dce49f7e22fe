/**
 * Named bytes in one file that opens with a password: scrypt and AES-256-GCM over a zip. The header is authenticated with it, so
 * that a cut, a flip or another header is seen.
 */
import { randomBytes } from 'node:crypto'
import { zipSync } from 'fflate'
import { ok, refuse, type Result } from '../../../core/base/result.ts'
import { isSoundCost, passwordKey, scryptCost, seal, unseal, type ScryptCost } from '../../store/crypto.ts'
import { readZip, type ZipLimits } from './zip-reader.ts'

const MAGIC = Buffer.from('MCA1\n')
const MAX_HEADER = 1_000
/** What one file holds, as it is sealed and as it is opened. */
export const sealedLimits: ZipLimits = { entries: 60_000, bytes: 450 * 1024 * 1024, ratio: 200, whole: 200 }

export const sealFiles = async (files: Readonly<Record<string, Uint8Array>>, password: string): Promise<Uint8Array> => {
  const salt = randomBytes(16)
  const header = Buffer.from(JSON.stringify({ salt: salt.toString('hex'), cost: scryptCost }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  const start = Buffer.concat([MAGIC, length, header])
  return Buffer.concat([start, seal(await passwordKey(password, salt, scryptCost), start, zipSync(files as Record<string, Uint8Array>, { level: 6, mtime: new Date(2000, 0, 1) }))])
}

const foreign = (): Result<never> => refuse('not-along-file', '这不是外带案件的文件，没有存入任何内容；请选择扩展名为 .mca 的文件。', { field: '/path' })

const headerOf = (bytes: Buffer): { readonly salt: Buffer; readonly cost: ScryptCost } | null => {
  try {
    const { salt, cost } = JSON.parse(bytes.toString('utf8')) as { salt?: unknown; cost?: ScryptCost }
    return typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt) && cost && isSoundCost(cost) ? { salt: Buffer.from(salt, 'hex'), cost } : null
  } catch {
    return null
  }
}

/** Refuses with `not-along-file`, `wrong-password` (also for a file that was cut or changed: one cannot be told from the other) or `package-unsafe`. */
export const openSealed = async (content: Uint8Array, password: string): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (bytes.length < MAGIC.length + 4 || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return foreign()
  const length = bytes.readUInt32BE(MAGIC.length)
  const start = MAGIC.length + 4 + length
  const header = length <= MAX_HEADER && bytes.length > start ? headerOf(bytes.subarray(MAGIC.length + 4, start)) : null
  if (!header) return foreign()
  const plain = unseal(await passwordKey(password, header.salt, header.cost), bytes.subarray(0, start), bytes.subarray(start))
  if (!plain) return refuse('wrong-password', '密码不对，或者文件不完整、被改动过；没有存入任何内容。请核对密码，仍打不开的请重新拷贝文件。', { field: '/password' })
  const files = await readZip(plain, sealedLimits)
  return files.ok ? ok(files.value) : files
}
