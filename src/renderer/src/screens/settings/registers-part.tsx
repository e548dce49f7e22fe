/** Registers (名录): members and their terms, training, bodies, communities, estates, companies, owners' committees. */
import { useState } from 'react'
import { Alert, App, Button, Checkbox, Form, Input, Select, Table } from 'antd'
import { choicesOf, disputeTypes } from '../../../../core/base/codes.ts'
import { chineseDate, isLocalDate } from '../../../../core/base/dates.ts'
import { relations } from '../../../../core/case/parties/routing.ts'
import { dutiesText, holdsOn, isOfPlan, registerKindOf, registerKinds, registerKindIds, type RegisterEntry, type RegisterKindId } from '../../../../core/office/registers.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons, useRows } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { clearable, PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { SuggestInput } from '../../controls/inputs/suggest-input.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'
import { EstateDrawer } from './estate-drawer.tsx'

type DialogProps = { readonly kind: RegisterKindId; readonly entry: RegisterEntry | undefined; readonly entries: readonly RegisterEntry[]; readonly close: () => void; readonly stored: () => void }

/** `others`: the bodies whose duties may be taken over, as when one takes the place of another. */
const Duties = ({ others }: { readonly others: readonly RegisterEntry[] }) => {
  const { count, add, remove } = useRows('duties')
  return (
    <>
      <div className="sub-title">职责</div>
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`职责${index + 1}`}>
          <Field name={['duties', index, 'relation']} label="做什么" required span={3}><Select options={choicesOf(relations)} /></Field>
          <Field name={['duties', index, 'type']} label="哪一类纠纷" span={5}><Select allowClear={clearable} placeholder="各类纠纷" options={choicesOf(disputeTypes)} showSearch={{ optionFilterProp: 'label' }} /></Field>
          <Field name={['duties', index, 'forWhat']} label="只管其中一部分" span={4}><Input placeholder="如：外立面" /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除职责${index + 1}`} onClick={() => remove(index, `职责${index + 1}`)} />
        </div>
      ))}
      <Button type="link" size="small" className="quiet-add" icon={<PlusIcon />} onClick={() => add({})}>添加职责</Button>
      {count === 0 && others.length > 0 && (
        <Select<string>
          className="take-duties" aria-label="照其他单位的职责填写" placeholder="照其他单位的职责填写" value={null} showSearch={{ optionFilterProp: 'label' }}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={id => add(...others.find(one => one.id === id)!.duties!)}
        />
      )}
    </>
  )
}

const EntryFields = ({ kind, entries }: Pick<DialogProps, 'kind' | 'entries'>) => {
  const { office } = useDesk()
  const { name, fields, from, to, nameOf } = registerKindOf(kind)
  const namesOf = (of: RegisterKindId): string[] => [...new Set([
    ...entries.filter(entry => entry.kind === of).map(entry => entry.name), ...(of === 'member' ? office.mediators.map(mediator => mediator.name) : []),
  ])]
  return (
    <div className="grid">
      <Field name="name" label={name} required span={6}>{nameOf ? <SuggestInput names={namesOf(nameOf)} /> : <Input />}</Field>
      <Field name="from" label={from} required={kind === 'member'} span={3}><DateInput /></Field>
      <Field name="to" label={to} span={3}><DateInput /></Field>
      {Object.entries(fields).map(([key, field]) => (
        <Field key={key} name={['fields', key]} label={field.label} required={field.required ?? false} span={6}>
          {field.choices ? <Select options={choicesOf(field.choices)} /> : field.suggest ? <SuggestInput names={namesOf(field.suggest)} /> : <Input />}
        </Field>
      ))}
      <Field name="note" label="备注" span={12}><Input /></Field>
    </div>
  )
}

const notes: Partial<Record<RegisterKindId, string>> = {
  member: '委员三至九人，应当有妇女成员，任期三年（人民调解法第8条、第9条）。调解员的聘期在“调委会”里填写，回避情况在“回避申报”里填写。',
  body: '工作方案（赤政办函〔2024〕15号）第四部分的单位和自己添加的单位。登记时的提示、案件里的“有关单位”按申请之日的职责，移送函按发函之日。职责改由别的单位承担的，请给原单位填写停用日期，再添加新的单位，职责可以照原单位填写。',
}

const EntryDialog = ({ kind, entry, entries, close, stored }: DialogProps) => {
  const [form] = Form.useForm()
  const { label } = registerKindOf(kind)
  return (
    <FormDialog open title={entry ? `修改“${entry.name}”` : `添加${label}`} width={760} onCancel={close}>
      <CheckedForm
        command="register.save" prefix="/entry" form={form} initial={entry ?? {}}
        input={values => ({ entry: { fields: {}, ...(withoutBlanks(values) as object), ...(entry && { id: entry.id }), kind } })}
        done={stored}
      >
        <EntryFields kind={kind} entries={entries} />
        {kind === 'body' && <Duties others={entries.filter(one => one.kind === 'body' && one.id !== entry?.id && one.duties?.length)} />}
        <FormButtons submit="保存" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

/** All registers, or `only` one where it is wanted beside other work. */
export const RegistersPart = ({ only }: { readonly only?: RegisterKindId }) => {
  const call = useCaller()
  const { today, saved } = useDesk()
  const { message } = App.useApp()
  const undo = useUndo()
  const refused = useNotAllowed()('register.save')
  const [kind, setKind] = useState<RegisterKindId>(only ?? 'member')
  const [editing, setEditing] = useState<RegisterEntry | 'new'>()
  const [estate, setEstate] = useState<string>()
  const [on, setOn] = useState<string>()
  const [asThen, setAsThen] = useState(false)
  const past = on !== undefined && isLocalDate(on) && on < today ? on : undefined
  const then = asThen ? past : undefined
  const { value, refusal, reload } = useAnswer('register.list', then === undefined ? {} : { asOf: then })
  const { value: estates } = useAnswer('estate.list', {})
  const all = value?.entries ?? []
  const rows = all.filter(entry => entry.kind === kind && (on === undefined || !isLocalDate(on) || holdsOn(entry, on))).toSorted((a, b) => Number(holdsOn(b, today)) - Number(holdsOn(a, today)) || ((b.from ?? '') < (a.from ?? '') ? -1 : 1))
  const definition = registerKindOf(kind)

  const remove = async (entry: RegisterEntry): Promise<void> => {
    const result = await call('register.remove', { id: entry.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    reload()
    undo(`已移除“${entry.name}”`, async () => {
      const back = await call('register.restore', { id: entry.id })
      if (back.ok) saved('已撤销')
      reload()
      return back
    })
  }
  return (
    <>
      {value && only === undefined && then === undefined && value.warnings.length > 0 && <Alert type="warning" showIcon className="gap-below" title="请留意" description={<ul className="plain-list">{value.warnings.map(({ key, sentence }) => <li key={key}>{sentence}</li>)}</ul>} />}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <div className="tools">
        {only === undefined && <Select<RegisterKindId> className="register-kind" aria-label="哪一种名录" value={kind} onChange={setKind} options={registerKindIds.map(id => ({ value: id, label: registerKinds[id].label }))} />}
        <span className="quiet">{rows.length} 条</span>
        <span>只看这一天有效的：</span>
        <span className="range-date"><DateInput label="名录在哪一天" {...(on !== undefined && { value: on })} onChange={setOn} /></span>
        {past !== undefined && <Checkbox checked={asThen} onChange={event => setAsThen(event.target.checked)}>照那天的登记，以后的改动不算</Checkbox>}
        <span className="tools-end">
          <Button type="primary" icon={<PlusIcon />} disabled={refused !== undefined || then !== undefined} title={refused} onClick={() => setEditing('new')}>添加{definition.label}</Button>
        </span>
      </div>
      {then !== undefined && value?.keptSince && <Alert type="info" showIcon className="gap-below" title={`名录的改动从${chineseDate(value.keptSince)}起保留；此前登记的，按那时已有的样子显示。`} />}
      <p className="note">{notes[kind] ?? '已经结束的请填写结束日期，不要移除；这样以后还能看到某日的情况。社区、小区、物业企业会在登记案件时提示。'}</p>
      <Table<RegisterEntry>
        size="small" rowKey="id" dataSource={rows} pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{ emptyText: <div className="empty-small">还没有登记。</div> }}
        columns={[
          {
            title: definition.name, dataIndex: 'name', ellipsis: kind !== 'body', ...(kind === 'body' && { width: '36%' }),
            render: (name: string, entry) => (entry.kind === 'estate' || entry.kind === 'service'
              ? <button type="button" className="finding" onClick={() => setEstate(name)}>{name}</button>
              : <>{name}{entry.duties && <div className="quiet">{dutiesText(entry.duties)}</div>}{kind === 'body' && entry.note && <div className="quiet">{entry.note}</div>}</>),
          },
          ...Object.entries(definition.fields).map(([key, field]) => ({
            title: field.label, key, ellipsis: true, render: (_: unknown, entry: RegisterEntry) => (field.choices && entry.fields[key] !== undefined ? field.choices[entry.fields[key]] : entry.fields[key]),
          })),
          { title: definition.from, dataIndex: 'from', width: 112 },
          { title: definition.to, width: 130, render: (_, entry) => <>{entry.to}{entry.to !== undefined && entry.to < today && <span className="stage tone-quiet">已结束</span>}</> },
          {
            title: '', width: 112, render: (_, entry) => refused === undefined && then === undefined && (
              <>
                <Button type="link" size="small" aria-label={`修改${entry.name}`} onClick={() => setEditing(entry)}>修改</Button>
                {!isOfPlan(entry) && <Button type="link" size="small" danger aria-label={`移除${entry.name}`} onClick={() => void remove(entry)}>移除</Button>}
              </>
            ),
          },
        ]}
      />
      {kind === 'estate' && estates && estates.estates.length > 0 && (
        <>
          <div className="sub-title gap-above">小区档案</div>
          <div className="facts-line">{estates.estates.slice(0, 60).map(({ name, cases }) => <button key={name} type="button" className="finding" onClick={() => setEstate(name)}>{name}（{cases} 件）</button>)}</div>
        </>
      )}
      {editing && <EntryDialog kind={kind} entry={editing === 'new' ? undefined : editing} entries={all} close={() => setEditing(undefined)} stored={() => {
        setEditing(undefined)
        saved()
        reload()
      }} />}
      <EstateDrawer estate={estate} close={() => setEstate(undefined)} />
    </>
  )
}
