/** What was typed and is not saved, form by form: whoever would take it off the page asks first. */
import { createContext, useCallback, useContext, useEffect, useId, useMemo, useRef, type ReactNode } from 'react'
import { App, Button, Modal, type ModalProps } from 'antd'

/** Words of one form that are not saved. `keep` makes them a draft; a form that keeps none, one with a password, has no such way. */
export type Words = {
  readonly keep?: () => Promise<unknown>
  readonly drop: () => void
  /** What is lost by leaving, where it is more than words. */
  readonly lost?: string
}

type Hold = (form: string, words: Words | null) => void

/** Goes on with `then` once nothing is lost by it; `only` asks about this one form. */
type Leave = (then: () => void, only?: string) => void

type Holder = { readonly hold: Hold; readonly leave: Leave }

const HolderContext = createContext<Holder>({ hold: () => undefined, leave: then => then() })

export const HolderProvider = ({ hold, leave, children }: Holder & { readonly children: ReactNode }) => {
  const value = useMemo(() => ({ hold, leave }), [hold, leave])
  return <HolderContext.Provider value={value}>{children}</HolderContext.Provider>
}

export type Unsaved = {
  /** The form holds words that are not saved; null: it holds none any more. */
  readonly hold: (words: Words | null) => void
  /** The words are kept in another way, or given up: no draft of them remains. */
  readonly discard: () => void
  /** Leaves this form, after the question if it holds words. */
  readonly leave: (then: () => void) => void
}

/** The words of one form. Once it is off the page it holds none. */
export const useUnsaved = (): Unsaved => {
  const { hold, leave } = useContext(HolderContext)
  const form = useId()
  useEffect(() => () => hold(form, null), [hold, form])
  const held = useRef<Words | null>(null)
  return useMemo(() => ({
    hold: words => {
      held.current = words
      hold(form, words)
    },
    discard: () => {
      held.current?.drop()
      held.current = null
      hold(form, null)
    },
    leave: then => leave(then, form),
  }), [hold, leave, form])
}

/** Where somebody wrote last. */
let lastField: HTMLElement | null = null
window.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) lastField = target
})

/** The forms within a page or a dialog, and the question before they are left. `outer` hears of them too. */
export const useHeld = (outer?: Hold) => {
  const { modal } = App.useApp()
  const held = useRef(new Map<string, Words>())
  const hold = useCallback<Hold>((form, words) => {
    if (words) held.current.set(form, words)
    else held.current.delete(form)
    outer?.(form, words)
  }, [outer])
  /** Makes drafts of all that can be one. */
  const keepAll = useCallback(async (): Promise<void> => {
    await Promise.all([...held.current.values()].map(words => words.keep?.()))
  }, [])
  const leave = useCallback<Leave>((then, only) => {
    const about = [...held.current].filter(([form]) => only === undefined || form === only)
    if (about.length === 0) return then()
    const canKeep = about.some(([, words]) => words.keep)
    const field = lastField
    let leaving = false
    const go = (): void => {
      leaving = true
      question.destroy()
    }
    const question = modal.confirm({
      title: '还有没保存的内容',
      content: about.find(([, { lost }]) => lost)?.[1].lost ?? (canKeep ? '可以留作草稿，以后打开这个表单或者在“待办”里接着填写；不保存，刚才填写的内容就没有了。' : '现在离开，刚才填写的内容就没有了。'),
      width: 520,
      autoFocusButton: null,
      footer: () => (
        <div className="ant-modal-confirm-btns">
          <Button
            danger
            onClick={() => {
              for (const [, words] of about) words.drop()
              go()
            }}
          >
            离开，不保存
          </Button>
          {canKeep && (
            <Button onClick={() => void Promise.all(about.map(([, words]) => words.keep?.())).then(go)}>留作草稿，离开</Button>
          )}
          <Button type="primary" autoFocus onClick={() => question.destroy()}>留下继续填写</Button>
        </div>
      ),
      // The question gives the focus back as it closes; only then may what comes next take it.
      afterClose: () => {
        // Whoever stays goes on where they were, also where a click beside the form had taken the cursor out of it.
        if (!leaving) return field?.focus()
        for (const [form] of about) hold(form, null)
        then()
      },
    })
  }, [modal, hold])
  const holds = useCallback((): boolean => held.current.size > 0, [])
  return { holds, hold, leave, keepAll }
}

/** A dialog with a form: Esc, the cross, 取消 and a click beside it do not throw away what was typed. */
export const FormDialog = ({ onCancel, children, ...others }: ModalProps & { readonly onCancel: () => void }) => {
  const { hold, leave } = useHeld(useContext(HolderContext).hold)
  return (
    <HolderProvider hold={hold} leave={leave}>
      <Modal
        {...others} footer={null} destroyOnHidden onCancel={() => leave(onCancel)}
        afterOpenChange={open => {
          // The first field is ready to be typed into, unless the form has put the cursor elsewhere.
          const body = [...document.querySelectorAll<HTMLElement>('.ant-modal-body')].at(-1)
          if (open && body && !body.contains(document.activeElement))
            body.querySelector<HTMLElement>(':is(input:not([type=hidden], [type=file], :disabled), textarea:not(:disabled))')?.focus()
        }}
      >
        {children}
      </Modal>
    </HolderProvider>
  )
}
