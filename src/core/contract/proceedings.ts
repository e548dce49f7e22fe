/** Commands of the course of a case from acceptance to the archive, and the steps noted by hand. */
import * as z from 'zod'
import { keysOf, retentions } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { AssignedMediator, LocalDateText } from '../case/record/case-file.ts'
import { intake, mediation, papers } from './views/roles.ts'
import { caseChange, CaseView, command } from './views/shapes.ts'

export const proceedingsCommands = {
  'case.accept': command('受理并给出卷号', ['registrar', 'director'], caseChange.extend({
    acceptedOn: LocalDateText,
    mediators: z.array(AssignedMediator).min(1, '请指定至少一名调解员。'),
    /** Goes on although a finding against a mediator (回避) is not cleared up. */
    despiteFindings: z.boolean().optional(),
  }), CaseView),
  'case.end': command('不经协议结束案件：E03 终止、E04 撤回、E05/E06 不受理、E07 移送、E08 退回法院', intake, caseChange.extend({
    code: z.enum(['E03', 'E04', 'E05', 'E06', 'E07', 'E08']), on: LocalDateText, reason: Text, toBody: Text.optional(),
  }), CaseView),
  'case.suspend': command('中止调解（鉴定、等待前案等）', mediation, caseChange.extend({
    from: LocalDateText, reason: Text, to: LocalDateText.optional(),
  }), CaseView),
  'case.resume': command('恢复调解：on 是中止的最后一日', mediation, caseChange.extend({ on: LocalDateText }), CaseView),
  'case.extend': command('当事人同意延长调解期限', mediation, caseChange.extend({
    agreedOn: LocalDateText, until: LocalDateText, reason: Text,
  }), CaseView),
  'case.archive': command('归档', ['archivist', 'director'], caseChange.extend({
    on: LocalDateText, retention: z.enum(keysOf(retentions)), no: Text.optional(), pages: z.int().min(1).max(100_000).optional(),
  }), CaseView),
  'step.note': command('手工登记一个步骤已经做了', papers, z.strictObject({ caseId: Text, step: Text, on: LocalDateText, note: Text.optional() }), CaseView),
  'step.clear': command('撤销手工登记的步骤', papers, z.strictObject({ caseId: Text, step: Text }), CaseView),
} as const
