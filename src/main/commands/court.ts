/** What goes to the court, and whether a package that came back or stayed is still what was sent. */
import { basename, extname } from 'node:path'
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { sides } from '../../core/base/codes.ts'
import { staysInOffice } from '../../core/case/record/confidential.ts'
import { courtOf } from '../../core/case/record/court-answers.ts'
import type { LocalDate } from '../../core/base/dates.ts'
import type { Handler, Input, Output } from '../../core/contract.ts'
import { inForce, versionsOf } from '../../core/documents/issued.ts'
import { isFingerprint, materialKinds } from '../../core/court/court-materials.ts'
import { catalogueOf, courtPackage, placeOfMaterial, purposesOf, type PackagedPaper, type Purpose } from '../../core/court/court-package.ts'
import { confirmationWindow, courtPrecheck, earliestEffect, type PrecheckFinding } from '../../core/court/court-precheck.ts'
import { profiles, type Profile } from '../../core/court/masking.ts'
import { nationalCase, nationalJson } from '../../core/exports/national.ts'
import { openMePage } from '../../core/court/open-me.ts'
import { checkPackage, MANIFEST, PackageManifest as PackageManifestOf, readManifest, type PackageManifest } from '../../core/exports/package-manifest.ts'
import { type PackagedFile } from '../../core/office/packaged-file.ts'
import { annexOf, type Office } from '../../core/office.ts'
import { type Attachment } from '../../core/office/details.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, refuseWith, type Result } from '../../core/base/result.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { readableText } from '../adapters/archives/readable-texts.ts'
import { legalFileName } from '../adapters/system.ts'
import { readZip } from '../adapters/archives/zip-reader.ts'
import { caseOf, fileName, voidedRefusal } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { sha256 } from '../store/crypto.ts'
import { encode, packageZip } from '../adapters/archives/package-zip.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { leakSearch, mayLeave, type LeakSearch } from '../../core/commands/leak-search.ts'
import { saveLeaving } from './saved-files.ts'

type Chosen = NonNullable<Input<'court.package'>['attachments']>
type Asked = Pick<Input<'court.package'>, 'caseId' | 'purpose' | 'profile' | 'attachments'>

const liveAttachments = (office: Office, caseId: string): Attachment[] =>
  office.attachments.all().filter(one => one.caseId === caseId && one.removedAt === undefined)

const precheckOf = (office: Office, file: CaseFile, today: LocalDate, chosen: Chosen = []): PrecheckFinding[] => courtPrecheck({
  file, annex: annexOf(office, file.id), today, reckoning: reckoningOf(office), attached: chosen.map(({ kind }) => kind),
  issued: office.issuedPapers.all().filter(paper => paper.caseId === file.id && !paper.void).map(({ documentId }) => documentId),
})

export const precheckForCourt: Handler<'court.precheck'> = async ({ caseId, purpose, attachments }, ports) => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  if (annexOf(office, caseId).voided) return voidedRefusal()
  const open = purposesOf(file)
  const from = earliestEffect(file)
  const reckoning = reckoningOf(office)
  const findings = (purpose ?? open[0]) === 'report' ? [] : precheckOf(office, file, ports.clock.today(), attachments)
  return ok({
    purposes: open,
    ...(from && { window: { from, last: confirmationWindow(from, reckoning), latest: confirmationWindow(file.agreement!.effectiveOn ?? from, reckoning) } }),
    findings,
  })
}

type Made = PackagedFile & { readonly kind: string; readonly content: Uint8Array; readonly issued: boolean; readonly unsearched: readonly string[]; readonly attachmentId?: string; readonly text: string }

type Assembled = {
  readonly office: Office
  readonly name: string
  readonly purpose: Purpose
  readonly to: string
  readonly profile: Profile
  readonly made: readonly Made[]
  readonly leaving: CaseFile
  readonly findings: PrecheckFinding[]
  readonly search: LeakSearch
  readonly stays: { what: string; why: string }[]
}

/** A paper as it was issued, where it was; otherwise as the case now makes it. Only what is whole leaves as it was issued. */
const paperBytes = async (paper: PackagedPaper, asIssued: boolean, office: Office, caseId: string, ports: Ports): Promise<Result<{ bytes: Uint8Array; issued: boolean }>> => {
  const kept = asIssued ? inForce(versionsOf(office.issuedPapers.all(), caseId, paper.documentId, paper.of)) : undefined
  const bytes = kept ? await ports.care.readFile(kept.blob) : await pdfOf(paper.content, office, ports)
  return bytes.ok ? ok({ bytes: bytes.value, issued: kept !== undefined }) : bytes
}

