/** Transfers to other bodies: the package with its receipt, the register of letters in and out. */
import { chineseDate, yearOf } from '../../core/base/dates.ts'
import { inForce, versionsOf } from '../../core/documents/issued.ts'
import { letterBookSheet, transferList } from '../../core/documents/letter-book-sheet.ts'
import { lettersOfCase, lettersOfExports, nextSerial, numbered, serialText, type BookedLetter } from '../../core/case/record/letter-book.ts'
import type { Handler, Output } from '../../core/contract.ts'
import { isFingerprint } from '../../core/court/court-materials.ts'
import { maskings } from '../../core/office/export-log.ts'
import type { PackageManifest } from '../../core/exports/package-manifest.ts'
import { annexOf, casesThatCount, type Office } from '../../core/office.ts'
import { ok, refuse } from '../../core/base/result.ts'
import { caseNotFound, caseTitle } from '../../core/commands/case-view.ts'
import { changeBeside } from '../../core/commands/change-beside.ts'
import { caseOf, fileName } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { sha256 } from '../store/crypto.ts'
import { readableText } from '../adapters/archives/readable-texts.ts'
import { packageZip } from '../adapters/archives/package-zip.ts'
import { legalFileName } from '../adapters/system.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { leakSearch, mayLeave } from '../../core/commands/leak-search.ts'
import { saveForOffice, saveLeaving } from './saved-files.ts'

const LETTER = '01-移送函.pdf'

