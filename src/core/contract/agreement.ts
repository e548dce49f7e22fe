/** Commands of the agreement: its terms, the clause library, fee worksheets, what takes effect. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { Clause, clauseStates } from '../case/agreement/clauses.ts'
import { FeeWorksheet } from '../case/record/fee-worksheet.ts'
import { Reading } from '../case/record/annex.ts'
import { Agreement, LocalDateText, Term } from '../case/record/case-file.ts'
import { mediation } from './views/roles.ts'
import { caseChange, CaseView, command, nothing } from './views/shapes.ts'

const ClauseList = z.strictObject({ clauses: z.array(Clause.extend({ state: z.enum(keysOf(clauseStates)) })) })

const clauseId = z.strictObject({ id: Text })

export const agreementCommands = {
  'agreement.save': command('保存协议内容（签章前可修改）', mediation, caseChange.extend({
    agreement: Agreement.omit({ effectiveOn: true, terms: true, no: true }).extend({
      terms: z.array(Term.partial({ id: true })).min(1, '协议至少要有一项内容，请添加。'),
      no: Text.optional(),
    }),
  }), CaseView),
  'agreement.conclude': command('签名盖章齐全，协议生效；口头协议当场履行完毕的，一并登记履行', mediation, caseChange.extend({
    effectiveOn: LocalDateText, performedAtOnce: z.boolean().optional(),
  }), CaseView),
  'clause.list': command('条款库', 'account', nothing, ClauseList),
  'clause.save': command('新增条款（不给 id），或修改条款', ['director'], z.strictObject({ clause: Clause.partial({ id: true }) }), ClauseList),
  'clause.remove': command('移除条款；随程序提供的以后可以恢复', ['director'], clauseId, ClauseList),
  'clause.restore': command('恢复随程序提供的条款', ['director'], clauseId, ClauseList),
  'feeWorksheet.save': command('保存物业费计算表（不给 id 为新增）', mediation, caseChange.extend({ worksheet: FeeWorksheet.partial({ id: true }) }), CaseView),
  'feeWorksheet.remove': command('移除物业费计算表', mediation, caseChange.extend({ id: Text }), CaseView),
  'agreement.readAloud': command('记下向当事人逐项宣读协议和当事人确认的条款', mediation, z.strictObject({
    caseId: Text,
    reading: Reading.omit({ confirmed: true }).extend({ confirmed: z.array(Text) }),
  }), CaseView),
} as const
