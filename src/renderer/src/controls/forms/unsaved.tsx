/** What was typed and is not saved, form by form: whoever would take it off the page asks first. */
import { createContext, useCallback, useContext, useEffect, useId, useRef } from 'react'
import { App, Modal, type ModalProps } from 'antd'

type Keep = (form: string, unsaved: boolean) => void

const KeepContext = createContext<Keep>(() => undefined)
export const KeepProvider = KeepContext.Provider

/** Tells whether this form holds words that are not saved. Once it is off the page it holds none. */
export const useUnsaved = (): ((unsaved: boolean) => void) => {
  const keep = useContext(KeepContext)
  const form = useId()
  useEffect(() => () => keep(form, false), [keep, form])
  return useCallback(unsaved => keep(form, unsaved), [keep, form])
}

/** Where somebody wrote last. */
let lastField: HTMLElement | null = null
window.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) lastField = target
})

/** The forms within a page or a dialog, and the question before they are left. `outer` hears of them too. */
export const useHeld = (outer?: Keep) => {
  const { modal } = App.useApp()
  const held = useRef(new Set<string>())
  const keep = useCallback<Keep>((form, unsaved) => {
    if (unsaved) held.current.add(form)
    else held.current.delete(form)
    outer?.(form, unsaved)
  }, [outer])
  const leave = useCallback((then: () => void): void => {
    if (held.current.size === 0) return then()
    let leaving = false
    const field = lastField
    modal.confirm({
      title: '还有没保存的内容',
      content: '现在离开，刚才填写的内容就没有了。',
      okText: '离开，不保存',
      cancelText: '留下继续填写',
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: () => {
        leaving = true
      },
      // The question gives the focus back as it closes; only then may what comes next take it.
      afterClose: () => {
        // Whoever stays goes on where they were, also where a click beside the form had taken the cursor out of it.
        if (!leaving) return field?.focus()
        for (const form of [...held.current]) keep(form, false)
        then()
      },
    })
  }, [modal, keep])
  return { held, keep, leave }
}

/** A dialog with a form: Esc, the cross and a click beside it do not throw away what was typed. */
export const FormDialog = ({ onCancel, children, ...others }: ModalProps & { readonly onCancel: () => void }) => {
  const { keep, leave } = useHeld(useContext(KeepContext))
  return (
    <KeepProvider value={keep}>
      <Modal {...others} footer={null} destroyOnHidden onCancel={() => leave(onCancel)}>{children}</Modal>
    </KeepProvider>
  )
}
