/** Small forms around a case's life: what is asked before acceptance, the sending body's letter, reopening and voiding. */
import { useState, type ReactNode } from 'react'
import { Alert, Form, Input, Radio, Select } from 'antd'
import { inquiryKinds, inquiryReplies, isFromCourt, repliesTo, type Inquiry } from '../../../../../core/case/record/before-acceptance.ts'
import { choicesOf } from '../../../../../core/base/codes.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import { moveNames } from '../../../../../core/case/moves/index.ts'
import type { CaseView, CommandName } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { clearable } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

export const lifeCommands = {
  ask: 'inquiry.send', hear: 'inquiry.answer', answerLetter: 'letter.answer', reopen: 'case.reopen', void: 'case.void', correct: 'case.correct',
} as const satisfies Partial<Record<CaseView['moves'][number], CommandName>>
export type LifeMove = Exclude<keyof typeof lifeCommands, 'correct'>

export const isLifeMove = (move: string): move is LifeMove => move in lifeCommands && move !== 'correct'

export const openInquiries = ({ annex }: CaseView): readonly Inquiry[] => (annex.inquiries ?? []).filter(({ answer }) => !answer)

type FormProps = { readonly view: CaseView; readonly close: () => void; readonly stored: (view: CaseView) => void }

const AskForm = ({ view: { file }, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="inquiry.send"
      prefix="/inquiry"
      initial={{ kind: 'supplement', askedOn: today }}
      input={(values: object) => ({ caseId: file.id, inquiry: withoutBlanks(values) })}
      done={stored}
    >
      <p className="note">等候答复时，决定是否受理的期限照常计算。</p>
      <div className="grid">
        <Field name="kind" label="事项" required span={12}><Radio.Group optionType="button" options={choicesOf(inquiryKinds)} /></Field>
        <Field name="askedOn" label="发出日期" required span={6}><DateInput /></Field>
        <Field name="replyDueOn" label="要求答复的日期" span={6} note="不填的，按本会设定的天数提醒。"><DateInput /></Field>
        <Field name="what" label="缺什么，或向谁征求什么意见" required span={12}><Input.TextArea rows={2} /></Field>
      </div>
      <FormButtons submit="保存" cancel={close} />
    </CheckedForm>
  )
}

const Replies = ({ inquiries }: { readonly inquiries: readonly Inquiry[] }) => {
  const form = Form.useFormInstance()
  const id = Form.useWatch('inquiryId', form) as string | undefined
  const { kind } = inquiries.find(one => one.id === id) ?? inquiries[0]!
  return (
    <Field name={['answer', 'reply']} label="答复" required span={12}>
      <Radio.Group optionType="button" options={repliesTo[kind].map(value => ({ value, label: inquiryReplies[value] }))} />
    </Field>
  )
}

const HearForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  const inquiries = openInquiries(view)
  return (
    <CheckedForm
      command="inquiry.answer"
      initial={{ inquiryId: inquiries[0]?.id, answer: { repliedOn: today } }}
      input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid">
        <Field name="inquiryId" label="答复哪一项" required span={12}>
          <Select options={inquiries.map(({ id, kind, askedOn, what }) => ({ value: id, label: `${chineseDate(askedOn)}${inquiryKinds[kind]}：${what}` }))} />
        </Field>
        <Replies inquiries={inquiries} />
        <Field name={['answer', 'repliedOn']} label="答复日期" required span={6}><DateInput /></Field>
        <Field name={['answer', 'note']} label="备注" span={6}><Input placeholder="可不填" /></Field>
      </div>
      <p className="note">对方明确不同意调解的，不得受理（人民调解法第17条），请接着以“不予受理”结束。</p>
      <FormButtons submit="保存答复" cancel={close} />
    </CheckedForm>
  )
}

const LetterForm = ({ view: { file, annex }, close, stored }: FormProps) => {
  const court = isFromCourt(file)
  return (
    <CheckedForm
      command="letter.answer"
      prefix="/letter"
      initial={annex.letter ?? {}}
      input={(values: object) => ({ caseId: file.id, letter: withoutBlanks(values) })}
      done={stored}
    >
      <p className="note">{file.sourceRef?.body}来函，{file.sourceRef && chineseDate(file.sourceRef.receivedOn)}签收。</p>
      <div className="grid">
        {!court && <Field name="replyDueOn" label="要求答复的日期" span={6}><DateInput /></Field>}
        <Field name="answeredOn" label="已答复的日期" span={6}><DateInput /></Field>
        {court && <Field name="notifiedOn" label="已通知对方的日期" span={6}><DateInput /></Field>}
      </div>
      <FormButtons submit="保存" cancel={close} />
    </CheckedForm>
  )
}

const reason = <Field name="reason" label="原因" required span={12} note="写进操作日志，不能更改。"><Input.TextArea rows={2} /></Field>

const ReopenForm = ({ view: { file, annex }, close, stored }: FormProps) => (
  <CheckedForm command="case.reopen" initial={{}} input={(values: object) => ({ caseId: file.id, reason: '', ...values })} done={stored}>
    <p className="note">{annex.voided ? '撤销作废以后，这个案件重新计入统计和期限。' : '重新打开以后，案件回到归档以前，更正完请再归档。'}</p>
    <div className="grid">{reason}</div>
    <FormButtons submit={annex.voided ? '撤销作废' : '重新打开'} cancel={close} />
  </CheckedForm>
)

/** Finds another case by name, number or place. */
const CaseChoice = ({ own, id, value, onChange }: { readonly own: string; readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }) => {
  const [query, setQuery] = useState('')
  const { value: found } = useAnswer('case.list', { query, limit: 30 })
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      allowClear={clearable}
      showSearch={{ onSearch: setQuery, filterOption: false }}
      placeholder="不是重复登记的，可不填；可输入姓名、卷号查找"
      notFoundContent="没有找到"
      options={(found?.rows ?? []).filter(row => row.id !== own && row.stage !== 'void').map(row => ({
        value: row.id, label: `${row.fileNo ?? '（未受理）'}　${row.applicants}与${row.respondents}`,
      }))}
    />
  )
}

const VoidForm = ({ view: { file }, close, stored }: FormProps) => (
  <CheckedForm command="case.void" initial={{}} input={(values: object) => ({ caseId: file.id, reason: '', ...(withoutBlanks(values) as object) })} done={stored}>
    <Alert type="warning" showIcon className="gap-below" title={`作废以后，案件仍可查看，不计入统计和期限${file.fileNo ? `；卷号${file.fileNo}不再另用` : ''}。`} />
    <div className="grid">
      <Field name="of" label="是哪一件的重复" span={12}><CaseChoice own={file.id} /></Field>
      {reason}
    </div>
    <FormButtons submit="作废" cancel={close} />
  </CheckedForm>
)

const forms: Readonly<Record<LifeMove, (props: FormProps) => ReactNode>> = {
  ask: props => <AskForm {...props} />,
  hear: props => <HearForm {...props} />,
  answerLetter: props => <LetterForm {...props} />,
  reopen: props => <ReopenForm {...props} />,
  void: props => <VoidForm {...props} />,
}

export const LifeDialog = ({ move, ...props }: FormProps & { readonly move: LifeMove }) => (
  <FormDialog open title={moveNames[move]} width={640} onCancel={props.close}>{forms[move](props)}</FormDialog>
)
