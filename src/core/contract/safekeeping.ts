/** Commands of safe keeping: backups, proofs, the folder, the trail of what was done. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { keeping } from './views/roles.ts'
import { AuditFaultShape, command, nothing } from './views/shapes.ts'

export const safekeepingCommands = {
  'backup.create': command('备份到一个文件（.mbk）或文件夹', keeping, z.strictObject({ path: Text.optional() }), z.strictObject({ path: z.string(), bytes: z.int(), warnings: z.array(z.string()).optional() })),
  'backup.restore': command('恢复备份：放进空文件夹 into；不写 into 就换下现用的资料（原资料留在旁边）', 'anyone', z.strictObject({
    path: Text, password: z.string().optional(), recoveryKey: z.string().optional(), into: Text.optional(),
  }), z.strictObject({ into: z.string(), cases: z.int(), warnings: z.array(z.string()).optional() })),
  'backup.list': command('备份文件夹里的备份，新的在前', 'anyone', nothing, z.strictObject({
    folder: z.string(), backups: z.array(z.strictObject({ path: z.string(), name: z.string(), bytes: z.int() })),
  })),
  'backup.prove': command('试恢复一个备份，证明它能用', keeping, z.strictObject({ path: Text }), z.strictObject({ cases: z.int() })),
  'store.verify': command('检查每个资料文件的两份，能修复的当场修复', keeping, nothing, z.strictObject({
    files: z.int(),
    found: z.array(z.strictObject({ file: z.string(), problem: z.string(), repaired: z.boolean() })),
    auditFaults: z.array(AuditFaultShape),
  })),
  'store.checkFolder': command('自检一个文件夹能否放资料：新建、改名、写入、独占都真的试一遍', keeping, z.strictObject({ path: Text.optional() }), z.strictObject({
    steps: z.array(z.strictObject({ what: z.string(), fine: z.boolean(), note: z.string().optional() })),
  })),
  'audit.list': command('操作日志，新的在前', keeping, z.strictObject({
    who: z.string().optional(), command: z.string().optional(), caseId: z.string().optional(),
    from: LocalDateText.optional(), to: LocalDateText.optional(),
    offset: z.int().min(0).optional(), limit: z.int().min(1).max(10_000).optional(),
  }), z.strictObject({
    total: z.int(),
    entries: z.array(z.strictObject({
      seq: z.int(), at: z.string(), who: z.string(), command: z.string(), caseId: z.string().optional(), reason: z.string().optional(),
      before: z.string().optional(), after: z.string().optional(), mac: z.string(),
    })),
  })),
  'audit.verify': command('核对操作日志有没有被改动', keeping, nothing, z.strictObject({ entries: z.int(), faults: z.array(AuditFaultShape) })),
} as const
