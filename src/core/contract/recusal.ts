/** Commands of mediators who should stand back: relations told, checks, clearances, changes of mediator. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { ConflictFinding } from '../case/parties/recusal.ts'
import { clearanceResults, MediatorRelation } from '../case/record/clearance.ts'
import { AssignedMediator, LocalDateText } from '../case/record/case-file.ts'
import { mediation } from './views/roles.ts'
import { caseChange, CaseView, command, nothing } from './views/shapes.ts'

export const recusalCommands = {
  'relations.show': command('调解员申报的任职、住处和亲属（回避核对用）', 'account', nothing, z.strictObject({ relations: z.array(MediatorRelation) })),
  'relations.save': command('保存调解员的申报', mediation, z.strictObject({ relations: z.array(MediatorRelation) }), z.strictObject({ relations: z.array(MediatorRelation) })),
  'conflict.check': command('核对这些调解员与本案有没有应当回避的情形', 'account', z.strictObject({ caseId: Text, mediatorIds: z.array(Text) }),
    z.strictObject({ findings: z.array(ConflictFinding) })),
  'clearance.record': command('登记回避核实：问了什么、问了谁、结果', mediation, z.strictObject({
    caseId: Text, mediatorId: Text, findings: z.array(Text).min(1, '请选择核实的是哪一项。'), asked: Text, whom: Text,
    result: z.enum(keysOf(clearanceResults)), on: LocalDateText,
  }), CaseView),
  'mediators.change': command('更换办理中案件的调解员', ['director'], caseChange.extend({ mediators: z.array(AssignedMediator).min(1, '请指定至少一名调解员。'), reason: Text, on: LocalDateText,
    /** Goes on although a finding against a mediator is not cleared up. */
    despiteFindings: z.boolean().optional(),
  }), CaseView),
} as const
