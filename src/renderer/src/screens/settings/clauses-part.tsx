/** The clause library: add, change, remove, and go back to what was shipped. */
import { useState } from 'react'
import { Alert, App, Button, Card, Input, Radio, Select } from 'antd'
import type { ListedClause } from '../../../../core/case/agreement/clauses.ts'
import { clauseStates } from '../../../../core/case/agreement/clauses.ts'
import { choicesOf, disputeTypes, termKinds } from '../../../../core/base/codes.ts'
import { placeholders } from '../../../../core/case/agreement/term-text.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon } from '../../controls/icons.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

export const ClausesPart = () => {
  const call = useCaller()
  const { saved } = useDesk()
  const { message } = App.useApp()
  const undo = useUndo()
  const { value, refusal, replace } = useAnswer('clause.list', {})
  const refused = useNotAllowed()('clause.save')
  const [wanted, setWanted] = useState('')
  const [editing, setEditing] = useState<Partial<ListedClause>>()
  const close = (): void => setEditing(undefined)
  const act = async (command: 'clause.remove' | 'clause.restore', clause: ListedClause): Promise<void> => {
    const result = await call(command, { id: clause.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    replace(result.value)
    if (command === 'clause.restore') return saved('条款已恢复')
    const { state: _, ...kept } = clause
    undo(`已移除条款“${clause.name}”`, async () => {
      const again = await (clause.state === 'shipped' ? call('clause.restore', { id: clause.id }) : call('clause.save', { clause: clause.state === 'own' ? { ...kept, id: undefined } : kept }))
      if (again.ok) replace(again.value)
      return again
    })
  }
  const clauses = ((value?.clauses ?? []) as ListedClause[]).filter(({ name, text }) => `${name}${text}`.includes(wanted.trim()))
  return (
    <Card size="small" title="条款库" extra={<Button icon={<PlusIcon />} disabled={refused !== undefined} title={refused} onClick={() => setEditing({ kind: 'payment', types: [] })}>新增条款</Button>}>
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <p className="note">起草协议时可以选用。{Object.values(placeholders).join('')} 在协议里自动换成各栏的内容；用“＿＿”留出要手填的地方，没填好的协议不能生效。</p>
      <Input className="gap-below search" value={wanted} onChange={event => setWanted(event.target.value)} placeholder="查找条款" aria-label="查找条款" />
      {clauses.map(clause => (
        <div className="clause" key={clause.id}>
          <div className={clause.state === 'hidden' ? 'clause-text quiet' : 'clause-text'}>
            <strong>{clause.name}</strong>
            <span className="stage tone-quiet">{termKinds[clause.kind]}</span>
            {clause.state !== 'shipped' && <span className="stage tone-wait">{clauseStates[clause.state]}</span>}
            <span className="quiet small">　{clause.types.length > 0 ? clause.types.map(type => disputeTypes[type]).join('；') : '各类纠纷'}</span>
            <div className="small">{clause.text}</div>
          </div>
          {clause.state !== 'hidden' && <Button disabled={refused !== undefined} onClick={() => setEditing(clause)} aria-label={`修改“${clause.name}”`}>修改</Button>}
          {(clause.state === 'changed' || clause.state === 'hidden') && <Button disabled={refused !== undefined} onClick={() => void act('clause.restore', clause)} aria-label={`恢复“${clause.name}”`}>恢复</Button>}
          {clause.state !== 'hidden' && <Button disabled={refused !== undefined} onClick={() => void act('clause.remove', clause)} aria-label={`移除“${clause.name}”`}>移除</Button>}
        </div>
      ))}
      {value && clauses.length === 0 && <p className="quiet">没有找到，请换一个词。</p>}
      {editing && (
        <FormDialog open title={editing.id === undefined ? '新增条款' : '修改条款'} width={720} onCancel={close}>
          <CheckedForm
            command="clause.save"
            prefix="/clause"
            initial={editing}
            input={(values: object) => ({ clause: { types: [], ...(withoutBlanks({ ...values, state: undefined }) as object), ...(editing.id !== undefined && { id: editing.id }) } })}
            done={next => {
              close()
              replace(next)
              saved('条款已保存')
            }}
          >
            <div className="grid">
              <Field name="name" label="名称" required span={5}><Input /></Field>
              <Field name="kind" label="内容类别" required span={7}><Radio.Group optionType="button" options={choicesOf(termKinds)} /></Field>
              <Field name="types" label="用于哪些纠纷" span={8} note="不选为各类纠纷都用"><Select mode="multiple" optionFilterProp="label" options={choicesOf(disputeTypes)} placeholder="各类纠纷" /></Field>
              <Field name="manner" label="履行方式" span={4}><Input placeholder="可不填" /></Field>
              <Field name="text" label="条款文字" required span={12} note={`可用：${Object.values(placeholders).join('')}`}><Input.TextArea rows={5} /></Field>
            </div>
            <FormButtons submit="保存条款" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
    </Card>
  )
}
