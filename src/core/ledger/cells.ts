/** What people write into the cells of a ledger, read: dates, amounts in fen, lists of names. Null where it cannot be read. */
import { addDays, isLocalDate, localDate, type LocalDate } from '../base/dates.ts'

/** Excel counts a 29 February 1900 that never was: from 1 March on its numbers are right. */
const EXCEL_DAY_61 = localDate('1900-03-01')

/** `2026-01-05`, `2026.1.5`, `2026/1/5`, `2026年1月5日`, `20260105`, with or without a time behind, or Excel's day number. */
export const dateIn = (text: string): LocalDate | null => {
  const plain = text.normalize('NFKC').trim()
  // A day that was formatted as a number: 46027 is 2026-01-05. Days before 1954 are numbers of four digits, which would be years.
  if (/^[2-9]\d{4}(?:\.\d+)?$/.test(plain)) return addDays(EXCEL_DAY_61, Math.trunc(Number(plain)) - 61)
  const match = /^(\d{4})(?:(\d{2})(\d{2})|\s*[-./年、]\s*(\d{1,2})\s*[-./月、]\s*(\d{1,2})\s*[日号]?)(?:[\sT]+\d{1,2}[:时]\d{1,2}.*)?$/.exec(plain)
  if (!match) return null
  const date = `${match[1]}-${(match[2] ?? match[4]!).padStart(2, '0')}-${(match[3] ?? match[5]!).padStart(2, '0')}`
  return isLocalDate(date) ? date : null
}

/** `1,234.50元`, `￥8600`, `0.5万元`, `12万`; `unit` says what a bare number counts. Fen; never parts of one. */
export const fenIn = (text: string, unit: '元' | '万元' = '元'): number | null => {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '').replace(/^(?:¥|RMB|人民币)/i, '').replace(/整$/, '')
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?(万元|万|元|圆)?$/.exec(plain)
  if (!match) return null
  const wan = (match[3] ?? unit).startsWith('万')
  const places = wan ? 6 : 2
  const part = (match[2] ?? '').replace(/0+$/, '')
  if (part.length > places) return null
  const fen = Number(match[1]! + part.padEnd(places, '0'))
  return fen <= 999_999_999_999 ? fen : null
}

/** Several people or numbers in one cell: `余明、林晓`, `余明；林晓`, one to a line. Commas within a number of an amount do not occur here. */
export const listIn = (text: string): string[] => text.split(/[、,，;；\n]+/).map(part => part.trim()).filter(Boolean)

/** `陈立新等12户` stands for twelve. */
export const headcountIn = (name: string): number | undefined => {
  const match = /等\s*(\d{1,5})\s*(?:人|户|名)/.exec(name.normalize('NFKC'))
  const count = match ? Number(match[1]) : 0
  return count > 1 ? count : undefined
}

const ORGANISATION = /公司|委员会|业委会|居委会|物业服务|物业管理|中心$|局$|厂$|店$|院$|学校|大学|银行|幼儿园|社区$|村$|协会|合作社|事务所|集团|超市|酒店|餐馆|商行|街道办|物管会|管委会|工作站|指挥部/

/** Whether a name is one of a body rather than of a person. */
export const isOrganisation = (name: string): boolean => ORGANISATION.test(name)