/** Everything that would leave, made and searched, nothing of it saved. */
const assembled = async ({ caseId, purpose, profile = 'court', attachments: chosen = [] }: Asked, ports: Ports): Promise<Result<Assembled>> => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const annex = annexOf(office, caseId)
  if (annex.voided) return voidedRefusal()
  const { details, mediators, settings } = office
  const today = ports.clock.today()
  const plan = courtPackage({ file, office: details, mediators, today, annex, purpose, profile, reckoning: reckoningOf(office), ...(settings?.wording && { wording: settings.wording }) })
  if (!plan.ok) return plan
  const to = plan.value.purpose === 'report' ? file.sourceRef!.body : courtOf(file, details.court)
  const live = liveAttachments(office, caseId)
  const pieces: { readonly place: number; readonly title: string; readonly kind: string; readonly extension: string; readonly issued: boolean; readonly content: Uint8Array; readonly attachmentId?: string }[] = []
  for (const paper of plan.value.papers) {
    const made = await paperBytes(paper, profile === 'court', office, caseId, ports)
    if (!made.ok) return made
    pieces.push({ place: placeOfMaterial(plan.value.purpose, paper.documentId), title: paper.title, kind: paper.kind, extension: '.pdf', issued: made.value.issued, content: made.value.bytes })
  }
  for (const [index, { id, kind }] of chosen.entries()) {
    const attachment = live.find(one => one.id === id)
    if (!attachment) return refuse('attachment-not-found', '没有找到这个附件，可能已被移除；请刷新后重新选择。', { field: `/attachments/${index}/id` })
    if (isFingerprint(attachment.name)) return refuse('fingerprint', `“${attachment.name}”是单独的指纹材料，不随材料送出（个人信息保护法第28条）；请去掉这一份。`, { field: `/attachments/${index}/id` })
    if (profile !== 'court') return refuse('attachment-not-masked', '附件里的个人信息没有隐去，只能完整地送法院；请去掉附件，或者改选“送法院”。', { field: `/attachments/${index}/id` })
    const bytes = await ports.care.readFile(attachment.blob)
    if (!bytes.ok) return bytes
    const extension = extname(attachment.name)
    pieces.push({ place: placeOfMaterial(plan.value.purpose, kind), title: basename(attachment.name, extension), kind: materialKinds[kind], extension, issued: false, content: bytes.value, attachmentId: id })
  }
  const made: Made[] = []
  const add = async (name: string, title: string, kind: string, content: Uint8Array, issued: boolean, attachmentId?: string): Promise<void> => {
    const { text, unsearched, pages } = await readableText(content, 0, attachmentId === undefined)
    made.push({ name, title, kind, bytes: content.length, sha256: sha256(content), ...(pages !== undefined && { pages }), content, issued, unsearched, ...(attachmentId !== undefined && { attachmentId }), text: `${name}\n${title}\n${text}` })
  }
  const numbered = (): string => String(made.length + 1).padStart(2, '0')
  for (const { title, kind, extension, issued, content, attachmentId } of pieces.toSorted((a, b) => a.place - b.place)) await add(`${numbered()}-${legalFileName(`${title}${extension}`)}`, title, kind, content, issued, attachmentId)
  const catalogue = await pdfOf(catalogueOf(plan.value, details, to, today, made), office, ports)
  if (!catalogue.ok) return catalogue
  if (made.length > 0) await add(`${numbered()}-材料清单.pdf`, '材料清单', '材料清单', catalogue.value, false)
  await add('case.json', '案件数据（案件交换文件第 1 版）', '数据', encode(`${JSON.stringify(plan.value.data, null, 1)}\n`), false)
  await add('national.json', '案件数据（全国系统字段名）', '数据', encode(nationalJson(nationalCase(plan.value.file, plan.value.data.mediators, details))), false)
  const separate = (file.sessions ?? []).filter(staysInOffice)
  const taken = new Set(chosen.map(({ id }) => id))
  return ok({
    office, name: plan.value.name, purpose: plan.value.purpose, to, profile, made, leaving: plan.value.file,
    findings: plan.value.purpose === 'report' ? [] : precheckOf(office, file, today, chosen),
    search: leakSearch(office, file, profile, made),
    stays: [
      ...(separate.length > 0 ? [{ what: `单方谈话和不外传的记录 ${separate.length} 次`, why: '只对调解员说的话，不出本会' }] : []),
      ...(annex.revisions?.length ? [{ what: `更正记录 ${annex.revisions.length} 次`, why: '本会内部留痕' }] : []),
      ...live.filter(({ id }) => !taken.has(id)).map(({ name }) => ({ what: `附件“${name}”`, why: isFingerprint(name) ? '指纹材料不送出' : '没有选' })),
      { what: '其他案件和通讯录里的人', why: '与本案无关' },
    ],
  })
}

const listed = ({ name, title, kind, bytes, sha256: digest, pages }: Made): PackagedFile =>
  ({ name, title, bytes, sha256: digest, ...(pages !== undefined && { pages }), kind })

