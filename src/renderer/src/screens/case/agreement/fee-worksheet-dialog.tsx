/** The property-fee calculator: what goes in, and the sheet that comes out of it while one types. */
import { Alert, Button, Form, Input, Radio, Select } from 'antd'
import type { CaseFile } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, sides } from '../../../../../core/base/codes.ts'
import { yuanFigures } from '../../../../../core/base/amounts.ts'
import { feeSheetOf, worksheetProblems } from '../../../../../core/case/agreement/property-fee.ts'
import { discountKinds, FeeWorksheet, partialMonths, ratePers, roundings, yearDays } from '../../../../../core/case/record/fee-worksheet.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons, ProblemsOf, useRows } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { DecimalInput } from '../../../controls/inputs/decimal-input.tsx'
import { PlusIcon, RemoveIcon } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { tidyDate } from '../../../../../core/base/typed-time.ts'

type Values = Record<string, unknown> & { id?: string; withLateFee?: boolean; discountKind?: string; discountRate?: unknown; discountFen?: unknown; lateFee?: object }

/** What the form holds as a worksheet; parts may still be missing or unreadable. */
const worksheetOf = (values: Values): Record<string, unknown> => {
  const { withLateFee, discountKind = 'none', discountRate, discountFen, lateFee, ...rest } = values
  const plain = withoutBlanks(rest) as Record<string, unknown>
  return {
    payments: [], periods: [], ...plain,
    discount: discountKind === 'percent' ? { kind: 'percent', rate: discountRate } : discountKind === 'amount' ? { kind: 'amount', amountFen: discountFen } : { kind: 'none' },
    ...(withLateFee && { lateFee: withoutBlanks(lateFee ?? {}) }),
  }
}

const valuesOf = ({ discount, ...worksheet }: FeeWorksheet): Values => ({
  ...worksheet,
  discountKind: discount.kind,
  ...(discount.kind === 'percent' && { discountRate: discount.rate }),
  ...(discount.kind === 'amount' && { discountFen: discount.amountFen }),
  withLateFee: worksheet.lateFee !== undefined,
})

/** The schema's own words name types; people are told how to write a number. */
const numberProblems = (values: Values): Problem[] => {
  const problems: Problem[] = []
  const check = (pointer: string, value: unknown, message: string): void => {
    if (typeof value === 'string' && value.trim() !== '') problems.push({ pointer: `/worksheet${pointer}`, code: 'number', message, severity: 'error' })
  }
  const list = (name: string): Record<string, unknown>[] => (values[name] as Record<string, unknown>[] | undefined) ?? []
  check('/area', values['area'], '面积写法不对，请填写数字，最多两位小数，如 98.5。')
  list('periods').forEach((row, index) => check(`/periods/${index}/price`, row?.['price'], '单价写法不对，请填写数字，最多四位小数，如 1.85。'))
  list('payments').forEach((row, index) => check(`/payments/${index}/amountFen`, row?.['amountFen'], unreadableAmount))
  check('/discountRate', values.discountRate, '比例写法不对，请填写数字，如 10。')
  check('/discountFen', values.discountFen, unreadableAmount)
  const late = (values.withLateFee ? values.lateFee ?? {} : {}) as Record<string, unknown>
  check('/lateFee/baseFen', late['baseFen'], unreadableAmount)
  check('/lateFee/rate', late['rate'], '比率写法不对，请填写数字，最多四位小数，如 0.05。')
  check('/lpr', values['lpr'], '利率写法不对，请填写数字，如 3.1。')
  return problems
}

const Result = ({ values }: { readonly values: Values }) => {
  const tidy = (value: unknown): unknown => (typeof value === 'string' && /^\d{4}\D\d/.test(value) ? tidyDate(value) : value)
  const parsed = FeeWorksheet.safeParse({ ...JSON.parse(JSON.stringify(worksheetOf(values), (_key, value: unknown) => tidy(value))) as object, id: 'f' })
  if (!parsed.success || worksheetProblems(parsed.data).length > 0) return <p className="quiet">填好面积、时段和单价以后，这里列出每一行的计算。</p>
  const sheet = feeSheetOf(parsed.data)
  const lines: [string, string, number][] = [
    ...sheet.lines.map(({ period, reckoning, amountFen }): [string, string, number] => [period, reckoning, amountFen]),
    ['物业费合计', '', sheet.grossFen],
    ...(sheet.discountFen > 0 ? [['减免', '', -sheet.discountFen] as [string, string, number]] : []),
    ...(sheet.paidFen > 0 ? [['已付', '', -sheet.paidFen] as [string, string, number]] : []),
    ...(sheet.lateFeeReckoning ? [['逾期费用', sheet.lateFeeReckoning, sheet.lateFeeFen] as [string, string, number]] : []),
    ['应付总计', '', sheet.totalFen],
  ]
  return (
    <>
      {sheet.notes.map(note => <Alert key={note} type="warning" showIcon title={note} className="gap-below" />)}
      <table className="figures fee-lines" aria-label="计算结果">
        <thead><tr><th>项目</th><th>计算</th><th>金额（元）</th></tr></thead>
        <tbody>
          {lines.map(([what, reckoning, fen]) => (
            <tr key={what} className={what.endsWith('计') ? 'sum' : undefined}><td>{what}</td><td>{reckoning}</td><td>{fen < 0 ? `-${yuanFigures(-fen)}` : yuanFigures(fen)}</td></tr>
          ))}
        </tbody>
      </table>
      {sheet.rules.map(rule => <div className="note" key={rule}>{rule}</div>)}
    </>
  )
}

