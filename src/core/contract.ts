/** Every command: what may be asked of us, and what we answer. */
import * as z from 'zod'
import {
  Agreement, AssignedMediator, Confirmation, FollowUp, LocalDateText, Mediator, PerformanceEntry, Session, Term,
} from './case/record/case-file.ts'
import { keysOf, retentions } from './base/codes.ts'
import { RightsTold } from './case/record/rights.ts'
import { Text } from './base/text.ts'
import { comfortCommands } from './contract/preferences.ts'
import { courtCommands } from './contract/court.ts'
import { ledgerCommands } from './contract/ledger.ts'
import { partiesCommands } from './contract/roster.ts'
import { Account } from './office/accounts.ts'
import { OfficeDetails, Safety, Settings } from './office.ts'
import { CaseFilter } from './statistics/case-filter.ts'
import { Basis, Period, Statistics } from './statistics/statistic.ts'
import type { Ports } from './ports.ts'
import type { Result } from './base/result.ts'

import {
  Application, AttachmentView, AuditFaultShape, caseChange, caseOnly, caseOrders, CaseSummary, CaseView, command, conflictChoice, DeadlineView, NewMediator, nothing, Password,
  ProblemShape, SavedFileShape,
} from './contract/views/shapes.ts'
import { reportCommands } from './contract/reports.ts'
import { deskCommands } from './contract/workspace.ts'
import { issuingCommands, PaperFormat } from './contract/documents.ts'
import { paperCommands } from './contract/wording.ts'
export * from './contract/views/shapes.ts'
import { routingCommands } from './contract/referrals.ts'
import { sessionCommands } from './contract/sessions.ts'
import { lifeCommands } from './contract/corrections.ts'
import { committeeCommands } from './contract/committee.ts'
import { reckoningCommands } from './contract/time-limits.ts'
import { rulesCommands } from './contract/rules.ts'
import { settlementCommands } from './contract/agreement.ts'
import { transferCommands } from './contract/offsite.ts'

