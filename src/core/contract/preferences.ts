/** Commands of the first days and what suits a person: invented cases, size of the text, the tour, the card of keys, what the program is made of. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { idleMinutes, textSizes } from '../office/workspace.ts'
import { command, nothing, SavedFileShape } from './views/shapes.ts'

const Comfort = z.strictObject({ textSize: z.enum(keysOf(textSizes)), tourSeen: z.boolean(), idleMinutes: z.literal(idleMinutes) })

export const preferencesCommands = {
  'rehearsal.fill': command('放入 60 个虚构的案件供练习（只用于演练资料）', ['director'], nothing, z.strictObject({ added: z.int() })),
  'comfort.show': command('本账户的字号，多久不用自动锁定，是否看过导览', 'account', nothing, Comfort),
  'comfort.save': command('保存本账户的字号、多久不用自动锁定，或记下看过导览', 'account', Comfort.partial(), Comfort),
  'card.print': command('快捷卡：按键和主要步骤，一页 A4', 'account', nothing, SavedFileShape),
  'about.show': command('程序和资料的版本，随附的第三方软件及其许可', 'account', nothing, z.strictObject({
    version: z.string(),
    /** Of the stored shape. */
    dataVersion: z.int(),
    /** Empty where the list was not made (`npm run notices`). */
    packages: z.array(z.strictObject({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() })),
  })),
} as const
