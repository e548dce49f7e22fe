/** What each mediator has declared (回避申报): bodies, estates, relatives. Compared with every case the mediator is to take. */
import { Alert, Button, Card, Form, Input, Spin } from 'antd'
import type { MediatorRelation } from '../../../../core/case/record/clearance.ts'
import { CheckedForm, Field, FormButtons, useRows } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'

type Draft = { relations?: { mediatorId: string; companies?: string; estates?: string; persons?: object[] }[] }

const listOf = (text: string | undefined): string[] => (text ?? '').split(/[、,，;；]/).map(part => part.trim()).filter(Boolean)

const inputOf = (values: Draft): { relations: object[] } => ({
  relations: (values.relations ?? []).flatMap(({ mediatorId, companies, estates, persons = [] }) => {
    const declared = {
      ...(listOf(companies).length > 0 && { companies: listOf(companies) }),
      ...(listOf(estates).length > 0 && { estates: listOf(estates) }),
      ...(persons.length > 0 && { persons: withoutBlanks(persons) as object[] }),
    }
    return [{ mediatorId, ...declared }]
  }),
})

const Persons = ({ index }: { readonly index: number }) => {
  const at = ['relations', index, 'persons'] as const
  const { count, add, remove } = useRows(at)
  return (
    <>
      {Array.from({ length: count }, (_, row) => (
        <div className="grid row" key={row} role="group" aria-label={`亲属或关系人${row + 1}`}>
          <Field name={[...at, row, 'name']} label="亲属或关系人姓名" required span={4}><Input /></Field>
          <Field name={[...at, row, 'relation']} label="关系" span={4}><Input placeholder="如：配偶、兄弟" /></Field>
          <Field name={[...at, row, 'phone']} label="电话" span={4}><Input inputMode="tel" /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除亲属或关系人${row + 1}`} onClick={() => remove(row, `亲属或关系人${row + 1}`)} />
        </div>
      ))}
      <Button type="link" size="small" className="quiet-add" icon={<PlusIcon />} onClick={() => add({})}>添加亲属或关系人</Button>
    </>
  )
}

const Mediators = () => {
  const { office } = useDesk()
  const ids = (Form.useFormInstance().getFieldsValue(true) as Draft).relations?.map(relation => relation.mediatorId) ?? []
  return ids.map((id, index) => (
    <Card size="small" key={id} title={office.mediators.find(mediator => mediator.id === id)?.name}>
      <div className="grid">
        <Field name={['relations', index, 'companies']} label="任职或有利害关系的单位" span={6} note="几个之间用顿号隔开"><Input placeholder="如：清源物业服务有限公司" /></Field>
        <Field name={['relations', index, 'estates']} label="居住或有房产的小区" span={6} note="几个之间用顿号隔开"><Input placeholder="如：清源小区" /></Field>
      </div>
      <Persons index={index} />
    </Card>
  ))
}

export const RelationsPart = () => {
  const { office, saved } = useDesk()
  const { value, refusal } = useAnswer('relations.show', {})
  const refused = useNotAllowed()('relations.save')
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  const initial = {
    relations: office.mediators.map(({ id }) => {
      const declared: MediatorRelation | undefined = value.relations.find(relation => relation.mediatorId === id)
      return { mediatorId: id, companies: declared?.companies?.join('、'), estates: declared?.estates?.join('、'), persons: declared?.persons }
    }),
  }
  return (
    <>
      <p className="note">调解员申报的情况只存在本机，受理、改派时用来核对是否应当回避（人民调解法第15条；法院委派、委托的案件，法释〔2016〕14号第15条）。发现相同的会提醒，不会自动更换。</p>
      {office.mediators.length === 0 && <Alert type="info" showIcon className="gap-below" title="名册里还没有调解员，请先在“调委会”里登记。" />}
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      <CheckedForm command="relations.save" initial={initial} input={inputOf} done={() => saved('回避申报已保存')}>
        <div className="stack"><Mediators /></div>
        {!refused && <div className="sheet-foot"><FormButtons submit="保存申报" /></div>}
      </CheckedForm>
    </>
  )
}
