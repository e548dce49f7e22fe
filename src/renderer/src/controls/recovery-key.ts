/** The recovery key as a person handles it: numbered groups that are printed and typed again. */
import { foldedNumber } from '../../../core/base/folding.ts'

export const groupsOf = (recoveryKey: string): readonly string[] => recoveryKey.split('-')

/** Two places (from 0) whose groups are asked for: one early, one late, other ones for other keys. */
export const askedPlaces = (recoveryKey: string): readonly [number, number] => {
  const sum = [...recoveryKey].reduce((total, sign) => total + sign.charCodeAt(0), 0)
  return [1 + (sum % 5), 7 + (sum % 6)]
}

/** Case and spaces do not matter; O is read as 0, I and L as 1: the key has none of these letters. */
export const isGroup = (typed: string, group: string): boolean =>
  foldedNumber(typed).replaceAll('O', '0').replaceAll(/[IL]/g, '1') === group
