/** What was just removed can be put back for ten seconds: by the button in the corner, or by Ctrl+Z outside of a text. */
import { App, Button } from 'antd'
import type { Result } from '../../../../core/base/result.ts'
import { closable } from '../icons.tsx'

const SECONDS = 10

type Offer = { readonly key: string; readonly take: () => void }
let offers: readonly Offer[] = []

const withdraw = (key: string): void => {
  offers = offers.filter(offer => offer.key !== key)
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'file'].includes(target.type))

window.addEventListener('keydown', event => {
  if (event.key.toLowerCase() !== 'z' || !event.ctrlKey || event.shiftKey || isText(event.target) || document.body.classList.contains('shut')) return
  const last = offers.at(-1)
  if (!last) return
  event.preventDefault()
  last.take()
})

/**
 * Says what was done and offers to undo it; where undoing is refused, the reason is said. Gives a way to take the offer away.
 */
export const useUndo = () => {
  const { message, notification } = App.useApp()
  return (done: string, putBack: () => void | Promise<Result<unknown>>): (() => void) => {
    const key = `removed-${performance.now()}`
    const end = (): void => {
      withdraw(key)
      notification.destroy(key)
    }
    const take = (): void => {
      end()
      void Promise.resolve(putBack()).then(result => {
        if (result && !result.ok) message.error(result.refusal.message, 8)
      })
    }
    offers = [...offers, { key, take }]
    notification.info({
      key,
      title: done,
      description: <span className="quiet">{SECONDS} 秒内可以撤销，也可按 Ctrl+Z。</span>,
      duration: SECONDS,
      closable: { ...closable, onClose: () => withdraw(key) },
      actions: <Button type="primary" size="small" onClick={take}>撤销</Button>,
    })
    return end
  }
}
