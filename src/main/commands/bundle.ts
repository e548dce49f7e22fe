import type { Handler } from '../../core/contract.ts'
import { countersAfter } from '../../core/case/numbering.ts'
import { bundleOf, differencesOf, readBundle } from '../../core/exports/bundle.ts'
import { ok, refuse, type Conflict, type Problem, type Result } from '../../core/result.ts'
import type { Files } from '../../core/ports.ts'
import { filePatterns } from '../../core/rules/parameters.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'

const contentOf = async (input: { path?: string; content?: string }, files: Files): Promise<Result<string>> => {
  if (input.content !== undefined) return ok(input.content)
  if (input.path === undefined) return refuse('missing', '请给出要导入的文件。', { field: '/path' })
  const bytes = await files.read(input.path)
  if (!bytes.ok) return bytes
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value))
  } catch {
    return refuse('not-utf8', '文件不是 UTF-8 文本，可能不是案件交换文件；请重新导出后再导入。', { field: '/path' })
  }
}

type Choice = 'keep' | 'replace'

/** All or nothing: every problem is reported at once, and nothing is stored when there is one. */
export const importBundle: Handler<'bundle.import'> = async (input, { store, clock, files }) => {
  const content = await contentOf(input, files)
  if (!content.ok) return content
  const choiceFor = (id: string): Choice | undefined =>
    typeof input.onConflict === 'object' ? (Object.hasOwn(input.onConflict, id) ? input.onConflict[id] : undefined) : input.onConflict
  return store.change({ command: 'bundle.import', at: clock.now() }, office => {
    const read = readBundle(content.value, {
      today: clock.today(),
      knownMediators: office.mediators.map(mediator => mediator.id),
    })
    if (!read.ok) return { ...read, refusal: { field: input.content === undefined ? '/path' : '/content', ...read.refusal } }
    const { bundle } = read.value
    const warnings: Problem[] = read.value.warnings
    const holders = new Map([...office.cases.all()].map(file => [file.fileNo, file.id]))
    bundle.cases.forEach(({ id, fileNo }, index) => {
      const holder = fileNo === undefined ? undefined : holders.get(fileNo)
      if (holder !== undefined && holder !== id) {
        warnings.push({ pointer: `/cases/${index}/fileNo`, code: 'duplicate-file-no', severity: 'warning', message: `卷号“${fileNo}”在本机已用于另一案件，请核对。` })
      }
    })
    const conflicts: Conflict[] = []
    const count = { added: 0, skipped: 0, replaced: 0, kept: 0 }

    /** Whether the incoming record is to be stored. */
    const decide = (kind: Conflict['kind'], stored: { id: string } | undefined, incoming: { id: string }): 'add' | 'same' | Choice | 'ask' => {
      if (!stored) return 'add'
      const differences = differencesOf(stored, incoming)
      if (differences.length === 0) return 'same'
      const choice = choiceFor(incoming.id)
      if (!choice) conflicts.push({ kind, id: incoming.id, differences })
      return choice ?? 'ask'
    }

    const mediators = [...office.mediators]
    for (const mediator of bundle.mediators) {
      const at = mediators.findIndex(one => one.id === mediator.id)
      const decision = decide('mediator', mediators[at], mediator)
      if (decision === 'add') mediators.push(mediator)
      else if (decision === 'replace') mediators[at] = mediator
    }
    let { cases } = office
    for (const file of bundle.cases) {
      const decision = decide('case', office.cases.get(file.id), file)
      if (decision === 'add' || decision === 'replace') cases = cases.with(file)
      if (decision === 'add') count.added += 1
      else if (decision === 'same') count.skipped += 1
      else if (decision === 'replace') count.replaced += 1
      else if (decision === 'keep') count.kept += 1
    }
    if (conflicts.length > 0) {
      return refuse('bundle-conflict', `有 ${conflicts.length} 条记录与本机已存的内容不同，没有导入任何内容；请逐条选择保留本机的（keep）还是换成文件里的（replace）。`, {
        field: '/onConflict', conflicts,
      })
    }
    const fileNumbers = countersAfter(office.fileNumbers, bundle.cases.flatMap(file => file.fileNo ?? []), filePatterns(reckoningOf(office).parameters))
    return ok({ office: { ...office, mediators, cases, fileNumbers }, value: { ...count, warnings } })
  })
}

export const exportBundle: Handler<'bundle.export'> = async (input, { store, clock, files }) => {
  const office = await store.read()
  if (!office.ok) return office
  const bytes = new TextEncoder().encode(`${JSON.stringify(bundleOf(office.value), null, 1)}\n`)
  const saved = input.path === undefined
    ? await files.save(`${office.value.rehearsal ? '示例-' : ''}案件交换文件_${clock.today()}.json`, bytes)
    : await files.saveTo(input.path, bytes)
  return saved.ok ? ok({ path: saved.value.path, cases: office.value.cases.size }) : saved
}
