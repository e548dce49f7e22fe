/**
 * The file of a case (卷宗): what belongs in it, in which order, and what is still wrong with it before it is archived.
 * Order and compulsory items as in the forms' usual practice under 司发通〔2010〕239号; one case one file (一案一卷).
 */
import { isGroup, isMinor, type CaseFile, type Mediator } from '../case/record/case-file.ts'
import { retentions } from '../base/codes.ts'
import { chineseDate, dateOf, type LocalDate } from '../base/dates.ts'
import { retentionOf } from '../case/time/retention.ts'
import { amountProblems } from '../case/agreement/enforceability.ts'
import type { Attachment, OfficeDetails } from '../office/details.ts'
import { blank, dateOrBlank, type Block, type DocumentContent } from './writing/content.ts'
import type { IssuedPaper } from '../office/issued-paper.ts'
import type { Parameters } from '../parameters/parameters.ts'

/** Places in the order of what was added and is no form: identity papers stand third, evidence behind its list. */
export const IDENTITY = 'identity'
export const EVIDENCE = 'evidence'
const IDENTITY_NAMES = /身份证|证件|身份|执照|备案|信用代码|护照|户口/

/** Where an attachment belongs in the file: its place, and its name without what its format is called. */
export const attachmentPlace = (name: string, isEvidence: boolean): { readonly place: number; readonly title: string } => {
  const title = name.replace(/\.[A-Za-z0-9]{2,5}$/, '')
  return isEvidence ? { place: inFileOrder(EVIDENCE), title }
    : IDENTITY_NAMES.test(name) ? { place: inFileOrder(IDENTITY), title } : { place: ORDER.length, title }
}

/** The order of a file by the ids of its forms. What is not named here comes after the records of performance. */
const ORDER = [
  'D01', 'D02', 'D03', IDENTITY, 'D33', 'D22', 'D28', 'D20', 'D26', 'D04', 'D05', EVIDENCE, 'D06', 'D23', 'D07', 'D08', 'D24', 'D21', 'D25', 'D27', 'D29', 'D09', 'D14', 'D32', 'D30',
]

/** Forms that the file itself is made of: cover, catalogue, situation sheet, back. */
const FRAME = new Set(['D10', 'D11', 'D12', 'D13'])

export const inFileOrder = (documentId: string): number => {
  // D29-1 and D29-2 have the place of D29.
  const at = ORDER.indexOf(ORDER.includes(documentId) ? documentId : documentId.replace(/-\d+$/, ''))
  return at < 0 ? ORDER.length : at
}

/** Papers that belong in the file: each not voided, the latest version of each, in the order of the file. */
export const papersInFile = (papers: readonly IssuedPaper[]): IssuedPaper[] => {
  const latest = new Map<string, IssuedPaper>()
  for (const paper of papers) {
    if (paper.void || FRAME.has(paper.documentId)) continue
    const key = `${paper.documentId}:${paper.of ?? ''}`
    const other = latest.get(key)
    if (!other || other.version < paper.version) latest.set(key, paper)
  }
  return [...latest.values()].toSorted((a, b) => inFileOrder(a.documentId) - inFileOrder(b.documentId) || (a.issuedAt < b.issuedAt ? -1 : a.issuedAt > b.issuedAt ? 1 : 0))
}

export type DossierTab = 'overview' | 'sessions' | 'agreement' | 'papers' | 'attachments'
/** Something to be put right before the file is closed. `pointer` is into the case; `tab` is where it is put right. */
export type DossierFinding = {
  readonly code: string
  readonly message: string
  readonly severity: 'error' | 'warning'
  readonly pointer: string
  readonly tab: DossierTab
}

export type DossierFacts = {
  readonly file: CaseFile
  /** All issued papers of the case. */
  readonly papers: readonly IssuedPaper[]
  /** Attachments of the case that were not removed. */
  readonly attachments: readonly Attachment[]
  /** Ids of the forms that the case offers now. */
  readonly offered: readonly { readonly id: string; readonly title: string }[]
  readonly today: LocalDate
  /** Attachments that should be part of the file and could not be read into it, each with why. */
  readonly leaves?: readonly { readonly title: string; readonly reason: string }[]
}

