/** Divides a sum into instalments with their dates; each becomes a term of its own. */
import { useState } from 'react'
import { Alert, Button, Form, Input, InputNumber, Radio, Select, Space } from 'antd'
import type { CaseFile } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, sides } from '../../../../../core/base/codes.ts'
import { chineseDate, isLocalDate, type LocalDate } from '../../../../../core/base/dates.ts'
import { yuanBoth, yuanFigures } from '../../../../../core/base/amounts.ts'
import { type Instalment, type InstalmentPlan, instalmentRhythms, instalmentsOf, instalmentTemplate, MOST_INSTALMENTS } from '../../../../../core/case/agreement/instalments.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { enterMovesOn } from '../../../controls/forms/checked-form.tsx'
import { useCalendar } from '../../../controls/workspace.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { FormDialog, useUnsaved } from '../../../controls/forms/unsaved.tsx'
import { tidyDate } from '../../../../../core/base/typed-time.ts'
import { newTerm, type TermDraft } from './terms-editor.tsx'

type Values = {
  obligor?: string; obligee?: string; totalFen?: number | string; manner?: string; unitFen: 1 | 100
  rhythm: InstalmentPlan['rhythm']; first?: string; day?: number; count?: number; dates?: string
}

const dateWrong = '请按 2026-11-23 的样子填写真实的日期。'

/** The plan as far as it can be read, and what is wrong, by field. */
const planOf = (values: Values): { plan?: InstalmentPlan; wrong: Partial<Record<keyof Values, string>> } => {
  const wrong: Partial<Record<keyof Values, string>> = {}
  const { totalFen, unitFen, rhythm, first, day, count } = values
  if (values.obligor === undefined) wrong.obligor = '请选择义务人。'
  if (values.obligee === undefined) wrong.obligee = '请选择权利人。'
  else if (values.obligee === values.obligor) wrong.obligee = '义务人和权利人是同一人，请核对。'
  if (totalFen === undefined) wrong.totalFen = '请填写总金额。'
  else if (typeof totalFen === 'string') wrong.totalFen = unreadableAmount
  const lines = (values.dates ?? '').split(/[\s，、；;]+/).filter(Boolean).map(line => tidyDate(line))
  const parts = rhythm === 'custom' ? lines.length : count
  if (rhythm === 'custom') {
    const bad = lines.find(line => !isLocalDate(line))
    if (lines.length === 0) wrong.dates = '请填写各期的日期，一行一个。'
    else if (bad !== undefined) wrong.dates = `“${bad.slice(0, 20)}”不是日期，${dateWrong}`
    else if (new Set(lines).size < lines.length) wrong.dates = '有重复的日期，请核对。'
  } else {
    if (first === undefined || !isLocalDate(first)) wrong.first = dateWrong
    if (rhythm === 'monthly' && (day === undefined || day < 1 || day > 31 || !Number.isInteger(day))) wrong.day = '请填写 1 至 31。'
  }
  if (rhythm !== 'custom' && (parts === undefined || parts < 1 || parts > MOST_INSTALMENTS || !Number.isInteger(parts))) wrong.count = `请填写 1 至 ${MOST_INSTALMENTS} 期。`
  if (rhythm === 'custom' && lines.length > MOST_INSTALMENTS) wrong.dates = `最多 ${MOST_INSTALMENTS} 期。`
  if (typeof totalFen === 'number' && parts !== undefined && wrong.totalFen === undefined && totalFen < parts * unitFen) wrong.totalFen = '总金额太小，不够每期一份，请核对。'
  if (Object.keys(wrong).some(key => key !== 'obligor' && key !== 'obligee')) return { wrong }
  const sum = { totalFen: totalFen as number, unitFen }
  const plan: InstalmentPlan = rhythm === 'monthly' ? { ...sum, rhythm, first: first as LocalDate, day: day!, count: count! }
    : rhythm === 'weekly' ? { ...sum, rhythm, first: first as LocalDate, count: count! }
      : { ...sum, rhythm, dates: lines as LocalDate[] }
  return { plan, wrong }
}

