/** Figures of a period, the papers made of them, sums over committees, and what is due to whom. */
import { useState } from 'react'
import { Alert, Button, Radio, Spin } from 'antd'
import { periodTitle } from '../../../../core/statistics/comparison.ts'
import { previousPeriod, samePeriodLastYear } from '../../../../core/statistics/index.ts'
import { periodAround } from '../../../../core/statistics/periods.ts'
import type { Basis, Period } from '../../../../core/statistics/statistic.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { DutiesPart } from './duties-part.tsx'
import { FiguresPart } from './figures-part.tsx'
import { OpenedCases, type Opened } from './opened-cases.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { ReportPart } from './report-part.tsx'
import { RollUpPart } from './roll-up-part.tsx'
import { StateTag } from './state-tag.tsx'

const basisWords: Record<Basis, { readonly label: string; readonly meaning: string }> = {
  closed: { label: '按办结', meaning: '调解案件总数计本期办结的案件' },
  accepted: { label: '按受理', meaning: '调解案件总数计本期受理的案件' },
}

export type StatisticsPart = 'figures' | 'report' | 'rollUp' | 'duties'

const parts: readonly { readonly value: StatisticsPart; readonly label: string }[] = [
  { value: 'figures', label: '数字' }, { value: 'report', label: '报告与确认' }, { value: 'rollUp', label: '汇总' }, { value: 'duties', label: '报送日历' },
]

type PeriodScreenProps = { readonly part: 'figures' | 'report'; readonly period: Period; readonly change: (period: Period) => void }

const PeriodScreen = ({ part, period, change }: PeriodScreenProps) => {
  const refusedReport = useNotAllowed()('report.make')
  const make = useMaker()
  const [basis, setBasis] = useState<Basis>('closed')
  const [opened, setOpened] = useState<Opened>()
  const [report, setReport] = useState<{ readonly for: string; readonly path: string }>()
  const [busy, setBusy] = useState(false)

  const view = useAnswer('period.show', { ...period, basis })
  const live = useAnswer('statistics.compute', { ...period, basis })
  const liveBefore = useAnswer('statistics.compute', { ...previousPeriod(period), basis }).value
  const liveYearAgo = useAnswer('statistics.compute', { ...samePeriodLastYear(period), basis }).value
  const refusal = view.refusal ?? live.refusal
  // A confirmed period shows what was confirmed.
  const { frozen } = view.value ?? {}
  const value = frozen?.statistics ?? live.value

  const reportKey = JSON.stringify({ period, basis })
  const makeReport = async (): Promise<void> => {
    setBusy(true)
    const path = await make('report.make', { ...period, basis, format: 'pdf' })
    setBusy(false)
    if (path) setReport({ for: reportKey, path })
  }
  return (
    <>
      <div className="tools">
        <PeriodPicker period={period} change={change} />
        <Radio.Group
          optionType="button"
          value={frozen?.statistics.basis ?? basis}
          disabled={frozen !== undefined}
          onChange={event => setBasis(event.target.value as Basis)}
          options={(Object.keys(basisWords) as Basis[]).map(value => ({ value, label: basisWords[value].label, title: basisWords[value].meaning }))}
        />
        {value && view.value && <h1>{periodTitle(value.period)}<StateTag state={view.value.state} running={view.value.running} /><span className="quiet basis">{basisWords[value.basis].meaning}</span></h1>}
        <span className="tools-end"><Button type="primary" icon={<PaperIcon />} loading={busy} disabled={refusedReport !== undefined} title={refusedReport} onClick={() => void makeReport()}>生成 PDF 报告</Button></span>
      </div>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {report?.for === reportKey && <SavedFile path={report.path} />}
      {(!value || !view.value) && !refusal && <Spin />}
      {value && view.value && (
        <div className="stack">
          {part === 'figures'
            ? <FiguresPart statistics={value} before={frozen?.previous ?? liveBefore} yearAgo={frozen?.lastYear ?? liveYearAgo} trend={view.value.trend} open={setOpened} />
            : <ReportPart key={reportKey} statistics={value} view={view.value} period={period} basis={basis} open={setOpened} reload={view.reload} />}
        </div>
      )}
      {opened && <OpenedCases opened={opened} close={() => setOpened(undefined)} />}
    </>
  )
}

export const StatisticsScreen = ({ part: first }: { readonly part: StatisticsPart }) => {
  const { today } = useDesk()
  const [part, setPart] = useState<StatisticsPart>(first)
  const [period, setPeriod] = useState<Period>(() => periodAround('month', today))
  return (
    <div className="statistics">
      <Radio.Group className="statistics-parts" optionType="button" buttonStyle="solid" value={part} options={[...parts]} onChange={event => setPart(event.target.value as StatisticsPart)} />
      {(part === 'figures' || part === 'report') && <PeriodScreen part={part} period={period} change={setPeriod} />}
      {part === 'rollUp' && <RollUpPart />}
      {part === 'duties' && <DutiesPart />}
    </div>
  )
}
