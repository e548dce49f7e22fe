/** Commands of what leaves with or after a case: a suit, a transfer, cases taken along. */
import * as z from 'zod'
import { SuitElements } from '../case/record/suit-elements.ts'
import { Text } from '../base/text.ts'
import { CaseFilter } from '../statistics/case-filter.ts'
import { CheckOut, GuestOf } from '../offsite/check-out.ts'
import { keysOf } from '../base/codes.ts'
import { BookedLetter, letterDirections, ReferralReceipt } from '../case/record/letter-book.ts'
import { caseChange, caseOnly, CaseView, command, nothing, Password, SavedFileShape } from './views/shapes.ts'

const fileInput = { path: Text.optional(), content: z.base64('内容应为 Base64。').optional(), password: z.string().max(256) }

/** A row of the register: entered by hand (with an id and a running number), or told by a case. */
const BookRow = BookedLetter.partial({ id: true, year: true, serial: true, enteredAt: true, by: true }).extend({ serialText: z.string().optional(), caseTitle: z.string().optional() })

export const transferCommands = {
  'suit.save': command('保存诉讼要素（要素式起诉状、答辩状用），整个替换', caseChange.extend({ suit: SuitElements }), CaseView),
  'case.checkOut': command('外带办案：把案件带出到一个加密文件，给出案件或筛选条件', z.strictObject({
    caseIds: z.array(Text).max(10_000).optional(), filter: CaseFilter.extend({ query: z.string().optional() }).optional(), password: Password, note: Text.optional(),
  }), z.strictObject({ path: z.string(), cases: z.int(), checkOutId: z.string() })),
  'checkOut.list': command('外带登记：哪些案件在外，谁、什么时候带出', nothing, z.strictObject({
    rows: z.array(CheckOut.omit({ cases: true }).extend({ cases: z.array(z.strictObject({ id: z.string(), fileNo: z.string().optional(), title: z.string() })) })),
    /** Of an office that was made from such a file. */
    guestOf: GuestOf.extend({ cases: z.int() }).optional(),
  })),
  'checkOut.end': command('注销外带：不再带回的，如文件遗失', z.strictObject({ id: Text, reason: Text }), z.strictObject({})),
  'away.setUp': command('在另一台电脑上：用外带文件在空文件夹里建立资料', z.strictObject({
    ...fileInput, account: z.strictObject({ name: Text, password: Password }),
  }), z.strictObject({ recoveryKey: z.string(), cases: z.int(), office: z.string(), rehearsal: z.boolean() })),
  'case.handBack': command('在另一台电脑上：把外带的案件装进带回用的加密文件', z.strictObject({ password: Password }), z.strictObject({ path: z.string(), cases: z.int() })),
  'case.checkIn': command('带回外带的案件，与本机逐项合并；choices 按案件和位置写明用哪一边的（位置为空是整件）', z.strictObject({
    ...fileInput, choices: z.record(z.string(), z.record(z.string(), z.enum(['home', 'away']))).optional(),
  }), z.strictObject({
    changed: z.int(), unchanged: z.int(), added: z.int(), decided: z.int(),
    renumbered: z.array(z.strictObject({ caseId: z.string(), from: z.string(), to: z.string() })),
  })),
  'referral.package': command('打包移送材料：移送函和所选附件，附清单', caseOnly.extend({
    index: z.int().min(0), attachmentIds: z.array(Text).max(200, '附件最多 200 个。').optional(),
    /** Names of files in which nothing can be searched, and which were looked at by eye. */
    lookedAt: z.array(Text).max(600).optional(),
  }), SavedFileShape),
  'referral.receipt': command('登记移送函的回执', caseOnly.extend(ReferralReceipt.shape), CaseView),
  'letterBook.list': command('收发文登记，新的在前；案件里已有的来函、移送函、回执和答复一并列出', z.strictObject({
    direction: z.enum(keysOf(letterDirections)).optional(), query: z.string().optional(),
  }), z.strictObject({ rows: z.array(BookRow) })),
  'letterBook.enter': command('登记一份收文或发文，编收发文号', z.strictObject({
    letter: BookedLetter.omit({ id: true, year: true, serial: true, enteredAt: true, by: true, void: true }),
  }), z.strictObject({ id: z.string(), serialText: z.string() })),
  'letterBook.void': command('收发文号作废；号码不再用', z.strictObject({ id: Text, reason: Text }), z.strictObject({})),
} as const
