/**
 * A form over one command. Its values are checked with the command's own schema before they are sent; what is wrong,
 * here or in the answer, stands beside its field, and the first such field is brought into view. Fields are found by
 * the JSON pointer of the problem; what belongs to no field stands above the form.
 */
import { createContext, useCallback, useContext, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Alert, Button, Form, Space, type FormInstance } from 'antd'
import { tidied } from '../../../../core/base/text.ts'
import { contract, type CommandName, type Output } from '../../../../core/contract.ts'
import { parseWith } from '../../../../core/base/parse-input.ts'
import { pointerOf, type Problem, type Refusal } from '../../../../core/base/result.ts'
import { useCaller } from '../caller.ts'
import { CaseChanged, changedParts } from './case-changed.tsx'
import { useDrafts } from './drafts.ts'
import { useOpenCase } from './open-case.ts'
import { useUndo } from './undo.tsx'
import { useUnsaved, type Unsaved } from './unsaved.tsx'

type Name = string | readonly (string | number)[]

type Found = {
  readonly prefix: string
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly busy: boolean
  /** When the form was last kept as a draft. */
  readonly draftSavedAt: string | undefined
  /** Leaves the form, after the question if it holds words. */
  readonly leave: Unsaved['leave']
  readonly register: (pointer: string, element: HTMLElement) => () => void
  readonly clear: (pointer?: string) => void
  readonly changed: () => void
  readonly report: (problems: readonly Pick<Problem, 'pointer' | 'message'>[]) => void
  /** Shows the problems of the last report anew, after more fields have come onto the page. */
  readonly again: () => void
}

const FoundContext = createContext<Found | null>(null)

