/** What comes from the court: matters sent for mediation, answers to what was sent; and the register of what left. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { courtAnswerProblems, withCourtAnswer, type CourtAnswer, type NewCourtAnswer, courtOf } from '../../core/case/record/court-answers.ts'
import { dateOf } from '../../core/base/dates.ts'
import { applicationProblems } from '../../core/case/moves/case-rules.ts'
import { withFiling } from '../../core/case/performance/confirmation-course.ts'
import type { CaseView, CommandName, Handler } from '../../core/contract.ts'
import { readBundle } from '../../core/exports/bundle.ts'
import { courtMatter, readReceipt, receiptMatches, RECEIPT } from '../../core/court/court-receipt.ts'
import { MANIFEST, OPEN_ME } from '../../core/exports/package-manifest.ts'
import type { Office } from '../../core/office.ts'
import type { Attachment } from '../../core/office/details.ts'
import { annexOf } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, refuseWith, type Result } from '../../core/base/result.ts'
import { archivedRefusal, changeBeside } from '../../core/commands/change-beside.ts'
import { caseOf } from './paper-content.ts'
import { storable, changeCase } from '../../core/commands/change-case.ts'
import { freeId } from '../../core/case/moves/move.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { withNoted } from './contacts.ts'
import { decode, openedPackage } from './court.ts'
import { sha256 } from '../store/crypto.ts'
import { givenBytes } from '../adapters/given-bytes.ts'

/** The most that one case or one receipt takes, in bytes: whatever is longer is not read through. */
const LONGEST = 20 * 1024 * 1024

