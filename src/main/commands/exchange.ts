import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { LocalDate } from '../../core/base/dates.ts'
import type { Handler } from '../../core/contract.ts'
import { countersAfter } from '../../core/base/numbering.ts'
import { bundleOf, differencesOf, readBundle, type Bundle } from '../../core/exports/bundle.ts'
import { maskings } from '../../core/office/export-log.ts'
import { ok, refuse, type Conflict, type Problem, type Result } from '../../core/base/result.ts'
import type { Files } from '../../core/ports.ts'
import { filePatterns } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { bundleLimits, runNamed } from '../adapters/workers/side.ts'
import { handOutRefusal } from '../../core/commands/separate-talks.ts'
import { mapInSlices } from '../in-slices.ts'
import { fileName } from './paper-content.ts'
import { saveLeaving } from './saved-files.ts'

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

/** From this many characters on a file is read beside the program; a smaller one is read sooner than a process starts. */
const LONG = 500_000

const readBeside = async (content: string, context: { readonly today: LocalDate; readonly knownMediators: readonly string[] }, field: string): Promise<Result<{ bundle: Bundle; warnings: readonly Problem[] }>> => {
  if (content.length < LONG) return readBundle(content, context)
  const read = await runNamed('bundle.import', bundleLimits, field, [], 'bundle', { content, ...context })
  return read.ok ? ok({ bundle: { ...read.value.answer.bundle, cases: read.value.pieces }, warnings: read.value.answer.warnings }) : read
}

type Choice = 'keep' | 'replace'

/** All or nothing: every problem is reported at once, and nothing is stored when there is one. */
export const importBundle: Handler<'bundle.import'> = async (input, { store, clock, files }) => {
  const content = await contentOf(input, files)
  if (!content.ok) return content
  const choiceFor = (id: string): Choice | undefined =>
    typeof input.onConflict === 'object' ? (Object.hasOwn(input.onConflict, id) ? input.onConflict[id] : undefined) : input.onConflict
  const seen = await store.read()
  if (!seen.ok) return seen
  const field = input.content === undefined ? '/path' : '/content'
  const knownMediators = seen.value.mediators.map(({ id }) => id)
  const read = await readBeside(content.value, { today: clock.today(), knownMediators }, field)
  if (!read.ok) return { ...read, refusal: { field, ...read.refusal } }
  const { bundle } = read.value
  // Compared before, case by case, so that the change itself is short.
  const compared = new Map(await mapInSlices(bundle.cases, file => {
    const stored = seen.value.cases.get(file.id)
    return [file.id, { stored, differences: stored ? differencesOf(stored, file) : [] }] as const
  }))
  return store.change({ command: 'bundle.import', at: clock.now() }, office => {
    const mediatorIds = new Set(office.mediators.map(({ id }) => id))
    if (!knownMediators.every(id => mediatorIds.has(id))) return refuse('changed-meanwhile', '核对期间调解员名册有改动，没有导入任何内容；请再按一次导入。')
    const warnings: Problem[] = [...read.value.warnings]
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
      const known = kind === 'case' ? compared.get(incoming.id) : undefined
      const differences = known?.stored === stored && known ? known.differences : differencesOf(stored, incoming)
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
    const taken: CaseFile[] = []
    for (const file of bundle.cases) {
      const decision = decide('case', office.cases.get(file.id), file)
      if (decision === 'add' || decision === 'replace') taken.push(file)
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
    return ok({ office: { ...office, mediators, cases: office.cases.withAll(taken), fileNumbers }, value: { ...count, warnings } })
  })
}

export const exportBundle: Handler<'bundle.export'> = async ({ path }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const { account } = await ports.store.status()
  const withheld = handOutRefusal(account!, office.value, office.value.cases.all(), '')
  if (withheld) return withheld
  const bytes = new TextEncoder().encode(`${JSON.stringify(bundleOf(office.value), null, 1)}\n`)
  const saved = await saveLeaving(ports, {
    command: 'bundle.export', kind: 'bundle', masking: maskings.whole, cases: office.value.cases.size, name: fileName(office.value, `案件交换文件_${ports.clock.today()}.json`), bytes, path,
  })
  return saved.ok ? ok({ path: saved.value.path, cases: office.value.cases.size }) : saved
}
