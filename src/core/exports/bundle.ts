/** The case bundle, version 1: the open exchange format (docs/case-bundle.md), read strictly and written canonically. */
import * as z from 'zod'
import { CaseFile, LocalTimeText, Mediator } from '../case/record/case-file.ts'
import { dateOf, isLocalDate, isLocalTime, type LocalDate } from '../base/dates.ts'
import { futureProblems, problemsOf } from '../case/moves/case-rules.ts'
import { withoutMarks } from '../base/text.ts'
import { type Office } from '../office.ts'
import { OfficeDetails } from '../office/details.ts'
import { jsonFaults, readJson, type JsonLimits } from '../base/json-text.ts'
import { dropNulls, parseWith, TooDeep, unknownField } from '../base/parse-input.ts'
import { ok, pointerKey, pointerOf, refuse, refuseWith, type Conflict, type Problem, type Result } from '../base/result.ts'
import { legibleProblems } from './legible.ts'

export const Bundle = z.strictObject({
  format: z.literal('mediation-case-bundle', '这不是案件交换文件（format 应为 mediation-case-bundle）。'),
  version: z.literal(1, '只认识第 1 版案件交换文件；更新的版本请用更新的软件打开。'),
  office: OfficeDetails,
  mediators: z.array(Mediator),
  cases: z.array(CaseFile),
  exportedAt: LocalTimeText.optional(),
})
export type Bundle = z.output<typeof Bundle>

/** What people tell persons and papers apart by: unseen marks make two that look alike different. */
const looked = new Set(['id', 'name', 'fileNo', 'idNo', 'uscc', 'filingNo', 'documentNo', 'caseNo', 'no'])

/** Makes every text NFC and keeps it exactly otherwise. `odd` hears the pointer of each that was changed or should be looked at. */
const normalised = (value: unknown, pointer: string, odd: (pointer: string, what: keyof typeof oddities) => void, key = ''): unknown => {
  if (typeof value === 'string') {
    const text = value.normalize('NFC')
    if (text !== value) odd(pointer, 'normalised')
    if (looked.has(key) && withoutMarks(text) !== text) odd(pointer, 'unseen-marks')
    return text
  }
  if (Array.isArray(value)) return value.map((item, index) => normalised(item, `${pointer}/${index}`, odd))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, normalised(item, `${pointer}/${pointerKey(name)}`, odd, name)]),
  )
}

const oddities = {
  normalised: '文字不是规范组合形式，已转为 Unicode NFC。',
  'unseen-marks': '里面有看不见的字符（零宽或文字方向符号），已原样存入；看上去相同的未必相同，请核对。',
} as const

/** As many cases as an office ever has. */
const limits: JsonLimits = { depth: 60, values: 12_000_000, name: 1_000 }
/** Parties of a case, its claims, its sessions: each list of it. */
const MOST_ITEMS = 5_000
/** Mediators of an office, ever. */
const MOST_MEDIATORS = 5_000
/** Things wrong in one file, beyond which nobody reads on: whoever made it has to make it anew. */
const MOST_PROBLEMS = 1_000

type Context = { readonly today: LocalDate; readonly knownMediators: Iterable<string> }

/** The bundle but for its cases, which are read one after another. */
const Envelope = Bundle.extend({ cases: z.array(z.unknown()) })

/**
 * Reads a bundle. Every problem of the whole file is reported at once, up to a thousand; a file with one error is refused.
 * `knownMediators` are those already in the register, which cases of the bundle may name too.
 * Refuses with `not-json` or `bundle-invalid`.
 */
export const readBundle = (content: string, context: Context): Result<{ bundle: Bundle; warnings: Problem[] }> => {
  const read = readJson(content.startsWith('\ufeff') ? content.slice(1) : content, limits)
  if ('fault' in read) {
    return read.fault === 'not-json'
      ? refuse('not-json', '这个文件不是 JSON 文本，或者没有保存完整；请重新导出案件交换文件后再导入。')
      : refuse('bundle-invalid', `文件${jsonFaults[read.fault]}，不是案件交换文件。`)
  }
  const raw = read.value
  const twice = read.twice && pointerOf(read.twice)
  const odd: Problem[] = []
  const unknown: Problem[] = []
  const shape: Problem[] = []
  const between: Problem[] = []
  const note = (pointer: string, code: keyof typeof oddities): void => {
    if (odd.length < MOST_PROBLEMS) odd.push({ pointer, code, severity: 'warning', message: oddities[code] })
  }
  const tooDeep = refuse('bundle-invalid', '文件的嵌套层数过多，或者有一件案件里的项目多得不正常，不是案件交换文件。')
  try {
    const isHolder = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    const { cases: given, ...rest } = (isHolder ? raw : {}) as { cases?: unknown; mediators?: unknown }
    if (Array.isArray(rest.mediators) && rest.mediators.length > MOST_MEDIATORS) return refuse('bundle-invalid', `文件里有 ${rest.mediators.length.toLocaleString('en')} 名调解员，多得不正常，不是案件交换文件。`, { field: '/mediators' })
    const input = isHolder ? { ...normalised(dropNulls(rest), '', note) as object, ...(given !== null && given !== undefined && { cases: Array.isArray(given) ? [] : given }) } : raw
    unknown.push(...unknownNulls(Envelope, isHolder ? rest : raw, ''))
    const envelope = parseWith(Envelope, input)
    if (!envelope.ok) shape.push(...envelope.problems)
    const entries = Array.isArray(given) ? given : []
    const rules = rulesFor(input, entries, context)
    between.push(...rules.problems)
    const cases: CaseFile[] = []
    for (const [index, one] of entries.entries()) {
      // Nobody reads on, and the rest would only take time.
      if (shape.length + unknown.length + between.length > MOST_PROBLEMS) break
      const entry = normalised(dropNulls(one, 2, MOST_ITEMS), `/cases/${index}`, note)
      unknown.push(...unknownNulls(CaseFile, one, `/cases/${index}`))
      const parsed = CaseFile.safeParse(entry)
      if (parsed.success) cases.push(parsed.data)
      else {
        const told = parseWith(CaseFile, entry)
        if (!told.ok) shape.push(...told.problems.slice(0, MOST_PROBLEMS).map(problem => ({ ...problem, pointer: `/cases/${index}${problem.pointer}` })))
      }
      between.push(...rules.of(entry, index, parsed))
    }
    const repeated: Problem[] = twice === undefined ? [] : [{ pointer: twice, code: 'repeated-field', severity: 'error', message: '这个字段写了两次，不知道以哪一个为准；请只留一个。' }]
    const problems = [...odd, ...repeated, ...unknown, ...shape, ...between]
    if (problems.some(({ severity }) => severity === 'error')) return refuseWith('bundle-invalid', problems)
    return envelope.ok ? ok({ bundle: { ...envelope.value, cases }, warnings: problems }) : refuseWith('bundle-invalid', problems)
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    return tooDeep
  }
}