/** What is told of each person, as it leaves. */
const personsLeaving = (file: CaseFile): Output<'court.preflight'>['persons'] => {
  const data = (rows: readonly (readonly [string, string | undefined])[]): { label: string; value: string }[] =>
    rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]))
  return file.parties.flatMap(party => [
    {
      role: sides[party.side], name: party.name,
      data: data([['证件号码', party.idNo], ['信用代码', party.uscc], ['备案号', party.filingNo], ['电话', party.phone], ['住址', party.address], ['出生日期', party.bornOn], ['民族', party.ethnicity], ['职业', party.occupation]]),
    },
    ...(party.representative ? [{ role: `${party.name}的负责人`, name: party.representative.name, data: data([['职务', party.representative.duty]]) }] : []),
    ...(party.agents ?? []).map(agent => ({ role: `${party.name}的代理人`, name: agent.name, data: data([['证件号码', agent.idNo], ['电话', agent.phone]]) })),
  ])
}

export const preflightForCourt: Handler<'court.preflight'> = async (input, ports) => {
  const made = await assembled(input, ports)
  if (!made.ok) return made
  const { purpose, to, profile, findings, search: { hits, phrases, strangers }, stays, leaving } = made.value
  return ok({
    purpose, to, masking: profiles[profile],
    files: made.value.made.map(one => ({ ...listed(one), issued: one.issued, unsearched: [...one.unsearched], ...(one.attachmentId !== undefined && { attachmentId: one.attachmentId }) })),
    persons: personsLeaving(leaving), stays, findings,
    proof: { phrases, strangers, characters: made.value.made.reduce((sum, { text }) => sum + text.length, 0), hits: [...hits] },
  })
}

export const packageForCourt: Handler<'court.package'> = async (input, ports) => {
  const whole = await assembled(input, ports)
  if (!whole.ok) return whole
  const { office, made, purpose, to, profile, search, findings } = whole.value
  const lookedAt = mayLeave(search, made, input.lookedAt ?? [], '/caseId')
  if (!lookedAt.ok) return lookedAt
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0 && input.despiteFindings !== true) {
    return refuseWith('not-ready', errors.map(({ pointer, code, message, article }) => ({ pointer, code, message, severity: 'error' as const, ...(article !== undefined && { article }) })))
  }
  const acknowledged = new Set(input.acknowledged)
  const open = findings.filter(({ losesRight, code }) => losesRight && !acknowledged.has(code))
  if (open.length > 0) {
    return refuseWith('not-acknowledged', open.map(({ pointer, code, message, article }) => ({
      pointer, code, message: `${message}就这样送出可能失去申请司法确认的机会；请先补正，或者在打包时逐项确认（acknowledged 写 ${code}）。`, severity: 'error' as const, ...(article !== undefined && { article }),
    })))
  }
  const now = ports.clock.now()
  const file = office.cases.get(input.caseId)!
  const id = ports.ids.next()
  // In the order of the schema: the page of a package is made of it again when it is checked.
  const manifest: PackageManifest = PackageManifestOf.parse({
    format: 'mediation-court-package',
    version: 1,
    id,
    office: office.details.name,
    court: to,
    fileNo: file.fileNo,
    madeAt: now,
    rehearsal: office.rehearsal,
    files: made.map(listed),
  })
  const zip = packageZip(manifest, made.map(({ name, content }) => [name, content] as const))
  const saved = await saveLeaving(ports, {
    command: 'court.package', id, kind: purpose, to, caseId: input.caseId, masking: profiles[profile], files: manifest.files, ...(lookedAt.value.length > 0 && { lookedAt: lookedAt.value }), name: fileName(office, `${whole.value.name}.zip`), bytes: zip,
  })
  return saved.ok ? ok({ ...saved.value, exportId: id }) : saved
}

export const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

type Opened = { readonly manifest: PackageManifest; readonly files: ReadonlyMap<string, Uint8Array>; readonly checked: ReturnType<typeof checkPackage> }

/** A package with each of its files checked. Refuses with `package-unsafe` or `package-invalid`. */
export const openedPackage = async (bytes: Uint8Array): Promise<Result<Opened>> => {
  const files = await readZip(bytes)
  if (!files.ok) return files
  const manifest = readManifest(files.value.get(MANIFEST), decode)
  if (!manifest.ok) return manifest
  const digests = new Map([...files.value].map(([name, content]) => [name, { bytes: content.length, sha256: sha256(content) }]))
  return ok({ manifest: manifest.value, files: files.value, checked: checkPackage(manifest.value, digests, { sha256: sha256(encode(openMePage(manifest.value))) }) })
}

/** Refuses as `openedPackage` does; a package that was changed is an answer. */
export const verifyPackage: Handler<'package.verify'> = async (input, ports) => {
  const bytes = await givenBytes(input, ports.files, '要核对的压缩包')
  if (!bytes.ok) return bytes
  const opened = await openedPackage(bytes.value)
  if (!opened.ok) return opened
  const { office, court, fileNo, madeAt, rehearsal } = opened.value.manifest
  return ok({ office, court, fileNo, madeAt, rehearsal, genuine: opened.value.checked.every(({ state }) => state === 'genuine'), files: opened.value.checked })
}
