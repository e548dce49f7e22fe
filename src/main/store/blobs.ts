/**
 * Attachments: sealed files that bear the name of their content. They are written, read and checked piece by piece, so that
 * memory does not grow with them.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto'
import { canMend, otherSide, PRIVATE, sides, type Copies, type Side } from './copies.ts'
import { hmac, keyFor, NONCE, seal, TAG, unseal } from './crypto.ts'
import { openFile, writeDurably } from './disk.ts'
import { isFileError, isUnreadable } from './file-errors.ts'

const PIECE = 1024 * 1024

export const isBlob = (name: string): boolean => /^blob-[0-9a-f]{64}$/.test(name)

export const blobName = (dataKey: Buffer, bytes: Uint8Array): string => `blob-${hmac(keyFor(dataKey, 'blob names'), bytes).toString('hex')}`

/** Keeps bytes in both copies; gives the name. */
export const writeBlob = async (copies: Copies, dataKey: Buffer, bytes: Uint8Array): Promise<string> => {
  const name = blobName(dataKey, bytes)
  await copies.write(name, seal(keyFor(dataKey, name), name, bytes))
  return name
}

async function* sealed(key: KeyObject, name: string, plain: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(name))
  yield nonce
  for await (const piece of plain) yield cipher.update(piece)
  cipher.final()
  yield cipher.getAuthTag()
}

/**
 * Keeps in both copies what comes in pieces and is said to have this name. False when it has not: then nothing is kept.
 * The second copy is written from the first.
 */
export const writeBlobPieces = async (copies: Copies, dataKey: Buffer, name: string, plain: AsyncIterable<Uint8Array>): Promise<boolean> => {
  const mac = createHmac('sha256', keyFor(dataKey, 'blob names'))
  class OtherContent extends Error {}
  let size = NONCE + TAG
  async function* looked(): AsyncIterable<Uint8Array> {
    for await (const piece of plain) {
      mac.update(piece)
      size += piece.length
      yield piece
    }
    if (`blob-${mac.digest('hex')}` !== name) throw new OtherContent()
  }
  const [first, second] = sides
  try {
    await writeDurably(copies.path(first, name), sealed(keyFor(dataKey, name), name, looked()), PRIVATE)
  } catch (error) {
    if (error instanceof OtherContent) return false
    throw error
  }
  await copies.copySide(first, second, name, size)
  return true
}

/** The bytes; null when neither copy is good. A copy that is not is put right. */
export const readBlob = (copies: Copies, dataKey: Buffer, name: string): Promise<Buffer | null> =>
  copies.read(name, bytes => unseal(keyFor(dataKey, name), name, bytes))

/** Pieces of one copy. Throws `NotGood` at the end of one that was changed: what came before is then worth nothing. */
class NotGood extends Error {}
async function* openedPieces(copies: Copies, dataKey: Buffer, side: Side, name: string): AsyncIterable<Uint8Array> {
  const handle = await openFile(copies.path(side, name), 'r')
  try {
    const found = await handle.stat()
    if (!found.isFile() || found.size < NONCE + TAG) throw new NotGood()
    const take = async (length: number, at: number): Promise<Buffer> => {
      const bytes = Buffer.allocUnsafe(length)
      for (let done = 0; done < length;) {
        const { bytesRead } = await handle.read(bytes, done, length - done, at + done)
        if (bytesRead === 0) throw new NotGood()
        done += bytesRead
      }
      return bytes
    }
    const decipher = createDecipheriv('aes-256-gcm', keyFor(dataKey, name), await take(NONCE, 0), { authTagLength: TAG })
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(await take(TAG, found.size - TAG))
    for (let at = NONCE; at < found.size - TAG; at += PIECE) yield decipher.update(await take(Math.min(PIECE, found.size - TAG - at), at))
    try {
      decipher.final()
    } catch {
      throw new NotGood()
    }
  } finally {
    await handle.close()
  }
}

/** How many plain bytes this copy holds; null when it is not good. Throws file-system errors. */
const checkSide = async (copies: Copies, dataKey: Buffer, side: Side, name: string): Promise<number | null> => {
  let size = 0
  try {
    for await (const piece of openedPieces(copies, dataKey, side, name)) size += piece.length
    return size
  } catch (error) {
    if (error instanceof NotGood) return null
    throw error
  }
}

/**
 * Looks at the copies (at both, or until one is good) and puts right what is not good from the other. Gives the plain size and a
 * good copy; null when both were read and neither is good. Throws what the disk says when neither can be read.
 */
export const checkBlob = async (copies: Copies, dataKey: Buffer, name: string, both = true): Promise<{ size: number; side: Side } | null> => {
  let good: { size: number; side: Side } | null = null
  let unreadable: unknown = null
  const bad: [Side, string][] = []
  for (const side of sides) {
    if (good && !both && bad.length === 0) break
    try {
      const size = await checkSide(copies, dataKey, side, name)
      if (size === null) bad.push([side, '内容损坏'])
      else good ??= { size, side }
    } catch (error) {
      if (!isFileError(error) || !isUnreadable(error)) throw error
      const isMissing = ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code!)
      if (!isMissing) unreadable ??= error
      bad.push([side, isMissing ? '缺失' : '读不出'])
    }
  }
  if (!good) {
    if (unreadable) throw unreadable
    return null
  }
  for (const [side, problem] of bad) {
    const { size } = good
    const repaired = await canMend(() => copies.copySide(otherSide(side), side, name, size + NONCE + TAG))
    copies.found({ file: `${side}/${name}`, problem, repaired })
  }
  return good
}

/** The bytes in pieces, of a copy that was looked through before; null when neither copy is good. */
export const blobPieces = async (copies: Copies, dataKey: Buffer, name: string): Promise<{ size: number; pieces: AsyncIterable<Uint8Array> } | null> => {
  const good = await checkBlob(copies, dataKey, name, false)
  return good && { size: good.size, pieces: openedPieces(copies, dataKey, good.side, name) }
}
