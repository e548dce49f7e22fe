/** Letters: transfer letters out with the overdue ones first, the register of letters in and out, the directory of bodies. */
import { useState } from 'react'
import { Alert, Segmented, Select, Spin, Tabs } from 'antd'
import type { LetterState } from '../../../../core/case/record/letters.ts'
import { LetterTag } from '../../controls/cases/letters.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { RegistersPart } from '../settings/registers-part.tsx'
import { LetterBook } from './letter-book.tsx'
import { clearable } from '../../controls/icons.tsx'

type View = 'open' | 'overdue' | 'all'

const shown: Readonly<Record<View, (state: LetterState) => boolean>> = { open: state => state !== 'replied', overdue: state => state === 'overdue', all: () => true }

/** More letters than anyone reads through at once; a filter finds the rest. */
const LIMIT = 500

/** Transfer letters out (函件台账). A row opens its case. */
const LettersOut = () => {
  const { today, go } = useDesk()
  const [view, setView] = useState<View>('open')
  const [body, setBody] = useState<string>()
  const { value, refusal } = useAnswer('referral.list', body === undefined ? {} : { body })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  const rows = value.rows.filter(row => shown[view](row.state))
  const count = (which: View): number => value.rows.filter(row => shown[which](row.state)).length
  return (
    <>
      <div className="tools">
        <h1>函件台账</h1>
        <Segmented<View>
          aria-label="答复情况" value={view} onChange={setView}
          options={[
            { value: 'open', label: `未答复 ${count('open')}` },
            { value: 'overdue', label: <span className={count('overdue') > 0 ? 'bad-text' : ''}>逾期 {count('overdue')}</span> },
            { value: 'all', label: `全部 ${count('all')}` },
          ]}
        />
        <Select className="command-filter" allowClear={clearable} placeholder="全部单位" aria-label="收函单位" value={body} onChange={setBody} options={value.bodies.map(one => ({ value: one }))} showSearch />
      </div>
      {rows.length === 0
        ? <div className="empty">{value.total === 0 ? '还没有发过移送函。在案件的“移送与风险”里发函。' : '没有符合条件的函件。'}</div>
        : (
          <div className="task-group">
            {rows.slice(0, LIMIT).map(row => (
              <button type="button" className="task" key={`${row.caseId}-${row.index}`} onClick={() => go({ name: 'case', caseId: row.caseId, tab: 'letters' })}>
                <span className="task-on">{row.replyDueOn ?? '未定期限'}<LetterTag letter={row} today={today} /></span>
                <span className="task-text">
                  <span className="task-line"><strong>{row.toBody}</strong><span>{row.matter}</span></span>
                  <span className="task-reason">
                    {[row.fileNo ?? '（未受理）', row.title, `${row.sentOn} 发函`, row.documentNo, row.repliedOn && `${row.repliedOn} 答复`, row.note].filter(Boolean).join('　')}
                  </span>
                </span>
              </button>
            ))}
            {rows.length > LIMIT && <p className="task-none">共 {rows.length} 份，这里列出最前的 {LIMIT} 份；请按单位筛选。</p>}
          </div>
        )}
    </>
  )
}

export const LettersScreen = () => (
  <div className="sheet">
    <Tabs
      items={[
        { key: 'out', label: '移送函', children: <LettersOut /> },
        { key: 'book', label: '收发文登记', children: <LetterBook /> },
        { key: 'bodies', label: '单位名录', children: <RegistersPart only="body" /> },
      ]}
    />
  </div>
)
