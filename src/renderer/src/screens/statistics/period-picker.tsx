/** Chooses a period: its kind, then one of that kind, or two dates. */
import { useState } from 'react'
import { Alert, Button, Select, Space } from 'antd'
import { isLocalDate, type LocalDate } from '../../../../core/base/dates.ts'
import { periodTitle } from '../../../../core/statistics/comparison.ts'
import { kindOf, periodAround, periodId, periodKinds, shiftedPeriod, type PeriodKind } from '../../../../core/statistics/periods.ts'
import type { Period } from '../../../../core/statistics/statistic.ts'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk } from '../../controls/workspace.tsx'
import { EarlierIcon, LaterIcon } from '../../controls/icons.tsx'

type Props = { readonly period: Period; readonly change: (period: Period) => void }

export const PeriodPicker = ({ period, change }: Props) => {
  const { today } = useDesk()
  const [custom, setCustom] = useState<{ readonly from?: string; readonly to?: string } | undefined>()
  const kind: PeriodKind = custom ? 'custom' : kindOf(period)
  const setRange = (range: { from?: string; to?: string }): void => {
    setCustom(range)
    if (range.from && range.to && isLocalDate(range.from) && isLocalDate(range.to) && range.from <= range.to) change({ from: range.from, to: range.to })
  }
  const problem = custom && (
    [custom.from, custom.to].some(date => !date || !isLocalDate(date)) ? '请填写两个真实的日期，如 2026-11-23。'
      : custom.to! < custom.from! ? '结束日期早于开始日期，请核对。' : undefined)
  const setKind = (next: PeriodKind): void => {
    if (next === 'custom') return setCustom({ from: period.from, to: period.to })
    setCustom(undefined)
    // The period of the new kind around the end of the old one, but not one that lies ahead.
    change(periodAround(next, period.to < today ? period.to : today))
  }
  const [year, month] = period.from.split('-') as [string, string]
  const years = Array.from({ length: 12 }, (_, index) => Number(today.slice(0, 4)) + 1 - index)
  const around = Array.from({ length: 12 }, (_, index) => shiftedPeriod(periodAround(kind === 'custom' ? 'month' : kind, today), -index))
  const listed = around.some(one => periodId(one) === periodId(period)) ? around : [period, ...around]
  const setMonth = (value: string): void => change(periodAround('month', `${value}-01` as LocalDate))
  return (
    <>
      <Select className="kind-select" aria-label="时期的种类" value={kind} onChange={setKind}
        options={Object.entries(periodKinds).map(([value, label]) => ({ value, label: value === 'custom' ? label : `按${label}` }))} />
      {custom
        ? (
          <Space size={6}>
            <span className="range-date"><DateInput label="开始日期" value={custom.from} onChange={from => setRange({ ...custom, from })} /></span>
            至
            <span className="range-date"><DateInput label="结束日期" value={custom.to} onChange={to => setRange({ ...custom, to })} /></span>
          </Space>
        )
        : (
          <Space.Compact>
            <Button icon={<EarlierIcon />} aria-label="上一期" title="上一期" onClick={() => change(shiftedPeriod(period, -1))} />
            {kind === 'month'
              ? <>
                <Select className="year-select" aria-label="年" value={Number(year)} options={years.map(value => ({ value, label: `${value}年` }))}
                  onChange={value => setMonth(`${value}-${month}`)} />
                <Select className="month-select" aria-label="月" value={Number(month)} options={Array.from({ length: 12 }, (_, index) => ({ value: index + 1, label: `${index + 1}月` }))}
                  onChange={value => setMonth(`${year}-${String(value).padStart(2, '0')}`)} />
              </>
              : <Select className="period-select" aria-label="时期" value={periodId(period)} options={listed.map(one => ({ value: periodId(one), label: periodTitle(one) }))}
                onChange={value => {
                  const [from, to] = value.split('..') as [LocalDate, LocalDate]
                  change({ from, to })
                }} />}
            <Button icon={<LaterIcon />} aria-label="下一期" title="下一期" onClick={() => change(shiftedPeriod(period, 1))} />
          </Space.Compact>
        )}
      {problem && <Alert type="error" showIcon title={problem} className="range-problem" />}
    </>
  )
}

