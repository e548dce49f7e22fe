/**
 * The key file: one random data key, wrapped once for each account by its password and once by the recovery key. It names
 * no account: a slot is found by a salted digest of the account's name.
 */
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { refuse, type Result, ok } from '../../core/base/result.ts'
import { hmac, isSoundCost, keyFor, passwordKey, scryptCost, seal, sha256, unseal } from './crypto.ts'
import { recoveryText } from './recovery-key.ts'

const Wrapped = z.strictObject({ salt: z.base64(), n: z.int(), r: z.int(), p: z.int(), sealed: z.base64() })
export const KeyFile = z.strictObject({
  format: z.literal('mediation-keys'),
  storeId: z.string().regex(/^[0-9a-f]{32}$/),
  rehearsal: z.boolean(),
  /** Rises with every change, so that of two copies the newer is known. */
  version: z.int().min(1),
  slots: z.record(z.string(), Wrapped),
  /**
   * Slots as a change under way wants them. They open the store until the journal tells whether the change came about; it
   * counts only if it did.
   */
  pending: z.record(z.string(), Wrapped).optional(),
  recovery: z.strictObject({ salt: z.base64(), sealed: z.base64() }),
  /** HMAC of all the rest under the data key. */
  mac: z.base64(),
})
export type KeyFile = z.output<typeof KeyFile>

export const KEYS = 'keys.json'

