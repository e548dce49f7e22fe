/**
 * Checks of identity numbers and telephones: GB 11643-1999 (公民身份号码), GB 32100-2015 (统一社会信用代码).
 * They warn and never refuse: papers carry mistakes, and the mediator records what the paper says.
 */
import { foldedNumber, foldedPhone, foldedText } from '../../base/folding.ts'
import type { Party } from '../record/case-file.ts'
import { sexes } from '../../base/codes.ts'
import { chineseDate, isLocalDate, type LocalDate } from '../../base/dates.ts'

export type IdentityWarning = {
  /** The key within the party. */
  readonly field: 'idNo' | 'uscc' | 'phone' | 'sex' | 'bornOn'
  readonly code: string
  readonly message: string
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

const weighted = (weights: readonly number[], valueAt: (position: number) => number): number =>
  weights.reduce((sum, weight, position) => sum + weight * valueAt(position), 0)

export type ResidentIdFacts = { readonly bornOn: LocalDate; readonly sex: keyof typeof sexes }

const birthdayIn = (idNo: string): string => `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`

/** GB 11643 gives an example born in 1880, before the dates that we store; the calendar repeats after 400 years. */
const isRealBirthday = (date: string): boolean =>
  isLocalDate(date) || isLocalDate(`${Number(date.slice(0, 4)) + 400}${date.slice(4)}`)

/** Birthday and sex as a resident ID tells them, to fill them in; null for anything but 18 characters with a birthday from 1900 on. */
export const residentIdFacts = (typed: string): ResidentIdFacts | null => {
  const idNo = foldedNumber(typed)
  if (!/^\d{17}[\dXx]$/.test(idNo)) return null
  const bornOn = birthdayIn(idNo)
  return isLocalDate(bornOn) ? { bornOn, sex: Number(idNo[16]) % 2 === 1 ? 'male' : 'female' } : null
}

const residentIdWarnings = (party: Partial<Party>, idNo: string, today: LocalDate): IdentityWarning[] => {
  if (idNo.length !== 18) {
    return [{ field: 'idNo', code: 'id-length', message: `居民身份证号应为 18 位，这里有 ${idNo.length} 位，请核对证件。` }]
  }
  if (!/^\d{17}[\dXx]$/.test(idNo)) {
    return [{ field: 'idNo', code: 'id-characters', message: '居民身份证号前 17 位应为数字，最后一位为数字或 X，请核对证件。' }]
  }
  const facts = residentIdFacts(idNo)
  const warnings: IdentityWarning[] = []
  const birthday = birthdayIn(idNo)
  if (!isRealBirthday(birthday) || birthday > today) {
    warnings.push({ field: 'idNo', code: 'id-birthday', message: `居民身份证号中的出生日期“${idNo.slice(6, 14)}”${facts ? '在今天之后' : '不是真实的日期'}，请核对证件。` })
  }
  if (ID_CHECKS[weighted(ID_WEIGHTS, position => Number(idNo[position])) % 11] !== idNo[17]!.toUpperCase()) {
    warnings.push({ field: 'idNo', code: 'id-check-digit', message: '居民身份证号的校验码不符，可能有一位写错，请核对证件。' })
  }
  if (facts && party.bornOn && party.bornOn !== facts.bornOn) {
    warnings.push({ field: 'bornOn', code: 'id-born-on', message: `出生日期与身份证号不一致：身份证号为 ${chineseDate(facts.bornOn)}，请核对。` })
  }
  if (facts && party.sex && party.sex !== facts.sex) {
    warnings.push({ field: 'sex', code: 'id-sex', message: `性别与身份证号不一致：身份证号为${sexes[facts.sex]}性，请核对。` })
  }
  return warnings
}

/** Positions 9–17: the organisation code of GB 11714, whose letters stand for 10 to 35 without gaps. */
const organisationCheck = (code: string): string => {
  const rest = 11 - (weighted(ORGANISATION_WEIGHTS, position => Number.parseInt(code[position]!, 36)) % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/**
 * The check digits of 18 characters: the last one by GB 32100, the organisation's own by GB 11714. Codes that Xiamen (3502) gave
 * before the standard of 2015 keep the second rule alone, and are in use.
 */
const hasRightChecks = (code: string): boolean => {
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return false
  const sum = [...code.slice(0, 17)].reduceRight((total, character) => total * 3 + USCC_ALPHABET.indexOf(character), 0)
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === code[17] || /^913502\d\dM/.test(code)
}

/** Whether what was typed is a credit code: of its form, with right check digits. */
export const isCreditCode = (typed: string): boolean => {
  const code = foldedNumber(typed)
  return /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code) && hasRightChecks(code)
}

/** Whether what was typed is a resident ID: 18 characters, a real birthday, a right check digit. */
export const isResidentId = (typed: string): boolean => {
  const idNo = foldedNumber(typed)
  return /^\d{17}[\dX]$/.test(idNo) && isRealBirthday(birthdayIn(idNo)) && ID_CHECKS[weighted(ID_WEIGHTS, position => Number(idNo[position])) % 11] === idNo[17]
}

const usccWarnings = (uscc: string): IdentityWarning[] => {
  const code = foldedNumber(uscc)
  if (code.length !== 18) {
    return [{ field: 'uscc', code: 'uscc-length', message: `统一社会信用代码应为 18 位，这里有 ${code.length} 位，请核对证照。` }]
  }
  const strange = [...code].find(character => !USCC_ALPHABET.includes(character))
  if (strange !== undefined) {
    return [{ field: 'uscc', code: 'uscc-characters', message: `统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z，这里有“${strange}”，请核对证照。` }]
  }
  return hasRightChecks(code) ? [] : [{ field: 'uscc', code: 'uscc-check-digit', message: '统一社会信用代码的校验码不符，可能有一位写错，请核对证照。' }]
}

/** A mobile number, a landline with or without area code and extension, or a service number (400…, 95…). */
const PHONE = /^(?:1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|95\d{3,6}|(?:0(?:10|2\d)-?|0[3-9]\d{2}-?)?[2-9]\d{6,7}(?:-\d{1,6})?)$/

/** What looks wrong with the numbers of a party, as Chinese sentences; empty when all is well. */
export const identityWarnings = (party: Partial<Party>, today: LocalDate): IdentityWarning[] => {
  const { idNo, uscc, phone } = party
  // Without a kind of document only a number in the form of a resident ID is taken for one.
  const residentId = idNo !== undefined && (party.idKind ? party.idKind === 'residentId' : /^\d{17}[\dX]$/.test(foldedNumber(idNo)))
  return [
    ...(residentId ? residentIdWarnings(party, foldedNumber(idNo), today) : []),
    ...(uscc === undefined ? [] : usccWarnings(uscc)),
    ...(phone === undefined || phone.split(/[、,，;；/／\n]/).every(one => one.trim() === '' || PHONE.test(foldedPhone(one)) || PHONE.test(foldedText(one).replaceAll(/\s/g, '').replace(/转|分机|ext\.?/, '-')))
      ? []
      : [{ field: 'phone', code: 'phone-shape', message: '电话号码不像 11 位手机号或带区号的座机号（如 0715-5320000），请核对。' } as const]),
  ]
}
