/** The file of a case as one PDF, and what is wrong with it. */
import { documentsOffered } from '../../core/documents/index.ts'
import {
  dossierBack, dossierCatalogue, dossierCover, dossierFindings, dossierSituation, papersInFile, type DossierEntry, type DossierFinding, type DossierFrame,
} from '../../core/documents/dossier.ts'
import { stageOf } from '../../core/case/lifecycle.ts'
import type { CaseFile } from '../../core/case/case-file.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import type { Attachment, Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, type Result } from '../../core/result.ts'
import { pageCounts, renderBook, type Part } from '../adapters/pdf.ts'
import { keptContent } from './issue.ts'
import { caseOf, fileName, pdfOptions } from './paper-content.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'

const isPicture = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xd8) || (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47)

/** A leaf that stands for a file which cannot be printed into this one: it is printed by itself and put behind the leaf. */
const placeholder = ({ name, sha256 }: Attachment): DocumentContent => ({
  id: 'D05',
  title: name,
  blocks: [
    { kind: 'title', text: name },
    { kind: 'paragraph', text: '这份附件不是图片，不能并入本文件。请从“附件”中取出、打印后放在本页之后；它的电子原件另存于本案附件中。' },
    { kind: 'paragraph', text: `电子原件的 SHA-256：${sha256}`, indent: false },
  ],
})

type Piece = { readonly title: string; readonly part: Part; readonly note?: string }

const pieceOf = async (attachment: Attachment, ports: Ports): Promise<Result<Piece>> => {
  const bytes = await ports.care.readFile(attachment.blob)
  if (!bytes.ok) return bytes
  return ok(isPicture(bytes.value)
    ? { title: attachment.name, part: { kind: 'scan', title: attachment.name, images: [bytes.value] } }
    : { title: attachment.name, part: { kind: 'paper', content: placeholder(attachment) }, note: '电子原件另存' })
}

/** Everything in the file but its frame, in order: each issued paper with its scans, then the other attachments. */
const piecesOf = async (office: Office, file: CaseFile, attachments: readonly Attachment[], ports: Ports): Promise<Result<Piece[]>> => {
  const pieces: Piece[] = []
  const placed = new Set<string>()
  for (const paper of papersInFile(office.issuedPapers.all().filter(({ caseId }) => caseId === file.id))) {
    const { title } = paper
    const scans = (paper.scans ?? []).flatMap(id => attachments.find(attachment => attachment.id === id) ?? [])
    if (scans.length === 0) {
      const content = await keptContent(ports, paper)
      if (!content.ok) return content
      pieces.push({ title, part: { kind: 'paper', content: content.value }, ...(paper.toSign ? { note: '未归签名件' } : {}) })
    }
    for (const scan of scans) {
      placed.add(scan.id)
      const piece = await pieceOf(scan, ports)
      if (!piece.ok) return piece
      pieces.push({ ...piece.value, title: scans.length > 1 ? `${title}（${scans.indexOf(scan) + 1}）` : title, note: piece.value.note ?? '签名件扫描' })
    }
  }
  for (const attachment of attachments) {
    if (placed.has(attachment.id)) continue
    const piece = await pieceOf(attachment, ports)
    if (!piece.ok) return piece
    pieces.push(piece.value)
  }
  return ok(pieces)
}

type Assembled = { readonly office: Office; readonly file: CaseFile; readonly pieces: readonly Piece[]; readonly entries: readonly DossierEntry[]; readonly findings: DossierFinding[] }

const assembled = async (caseId: string, ports: Ports): Promise<Result<Assembled>> => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const today = ports.clock.today()
  const attachments = office.attachments.all().filter(one => one.caseId === caseId && one.removedAt === undefined)
  const pieces = await piecesOf(office, file, attachments, ports)
  if (!pieces.ok) return pieces
  const counts = pageCounts(pieces.value.map(({ part }) => part), pdfOptions(office, ports.clock.now()))
  let from = 1
  const entries = pieces.value.map(({ title, note }, index): DossierEntry => {
    const entry = { title, from, pages: counts[index]!, ...(note ? { note } : {}) }
    from += counts[index]!
    return entry
  })
  const findings = dossierFindings({
    file, attachments, today,
    papers: office.issuedPapers.all().filter(paper => paper.caseId === caseId),
    offered: documentsOffered(file, stageOf(file, today)),
  }, from - 1)
  return ok({ office, file, pieces: pieces.value, entries, findings })
}

export const checkDossier: Handler<'dossier.check'> = async ({ caseId }, ports) => {
  const made = await assembled(caseId, ports)
  return made.ok ? ok({ findings: made.value.findings }) : made
}

export const makeDossier: Handler<'dossier.make'> = async ({ caseId }, ports) => {
  const made = await assembled(caseId, ports)
  if (!made.ok) return made
  const { office, file, pieces, entries, findings } = made.value
  const { account } = await ports.store.status()
  const frame: DossierFrame = { file, office: office.details, mediators: office.mediators, entries, findings, by: account!.name, today: ports.clock.today(), parameters: reckoningOf(office).parameters }
  const paper = (content: DocumentContent): Part => ({ kind: 'paper', content })
  const rendered = await renderBook({
    title: `调解卷宗 ${file.fileNo ?? ''}`.trim(),
    parts: [
      paper(dossierCover(frame)),
      paper(dossierCatalogue(frame)),
      ...pieces.map(({ part, title }, index): Part =>
        ({ ...(part.kind === 'scan' ? { ...part, title } : part), archiveNo: entries[index]!.from })),
      paper(dossierSituation(frame)),
      paper(dossierBack(frame)),
    ],
  }, pdfOptions(office, ports.clock.now()))
  if (!rendered.ok) return rendered
  const saved = await ports.files.save(fileName(office, `调解卷宗_${file.fileNo ?? file.appliedOn}.pdf`), rendered.value.pdf)
  return saved.ok ? ok({ ...saved.value, pages: rendered.value.pages }) : saved
}