const Preview = ({ instalments }: { readonly instalments: readonly Instalment[] }) => (
  <div className="instalments">
    <table className="figures">
      <thead><tr><th>期</th><th>原定日期</th><th>到期日</th><th>金额（元）</th></tr></thead>
      <tbody>
        {instalments.map(({ no, plannedOn, dueOn, amountFen, calendarKnown }) => (
          <tr key={no}>
            <th>第 {no} 期</th>
            <td>{chineseDate(plannedOn)}</td>
            <td>{chineseDate(dueOn)}{dueOn !== plannedOn && <span className="warn-text">（休息日顺延）</span>}{!calendarKnown && <span className="warn-text">（该年没有放假表）</span>}</td>
            <td>{yuanFigures(amountFen)}</td>
          </tr>
        ))}
        <tr className="sum"><th>合计</th><td /><td>{instalments.length} 期</td><td>{yuanFigures(instalments.reduce((sum, one) => sum + one.amountFen, 0))}</td></tr>
      </tbody>
    </table>
  </div>
)

type Props = { readonly file: CaseFile; readonly start: Partial<Values>; readonly close: () => void; readonly take: (terms: TermDraft[]) => void }

const InstalmentsForm = ({ file, start, close, take }: Props) => {
  const unsaved = useUnsaved()
  const calendar = useCalendar()
  const [form] = Form.useForm<Values>()
  const [tried, setTried] = useState(false)
  const initial: Values = { unitFen: 1, rhythm: 'monthly', manner: '银行转账', ...start }
  const values = (Form.useWatch(all => all as Values, form) as Values | undefined) ?? initial
  const { plan, wrong } = planOf(values)
  const parties = file.parties.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))
  const instalments = plan ? instalmentsOf(plan, calendar) : []
  const item = (name: keyof Values, label: string, children: React.ReactNode, span: string, note?: string) => (
    <div className={`field ${span}`}>
      <Form.Item name={name} label={label} validateStatus={tried && wrong[name] ? 'error' : undefined} help={(tried && wrong[name]) || note}>{children}</Form.Item>
    </div>
  )
  const send = (): void => {
    setTried(true)
    if (!plan || Object.keys(wrong).length > 0) return
    const { obligor, obligee, manner } = values
    unsaved.discard()
    take(instalments.map(({ no, dueOn, amountFen }) => newTerm(file, {
      kind: 'payment', obligor, obligee, amountFen, dueOn, ...(manner?.trim() && { manner: manner.trim() }),
      template: instalmentTemplate(no, instalments.length, yuanBoth(plan.totalFen)),
    })))
  }
  return (
      <Form
        form={form} name="instalments" layout="vertical" initialValues={initial} autoComplete="off" colon={false}
        onValuesChange={() => unsaved.hold({ drop: () => undefined })} onFinish={send} onKeyDownCapture={enterMovesOn}
      >
        <div className="grid">
          {item('obligor', '义务人（谁来付）', <Select options={parties} placeholder="请选择" />, 'span-4')}
          {item('obligee', '权利人（付给谁）', <Select options={parties} placeholder="请选择" />, 'span-4')}
          {item('totalFen', '总金额', <AmountInput />, 'span-4')}
          {item('rhythm', '多久一期', <Radio.Group optionType="button" options={choicesOf(instalmentRhythms)} />, 'span-4')}
          {values.rhythm === 'custom'
            ? item('dates', '各期日期', <Input.TextArea rows={3} placeholder="一行一个，如 2026-12-15" />, 'span-8')
            : (
              <>
                {item('first', '从哪天开始', <DateInput />, 'span-3')}
                {values.rhythm === 'monthly' && item('day', '每月几日', <InputNumber className="full" controls={false} />, 'span-2', '31 为月末')}
                {item('count', '分几期', <InputNumber className="full" controls={false} />, 'span-2')}
              </>
            )}
          {item('manner', '履行方式', <Input />, 'span-4')}
          {item('unitFen', '每期金额', <Radio.Group optionType="button" options={[{ value: 1, label: '均分到分' }, { value: 100, label: '均分到元' }]} />, 'span-4', '余数放在最后一期')}
        </div>
        {instalments.length > 0 && <Preview instalments={instalments} />}
        {instalments.some(({ calendarKnown }) => !calendarKnown) && <Alert type="warning" showIcon title="有的日期所在年份还没有放假表，只按周末推算；放假安排公布后请核对。" />}
        <Space className="form-buttons">
          <Button type="primary" size="large" htmlType="submit">填入条款</Button>
          <Button size="large" onClick={() => unsaved.leave(close)}>取消</Button>
        </Space>
      </Form>
  )
}

export const InstalmentsDialog = (props: Props) => (
  <FormDialog open title="分期付款" width={860} onCancel={props.close}><InstalmentsForm {...props} /></FormDialog>
)
