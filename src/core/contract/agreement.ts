/** Commands about the terms of an agreement and what becomes of them: clauses, fee worksheets, performance, demands. */
import * as z from 'zod'
import { LocalDateText, PerformanceEntry } from '../case/record/case-file.ts'
import { Clause, clauseStates } from '../case/agreement/clauses.ts'
import { keysOf } from '../base/codes.ts'
import { Demand } from '../case/performance/demand.ts'
import { FeeWorksheet } from '../case/agreement/property-fee.ts'
import { Text } from '../base/text.ts'
import { caseChange, CaseView, command, nothing } from './views/shapes.ts'

const ClauseList = z.strictObject({ clauses: z.array(Clause.extend({ state: z.enum(keysOf(clauseStates)) })) })
const clauseId = z.strictObject({ id: Text })

export const settlementCommands = {
  'clause.list': command('条款库', nothing, ClauseList),
  'clause.save': command('新增条款（不给 id），或修改条款', z.strictObject({ clause: Clause.partial({ id: true }) }), ClauseList),
  'clause.remove': command('移除条款；随程序提供的以后可以恢复', clauseId, ClauseList),
  'clause.restore': command('恢复随程序提供的条款', clauseId, ClauseList),
  'feeWorksheet.save': command('保存物业费计算表（不给 id 为新增）', caseChange.extend({ worksheet: FeeWorksheet.partial({ id: true }) }), CaseView),
  'feeWorksheet.remove': command('移除物业费计算表', caseChange.extend({ id: Text }), CaseView),
  'performance.correct': command('更正或撤销一条履行登记：给出位置、理由；不给 entry 为撤销', caseChange.extend({ at: z.int().min(0), entry: PerformanceEntry.optional(), reason: Text,
  }), CaseView),
  'performance.prove': command('一条履行登记的凭证附件（整个替换）', caseChange.extend({ termId: Text, on: LocalDateText, attachmentIds: z.array(Text).max(50, '凭证最多 50 个。'),
  }), CaseView),
  'demand.record': command('登记督促（不给 id 为新增），或补登答复', caseChange.extend({ demand: Demand.partial({ id: true }) }), CaseView),
} as const
