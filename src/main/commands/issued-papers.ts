/** Commands on issued papers: previewed, issued once and kept, voided in sight, checked, joined with their scans. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { yearOf, type LocalDate } from '../../core/base/dates.ts'
import { ruleDay } from '../../core/case/time/deadlines.ts'
import type { Handler, Output } from '../../core/contract.ts'
import type { IssuedView } from '../../core/contract/documents.ts'
import { missingIn, printed, type DocumentContent } from '../../core/documents/writing/content.ts'
import { codeOf, hasSignatures, inForce, nextNumber, patternFor, verdictOn, versionsOf, voided } from '../../core/documents/issued.ts'
import { type IssuedPaper } from '../../core/office/issued-paper.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { makePaper, once, orAbnormal, readingLimits } from '../adapters/workers/side.ts'
import { docxFor } from './docx-templates.ts'
import { missingSentence } from '../../core/documents/writing/missing-characters.ts'
import { changedWords, claimInText, wordsOf } from '../../core/documents/issued-words.ts'
import { caseOf, fileName, paperContent, pdfOptions, type PaperText } from './paper-content.ts'
import { sha256 } from '../store/crypto.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { saveForOffice } from './saved-files.ts'


const viewOf = ({ blob: _blob, contentBlob: _content, ...view }: IssuedPaper): IssuedView => view

/** The content as it is kept and digested: JSON in UTF-8. */
const contentBytes = (content: DocumentContent): Uint8Array => new TextEncoder().encode(JSON.stringify(content))

const CLAIM = /文书内容SHA-256:([0-9a-f]{64})/
const claimOf = (digest: string): string => `文书内容SHA-256:${digest}`

/** The digest that the PDF's own metadata name: they lie in it as plain XML (PDF/A). */
const claimedIn = (pdf: Uint8Array): string | undefined => CLAIM.exec(Buffer.from(pdf).toString('utf8'))?.[1]

const paperNotFound = () => refuse('paper-not-found', '没有找到这份签发的文书，请刷新后重试。', { field: '/paperId' })

