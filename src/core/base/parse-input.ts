/** What zod finds, as Chinese sentences with JSON pointers. */
import type * as z from 'zod'
import * as codes from './codes.ts'
import { roles } from './accounts.ts'
import { pointerKey, pointerOf, type Problem } from './result.ts'

/** How deep an input may nest: ours go to five or six, and a bomb of brackets stops here. */
const MAX_DEPTH = 40

/** Deeper nested, or with longer lists, than anything of ours. */
export class TooDeep extends Error {}

/** The longest list in one record or request: rows of a big sheet that is typed in, and a good deal more. */
const MAX_ITEMS = 100_000

/** A copy without the keys whose value is null: a field that does not apply is absent or null, and both read the same. */
export const dropNulls = (value: unknown, depth = 0, most = MAX_ITEMS): unknown => {
  if (depth > MAX_DEPTH) throw new TooDeep()
  if (Array.isArray(value)) {
    if (value.length > most) throw new TooDeep()
    return value.map(item => dropNulls(item, depth + 1, most))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, dropNulls(item, depth + 1, most)]),
  )
}

const expectations: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '“是”或“否”（true 或 false）',
  array: '列表',
  object: '一组字段',
  record: '一组字段',
}

const tables: readonly object[] = [...Object.values(codes).filter(table => typeof table === 'object'), roles]

/** The choices with what they mean: `application（当事人申请）`; bare where they are no codes of ours. */
const choices = (values: readonly unknown[]): string => {
  const names = values.slice(0, 40).map(String)
  const table = codes.labelsOf(values.map(String)) ?? tables.find(one => names.every(name => Object.hasOwn(one, name))) as Readonly<Record<string, string>> | undefined
  return names.map(name => (table ? `${name}（${table[name]}）` : name)).join('、')
}

const sentence = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? '缺少这一项，请填写。'
        : `这里应为${expectations[issue.expected] ?? issue.expected}，请改正。`
    case 'invalid_value':
      return issue.input === undefined
        ? '缺少这一项，请选择。'
        : `“${String(issue.input).slice(0, 30)}”不在可选范围内，可选：${choices(issue.values)}。`
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'set'
        ? `至少要有 ${issue.minimum} 项，请添加。`
        : issue.origin === 'string'
          ? `至少 ${issue.minimum} 个字符，请补充。`
          : `不能小于 ${issue.minimum}，请改正。`
    case 'too_big':
      return issue.origin === 'string' ? `最多 ${issue.maximum} 个字符，请缩短。` : `不能大于 ${issue.maximum}，请改正。`
    case 'invalid_format':
      return '格式不对，请改正。'
    case 'invalid_union':
      return '这里的内容不符合任何一种允许的形式，请改正。'
    case 'invalid_key':
    case 'invalid_element':
      return '这里有不允许的名称，请改正。'
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的倍数，请改正。`
    case 'unrecognized_keys':
    case 'custom':
      return undefined
  }
}

/** A field that nobody knows, in the object at `pointer`. */
export const unknownField = (pointer: string, key: string): Problem => ({
  pointer: `${pointer}/${pointerKey(key)}`,
  code: 'unknown-field',
  message: `不认识字段“${key.slice(0, 60)}”，请删除或改正名称。`,
  severity: 'error',
})

const problemsFrom = (issues: readonly z.core.$ZodIssue[]): Problem[] =>
  issues.flatMap((issue): Problem[] => {
    const pointer = pointerOf(issue.path)
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownField(pointer, key))
    const given = issue.code === 'custom' ? (issue.params?.code as string | undefined) : undefined
    const code = given ?? (issue.input === undefined && issue.message.startsWith('缺少') ? 'missing' : issue.code.replaceAll('_', '-'))
    return [{ pointer, code, message: issue.message, severity: 'error' }]
  })

/** Parses with Chinese messages; gives the value or every problem found. */
export const parseWith = <S extends z.ZodType>(
  schema: S,
  input: unknown,
): { ok: true; value: z.output<S> } | { ok: false; problems: Problem[] } => {
  const parsed = schema.safeParse(input, { error: sentence, reportInput: false })
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problems: problemsFrom(parsed.error.issues) }
}
