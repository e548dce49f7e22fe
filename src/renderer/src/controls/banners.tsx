/** What everybody should know, whatever the screen: repairs, a store that cannot be changed, a backup that is due. */
import { useState } from 'react'
import { Alert, Button } from 'antd'
import { daysBetween, type LocalDate } from '../../../core/base/dates.ts'
import type { Output } from '../../../core/contract.ts'
import { closable } from './icons.tsx'

/** Why a backup should be made today; undefined while there is nothing to lose or a fresh one. */
export const backupDue = (office: Output<'office.show'>, today: LocalDate): string | undefined => {
  const last = office.safety.lastBackupAt
  if (last === undefined) return office.caseCount > 0 ? '资料还没有备份过，建议今天备份。' : undefined
  const days = daysBetween(last.slice(0, 10) as LocalDate, today)
  return days > office.backupDays ? `已有 ${days} 天没有备份，建议今天备份。` : undefined
}

type Props = {
  readonly status: Output<'office.status'>
  readonly office: Output<'office.show'>
  readonly onSafety: boolean
  readonly toSafety: () => void
}

export const Banners = ({ status, office, onSafety, toSafety }: Props) => {
  const [read, setRead] = useState<readonly string[]>([])
  const notices = (status.notices ?? []).filter(notice => !read.includes(notice))
  const due = backupDue(office, status.today)
  if (!status.readOnly && notices.length === 0 && !due) return null
  return (
    <div className="banners no-print">
      {status.readOnly && <Alert banner type="warning" showIcon title={status.readOnly} />}
      {notices.map(notice => (
        <Alert key={notice} banner type="info" showIcon closable={{ ...closable, onClose: () => setRead([...read, notice]) }} title={`打开时发现：${notice}。`} />
      ))}
      {due && <Alert banner type="warning" showIcon title={due} action={!onSafety && <Button size="small" onClick={toSafety}>去备份</Button>} />}
    </div>
  )
}