type Find = (code: string, message: string, tab: DossierTab, pointer?: string, severity?: DossierFinding['severity']) => void

const settled = (file: CaseFile): boolean => file.end?.code === 'E01' || file.end?.code === 'E02'

const checkCompulsory = ({ file, papers, attachments, offered }: DossierFacts, find: Find): void => {
  const inFile = papersInFile(papers)
  const has = (id: string): boolean => inFile.some(paper => paper.documentId === id)
  const offers = (id: string): boolean => offered.some(form => form.id === id)
  if (!has('D01') && !has('D02')) find('application-missing', '卷内没有申请书，也没有受理登记表；请签发其中一种。', 'papers')
  if (file.acceptedOn && offers('D03') && !has('D03')) find('notice-missing', '卷内没有权利义务告知书；请签发并请当事人签收。', 'papers')
  if (file.acceptedOn && offers('D06') && !has('D06')) find('record-missing', '卷内没有调解记录；请签发已有的调解记录。', 'papers')
  if (file.acceptedOn && (file.sessions ?? []).length === 0) find('sessions-missing', '案件没有调解记录；请先记录调解经过。', 'sessions', '/sessions')
  if (settled(file)) {
    const id = file.agreement?.form === 'oral' ? 'D08' : 'D07'
    if (!has(id) && (id === 'D07' || offers(id))) find('agreement-missing', `卷内没有${id === 'D07' ? '调解协议书' : '口头协议登记表'}；请签发。`, 'papers')
  }
  if (!attachments.some(({ name }) => IDENTITY_NAMES.test(name))) {
    find('identity-missing', '附件里没有看到身份证明（文件名含“身份证”“执照”“备案”等）；请添加复印件的扫描件。', 'attachments', '', 'warning')
  }
}

const checkSigned = ({ file, papers, attachments }: DossierFacts, find: Find): void => {
  const present = new Set(attachments.map(({ id }) => id))
  for (const paper of papersInFile(papers)) {
    if (!paper.toSign) continue
    const scans = (paper.scans ?? []).filter(id => present.has(id))
    if (scans.length === 0) find('scan-missing', `《${paper.title}》第${paper.version}版还没有归入签好的扫描件。`, 'papers')
  }
  if (settled(file) && file.agreement?.form === 'written' && file.agreement.effectiveOn === undefined) {
    find('seal-not-recorded', '没有登记签名盖章齐全、协议生效的日期。', 'agreement', '/agreement/effectiveOn')
  }
}

const checkDates = ({ file, papers, today }: DossierFacts, find: Find): void => {
  const steps: readonly (readonly [string, LocalDate | undefined, string, DossierTab])[] = [
    ['申请', file.appliedOn, '/appliedOn', 'overview'],
    ['受理', file.acceptedOn, '/acceptedOn', 'overview'],
    ['达成协议', file.agreement?.reachedOn, '/agreement/reachedOn', 'agreement'],
    ['协议生效', file.agreement?.effectiveOn, '/agreement/effectiveOn', 'agreement'],
    ['结束', file.end?.on, '/end/on', 'overview'],
    ['归档', file.archive?.on, '/archive/on', 'overview'],
  ]
  const known = steps.filter((step): step is readonly [string, LocalDate, string, DossierTab] => step[1] !== undefined)
  known.forEach(([what, on, pointer, tab], index) => {
    const before = known[index - 1]
    if (before && on < before[1]) find('date-order', `${what}日期（${chineseDate(on)}）早于${before[0]}日期（${chineseDate(before[1])}），请核对。`, tab, pointer)
    if (on > today) find('date-in-future', `${what}日期（${chineseDate(on)}）还没有到，请核对。`, tab, pointer)
  })
  const sessions = (file.sessions ?? []).map(session => dateOf(session.startAt))
  if (file.acceptedOn && sessions.some(on => on < file.acceptedOn!)) find('date-order', '有的调解记录早于受理日期，请核对。', 'sessions', '/sessions', 'warning')
  for (const paper of papersInFile(papers)) {
    if (file.appliedOn > dateOf(paper.issuedAt)) find('date-order', `《${paper.title}》签发早于申请日期，请核对。`, 'papers')
  }
}

