/** Everything that cases can be found by, beside words; and the filters that this account gave a name. */
import { useState, type ReactNode } from 'react'
import { App, Button, Drawer, Input, Select } from 'antd'
import { fenFromYuan, yuanFigures } from '../../../../core/base/amounts.ts'
import { choicesOf, disputeTypes, endCodes, regionNames, sources } from '../../../../core/base/codes.ts'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { stages } from '../../../../core/case/record/lifecycle.ts'
import { confirmationStandings, performanceStandings, type CaseFilter } from '../../../../core/statistics/case-filter.ts'
import type { SavedFilter } from '../../../../core/office/workspace.ts'
import { useCaller } from '../../controls/caller.ts'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { unreadableAmount } from '../../controls/inputs/amount-input.tsx'
import { clearable, RemoveIcon } from '../../controls/icons.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'

/** A filter as it is being put together: dates and amounts may still be half typed. */
export type FilterWords = Partial<Record<keyof CaseFilter, unknown>>

const dateKeys = ['appliedFrom', 'appliedTo', 'acceptedFrom', 'acceptedTo', 'endedFrom', 'endedTo'] as const
const amountKeys = ['amountFrom', 'amountTo'] as const

/** What of it can be asked for already. */
export const filterOf = (words: FilterWords): CaseFilter => Object.fromEntries(Object.entries(words).filter(([key, value]) => {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return false
  if ((dateKeys as readonly string[]).includes(key)) return isLocalDate(value as string)
  if ((amountKeys as readonly string[]).includes(key)) return typeof value === 'number'
  return true
})) as CaseFilter

/** Sentences about what is typed but cannot be asked for. */
const unreadable = (words: FilterWords, key: keyof CaseFilter): string | undefined => {
  const value = words[key]
  if (typeof value !== 'string' || value === '') return undefined
  if ((dateKeys as readonly string[]).includes(key) && !isLocalDate(value)) return '日期写法不对，请按 2026-11-23 的样子填写。'
  if ((amountKeys as readonly string[]).includes(key)) return unreadableAmount
  return undefined
}

const Row = ({ label, wrong, children }: { readonly label: string; readonly wrong?: string | undefined; readonly children: ReactNode }) => (
  <div className="filter-row">
    <span className="filter-label">{label}</span>
    <div className="filter-field">{children}{wrong && <div className="bad-text">{wrong}</div>}</div>
  </div>
)