/** The commands of every day: office, accounts, cases, papers, safety. */
export const mainCommands = {
  'contract.describe': command('列出全部命令及其输入、输出的 JSON Schema', nothing, z.strictObject({
    version: z.string(),
    commands: z.array(z.strictObject({
      name: z.string(),
      summary: z.string(),
      input: z.record(z.string(), z.unknown()),
      output: z.record(z.string(), z.unknown()),
    })),
  })),

  'office.status': command('本机资料的状态：未设立、已锁定、已打开、不可用', nothing, z.strictObject({
    state: z.enum(['empty', 'locked', 'open', 'unavailable']),
    rehearsal: z.boolean(),
    accounts: z.int(),
    account: Account.optional(),
    notices: z.array(z.string()).optional(),
    readOnly: z.string().optional(),
    today: LocalDateText,
    reason: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    version: z.string(),
  })),
  'office.setUp': command('首次设立：调委会、调解员、第一个账户', z.strictObject({
    office: OfficeDetails,
    mediators: z.array(NewMediator),
    account: z.strictObject({ name: Text, password: Password }),
    rehearsal: z.boolean().optional(),
  }), z.strictObject({
    office: OfficeDetails,
    mediators: z.array(Mediator),
    rehearsal: z.boolean(),
    /** Told this once: to be printed and put away. */
    recoveryKey: z.string(),
  })),
  'office.show': command('调委会资料与调解员名册', nothing, z.strictObject({
    office: OfficeDetails, mediators: z.array(Mediator), rehearsal: z.boolean(), caseCount: z.int(), safety: Safety, settings: Settings.optional(),
    /** Days without a backup after which one is due. */
    backupDays: z.int(),
  })),
  'office.change': command('修改调委会资料或调解员名册', z.strictObject({
    office: OfficeDetails.optional(),
    mediators: z.array(NewMediator).optional(),
  }), z.strictObject({ office: OfficeDetails, mediators: z.array(Mediator) })),

  'account.unlock': command('输入密码，打开本机资料', z.strictObject({ account: Text.optional(), password: z.string() }),
    z.strictObject({ account: z.string() })),
  'account.lock': command('锁定', nothing, nothing),
  'account.recover': command('用恢复密钥打开并重设一个账户的密码', z.strictObject({ recoveryKey: z.string(), account: Text, password: Password }),
    z.strictObject({ account: z.string() })),
  'account.list': command('账户及其角色', nothing, z.strictObject({ accounts: z.array(Account) })),
  'account.save': command('新增账户（要给密码），或修改账户的角色、密码', z.strictObject({ account: Account, password: Password.optional() }),
    z.strictObject({ accounts: z.array(Account) })),
  'account.remove': command('删除账户', z.strictObject({ name: Text }), z.strictObject({ accounts: z.array(Account) })),
  'account.changePassword': command('修改自己的密码', z.strictObject({ password: z.string(), newPassword: Password }), nothing),
  'account.newRecoveryKey': command('换一把恢复密钥，原来的作废（先核对密码）', z.strictObject({ password: z.string() }), z.strictObject({ recoveryKey: z.string() })),

  'case.list': command('案件列表，最近的在前', CaseFilter.extend({
    query: z.string().optional(),
    sort: z.strictObject({ by: z.enum(keysOf(caseOrders)), descending: z.boolean().optional() }).optional(),
    offset: z.int().min(0).optional(),
    limit: z.int().min(1).max(100_000).optional(),
  }), z.strictObject({
    total: z.int(),
    /** Of the cases found, whatever `state` was asked for. */
    counts: z.strictObject({ all: z.int(), running: z.int(), overdue: z.int(), risk: z.int() }),
    rows: z.array(CaseSummary),
  })),
  'case.show': command('一个案件及其阶段、期限、可用文书', caseOnly, CaseView),
  'deadline.list': command('所有案件未了的期限，超期的在前；要提醒的提前列出', z.strictObject({
    until: LocalDateText.optional(),
    /** At most so many of each state. */
    limit: z.int().min(1).max(100_000).optional(),
  }), z.strictObject({
    total: z.int(),
    counts: z.strictObject({ overdue: z.int(), today: z.int(), week: z.int(), soon: z.int(), later: z.int() }),
    rows: z.array(DeadlineView.extend({ caseId: z.string(), fileNo: z.string().optional(), title: z.string() })),
  })),
  'case.register': command('登记申请：由咨询而来的写明 consultationId', Application.extend({ consultationId: Text.optional() }), CaseView),
  'case.correctIntake': command('更正登记内容', caseChange.extend({ application: Application }), CaseView),
  'case.accept': command('受理并给出卷号', caseChange.extend({
    acceptedOn: LocalDateText,
    mediators: z.array(AssignedMediator).min(1, '请指定至少一名调解员。'),
    /** Goes on although a finding against a mediator (回避) is not cleared up. */
    despiteFindings: z.boolean().optional(),
  }), CaseView),
  'case.end': command('不经协议结束案件：E03 终止、E04 撤回、E05/E06 不受理、E07 移送、E08 退回法院', caseChange.extend({
    code: z.enum(['E03', 'E04', 'E05', 'E06', 'E07', 'E08']), on: LocalDateText, reason: Text, toBody: Text.optional(),
  }), CaseView),
  'case.suspend': command('中止调解（鉴定、等待前案等）', caseChange.extend({
    from: LocalDateText, reason: Text, to: LocalDateText.optional(),
  }), CaseView),
  'case.resume': command('恢复调解：on 是中止的最后一日', caseChange.extend({ on: LocalDateText }), CaseView),
  'case.extend': command('当事人同意延长调解期限', caseChange.extend({
    agreedOn: LocalDateText, until: LocalDateText, reason: Text,
  }), CaseView),
  'case.archive': command('归档', caseChange.extend({
    on: LocalDateText, retention: z.enum(keysOf(retentions)), no: Text.optional(), pages: z.int().min(1).max(100_000).optional(),
  }), CaseView),
  'performance.record': command('登记一项义务的履行情况', caseChange.extend({ entry: PerformanceEntry }), CaseView),
  'followUp.record': command('登记一次回访', caseChange.extend({ entry: FollowUp }), CaseView),
  'confirmation.record': command('登记司法确认的申请和结果', caseChange.extend({ confirmation: Confirmation }), CaseView),
  'session.record': command('记录一次调解', caseChange.extend({
    session: Session.partial({ id: true }),
    /** The appointment that is hereby held. */
    appointmentId: Text.optional(),
    /** Rights and duties told in the same step. */
    rightsTold: RightsTold.optional(),
  }), CaseView),
  'agreement.save': command('保存协议内容（签章前可修改）', caseChange.extend({
    agreement: Agreement.omit({ effectiveOn: true, terms: true, no: true }).extend({
      terms: z.array(Term.partial({ id: true })).min(1, '协议至少要有一项内容，请添加。'),
      no: Text.optional(),
    }),
  }), CaseView),
  'agreement.conclude': command('签名盖章齐全，协议生效；口头协议当场履行完毕的，一并登记履行', caseChange.extend({
    effectiveOn: LocalDateText, performedAtOnce: z.boolean().optional(),
  }), CaseView),

  'document.make': command('生成文书：PDF（默认）或可编辑的 docx；按记录分别生成的文书用 of 说明是哪一份', z.strictObject({
    caseId: Text, document: Text, of: Text.optional(), format: PaperFormat.optional(),
  }), SavedFileShape),

  'statistics.compute': command('计算一个时期的统计数字', Period.extend({ basis: Basis.optional() }), Statistics),

  'bundle.import': command('导入案件交换文件：给出路径，或文件内容', z.strictObject({
    path: Text.optional(),
    content: z.string().optional(),
    onConflict: z.union([conflictChoice, z.record(z.string(), conflictChoice)]).optional(),
  }), z.strictObject({
    added: z.int(), skipped: z.int(), replaced: z.int(), kept: z.int(), warnings: z.array(ProblemShape),
  })),
  'bundle.export': command('导出全部案件', z.strictObject({ path: Text.optional() }),
    z.strictObject({ path: z.string(), cases: z.int() })),

  'attachment.add': command('给案件添加附件：给出路径，或文件名和 Base64 内容', z.strictObject({
    caseId: Text, path: Text.optional(), name: Text.optional(), content: z.base64('附件内容应为 Base64。').optional(),
  }), AttachmentView),
  'attachment.list': command('案件的附件', caseOnly, z.strictObject({ attachments: z.array(AttachmentView) })),
  'attachment.read': command('取出附件，保存为文件', z.strictObject({ attachmentId: Text }), SavedFileShape),
  'attachment.remove': command('移除附件（内容为操作日志保留）', z.strictObject({ attachmentId: Text }), AttachmentView),

  'backup.create': command('备份到一个文件（.mbk）或文件夹', z.strictObject({ path: Text.optional() }), z.strictObject({ path: z.string(), bytes: z.int() })),
  'backup.restore': command('恢复备份：放进空文件夹 into；不写 into 就换下现用的资料（原资料留在旁边）', z.strictObject({
    path: Text, password: z.string().optional(), recoveryKey: z.string().optional(), into: Text.optional(),
  }), z.strictObject({ into: z.string(), cases: z.int() })),
  'backup.list': command('备份文件夹里的备份，新的在前', nothing, z.strictObject({
    folder: z.string(), backups: z.array(z.strictObject({ path: z.string(), name: z.string(), bytes: z.int() })),
  })),
  'backup.prove': command('试恢复一个备份，证明它能用', z.strictObject({ path: Text }), z.strictObject({ cases: z.int() })),
  'store.verify': command('检查每个资料文件的两份，能修复的当场修复', nothing, z.strictObject({
    files: z.int(),
    found: z.array(z.strictObject({ file: z.string(), problem: z.string(), repaired: z.boolean() })),
    auditFaults: z.array(AuditFaultShape),
  })),
  'store.checkFolder': command('自检一个文件夹能否放资料：新建、改名、写入、独占都真的试一遍', z.strictObject({ path: Text.optional() }), z.strictObject({
    steps: z.array(z.strictObject({ what: z.string(), fine: z.boolean(), note: z.string().optional() })),
  })),
  'audit.list': command('操作日志，新的在前', z.strictObject({
    who: z.string().optional(), command: z.string().optional(), caseId: z.string().optional(),
    from: LocalDateText.optional(), to: LocalDateText.optional(),
    offset: z.int().min(0).optional(), limit: z.int().min(1).max(10_000).optional(),
  }), z.strictObject({
    total: z.int(),
    entries: z.array(z.strictObject({
      seq: z.int(), at: z.string(), who: z.string(), command: z.string(), caseId: z.string().optional(), reason: z.string().optional(),
      before: z.string().optional(), after: z.string().optional(), mac: z.string(),
    })),
  })),
  'audit.verify': command('核对操作日志有没有被改动', nothing, z.strictObject({ entries: z.int(), faults: z.array(AuditFaultShape) })),

  'file.open': command('用默认程序打开刚生成的文件', SavedFileShape, z.strictObject({})),
  'file.reveal': command('打开文件所在的文件夹', SavedFileShape, z.strictObject({})),
} as const

