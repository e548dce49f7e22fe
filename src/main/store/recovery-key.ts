/**
 * The recovery key (恢复密钥) as a person writes it down: 256 bits in 13 groups of five signs, the fifth of each a check
 * of the other four and of the group's place, so that a slip is named by its group. Alphabet: Crockford's base 32.
 */
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { foldedNumber } from '../../core/base/folding.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 13

/** Times the generator in the field of 32 elements (x⁵ + x² + 1). */
const times = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31

/**
 * Each sign has a power of the generator of its own as weight, and the check the weight one: so a single wrong sign, and a
 * swap of neighbours, always shows.
 */
const checkOf = (values: readonly number[], group: number): number =>
  values.reduce((sum, value) => times(sum ^ value), 0) ^ group

/** Takes 32 bytes; gives `ABCDE-FGHJK-…`. */
export const recoveryText = (key: Buffer): string => {
  let bits = 0n
  for (const byte of key) bits = (bits << 8n) | BigInt(byte)
  bits <<= 4n // 52 signs hold 260 bits
  const signs = Array.from({ length: GROUPS * 4 }, (_, index) => Number((bits >> BigInt(5 * (GROUPS * 4 - 1 - index))) & 31n))
  return Array.from({ length: GROUPS }, (_, group) => {
    const values = signs.slice(group * 4, group * 4 + 4)
    return [...values, checkOf(values, group)].map(value => ALPHABET[value]).join('')
  }).join('-')
}

/** Reads what a person typed: case, spaces and hyphens do not matter; O is 0, I and L are 1. Refuses with `recovery-key-typo`. */
export const readRecoveryText = (typed: string): Result<Buffer> => {
  const plain = foldedNumber(typed).replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (plain.length !== GROUPS * 5) {
    return refuse('recovery-key-typo', `恢复密钥应为 ${GROUPS} 组、每组 5 个字符，现在是 ${plain.length} 个字符；请对照打印的那一页补全。`, { field: '/recoveryKey' })
  }
  let bits = 0n
  for (let group = 0; group < GROUPS; group += 1) {
    const values = [...plain.slice(group * 5, group * 5 + 5)].map(sign => ALPHABET.indexOf(sign))
    if (values.includes(-1) || checkOf(values.slice(0, 4), group) !== values[4]) {
      return refuse('recovery-key-typo', `恢复密钥第 ${group + 1} 组“${plain.slice(group * 5, group * 5 + 5)}”有误，请对照打印的那一页核对这一组。`, { field: '/recoveryKey' })
    }
    for (const value of values.slice(0, 4)) bits = (bits << 5n) | BigInt(value)
  }
  bits >>= 4n
  return ok(Buffer.from(bits.toString(16).padStart(64, '0'), 'hex'))
}