const textOf = (bytes: Uint8Array): Result<string> => {
  if (bytes.length > LONGEST) return refuse('file-too-big', '这份数据大得不正常，不是一件案件或者一份回执；请让法院重新发来。', { field: '/path' })
  try {
    return ok(decode(bytes))
  } catch {
    return refuse('not-utf8', '文件不是 UTF-8 文本，可能已损坏；请让法院重新发来。', { field: '/path' })
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** A package in which every file is as its list says. Refuses with `package-altered` otherwise. */
const genuinePackage = async (bytes: Uint8Array): ReturnType<typeof openedPackage> => {
  const opened = await openedPackage(bytes)
  if (!opened.ok) return opened
  const wrong = opened.value.checked.find(({ state }) => state !== 'genuine')
  return wrong ? refuse('package-altered', `来件里的“${wrong.name.slice(0, 60)}”与清单不符（被改动、缺少或多出）。没有登记任何内容，请让对方重新打包发来。`, { field: '/path' }) : opened
}

/** Keeps files that came along as attachments of a case. */
const kept = async (files: ReadonlyMap<string, Uint8Array>, caseId: string, ports: Ports): Promise<Result<Attachment[]>> => {
  const { account } = await ports.store.status()
  const attachments: Attachment[] = []
  for (const [name, bytes] of files) {
    const blob = await ports.care.keepFile(bytes)
    if (!blob.ok) return blob
    attachments.push({
      id: ports.ids.next(), caseId, name: name.replaceAll('/', '＿'), blob: blob.value, size: bytes.length,
      sha256: sha256(bytes), addedAt: ports.clock.now(), addedBy: account!.name,
    })
  }
  return ok(attachments)
}

const withAttachments = (office: Office, attachments: readonly Attachment[]): Office =>
  ({ ...office, attachments: attachments.reduce((all, one) => all.with(one), office.attachments) })

const without = (files: ReadonlyMap<string, Uint8Array>, ...names: string[]): Map<string, Uint8Array> =>
  new Map([...files].filter(([name]) => !names.includes(name)))

/**
 * Shows what comes, and registers it when told so. Refuses a package that is unsafe, altered or holds no matter of a court, and
 * with `already-received` a matter that is registered.
 */
export const receiveFromCourt: Handler<'court.receive'> = async (input, ports) => {
  const bytes = await givenBytes(input, ports.files, '法院发来的压缩包')
  if (!bytes.ok) return bytes
  const office = await ports.store.read()
  if (!office.ok) return office
  const opened = await genuinePackage(bytes.value)
  if (!opened.ok) return opened
  const { manifest, files } = opened.value
  const data = files.get('case.json')
  if (!data) return refuse('package-invalid', '来件里没有案件数据（case.json），不能自动登记；请在“登记申请”里手工登记。', { field: '/path' })
  const text = textOf(data)
  if (!text.ok) return text
  const today = ports.clock.today()
  const read = readBundle(text.value, { today, knownMediators: [] })
  if (!read.ok) return refuse('package-invalid', `来件里的案件数据不合规矩：${read.refusal.message}`, { field: '/path', ...(read.refusal.problems && { problems: read.refusal.problems }) })
  const matter = courtMatter(read.value.bundle)
  if (!matter.ok) return matter
  const { source, type, facts, claims, parties, officialCategory, place, propertyCompany } = matter.value
  const receivedOn = input.receivedOn ?? today
  const sourceRef = { ...matter.value.sourceRef, receivedOn }
  const incoming = {
    office: manifest.office, madeAt: manifest.madeAt, court: sourceRef.body, ...(sourceRef.documentNo !== undefined && { documentNo: sourceRef.documentNo }),
    source: source as 'courtBeforeFiling' | 'courtAfterFiling', parties: parties.map(({ name }) => name), facts, files: manifest.files,
  }
  const registered = (now: Office): Result<null> => {
    const same = sourceRef.documentNo === undefined ? undefined
      : now.cases.all().find(one => one.sourceRef?.body === sourceRef.body && one.sourceRef.documentNo === sourceRef.documentNo && !now.annexes.get(one.id)?.voided)
    return same ? refuse('already-received', `${sourceRef.documentNo}已经登记过（${same.fileNo ?? '还没有受理'}），不再重复登记。`, { field: '/path' }) : ok(null)
  }
  const free = registered(office.value)
  if (!free.ok) return free
  if (input.accept !== true) return ok({ incoming })
  const id = ports.ids.next()
  const file: CaseFile = {
    id, source, type, facts, claims, parties, appliedOn: receivedOn, sourceRef,
    ...(officialCategory && { officialCategory }), ...(place && { place }), ...(propertyCompany && { propertyCompany }),
  }
  const attachments = await kept(without(files, MANIFEST, OPEN_ME, 'case.json', 'national.json'), id, ports)
  if (!attachments.ok) return attachments
  return ports.store.change({ command: 'court.receive', at: ports.clock.now(), caseId: id }, present => {
    const still = registered(present)
    if (!still.ok) return still
    const stored = storable(present, {
      file, office: withAttachments(withNoted(present, file), attachments.value), problems: applicationProblems(file),
      inputPointer: pointer => (pointer === '/sourceRef/receivedOn' || pointer === '/appliedOn' ? '/receivedOn' : '/path'),
    }, today)
    return stored.ok ? ok({ office: stored.value.office, value: { incoming, view: stored.value.value } }) : stored
  })
}

/** Notes an answer and lets the case follow it. */
const answered = (
  ports: Ports, command: CommandName, caseId: string, answer: NewCourtAnswer, exportId: string | undefined, attachments: readonly Attachment[],
): Promise<Result<CaseView>> => changeBeside(ports, command, caseId, (file, annex, office) => {
  const archived = archivedRefusal(file, '登记法院的答复；请主任先重新打开')
  if (archived) return archived
  const problems = courtAnswerProblems(file, answer, ports.clock.today()).map(problem => ({ ...problem, pointer: `/answer${problem.pointer}` }))
  if (problems.length > 0) return refuseWith('invalid-input', problems)
  const next = withCourtAnswer(file, answer, office.details.court)
  if (!next.ok) return next
  const before = annex.courtAnswers ?? []
  const entry: CourtAnswer = { ...answer, id: freeId('c', new Set(before.map(({ id }) => id))), ...(exportId !== undefined && { exportId }) }
  return ok({ file: next.value, annex: { ...annex, courtAnswers: [...before, entry] }, office: withAttachments(office, attachments) })
})

export const recordCourtAnswer: Handler<'court.recordAnswer'> = ({ caseId, answer }, ports) => answered(ports, 'court.recordAnswer', caseId, answer, undefined, [])

/** Reads a receipt, alone or in a package with the court's papers; those become attachments of the case. */
export const readCourtAnswer: Handler<'court.readAnswer'> = async (input, ports) => {
  const bytes = await givenBytes(input, ports.files, '法院的回执')
  if (!bytes.ok) return bytes
  let content = bytes.value
  let beside: ReadonlyMap<string, Uint8Array> = new Map()
  if (isZip(content)) {
    const opened = await genuinePackage(content)
    if (!opened.ok) return opened
    const inside = opened.value.files.get(RECEIPT)
    if (!inside) return refuse('receipt-invalid', `压缩包里没有“${RECEIPT}”，请让法院重新发来，或者手工登记答复。`, { field: '/path' })
    content = inside
    beside = without(opened.value.files, MANIFEST, OPEN_ME, RECEIPT)
  }
  const text = textOf(content)
  if (!text.ok) return text
  const receipt = readReceipt(text.value)
  if (!receipt.ok) return receipt
  const office = await ports.store.read()
  if (!office.ok) return office
  const sent = receiptMatches(receipt.value, office.value.exports.get(receipt.value.package))
  if (!sent.ok) return sent
  const { caseId, id } = sent.value
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const same = (annexOf(office.value, caseId).courtAnswers ?? []).some(one => one.exportId === id && one.kind === receipt.value.answer.kind && one.on === receipt.value.answer.on)
  if (same) return refuse('already-read', '这份回执已经登记过，没有重复登记。', { field: '/path' })
  const attachments = await kept(beside, caseId, ports)
  if (!attachments.ok) return attachments
  const view = await answered(ports, 'court.readAnswer', caseId, { ...receipt.value.answer, ...(input.filedOn && { filedOn: input.filedOn }) }, id, attachments.value)
  return view.ok ? ok({ answer: view.value.annex.courtAnswers!.at(-1)!, view: view.value }) : view
}

/** Handing the application in, for the first time or again after the court sent it back. */
export const fileForConfirmation: Handler<'court.file'> = async ({ caseId, seen, on, court, note }, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'court.file', 'recordConfirmation', { caseId, seen }, (file, office) => {
    const filed = withFiling(file, annexOf(office, caseId), { on, court: court ?? courtOf(file, office.details.court), by, ...(note !== undefined && { note }) }, ports.clock.today())
    return filed
  })
}

export const listExports: Handler<'export.list'> = async ({ caseId, to, from, until }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const all = office.value.exports.all()
  const rows = all.filter(one => (caseId === undefined || one.caseId === caseId) && (to === undefined || one.to === to)
    && (from === undefined || dateOf(one.at) >= from) && (until === undefined || dateOf(one.at) <= until))
  return ok({
    total: all.length,
    receivers: [...new Set(all.flatMap(one => one.to ?? []))].toSorted(),
    rows: rows.toReversed().map(one => {
      const fileNo = one.caseId === undefined ? undefined : office.value.cases.get(one.caseId)?.fileNo
      return {
        ...one, ...(fileNo !== undefined && { fileNo }),
        answered: one.caseId !== undefined && (annexOf(office.value, one.caseId).courtAnswers ?? []).some(({ exportId }) => exportId === one.id),
      }
    }),
  })
}

/** Says to whom something went that was saved without it. What was said stays. */
export const addressExport: Handler<'export.address'> = ({ id, to }, ports) =>
  ports.store.change({ command: 'export.address', at: ports.clock.now() }, office => {
    const sent = office.exports.get(id)
    if (!sent) return refuse('export-not-found', '送出登记里没有这一份，请刷新后重试。', { field: '/id' })
    if (sent.to !== undefined) return refuse('already-addressed', `这一份已经写明送给“${sent.to}”，不再更改；又送给别处的请重新生成，另登记一份。`, { field: '/to' })
    return ok({ office: { ...office, exports: office.exports.with({ ...sent, to }) }, value: {} })
  })
