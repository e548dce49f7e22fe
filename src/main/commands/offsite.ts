/** Cases taken along to another computer, and brought back: an encrypted file each way, merged field by field at home. */
import { allRoles } from '../../core/base/accounts.ts'
import { mergeCase } from '../../core/case/merge/merge-case.ts'
import { countersAfter, numberBy, sequenceOf } from '../../core/base/numbering.ts'
import { problemsOf } from '../../core/case/moves/case-rules.ts'
import type { WholeCase } from '../../core/case/merge/separate-additions.ts'
import { canonical, type MergeSide } from '../../core/base/three-way.ts'
import { collectionOf } from '../../core/base/collection.ts'
import type { Handler, Output } from '../../core/contract.ts'
import type { IssuedPaper } from '../../core/office/issued-paper.ts'
import { Along, alongFault, alongLimits, groundOf } from '../../core/offsite/offsite.ts'
import { isOut, type CheckOut } from '../../core/office/check-out.ts'
import { maskings } from '../../core/office/export-log.ts'
import { readJson } from '../../core/base/json-text.ts'
import { annexOf, newOffice, type Office } from '../../core/office.ts'
import { type Attachment } from '../../core/office/details.ts'
import type { Ports } from '../../core/ports.ts'
import { parseWith } from '../../core/base/parse-input.ts'
import { ok, refuse, type Conflict, type Result } from '../../core/base/result.ts'
import { openSealed, sealedLimits, sealFiles } from '../adapters/archives/sealed-file.ts'
import { handOutRefusal } from '../../core/commands/separate-talks.ts'
import { listCases } from './case-list.ts'
import { caseNotFound, caseTitle, mediatorIdsOf } from '../../core/commands/case-view.ts'
import { fileName } from './paper-content.ts'
import { sha256 } from '../store/crypto.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { ruleDay } from '../../core/case/time/deadlines.ts'
import { filePatterns, wordOn } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { saveLeaving } from './saved-files.ts'

const LIST = 'cases.json'
const names = { attachment: (id: string) => `attachments/${sha256(Buffer.from(id))}`, paper: (id: string) => `papers/${sha256(Buffer.from(id))}`, content: (id: string) => `contents/${sha256(Buffer.from(id))}` }


/** What goes into the file: whole cases with everything that belongs to them, separate sessions too. */
const packed = async (
  office: Office, ids: readonly string[], about: Pick<Along, 'direction' | 'checkOutId' | 'madeBy'>, { care, clock }: Ports, password: string,
): Promise<Result<Uint8Array>> => {
  const wanted = new Set(ids)
  const attachments = office.attachments.all().filter(({ caseId }) => wanted.has(caseId))
  const papers = office.issuedPapers.all().filter(({ caseId }) => wanted.has(caseId))
  const along: Along = {
    format: 'mediation-cases-along', version: 1, ...about, rehearsal: office.rehearsal, office: office.details, fileNumbers: { ...office.fileNumbers },
    mediators: office.mediators, madeAt: clock.now(),
    cases: office.cases.all().filter(({ id }) => wanted.has(id)),
    annexes: office.annexes.all().filter(({ id }) => wanted.has(id)),
    attachments: attachments.map(({ blob: _blob, ...one }) => one),
    papers: papers.map(({ blob: _1, contentBlob: _2, ...one }) => one),
    ...(about.direction === 'out' && { ground: groundOf(office) }),
  }
  const files: Record<string, Uint8Array> = { [LIST]: new TextEncoder().encode(JSON.stringify(along)) }
  const blobs = [
    ...attachments.map(({ id, blob }) => [names.attachment(id), blob] as const),
    ...papers.flatMap(({ id, blob, contentBlob }) => [[names.paper(id), blob], [names.content(id), contentBlob]] as const),
  ]
  let size = files[LIST]!.length
  for (const [name, blob] of blobs) {
    const bytes = await care.readFile(blob)
    if (!bytes.ok) return bytes
    files[name] = bytes.value
    size += bytes.value.length
    if (size > sealedLimits.bytes || blobs.length >= sealedLimits.entries) return refuse('too-much', '这些案件的附件和文书太多，一个外带文件装不下（最多约 450 MB）；请少选几件，分几次带。', { field: '/caseIds' })
  }
  return ok(await sealFiles(files, password))
}

type Opened = { readonly along: Along; readonly files: ReadonlyMap<string, Uint8Array> }

const damaged = (why: string): Result<never> => refuse('along-invalid', `这个外带文件不能用：${why}；没有存入任何内容。请重新带出或带回一次。`, { field: '/path' })

