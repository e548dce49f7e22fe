/** Cases as rows, wherever they are listed. A row opens its case, by mouse or with Enter. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Table, type TableColumnsType } from 'antd'
import { disputeTypes, endCodes, type EndCode } from '../../../core/case/codes.ts'
import { daysBetween, type LocalDate } from '../../../core/case/dates.ts'
import { riskLevels } from '../../../core/case/risks.ts'
import { stages, type Stage } from '../../../core/case/lifecycle.ts'
import type { CaseOrder, CaseSummary } from '../../../core/contract.ts'

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

export type Order = { readonly by: CaseOrder; readonly descending: boolean }

/** `extra` pixels are shared out among the columns whose text is often cut. */
const columnsFor = (today: LocalDate, extra: number): (TableColumnsType<CaseSummary>[number] & { key: CaseOrder })[] => [
  { key: 'fileNo', title: '卷号', dataIndex: 'fileNo', width: 198, render: (fileNo?: string) => fileNo ?? <span className="quiet">（未受理）</span> },
  { key: 'type', title: '类型', dataIndex: 'type', width: 112 + extra * 0.17, ellipsis: true, render: (type: CaseSummary['type'], row) => <span title={disputeTypes[type]}>{row.risk && <span className="stage tone-bad risk-mark" title={`激化风险：${riskLevels[row.risk]}`}>险</span>}{disputeTypes[type]}</span> },
  { key: 'applicants', title: '申请人', dataIndex: 'applicants', width: 92 + extra * 0.2, ellipsis: true },
  { key: 'respondents', title: '被申请人', dataIndex: 'respondents', width: 98 + extra * 0.22, ellipsis: true },
  { key: 'place', title: '地点', dataIndex: 'place', width: 110 + extra * 0.41, ellipsis: true, render: (place: string) => <span title={place}>{shortPlace(place)}</span> },
  { key: 'stage', title: '阶段', dataIndex: 'stage', width: 122, render: (_: Stage, row) => <span title={row.endCode && `结束方式：${endWords(row.endCode)}`}>{row.awaiting ? <span className="stage tone-wait">{row.awaiting.includes('supplement') ? '待补正' : '征求对方意见'}</span> : <StageTag stage={row.stage} />}</span> },
  { key: 'appliedOn', title: '申请日期', dataIndex: 'appliedOn', width: 92 },
  { key: 'deadline', title: '期限', width: 160, render: (_, row) => <Deadline row={row} today={today} /> },
  { key: 'presiding', title: '主持', dataIndex: 'presiding', width: 58, ellipsis: true, render: (name?: string) => name ?? <span className="quiet">—</span> },
]

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

/** Least width of all columns, and the height of the heading, in pixels. */
const WIDTH = 1042
const HEAD = 40

export const CaseTable = ({ rows, today, open, empty, loading, order, setOrder, more }: Props) => {
  const frame = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: WIDTH, height: 400 })
  useEffect(() => {
    const measure = (): void => setRoom({
      width: Math.max(WIDTH, frame.current!.clientWidth - 16),
      height: Math.max(160, window.innerHeight - frame.current!.getBoundingClientRect().top - HEAD - 24),
    })
    const watch = new ResizeObserver(measure)
    watch.observe(frame.current!)
    window.addEventListener('resize', measure)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [])
  return (
    <div ref={frame} className="case-table">
      <Table<CaseSummary>
        virtual={rows.length > 0}
        size="small"
        rowKey="id"
        dataSource={rows}
        columns={columnsFor(today, room.width - WIDTH).map(column => (setOrder === undefined ? column : {
          ...column, sorter: true, sortOrder: order?.by === column.key ? (order.descending ? 'descend' : 'ascend') : null,
        }))}
        onChange={(_pages, _filters, sorter) => {
          const { columnKey, order: way } = Array.isArray(sorter) ? sorter[0]! : sorter
          setOrder?.(way ? { by: columnKey as CaseOrder, descending: way === 'descend' } : undefined)
        }}
        onScroll={event => {
          const { scrollTop, clientHeight, scrollHeight } = event.currentTarget
          if (scrollHeight - scrollTop - clientHeight < 400) more?.()
        }}
        pagination={false}
        loading={loading}
        showSorterTooltip={false}
        scroll={rows.length > 0 ? { x: room.width, y: room.height } : {}}
        locale={{ emptyText: empty }}
        onRow={row => ({
          tabIndex: 0,
          role: 'link',
          onClick: () => open(row.id),
          onKeyDown: event => {
            if (event.key === 'Enter') open(row.id)
            const way = event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined
            const next = way && event.currentTarget[way]
            if (next instanceof HTMLElement) {
              event.preventDefault()
              next.focus()
            }
          },
        })}
      />
    </div>
  )
}