const checkAgreement = ({ file }: DossierFacts, find: Find): void => {
  const { agreement } = file
  if (!agreement) return
  const needed = file.parties.length + 1
  if (agreement.form === 'written' && agreement.copies !== undefined && agreement.copies < needed) {
    find('too-few-copies', `协议书一式${agreement.copies}份，不够当事人和调委会各持一份（至少${needed}份）。`, 'agreement', '/agreement/copies')
  }
  agreement.terms.forEach((term, index) => {
    for (const { message, severity } of amountProblems(term)) find('amount-mismatch', `协议第 ${index + 1} 项${message}`, 'agreement', `/agreement/terms/${index}/amountFen`, severity)
  })
}

/** An agent may settle for a party with special authority only (特别授权; 民法典第165条), shown by a letter of authority. */
const checkAgents = ({ file, papers, attachments }: DossierFacts, find: Find): void => {
  const letter = papersInFile(papers).some(({ documentId }) => documentId === 'D28') || attachments.some(({ name }) => /委托|授权/.test(name))
  file.parties.forEach((party, at) => {
    const agents = party.agents ?? []
    if (agents.length === 0) return
    if (!letter) find('authority-missing', `“${party.name}”有代理人，卷内没有授权委托书；请签发 D28 或添加扫描件。`, 'attachments', `/parties/${at}/agents`)
    if (file.agreement && party.kind !== 'organisation' && !agents.some(({ authority }) => authority === 'special')) {
      find('authority-general', `“${party.name}”的代理人只有一般授权，不能代为和解；协议应由本人签名。`, 'overview', `/parties/${at}/agents`, 'warning')
    }
  })
}

/** Who acts for a minor, an incapable person or a group, and what shows that he may (民法典第23条; 民事诉讼法第56条). */
const checkRepresentatives = ({ file, attachments, today }: DossierFacts, find: Find): void => {
  const shows = (words: RegExp): boolean => attachments.some(({ name }) => words.test(name))
  file.parties.forEach((party, at) => {
    const pointer = `/parties/${at}/representative`
    if (party.kind !== 'person') return
    if (isGroup(party)) {
      if (!party.representative && (party.agents ?? []).length === 0) find('delegate-missing', `“${party.name}”没有登记代表人；请补填，并由代表人签名。`, 'overview', pointer)
      else if (party.representative && !shows(/推选|推举|代表人?|授权/)) find('delegate-proof-missing', `“${party.name}”的代表人${party.representative.name}没有推选材料；请添加各户签名的推选书。`, 'attachments', pointer)
    } else if (!party.representative) {
      if (isMinor(party, today)) find('guardian-missing', `“${party.name}”未满18周岁，没有登记法定代理人；请补填，并由法定代理人签名。`, 'overview', pointer)
    } else if (!shows(/监护|户口|出生证|法定代理|亲属关系|关系证明/)) {
      find('guardian-proof-missing', `“${party.name}”由法定代理人${party.representative.name}代为签名，卷内没有监护关系的证明；请添加户口簿、出生证明等的扫描件。`, 'attachments', pointer)
    }
  })
}

