/** The directory of bodies that matters go to (单位名录). */
import { useState } from 'react'
import { Alert, Button, Input, Spin } from 'antd'
import type { ListedBody } from '../../../../core/case/body-directory.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { PlusIcon } from '../../controls/icons.tsx'
import { useUndo } from '../../controls/undo.tsx'
import { withoutBlanks } from '../../controls/values.ts'
import { FormDialog } from '../../controls/unsaved.tsx'

const without = ({ item: _item, ...body }: ListedBody): Omit<ListedBody, 'item'> => body

export const Directory = () => {
  const { saved } = useDesk()
  const call = useCaller()
  const undo = useUndo()
  const notAllowed = useNotAllowed()
  const { value, refusal, replace } = useAnswer('body.list', {})
  const [editing, setEditing] = useState<ListedBody | 'new'>()
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  const may = !notAllowed('body.save')
  const remove = async (body: ListedBody): Promise<void> => {
    const result = await call('body.remove', { name: body.name })
    if (!result.ok) return
    replace(result.value)
    undo(`已移除单位“${body.name}”`, async () => {
      const again = await call('body.save', { body: without(body) })
      if (again.ok) replace(again.value)
      return again
    })
  }
  return (
    <>
      <div className="tools">
        <span className="note">工作方案（赤政办函〔2024〕15号）第四部分的单位和自己添加的单位；发函、登记收发文时可以直接选。</span>
        {may && <span className="tools-end"><Button icon={<PlusIcon />} onClick={() => setEditing('new')}>添加单位</Button></span>}
      </div>
      <table className="versions">
        <thead><tr><th>单位</th><th>联系人、电话</th><th>地址</th><th>操作</th></tr></thead>
        <tbody>
          {value.bodies.map(body => (
            <tr key={body.name}>
              <td>{body.name}{body.item && <div className="quiet">工作方案{body.item}</div>}</td>
              <td>{[body.contact, body.phone].filter(Boolean).join('　') || '—'}</td>
              <td>{body.address ?? '—'}{body.note && <div className="quiet">{body.note}</div>}</td>
              <td>
                {may && <Button type="link" size="small" aria-label={`修改${body.name}`} onClick={() => setEditing(body)}>修改</Button>}
                {may && !body.item && <Button type="link" size="small" aria-label={`移除${body.name}`} onClick={() => void remove(body)}>移除</Button>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {editing && (
        <FormDialog open title={editing === 'new' ? '添加单位' : editing.name} width={640} onCancel={() => setEditing(undefined)}>
          <CheckedForm
            command="body.save"
            prefix="/body"
            initial={editing === 'new' ? {} : without(editing)}
            input={(values: object) => ({ body: withoutBlanks(values) })}
            done={next => {
              replace(next)
              setEditing(undefined)
              saved('单位名录已保存')
            }}
          >
            <div className="grid">
              <Field name="name" label="单位名称" required span={12}><Input disabled={editing !== 'new'} /></Field>
              <Field name="contact" label="联系人" span={6}><Input /></Field>
              <Field name="phone" label="电话" span={6}><Input inputMode="tel" /></Field>
              <Field name="address" label="地址" span={12}><Input /></Field>
              <Field name="note" label="备注" span={12}><Input /></Field>
            </div>
            <FormButtons submit="保存单位" cancel={() => setEditing(undefined)} />
          </CheckedForm>
        </FormDialog>
      )}
    </>
  )
}