/** Sentences name times as programs write them; people write a space. */
const readable = (sentence: string): string => sentence.replaceAll(/(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/g, '$1 $2')

/** The place of a name in the command's input, and what is wrong there. */
const useTarget = (name: Name, outside?: string) => {
  const found = useContext(FoundContext)!
  const pointer = outside ?? found.prefix + pointerOf(typeof name === 'string' ? [name] : name)
  const element = useRef<HTMLDivElement>(null)
  const { register } = found
  useEffect(() => register(pointer, element.current!), [register, pointer])
  return { pointer, element, wrong: found.messages.get(pointer)?.map(readable).join(' '), clear: found.clear }
}

/** Shows problems at their fields, as if the form had been sent. */
export const useReport = (): Found['report'] => useContext(FoundContext)!.report

export const FormButtons = ({ submit, cancel }: { readonly submit: string; readonly cancel?: () => void }) => {
  const { busy, draftSavedAt, leave } = useContext(FoundContext)!
  return (
    <Space className="form-buttons">
      <Button type="primary" htmlType="submit" loading={busy} size="large">{submit}</Button>
      {cancel && <Button size="large" onClick={() => leave(cancel)}>取消</Button>}
      {draftSavedAt && <span className="quiet" role="status">草稿已保存 {draftSavedAt.slice(11, 16)}</span>}
    </Space>
  )
}

type FieldProps = {
  readonly name: Name
  readonly label: ReactNode
  readonly children: ReactNode
  readonly required?: boolean
  /** Looks odd, but does not stop anything. */
  readonly warning?: string
  /** A quiet line under the field. */
  readonly note?: ReactNode
  /** How many of the twelve columns the field takes. */
  readonly span?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 12
  readonly checkbox?: boolean
  /** Its place in the input, where that is not under the form's prefix. */
  readonly outside?: string
}

export const Field = ({ name, label, children, required, warning, note, span = 3, checkbox, outside }: FieldProps) => {
  const { pointer, element, wrong, clear } = useTarget(name, outside)
  return (
    <div className={`field span-${span}`} ref={element} data-pointer={pointer}>
      <Form.Item
        name={name as string | (string | number)[]}
        label={checkbox ? undefined : label}
        required={required}
        validateStatus={wrong ? 'error' : warning ? 'warning' : undefined}
        help={wrong ?? warning ?? note}
        {...(checkbox && { valuePropName: 'checked' })}
        getValueFromEvent={(...args: unknown[]) => {
          clear(pointer)
          const event = args[0] as { target?: { type?: string; checked?: boolean; value?: unknown } } | null
          if (event !== null && typeof event === 'object' && event.target) return checkbox ? event.target.checked : event.target.value
          return args[0]
        }}
      >
        {children}
      </Form.Item>
    </div>
  )
}

/** Shows what is wrong with a whole part of the form: a list without an entry, a letter that is missing. */
export const ProblemsOf = ({ name }: { readonly name: Name }) => {
  const { pointer, element, wrong } = useTarget(name)
  return <div ref={element} data-pointer={pointer}>{wrong && <Alert type="error" showIcon title={wrong} className="gap-below" />}</div>
}

/**
 * A part of the form whose fields come onto the page only when it is opened: by hand, or because something in it is wrong.
 * Forms of forty parts stay quick this way. What is typed is kept either way.
 */
export const Folded = ({ name, summary, opener, openFirst, children }: {
  readonly name: Name
  /** What is seen of it while it is folded. */
  readonly summary: ReactNode
  /** What the button to open it is called. */
  readonly opener: string
  readonly openFirst: boolean
  readonly children: ReactNode
}) => {
  const { pointer, element, wrong } = useTarget(name)
  const { again } = useContext(FoundContext)!
  const [open, setOpen] = useState(openFirst)
  if (wrong && !open) setOpen(true)
  // Now that the fields are there, each sentence goes to its own.
  useEffect(() => {
    if (open && wrong) again()
  }, [open, wrong, again])
  return (
    <div ref={element} data-pointer={pointer}>
      {open && wrong && <Alert type="error" showIcon title={wrong} className="gap-below" />}
      {open ? children : <div className="folded"><span>{summary}</span><Button size="small" aria-label={opener} onClick={() => setOpen(true)}>展开</Button></div>}
    </div>
  )
}

/** For values that are set by other means than typing: counts the form as changed, as if they had been typed. */
export const useTouched = (): (() => void) => useContext(FoundContext)!.changed

/** Rows of a list in the form, by absolute place. Each removal can be taken back. */
export const useRows = (name: Name) => {
  const form = Form.useFormInstance()
  const undo = useUndo()
  const found = useContext(FoundContext)!
  const path = typeof name === 'string' ? [name] : [...name]
  // What cannot be taken back any more, because the form is gone, is not offered any more.
  const [offers] = useState(() => new Set<() => void>())
  useEffect(() => () => offers.forEach(end => end()), [offers])
  const at = (values: unknown): unknown[] =>
    (path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], values) as unknown[] | undefined) ?? []
  const count = (Form.useWatch(values => at(values).length, { form, preserve: true }) as number | undefined) ?? 0
  const rows = (): unknown[] => at(form.getFieldsValue(true))
  const set = (next: unknown[]): void => {
    form.setFieldValue(path, next)
    found.clear()
    found.changed()
  }
  return {
    count,
    add: (...more: unknown[]): void => set([...rows(), ...more]),
    /** Before the row at `place`. */
    insert: (place: number, row: unknown): void => set(rows().toSpliced(place, 0, row)),
    /** Puts a row in another place. */
    move: (from: number, to: number): void => {
      const now = rows()
      const row = now[from]
      set(now.toSpliced(from, 1).toSpliced(to, 0, row))
    },
    remove: (index: number, what: string): void => {
      const before = rows()
      const row = before[index]
      set(before.filter((_, at) => at !== index))
      offers.add(undo(`已移除${what}`, () => {
        const now = rows()
        set([...now.slice(0, index), row, ...now.slice(index)])
      }))
    },
  }
}

/** Enter goes to the next field and never sends the form; Enter of an input method belongs to the input method. */
export const enterMovesOn = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return
  const target = event.target as HTMLElement
  if (event.nativeEvent.isComposing || event.keyCode === 229) {
    event.stopPropagation()
    return
  }
  // A dialog opened from within a form is its own form, though its events pass through here.
  if (!(target instanceof HTMLInputElement) || !event.currentTarget.contains(target)) return
  // A list of offers in which nothing is marked is no reason to stay.
  if (target.getAttribute('aria-expanded') === 'true' && target.dataset['movesOn'] === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input, textarea, button[type=submit]')].filter(element =>
    !(element as HTMLInputElement).disabled && element.tabIndex >= 0 && element.offsetParent !== null
    && (element === target || !(element instanceof HTMLInputElement && element.type === 'radio' && element.name === target.name && target.type === 'radio')))
  const next = fields[fields.indexOf(target) + 1]
  if (next instanceof HTMLButtonElement && 'enterSends' in (event.currentTarget as HTMLElement).dataset) next.click()
  else next?.focus()
}

