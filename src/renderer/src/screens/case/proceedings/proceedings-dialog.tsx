/** One small form for each step in the course of a case beside mediation and agreement. */
import type { ReactNode } from 'react'
import { Alert, AutoComplete, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { presidingMediatorId } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, confirmationResults, endCodes, followUpWays, performanceStates, retentions } from '../../../../../core/base/codes.ts'
import { yuanFigures } from '../../../../../core/base/amounts.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import { endingReasons } from '../../../../../core/case/moves/ending.ts'
import { moveNames } from '../../../../../core/case/moves/index.ts'
import { ledgerOf, type LedgerLine } from '../../../../../core/case/performance/performance.ts'
import { routingAdvice } from '../../../../../core/case/parties/routing.ts'
import type { CaseView, CommandName } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { clearable } from '../../../controls/icons.tsx'
import { useCalendar, useDesk } from '../../../controls/workspace.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { useBodiesNow } from '../referrals/bodies-now.ts'

/** The steps that are taken in one of these forms, and the command of each. */
export const courseCommands = {
  refuse: 'case.end', withdraw: 'case.end', transfer: 'case.end', fail: 'case.end', returnToCourt: 'case.end',
  suspend: 'case.suspend', resume: 'case.resume', extend: 'case.extend',
  recordPerformance: 'performance.record', followUp: 'followUp.record', recordConfirmation: 'confirmation.record', archive: 'case.archive',
} as const satisfies Partial<Record<CaseView['moves'][number], CommandName>>
export type CourseMove = keyof typeof courseCommands

type FormProps = { readonly view: CaseView; readonly close: () => void; readonly stored: (view: CaseView) => void }

type EndMove = 'refuse' | 'withdraw' | 'transfer' | 'fail' | 'returnToCourt'
type EndCode = keyof typeof endingReasons

const codesOf: Readonly<Record<EndMove, readonly [EndCode, ...EndCode[]]>> = {
  refuse: ['E06', 'E05'], withdraw: ['E04'], transfer: ['E07'], fail: ['E03'], returnToCourt: ['E08'],
}

const EndFields = ({ move, view }: { readonly move: EndMove; readonly view: CaseView }) => {
  const { register, bodies } = useBodiesNow(view.file.type)
  const codes = codesOf[move]
  const code = (Form.useWatch('code') as EndCode | undefined) ?? codes[0]
  return (
    <div className="grid">
      {codes.length > 1 && (
        <Field name="code" label="情形" required span={12}>
          <Radio.Group optionType="button" options={codes.map(value => ({ value, label: endCodes[value] }))} />
        </Field>
      )}
      <Field name="on" label="日期" required span={4}><DateInput /></Field>
      {move === 'transfer' && (
        <Field name="toBody" label="移送给哪个单位" required span={8}>
          <AutoComplete options={[...new Set([...bodies.map(({ body }) => body), ...register.map(({ name }) => name)])].map(value => ({ value }))} placeholder="可选择，也可直接填写" />
        </Field>
      )}
      <Field name="reason" label="原因" required span={12}>
        <AutoComplete key={code} options={endingReasons[code].map(value => ({ value }))} placeholder="可选择，也可直接填写" />
      </Field>
    </div>
  )
}

const EndForm = ({ move, view, close, stored }: FormProps & { readonly move: EndMove }) => {
  const { today } = useDesk()
  const advice = routingAdvice(useBodiesNow(view.file.type).bodies)
  const unsigned = view.file.agreement && !view.file.agreement.effectiveOn
  return (
    <>
      {move === 'transfer' && advice && <p className="note">{advice}</p>}
      {unsigned && <Alert type="warning" showIcon className="gap-below" title="已保存的协议还没有生效，案件这样结束以后不再保留。" />}
      <CheckedForm
        command="case.end"
        part={move}
        initial={{ code: codesOf[move][0], on: today }}
        input={(values: object) => ({ caseId: view.file.id, code: codesOf[move][0], ...(withoutBlanks(values) as object) })}
        done={stored}
      >
        <EndFields move={move} view={view} />
        <FormButtons submit={moveNames[move]} cancel={close} />
      </CheckedForm>
    </>
  )
}

const SuspendForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="case.suspend"
      initial={{ from: today }}
      input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid">
        <Field name="from" label="中止的第一日" required span={6}><DateInput /></Field>
        <Field name="to" label="中止的最后一日" span={6} note="还不知道的，可不填，恢复时再填。"><DateInput /></Field>
        <Field name="reason" label="原因" required span={12}>
          <AutoComplete options={['鉴定', '等待前案处理结果', '当事人申请暂缓'].map(value => ({ value }))} placeholder="可选择，也可直接填写" />
        </Field>
      </div>
      <p className="note">中止的天数不计入调解期限。</p>
      <FormButtons submit="中止" cancel={close} />
    </CheckedForm>
  )
}

const ResumeForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="case.resume"
      initial={{ on: today }}
      input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid"><Field name="on" label="中止的最后一日" required span={6} note="次日起继续计算调解期限。"><DateInput /></Field></div>
      <FormButtons submit="恢复调解" cancel={close} />
    </CheckedForm>
  )
}

const ExtendForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <>
      <p className="note">延长要在期限届满前由各方当事人书面同意。{view.deadline && `现在的期限：${chineseDate(view.deadline.on)}。`}</p>
      <CheckedForm
        command="case.extend"
        initial={{ agreedOn: today }}
        input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
        done={stored}
      >
        <div className="grid">
          <Field name="agreedOn" label="当事人同意的日期" required span={6}><DateInput /></Field>
          <Field name="until" label="延长到" required span={6}><DateInput /></Field>
          <Field name="reason" label="原因" required span={12}><Input /></Field>
        </div>
        <FormButtons submit="延长期限" cancel={close} />
      </CheckedForm>
    </>
  )
}

const ArchiveForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <>
      <p className="note">归档以后，这个案件不再改动；确要更正的，由主任写明原因重新打开。</p>
      <CheckedForm
        command="case.archive"
        initial={{ on: today, retention: view.retention.usual }}
        input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
        done={stored}
      >
        <div className="grid">
          <Field name="on" label="归档日期" required span={6}><DateInput /></Field>
          <Field name="retention" label="保管期限" required span={6} note={view.retention.ground}><Radio.Group optionType="button" options={choicesOf(retentions)} /></Field>
          <Field name="no" label="档案号" span={6}><Input placeholder="可不填" /></Field>
          <Field name="pages" label="页数" span={6}><InputNumber className="full" controls={false} /></Field>
        </div>
        <FormButtons submit="归档" cancel={close} />
      </CheckedForm>
    </>
  )
}

const amountProblem = ({ amountFen }: { amountFen?: number | string }): Problem[] =>
  (typeof amountFen === 'string' ? [{ pointer: '/entry/amountFen', code: 'amount', message: unreadableAmount, severity: 'error' }] : [])

/** The other terms that were performed at the same time, and a word where more was paid than is owed. */
const PerformanceRest = ({ ledger }: { readonly ledger: readonly LedgerLine[] }) => {
  const form = Form.useFormInstance()
  const termId = Form.useWatch('termId', form) as string | undefined
  const state = Form.useWatch('state', form) as string | undefined
  const amountFen = Form.useWatch('amountFen', form) as number | string | undefined
  const left = ledger.find(({ term }) => term.id === termId)?.remainingFen
  const others = ledger.filter(line => line.term.id !== termId && line.state !== 'done' && line.state !== 'declared')
  return (
    <>
      {left !== undefined && typeof amountFen === 'number' && amountFen > left && (
        <Field name="overpaid" outside="/overpaid" label="" span={12} checkbox><Checkbox>确实多付：还应付 {yuanFigures(left)} 元，多出 {yuanFigures(amountFen - left)} 元</Checkbox></Field>
      )}
      {state === 'done' && amountFen === undefined && others.length > 0 && (
        <Field name="alsoTermIds" outside="/alsoTermIds" label="同一天也履行完毕的其他几项" span={12} note="可不选。各项按没有付的数额登记为付清，日期和备注相同。">
          <Select
            mode="multiple" maxTagCount={6} showSearch={{ optionFilterProp: 'label' }} allowClear={clearable} placeholder="可按姓名、房号查找，选几项"
            options={others.map(({ term, index, remainingFen }) => ({ value: term.id, label: `第 ${index + 1} 项　${remainingFen === undefined ? '' : `${yuanFigures(remainingFen)} 元　`}${term.text}` }))}
          />
        </Field>
      )}
      {state === 'done' && amountFen === undefined && others.length > 1 && (
        <div className="field span-12"><Button size="small" onClick={() => form.setFieldValue('alsoTermIds', others.map(({ term }) => term.id))}>其余 {others.length} 项全选</Button></div>
      )}
    </>
  )
}