/** Opens and checks a whole file before anything of it is used. */
const opened = async (input: { path?: string; content?: string; password: string }, { files }: Ports): Promise<Result<Opened>> => {
  const given = await givenBytes(input, files, '外带文件')
  if (!given.ok) return given
  const inside = await openSealed(given.value, input.password)
  if (!inside.ok) return inside
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(inside.value.get(LIST))
  } catch {
    return damaged('里面的案件数据不完整')
  }
  const read = readJson(text, alongLimits)
  if ('fault' in read || read.twice) return damaged('里面的案件数据不完整')
  const parsed = parseWith(Along, read.value)
  if (!parsed.ok) return damaged(parsed.problems[0]!.message.replace(/。$/, ''))
  const along = parsed.value
  const fault = alongFault(along)
  if (fault) return damaged(fault)
  const wrong = [
    ...along.attachments.map(one => [names.attachment(one.id), one.sha256] as const),
    ...along.papers.flatMap(one => [[names.paper(one.id), one.sha256], [names.content(one.id), one.contentSha256]] as const),
  ].some(([name, digest]) => !inside.value.has(name) || sha256(inside.value.get(name)!) !== digest)
  if (wrong) return damaged('里面的附件缺少，或与清单不符')
  return ok({ along, files: inside.value })
}

type Records = { attachments: Attachment[]; papers: IssuedPaper[] }

/** The records of what is new, with the names under which `keep` says that their bytes lie here. */
const recordsOf = ({ along, files }: Opened, office: Office | null, keep: (bytes: Uint8Array) => string): Records => ({
  attachments: along.attachments.filter(({ id }) => !office?.attachments.get(id)).map(one => ({ ...one, blob: keep(files.get(names.attachment(one.id))!) })),
  papers: along.papers.filter(({ id }) => !office?.issuedPapers.get(id))
    .map(one => ({ ...one, blob: keep(files.get(names.paper(one.id))!), contentBlob: keep(files.get(names.content(one.id))!) })),
})

/** Keeps the bytes of what is new; gives the records. */
const kept = async (open: Opened, office: Office, { care }: Ports): Promise<Result<Records>> => {
  const blobs = new Map<Uint8Array, string>()
  recordsOf(open, office, bytes => {
    blobs.set(bytes, '')
    return ''
  })
  for (const bytes of blobs.keys()) {
    const blob = await care.keepFile(bytes)
    if (!blob.ok) return blob
    blobs.set(bytes, blob.value)
  }
  return ok(recordsOf(open, office, bytes => blobs.get(bytes)!))
}

const summaryOf = ({ cases, ...about }: CheckOut): Output<'checkOut.list'>['rows'][number] =>
  ({ ...about, cases: cases.map(({ file }) => ({ id: file.id, ...(file.fileNo !== undefined && { fileNo: file.fileNo }), title: caseTitle(file) })) })

export const checkOutCases: Handler<'case.checkOut'> = async ({ caseIds, filter, password, note }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  if (office.value.settings?.guestOf) return refuse('guest-office', '这台电脑上的案件本身就是带出来的；办完请用“带回”。', { field: '' })
  let ids = caseIds ?? []
  if (filter) {
    const found = await listCases({ ...filter, limit: 100_000 }, ports)
    if (!found.ok) return found
    ids = [...new Set([...ids, ...found.value.rows.map(({ id }) => id)])]
  }
  if (ids.length === 0) return refuse('no-case', '没有选中案件，请先选择要带出的案件。', { field: '/caseIds' })
  if (ids.some(id => !office.value.cases.get(id))) return caseNotFound()
  const { account } = await ports.store.status()
  const withheld = handOutRefusal(account!, office.value, ids.flatMap(id => office.value.cases.get(id) ?? []), '/caseIds')
  if (withheld) return withheld
  const already = office.value.checkOuts.all().filter(isOut).find(one => one.cases.some(({ file }) => ids.includes(file.id)))
  if (already) {
    const file = already.cases.find(one => ids.includes(one.file.id))!.file
    return refuse('already-out', `案件“${file.fileNo ?? caseTitle(file)}”已在${already.at.slice(0, 10)}由${already.by}带出，还没有带回；请先带回，或不选这一件。`, { field: '/caseIds' })
  }
  const by = await accountName(ports)
  const id = ports.ids.next()
  const bytes = await packed(office.value, ids, { direction: 'out', checkOutId: id, madeBy: by }, ports, password)
  if (!bytes.ok) return bytes
  const out: CheckOut = {
    id, at: ports.clock.now(), by, ...(note !== undefined && { note }),
    // As they stood when the file was made, whatever was changed while it was being written.
    cases: ids.map(one => ({ file: office.value.cases.get(one)!, annex: annexOf(office.value, one) })),
  }
  const saved = await saveLeaving(ports, {
    command: 'case.checkOut', kind: 'along', to: note ?? '带到另一台电脑办理', masking: maskings.sealed, ...(ids.length === 1 ? { caseId: ids[0]! } : { cases: ids.length }),
    name: fileName(office.value, `外带案件_${ports.clock.today()}_${ids.length}件.mca`), bytes: bytes.value,
    change: present => ({ ...present, checkOuts: present.checkOuts.with(out) }),
  })
  return saved.ok ? ok({ path: saved.value.path, cases: ids.length, checkOutId: id }) : saved
}