/** What D12 says of a finding, in the words of archives; what only helps at the screen is not part of the file. */
export const archiveWords = ({ code, message }: Pick<DossierFinding, 'code' | 'message'>): string | undefined => {
  const quoted = /[“《]([^”》]+)[”》]/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'application-missing': return '缺：调解申请书（受理登记表）'
    case 'notice-missing': return '缺：权利义务告知书'
    case 'record-missing': case 'sessions-missing': return '缺：调解记录'
    case 'agreement-missing': return message.includes('口头') ? '缺：口头协议登记表' : '缺：调解协议书'
    case 'identity-missing': return '缺：身份证明复印件'
    case 'authority-missing': return `缺：${quoted}的授权委托书`
    case 'guardian-missing': return `缺：${quoted}的法定代理人登记`
    case 'guardian-proof-missing': return `缺：${quoted}的监护关系证明`
    case 'delegate-missing': return `缺：${quoted}的代表人登记`
    case 'delegate-proof-missing': return `缺：${quoted}的代表人推选材料`
    case 'scan-missing': return `缺：《${quoted}》签名件`
    case 'seal-not-recorded': return '协议签名盖章日期未登记'
    case 'too-few-copies': return '协议书份数少于当事人和调委会各一份'
    case 'attachment-apart': return `未并入电子卷：${quoted}`
    case 'amount-mismatch': return `${/协议第 ?\d+ ?项/.exec(message)?.[0] ?? '协议'}金额书写不一致`
    case 'date-order': return '有关日期先后不一致'
    default: return undefined
  }
}

/** What is wrong with the file, the gravest first. `pages`: of the file as it would be made now, where that is known. */
export const dossierFindings = (facts: DossierFacts, pages?: number): DossierFinding[] => {
  const findings: DossierFinding[] = []
  const find: Find = (code, message, tab, pointer = '', severity = 'error') => void findings.push({ code, message, severity, pointer, tab })
  if (!facts.file.end) find('not-ended', '案件还没有结束，卷宗还不能归档。', 'overview', '/end', 'warning')
  checkCompulsory(facts, find)
  checkSigned(facts, find)
  checkDates(facts, find)
  checkAgreement(facts, find)
  checkAgents(facts, find)
  checkRepresentatives(facts, find)
  for (const { title, reason } of facts.leaves ?? []) {
    find('attachment-apart', `附件“${title}”${reason}，没有并入卷宗；请打印后放在它的说明页之后，或换一份能打开的文件。`, 'attachments', '', 'warning')
  }
  const recorded = facts.file.archive?.pages
  if (pages !== undefined && recorded !== undefined && recorded !== pages) {
    find('page-count', `归档时登记 ${recorded} 页，卷宗现在是 ${pages} 页，请核对。`, 'overview', '/archive/pages', 'warning')
  }
  return findings.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1))
}

/** The frame of the file by itself, one after the other in one paper, to be changed by hand: D10 to D13. */
export const dossierFrameAlone = (frame: DossierFrame): DocumentContent => ({
  ...dossierCover(frame),
  title: '卷宗封面、目录、情况说明和封底',
  blocks: [
    ...dossierCover(frame).blocks,
    ...[dossierCatalogue(frame), dossierSituation(frame), dossierBack(frame)].flatMap(({ blocks }) =>
      blocks.map((block, at): Block => (at === 0 && block.kind === 'title' ? { ...block, newPage: true } : block))),
  ],
})

/** One line of the catalogue; `from` is its first page in the file, `foreign` where its pages are those of a PDF that others made. */
export type DossierEntry = { readonly title: string; readonly from: number; readonly pages: number; readonly note?: string; readonly foreign?: true }

export type DossierFrame = {
  readonly file: CaseFile
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  readonly entries: readonly DossierEntry[]
  readonly parameters: Parameters
  readonly findings: readonly DossierFinding[]
  /** Who puts the file together, and when. */
  readonly by: string
  readonly today: LocalDate
}

const pagesIn = (entries: readonly DossierEntry[]): number => entries.reduce((sum, { pages }) => sum + pages, 0)

const caseName = (file: CaseFile): string => {
  const names = (side: 'applicant' | 'respondent'): string => file.parties.filter(party => party.side === side).map(({ name }) => name).join('、')
  return `${names('applicant') || blank(4)}与${names('respondent') || blank(4)}物业纠纷调解案`
}

/** `长期`, and of an archived file `长期，至2056年11月20日`. */
const keptText = ({ file, today, parameters }: DossierFrame): string => {
  const { usual, until } = retentionOf(file, today, parameters)
  return retentions[file.archive?.retention ?? usual] + (until === undefined ? '' : `，至${chineseDate(until)}`)
}

