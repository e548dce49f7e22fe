/** How each term stands today, what was paid, and with what proof; entries can be corrected or taken back with a reason. */
import { useState } from 'react'
import { Alert, Button, Card, Form, Input, Radio, Select } from 'antd'
import { partyName } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, performanceStates } from '../../../../../core/base/codes.ts'
import { chineseDate, daysBetween } from '../../../../../core/base/dates.ts'
import { yuanFigures } from '../../../../../core/base/amounts.ts'
import { ledgerOf, termStates, type Entry, type LedgerLine, type TermState } from '../../../../../core/case/performance/performance.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useCalendar, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { timeInWords } from '../../../controls/times.ts'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

const tones: Readonly<Record<TermState, string>> = {
  undated: 'tone-quiet', conditional: 'tone-quiet', declared: 'tone-quiet', notDue: 'tone-quiet', dueToday: 'tone-wait', done: 'tone-good', partly: 'tone-wait', overdue: 'tone-bad', refused: 'tone-bad',
}

type EntryShown = LedgerLine['entries'][number]
type DialogProps = { readonly view: CaseView; readonly shown: EntryShown; readonly close: () => void; readonly stored: (view: CaseView) => void }

type Correction = { what?: 'change' | 'undo'; reason?: string; entry?: Partial<Omit<Entry, 'amountFen'>> & { amountFen?: number | string } }

const CorrectionFields = () => {
  const what = Form.useWatch('what') as Correction['what']
  return (
    <div className="grid">
      <Field name="what" label="怎样更正" required span={12}>
        <Radio.Group optionType="button" options={[{ value: 'change', label: '改正内容' }, { value: 'undo', label: '撤销这条登记' }]} />
      </Field>
      {what !== 'undo' && (
        <>
          <Field name={['entry', 'state']} label="履行情况" required span={8}><Radio.Group optionType="button" options={choicesOf(performanceStates)} /></Field>
          <Field name={['entry', 'on']} label="日期" required span={4}><DateInput /></Field>
          <Field name={['entry', 'amountFen']} label="金额" span={6}><AmountInput /></Field>
          <Field name={['entry', 'note']} label="备注" span={6}><Input placeholder="可不填" /></Field>
        </>
      )}
      <Field name="reason" label="更正的理由" required span={12}><Input /></Field>
    </div>
  )
}

