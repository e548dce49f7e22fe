/** The file of a case as one PDF, and what is wrong with it. */
import { documentsOffered } from '../../core/documents/index.ts'
import {
  attachmentPlace, dossierBack, dossierCatalogue, inFileOrder, dossierCover, dossierFindings, dossierFrameAlone, dossierSituation, papersInFile, type DossierEntry, type DossierFinding, type DossierFrame,
} from '../../core/documents/dossier.ts'
import { stageOf } from '../../core/case/record/lifecycle.ts'
import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/writing/content.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Attachment } from '../../core/office/details.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { makePaper, makingLimits, once, openSide, orAbnormal, readingLimits, type Side } from '../adapters/workers/side.ts'
import type { Looked, Part, PdfOptions, Rendered } from '../adapters/pdf/pdf.ts'
import type { IssuedPaper } from '../../core/office/issued-paper.ts'
import { isInternalPaper } from '../../core/commands/separate-talks.ts'
import { keptContent } from './issued-papers.ts'
import { caseOf, fileName, pdfOptions } from './paper-content.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { saveForOffice } from './saved-files.ts'

type Reason = Extract<Looked, { kind: 'none' }>['why'] | 'stuck' | 'many'

const reasons: Readonly<Record<Reason, string>> = {
  other: '不是图片，也不是 PDF',
  locked: '加了打开密码',
  damaged: '已经损坏，读不出来',
  huge: '太大（超过 100 MB 或 500 页，或者展开后大得不正常）',
  layered: '有隐藏的图层，并入后会显现出来',
  many: '和前面的附件合起来太大（超过 200 MB）',
  stuck: '异常：读取时间过长，或者占用内存过多',
}

/** A leaf that stands for a file which cannot be printed into this one: it is printed by itself and put behind the leaf. */
const placeholder = ({ name, sha256 }: Attachment, why: Reason): DocumentContent => ({
  id: 'D05',
  title: name,
  blocks: [
    { kind: 'title', text: name },
    { kind: 'paragraph', text: `这份附件${reasons[why]}，不能并入本文件。请从“附件”中取出、打印后放在本页之后；它的电子原件另存于本案附件中。` },
    { kind: 'paragraph', text: `电子原件的 SHA-256：${sha256}`, indent: false },
  ],
})

type Piece = { readonly title: string; readonly part: Part; readonly note?: string; readonly leaf?: Reason }

type Look = (bytes: Uint8Array) => Promise<Looked | { readonly kind: 'none'; readonly why: 'stuck' | 'many' }>

/** What others made in one file, all of it together. */
const MOST_BYTES = 200 * 1024 * 1024

/** Looks at files that others made in a process of its own: one that hangs or breaks it takes nothing else along. */
const lookIn = (side: Side, options: PdfOptions): Look => {
  let left = MOST_BYTES
  return async bytes => {
    const looked = await orAbnormal<Awaited<ReturnType<Look>>>(side.run('lookAtFile', bytes, options), () => ({ kind: 'none', why: 'stuck' }))
    if (looked.kind === 'none') return looked
    if (bytes.length > left) return { kind: 'none', why: 'many' }
    left -= bytes.length
    return looked
  }
}

const pieceOf = async (attachment: Attachment, ports: Ports, look: Look): Promise<Result<Piece>> => {
  const read = await ports.care.readFile(attachment.blob)
  if (!read.ok) return read
  const { name: title } = attachment
  const bytes = read.value
  const looked = await look(bytes)
  switch (looked.kind) {
    case 'scan': return ok({ title, part: { kind: 'scan', title, images: [bytes] } })
    case 'foreign': return ok({ title, part: { kind: 'foreign', title, bytes, pages: looked.pages } })
    case 'none': return ok({ title, part: { kind: 'paper', content: placeholder(attachment, looked.why) }, note: '电子原件另存', leaf: looked.why })
  }
}

/** What was issued in a case, without records that stay: they are kept beside the file, not in it. */
const papersOf = (office: Office, file: CaseFile): IssuedPaper[] => office.issuedPapers.all().filter(paper => paper.caseId === file.id && !isInternalPaper(file, paper))

/** Everything in the file but its frame, in order: each issued paper with its scans, then the other attachments. */
const piecesOf = async (
  office: Office, file: CaseFile, attachments: readonly Attachment[], ports: Ports, look: Look,
): Promise<Result<Piece[]>> => {
  const pieces: (Piece & { readonly place: number })[] = []
  const placed = new Set<string>()
  for (const paper of papersInFile(papersOf(office, file))) {
    const { title } = paper
    const scans = (paper.scans ?? []).flatMap(id => attachments.find(attachment => attachment.id === id) ?? [])
    if (scans.length === 0) {
      const content = await keptContent(ports, paper)
      if (!content.ok) return content
      pieces.push({ title, place: inFileOrder(paper.documentId), part: { kind: 'paper', content: content.value }, ...(paper.toSign ? { note: '未归签名件' } : {}) })
    }
    for (const scan of scans) {
      placed.add(scan.id)
      const piece = await pieceOf(scan, ports, look)
      if (!piece.ok) return piece
      pieces.push({ ...piece.value, place: inFileOrder(paper.documentId), title: scans.length > 1 ? `${title}（${scans.indexOf(scan) + 1}）` : title, note: piece.value.note ?? '签名件扫描' })
    }
  }
  const evidence = new Set((annexOf(office, file.id).evidenceFiles ?? []).map(({ attachmentId }) => attachmentId))
  for (const attachment of attachments) {
    if (placed.has(attachment.id)) continue
    const piece = await pieceOf(attachment, ports, look)
    if (!piece.ok) return piece
    const { place, title } = attachmentPlace(attachment.name, evidence.has(attachment.id))
    // What could not be taken in is named as it is kept.
    pieces.push({ ...piece.value, title: piece.value.leaf ? attachment.name : title, place })
  }
  // What was added stands where it belongs, behind the papers of the same place.
  return ok(pieces.map((piece, at) => ({ piece, at })).toSorted((a, b) => a.piece.place - b.piece.place || a.at - b.at).map(({ piece }) => piece))
}