/** D10 卷宗封面. */
export const dossierCover = (frame: DossierFrame): DocumentContent => {
  const { file, office, mediators, by, today, entries } = frame
  return {
    id: 'D10',
    title: '卷宗封面',
    blocks: [
      { kind: 'paragraph', text: office.name, align: 'center' },
      { kind: 'title', text: '调解卷宗' },
      {
        kind: 'form',
        rows: [
          [{ label: '卷名', value: caseName(file), lines: 4 }],
          [{ label: '卷号', value: file.archive?.no ?? file.fileNo ?? blank(10), lines: 3 }],
          [{
            label: '人民调解员',
            value: (file.mediators ?? []).map(one => mediators.find(({ id }) => id === one.mediatorId)?.name ?? one.mediatorId).join('、'),
            lines: 3,
          }],
          [{ label: '调解日期', value: `${dateOrBlank(file.acceptedOn ?? file.appliedOn)}至${dateOrBlank(file.end?.on)}`, lines: 3 }],
          [{ label: '立卷人', value: by, lines: 3 }, { label: '立卷日期', value: chineseDate(today) }],
          [{ label: '保管期限', value: keptText(frame), lines: 3 }, { label: '页数', value: `${pagesIn(entries)}页` }],
          [{ label: '备注', value: '', lines: 4 }],
        ],
      },
    ],
  }
}

/** D11 卷内目录. */
export const dossierCatalogue = ({ entries }: DossierFrame): DocumentContent => ({
  id: 'D11',
  title: '卷内目录',
  blocks: [
    { kind: 'title', text: '卷内目录' },
    {
      kind: 'table',
      columns: [
        { title: '序号', share: 2, align: 'center' }, { title: '文书名称', share: 12 }, { title: '页号', share: 3, align: 'center' }, { title: '备注', share: 6 },
      ],
      rows: entries.map(({ title, from, pages, note = '' }, index) =>
        [String(index + 1), title, pages > 1 ? `${from}—${from + pages - 1}` : String(from), note]),
    },
  ],
})

const electronic = (entries: readonly DossierEntry[]): string[] => {
  const apart = entries.filter(({ note }) => note?.includes('另存')).map(({ title }) => title)
  return [
    ...(apart.length > 0 ? [`电子原件另存：${apart.join('、')}。`] : []),
    ...(entries.some(({ foreign }) => foreign) ? ['卷内有他人制作的 PDF 的页面，按原样缩放并入；本卷的 PDF 因此不声明符合 PDF/A。'] : []),
  ]
}

/** D12 卷宗情况说明 (备考表): what is missing or needs a word, and who put the file together and checked it. */
export const dossierSituation = ({ findings, entries, by, today }: DossierFrame, said = [...new Set(findings.flatMap(one => archiveWords(one) ?? []))]): DocumentContent => ({
  id: 'D12',
  title: '卷宗情况说明',
  blocks: [
    { kind: 'title', text: '卷宗情况说明' },
    {
      kind: 'form',
      rows: [
        [{
          label: '卷内情况',
          value: [
            `本卷共${entries.length}件、${pagesIn(entries)}页。`,
            ...(said.length === 0 ? ['材料齐全。'] : said.map((words, index) => `${index + 1}．${words}`)),
          ].join('\n'),
          lines: 12,
        }],
        [{ label: '更正、电子件', value: electronic(entries).join('\n'), lines: 4 }],
        [{ label: '立卷人', value: by, share: 4 }, { label: '立卷日期', value: chineseDate(today), share: 5 }],
        [{ label: '检查人（签名）', value: '', lines: 2, share: 4 }, { label: '检查日期', value: dateOrBlank(undefined), share: 5 }],
      ],
    },
  ],
})

/** D13 封底. */
export const dossierBack = ({ entries, by, today }: DossierFrame): DocumentContent => ({
  id: 'D13',
  title: '封底',
  blocks: [
    { kind: 'title', text: '卷宗封底' },
    { kind: 'form', rows: [[{ label: '本卷页数', value: `${pagesIn(entries)}页` }], [{ label: '立卷人', value: by }, { label: '日期', value: chineseDate(today) }]] },
  ],
})