const CorrectDialog = ({ view: { file }, shown: { at, entry }, close, stored }: DialogProps) => (
  <FormDialog open title="更正履行登记" width={640} onCancel={close}>
    <CheckedForm
      command="performance.correct"
      initial={{ what: 'change', entry }}
      input={({ what, entry: values, reason }: Correction) => ({
        caseId: file.id, at, reason: reason ?? '', ...(what !== 'undo' && { entry: { ...(withoutBlanks(values) as object), termId: entry.termId } }),
      })}
      check={({ what, entry: values }: Correction): Problem[] => (what !== 'undo' && typeof values?.amountFen === 'string' && values.amountFen.trim() !== ''
        ? [{ pointer: '/entry/amountFen', code: 'amount', message: unreadableAmount, severity: 'error' }] : [])}
      done={stored}
    >
      <CorrectionFields />
      <FormButtons submit="保存更正" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

const ProofDialog = ({ view: { file }, shown: { entry, attachmentIds }, close, stored }: DialogProps) => {
  const { value, refusal } = useAnswer('attachment.list', { caseId: file.id })
  return (
    <FormDialog open title="履行凭证" width={560} onCancel={close}>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      {value && (
        <CheckedForm
          command="performance.prove"
          initial={{ attachmentIds: attachmentIds.filter(id => value.attachments.some(one => one.id === id)) }}
          input={(values: { attachmentIds?: string[] }) => ({ caseId: file.id, termId: entry.termId, on: entry.on, attachmentIds: values.attachmentIds ?? [] })}
          done={stored}
        >
          <div className="grid">
            <Field name="attachmentIds" label="哪些附件是凭证" span={12} note="收条、转账凭证等请先在“附件”里添加。">
              <Select mode="multiple" options={value.attachments.map(({ id, name }) => ({ value: id, label: name }))} placeholder={value.attachments.length === 0 ? '本案还没有附件' : '请选择'} optionFilterProp="label" />
            </Field>
          </div>
          <FormButtons submit="保存凭证" cancel={close} />
        </CheckedForm>
      )}
    </FormDialog>
  )
}

const entryText = ({ on, state, amountFen, note }: Entry): string =>
  [chineseDate(on), performanceStates[state], amountFen !== undefined && `${yuanFigures(amountFen)}元`, note].filter(Boolean).join('，')

const Line = ({ line, view, act }: { readonly line: LedgerLine; readonly view: CaseView; readonly act?: (what: 'correct' | 'prove', shown: EntryShown) => void }) => {
  const { value } = useAnswer('attachment.list', { caseId: view.file.id })
  const nameOf = (id: string): string => value?.attachments.find(one => one.id === id)?.name ?? '（附件已移除）'
  return (
    <div className="ledger">
      <div className="ledger-head">
        <span className={`stage ${tones[line.state]}`}>{termStates[line.state]}</span>
        <div className="grow">
          <div className="long-text">第 {line.index + 1} 项　{line.term.text}</div>
          <div className="facts-line small">
            <span>{partyName(view.file, line.term.obligor)}{line.term.obligee && ` → ${partyName(view.file, line.term.obligee)}`}</span>
            {line.dueOn && <span>到期 {chineseDate(line.dueOn)}{line.dueOn !== line.term.dueOn && `（约定${chineseDate(line.term.dueOn!)}，休息日顺延）`}{!line.calendarKnown && <span className="warn-text">（该年没有放假表）</span>}</span>}
            {line.owedFen !== undefined && <span>应付 {yuanFigures(line.owedFen)} 元，已付 {yuanFigures(line.paidFen)} 元，<strong className={line.remainingFen === 0 ? '' : 'warn-text'}>未付 {yuanFigures(line.remainingFen ?? 0)} 元</strong></span>}
            {line.reminders.length > 0 && <span>提醒 {line.reminders.map(chineseDate).join('、')}（前七日、前一日、后一日）</span>}
          </div>
          {line.entries.length > 0 && (
            <ul className="plain-list">
              {line.entries.map(shown => (
                <li key={shown.at}>
                  {entryText(shown.entry)}
                  {line.dueOn && shown.entry.state !== 'refused' && shown.entry.on > line.dueOn && <span className="warn-text">　逾期 {daysBetween(line.dueOn, shown.entry.on)} 天</span>}
                  {shown.attachmentIds.length > 0 && <span className="quiet">　凭证：{shown.attachmentIds.map(nameOf).join('、')}</span>}
                  {act && (
                    <>
                      <Button type="link" size="small" onClick={() => act('prove', shown)} aria-label={`第${line.index + 1}项${chineseDate(shown.entry.on)}的凭证`}>凭证</Button>
                      <Button type="link" size="small" onClick={() => act('correct', shown)} aria-label={`更正第${line.index + 1}项${chineseDate(shown.entry.on)}的登记`}>更正</Button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

export const PerformanceLedger = ({ view, refresh }: { readonly view: CaseView; readonly refresh: (view: CaseView) => void }) => {
  const { today, saved } = useDesk()
  const calendar = useCalendar()
  const notAllowed = useNotAllowed()
  const [dialog, setDialog] = useState<{ readonly what: 'correct' | 'prove'; readonly shown: EntryShown }>()
  const { file, annex, moves } = view
  const mayAct = moves.includes('recordPerformance') && notAllowed('performance.correct') === undefined
  const close = (): void => setDialog(undefined)
  const stored = (what: string) => (next: CaseView): void => {
    close()
    refresh(next)
    saved(what)
  }
  const corrections = annex.performanceCorrections ?? []
  return (
    <Card size="small" title="履行台账">
      {ledgerOf(file, annex, today, calendar).map(line => (
        <Line key={line.term.id} line={line} view={view} act={mayAct ? (what, shown) => setDialog({ what, shown }) : undefined} />
      ))}
      {corrections.length > 0 && (
        <>
          <div className="sub-title">更正记录</div>
          <ul className="plain-list small">
            {corrections.map(({ at, by, before, after, reason }, index) => (
              <li key={index}>{timeInWords(at)} {by}：“{entryText(before)}”{after ? `改为“${entryText(after)}”` : '已撤销'}。理由：{reason}</li>
            ))}
          </ul>
        </>
      )}
      {dialog?.what === 'correct' && <CorrectDialog view={view} shown={dialog.shown} close={close} stored={stored('履行登记已更正')} />}
      {dialog?.what === 'prove' && <ProofDialog view={view} shown={dialog.shown} close={close} stored={stored('凭证已保存')} />}
    </Card>
  )
}