export const listCheckOuts: Handler<'checkOut.list'> = async (_input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const { settings, checkOuts, cases } = office.value
  return ok({
    rows: checkOuts.all().map(summaryOf).toSorted((a, b) => (isOut(a) === isOut(b) ? (a.at < b.at ? 1 : -1) : isOut(a) ? -1 : 1)),
    ...(settings?.guestOf && { guestOf: { ...settings.guestOf, cases: cases.size } }),
  })
}

export const endCheckOut: Handler<'checkOut.end'> = async ({ id, reason }, ports) => {
  const by = await accountName(ports)
  return ports.store.change({ command: 'checkOut.end', at: ports.clock.now(), reason }, office => {
    const out = office.checkOuts.get(id)
    if (!out || !isOut(out)) return refuse('not-out', '这一批案件已经带回或注销，请刷新后重试。', { field: '/id' })
    return ok({ office: { ...office, checkOuts: office.checkOuts.with({ ...out, ended: { at: ports.clock.now(), by, reason } }) }, value: {} })
  })
}

/** On the other computer: an empty folder becomes an office that holds the cases of the file and nothing else. */
export const setUpFromFile: Handler<'away.setUp'> = async (input, ports) => {
  const status = await ports.store.status()
  if (status.state !== 'empty') return refuse('already-set-up', '这个文件夹里已经有资料；外带案件要放进空的文件夹，请换一个。', { field: '/path' })
  const open = await opened(input, ports)
  if (!open.ok) return open
  const { along } = open.value
  if (along.direction !== 'out') return damaged('它是带回用的文件，请回到原来的电脑上带回')
  if (ports.clock.fixed && !along.rehearsal) return refuse('now-only-in-rehearsal', '指定时间（--now）只能用于演练资料；请去掉 --now。', { field: '/path' })
  const at = ports.clock.now()
  const first = newOffice(along.office, { name: input.account.name, roles: allRoles }, along.rehearsal)
  const { rules = [], registers = first.registers.all(), settings } = along.ground ?? {}
  // One change: an office without its cases would be neither the old folder nor the new one.
  const created = await ports.store.create(keep => {
    const records = recordsOf(open.value, null, keep)
    return {
      ...first, mediators: along.mediators, fileNumbers: along.fileNumbers, rules: collectionOf(rules), registers: collectionOf(registers),
      settings: { ...settings, guestOf: { checkOutId: along.checkOutId, takenAt: along.madeAt, takenBy: along.madeBy } },
      cases: collectionOf(along.cases), annexes: collectionOf(along.annexes),
      attachments: collectionOf(records.attachments), issuedPapers: collectionOf(records.papers),
    }
  }, { account: input.account.name, password: input.account.password }, { command: 'away.setUp', at })
  return created.ok
    ? ok({ recoveryKey: created.value.recoveryKey, cases: along.cases.length, office: along.office.name, rehearsal: along.rehearsal })
    : created
}

export const handBack: Handler<'case.handBack'> = async ({ password }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const { settings, cases } = office.value
  if (!settings?.guestOf) return refuse('not-guest', '这台电脑上的案件不是带出来的，不用带回。', { field: '' })
  const ids = cases.all().map(({ id }) => id)
  const bytes = await packed(office.value, ids, { direction: 'back', checkOutId: settings.guestOf.checkOutId, madeBy: await accountName(ports) }, ports, password)
  if (!bytes.ok) return bytes
  const saved = await saveLeaving(ports, {
    command: 'case.handBack', kind: 'along', to: office.value.details.name, masking: maskings.sealed, cases: ids.length,
    name: fileName(office.value, `带回案件_${ports.clock.today()}_${ids.length}件.mca`), bytes: bytes.value,
  })
  return saved.ok ? ok({ path: saved.value.path, cases: ids.length }) : saved
}