const focusIn = (element: HTMLElement): void => {
  element.scrollIntoView({ block: 'center' })
  element.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button')?.focus({ preventScroll: true })
}

const ancestors = (pointer: string): string[] => {
  const all: string[] = []
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) all.push(at)
  return all
}

/** Commands that look whether the case is still as it was seen. */
const takesSeen = (command: CommandName): boolean => 'seen' in ((contract[command].input as { readonly shape?: object }).shape ?? {})

type CheckedFormProps<N extends CommandName> = {
  readonly command: N
  readonly initial: object
  /** The command's input as the values of the form have it. */
  readonly input: (values: never) => unknown
  readonly done: (value: Output<N>) => void
  readonly children: ReactNode
  /** Where in the input the values of the form begin. */
  readonly prefix?: string
  /** What the schema cannot say, e.g. a password that was typed twice. */
  readonly check?: (values: never) => Problem[]
  /** Where the words of the form are kept count of; by itself where nothing is given. */
  readonly unsaved?: Unsaved
  /** Called before the first wrong field is brought into view, for forms that show one part at a time. */
  readonly reveal?: (pointer: string) => void
  readonly form?: FormInstance
  /** Kept as a draft while it is filled in. The forms of a case always are. */
  readonly draft?: boolean
  /** Which form, where a case has several over one command. */
  readonly part?: string
  /** Enter in the last field sends the form: for the door, where nothing is stored by a slip. */
  readonly enterSends?: boolean
}

