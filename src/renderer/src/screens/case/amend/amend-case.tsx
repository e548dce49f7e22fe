/** The director's correction: every recorded fact of a case in one form, saved with a reason. */
import { useState, type ReactNode } from 'react'
import { Alert, Button, Card, Checkbox, Form, Input, InputNumber, Radio, Select, Spin } from 'antd'
import type { CaseFile } from '../../../../../core/case/record/case-file.ts'
import {
  agreementForms, choicesOf, confirmationResults, endCodes, escalationKinds, followUpWays, mediatorDuties, performanceStates, referralReplies,
  sessionKinds, sessionResults, termKinds, clauseNatures,
} from '../../../../../core/base/codes.ts'
import { stages } from '../../../../../core/case/record/lifecycle.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons, ProblemsOf, useRows } from '../../../controls/forms/checked-form.tsx'
import { DateInput, TimeInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { clearable, PlusIcon, RemoveIcon } from '../../../controls/icons.tsx'
import { OpenCaseProvider } from '../../../controls/forms/open-case.ts'
import { ShowFinding } from '../../../controls/cases/show-finding.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { IntakeFields } from '../../intake/intake-form.tsx'

type Kind = 'text' | 'area' | 'date' | 'time' | 'amount' | 'count' | 'check' | 'yesNo' | 'party' | 'parties' | 'mediator' | 'term' | 'people' | Readonly<Record<string, string>>
type Span = 2 | 3 | 4 | 5 | 6 | 8 | 12
type Spec = readonly [key: string, label: string, kind: Kind, span?: Span, required?: 'required']

/** One record, or a list of records, of the case file. `at` is its place. */
type Part = {
  readonly at: readonly string[]
  readonly title: string
  readonly fields: readonly Spec[]
  /** A list: what one of its records is called, and how a new one begins. */
  readonly row?: { readonly name: string; readonly prefix?: string; readonly begin?: object }
  readonly note?: string
}

const parts: readonly Part[] = [
  { at: [], title: '受理', fields: [['acceptedOn', '受理日期', 'date', 4]], note: '卷号一经编定不再更改。' },
  { at: ['mediators'], title: '调解员', row: { name: '调解员', begin: { duty: 'assisting' } }, fields: [['mediatorId', '姓名', 'mediator', 4, 'required'], ['duty', '分工', mediatorDuties, 4, 'required']] },
  {
    at: ['suspensions'], title: '中止', row: { name: '中止' },
    fields: [['from', '中止的第一日', 'date', 3, 'required'], ['to', '中止的最后一日', 'date', 3], ['reason', '原因', 'text', 6, 'required']],
  },
  {
    at: ['extensions'], title: '延长', row: { name: '延长' },
    fields: [['agreedOn', '当事人同意的日期', 'date', 3, 'required'], ['until', '延长到', 'date', 3, 'required'], ['reason', '原因', 'text', 6, 'required']],
  },
  {
    at: ['sessions'], title: '调解记录', row: { name: '调解', prefix: 's', begin: { kind: 'joint', confidential: false } },
    fields: [
      ['kind', '方式', sessionKinds, 6, 'required'], ['result', '结果', sessionResults, 6], ['startAt', '开始时间', 'time', 4, 'required'], ['endAt', '结束时间', 'time', 4],
      ['place', '地点', 'text', 4, 'required'], ['withParties', '在场当事人', 'parties', 6], ['attendees', '其他参加人', 'people', 6], ['record', '调解记录', 'area', 12],
      ['confidential', '内容不外传', 'check', 12],
    ],
  },
  {
    at: ['agreement'], title: '协议',
    fields: [
      ['form', '形式', agreementForms, 4], ['whole', '就全部争议达成', 'yesNo', 4], ['no', '协议编号', 'text', 4], ['reachedOn', '达成日期', 'date', 4],
      ['effectiveOn', '生效日期', 'date', 4], ['copies', '一式几份', 'count', 4], ['facts', '纠纷主要事实', 'area', 12], ['issues', '争议事项', 'area', 12],
    ],
  },
  {
    at: ['agreement', 'terms'], title: '协议内容', row: { name: '条款', prefix: 't', begin: { kind: 'payment' } },
    fields: [
      ['kind', '内容类别', termKinds, 6, 'required'], ['nature', '条款性质', clauseNatures, 6], ['obligor', '义务人', 'party', 3, 'required'], ['obligee', '权利人', 'party', 3], ['amountFen', '金额', 'amount', 3],
      ['dueOn', '履行期限', 'date', 3], ['manner', '履行方式', 'text', 3], ['place', '履行地点', 'text', 3], ['text', '条款内容', 'area', 12, 'required'],
    ],
  },
  {
    at: ['end'], title: '结束', fields: [['code', '结束方式', endCodes, 4], ['on', '结束日期', 'date', 3], ['toBody', '移送给哪个单位', 'text', 5], ['reason', '原因', 'text', 12]],
    note: '登记错误的结束，四项都清空即撤销，案件回到结束以前。',
  },
  {
    at: ['performance'], title: '履行情况', row: { name: '履行', begin: { state: 'done' } },
    fields: [['termId', '哪一项义务', 'term', 12, 'required'], ['state', '履行情况', performanceStates, 4, 'required'], ['on', '日期', 'date', 2, 'required'], ['amountFen', '金额', 'amount', 3], ['note', '备注', 'text', 3]],
  },
  {
    at: ['followUps'], title: '回访', row: { name: '回访', begin: { way: 'phone' } },
    fields: [['on', '日期', 'date', 3, 'required'], ['by', '回访人', 'mediator', 3, 'required'], ['way', '方式', followUpWays, 3, 'required'], ['satisfied', '当事人满意', 'yesNo', 3], ['findings', '回访情况', 'area', 12, 'required']],
  },
  {
    at: ['confirmation'], title: '司法确认',
    fields: [['appliedOn', '申请日期', 'date', 3], ['court', '法院', 'text', 3], ['result', '结果', confirmationResults, 3], ['decidedOn', '法院决定日期', 'date', 3], ['caseNo', '案号', 'text', 6]],
  },
  { at: ['courtMediationDocument'], title: '法院调解书', fields: [['no', '文号', 'text', 6], ['on', '日期', 'date', 3]] },
  {
    at: ['referrals'], title: '转办', row: { name: '转办' },
    fields: [
      ['toBody', '单位', 'text', 6, 'required'], ['sentOn', '送出日期', 'date', 3, 'required'], ['documentNo', '文号', 'text', 3], ['replyDueOn', '要求答复的日期', 'date', 3],
      ['repliedOn', '答复日期', 'date', 3], ['reply', '答复', referralReplies, 6], ['matter', '事项', 'area', 12, 'required'],
    ],
  },
  {
    at: ['evidence'], title: '证据', row: { name: '证据' },
    fields: [
      ['no', '序号', 'count', 2, 'required'], ['name', '名称', 'text', 4, 'required'], ['providedBy', '提交人', 'party', 3, 'required'], ['source', '来源', 'text', 3],
      ['copies', '份数', 'count', 2], ['pages', '页数', 'count', 2], ['original', '原件', 'yesNo', 3], ['proves', '证明内容', 'text', 5],
    ],
  },
  {
    at: ['escalationPrevented'], title: '防止激化', row: { name: '防止激化' },
    fields: [
      ['kind', '情形', escalationKinds, 8, 'required'], ['on', '日期', 'date', 4, 'required'], ['cases', '件数', 'count', 2, 'required'], ['persons', '人数', 'count', 2, 'required'],
      ['approvedBy', '批准人', 'text', 4, 'required'], ['note', '说明', 'text', 4, 'required'],
    ],
  },
]

const yesNo = [{ value: true, label: '是' }, { value: false, label: '否' }]

const Control = ({ kind, file, ...given }: { readonly kind: Kind; readonly file: CaseFile; readonly id?: string; readonly value?: never; readonly onChange?: (value: unknown) => void }): ReactNode => {
  const { office } = useDesk()
  const parties = file.parties.map(({ id, name }) => ({ value: id, label: name }))
  if (typeof kind === 'object') return <Select {...given} allowClear={clearable} options={choicesOf(kind as Record<string, string>)} />
  switch (kind) {
    case 'text': return <Input {...given} />
    case 'area': return <Input.TextArea {...given} rows={3} />
    case 'date': return <DateInput {...given} />
    case 'time': return <TimeInput {...given} />
    case 'amount': return <AmountInput {...given} />
    case 'count': return <InputNumber {...given} className="full" controls={false} />
    case 'check': return <Checkbox id={given.id} checked={given.value as boolean | undefined} onChange={event => given.onChange?.(event.target.checked)}>内容不外传</Checkbox>
    case 'yesNo': return <Radio.Group {...given} optionType="button" options={yesNo} />
    case 'party': return <Select {...given} allowClear={clearable} options={parties} />
    case 'parties': return <Select {...given} mode="multiple" options={parties} />
    case 'people': return <Select {...given} mode="tags" tokenSeparators={['、', '，', ',']} notFoundContent="输入姓名后按回车添加" />
    case 'mediator': return <Select {...given} options={office.mediators.map(({ id, name }) => ({ value: id, label: name }))} />
    case 'term': return <Select {...given} options={(file.agreement?.terms ?? []).map(({ id, text }, index) => ({ value: id, label: `第 ${index + 1} 项　${text}` }))} />
  }
}

const Fields = ({ at, fields, file }: { readonly at: readonly (string | number)[]; readonly fields: readonly Spec[]; readonly file: CaseFile }) => (
  <div className="grid">
    {fields.map(([key, label, kind, span, required]) => (
      <Field key={key} name={[...at, key]} label={kind === 'check' ? '' : label} span={span ?? 3} required={required === 'required'}><Control kind={kind} file={file} /></Field>
    ))}
  </div>
)

/** The first of `prefix1, prefix2, …` that no row has. */
const freeId = (rows: readonly { id?: string }[], prefix: string): string => {
  let number = rows.length + 1
  while (rows.some(({ id }) => id === `${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}

const Rows = ({ part: { at, fields, row }, file }: { readonly part: Part; readonly file: CaseFile }) => {
  const form = Form.useFormInstance()
  const { count, add, remove } = useRows(at)
  const { name, prefix, begin } = row!
  const start = (): void => add({ ...begin, ...(prefix && { id: freeId((form.getFieldValue([...at]) as { id?: string }[] | undefined) ?? [], prefix) }) })
  return (
    <>
      <ProblemsOf name={at} />
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="amend-row" role="group" aria-label={`${name}${index + 1}`}>
          <div className="amend-row-head"><strong>{name}{index + 1}</strong><Button type="text" size="small" icon={<RemoveIcon />} aria-label={`移除${name}${index + 1}`} onClick={() => remove(index, `${name}${index + 1}`)}>移除</Button></div>
          <Fields at={[...at, index]} fields={fields} file={file} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={start}>添加{name}</Button>
    </>
  )
}

type Values = Record<string, unknown> & { reason?: string }

/** The whole case as the form has it: lists that were absent and stayed empty are absent again. */
const correctedFrom = (file: CaseFile, whole: Values): Record<string, unknown> => {
  const { reason: _, ...values } = whole
  const plain = withoutBlanks(values) as Record<string, unknown>
  const lists = plain as { claims?: string[]; sessions?: Record<string, unknown>[]; parties?: Record<string, unknown>[] }
  const withoutEmpty = (record: Record<string, unknown>, before: object | undefined): Record<string, unknown> =>
    Object.fromEntries(Object.entries(record).filter(([key, value]) => !(Array.isArray(value) && value.length === 0 && (before as Record<string, unknown> | undefined)?.[key] === undefined)))
  return withoutEmpty({
    ...plain,
    claims: (lists.claims ?? []).filter(Boolean),
    ...(lists.parties && { parties: lists.parties.map(party => withoutEmpty(party, file.parties.find(({ id }) => id === party.id))) }),
    ...(lists.sessions && {
      sessions: lists.sessions.map(session => ({ record: '', ...withoutEmpty(session, file.sessions?.find(({ id }) => id === session.id)) })),
    }),
  }, file)
}

/** New parties get an id that no other has. */
const withPartyIds = (file: Record<string, unknown>): Record<string, unknown> => {
  const parties = [...((file.parties ?? []) as { id?: string }[])]
  parties.forEach((party, index) => {
    if (party.id === undefined) parties[index] = { ...party, id: freeId(parties, 'p') }
  })
  return { ...file, parties }
}

const amountProblems = (values: Values): Problem[] => {
  const found: Problem[] = []
  const look = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      if (key === 'amountFen' && typeof item === 'string' && item.trim() !== '') found.push({ pointer: `${pointer}/${key}`, code: 'amount', message: unreadableAmount, severity: 'error' })
      else look(item, `${pointer}/${key}`)
    }
  }
  look(values, '/file')
  return found
}

/** `finding`: what is to be put right, with its place in the case; its field is brought into view. */
export const AmendCase = ({ caseId, finding }: { readonly caseId: string; readonly finding?: Pick<Problem, 'pointer' | 'message'> }) => {
  const { go, saved } = useDesk()
  const { value: view, refusal, reload } = useAnswer('case.show', { caseId })
  const [shown] = useState(finding && { ...finding, pointer: `/file${finding.pointer}` })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!view) return <Spin />
  const { file } = view
  const back = (): void => go({ name: 'case', caseId })
  return (
    <div className="sheet">
      <h1>更正已记录的内容<small>{file.fileNo}　{stages[view.stage]}</small></h1>
      <OpenCaseProvider value={{ view, reload }}><CheckedForm
        command="case.correct"
        initial={file}
        input={(values: Values) => ({ caseId, file: withPartyIds(correctedFrom(file, values)), reason: values.reason ?? '' })}
        prefix="/file"
        check={amountProblems}
        done={() => {
          saved('更正已保存')
          back()
        }}
      >
        <Card size="small" title="更正的原因">
          <div className="grid">
            <Field name="reason" outside="/reason" label="原因" required span={12} note="原因写进操作日志；改了哪些内容、原来是什么，记在案件的“更正记录”里。"><Input.TextArea rows={2} /></Field>
          </div>
        </Card>
        <IntakeFields asksReply={false} />
        {parts.map(part => (
          <Card key={part.title} size="small" title={part.title}>
            {part.note && <p className="note">{part.note}</p>}
            {part.row ? <Rows part={part} file={file} /> : <Fields at={part.at} fields={part.fields} file={file} />}
          </Card>
        ))}
        <div className="sheet-foot"><FormButtons submit="保存更正" cancel={back} /></div>
        {shown && <ShowFinding finding={shown} />}
      </CheckedForm></OpenCaseProvider>
    </div>
  )
}
