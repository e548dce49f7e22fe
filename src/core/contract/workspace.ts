/** Commands of the work of one account: drafts, filters with a name, the cases opened last. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { LocalTimeText } from '../case/record/case-file.ts'
import { HeldDraft, SavedFilter } from '../office/workspace.ts'
import { CaseSummary, command, nothing } from './views/shapes.ts'

export const workspaceCommands = {
  'draft.save': command('保存草稿：本账户没有填完的表单', 'account', HeldDraft.pick({ form: true, caseId: true, seen: true, values: true }),
    z.strictObject({ id: Text, savedAt: LocalTimeText })),
  'draft.show': command('本账户在这个表单里留下的草稿', 'account', HeldDraft.pick({ form: true, caseId: true }),
    z.strictObject({ draft: HeldDraft.omit({ account: true }).extend({ id: Text }).optional() })),
  'draft.drop': command('放弃草稿', 'account', z.strictObject({ id: Text }), nothing),
  'desk.show': command('本账户最近打开的案件、存下的筛选和没有保存的草稿', 'account', nothing, z.strictObject({
    recent: z.array(CaseSummary),
    filters: z.array(SavedFilter),
    drafts: z.array(HeldDraft.pick({ form: true, caseId: true, savedAt: true }).extend({ case: CaseSummary.optional() })),
  })),
  'desk.noteOpened': command('记下本账户打开了一个案件', 'account', z.strictObject({ caseId: Text }), nothing),
  'desk.setFilters': command('存下本账户的筛选：给出全部', 'account', z.strictObject({ filters: z.array(SavedFilter).max(50, '最多存 50 个筛选，请先移除不用的。') }),
    z.strictObject({ filters: z.array(SavedFilter) })),
} as const