/** Every command. The type is put together of the areas' own: as one literal it is longer than the compiler writes out. */
export type Contract = typeof mainCommands
  & typeof courtCommands
  & typeof comfortCommands
  & typeof settlementCommands
  & typeof lifeCommands
  & typeof reckoningCommands
  & typeof rulesCommands
  & typeof committeeCommands
  & typeof partiesCommands
  & typeof deskCommands
  & typeof paperCommands
  & typeof issuingCommands
  & typeof sessionCommands
  & typeof routingCommands
  & typeof reportCommands
  & typeof ledgerCommands
  & typeof transferCommands

export const contract: Contract = {
  ...mainCommands,
  ...courtCommands,
  ...comfortCommands,
  ...settlementCommands,
  ...lifeCommands,
  ...reckoningCommands,
  ...rulesCommands,
  ...committeeCommands,
  ...partiesCommands,
  ...deskCommands,
  ...paperCommands,
  ...issuingCommands,
  ...sessionCommands,
  ...routingCommands,
  ...reportCommands,
  ...ledgerCommands,
  ...transferCommands,
}

export type CommandName = keyof Contract
export type Input<N extends CommandName> = z.output<Contract[N]['input']>
export type Output<N extends CommandName> = z.output<Contract[N]['output']>
export type Call = <N extends CommandName>(name: N, input: z.input<Contract[N]['input']>) => Promise<Result<Output<N>>>
export type Handler<N extends CommandName> = (input: Input<N>, ports: Ports) => Promise<Result<Output<N>>>
export type Handlers = { readonly [N in CommandName]: Handler<N> }

