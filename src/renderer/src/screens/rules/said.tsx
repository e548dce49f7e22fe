/** Says what was done to a rule, and what follows from it where something does. */
import { App } from 'antd'
import { useDesk } from '../../controls/workspace.tsx'

export const useSaid = () => {
  const { saved } = useDesk()
  const { modal } = App.useApp()
  return (what: string, notes: readonly string[]): void => {
    saved(what)
    if (notes.length === 0) return
    modal.info({ title: what, content: <ul className="plain-list">{notes.map(note => <li key={note}>{note}</li>)}</ul>, okText: '知道了', width: 560 })
  }
}
