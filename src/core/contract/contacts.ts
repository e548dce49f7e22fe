/** Commands of the contact book. */
import * as z from 'zod'
import { keysOf, partyKinds } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { Contact, NewContact } from '../office/contacts.ts'
import { intake, papers } from './views/roles.ts'
import { command, nothing } from './views/shapes.ts'

const oneContact = z.strictObject({ contact: Contact })

const contactOnly = z.strictObject({ contactId: Text })

export const contactsCommands = {
  'contact.list': command('查通讯录：姓名、拼音首字母、电话、信用代码、证件号码', papers, z.strictObject({
    query: z.string().optional(), kind: z.enum(keysOf(partyKinds)).optional(), offset: z.int().min(0).optional(), limit: z.int().min(1).max(10_000).optional(),
  }), z.strictObject({ total: z.int(), contacts: z.array(Contact) })),
  'contact.save': command('新增或修改通讯录中的一条', intake, z.strictObject({ contact: NewContact }), oneContact),
  'contact.remove': command('从通讯录移除一条', intake, contactOnly, oneContact),
  'contact.restore': command('撤销移除', intake, contactOnly, oneContact),
  'contact.merge': command('把通讯录中的两条并成一条：保留的一条缺的内容从另一条补上', intake, z.strictObject({ keepId: Text, otherId: Text }), oneContact),
  'contact.collect': command('把已有案件里的当事人、代理人、物业企业记入通讯录', intake, nothing, z.strictObject({ added: z.int(), completed: z.int() })),
} as const