/** How home closed for good a case in which something was changed away. What was closed is changed only after it was opened again, with a reason. */
const closedMeanwhile = (base: WholeCase, home: WholeCase, away: WholeCase): '归档' | '作废' | undefined => {
  if (canonical(base) === canonical(away) || canonical(home) === canonical(away)) return undefined
  if (home.annex.voided && !base.annex.voided && !away.annex.voided) return '作废'
  return home.file.archive && !base.file.archive && !away.file.archive ? '归档' : undefined
}

type Choices = Readonly<Record<string, Readonly<Record<string, MergeSide>>>>
type Merging = { readonly office: Office; readonly value: Output<'case.checkIn'> }

/** The office with everything that came back, or every conflict that nobody has decided. Pure but for what it is given. */
const merged = (office: Office, along: Along, choices: Choices, today: Parameters<typeof problemsOf>[1]['today']): Result<Merging> => {
  const out = office.checkOuts.get(along.checkOutId)
  if (along.direction !== 'back') return damaged('它是带出用的文件；带回请在另一台电脑上先做“带回”')
  if (!out) return refuse('foreign-file', '这些案件不是从本会的这套资料里带出去的，不能带回；没有存入任何内容。', { field: '/path' })
  if (out.returned) return refuse('already-returned', `这一批案件已在${out.returned.at.replace('T', ' ')}由${out.returned.by}带回；之后又办的，请重新带出再带回。`, { field: '/path' })
  if (out.ended) return refuse('check-out-ended', `这一批案件已在${out.ended.at.slice(0, 10)}由${out.ended.by}注销外带（${out.ended.reason}），不能再带回。`, { field: '/path' })
  const mediators = [...office.mediators, ...along.mediators.filter(({ id }) => !office.mediators.some(one => one.id === id))]
  const mediatorIds = new Set([...mediatorIdsOf(office), ...mediators.map(({ id }) => id)])
  const bases = new Map(out.cases.map(base => [base.file.id, base]))
  if (out.cases.some(({ file }) => !along.cases.some(({ id }) => id === file.id))) return damaged('里面缺少带出去的案件')
  const annexes = new Map(along.annexes.map(annex => [annex.id, annex]))
  const taken = new Map(office.cases.all().flatMap(({ id, fileNo }) => (fileNo === undefined ? [] : [[fileNo, id] as const])))
  const counts = { changed: 0, unchanged: 0, added: 0, decided: 0 }
  const renumbered: Output<'case.checkIn'>['renumbered'] = []
  const conflicts: Conflict[] = []
  let next: Office = { ...office, mediators }
  for (const theirs of along.cases) {
    const away = { file: theirs, annex: annexes.get(theirs.id) ?? { id: theirs.id } }
    const base = bases.get(theirs.id)
    const stored = office.cases.get(theirs.id)
    if (!base && stored) return damaged('里面有一件没有带出去的案件')
    const home = stored && { file: stored, annex: annexOf(office, stored.id) }
    const mine = Object.hasOwn(choices, theirs.id) ? choices[theirs.id]! : {}
    const closed = base && home && mine[''] !== 'home' ? closedMeanwhile(base, home, away) : undefined
    if (closed) {
      return refuse('closed-meanwhile', `案件“${home!.file.fileNo ?? caseTitle(home!.file)}”在外期间已在本机${closed}，外面又改了内容；没有存入任何内容。请主任先${closed === '作废' ? '撤销作废' : '重新打开'}，再带回。`, { field: '/path' })
    }
    const one = base && home ? mergeCase(base, home, away, mine) : { whole: away, conflicts: [] }
    const open = one.conflicts.filter(({ pointer }) => !Object.hasOwn(mine, pointer))
    if (open.length > 0) {
      conflicts.push({
        kind: 'case', id: theirs.id, title: [theirs.fileNo, caseTitle(theirs)].filter(Boolean).join('　'),
        differences: one.conflicts.map(({ pointer, home: here, away: there }) => ({ pointer, ...(here !== undefined && { stored: here }), ...(there !== undefined && { incoming: there }) })),
      })
      continue
    }
    counts.decided += one.conflicts.length
    let { file } = one.whole
    // The same number was given at home meanwhile: home's stays, for papers with it may have gone out from here.
    const holder = file.fileNo === undefined ? undefined : taken.get(file.fileNo)
    if (file.fileNo !== undefined && holder !== undefined && holder !== file.id) {
      const { parameters } = reckoningOf(office)
      const year = sequenceOf(file.fileNo, filePatterns(parameters))?.year ?? today.slice(0, 4)
      const sequence = (next.fileNumbers[year] ?? 0) + 1
      const fresh = numberBy(wordOn(parameters, 'fileNumber', ruleDay(file, today)), year, office.details.numberWord, sequence)
      renumbered.push({ caseId: file.id, from: file.fileNo, to: fresh })
      const { agreement } = file
      // A draft follows its case; an agreement in force keeps the number that was signed.
      file = { ...file, fileNo: fresh, ...(agreement && agreement.no === file.fileNo && agreement.effectiveOn === undefined && { agreement: { ...agreement, no: fresh } }) }
    }
    if (file.fileNo !== undefined) {
      taken.set(file.fileNo, file.id)
      next = { ...next, fileNumbers: countersAfter(next.fileNumbers, [file.fileNo], filePatterns(reckoningOf(office).parameters)) }
    }
    const errors = problemsOf(file, { today, mediatorIds }).filter(({ severity }) => severity === 'error')
    if (errors.length > 0) {
      if (Object.hasOwn(mine, '')) return refuse('merge-invalid', `案件“${file.fileNo ?? caseTitle(file)}”不能这样存入：${errors[0]!.message}`, { field: '/path', problems: errors })
      // Each side was right by itself; together they are not, so one of them has to be taken whole.
      conflicts.push({ kind: 'case', id: file.id, title: [file.fileNo, caseTitle(file)].filter(Boolean).join('　'), differences: [{ pointer: '', stored: errors.map(({ message }) => message) }] })
      continue
    }
    if (!home) counts.added += 1
    else if (file === home.file && one.whole.annex === home.annex) counts.unchanged += 1
    else counts.changed += 1
    next = {
      ...next,
      cases: file === home?.file ? next.cases : next.cases.with(file),
      annexes: one.whole.annex === home?.annex || Object.keys(one.whole.annex).length === 1 ? next.annexes : next.annexes.with(one.whole.annex),
    }
  }
  if (conflicts.length > 0) {
    return refuse('merge-conflict', `有 ${conflicts.length} 件案件在两边都改了同一处，还没有存入任何内容；请逐处选择用哪一边的。`, { field: '/choices', conflicts })
  }
  return ok({ office: next, value: { ...counts, renumbered } })
}

