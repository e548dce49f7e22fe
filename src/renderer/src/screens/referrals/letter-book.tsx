/** The register of letters in and out (收发文登记): what was entered by hand, and what the cases tell. */
import { useState } from 'react'
import { Alert, Button, Input, Radio, Segmented, Spin } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import { letterDirections, type LetterDirection } from '../../../../core/case/record/letter-book.ts'
import type { Output } from '../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'
import { BodyInput } from './body-input.tsx'
import { CaseSelect } from './case-select.tsx'

type Row = Output<'letterBook.list'>['rows'][number]

/** More than anyone reads through at once; the search finds the rest. */
const LIMIT = 300

const EnterForm = ({ done, close }: { readonly done: (serial: string) => void; readonly close: () => void }) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="letterBook.enter"
      prefix="/letter"
      initial={{ direction: 'in', on: today }}
      input={(values: object) => ({ letter: withoutBlanks(values) })}
      done={({ serialText }) => done(serialText)}
    >
      <div className="grid">
        <Field name="direction" label="收文还是发文" required span={4}><Radio.Group optionType="button" options={choicesOf(letterDirections)} /></Field>
        <Field name="on" label="日期" required span={4}><DateInput /></Field>
        <Field name="documentNo" label="文号" span={4}><Input placeholder="可不填" /></Field>
        <Field name="body" label="来文或收文单位" required span={6}><BodyInput /></Field>
        <Field name="caseId" label="有关的案件" span={6}><CaseSelect /></Field>
        <Field name="subject" label="标题或事由" required span={12}><Input /></Field>
        <Field name="note" label="备注" span={12}><Input placeholder="可不填" /></Field>
      </div>
      <FormButtons submit="登记并编号" cancel={close} />
    </CheckedForm>
  )
}

const VoidForm = ({ id, close, done }: { readonly id: string; readonly close: () => void; readonly done: () => void }) => (
  <CheckedForm command="letterBook.void" initial={{}} input={({ reason }: { readonly reason?: string }) => ({ id, reason: reason ?? '' })} done={done}>
    <div className="grid"><Field name="reason" label="为什么作废" required span={12}><Input placeholder="如：重复登记" /></Field></div>
    <FormButtons submit="这一号作废" cancel={close} />
  </CheckedForm>
)

export const LetterBook = () => {
  const { go, saved } = useDesk()
  const notAllowed = useNotAllowed()
  const [direction, setDirection] = useState<LetterDirection | 'all'>('all')
  const [query, setQuery] = useState('')
  const [dialog, setDialog] = useState<'enter' | { readonly voiding: string }>()
  const { value, refusal, reload } = useAnswer('letterBook.list', { ...(direction !== 'all' && { direction }), ...(query.trim() && { query }) })
  const stored = (what: string): void => {
    setDialog(undefined)
    saved(what)
    reload()
  }
  const rows = value?.rows ?? []
  const tools = ({ id, caseId, void: voided }: Row) => (
    <>
      {caseId && <Button type="link" size="small" onClick={() => go({ name: 'case', caseId, tab: 'letters' })}>看案件</Button>}
      {id && !voided && !notAllowed('letterBook.void') && <Button type="link" size="small" onClick={() => setDialog({ voiding: id })}>作废</Button>}
    </>
  )
  return (
    <>
      <div className="tools">
        <Segmented<LetterDirection | 'all'> aria-label="收文还是发文" value={direction} onChange={setDirection} options={[{ value: 'all', label: '全部' }, ...choicesOf(letterDirections)]} />
        <Input className="search" aria-label="查找函件" placeholder="单位、文号、事由、卷号" allowClear value={query} onChange={event => setQuery(event.target.value)} />
        {!notAllowed('letterBook.enter') && <span className="tools-end"><Button type="primary" icon={<PlusIcon />} onClick={() => setDialog('enter')}>登记收发文</Button></span>}
      </div>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      {!value && !refusal && <Spin />}
      {value && rows.length === 0 && <div className="empty">还没有函件。法院等单位的来函、移送函和答复会自动列在这里，其他的请“登记收发文”。</div>}
      {rows.length > 0 && (
        <table className="versions letter-book">
          <thead><tr><th>日期和编号</th><th>单位</th><th>事由</th><th>案件</th><th>操作</th></tr></thead>
          <tbody>
            {rows.slice(0, LIMIT).map((row, index) => (
              <tr key={row.id ?? index}>
                <td>{letterDirections[row.direction]}　{row.on}{row.serialText && <div>{row.serialText}{row.void && <strong className="bad-text">　已作废</strong>}</div>}</td>
                <td>{row.body}</td>
                <td>{row.subject}{row.documentNo && <div className="quiet">{row.documentNo}</div>}{row.note && <div className="quiet">{row.note}</div>}{row.void && <div className="quiet">作废：{row.void.reason}</div>}</td>
                <td>{row.caseTitle ?? '—'}</td>
                <td>{tools(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > LIMIT && <p className="task-none">共 {rows.length} 份，这里列出最近的 {LIMIT} 份；请查找。</p>}
      {dialog && (
        <FormDialog open title={dialog === 'enter' ? '登记收发文' : '收发文号作废'} width={720} onCancel={() => setDialog(undefined)}>
          {dialog === 'enter'
            ? <EnterForm close={() => setDialog(undefined)} done={serial => stored(`已登记：${serial}`)} />
            : <VoidForm id={dialog.voiding} close={() => setDialog(undefined)} done={() => stored('已作废')} />}
        </FormDialog>
      )}
    </>
  )
}