/** The letter, which names persons by surname only, and the attachments chosen. The data of the case stay here: the body needs the matter, not the file (个人信息保护法第6条). */
export const packageTransfer: Handler<'referral.package'> = async ({ caseId, index, attachmentIds = [], lookedAt: seen = [] }, ports) => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const letter = file.referrals?.[index]
  if (!letter) return refuse('letter-not-found', '没有找到这份函，请刷新后重试。', { field: '/index' })
  // What goes out is the letter that was issued, number and seal and all, never a draft made afresh.
  const issued = inForce(versionsOf(office.issuedPapers.all(), caseId, 'D25', String(index)))
  if (!issued) return refuse('letter-not-issued', '移送函还没有签发，送出的应当是编了号、盖了章的原件；请先在“文书”里签发《移送函》，再打包。', { field: '/index' })
  const pdf = await ports.care.readFile(issued.blob)
  if (!pdf.ok) return pdf
  const files: [name: string, title: string, bytes: Uint8Array][] = [[LETTER, `移送函${issued.number ?? letter.documentNo ?? ''}和回执`, pdf.value]]
  for (const [at, id] of attachmentIds.entries()) {
    const attachment = office.attachments.get(id)
    if (!attachment || attachment.caseId !== caseId || attachment.removedAt !== undefined) {
      return refuse('attachment-not-found', '所选附件有一个不在本案，可能已被移除；请重新选择。', { field: '/attachmentIds' })
    }
    if (isFingerprint(attachment.name)) return refuse('fingerprint', `“${attachment.name}”是单独的指纹材料，不随材料送出（个人信息保护法第28条）；请去掉这一份。`, { field: `/attachmentIds/${at}` })
    const bytes = await ports.care.readFile(attachment.blob)
    if (!bytes.ok) return bytes
    files.push([`${String(files.length + 1).padStart(2, '0')}-${legalFileName(attachment.name)}`, attachment.name, bytes.value])
  }
  const list = await pdfOf(transferList(file, letter, files.map(([, title]) => title), office.details, ports.clock.today()), office, ports)
  if (!list.ok) return list
  files.push([`${String(files.length + 1).padStart(2, '0')}-材料清单.pdf`, '材料清单', list.value])
  const made: { name: string; title: string; text: string; unsearched: readonly string[] }[] = []
  for (const [at, [name, title, bytes]] of files.entries()) {
    const { text, unsearched } = await readableText(bytes, 0, at === 0 || at === files.length - 1)
    made.push({ name, title, text: `${name}\n${title}\n${text}`, unsearched })
  }
  const search = leakSearch(office, file, 'court', made)
  const lookedAt = mayLeave(search, made, seen, search.hits[0]?.file === LETTER ? '/index' : '/attachmentIds')
  if (!lookedAt.ok) return lookedAt
  const now = ports.clock.now()
  const manifest: PackageManifest = {
    format: 'mediation-court-package', version: 1, purpose: 'transfer', office: office.details.name, court: letter.toBody, madeAt: now, rehearsal: office.rehearsal,
    ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
    files: files.map(([name, title, bytes]) => ({ name, title, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  return saveLeaving(ports, {
    command: 'referral.package', kind: 'transfer', to: letter.toBody, caseId, masking: maskings.surname, files: manifest.files, ...(lookedAt.value.length > 0 && { lookedAt: lookedAt.value }),
    name: fileName(office, `移送材料_${letter.toBody}_${letter.sentOn}.zip`), bytes: packageZip(manifest, files.map(([name, , bytes]) => [name, bytes] as const)),
  })
}

export const recordReceipt: Handler<'referral.receipt'> = ({ caseId, ...receipt }, ports) =>
  changeBeside(ports, 'referral.receipt', caseId, (file, annex, office) => {
    const letter = file.referrals?.[receipt.index]
    if (!letter) return refuse('letter-not-found', '没有找到这份函，请刷新后重试。', { field: '/index' })
    if (receipt.on < letter.sentOn) return refuse('invalid-input', `早于发函日期（${chineseDate(letter.sentOn)}），请核对。`, { field: '/on' })
    if (receipt.on > ports.clock.today()) return refuse('invalid-input', '签收日期在今天以后，请核对。', { field: '/on' })
    if (receipt.attachmentId !== undefined && office.attachments.get(receipt.attachmentId)?.caseId !== caseId) {
      return refuse('attachment-not-found', '这个附件不在本案，请重新选择。', { field: '/attachmentId' })
    }
    return ok({ file, annex: { ...annex, referralReceipts: [...(annex.referralReceipts ?? []).filter(({ index }) => index !== receipt.index), receipt] } })
  })

const rowsOf = (office: Office) => [
  ...casesThatCount(office).flatMap(file => lettersOfCase(file, annexOf(office, file.id))), ...lettersOfExports(office.exports.all()),
]

const bookOf = (office: Office): Output<'letterBook.list'>['rows'] => {
  const booked = new Set(office.letters.all().flatMap(({ source }) => source ?? []))
  const title = (caseId: string | undefined): object => {
    const file = caseId === undefined ? undefined : office.cases.get(caseId)
    return file ? { caseTitle: file.fileNo ?? caseTitle(file) } : {}
  }
  return [
    ...office.letters.all().map(letter => ({ ...letter, serialText: serialText(letter), ...title(letter.caseId) })),
    ...rowsOf(office).flatMap(({ source, ...row }) => (booked.has(source) ? [] : [{ ...row, ...title(row.caseId) }])),
  ].toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))
}

export const listLetterBook: Handler<'letterBook.list'> = async ({ direction, query }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const words = (query ?? '').trim().toLowerCase()
  return ok({
    rows: bookOf(office.value).filter(row => (direction === undefined || row.direction === direction)
      && (words === '' || [row.body, row.subject, row.documentNo, row.serialText, row.caseTitle, row.note].some(text => text?.toLowerCase().includes(words)))),
  })
}

export const enterLetter: Handler<'letterBook.enter'> = async ({ letter }, ports) => {
  const by = await accountName(ports)
  return ports.store.change({ command: 'letterBook.enter', at: ports.clock.now(), caseId: letter.caseId }, office => {
    if (letter.on > ports.clock.today()) return refuse('invalid-input', '日期在今天以后，请核对。', { field: '/letter/on' })
    if (letter.caseId !== undefined && !office.cases.get(letter.caseId)) return { ...caseNotFound(), refusal: { ...caseNotFound().refusal, field: '/letter/caseId' } }
    if (letter.attachmentId !== undefined && office.attachments.get(letter.attachmentId)?.caseId !== letter.caseId) {
      return refuse('attachment-not-found', '这个附件不属于所选的案件，请重新选择。', { field: '/letter/attachmentId' })
    }
    const year = yearOf(letter.on)
    const booked: BookedLetter = {
      ...letter, id: ports.ids.next(), year, serial: nextSerial(office.letters.all(), letter.direction, year), enteredAt: ports.clock.now(), by,
    }
    return ok({ office: { ...office, letters: office.letters.with(booked) }, value: { id: booked.id, serialText: serialText(booked) } })
  })
}

/** Numbers everything that has none yet: letters, packages, court letters, advice, alike. */
export const numberLetters: Handler<'letterBook.number'> = async (_input, ports) => {
  const by = await accountName(ports)
  const at = ports.clock.now()
  return ports.store.change({ command: 'letterBook.number', at }, office => {
    const added = numbered(office.letters.all(), rowsOf(office), { at, by, id: () => ports.ids.next() })
    return ok({ office: { ...office, letters: added.reduce((all, one) => all.with(one), office.letters) }, value: { numbered: added.length } })
  })
}

/** The book of one year, in and out, in the order of its numbers. */
export const printLetterBook: Handler<'letterBook.print'> = async ({ year }, ports) => {
  const done = await numberLetters({}, ports)
  if (!done.ok) return done
  const office = await ports.store.read()
  if (!office.ok) return office
  const letters = office.value.letters.all().filter(one => one.year === year)
  if (letters.length === 0) return refuse('nothing-booked', `${year} 年没有收发文，没有可以打印的内容；请换一年。`, { field: '/year' })
  const titles = new Map(bookOf(office.value).flatMap(row => (row.id !== undefined && row.caseTitle !== undefined ? [[row.id, row.caseTitle] as const] : [])))
  const pdf = await pdfOf(letterBookSheet(year, letters, titles, office.value.details, ports.clock.today()), office.value, ports)
  return pdf.ok ? saveForOffice(ports, fileName(office.value, `${year}年收发文登记簿.pdf`), pdf.value) : pdf
}

export const voidLetter: Handler<'letterBook.void'> = async ({ id, reason }, ports) => {
  const by = await accountName(ports)
  return ports.store.change({ command: 'letterBook.void', at: ports.clock.now(), reason }, office => {
    const letter = office.letters.get(id)
    if (!letter || letter.void) return refuse('letter-not-found', '没有找到这一号，可能已经作废；请刷新后重试。', { field: '/id' })
    return ok({ office: { ...office, letters: office.letters.with({ ...letter, void: { at: ports.clock.now(), by, reason } }) }, value: {} })
  })
}