/** Fields that nobody knows and that are null: a null is dropped before the shape is checked, an unknown field never in silence. */
const unknownNulls = (schema: z.ZodType, value: unknown, pointer: string): Problem[] => {
  if (schema instanceof z.ZodOptional) return unknownNulls(schema.unwrap() as z.ZodType, value, pointer)
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) => unknownNulls(schema.element as z.ZodType, item, `${pointer}/${index}`))
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(shape, key)
      ? unknownNulls(shape[key]!, item, `${pointer}/${pointerKey(key)}`)
      : item === null ? [unknownField(pointer, key)] : [])
}

/** Rules between fields: those of the whole file, and those of a case; of one that is broken in shape, as far as it can be read. */
const rulesFor = (input: unknown, entries: readonly unknown[], context: Context) => {
  const problems: Problem[] = []
  const { mediators, exportedAt } = (input ?? {}) as { mediators?: unknown; exportedAt?: unknown }
  if (typeof exportedAt === 'string' && isLocalTime(exportedAt)) problems.push(...futureProblems('/exportedAt', dateOf(exportedAt), context.today))
  if (Array.isArray(mediators)) {
    mediators.forEach((mediator: { termFrom?: unknown } | null, index) => {
      const from = mediator?.termFrom
      if (typeof from === 'string' && isLocalDate(from)) problems.push(...futureProblems(`/mediators/${index}/termFrom`, from, context.today))
    })
  }
  const idsOf = (records: unknown): string[] =>
    Array.isArray(records) ? records.map(record => (record as { id?: unknown } | null)?.id as string) : []
  for (const [list, ids] of [['mediators', idsOf(mediators)], ['cases', idsOf(entries)]] as const) {
    const first = new Map<string, number>()
    ids.forEach((id, index) => {
      if (typeof id !== 'string' || problems.length > MOST_PROBLEMS) return
      if (first.has(id)) {
        problems.push({
          pointer: `/${list}/${index}/id`, code: 'duplicate-id', severity: 'error',
          message: `编号“${id.slice(0, 60)}”与 /${list}/${first.get(id)} 重复，请改成不同的编号。`,
        })
      } else first.set(id, index)
    })
  }
  const ruleContext = { today: context.today, mediatorIds: new Set([...context.knownMediators, ...idsOf(mediators)]) }
  const fileNos = new Map<string, number>()
  const of = (entry: unknown, index: number, parsed: z.ZodSafeParseResult<CaseFile>): Problem[] => {
    const found = (parsed.success ? problemsOf(parsed.data, ruleContext) : legibleProblems(entry, parsed.error.issues, ruleContext))
      .map((problem): Problem => ({ ...problem, pointer: `/cases/${index}${problem.pointer}` }))
    const fileNo = parsed.success ? parsed.data.fileNo : undefined
    if (fileNo === undefined) return found
    const earlier = fileNos.get(fileNo)
    if (earlier === undefined) fileNos.set(fileNo, index)
    else {
      found.push({
        pointer: `/cases/${index}/fileNo`, code: 'duplicate-file-no', severity: 'warning',
        message: `卷号“${fileNo}”与 /cases/${earlier} 相同，请核对。`,
      })
    }
    return found
  }
  return { problems, of }
}

/** Everything the office holds, as a bundle. The same office gives the same bundle, so it carries no time of export. */
export const bundleOf = (office: Office): Bundle => ({
  format: 'mediation-case-bundle',
  version: 1,
  office: office.details,
  mediators: office.mediators,
  cases: [...office.cases.all()],
})

/** The fields in which two records differ, as JSON pointers with both values. */
export const differencesOf = (stored: unknown, incoming: unknown, pointer = ''): Conflict['differences'][number][] => {
  if (Object.is(stored, incoming)) return []
  const bothArrays = Array.isArray(stored) && Array.isArray(incoming)
  const bothObjects = [stored, incoming].every(value => typeof value === 'object' && value !== null && !Array.isArray(value))
  if (!bothArrays && !bothObjects) return [{ pointer, stored, incoming }]
  const before = stored as Record<string, unknown>
  const after = incoming as Record<string, unknown>
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .flatMap(key => differencesOf(before[key], after[key], `${pointer}/${pointerKey(key)}`))
}
