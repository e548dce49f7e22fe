/** Cases as rows, wherever they are listed. A row opens its case, by mouse or with Enter. */
import { memo, useCallback, useEffect, useLayoutEffect, useRef, type CSSProperties, type ReactNode } from 'react'
import { disputeTypes, endCodes, type EndCode } from '../../../../core/base/codes.ts'
import { daysBetween, type LocalDate } from '../../../../core/base/dates.ts'
import { riskLevels } from '../../../../core/case/record/risks.ts'
import { stages, type Stage } from '../../../../core/case/record/lifecycle.ts'
import type { CaseOrder, CaseSummary } from '../../../../core/contract.ts'

/** Words and tone of a stage: quiet for what is over. */
const stageTones: Record<Stage, string> = {
  applied: 'tone-new', accepted: 'tone-new', mediating: 'tone-work', suspended: 'tone-wait',
  agreed: 'tone-work', performing: 'tone-good', closing: 'tone-quiet', archived: 'tone-quiet', void: 'tone-void',
}

export const StageTag = ({ stage }: { readonly stage: Stage }) => <span className={`stage ${stageTones[stage]}`}>{stages[stage]}</span>

const endWords = (code: string): string => endCodes[code as EndCode] ?? code

/** The deadline of a case in a word and a colour. */
const Deadline = ({ row, today }: { readonly row: CaseSummary; readonly today: LocalDate }) => {
  if (row.endedOn) return row.overdue ? <span className="warn-text">超期办结</span> : <span className="quiet">已办结</span>
  if (!row.deadlineOn) return <span className="quiet">—</span>
  const left = daysBetween(today, row.deadlineOn)
  const word = left < 0 ? `超${-left}天` : left === 0 ? '今天到期' : left <= 7 ? `剩${left}天` : ''
  return <span className="deadline">{row.deadlineOn}{word && <span className={`deadline-word ${left < 0 ? 'bad-text' : 'warn-text'}`}>{word}</span>}</span>
}

/** The place without its street, which the finer parts make clear. */
const shortPlace = (place: string): string => place.slice(place.indexOf(' ') + 1)

type Column = {
  readonly key: CaseOrder
  readonly title: string
  /** Least width in pixels of the standard size, and its share of what is left over. */
  readonly width: number
  readonly share?: number
  /** What is cut off stands in the title. */
  readonly full?: (row: CaseSummary) => string | undefined
  readonly show: (row: CaseSummary, today: LocalDate) => ReactNode
}

const columns: readonly Column[] = [
  { key: 'fileNo', title: '卷号', width: 206, full: row => row.fileNo, show: row => row.fileNo ?? <span className="quiet">（未受理）</span> },
  {
    key: 'type', title: '类型', width: 104, share: 0.17, full: row => disputeTypes[row.type],
    show: row => <>{row.risk && <span className="stage tone-bad risk-mark" title={`激化风险：${riskLevels[row.risk]}`}>险</span>}{disputeTypes[row.type]}</>,
  },
  { key: 'applicants', title: '申请人', width: 96, share: 0.2, full: row => row.applicants, show: row => row.applicants },
  { key: 'respondents', title: '被申请人', width: 102, share: 0.22, full: row => row.respondents, show: row => row.respondents },
  { key: 'place', title: '地点', width: 112, share: 0.41, full: row => row.place, show: row => shortPlace(row.place) },
  {
    key: 'stage', title: '阶段', width: 126, full: row => row.endCode && `结束方式：${endWords(row.endCode)}`,
    show: row => (row.awaiting ? <span className="stage tone-wait">{row.awaiting.includes('supplement') ? '待补正' : '征求对方意见'}</span> : <StageTag stage={row.stage} />),
  },
  { key: 'appliedOn', title: '申请日期', width: 90, show: row => row.appliedOn },
  { key: 'deadline', title: '期限', width: 146, show: (row, today) => <Deadline row={row} today={today} /> },
  { key: 'presiding', title: '主持', width: 60, full: row => row.presiding, show: row => row.presiding ?? <span className="quiet">—</span> },
]

export type Order = { readonly by: CaseOrder; readonly descending: boolean }

type Props = {
  readonly rows: readonly CaseSummary[]
  readonly today: LocalDate
  readonly open: (caseId: string) => void
  readonly empty: ReactNode
  readonly loading?: boolean
  /** In what order the rows are, where they can be put into another one. */
  readonly order?: Order | undefined
  readonly setOrder?: (order: Order | undefined) => void
  /** Asks for more rows, while there are more. */
  readonly more?: (() => void) | undefined
}