export const checkInCases: Handler<'case.checkIn'> = async (input, ports) => {
  const open = await opened(input, ports)
  if (!open.ok) return open
  const { along } = open.value
  const choices = input.choices ?? {}
  const before = await ports.store.read()
  if (!before.ok) return before
  const planned = merged(before.value, along, choices, ports.clock.today())
  if (!planned.ok) return planned
  const records = await kept(open.value, before.value, ports)
  if (!records.ok) return records
  const by = await accountName(ports)
  const at = ports.clock.now()
  return ports.store.change({ command: 'case.checkIn', at }, office => {
    const result = merged(office, along, choices, ports.clock.today())
    if (!result.ok) return result
    const out = office.checkOuts.get(along.checkOutId)!
    // What was removed before it left and is there again was brought back by that side.
    const removed = along.attachments.flatMap(({ id, removedAt }) => {
      const present = office.attachments.get(id)
      if (!present) return []
      if (removedAt !== undefined && removedAt >= out.at && present.removedAt === undefined) return [{ ...present, removedAt }]
      const { removedAt: was, ...again } = present
      return removedAt === undefined && was !== undefined && was < out.at ? [again] : []
    })
    const voided = along.papers.flatMap(({ id, void: voiding, scans }) => {
      const present = office.issuedPapers.get(id)
      if (!present || (!voiding && !scans?.some(scan => !present.scans?.includes(scan)))) return []
      return [{ ...present, ...(voiding && !present.void && { void: voiding }), ...(scans && { scans: [...new Set([...(present.scans ?? []), ...scans])] }) }]
    })
    return ok({
      office: {
        ...result.value.office,
        attachments: [...records.value.attachments, ...removed].reduce((all, one) => all.with(one), office.attachments),
        issuedPapers: [...records.value.papers, ...voided].reduce((all, one) => all.with(one), office.issuedPapers),
        checkOuts: office.checkOuts.with({ ...out, returned: { at, by } }),
      },
      value: result.value.value,
    })
  })
}
