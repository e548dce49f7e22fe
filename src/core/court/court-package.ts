/**
 * What goes to the court for one case: its papers and its data, without anything said in a separate session
 * (背对背). The host renders, searches, digests and packs it.
 */
import type { CaseAnnex } from '../case/record/annex.ts'
import { isFromCourt } from '../case/record/before-acceptance.ts'
import type { CaseFile, Mediator } from '../case/record/case-file.ts'
import { mediatorKinds } from '../base/codes.ts'
import { withoutConfidential } from '../case/record/confidential.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { stageOf } from '../case/record/lifecycle.ts'
import { paragraph, plain, title } from '../documents/writing/case-words.ts'
import type { Choice, DocumentContent, DocumentTemplate } from '../documents/writing/content.ts'
import { documentsOffered, extrasKey, papersOf } from '../documents/index.ts'
import { writePaper } from '../documents/writing/phrases.ts'
import type { Settings } from '../office.ts'
import type { OfficeDetails } from '../office/details.ts'
import type { Reckoning } from '../rules/time-limits.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import type { Bundle } from '../exports/bundle.ts'
import { materialKinds, type MaterialKind } from './court-materials.ts'
import { maskedCase, type Profile } from './masking.ts'

export const purposes = { confirmation: '申请司法确认', report: '向法院反馈结果' } as const
export type Purpose = keyof typeof purposes

/** Which purposes a case can have now. A matter entrusted after filing gets the court's own document, no confirmation. */
export const purposesOf = (file: CaseFile): Purpose[] => [
  ...((file.end?.code === 'E01' || file.end?.code === 'E02') && file.source !== 'courtAfterFiling' && !file.courtMediationDocument ? ['confirmation' as const] : []),
  ...(isFromCourt(file) && file.sourceRef && file.end && ['E01', 'E02', 'E03', 'E04', 'E08'].includes(file.end.code) ? ['report' as const] : []),
]

/** A paper of the package: `kind` where the list of materials puts it. */
export type PackagedPaper = {
  readonly documentId: string
  readonly of?: string
  readonly title: string
  readonly kind: string
  readonly content: DocumentContent
}

export type CourtPackage = {
  /** Name of the zip without its ending. */
  readonly name: string
  readonly purpose: Purpose
  /** In the court's order. */
  readonly papers: readonly PackagedPaper[]
  /** The case as it leaves. */
  readonly file: CaseFile
  readonly data: Bundle
}

/** The court's order: forms, and the places of attachments between them. */
const orders: Readonly<Record<Purpose, readonly (string | MaterialKind)[]>> = {
  confirmation: ['D14', 'D07', 'D08', 'agreement', 'roster', 'organisation', 'identity', 'D28', 'authority', 'rights', 'D01', 'D02', 'D06', 'record', 'address', 'other'],
  report: ['D27', 'D07', 'D08', 'agreement', 'D26', 'D06', 'record', 'D24', 'identity', 'authority', 'rights', 'address', 'returned', 'other'],
}
/** Where a form or a kind of attachment stands among the materials. */
export const placeOfMaterial = (purpose: Purpose, what: string): number => {
  const at = orders[purpose].indexOf(what)
  return at < 0 ? orders[purpose].length : at
}

const kindOf: Readonly<Record<string, string>> = {
  D14: '司法确认申请书', D07: '调解协议', D08: '调解协议', D28: '授权委托书', D01: '调解申请书', D02: '受理登记表', D06: '调解记录', D26: '收件登记', D27: '调解情况复函', D24: '终止调解通知书',
}

/** Who mediated: the committee and those of its mediators that the case names (调解组织证明的名册部分). */
const roster = (file: CaseFile, office: OfficeDetails, mediators: readonly Mediator[], today: LocalDate): DocumentContent => ({
  id: 'roster',
  title: '调解组织和人民调解员名册',
  ...(file.fileNo ? { number: file.fileNo } : {}),
  blocks: [
    title('调解组织和人民调解员名册'),
    paragraph(`${office.name}是依法设立的人民调解委员会${office.address ? `，地址：${office.address}` : ''}${office.phone ? `，电话：${office.phone}` : ''}。本案由下列人民调解员主持调解，特此证明。`),
    {
      kind: 'table',
      columns: [{ title: '序号', share: 1, align: 'center' }, { title: '姓名', share: 3 }, { title: '专职或兼职', share: 3 }, { title: '任期', share: 5 }],
      rows: mediators.map(({ name, kind, termFrom, termTo }, index) => [
        String(index + 1), name, mediatorKinds[kind], termFrom || termTo ? `${termFrom ? chineseDate(termFrom) : ''}至${termTo ? chineseDate(termTo) : '今'}` : '',
      ]),
    },
    { kind: 'signatures', places: [], seal: office.name, date: chineseDate(today) },
  ],
})