const Periods = () => {
  const { count, add, remove } = useRows('periods')
  return (
    <>
      <div className="sub-title">收费时段（单价不同的分开写）</div>
      <ProblemsOf name="periods" />
      {Array.from({ length: count }, (_, index) => (
        <div className="row" key={index}>
          <div className="grid">
            <Field name={['periods', index, 'from']} label="第一日" required span={4}><DateInput /></Field>
            <Field name={['periods', index, 'to']} label="最后一日" required span={4}><DateInput /></Field>
            <Field name={['periods', index, 'price']} label="单价" required span={4}><DecimalInput places={4} suffix="元/㎡·月" /></Field>
          </div>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} aria-label={`移除第${index + 1}个时段`} onClick={() => remove(index, `第 ${index + 1} 个时段`)} />
        </div>
      ))}
      <Button className="quiet-add" type="link" icon={<PlusIcon />} onClick={() => add({})}>添加时段</Button>
    </>
  )
}

const Payments = () => {
  const { count, add, remove } = useRows('payments')
  return (
    <>
      <div className="sub-title">已付款</div>
      {Array.from({ length: count }, (_, index) => (
        <div className="row" key={index}>
          <div className="grid">
            <Field name={['payments', index, 'on']} label="付款日期" required span={4}><DateInput /></Field>
            <Field name={['payments', index, 'amountFen']} label="付款金额" required span={4}><AmountInput /></Field>
            <Field name={['payments', index, 'note']} label="说明" span={4}><Input /></Field>
          </div>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} aria-label={`移除第${index + 1}笔已付款`} onClick={() => remove(index, `第 ${index + 1} 笔已付款`)} />
        </div>
      ))}
      <Button className="quiet-add" type="link" icon={<PlusIcon />} onClick={() => add({})}>添加已付款</Button>
    </>
  )
}

const Fields = ({ file }: { readonly file: CaseFile }) => {
  const values = (Form.useWatch(all => all as Values, { form: Form.useFormInstance(), preserve: true }) as Values | undefined) ?? {}
  const parties = file.parties.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))
  const late = values.lateFee as { per?: string } | undefined
  return (
    <>
      <div className="grid">
        <Field name="title" label="名称" required span={3}><Input /></Field>
        <Field name="payer" label="交费人" required span={3}><Select options={parties} placeholder="请选择" /></Field>
        <Field name="payee" label="收费人" required span={3}><Select options={parties} placeholder="请选择" /></Field>
        <Field name="area" label="建筑面积" required span={3}><DecimalInput places={2} suffix="㎡" /></Field>
      </div>
      <Periods />
      <div className="grid">
        <Field name="partialMonth" label="不足一个月的怎样算" required span={6}><Select options={choicesOf(partialMonths)} /></Field>
        <Field name="rounding" label="怎样舍入" required span={6}><Select options={choicesOf(roundings)} /></Field>
        <Field name="discountKind" label="减免" required span={6}><Radio.Group optionType="button" options={choicesOf(discountKinds)} /></Field>
        {values.discountKind === 'percent' && <Field name="discountRate" label="减免比例" required span={3}><DecimalInput places={4} suffix="%" /></Field>}
        {values.discountKind === 'amount' && <Field name="discountFen" label="减免金额" required span={3}><AmountInput /></Field>}
      </div>
      <Payments />
      <Field name="withLateFee" label="逾期费用" span={12}>
        <Radio.Group optionType="button" options={[{ value: false, label: '不计逾期费用' }, { value: true, label: '计逾期费用' }]} />
      </Field>
      {values.withLateFee && (
        <div className="sub-block">
          <div className="grid">
            <Field name={['lateFee', 'baseFen']} label="计算基数" required span={3}><AmountInput /></Field>
            <Field name={['lateFee', 'per']} label="按日还是按年" required span={3}><Radio.Group optionType="button" options={choicesOf(ratePers)} /></Field>
            <Field name={['lateFee', 'rate']} label="比率" required span={2}><DecimalInput places={4} suffix="%" /></Field>
            {late?.per === 'year' && <Field name={['lateFee', 'yearDays']} label="折算" required span={4}><Radio.Group optionType="button" options={choicesOf(yearDays)} /></Field>}
            <Field name={['lateFee', 'from']} label="起算日" required span={3}><DateInput /></Field>
            <Field name={['lateFee', 'to']} label="截止日" required span={3}><DateInput /></Field>
            <Field name={['lateFee', 'basis']} label="依据" span={3}><Input placeholder="如：合同第八条" /></Field>
            <Field name="lpr" label="一年期贷款市场报价利率" span={3} note="只用来提示是否过高"><DecimalInput places={4} suffix="%" /></Field>
          </div>
          <p className="note">程序不预设比率；按单利计算，首尾两日都计入。</p>
        </div>
      )}
      <div className="sub-title">计算结果</div>
      <Result values={values} />
    </>
  )
}

type Props = { readonly file: CaseFile; readonly worksheet?: FeeWorksheet; readonly number: number; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const FeeWorksheetDialog = ({ file, worksheet, number, close, stored }: Props) => {
  const company = file.parties.find(party => party.kind === 'organisation')
  const other = file.parties.find(party => party.id !== company?.id)
  return (
    <FormDialog open title="物业费计算" width={980} onCancel={close} mask={{ closable: false }}>
      <CheckedForm
        command="feeWorksheet.save"
        prefix="/worksheet"
        initial={worksheet ? valuesOf(worksheet) : {
          title: number > 1 ? `物业费计算表（${number}）` : '物业费计算表', payer: company && other?.id, payee: company?.id, periods: [{}], partialMonth: 'actual', rounding: 'line', discountKind: 'none', withLateFee: false,
        }}
        input={(values: Values) => ({ caseId: file.id, worksheet: worksheetOf(values) })}
        check={numberProblems}
        done={stored}
      >
        <Fields file={file} />
        <FormButtons submit="保存计算表" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
