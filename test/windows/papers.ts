/**
 * Makes every paper of the worked cases and prints `name sha256` of each: the same program, data and day must give the same bytes on
 * every system. `node papers.ts FOLDER CASES`: of so many cases at most.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LocalTime } from '../../src/core/base/dates.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'

const [folder, cases] = process.argv.slice(2) as [string, string]
await import('../cheap-scrypt.ts')
let next = 0
const ports = {
  ...await hostPorts({ data: join(folder, 'data'), out: join(folder, 'out'), clock: fixedClock('2026-11-23T09:00' as LocalTime), open: false }, 'script'),
  ids: { next: () => `id-${next += 1}` },
}
const call = createApp(ports)
const must = async (name: string, input: unknown): Promise<Record<string, never>> => {
  const answer = await (call as (name: string, input: unknown) => Promise<{ ok: boolean; value: Record<string, never>; refusal: { code: string; message: string } }>)(name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.refusal.message}`)
  return answer.value
}
await must('office.setUp', {
  office: { name: '赤壁市物业纠纷人民调解委员会', regionCode: '421281', numberWord: '赤物', court: '赤壁市人民法院' }, mediators: [], account: { name: '何平', password: '清源小区2026' }, rehearsal: true,
})
await must('bundle.import', { content: readFileSync(fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url)), 'utf8') })
const rows = (await must('case.list', {})).rows as unknown as { id: string }[]
let made = 0
for (const { id } of rows.slice(0, Number(cases))) {
  const { documents } = await must('case.show', { caseId: id }) as unknown as { documents: { id: string; of?: { key: string }[]; open?: boolean }[] }
  for (const document of documents) {
    const answer = await call('document.make', { caseId: id, document: document.id } as never) as { ok: boolean; value: { path: string } }
    if (!answer.ok) continue
    made += 1
    process.stdout.write(`${id} ${document.id} ${basename(answer.value.path)} ${createHash('sha256').update(readFileSync(answer.value.path)).digest('hex')}\n`)
  }
}
await ports.store.close()
process.stdout.write(`DONE ${made}\n`)
process.exit(0)
