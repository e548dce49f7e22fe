/** Commands of changes after the fact: a case reopened, corrected, void. */
import { Text } from '../base/text.ts'
import { CaseFile } from '../case/record/case-file.ts'
import { Reason } from '../case/record/revisions.ts'
import { caseChange, CaseView, command } from './views/shapes.ts'

export const correctionsCommands = {
  'case.reopen': command('重新打开已归档的案件，或撤销作废', ['director'], caseChange.extend({ reason: Reason }), CaseView),
  'case.correct': command('更正已记录的内容：file 是更正以后的整个案件', ['director'], caseChange.extend({ file: CaseFile, reason: Reason }), CaseView),
  'case.void': command('作废：重复登记的写明是哪一件的重复', ['director'], caseChange.extend({ of: Text.optional(), reason: Reason }), CaseView),
} as const
