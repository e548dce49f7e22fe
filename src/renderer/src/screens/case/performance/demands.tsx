/** Demands for performance and what the obligee can do when nothing comes of them. */
import { useState } from 'react'
import { Alert, Button, Card, Form, Input, Select } from 'antd'
import { partyName } from '../../../../../core/case/record/case-file.ts'
import { choicesOf } from '../../../../../core/base/codes.ts'
import { addDays, chineseDate } from '../../../../../core/base/dates.ts'
import { demandWays, type Demand } from '../../../../../core/case/record/demand.ts'
import { routeOf } from '../../../../../core/case/performance/default-route.ts'
import { defaultsOf, ledgerOf } from '../../../../../core/case/performance/performance.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useCalendar, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { PlusIcon } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

const DemandFields = ({ view: { file }, open, withReply }: { readonly view: CaseView; readonly open: ReadonlySet<string>; readonly withReply: boolean }) => {
  const form = Form.useFormInstance()
  const to = Form.useWatch('to', form) as string | undefined
  const terms = file.agreement!.terms
  return (
    <div className="grid">
      <Field name="to" label="督促谁" required span={6}>
        <Select
          options={[...new Set(terms.map(term => term.obligor))].map(value => ({ value, label: partyName(file, value) }))}
          onChange={(value: string) => form.setFieldValue('termIds', terms.filter(term => term.obligor === value && open.has(term.id)).map(({ id }) => id))}
        />
      </Field>
      <Field name="byWay" label="方式" required span={6}><Select options={choicesOf(demandWays)} placeholder="请选择" /></Field>
      <Field name="termIds" label="督促履行哪几项" required span={12}>
        <Select mode="multiple" optionFilterProp="label" options={terms.flatMap((term, index) => (term.obligor === to ? [{ value: term.id, label: `第 ${index + 1} 项　${term.text}` }] : []))} placeholder="请选择" />
      </Field>
      <Field name="on" label="督促的日期" required span={6}><DateInput /></Field>
      <Field name="deadline" label="要求履行的日期" required span={6}><DateInput /></Field>
      {withReply && (
        <>
          <Field name={['reply', 'on']} label="答复的日期" span={6}><DateInput /></Field>
          <Field name={['reply', 'text']} label="答复内容" span={12}><Input.TextArea rows={2} /></Field>
        </>
      )}
    </div>
  )
}

export const Demands = ({ view, refresh }: { readonly view: CaseView; readonly refresh: (view: CaseView) => void }) => {
  const { today, saved } = useDesk()
  const calendar = useCalendar()
  const notAllowed = useNotAllowed()
  const [dialog, setDialog] = useState<{ readonly demand?: Demand }>()
  const { file, annex, moves, deadlines } = view
  const ledger = ledgerOf(file, annex, today, calendar)
  const defaults = defaultsOf(ledger)
  const open = new Set(ledger.filter(({ state }) => state !== 'done').map(({ term }) => term.id))
  const demands = annex.demands ?? []
  const mayAct = moves.includes('recordPerformance') && notAllowed('demand.record') === undefined
  if (defaults.length === 0 && demands.length === 0) return null
  const route = routeOf(file)
  const claim = deadlines.find(({ kind, of }) => kind === 'T11' && of === 'agreement')
  const to = defaults[0]?.term.obligor ?? ledger[0]!.term.obligor
  const close = (): void => setDialog(undefined)
  return (
    <Card size="small" title="督促与救济" extra={mayAct && open.size > 0 && <Button icon={<PlusIcon />} onClick={() => setDialog({})}>登记督促</Button>}>
      {defaults.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="gap-below"
          title={`第 ${defaults.map(({ index }) => index + 1).join('、')} 项没有按期履行`}
          description={(
            <>
              <p>{route.sentence}</p>
              {claim && <p>{claim.what}：{claim.sentence}</p>}
              <div>需要的材料：</div>
              <ol className="plain-list">{route.materials.map(material => <li key={material}>{material}</li>)}</ol>
            </>
          )}
        />
      )}
      {demands.length === 0 ? <p className="quiet">还没有登记督促；督促中断诉讼时效，期间重新计算（民法典第195条）。</p> : (
        <ul className="plain-list">
          {demands.map(demand => (
            <li key={demand.id}>
              {chineseDate(demand.on)}{demandWays[demand.byWay]}督促{partyName(file, demand.to)}履行第 {demand.termIds.map(id => file.agreement!.terms.findIndex(term => term.id === id) + 1).join('、')} 项，要求 {chineseDate(demand.deadline)} 前履行
              {demand.reply ? `；${chineseDate(demand.reply.on)}答复：${demand.reply.text}` : '；没有答复'}
              {mayAct && <Button type="link" size="small" onClick={() => setDialog({ demand })} aria-label={`修改${chineseDate(demand.on)}的督促`}>答复、修改</Button>}
            </li>
          ))}
        </ul>
      )}
      {dialog && (
        <FormDialog open title={dialog.demand ? '督促的答复' : '登记督促'} width={640} onCancel={close}>
          <CheckedForm
            command="demand.record"
            prefix="/demand"
            initial={dialog.demand ?? { to, termIds: defaults.filter(({ term }) => term.obligor === to).map(({ term }) => term.id), on: today, deadline: addDays(today, view.demandDays) }}
            input={(values: object) => ({ caseId: file.id, demand: { ...(dialog.demand && { id: dialog.demand.id }), termIds: [], ...(withoutBlanks(values) as object) } })}
            done={next => {
              close()
              refresh(next)
              saved('督促已登记')
            }}
          >
            <DemandFields view={view} open={open} withReply={dialog.demand !== undefined} />
            <FormButtons submit="保存督促" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
    </Card>
  )
}