const PerformanceForm = ({ view: { file, annex }, close, stored }: FormProps) => {
  const { today } = useDesk()
  const ledger = ledgerOf(file, annex, today, useCalendar())
  const terms = file.agreement?.terms ?? []
  const open = ledger.find(({ state }) => state !== 'done' && state !== 'declared')?.term
  return (
    <CheckedForm
      command="performance.record"
      prefix="/entry"
      initial={{ termId: (open ?? terms[0])?.id, on: today, state: 'done' }}
      input={({ alsoTermIds, overpaid, ...values }: { alsoTermIds?: string[]; overpaid?: boolean } & object) => ({
        caseId: file.id, entry: withoutBlanks(values), ...(alsoTermIds && alsoTermIds.length > 0 && { alsoTermIds }), ...(overpaid && { overpaid }),
      })}
      check={amountProblem}
      done={stored}
    >
      <div className="grid">
        <Field name="termId" label="哪一项义务" required span={12}><Select options={terms.map(({ id, text }, index) => ({ value: id, label: `第 ${index + 1} 项　${text}` }))} /></Field>
        <Field name="state" label="履行情况" required span={8}><Radio.Group optionType="button" options={choicesOf(performanceStates)} /></Field>
        <Field name="on" label="日期" required span={4}><DateInput /></Field>
        <Field name="amountFen" label="金额" span={6}><AmountInput /></Field>
        <Field name="note" label="备注" span={6}><Input placeholder="可不填" /></Field>
        <PerformanceRest ledger={ledger} />
      </div>
      <FormButtons submit="保存履行情况" cancel={close} />
    </CheckedForm>
  )
}

const FollowUpForm = ({ view: { file }, close, stored }: FormProps) => {
  const { office, today } = useDesk()
  return (
    <CheckedForm
      command="followUp.record"
      prefix="/entry"
      initial={{ on: today, by: presidingMediatorId(file), way: 'phone' }}
      input={(values: object) => ({ caseId: file.id, entry: withoutBlanks(values) })}
      done={stored}
    >
      <div className="grid">
        <Field name="on" label="日期" required span={4}><DateInput /></Field>
        <Field name="by" label="回访人" required span={4}><Select options={office.mediators.map(({ id, name }) => ({ value: id, label: name }))} placeholder="请选择" /></Field>
        <Field name="way" label="方式" required span={4}><Radio.Group optionType="button" options={choicesOf(followUpWays)} /></Field>
        <Field name="findings" label="回访情况" required span={12}><Input.TextArea rows={3} /></Field>
        <Field name="satisfied" label="当事人是否满意" span={12}>
          <Radio.Group optionType="button" options={[{ value: true, label: '满意' }, { value: false, label: '不满意' }]} />
        </Field>
      </div>
      <FormButtons submit="保存回访" cancel={close} />
    </CheckedForm>
  )
}

const ConfirmationForm = ({ view: { file }, close, stored }: FormProps) => {
  const { office, today } = useDesk()
  return (
    <CheckedForm
      command="confirmation.record"
      prefix="/confirmation"
      initial={file.confirmation ?? { appliedOn: today, court: office.office.court, result: 'pending' }}
      input={(values: object) => ({ caseId: file.id, confirmation: withoutBlanks(values) })}
      done={stored}
    >
      <div className="grid">
        <Field name="appliedOn" label="申请日期" required span={6}><DateInput /></Field>
        <Field name="court" label="法院" required span={6}><Input /></Field>
        <Field name="result" label="结果" required span={6}><Select options={choicesOf(confirmationResults)} /></Field>
        <Field name="decidedOn" label="法院决定日期" span={6}><DateInput /></Field>
        <Field name="caseNo" label="案号" span={12}><Input placeholder="可不填" /></Field>
      </div>
      <FormButtons submit="保存司法确认" cancel={close} />
    </CheckedForm>
  )
}

const forms: Readonly<Record<CourseMove, (props: FormProps) => ReactNode>> = {
  refuse: props => <EndForm move="refuse" {...props} />,
  withdraw: props => <EndForm move="withdraw" {...props} />,
  transfer: props => <EndForm move="transfer" {...props} />,
  fail: props => <EndForm move="fail" {...props} />,
  returnToCourt: props => <EndForm move="returnToCourt" {...props} />,
  suspend: props => <SuspendForm {...props} />,
  resume: props => <ResumeForm {...props} />,
  extend: props => <ExtendForm {...props} />,
  recordPerformance: props => <PerformanceForm {...props} />,
  followUp: props => <FollowUpForm {...props} />,
  recordConfirmation: props => <ConfirmationForm {...props} />,
  archive: props => <ArchiveForm {...props} />,
}

export const CourseDialog = ({ move, ...props }: FormProps & { readonly move: CourseMove }) => (
  <FormDialog open title={moveNames[move]} width={640} onCancel={props.close}>{forms[move](props)}</FormDialog>
)
