/** Commands around papers: what they say beside the case file, the office's own wording, reading an agreement aloud. */
import * as z from 'zod'
import { Reading } from '../case/record/annex.ts'
import { Text, TextOrEmpty } from '../base/text.ts'
import { CaseView, command, nothing } from './views/shapes.ts'

const Wordings = z.record(z.string(), z.record(z.string(), Text))

export const paperCommands = {
  'document.extras': command('补充一份文书要写、案件里没有的内容；空着的不写', z.strictObject({
    caseId: Text, document: Text, of: Text.optional(), extras: z.record(z.string(), TextOrEmpty),
  }), CaseView),
  'agreement.readAloud': command('记下向当事人逐项宣读协议和当事人确认的条款', z.strictObject({
    caseId: Text,
    reading: Reading.omit({ confirmed: true }).extend({ confirmed: z.array(Text) }),
  }), CaseView),
  'wording.show': command('本会改过的文书标题、小标题和用语，按文书和用语名', nothing, z.strictObject({ wording: Wordings })),
  'wording.save': command('保存一种文书的标题、小标题和用语；与原文相同的不另存', z.strictObject({
    document: Text, phrases: z.record(z.string(), Text),
  }), z.strictObject({ wording: Wordings })),
} as const
