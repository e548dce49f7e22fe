/** Commands of what becomes of an agreement: performance, demands, visits, judicial confirmation. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { Demand } from '../case/record/demand.ts'
import { Confirmation, FollowUp, LocalDateText, PerformanceEntry } from '../case/record/case-file.ts'
import { mediation } from './views/roles.ts'
import { caseChange, CaseView, command } from './views/shapes.ts'

export const performanceCommands = {
  'performance.record': command('登记一项或同日履行完毕的几项义务的履行情况', mediation, caseChange.extend({
    entry: PerformanceEntry,
    alsoTermIds: z.array(Text).max(5000, '一次最多登记 5000 项。').optional(),
    /** More than is owed was really paid; without it such an amount is asked about. */
    overpaid: z.boolean().optional(),
  }), CaseView),
  'followUp.record': command('登记一次回访', mediation, caseChange.extend({ entry: FollowUp }), CaseView),
  'confirmation.record': command('登记司法确认的申请和结果', ['mediator', 'director', 'courtLiaison'], caseChange.extend({ confirmation: Confirmation }), CaseView),
  'performance.correct': command('更正或撤销一条履行登记：给出位置、理由；不给 entry 为撤销', mediation, caseChange.extend({ at: z.int().min(0), entry: PerformanceEntry.optional(), reason: Text,
  }), CaseView),
  'performance.prove': command('一条履行登记的凭证附件（整个替换）', mediation, caseChange.extend({ termId: Text, on: LocalDateText, attachmentIds: z.array(Text).max(50, '凭证最多 50 个。'),
  }), CaseView),
  'demand.record': command('登记督促（不给 id 为新增），或补登答复', mediation, caseChange.extend({ demand: Demand.partial({ id: true }) }), CaseView),
} as const
