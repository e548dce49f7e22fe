/** Commands of files kept with a case. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { papers } from './views/roles.ts'
import { AttachmentView, caseOnly, command, SavedFileShape } from './views/shapes.ts'

export const attachmentsCommands = {
  'attachment.add': command('给案件添加附件：给出路径，或文件名和 Base64 内容', ['registrar', 'mediator', 'director', 'archivist'], z.strictObject({
    caseId: Text, path: Text.optional(), name: Text.optional(), content: z.base64('附件内容应为 Base64。').optional(),
  }), AttachmentView),
  'attachment.list': command('案件的附件', papers, caseOnly, z.strictObject({ attachments: z.array(AttachmentView) })),
  'attachment.read': command('取出附件，保存为文件', papers, z.strictObject({ attachmentId: Text }), SavedFileShape),
  'attachment.remove': command('移除附件（内容为操作日志保留）', ['registrar', 'mediator', 'director', 'archivist'], z.strictObject({ attachmentId: Text }), AttachmentView),
  'attachment.restore': command('撤销移除附件', ['registrar', 'mediator', 'director', 'archivist'], z.strictObject({ attachmentId: Text }), AttachmentView),
} as const