/** The pages of each part; only papers have to be set to know. */
const countsOf = async (parts: readonly Part[], options: PdfOptions): Promise<number[]> => {
  const papers = await makePaper('pageCounts', parts.filter(({ kind }) => kind === 'paper'), options)
  const next = papers.values()
  return parts.map(part => (part.kind === 'paper' ? next.next().value! : part.kind === 'scan' ? part.images.length : part.pages))
}

type Assembled = { readonly office: Office; readonly file: CaseFile; readonly pieces: readonly Piece[]; readonly entries: readonly DossierEntry[]; readonly findings: DossierFinding[] }

const assembled = async (caseId: string, ports: Ports): Promise<Result<Assembled>> => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const today = ports.clock.today()
  // The signed sheets of records that stay lie with them.
  const kept = new Set(office.issuedPapers.all().flatMap(paper => (paper.caseId === caseId && isInternalPaper(file, paper) ? paper.scans ?? [] : [])))
  const attachments = office.attachments.all().filter(one => one.caseId === caseId && one.removedAt === undefined && !kept.has(one.id))
  const options = pdfOptions(office, ports.clock.now())
  const side = openSide(readingLimits)
  const pieces = await piecesOf(office, file, attachments, ports, lookIn(side, options)).finally(side.close)
  if (!pieces.ok) return pieces
  const counts = await countsOf(pieces.value.map(({ part }) => part), options)
  let from = 1
  const entries = pieces.value.map(({ title, note, part }, index): DossierEntry => {
    const entry = { title, from, pages: counts[index]!, ...(note ? { note } : {}), ...(part.kind === 'foreign' ? { foreign: true as const } : {}) }
    from += counts[index]!
    return entry
  })
  const findings = dossierFindings({
    file, attachments, today,
    papers: papersOf(office, file),
    offered: documentsOffered(file, stageOf(file, today)),
    leaves: pieces.value.flatMap(({ title, leaf }) => (leaf === undefined || leaf === 'other' ? [] : [{ title, reason: reasons[leaf] }])),
  }, from - 1)
  return ok({ office, file, pieces: pieces.value, entries, findings })
}

export const checkDossier: Handler<'dossier.check'> = async ({ caseId }, ports) => {
  const made = await assembled(caseId, ports)
  return made.ok ? ok({ findings: made.value.findings }) : made
}

export const makeDossier: Handler<'dossier.make'> = async ({ caseId, format = 'pdf' }, ports) => {
  const made = await assembled(caseId, ports)
  if (!made.ok) return made
  const { office, file, pieces, entries, findings } = made.value
  const { account } = await ports.store.status()
  const frame: DossierFrame = { file, office: office.details, mediators: office.mediators, entries, findings, by: account!.name, today: ports.clock.today(), parameters: reckoningOf(office).parameters }
  if (format === 'docx') {
    const bytes = await makePaper('renderDocx', dossierFrameAlone(frame), pdfOptions(office, ports.clock.now()))
    const saved = await saveForOffice(ports, fileName(office, `卷宗封面和目录_${file.fileNo ?? file.appliedOn}.docx`), bytes)
    return saved.ok ? ok({ ...saved.value, pages: entries.reduce((sum, { pages }) => sum + pages, 0) }) : saved
  }
  const paper = (content: DocumentContent): Part => ({ kind: 'paper', content })
  // What others made is read once more: in a process of its own.
  const rendered = await orAbnormal<Result<Rendered>>(once(makingLimits, 'renderBook', {
    title: `调解卷宗 ${file.fileNo ?? ''}`.trim(),
    parts: [
      paper(dossierCover(frame)),
      paper(dossierCatalogue(frame)),
      ...pieces.map(({ part, title }, index): Part =>
        ({ ...(part.kind === 'paper' ? part : { ...part, title }), archiveNo: entries[index]!.from })),
      paper(dossierSituation(frame)),
      paper(dossierBack(frame)),
    ],
  }, pdfOptions(office, ports.clock.now())), () => refuse('dossier-too-much', '这份卷宗的附件合起来太大，没有生成。请把大的附件单独打印、归在卷后，从“附件”里移除后再生成。'))
  if (!rendered.ok) return rendered
  const saved = await saveForOffice(ports, fileName(office, `调解卷宗_${file.fileNo ?? file.appliedOn}.pdf`), rendered.value.pdf)
  return saved.ok ? ok({ ...saved.value, pages: rendered.value.pages }) : saved
}