/** The key file of these bytes; null when they are none. */
export const parseKeys = (bytes: Uint8Array): KeyFile | null => {
  try {
    return KeyFile.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch {
    return null
  }
}

const aboutSlot = (storeId: string, slot: Omit<z.output<typeof Wrapped>, 'sealed'>): string =>
  JSON.stringify(['account', storeId, slot.salt, slot.n, slot.r, slot.p])
const aboutRecovery = (storeId: string, salt: string): string => JSON.stringify(['recovery', storeId, salt])

/** Under which a slot is found. */
export const slotTag = (storeId: string, account: string): string => sha256(`${storeId} ${account.normalize('NFC')}`).slice(0, 32)

const macOf = (dataKey: Buffer, file: Omit<KeyFile, 'mac'>): Buffer => {
  const sorted = (slots: KeyFile['slots'] = {}) => Object.entries(slots).sort(([a], [b]) => (a < b ? -1 : 1))
  const { storeId, rehearsal, version, slots, pending, recovery } = file
  return hmac(keyFor(dataKey, 'keys'), JSON.stringify([storeId, rehearsal, version, sorted(slots), pending ? sorted(pending) : null, recovery]))
}

export const isGenuine = (dataKey: Buffer, { mac, ...file }: KeyFile): boolean => macOf(dataKey, file).equals(Buffer.from(mac, 'base64'))

const signed = (dataKey: Buffer, file: Omit<KeyFile, 'mac'>): KeyFile => ({ ...file, mac: macOf(dataKey, file).toString('base64') })

export type Slot = z.output<typeof Wrapped>

/** A slot for this password. Takes half a second. */
export const wrapFor = async (storeId: string, password: string, dataKey: Buffer): Promise<Slot> => {
  const salt = randomBytes(32)
  const slot = { salt: salt.toString('base64'), ...scryptCost }
  const key = await passwordKey(password, salt, scryptCost)
  return { ...slot, sealed: seal(key, aboutSlot(storeId, slot), dataKey).toString('base64') }
}

/** A new store's keys, with the recovery key as it is printed: it is told once and kept nowhere. */
export const newKeys = async (account: string, password: string, rehearsal: boolean): Promise<{ dataKey: Buffer; keys: KeyFile; recoveryKey: string }> => {
  const dataKey = randomBytes(32)
  const storeId = randomBytes(16).toString('hex')
  const { recovery, recoveryKey } = recoveryFor(storeId, dataKey)
  const keys = signed(dataKey, {
    format: 'mediation-keys',
    storeId,
    rehearsal,
    version: 1,
    slots: { [slotTag(storeId, account)]: await wrapFor(storeId, password, dataKey) },
    recovery,
  })
  return { dataKey, keys, recoveryKey }
}

const recoveryFor = (storeId: string, dataKey: Buffer): { recovery: KeyFile['recovery']; recoveryKey: string } => {
  const key = randomBytes(32)
  const salt = randomBytes(32).toString('base64')
  return {
    recovery: { salt, sealed: seal(keyFor(key, `recovery ${salt}`), aboutRecovery(storeId, salt), dataKey).toString('base64') },
    recoveryKey: recoveryText(key),
  }
}

type Change = (slots: Record<string, Slot>) => Record<string, Slot>

/** A change of slots in two steps: `prepared` is written before the frame that carries `final`, and `final` after it. */
export type KeyChange = { readonly prepared: KeyFile; readonly final: KeyFile }

export const withSlots = (dataKey: Buffer, { mac: _mac, pending: _pending, ...file }: KeyFile, change: Change): KeyChange => {
  const slots = change(file.slots)
  return {
    prepared: signed(dataKey, { ...file, version: file.version + 1, pending: slots }),
    final: signed(dataKey, { ...file, version: file.version + 2, slots }),
  }
}

/** A new recovery key in the place of the present one, which opens the store until the change is durable. */
export const withNewRecovery = (dataKey: Buffer, file: KeyFile): KeyChange & { readonly recoveryKey: string } => {
  const { prepared, final: { mac: _mac, ...final } } = withSlots(dataKey, file, slots => slots)
  const { recovery, recoveryKey } = recoveryFor(file.storeId, dataKey)
  return { prepared, final: signed(dataKey, { ...final, recovery }), recoveryKey }
}

/** The key file when the change it waits for never came about. */
export const withoutPending = (dataKey: Buffer, { mac: _mac, pending: _pending, ...file }: KeyFile): KeyFile =>
  signed(dataKey, { ...file, version: file.version + 1 })

/** The key file when nobody can say any more which passwords are right: none is. `above`: the newest version that is known of. */
export const withoutSlots = (dataKey: Buffer, { mac: _mac, pending: _pending, ...file }: KeyFile, above = file.version): KeyFile =>
  signed(dataKey, { ...file, version: Math.max(file.version, above) + 1, slots: {} })

export type Unlocked = { readonly dataKey: Buffer; readonly slot: Slot }

/**
 * The data key and the slot that gave it, or null for a wrong password. `tag`: see `slotTag`. Refuses with `keys-weakened`
 * parameters that no program of ours wrote.
 */
export const openWithPassword = async (keys: KeyFile, tag: string, password: string): Promise<Result<Unlocked | null>> => {
  const slots = [keys.slots, keys.pending ?? {}].flatMap(list => (Object.hasOwn(list, tag) ? [list[tag]!] : []))
    .filter((slot, index, all) => index === 0 || slot.sealed !== all[0]!.sealed)
  if (slots.length === 0) {
    // Derive all the same, so that an unknown account takes as long as a wrong password.
    await passwordKey(password, Buffer.alloc(32), scryptCost)
  }
  for (const slot of slots) {
    if (!isSoundCost(slot)) {
      return refuse('keys-weakened', '密钥文件被改动过（密码防护参数不合要求），程序拒绝使用它。请用恢复密钥重设密码，或从备份恢复。')
    }
    const key = await passwordKey(password, Buffer.from(slot.salt, 'base64'), slot)
    const { sealed, ...about } = slot
    const dataKey = unseal(key, aboutSlot(keys.storeId, about), Buffer.from(sealed, 'base64'))
    if (dataKey) return ok({ dataKey, slot })
  }
  return ok(null)
}

/** The data key, or null for the recovery key of another store. */
export const openWithRecovery = (keys: KeyFile, recovery: Buffer): Buffer | null =>
  unseal(keyFor(recovery, `recovery ${keys.recovery.salt}`), aboutRecovery(keys.storeId, keys.recovery.salt), Buffer.from(keys.recovery.sealed, 'base64'))
