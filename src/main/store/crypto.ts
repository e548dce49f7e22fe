/**
 * Keys and sealed bytes. Only what Electron's BoringSSL has too: AES-256-GCM, SHA-256, HMAC, HKDF (RFC 5869),
 * scrypt (RFC 7914).
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, hkdfSync, randomBytes, scrypt, type KeyObject } from 'node:crypto'
import { giveWay } from '../in-slices.ts'

export const NONCE = 12
export const TAG = 16

export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes)

export const hmac = (key: KeyObject, ...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce<ReturnType<typeof createHmac>>((mac, part) => mac.update(part), createHmac('sha256', key)).digest()

/** A key for one purpose out of the data key: no two purposes share one. Kept as the library keeps it, so that a save need not make it anew. */
export const keyFor = (dataKey: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `mediation-store ${purpose}`, 32)))

/** nonce ‖ ciphertext ‖ tag. `about` is authenticated with it: sealed bytes open only in the place they were made for. */
export const seal = (key: KeyObject, about: Uint8Array | string, plain: Uint8Array | string): Buffer => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([nonce, body, cipher.getAuthTag()])
}

/** As `seal`, of a text in pieces, in slices; gives pieces, of which the last is the tag. */
export const sealPieces = async (key: KeyObject, about: Uint8Array | string, pieces: readonly string[]): Promise<Buffer[]> => {
  const turn = giveWay()
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  const sealed: Buffer[] = [nonce]
  for (const piece of pieces) {
    sealed.push(cipher.update(piece, 'utf8'))
    const pause = turn()
    if (pause) await pause
  }
  cipher.final()
  return [...sealed, cipher.getAuthTag()]
}

/** The plain bytes, or null when they were changed, cut, or made for another place or key. */
export const unseal = (key: KeyObject, about: Uint8Array | string, sealed: Uint8Array): Buffer | null => {
  if (sealed.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG))
    decipher.final()
    return plain
  } catch {
    return null
  }
}

/** Bytes that are deciphered before others get a turn. */
const SLICE = 4 * 1024 * 1024

/** As `unseal`, of many bytes, in slices. */
export const unsealInSlices = async (key: KeyObject, about: Uint8Array | string, sealed: Uint8Array): Promise<Buffer | null> => {
  if (sealed.length <= SLICE) return unseal(key, about, sealed)
  const turn = giveWay()
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const plain = Buffer.allocUnsafe(sealed.length - NONCE - TAG)
  for (let done = 0; done < plain.length; done += SLICE) {
    const count = Math.min(SLICE, plain.length - done)
    decipher.update(sealed.subarray(NONCE + done, NONCE + done + count)).copy(plain, done)
    const pause = turn()
    if (pause) await pause
  }
  try {
    decipher.final()
    return plain
  } catch {
    return null
  }
}

/** Cost of a password guess. Read from the key file, so bounded from both sides. */
export type ScryptCost = { readonly n: number; readonly r: number; readonly p: number }

export const scryptCost: ScryptCost = { n: 2 ** 17, r: 8, p: 1 }

/** How many times our cost a file may ask for: a few seconds at the most, and memory that a small PC has. */
const DEAREST = 4

/** False for parameters that someone weakened, or that would keep the program for longer than a few seconds. */
export const isSoundCost = ({ n, r, p }: ScryptCost): boolean =>
  n >= scryptCost.n && Number.isInteger(Math.log2(n)) && r >= scryptCost.r && p >= scryptCost.p
  && n * r * p <= DEAREST * scryptCost.n * scryptCost.r * scryptCost.p

/** Takes at most about half a second at our cost. The password is taken in NFC, exactly as typed otherwise. */
export const passwordKey = (password: string, salt: Buffer, cost: ScryptCost): Promise<KeyObject> =>
  new Promise((done, failed) => {
    const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r }
    scrypt(password.normalize('NFC'), salt, 32, options, (error, key) => (error ? failed(error) : done(createSecretKey(key))))
  })
