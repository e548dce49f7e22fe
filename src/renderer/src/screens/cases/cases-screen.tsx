import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { Alert, App, Button, Input, Segmented, Space } from 'antd'
import type { Input as CommandInput, Output } from '../../../../core/contract.ts'
import { CaseTable, type Order } from '../../controls/cases/case-table.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { closable, ExportIcon, SearchIcon } from '../../controls/icons.tsx'
import { FillRehearsal } from '../../controls/fill-rehearsal.tsx'
import { RecentCases } from '../../controls/cases/recent-cases.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { FilterDrawer, filterOf, type FilterWords } from './filter-drawer.tsx'
import { BatchPrint } from './batch-print.tsx'
import { TakeAlong } from '../offsite/offsite.tsx'
import { ImportBundle } from '../exchange/import-bundle.tsx'
import { LedgerMenu } from '../ledger/ledger-menu.tsx'

/** Rows that fill a screen at once, and those that come when somebody scrolls on. */
const FIRST = 24
const STEP = 100

type View = 'all' | 'running' | 'overdue' | 'risk'

type Listed = {
  readonly searching: boolean
  readonly found: number
  readonly shown: CommandInput<'ledger.export'>
  /** The filter without the order. */
  readonly taken: object
}

/** What is done with the cases that are listed, or with all. */
const ListTools = memo(({ listed, changed }: { readonly listed: () => Listed; readonly changed: () => void }) => {
  const { office } = useDesk()
  const { notification } = App.useApp()
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const exportAll = async (): Promise<void> => {
    const path = await make('bundle.export', {})
    if (path) notification.success({ title: `已导出全部案件（${office.caseCount} 件）`, description: <><SavedFile path={path} /><p className="note">里面也有不外传的谈话记录：只用来搬到本会另一台电脑，不要交给外单位。</p></>, duration: 0, closable })
  }

  return (
    <span className="tools-end">
      <LedgerMenu listed={() => ({ filter: listed().shown, found: listed().found })} done={changed} />
      {!notAllowed('batch.start') && <BatchPrint />}
      <TakeAlong
        picked={() => ({ label: listed().searching ? '现在列出的案件' : '全部案件', count: listed().found, input: { filter: listed().taken } })}
        changed={changed}
      />
      {!notAllowed('bundle.import') && <ImportBundle done={changed} />}
      {!notAllowed('bundle.export') && <Button icon={<ExportIcon />} onClick={() => void exportAll()}>导出</Button>}
    </span>
  )
})

/** How many cases stand in which way; drawn anew when the numbers change, not on each key. */
const Views = memo(({ view, counts, choose }: { readonly view: View; readonly counts: Output<'case.list'>['counts'] | undefined; readonly choose: (view: View) => void }) => (
  <Segmented<View>
    aria-label="办理情况"
    value={view}
    onChange={choose}
    options={[
      { value: 'all', label: `全部 ${counts?.all ?? ''}` },
      { value: 'running', label: `未办结 ${counts?.running ?? ''}` },
      { value: 'overdue', label: <span className={counts?.overdue ? 'bad-text' : ''}>超期 {counts?.overdue ?? ''}</span> },
      ...(counts?.risk || view === 'risk' ? [{ value: 'risk' as const, label: <span className="bad-text">激化风险 {counts?.risk ?? ''}</span> }] : []),
    ]}
  />
))

export const CasesScreen = ({ search: searchFirst }: { readonly search: boolean }) => {
  const { today, go, reloadOffice } = useDesk()
  const notAllowed = useNotAllowed()
  const [query, setQuery] = useState('')
  const [view, setView] = useState<View>('all')
  const [words, setWords] = useState<FilterWords>({})
  const [filtering, setFiltering] = useState(false)
  const [order, setOrder] = useState<Order>()
  const [limit, setLimit] = useState(FIRST)
  const filter = filterOf(words)
  const shown = { ...filter, ...(query.trim() && { query }), ...(view !== 'all' && { state: view }), ...(order && { sort: order }) }
  const { value, refusal, reload } = useAnswer('case.list', { ...shown, limit })
  const counts = value?.counts
  const box = useRef<HTMLDivElement>(null)
  const filters = Object.keys(filter).length
  const searching = query.trim() !== '' || filters > 0 || view !== 'all'
  /** Another list begins at its top. */
  const fromTop = useCallback((): void => {
    setLimit(FIRST)
    box.current?.querySelector('.case-table')?.scrollTo(0, 0)
  }, [])
  const ask = <T,>(set: (value: T) => void) => (next: T): void => {
    set(next)
    fromTop()
  }
  const chooseView = useCallback((next: View): void => {
    setView(next)
    fromTop()
  }, [fromTop])

  // What the tools ask for when they are used; they are not drawn anew on each key that is typed.
  const now: Listed = {
    searching, found: value?.total ?? 0, shown,
    taken: { ...filter, ...(query.trim() && { query }), ...(view !== 'all' && { state: view }) },
  }
  const latest = useRef(now)
  useLayoutEffect(() => {
    latest.current = now
  })
  const listed = useCallback(() => latest.current, [])
  const changed = useCallback((): void => {
    reload()
    void reloadOffice()
  }, [reload, reloadOffice])

  return (
    <>
      <div className="tools">
        <Input
          autoFocus={searchFirst}
          className="search"
          prefix={<SearchIcon />}
          allowClear
          value={query}
          onChange={event => ask(setQuery)(event.target.value)}
          // Down goes into the list, Enter opens its first case.
          onKeyDown={event => {
            const first = box.current?.querySelector<HTMLElement>('.case-row')
            if (event.nativeEvent.isComposing || !first) return
            if (event.key === 'ArrowDown') {
              event.preventDefault()
              first.focus()
            } else if (event.key === 'Enter' && query.trim() !== '' && value?.rows[0]) go({ name: 'case', caseId: value.rows[0].id })
          }}
          placeholder="姓名、电话、卷号、地点（Ctrl+K）"
          aria-label="查找案件"
        />
        <Button type={filters > 0 ? 'primary' : 'default'} ghost={filters > 0} onClick={() => setFiltering(true)}>{filters > 0 ? `筛选（${filters}）` : '筛选'}</Button>
        {filters > 0 && <Button type="text" onClick={() => ask(setWords)({})}>清除筛选</Button>}
        <Views view={view} counts={counts} choose={chooseView} />
        <ListTools listed={listed} changed={changed} />
      </div>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {!searching && <RecentCases />}
      {filtering && (
        <FilterDrawer
          words={words}
          change={ask(setWords)}
          query={query}
          use={saved => {
            ask(setWords)(saved.filter)
            setQuery(saved.query ?? '')
          }}
          close={() => setFiltering(false)}
          found={value?.total}
        />
      )}
      <div ref={box}><CaseTable
        rows={value?.rows ?? []}
        order={order}
        setOrder={ask(setOrder)}
        more={value && value.total > value.rows.length ? () => setLimit(value.rows.length + STEP) : undefined}
        today={today}
        loading={!value && !refusal}
        open={caseId => go({ name: 'case', caseId })}
        empty={searching
          ? <div className="empty">没有符合条件的案件。请换一个词，或取消筛选。</div>
          : (
            <div className="empty">
              <p className="empty-title">还没有案件</p>
              <p>当事人来申请时，请按“登记申请”；已有台账的，请按“台账”导入；已有案件交换文件的，请按“导入”。</p>
              <Space>{!notAllowed('case.register') && <Button type="primary" onClick={() => go({ name: 'register' })}>登记申请</Button>}<FillRehearsal /></Space>
            </div>
          )}
      /></div>
    </>
  )
}
