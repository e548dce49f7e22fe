import { useEffect, useState } from 'react'
import { Alert, App, Button, Input, Segmented, Select } from 'antd'
import { choicesOf } from '../../../../core/case/codes.ts'
import { stages, type Stage } from '../../../../core/case/lifecycle.ts'
import { CaseTable } from '../../controls/case-table.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { clearable, closable, ExportIcon, SearchIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/saved-file.tsx'
import { BatchPrint } from './batch-print.tsx'
import { ImportBundle } from './import-bundle.tsx'

/** More rows than anyone scrolls through; a search finds the rest. */
const LIMIT = 5000

type View = 'all' | 'running' | 'overdue'

export const CasesScreen = ({ search: searchFirst }: { readonly search: boolean }) => {
  const { today, go, office, reloadOffice } = useDesk()
  const { notification } = App.useApp()
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const [stage, setStage] = useState<Stage>()
  const [view, setView] = useState<View>('all')
  const { value, refusal, reload } = useAnswer('case.list', { query, limit: LIMIT, ...(stage && { stages: [stage] }) })

  useEffect(() => {
    const wait = setTimeout(() => setQuery(typed), 200)
    return () => clearTimeout(wait)
  }, [typed])

  const all = value?.rows ?? []
  const running = all.filter(row => !row.endedOn && row.stage !== 'void')
  const overdue = running.filter(row => row.overdue)
  const rows = view === 'all' ? all : view === 'running' ? running : overdue
  const searching = query.trim() !== '' || stage !== undefined || view !== 'all'

  const exportAll = async (): Promise<void> => {
    const path = await make('bundle.export', {})
    if (path) notification.success({ title: `已导出全部案件（${office.caseCount} 件）`, description: <SavedFile path={path} />, duration: 0, closable })
  }

  return (
    <>
      <div className="tools">
        <Input
          autoFocus={searchFirst}
          className="search"
          prefix={<SearchIcon />}
          allowClear
          value={typed}
          onChange={event => setTyped(event.target.value)}
          placeholder="姓名、电话、卷号、地点（Ctrl+K）"
          aria-label="查找案件"
        />
        <Select className="stage-filter" allowClear={clearable} placeholder="全部阶段" aria-label="阶段" value={stage} onChange={setStage} options={choicesOf(stages)} />
        <Segmented<View>
          aria-label="办理情况"
          value={view}
          onChange={setView}
          options={[
            { value: 'all', label: `全部 ${value?.total ?? ''}` },
            { value: 'running', label: `未办结 ${running.length}` },
            { value: 'overdue', label: <span className={overdue.length > 0 ? 'bad-text' : ''}>超期 {overdue.length}</span> },
          ]}
        />
        <span className="tools-end">
          {!notAllowed('batch.start') && <BatchPrint />}
          {!notAllowed('bundle.import') && <ImportBundle done={() => {
            reload()
            void reloadOffice()
          }} />}
          {!notAllowed('bundle.export') && <Button icon={<ExportIcon />} onClick={() => void exportAll()}>导出</Button>}
        </span>
      </div>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {value && value.total > value.rows.length && (
        <Alert type="info" showIcon className="gap-below" title={`共 ${value.total} 件，这里列出最近的 ${value.rows.length} 件；请用查找缩小范围。`} />
      )}
      <CaseTable
        rows={rows}
        today={today}
        loading={!value && !refusal}
        open={caseId => go({ name: 'case', caseId })}
        empty={searching
          ? <div className="empty">没有符合条件的案件。请换一个词，或取消筛选。</div>
          : (
            <div className="empty">
              <p className="empty-title">还没有案件</p>
              <p>当事人来申请时，请按“登记申请”；已有案件交换文件的，请按“导入”。</p>
              {!notAllowed('case.register') && <Button type="primary" onClick={() => go({ name: 'register' })}>登记申请</Button>}
            </div>
          )}
      />
    </>
  )
}
