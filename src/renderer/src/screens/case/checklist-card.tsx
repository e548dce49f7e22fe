/** The steps of a case: what is next and why, with the way there; all of them behind one line. */
import { useState } from 'react'
import { App, Button, Card, Input } from 'antd'
import { roles } from '../../../../core/base/accounts.ts'
import { phases, type StepPlace } from '../../../../core/case/steps/step-facts.ts'
import { chineseDate, daysBetween } from '../../../../core/base/dates.ts'
import { keysOf } from '../../../../core/base/codes.ts'
import type { CaseView } from '../../../../core/contract.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

type Item = CaseView['checklist'][number]

const tags: Readonly<Record<Item['state'], readonly [string, string]>> = {
  done: ['已做', 'tone-good'], next: ['接下来', 'tone-work'], optional: ['可以做', 'tone-new'], later: ['以后', 'tone-quiet'], missed: ['没有登记', 'tone-wait'],
}

type Props = {
  readonly view: CaseView
  /** Whether the place of a step can be opened now, and opening it. */
  readonly canOpen: (place: StepPlace) => boolean
  readonly open: (place: StepPlace) => void
  readonly stored: (view: CaseView) => void
}

const NoteDialog = ({ view, item, close, stored }: { readonly view: CaseView; readonly item: Item; readonly close: () => void; readonly stored: (view: CaseView) => void }) => {
  const { today } = useDesk()
  return (
    <FormDialog open title={`登记已做：${item.title}`} width={560} onCancel={close}>
      <p className="note">这一步在案件记录里看不出来，请在做完以后登记日期。{item.form && `用的文书：${item.form}。`}</p>
      <CheckedForm command="step.note" initial={{ on: today }} input={(values: object) => ({ caseId: view.file.id, step: item.id, ...(withoutBlanks(values) as object) })} done={stored}>
        <div className="grid">
          <Field name="on" label="日期" required span={6}><DateInput /></Field>
          <Field name="note" label="说明" span={12}><Input placeholder="如：口头告知，双方在笔录上签名" /></Field>
        </div>
        <FormButtons submit="登记" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

export const ChecklistCard = ({ view, canOpen, open, stored }: Props) => {
  const { today, saved, go } = useDesk()
  const call = useCaller()
  const { message } = App.useApp()
  const refused = useNotAllowed()('step.note')
  const [all, setAll] = useState(false)
  const [noting, setNoting] = useState<Item>()
  const { checklist, procedure: { source, ruleId } } = view
  if (checklist.length === 0) return null
  const next = checklist.filter(item => item.state === 'next')
  const done = checklist.filter(item => item.state === 'done').length
  const clear = async (item: Item): Promise<void> => {
    const result = await call('step.clear', { caseId: view.file.id, step: item.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved('已撤销登记')
    stored(result.value)
  }
  const closed = view.stage === 'archived'
  const row = (item: Item, first: boolean) => {
    const [word, tone] = tags[item.state]
    const left = item.due === undefined ? undefined : daysBetween(today, item.due)
    const actionable = item.state === 'next' || item.state === 'optional' || (item.state === 'missed' && item.byHand)
    return (
      <li key={item.id} className="step-line">
        <span className={`stage ${item.state === 'next' && !first ? 'tone-new' : tone}`}>{first && item.state === 'next' ? '先做' : word}</span>
        <span className="step-text">
          <strong>{item.title}</strong>
          <span className="quiet">　{roles[item.role]}</span>
          {item.doneOn && <span className="quiet">　{chineseDate(item.doneOn)}{item.noted && item.noted.by && `，${item.noted.by}登记`}{item.noted?.note && `：${item.noted.note}`}</span>}
          {item.due && <span className={left! < 0 ? 'bad-text' : left! <= 7 ? 'warn-text' : 'quiet'}>　{chineseDate(item.due)}前{left! < 0 ? `，已超期 ${-left!} 天` : left === 0 ? '，今天到期' : ''}</span>}
          {(item.state !== 'done' && item.state !== 'later') && <div className="note">{[item.why, item.form && `文书：${item.form}。`, item.article && `依据：${item.article}。`, item.dueSentence].filter(Boolean).join('')}</div>}
        </span>
        <span className="step-buttons-line">
          {actionable && canOpen(item.place) && <Button size="small" type={first ? 'primary' : 'default'} aria-label={`去办：${item.title}`} onClick={() => open(item.place)}>去办</Button>}
          {actionable && item.byHand && !closed && <Button size="small" disabled={refused !== undefined} title={refused} aria-label={`登记已做：${item.title}`} onClick={() => setNoting(item)}>登记已做</Button>}
          {item.noted && !closed && <Button size="small" type="link" disabled={refused !== undefined} title={refused} aria-label={`撤销登记：${item.title}`} onClick={() => void clear(item)}>撤销</Button>}
        </span>
      </li>
    )
  }
  return (
    <Card size="small" title="办理步骤" extra={<Button size="small" type="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? '只看接下来的' : `全部步骤（已做 ${done}，共 ${checklist.length}）`}</Button>} className="gap-below">
      {!all && next.length === 0 && <p className="quiet no-margin">{view.stage === 'archived' ? '各步骤已经办完，案件已归档。' : '现在没有必须办的步骤。'}</p>}
      {!all && <ul className="bare-list">{next.map((item, index) => row(item, index === 0))}</ul>}
      {all && keysOf(phases).map(phase => {
        const items = checklist.filter(item => item.phase === phase)
        return items.length > 0 && <div key={phase}><div className="sub-title">{phases[phase]}</div><ul className="bare-list">{items.map(item => row(item, item === next[0]))}</ul></div>
      })}
      <p className="note no-margin">{source}{ruleId !== undefined && <Button type="link" size="small" onClick={() => go({ name: 'rules', ruleId })}>看这项制度</Button>}</p>
      {noting && <NoteDialog view={view} item={noting} close={() => setNoting(undefined)} stored={view => {
        setNoting(undefined)
        saved('已登记')
        stored(view)
      }} />}
    </Card>
  )
}
