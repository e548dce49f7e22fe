/** Commands about the people of a case: earlier cases, head lists, the contact book, and mediators who should stand back. */
import * as z from 'zod'
import { AssignedMediator, intakeFields, LocalDateText } from '../case/record/case-file.ts'
import { keysOf, partyKinds, sides } from '../base/codes.ts'
import { clearanceResults, ConflictFinding, MediatorRelation } from '../case/parties/recusal.ts'
import { HeadRow, MAX_HEADS, OwnerPlan } from '../case/parties/roster.ts'
import { stages } from '../case/record/lifecycle.ts'
import { Text } from '../base/text.ts'
import { Contact, NewContact } from '../office/contacts.ts'
import { ownerSheetKinds } from '../documents/agreement/owner-sheets.ts'
import { caseChange, CaseView, command, nothing, SavedFileShape } from './views/shapes.ts'

/** A matter as far as it is typed: half a number is no mistake here. */
const MatterShape = z.strictObject({
  parties: z.array(z.strictObject({
    side: z.enum(keysOf(sides)).optional(),
    kind: z.enum(keysOf(partyKinds)).optional(),
    name: z.string().optional(),
    idNo: z.string().optional(),
    uscc: z.string().optional(),
    phone: z.string().optional(),
  })).max(1000),
  place: z.strictObject({ estate: z.string().optional(), building: z.string().optional(), unit: z.string().optional(), room: z.string().optional() }).optional(),
})

export const SimilarView = z.strictObject({
  caseId: z.string(),
  fileNo: z.string().optional(),
  title: z.string(),
  type: intakeFields.type,
  stage: z.enum(keysOf(stages)),
  appliedOn: LocalDateText,
  /** True: perhaps the same matter; false: an earlier case of a party. */
  duplicate: z.boolean(),
  reasons: z.array(z.string()),
})
export type SimilarView = z.output<typeof SimilarView>

/** A sheet as it would become a head list. `row` counts from 1 as in Excel. */
const ReadHeadsShape = z.strictObject({
  columns: z.array(z.strictObject({ heading: z.string(), meaning: z.string() })),
  unused: z.array(z.string()),
  rows: z.array(HeadRow.extend({ name: z.string() })),
  problems: z.array(z.strictObject({ row: z.int(), column: z.string(), message: z.string(), severity: z.enum(['error', 'warning']) })),
  totalFen: z.int(),
  /** The sheets of the file, and which of them was read. */
  sheets: z.array(z.string()),
  sheet: z.int(),
})

const oneContact = z.strictObject({ contact: Contact })
const contactOnly = z.strictObject({ contactId: Text })

export const partiesCommands = {
  'case.findSimilar': command('查找可能重复的案件和当事人的以往案件：给出正在登记的内容，或一个案件', z.strictObject({
    matter: MatterShape.optional(),
    caseId: Text.optional(),
    limit: z.int().min(1).max(1000).optional(),
  }), z.strictObject({ duplicates: z.int(), earlier: z.int(), cases: z.array(SimilarView) })),

  'headList.read': command('读取户代表名册的表格（.xlsx 或 .csv），只预览不保存', z.strictObject({
    path: Text.optional(), content: z.base64('文件内容应为 Base64。').optional(), sheet: z.int().min(0).optional(),
  }), ReadHeadsShape),
  'headList.save': command('保存一名当事人的户代表名册，代表人数随之填写', caseChange.extend({ partyId: Text,
    rows: z.array(HeadRow.partial({ id: true })).min(1, '名册至少要有一户，请添加。').max(MAX_HEADS, `名册最多 ${MAX_HEADS} 户，请核对。`),
  }), CaseView),
  'headList.remove': command('移除户代表名册', caseChange, CaseView),
  'headList.template': command('导出空白的户代表名册（.xlsx）', nothing, SavedFileShape),
  'headList.makeTerms': command('按名册给每户生成一项协议条款', caseChange.extend({ plan: OwnerPlan }), CaseView),
  'headList.removeTerms': command('移除按名册生成的条款', caseChange, CaseView),
  'headList.print': command('一次打印各户的告知单或收条，或名册及分户给付表', z.strictObject({ caseId: Text, sheet: z.enum(keysOf(ownerSheetKinds)) }), SavedFileShape),

  'contact.list': command('查通讯录：姓名、拼音首字母、电话、信用代码、证件号码', z.strictObject({
    query: z.string().optional(), kind: z.enum(keysOf(partyKinds)).optional(), offset: z.int().min(0).optional(), limit: z.int().min(1).max(10_000).optional(),
  }), z.strictObject({ total: z.int(), contacts: z.array(Contact) })),
  'contact.save': command('新增或修改通讯录中的一条', z.strictObject({ contact: NewContact }), oneContact),
  'contact.remove': command('从通讯录移除一条', contactOnly, oneContact),
  'contact.restore': command('撤销移除', contactOnly, oneContact),
  'contact.merge': command('把通讯录中的两条并成一条：保留的一条缺的内容从另一条补上', z.strictObject({ keepId: Text, otherId: Text }), oneContact),
  'contact.collect': command('把已有案件里的当事人、代理人、物业企业记入通讯录', nothing, z.strictObject({ added: z.int(), completed: z.int() })),

  'relations.show': command('调解员申报的任职、住处和亲属（回避核对用）', nothing, z.strictObject({ relations: z.array(MediatorRelation) })),
  'relations.save': command('保存调解员的申报', z.strictObject({ relations: z.array(MediatorRelation) }), z.strictObject({ relations: z.array(MediatorRelation) })),
  'conflict.check': command('核对这些调解员与本案有没有应当回避的情形', z.strictObject({ caseId: Text, mediatorIds: z.array(Text) }),
    z.strictObject({ findings: z.array(ConflictFinding) })),
  'clearance.record': command('登记回避核实：问了什么、问了谁、结果', z.strictObject({
    caseId: Text, mediatorId: Text, findings: z.array(Text).min(1, '请选择核实的是哪一项。'), asked: Text, whom: Text,
    result: z.enum(keysOf(clearanceResults)), on: LocalDateText,
  }), CaseView),
  'mediators.change': command('更换办理中案件的调解员', caseChange.extend({ mediators: z.array(AssignedMediator).min(1, '请指定至少一名调解员。'), reason: Text, on: LocalDateText,
    /** Goes on although a finding against a mediator is not cleared up. */
    despiteFindings: z.boolean().optional(),
  }), CaseView),
} as const
