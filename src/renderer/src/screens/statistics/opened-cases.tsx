/** The cases behind a number, and the number that opens them. */
import { useMemo } from 'react'
import { Alert, Drawer } from 'antd'
import { CaseTable } from '../../controls/cases/case-table.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'

export type Opened = { readonly title: string; readonly ids: readonly string[] }
export type Open = (opened: Opened) => void

export const OpenedCases = ({ opened, close }: { readonly opened: Opened; readonly close: () => void }) => {
  const { today, go } = useDesk()
  const { value, refusal } = useAnswer('case.list', { limit: 100_000 })
  const rows = useMemo(() => {
    const wanted = new Set(opened.ids)
    return value?.rows.filter(row => wanted.has(row.id)) ?? []
  }, [value, opened])
  return (
    <Drawer open size={1120} styles={{ body: { padding: 16 } }} title={`${opened.title}（${opened.ids.length} 件案件）`} onClose={close}>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      <CaseTable rows={rows} today={today} loading={!value && !refusal} open={caseId => go({ name: 'case', caseId })} empty="没有案件" />
    </Drawer>
  )
}

/** A value that opens its cases; without cases it is plain text. */
export const Opener = ({ text, title, ids, open }: { readonly text: string; readonly title: string; readonly ids: readonly string[]; readonly open: Open }) =>
  (ids.length === 0 ? <span>{text}</span> : <button type="button" className="figure" title="查看这些案件" onClick={() => open({ title, ids })}>{text}</button>)