export const previewDocument: Handler<'document.preview'> = async (input, ports) => {
  const found = await caseOf(ports, input.caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const kept = input.paperId === undefined ? undefined : office.issuedPapers.get(input.paperId)
  if (input.paperId !== undefined) {
    if (!kept) return paperNotFound()
    const bytes = await ports.care.readFile(kept.blob)
    return bytes.ok ? ok({ title: kept.title, pdf: Buffer.from(bytes.value).toString('base64'), pages: kept.pages, missing: [] }) : bytes
  }
  const paper = paperContent(office, file, { id: input.documentId, of: input.of }, ports.clock.today(), '/documentId')
  if (!paper.ok) return paper
  const { title, content } = paper.value
  const rendered = await makePaper('renderPaper', content, { ...pdfOptions(office, ports.clock.now()), preview: input.print !== true })
  if (!rendered.ok) return rendered
  const characters = missingSentence(rendered.value.missing)
  return ok({ title, pdf: Buffer.from(rendered.value.pdf).toString('base64'), pages: rendered.value.pages, missing: missingIn(content), ...(characters && { characters }) })
}

/** True where the number line of a paper is still to be filled in. */
const lacksNumber = (content: DocumentContent): boolean =>
  missingIn({ ...content, blocks: content.blocks.filter(block => block.kind === 'number') }).length > 0

/** The content as the next issue of its paper would be: with number and version. Refuses with `unchanged`. */
const nextIssue = (office: Office, file: CaseFile, paper: PaperText, today: LocalDate) => {
  const papers = office.issuedPapers.all()
  const versions = versionsOf(papers, file.id, paper.content.id, paper.of)
  const before = inForce(versions)
  const version = (versions.at(-1)?.version ?? 0) + 1
  // A number given by hand holds; what has a number of its series keeps it through its versions.
  const { id } = paper.content
  const pattern = paper.no !== undefined ? undefined : patternFor(id, lacksNumber(paper.content), reckoningOf(office).parameters, ruleDay(file, today))
  const fresh = pattern && !before?.given ? nextNumber(papers, pattern, String(yearOf(today)), office.details.numberWord) : undefined
  const given = pattern ? before?.given ?? fresh?.given : undefined
  const number = given ? before?.given ? before.number : fresh?.number : paper.content.number
  const content = printed(given && number ? paper.numbered(number) : paper.content)
  if (before && sha256(contentBytes({ ...content, version: before.version })) === before.contentSha256) {
    return refuse('unchanged', `内容和已签发的第${before.version}版一样，不用再签发；可以直接打开原件。`, { field: '/documentId' })
  }
  return ok({ content: { ...content, version }, version, number, given })
}

export const issueDocument: Handler<'document.issue'> = async (input, ports) => {
  const found = await caseOf(ports, input.caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const now = ports.clock.now()
  const today = ports.clock.today()
  const written = paperContent(office, file, { id: input.documentId, of: input.of }, today, '/documentId')
  if (!written.ok) return written
  const { title, of } = written.value
  const next = nextIssue(office, file, written.value, today)
  if (!next.ok) return next
  const { content, version, number, given } = next.value
  const kept = contentBytes(content)
  const contentSha256 = sha256(kept)
  const rendered = await makePaper('renderPaper', content, pdfOptions(office, now), { code: codeOf(content, contentSha256), digest: contentSha256, keywords: claimOf(contentSha256) })
  if (!rendered.ok) return rendered
  const contentBlob = await ports.care.keepFile(kept)
  if (!contentBlob.ok) return contentBlob
  const blob = await ports.care.keepFile(rendered.value.pdf)
  if (!blob.ok) return blob
  const { account } = await ports.store.status()
  const paper: IssuedPaper = {
    id: ports.ids.next(),
    caseId: input.caseId,
    documentId: content.id,
    title,
    ...(of === undefined ? {} : { of }),
    ...(number === undefined ? {} : { number }),
    ...(given === undefined ? {} : { given }),
    version,
    issuedAt: now,
    by: account!.name,
    sha256: sha256(rendered.value.pdf),
    blob: blob.value,
    contentSha256,
    contentBlob: contentBlob.value,
    pages: rendered.value.pages,
    toSign: hasSignatures(content),
  }
  return ports.store.change({ command: 'document.issue', at: now, caseId: input.caseId }, present => {
    // The number was reckoned before the PDF was made; another issue may have come between.
    const again = nextIssue(present, file, written.value, today)
    if (!again.ok) return again
    if (again.value.number !== number || again.value.version !== version) return refuse('busy', '另一份文书刚刚签发，编号有变；请再签发一次。')
    return ok({ office: { ...present, issuedPapers: present.issuedPapers.with(paper) }, value: viewOf(paper) })
  })
}

export const listIssued: Handler<'document.issued'> = async ({ caseId }, ports) => {
  const office = await ports.store.read()
  return office.ok ? ok({ papers: office.value.issuedPapers.all().filter(paper => paper.caseId === caseId).map(viewOf) }) : office
}

const issuedPaper = async (ports: Ports, paperId: string): Promise<Result<{ office: Office; paper: IssuedPaper }>> => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const paper = office.value.issuedPapers.get(paperId)
  return paper ? ok({ office: office.value, paper }) : paperNotFound()
}

/** The content of an issued paper as it was kept. */
export const keptContent = async (ports: Ports, paper: IssuedPaper): Promise<Result<DocumentContent>> => {
  const bytes = await ports.care.readFile(paper.contentBlob)
  return bytes.ok ? ok(JSON.parse(new TextDecoder().decode(bytes.value)) as DocumentContent) : bytes
}

export const openIssued: Handler<'document.open'> = async ({ paperId, format = 'pdf' }, ports) => {
  const found = await issuedPaper(ports, paperId)
  if (!found.ok) return found
  const { office, paper } = found.value
  const name = fileName(office, `${paper.title}_${paper.number ?? office.cases.get(paper.caseId)?.fileNo ?? ''}_第${paper.version}版${paper.void ? '（已作废）' : ''}`)
  if (format === 'pdf') {
    const bytes = await ports.care.readFile(paper.blob)
    return bytes.ok ? saveForOffice(ports, `${name}.pdf`, bytes.value) : bytes
  }
  const content = await keptContent(ports, paper)
  if (!content.ok) return content
  const docx = await docxFor(office, office.cases.get(paper.caseId), content.value, ports)
  return docx.ok ? saveForOffice(ports, `${name}.docx`, docx.value) : docx
}

/** Changes one issued paper as a transaction. */
const changePaper = async (
  ports: Ports, command: 'document.void' | 'document.attachScan', paperId: string, edit: (paper: IssuedPaper, office: Office) => Result<IssuedPaper>,
): Promise<Result<IssuedView>> => {
  const found = await issuedPaper(ports, paperId)
  if (!found.ok) return found
  return ports.store.change({ command, at: ports.clock.now(), caseId: found.value.paper.caseId }, present => {
    const paper = present.issuedPapers.get(paperId)
    if (!paper) return paperNotFound()
    const edited = edit(paper, present)
    return edited.ok ? ok({ office: { ...present, issuedPapers: present.issuedPapers.with(edited.value) }, value: viewOf(edited.value) }) : edited
  })
}

export const voidDocument: Handler<'document.void'> = async ({ paperId, reason }, ports) => {
  const { account } = await ports.store.status()
  return changePaper(ports, 'document.void', paperId, paper => voided(paper, ports.clock.now(), account!.name, reason))
}

export const attachScan: Handler<'document.attachScan'> = ({ paperId, attachmentIds }, ports) =>
  changePaper(ports, 'document.attachScan', paperId, (paper, office) => {
    if (paper.void) return refuse('already-void', '这份文书已经作废，不再归扫描件。', { field: '/paperId' })
    const at = attachmentIds.findIndex(id => {
      const attachment = office.attachments.get(id)
      return !attachment || attachment.caseId !== paper.caseId || attachment.removedAt !== undefined
    })
    if (at >= 0) return refuse('attachment-not-found', '没有找到这个附件，可能已被移除；请刷新后重新选择。', { field: `/attachmentIds/${at}` })
    const { scans: _, ...rest } = paper
    return ok(attachmentIds.length > 0 ? { ...rest, scans: [...new Set(attachmentIds)] } : rest)
  })

/** By the text of a code, or the digest at the foot of a page: what was issued, to be laid beside the paper. */
const verifyByText = async (text: string, office: Office, ports: Ports): Promise<Result<Output<'document.verify'>>> => {
  const claim = claimInText(text)
  if (claim === undefined) return refuse('no-code', '这段文字里没有核验码。请输入二维码里的文字，或者页脚“核验”后面的 8 位字母数字。', { field: '/text' })
  const found = office.issuedPapers.all().filter(({ contentSha256 }) => contentSha256.startsWith(claim))
  const [paper] = found
  if (!paper || found.length > 1) return ok({ verdict: 'unknown', sentence: found.length > 1 ? '有几份文书的核验码都以这几位开头，请输入完整的核验码。' : '没有签发过核验码是这样的文书，请核对输入，或者看二维码里的文字。' })
  const content = await keptContent(ports, paper)
  if (!content.ok) return content
  const { verdict, sentence } = verdictOn(office.issuedPapers.all(), paper.sha256, undefined)
  const fileNo = office.cases.get(paper.caseId)?.fileNo
  return ok({ verdict, sentence: sentence.replace('，没有改动', '，下面是签发的内容，请和手中的纸逐项核对'), paper: viewOf(paper), ...(fileNo ? { fileNo } : {}), issued: wordsOf(content.value) })
}

export const verifyDocument: Handler<'document.verify'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  if (input.text !== undefined) return verifyByText(input.text, office.value, ports)
  const read = await givenBytes(input, ports.files, '要核验的 PDF 文件')
  if (!read.ok) return read
  if (Buffer.from(read.value.subarray(0, 5)).toString('latin1') !== '%PDF-') return refuse('not-a-pdf', '这不是 PDF 文件；请选择签发时取出的 PDF 原件。', { field: input.path === undefined ? '/content' : '/path' })
  const { verdict, sentence, paper } = verdictOn(office.value.issuedPapers.all(), sha256(read.value), claimedIn(read.value))
  const fileNo = paper && office.value.cases.get(paper.caseId)?.fileNo
  const answer = { verdict, sentence, ...(paper ? { paper: viewOf(paper) } : {}), ...(fileNo ? { fileNo } : {}) }
  if (verdict !== 'altered' || !paper) return ok(answer)
  // Saved anew by another program, or changed: the words tell which.
  const content = await keptContent(ports, paper)
  if (!content.ok) return content
  const text = await orAbnormal<string | undefined>(once(readingLimits, 'textOfFile', read.value), () => undefined)
  if (text === undefined) return ok(answer)
  const changed = changedWords(content.value, text)
  return ok(changed.length === 0
    ? { ...answer, verdict: 'sameWords' as const, sentence: `文件写明是《${paper.title}》${paper.number ?? ''}第${paper.version}版：文字和签发的原件相同，但文件被其他程序重新保存过。` }
    : { ...answer, sentence: `${sentence}和原件不同的有 ${changed.length} 处，见下。`, changed })
}