const Amount = ({ label, value, change }: { readonly label: string; readonly value: unknown; readonly change: (value: number | string | undefined) => void }) => {
  const [typed, setTyped] = useState<string>()
  return (
    <Input
      aria-label={label}
      suffix="元"
      inputMode="decimal"
      value={typed ?? (typeof value === 'number' ? yuanFigures(value) : (value as string | undefined) ?? '')}
      onChange={event => {
        setTyped(event.target.value)
        change(event.target.value.trim() === '' ? undefined : fenFromYuan(event.target.value) ?? event.target.value)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

type Props = {
  readonly words: FilterWords
  readonly change: (words: FilterWords) => void
  readonly query: string
  readonly use: (saved: SavedFilter) => void
  readonly close: () => void
  readonly found: number | undefined
}

const SavedFilters = ({ words, query, use }: Pick<Props, 'words' | 'query' | 'use'>) => {
  const call = useCaller()
  const undo = useUndo()
  const { message } = App.useApp()
  const { value, reload } = useAnswer('desk.show', {})
  const [name, setName] = useState('')
  const filters = value?.filters ?? []
  const set = async (next: readonly SavedFilter[]): Promise<boolean> => {
    const result = await call('desk.setFilters', { filters: [...next] })
    if (!result.ok) message.error(result.refusal.message, 8)
    reload()
    return result.ok
  }
  const add = async (): Promise<void> => {
    const own: SavedFilter = { name: name.trim(), filter: filterOf(words), ...(query.trim() && { query: query.trim() }) }
    if (await set([...filters, own])) setName('')
  }
  const remove = async (gone: SavedFilter): Promise<void> => {
    const rest = filters.filter(one => one !== gone)
    if (!await set(rest)) return
    const place = filters.indexOf(gone)
    undo(`已移除筛选“${gone.name}”`, () => void set([...rest.slice(0, place), gone, ...rest.slice(place)]))
  }
  return (
    <Row label="存下的筛选">
      {filters.map(filter => (
        <div className="saved-filter" key={filter.name}>
          <Button className="grow" onClick={() => use(filter)}>{filter.name}</Button>
          <Button type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除筛选“${filter.name}”`} onClick={() => void remove(filter)} />
        </div>
      ))}
      <div className="saved-filter">
        <Input aria-label="给现在的筛选起名" placeholder="给现在的筛选起名" value={name} onChange={event => setName(event.target.value)} />
        <Button disabled={name.trim() === ''} onClick={() => void add()}>存下</Button>
      </div>
    </Row>
  )
}

const places = Object.entries(regionNames).map(([value, label]) => ({ value, label }))

export const FilterDrawer = ({ words, change, query, use, close, found }: Props) => {
  const { office } = useDesk()
  const set = (key: keyof CaseFilter) => (value: unknown): void => change({ ...words, [key]: value })
  const many = (key: keyof CaseFilter, label: string, options: { value: string; label: string }[]) => (
    <Row label={label}>
      <Select
        className="full" mode="multiple" allowClear={clearable} showSearch={{ optionFilterProp: 'label' }} maxTagCount="responsive"
        aria-label={label} placeholder="不限" value={(words[key] as string[] | undefined) ?? []} onChange={set(key)} options={options}
      />
    </Row>
  )
  const text = (key: keyof CaseFilter, label: string) => (
    <Row label={label}><Input aria-label={label} placeholder="不限" allowClear value={(words[key] as string | undefined) ?? ''} onChange={event => set(key)(event.target.value)} /></Row>
  )
  const range = (from: keyof CaseFilter, to: keyof CaseFilter, label: string) => (
    <Row label={label} wrong={unreadable(words, from) ?? unreadable(words, to)}>
      <div className="range">
        <DateInput label={`${label}从`} value={words[from] as string} onChange={set(from)} /><span>至</span><DateInput label={`${label}到`} value={words[to] as string} onChange={set(to)} />
      </div>
    </Row>
  )
  return (
    <Drawer
      open
      size={470}
      title={`筛选${found === undefined ? '' : `（符合 ${found} 件）`}`}
      onClose={close}
      extra={<><Button onClick={() => change({})}>全部清除</Button>　<Button type="primary" onClick={close}>完成</Button></>}
    >
      {many('stages', '阶段', choicesOf(stages))}
      {many('types', '纠纷类型', choicesOf(disputeTypes))}
      {many('sources', '案件来源', choicesOf(sources))}
      {many('endCodes', '结束方式', choicesOf(endCodes))}
      {many('streets', '街道（乡镇）', places)}
      {text('community', '社区（村）')}
      {text('estate', '小区')}
      {text('company', '物业服务企业')}
      {many('mediators', '调解员', office.mediators.map(({ id, name }) => ({ value: id, label: name })))}
      {range('appliedFrom', 'appliedTo', '申请日期')}
      {range('acceptedFrom', 'acceptedTo', '受理日期')}
      {range('endedFrom', 'endedTo', '结束日期')}
      <Row label="协议金额" wrong={unreadable(words, 'amountFrom') ?? unreadable(words, 'amountTo')}>
        <div className="range">
          <Amount label="协议金额从" value={words.amountFrom} change={set('amountFrom')} /><span>至</span><Amount label="协议金额到" value={words.amountTo} change={set('amountTo')} />
        </div>
      </Row>
      {many('performance', '协议履行', choicesOf(performanceStandings))}
      {many('confirmation', '司法确认', choicesOf(confirmationStandings))}
      <Row label="疑难复杂">
        <Select className="full" allowClear={clearable} aria-label="疑难复杂" placeholder="不限" value={words.difficult === undefined ? undefined : words.difficult ? 'yes' : 'no'} onChange={choice => set('difficult')(choice && choice === 'yes')} options={[{ value: 'yes', label: '是' }, { value: 'no', label: '否' }]} />
      </Row>
      <SavedFilters words={words} query={query} use={use} />
    </Drawer>
  )
}
