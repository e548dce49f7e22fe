/** Commands of the liaison with the court: precheck, package, answers, and what a suit needs. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LocalDateText, LocalTimeText } from '../case/record/case-file.ts'
import { CourtAnswer, NewCourtAnswer } from '../case/record/court-answers.ts'
import { SuitElements } from '../case/record/suit-elements.ts'
import { materialKinds } from '../court/court-materials.ts'
import { purposes } from '../court/court-package.ts'
import { profiles } from '../court/masking.ts'
import { fileStates } from '../exports/package-manifest.ts'
import { PackagedFile } from '../office/packaged-file.ts'
import { secretReasons } from '../court/secrets.ts'
import { intake, papers } from './views/roles.ts'
import { caseChange, caseOnly, CaseView, command, SavedFileShape } from './views/shapes.ts'

const fromFile = { path: Text.optional(), content: z.base64('内容应为 Base64。').optional() }

const packaging = caseOnly.extend({
  purpose: z.enum(keysOf(purposes)).optional(),
  profile: z.enum(keysOf(profiles)).optional(),
  /** The attachments that go along, and what each is among the materials. */
  attachments: z.array(z.strictObject({ id: Text, kind: z.enum(keysOf(materialKinds)) })).max(500).optional(),
})

export const PrecheckShape = z.strictObject({
  code: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
  pointer: z.string(),
  tab: z.enum(['overview', 'sessions', 'agreement', 'papers', 'attachments']),
  /** A warning that costs a right: packing asks for it by its code. */
  losesRight: z.literal(true).optional(),
  article: z.string().optional(),
})

export const PreflightShape = z.strictObject({
  purpose: z.enum(keysOf(purposes)),
  to: z.string(),
  masking: z.string(),
  files: z.array(PackagedFile.extend({ /** True: a paper as it was issued. */ issued: z.boolean(), /** What of it cannot be searched, and must be looked at by eye. */ unsearched: z.array(z.string()), attachmentId: z.string().optional() })),
  persons: z.array(z.strictObject({ role: z.string(), name: z.string(), data: z.array(z.strictObject({ label: z.string(), value: z.string() })) })),
  stays: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  findings: z.array(PrecheckShape),
  /** What the search looked for, and what it found. */
  proof: z.strictObject({
    phrases: z.int(), strangers: z.int(), characters: z.int(),
    hits: z.array(z.strictObject({ file: z.string(), phrase: z.string(), why: z.enum(keysOf(secretReasons)) })),
  }),
})

const Incoming = z.strictObject({
  office: z.string(),
  madeAt: LocalTimeText,
  court: z.string(),
  documentNo: z.string().optional(),
  source: z.enum(['courtBeforeFiling', 'courtAfterFiling']),
  parties: z.array(z.string()),
  facts: z.string(),
  files: z.array(PackagedFile),
})

export const courtCommands = {
  'court.precheck': command('送法院以前的预检：逐项说明在哪里补正', papers, packaging, z.strictObject({
    purposes: z.array(z.enum(keysOf(purposes))),
    /** Last days to apply: counted from the earliest day that the court may count from, and from the day of effect. */
    window: z.strictObject({ from: LocalDateText, last: LocalDateText, latest: LocalDateText }).optional(),
    findings: z.array(PrecheckShape),
  })),
  'court.preflight': command('送出以前看清送出什么：文件、个人信息、留下什么，并在生成的文件里检索', ['courtLiaison', 'director'], packaging, PreflightShape),
  'court.package': command('打包送法院的材料', ['courtLiaison', 'director'], packaging.extend({
    /** Goes on although the precheck found errors. */
    despiteFindings: z.boolean().optional(),
    /** Codes of the warnings that cost a right and that the clerk goes on with knowingly, each by its name. */
    acknowledged: z.array(Text).max(100).optional(),
    /** Names of files in which nothing can be searched, and which the clerk looked at by eye. */
    lookedAt: z.array(Text).max(600).optional(),
  }), SavedFileShape.extend({ exportId: z.string() })),
  'court.receive': command('读取法院委派、委托的来件：先给出内容，accept 后登记成案件', ['registrar', 'courtLiaison', 'director'], z.strictObject({
    ...fromFile, accept: z.boolean().optional(), receivedOn: LocalDateText.optional(),
  }), z.strictObject({ incoming: Incoming, view: CaseView.optional() })),
  'court.recordAnswer': command('登记法院的答复', ['mediator', 'director', 'courtLiaison'], caseChange.extend({ answer: NewCourtAnswer }), CaseView),
  'court.file': command('登记双方向法院递交司法确认申请；退回补正后再次递交也用它。打包不等于递交', ['mediator', 'director', 'courtLiaison'], caseChange.extend({
    on: LocalDateText, court: Text.optional(), note: Text.optional(),
  }), CaseView),
  'court.readAnswer': command('读取法院回执：指纹与送出的一致才登记；还没有登记递交的，写明哪天递交', ['mediator', 'director', 'courtLiaison'], z.strictObject({ ...fromFile, filedOn: LocalDateText.optional() }), z.strictObject({ answer: CourtAnswer, view: CaseView })),
  'package.verify': command('核对一个送法院材料的压缩包有没有被改动：给出路径或 Base64 内容', 'account', z.strictObject(fromFile), z.strictObject({
    office: z.string(),
    court: z.string(),
    fileNo: z.string().optional(),
    madeAt: LocalTimeText,
    rehearsal: z.boolean(),
    genuine: z.boolean(),
    files: z.array(z.strictObject({ name: z.string(), title: z.string().optional(), state: z.enum(keysOf(fileStates)) })),
  })),
  'suit.save': command('保存诉讼要素（要素式起诉状、答辩状用），整个替换', intake, caseChange.extend({ suit: SuitElements }), CaseView),
} as const
