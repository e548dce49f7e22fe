/**
 * Papers that were issued (签发): kept as they left the office, numbered, in versions. A paper once issued never changes; a
 * change of the case makes a new version of it, and a paper that must not be used is voided and stays in view.
 */
import type { LocalDate } from '../base/dates.ts'
import { numberBy, seriesOf } from '../base/numbering.ts'
import { refuse, ok, type Result } from '../base/result.ts'
import { isNumberedPaper, letterSeries, paperNumberId } from '../parameters/numbered-papers.ts'
import { wordOn, type Parameters } from '../parameters/parameters.ts'
import type { Block, DocumentContent } from './writing/content.ts'
import type { IssuedPaper } from '../office/issued-paper.ts'

/**
 * By which pattern a paper is numbered when it is issued: its own, where a rule gives it one, or that of letters where
 * nobody gave it a number. Undefined: it carries the number of file or agreement, and a letter none.
 */
export const patternFor = (documentId: string, lacksNumber: boolean, parameters: Parameters, on: LocalDate): string | undefined => {
  const own = isNumberedPaper(documentId) ? wordOn(parameters, paperNumberId(documentId), on) : ''
  if (own === letterSeries) return lacksNumber ? wordOn(parameters, 'letterNumber', on) : undefined
  return own === '' ? undefined : own
}

/** The next number of a series: one above the highest ever given, so a voided one is not given again. */
export const nextNumber = (
  papers: readonly IssuedPaper[], pattern: string, year: string, word: string,
): { readonly number: string; readonly given: NonNullable<IssuedPaper['given']> } => {
  const series = seriesOf(pattern, year, word)
  const sequence = papers.reduce((most, { given }) => (given?.series === series ? Math.max(most, given.sequence) : most), 0) + 1
  return { number: numberBy(pattern, year, word, sequence), given: { series, sequence } }
}

/** All issues of one paper of one case, the latest last. */
export const versionsOf = (papers: readonly IssuedPaper[], caseId: string, documentId: string, of?: string): IssuedPaper[] =>
  papers.filter(paper => paper.caseId === caseId && paper.documentId === documentId && paper.of === of)
    .toSorted((a, b) => a.version - b.version)

/** The version that holds: the latest one, unless it was voided. */
export const inForce = (versions: readonly IssuedPaper[]): IssuedPaper | undefined => {
  const latest = versions.at(-1)
  return latest?.void ? undefined : latest
}

/** The content with a number of its own: in its number line, in its footer, and in the file's metadata. */
export const withNumber = (content: DocumentContent, number: string): DocumentContent => {
  const rest = content.blocks.filter(block => block.kind !== 'number')
  const before = content.blocks.find(block => block.kind === 'number')
  // A letter's number stands under its head, a form's under its title.
  const head = rest.findIndex(block => block.kind === 'letterhead')
  const title = head >= 0 ? head : rest.findIndex(block => block.kind === 'title')
  // A letter's number stands alone; a form's has its label.
  const line: Block = { kind: 'number', text: before?.kind === 'number' && !before.text.startsWith('编号：') ? number : `编号：${number}` }
  return { ...content, number, blocks: [...rest.slice(0, title + 1), line, ...rest.slice(title + 1)] }
}

export const hasSignatures = (content: DocumentContent): boolean =>
  content.blocks.some(block => block.kind === 'signatures' || (block.kind === 'form' && block.rows.flat().some(cell => cell.label.includes('签名') || cell.value.includes('签名：'))))

/** Papers whose first page carries a code to check them by. */
const CODED = ['D07']

/** What the code on a paper says: which paper it is, and the digest of its content. */
export const codeOf = (content: DocumentContent, contentSha256: string): string | undefined =>
  CODED.includes(content.id)
    ? `${content.title};${content.number ?? ''};第${content.version ?? 1}版;SHA-256:${contentSha256}`
    : undefined

/** How a PDF that somebody brings stands to what was issued. */
export type Verdict = {
  readonly verdict: 'issued' | 'superseded' | 'void' | 'altered' | 'unknown'
  readonly sentence: string
  readonly paper?: IssuedPaper
}

const named = (paper: IssuedPaper): string => `《${paper.title}》${paper.number ?? ''}第${paper.version}版`

/** `sha256` is that of the whole PDF; `claimed` the digest of content that its metadata names, if any. */
export const verdictOn = (papers: readonly IssuedPaper[], sha256: string, claimed: string | undefined): Verdict => {
  const same = papers.find(paper => paper.sha256 === sha256)
  if (same) {
    if (same.void) return { verdict: 'void', paper: same, sentence: `是签发过的${named(same)}，没有改动，但已经作废（${same.void.reason}）。` }
    const latest = versionsOf(papers, same.caseId, same.documentId, same.of).at(-1)!
    return latest.id === same.id
      ? { verdict: 'issued', paper: same, sentence: `是签发的原件：${named(same)}，没有改动。` }
      : { verdict: 'superseded', paper: same, sentence: `是签发过的${named(same)}，没有改动；后来又签发了第${latest.version}版。` }
  }
  const meant = claimed === undefined ? undefined : papers.find(paper => paper.contentSha256 === claimed)
  if (meant) return { verdict: 'altered', paper: meant, sentence: `文件写明是${named(meant)}，但内容和签发的原件不同：签发之后被改动，或者被其他程序重新保存过。请以原件为准。` }
  return { verdict: 'unknown', sentence: '不是本调委会签发的文书：没有签发过这样的文件。扫描件、草稿和重新打印成的 PDF 也查不到，请核对纸上的编号。' }
}

/** Why a paper cannot be voided, or the paper as voided. */
export const voided = (paper: IssuedPaper | undefined, at: IssuedPaper['issuedAt'], by: string, reason: string): Result<IssuedPaper> => {
  if (!paper) return refuse('paper-not-found', '没有找到这份签发的文书，请刷新后重试。', { field: '/paperId' })
  if (paper.void) return refuse('already-void', '这份文书已经作废，不用再作废一次。', { field: '/paperId' })
  return ok({ ...paper, void: { at, by, reason } })
}