export const CheckedForm = <N extends CommandName>({
  command, initial, input, done, children, prefix = '', check, unsaved: given, reveal, form: shared, draft = false, part, enterSends = false,
}: CheckedFormProps<N>) => {
  const call = useCaller()
  const own = useUnsaved()
  const unsaved = given ?? own
  const [form] = Form.useForm(shared)
  const targets = useRef(new Map<string, HTMLElement>())
  /** Where to look once the messages are on the page: a pointer, or '' for the top. */
  const first = useRef<string | null>(null)
  const [messages, setMessages] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  const [general, setGeneral] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const openCase = useOpenCase()
  const place = openCase || draft
    ? { form: part === undefined ? command : `${command}/${part}`, ...(openCase && { caseId: openCase.view.file.id }) }
    : null
  const drafts = useDrafts(place)
  const words = { ...(place && { keep: drafts.keep }), drop: drafts.drop }
  /** The case as this form was begun with: its revision, and the values that came from it (null: begun in an older window). */
  const [begun, setBegun] = useState<{ readonly seen: string | undefined; readonly values: object | null }>({ seen: openCase?.view.revision, values: initial })
  /** The case changed elsewhere meanwhile. */
  const [clash, setClash] = useState<Refusal>()

  const last = useRef<readonly Pick<Problem, 'pointer' | 'message'>[]>([])

  const report = (problems: readonly Pick<Problem, 'pointer' | 'message'>[]): void => {
    last.current = problems
    const placed = new Map<string, string[]>()
    const rest: string[] = []
    const seen = new Set<string>()
    for (const { pointer, message } of problems) {
      if (seen.has(pointer)) continue
      seen.add(pointer)
      const target = ancestors(pointer).find(at => targets.current.has(at))
      if (target === undefined) rest.push(message)
      else placed.set(target, [...(placed.get(target) ?? []), message])
    }
    setMessages(placed)
    setGeneral(rest)
    const inOrder = [...placed.keys()].sort((a, b) =>
      (targets.current.get(a)!.compareDocumentPosition(targets.current.get(b)!) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    if (inOrder[0] !== undefined) reveal?.(inOrder[0])
    first.current = rest.length > 0 ? '' : (inOrder[0] ?? null)
  }

  useEffect(() => {
    const pointer = first.current
    first.current = null
    if (pointer === '') top.current?.scrollIntoView({ block: 'center' })
    else if (pointer !== null && targets.current.has(pointer)) focusIn(targets.current.get(pointer)!)
  })

  const refused = (refusal: Refusal): void => {
    if (refusal.code === 'case-changed' && openCase) {
      openCase.reload()
      return setClash(refusal)
    }
    report(refusal.problems?.filter(problem => problem.severity === 'error')
      ?? [{ pointer: refusal.field ?? '', message: refusal.message }])
  }

  const send = async (seen = begun.seen): Promise<void> => {
    const values = tidied(form.getFieldsValue(true) as never, initial)
    const wanted = seen !== undefined && takesSeen(command) ? { ...(input(values) as object), seen } : input(values)
    const parsed = parseWith(contract[command].input, wanted)
    const problems = [...(check?.(values) ?? []), ...(parsed.ok ? [] : parsed.problems)]
    if (problems.length > 0) return report(problems)
    setBusy(true)
    const result = await call(command, wanted as never)
    setBusy(false)
    if (!result.ok) return refused(result.refusal)
    setMessages(new Map())
    setGeneral([])
    unsaved.hold(null)
    drafts.drop()
    done(result.value)
  }

  const register = useCallback((pointer: string, element: HTMLElement) => {
    targets.current.set(pointer, element)
    return () => {
      if (targets.current.get(pointer) === element) targets.current.delete(pointer)
    }
  }, [])
  const clear = (pointer?: string): void => setMessages(before => {
    if (pointer === undefined) return before.size === 0 ? before : new Map()
    if (!before.has(pointer)) return before
    const after = new Map(before)
    after.delete(pointer)
    return after
  })
  const changed = (): void => {
    unsaved.hold(words)
    drafts.typed(() => ({ values: form.getFieldsValue(true) as Record<string, unknown>, ...(begun.seen !== undefined && { seen: begun.seen }) }))
  }
  const reporting = useRef(report)
  useEffect(() => {
    reporting.current = report
  })
  const again = useCallback(() => reporting.current(last.current), [])
  const found: Found = { prefix, messages, busy, draftSavedAt: drafts.savedAt, register, clear, changed, report, again, leave: unsaved.leave }

  const goOn = ({ values, seen }: NonNullable<typeof drafts.offer>): void => {
    for (const key of new Set([...Object.keys(initial), ...Object.keys(values)])) form.setFieldValue(key, values[key])
    setBegun({ seen: seen ?? begun.seen, values: null })
    drafts.goOn()
    unsaved.hold(words)
  }
  const take = (stored: readonly string[]): void => {
    for (const key of stored) form.setFieldValue(key, (initial as Record<string, unknown>)[key])
    const seen = openCase!.view.revision
    setBegun({ seen, values: initial })
    setClash(undefined)
    void send(seen)
  }

  return (
    <FoundContext.Provider value={found}>
      {drafts.offer && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          title={`上次没有保存的内容（${drafts.offer.savedAt.replace('T', ' ')}）还在。`}
          action={(
            <Space>
              <Button type="primary" autoFocus onClick={() => goOn(drafts.offer!)}>继续填写</Button>
              <Button onClick={drafts.refuse}>放弃</Button>
            </Space>
          )}
        />
      )}
      {clash && openCase && openCase.view.revision !== begun.seen && (
        <CaseChanged
          refusal={clash}
          file={openCase.view.file}
          parts={changedParts(form.getFieldsValue(true) as Record<string, unknown>, initial as Record<string, unknown>, begun.values as Record<string, unknown> | null)}
          prefix={prefix}
          save={take}
          back={() => setClash(undefined)}
        />
      )}
      <Form
        disabled={drafts.offer !== undefined}
        form={form}
        name={command.replace('.', '-')}
        layout="vertical"
        initialValues={initial}
        autoComplete="off"
        colon={false}
        onValuesChange={changed}
        onBlur={drafts.left}
        onFinish={() => void send()}
        onKeyDownCapture={enterMovesOn}
        onKeyDown={event => {
          // Ctrl+Enter saves from any field; a field with a use of its own for it has taken it already.
          if (event.key !== 'Enter' || !event.ctrlKey || event.defaultPrevented || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.stopPropagation()
          if (!busy && !drafts.offer) form.submit()
        }}
        {...(enterSends && { 'data-enter-sends': '' })}
      >
        <div ref={top}>
          {general.map(message => <Alert key={message} type="error" showIcon title={readable(message)} className="gap-below" />)}
        </div>
        {children}
      </Form>
    </FoundContext.Provider>
  )
}