/** The list of materials, as the last of them. */
export const catalogueOf = (
  { file, purpose }: Pick<CourtPackage, 'file' | 'purpose'>, office: OfficeDetails, court: string, today: LocalDate,
  rows: readonly { readonly title: string; readonly kind: string; readonly pages?: number; readonly name: string; readonly sha256: string }[],
): DocumentContent => ({
  id: 'catalogue',
  title: '材料清单',
  ...(file.fileNo ? { number: file.fileNo } : {}),
  blocks: [
    title('材料清单'),
    plain(`${court}：`),
    paragraph(`${file.fileNo ? `${file.fileNo}案件` : '本案'}${purposes[purpose]}，送交材料如下。电子文件与纸质材料一致，文件有没有改动可以用压缩包里的“打开我”网页核对。`),
    {
      kind: 'table',
      columns: [{ title: '序号', share: 1, align: 'center' }, { title: '材料', share: 5 }, { title: '类别', share: 3 }, { title: '页数', share: 1, align: 'right' }, { title: '文件摘要（SHA-256 前 16 位）', share: 4 }],
      rows: rows.map(({ title: name, kind, pages, sha256 }, index) => [String(index + 1), name, kind, pages === undefined ? '' : String(pages), sha256.slice(0, 16).toUpperCase()]),
    },
    { kind: 'signatures', places: [{ label: '移交人', note: '签名' }, { label: '接收人', note: '签名' }], seal: office.name, date: chineseDate(today) },
  ],
})

export type CourtPackageInput = {
  readonly file: CaseFile
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  readonly today: LocalDate
  readonly annex?: CaseAnnex
  readonly wording?: NonNullable<Settings['wording']>
  readonly reckoning?: Reckoning
  readonly purpose?: Purpose
  readonly profile?: Profile
}

/**
 * Refuses with `no-agreement` while there is none in effect (人民调解法第33条), with `court-makes-document` where the court writes
 * its own document, or `not-from-court`.
 */
export const courtPackage = (
  { file, office, mediators, today, annex = { id: file.id }, wording = {}, reckoning, purpose: asked, profile = 'court' }: CourtPackageInput,
): Result<CourtPackage> => {
  const open = purposesOf(file)
  const purpose = asked ?? open[0]
  if (purpose === undefined || !open.includes(purpose)) {
    if (purpose === 'report') return refuse('not-from-court', '只有法院委派、委托并且已经结束的案件才向法院反馈结果。', { field: '/purpose' })
    if (file.source === 'courtAfterFiling' || file.courtMediationDocument) {
      return refuse('court-makes-document', '立案后委托的案件由法院出具调解书，不申请司法确认；请选择“向法院反馈结果”。', { field: asked ? '/purpose' : '/caseId' })
    }
    return refuse('no-agreement', '只有协议已经生效的案件才能打包送法院（人民调解法第33条）；请先完成签名盖章并登记协议生效。', { field: '/caseId' })
  }
  const leaving = maskedCase(withoutConfidential(file), profile)
  const named = new Set(file.mediators?.map(mediator => mediator.mediatorId))
  const ours = mediators.filter(mediator => named.has(mediator.id)).map(({ phone: _1, ...mediator }) => mediator)
  const write = (template: DocumentTemplate, of: Choice | undefined, name: string): PackagedPaper => ({
    documentId: template.id,
    ...(of && { of: of.id }),
    title: name,
    kind: kindOf[template.id] ?? template.title,
    content: writePaper(template, {
      file: leaving, office, mediators, today, annex, ...(of && { of: of.id }), ...(reckoning && { reckoning }),
      ...(annex.paperExtras?.[extrasKey(template.id, of?.id)] && { extras: annex.paperExtras[extrasKey(template.id, of?.id)]! }),
      ...(wording[template.id] && { wording: wording[template.id]! }),
    }),
  })
  // A power of attorney goes along for those who have an agent.
  const hasUse = ({ id }: DocumentTemplate, of: Choice | undefined): boolean => id !== 'D28' || leaving.parties.some(party => party.id === of?.id && (party.agents ?? []).length > 0)
  const wanted = documentsOffered(leaving, stageOf(leaving, today)).filter(template => orders[purpose].includes(template.id))
  const papers: PackagedPaper[] = profile === 'court' || profile === 'department'
    ? wanted.flatMap(template => papersOf(template, leaving).filter(paper => !paper.of?.internal && hasUse(template, paper.of)).map(paper => write(template, paper.of, paper.title)))
    : []
  if (purpose === 'confirmation' && papers.length > 0) {
    papers.push({ documentId: 'roster', title: '调解组织和人民调解员名册', kind: '调解组织证明', content: roster(leaving, office, ours, today) })
  }
  return ok({
    name: `${purpose === 'report' ? '调解结果反馈' : '送法院材料'}_${file.fileNo ?? file.appliedOn}`,
    purpose,
    papers: papers.toSorted((a, b) => placeOfMaterial(purpose, a.documentId) - placeOfMaterial(purpose, b.documentId)),
    file: leaving,
    data: { format: 'mediation-case-bundle', version: 1, office, mediators: ours, cases: [leaving] },
  })
}

/** What an attachment is called on the list. */
export const materialName = (kind: MaterialKind): string => materialKinds[kind]
