/** Commands of papers: written, previewed, issued, checked, filed, printed in piles, and the office’s own wording. */
import * as z from 'zod'
import { Text, TextOrEmpty } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { IssuedPaper } from '../office/issued-paper.ts'
import { papers } from './views/roles.ts'
import { caseOnly, CaseView, command, nothing, SavedFileShape } from './views/shapes.ts'

export const PaperFormat = z.enum(['pdf', 'docx'])
export type PaperFormat = z.output<typeof PaperFormat>

/** An issued paper as the page is told of it. */
export const IssuedView = IssuedPaper.omit({ blob: true, contentBlob: true })
export type IssuedView = z.output<typeof IssuedView>

const paper = { caseId: Text, documentId: Text, of: Text.optional() }

const onePaper = z.strictObject({ paperId: Text })

/** Where a finding leads: the tab of the case on which it is put right. */
export const DossierTab = z.enum(['overview', 'sessions', 'agreement', 'papers', 'attachments'])

const DossierFinding = z.strictObject({
  code: z.string(), message: z.string(), severity: z.enum(['error', 'warning']), pointer: z.string(), tab: DossierTab,
})

const BatchState = z.strictObject({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  /** The folder the files are in, and how many there are. */
  path: z.string().optional(),
  files: z.int(),
  /** Papers that could not be made, each with why. */
  problems: z.array(z.strictObject({ caseId: Text, fileNo: Text.optional(), message: z.string() })),
})

const TemplateView = z.strictObject({ documentId: Text, name: Text, addedAt: z.string(), by: Text })

const FontsView = z.strictObject({
  installed: z.boolean(), body: z.string().optional(), head: z.string().optional(),
  used: z.array(z.strictObject({ name: z.string(), use: z.string(), from: z.enum(['program', 'computer', 'office']), refused: z.string().optional() })),
})

const Wordings = z.record(z.string(), z.record(z.string(), Text))

export const documentsCommands = {
  'document.make': command('生成文书：PDF（默认）或可编辑的 docx；按记录分别生成的文书用 of 说明是哪一份', papers, z.strictObject({
    caseId: Text, document: Text, of: Text.optional(), format: PaperFormat.optional(),
  }), SavedFileShape.extend({ characters: z.string().optional() })),
  'printer.check': command('打印以前看电脑上有没有打印机；没有的拒绝', 'anyone', nothing, nothing),
  'file.open': command('用默认程序打开刚生成的文件', 'account', SavedFileShape, z.strictObject({})),
  'file.reveal': command('打开文件所在的文件夹', 'account', SavedFileShape, z.strictObject({})),
  'document.preview': command('预览文书：不保存，缺的内容标红；print 为真时照打印的样子留空', papers, z.strictObject({ ...paper, paperId: Text.optional(), print: z.boolean().optional() }), z.strictObject({
    title: z.string(), pdf: z.base64(), pages: z.int(), missing: z.array(z.string()),
    /** Characters that no font has, printed as 〓, and where. */
    characters: z.string().optional(),
  })),
  'document.issue': command('签发文书：编号、留存原件；内容有变就是新的一版', papers, z.strictObject(paper), IssuedView),
  'document.issued': command('案件签发过的文书，作废的也在内', 'account', caseOnly, z.strictObject({ papers: z.array(IssuedView) })),
  'document.open': command('取出签发的原件（PDF），或按留存的内容生成 docx', papers, onePaper.extend({ format: PaperFormat.optional() }), SavedFileShape),
  'document.void': command('作废一份签发的文书，写明原因；编号不再使用', ['director', 'mediator'], onePaper.extend({ reason: Text }), IssuedView),
  'document.verify': command('核验一个 PDF 是不是签发的原件、哪一版、有没有改动：给出路径，或 Base64 内容', 'account', z.strictObject({
    path: Text.optional(), content: z.base64('内容应为 Base64。').optional(), /** The text of the code, or the digest at the foot of a page. */ text: Text.optional(),
  }), z.strictObject({
    verdict: z.enum(['issued', 'superseded', 'void', 'altered', 'sameWords', 'unknown']), sentence: z.string(), paper: IssuedView.optional(), fileNo: z.string().optional(),
    /** What was issued, item by item. */
    issued: z.array(z.string()).optional(),
    /** What of it the brought file does not say, and what stands there instead where that can be told. */
    changed: z.array(z.strictObject({ issued: z.string(), found: z.string().optional() })).optional(),
  })),
  'document.attachScan': command('把签好的扫描件（附件）归到它签的那份文书', ['registrar', 'mediator', 'director', 'archivist'], onePaper.extend({ attachmentIds: z.array(Text) }), IssuedView),
  'dossier.check': command('归档前核对卷宗：必备材料、签名盖章、日期、份数、代理权限、金额、页数', 'account', caseOnly, z.strictObject({ findings: z.array(DossierFinding) })),
  'dossier.make': command('生成卷宗 PDF：封面、目录、文书和扫描件、情况说明、封底，带书签和档案页号；docx 只有封面、目录、情况说明、封底，供修改', papers,
    caseOnly.extend({ format: PaperFormat.optional() }), SavedFileShape.extend({ pages: z.int() })),
  'batch.start': command('成批打印：一个时期受理的案件，或列出的案件', papers, z.strictObject({
    documentIds: z.array(Text).min(1, '请至少选一种文书。'),
    from: LocalDateText.optional(), to: LocalDateText.optional(), caseIds: z.array(Text).max(5000, '一批最多 5,000 件，请分批。').optional(),
  }), z.strictObject({ batchId: Text, total: z.int() })),
  'batch.progress': command('成批打印到哪里了', papers, z.strictObject({ batchId: Text }), BatchState),
  'batch.cancel': command('停下成批打印，已完成的文件留着', papers, z.strictObject({ batchId: Text }), BatchState),
  'font.list': command('文书用的字体，按查找的先后：自带的、这台电脑的、本会添加的', 'account', nothing, FontsView),
  'font.save': command('正文和标题是否先用这台电脑的仿宋、小标宋、黑体', ['director'], z.strictObject({ installed: z.boolean() }), FontsView),
  'font.add': command('添加一个字体文件，印自带字体没有的字', papers, z.strictObject({ name: Text, content: z.base64('内容应为 Base64。').optional(), path: Text.optional() }), FontsView),
  'font.remove': command('移除本会添加的字体文件', ['director'], z.strictObject({ name: Text }), FontsView),
  'docxTemplate.list': command('本会自己的 docx 模板', 'account', nothing, z.strictObject({ templates: z.array(TemplateView), fields: z.array(z.string()) })),
  'docxTemplate.save': command('用本会自己的 docx 模板代替自带的版式', ['director'], z.strictObject({
    documentId: Text, name: Text, content: z.base64('内容应为 Base64。').optional(), path: Text.optional(),
  }), TemplateView),
  'docxTemplate.remove': command('不再用自己的 docx 模板', ['director'], z.strictObject({ documentId: Text }), z.strictObject({})),
  'document.extras': command('补充一份文书要写、案件里没有的内容；空着的不写', papers, z.strictObject({
    caseId: Text, document: Text, of: Text.optional(), extras: z.record(z.string(), TextOrEmpty),
  }), CaseView),
  'wording.show': command('本会改过的文书标题、小标题和用语，按文书和用语名', 'account', nothing, z.strictObject({ wording: Wordings })),
  'wording.save': command('保存一种文书的标题、小标题和用语；与原文相同的不另存', ['director'], z.strictObject({
    document: Text, phrases: z.record(z.string(), Text),
  }), z.strictObject({ wording: Wordings })),
} as const
