/**
 * Answers. A refusal is an answer too: a code for programs, a Chinese sentence for the reader,
 * and where it can be said, the field it belongs to as a JSON pointer into the input (RFC 6901).
 */

/** One thing wrong (or odd) in an input or a file. `warning` never stops anything. */
export type Problem = {
  readonly pointer: string
  readonly code: string
  readonly message: string
  readonly severity: 'error' | 'warning'
  /** The article or rule behind it, where there is one. */
  readonly article?: string
}

export type Refusal = {
  readonly code: string
  readonly message: string
  readonly field?: string
  /** Every problem found, when there is more than one thing to say. */
  readonly problems?: readonly Problem[]
  /** `bundle.import`: what differs between a stored record and the one that came in. */
  readonly conflicts?: readonly Conflict[]
}

/** A record that is stored with other content than the one that came in. */
export type Conflict = {
  readonly kind: 'case' | 'mediator'
  readonly id: string
  /** How people call it. */
  readonly title?: string
  readonly differences: readonly {
    readonly pointer: string
    readonly stored?: unknown
    readonly incoming?: unknown
  }[]
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (
  code: string,
  message: string,
  more: Omit<Refusal, 'code' | 'message'> = {},
): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal: { code, message, ...more } })

/** Nobody reads on after so many. */
const MOST_PROBLEMS = 1_000

/**
 * One refusal for a list of problems. The first error is the headline; the first thousand are in `problems`.
 * Takes at least one error among `problems`.
 */
export const refuseWith = (code: string, problems: readonly Problem[]): ReturnType<typeof refuse> => {
  const errors = problems.filter(problem => problem.severity === 'error')
  const [first] = errors
  const message = errors.length === 1 ? first!.message : `共 ${errors.length} 处问题，第一处：${first!.message}`
  return refuse(code, message, { field: first!.pointer, problems: problems.length > MOST_PROBLEMS ? [...errors, ...problems.filter(({ severity }) => severity !== 'error')].slice(0, MOST_PROBLEMS) : problems })
}

/** Escapes one key for use in a JSON pointer (RFC 6901 §3). */
export const pointerKey = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1')

export const pointerOf = (path: readonly (string | number | symbol)[]): string =>
  path.map(key => `/${pointerKey(String(key as string | number))}`).join('')

export const lockedRefusal = () => refuse('locked', '资料已锁定，请先输入密码。')
export const notSetUpRefusal = () => refuse('not-set-up', '这个文件夹里还没有设立调委会，请先完成首次设立。')
