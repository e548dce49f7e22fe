/** Commands of what leaves with or after a case: a suit, a transfer, cases taken along. */
import { SuitElements } from '../case/suit-elements.ts'
import { caseChange, CaseView, command } from './shapes.ts'

export const transferCommands = {
  'suit.save': command('保存诉讼要素（要素式起诉状、答辩状用），整个替换', caseChange.extend({ suit: SuitElements }), CaseView),
} as const