const least = columns.reduce((sum, { width }) => sum + width, 0)
const scaled = (pixels: number): string => `${pixels}px * var(--scale)`
/** The columns share out what is left over of the width; set once for all rows, so that they stand in line. */
const grid = {
  '--columns': columns.map(({ width, share = 0 }) => (share === 0 ? `calc(${scaled(width)})` : `calc(${scaled(width)} + max(0px, 100% - ${scaled(least)}) * ${share})`)).join(' '),
  '--least': `calc(${scaled(least)})`,
  // Where the screen is too narrow for the size of text, each case takes two lines: those from 阶段 on stand in the second.
  '--columns-of-two-lines': `calc(${scaled(columns[0]!.width)}) minmax(0, 1fr) repeat(${columns.findIndex(({ key }) => key === 'stage') - 2}, minmax(0, 1.4fr))`,
} as CSSProperties

/** Up, down, and back to the usual order. */
const turned = (order: Order | undefined, by: CaseOrder): Order | undefined =>
  (order?.by !== by ? { by, descending: false } : order.descending ? undefined : { by, descending: true })

const Heading = ({ column: { key, title }, order, setOrder }: { readonly column: Column } & Pick<Props, 'order' | 'setOrder'>) => {
  const way = order?.by !== key ? undefined : order.descending ? 'descending' : 'ascending'
  return (
    <div role="columnheader" className="case-cell" aria-sort={way}>
      {setOrder === undefined ? title : <button type="button" onClick={() => setOrder(turned(order, key))}>{title}<span className="case-order" aria-hidden="true">{way === undefined ? '' : way === 'ascending' ? '▲' : '▼'}</span></button>}
    </div>
  )
}

const Row = memo(({ row, today, open }: { readonly row: CaseSummary } & Pick<Props, 'today' | 'open'>) => (
  <div
    role="row"
    className="case-row"
    data-case={row.id}
    tabIndex={0}
    onClick={() => open(row.id)}
    onKeyDown={event => {
      if (event.key === 'Enter') open(row.id)
      const way = event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined
      const next = way && event.currentTarget[way]
      if (next instanceof HTMLElement) {
        event.preventDefault()
        next.focus()
      }
    }}
  >
    {columns.map(({ key, full, show }) => <div key={key} role="cell" className="case-cell" title={full?.(row)}>{show(row, today)}</div>)}
  </div>
), (before, after) => before.today === after.today && JSON.stringify(before.row) === JSON.stringify(after.row))

/** More rows are asked for when fewer pixels than this are left below. */
const NEAR = 200

/**
 * Drawn with the browser's own means: a component for tables takes longer to draw twenty rows than the office takes to find
 * them among twenty thousand. Rows out of sight cost nothing until they come into it.
 */
export const CaseTable = ({ rows, today, open, empty, loading, order, setOrder, more }: Props) => {
  const frame = useRef<HTMLDivElement>(null)
  // The rows keep the way they open for life; what it leads to may change.
  const latest = useRef({ open, more })
  useLayoutEffect(() => {
    latest.current = { open, more }
  })
  const openRow = useCallback((caseId: string): void => latest.current.open(caseId), [])
  const fetchNear = useCallback((): void => {
    const { scrollHeight, scrollTop, clientHeight } = frame.current!
    if (scrollHeight - scrollTop - clientHeight < NEAR) latest.current.more?.()
  }, [])
  useLayoutEffect(() => {
    const fit = (): void => {
      frame.current!.style.maxHeight = `${Math.max(200, window.innerHeight - frame.current!.getBoundingClientRect().top - window.scrollY - 24)}px`
      fetchNear()
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(document.body)
    window.addEventListener('resize', fit)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', fit)
    }
  }, [fetchNear])
  // On a tall screen the first rows may end above its foot. Not before they have come: those of the list before say nothing of it.
  useEffect(fetchNear, [fetchNear, rows])
  return (
    <div ref={frame} className="case-table" style={grid} role="table" aria-label="案件" aria-busy={loading} onScroll={fetchNear}>
      <div role="rowgroup" className="case-head-row">
        <div role="row" className="case-columns">{columns.map(column => <Heading key={column.key} column={column} order={order} setOrder={setOrder} />)}</div>
      </div>
      <div role="rowgroup">
        {rows.map(row => <Row key={row.id} row={row} today={today} open={openRow} />)}
        {rows.length === 0 && <div role="row"><div role="cell" className="case-none">{loading ? <span className="quiet">正在读取……</span> : empty}</div></div>}
      </div>
    </div>
  )
}
