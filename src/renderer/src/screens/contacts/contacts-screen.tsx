/** The contact book (通讯录): found by any part of a name or number, put right, two made one, taken out and put back. */
import { useEffect, useState } from 'react'
import { Alert, App, Button, Input, Segmented, Table } from 'antd'
import { contactRoles, type Contact } from '../../../../core/office/contacts.ts'
import type { Result } from '../../../../core/base/result.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon, SearchIcon } from '../../controls/icons.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'
import { ContactDialog } from './contact-dialog.tsx'

const LIMIT = 2000

type Kind = 'all' | Contact['kind']

export const ContactsScreen = () => {
  const call = useCaller()
  const { saved } = useDesk()
  const { message, modal } = App.useApp()
  const undo = useUndo()
  const refused = useNotAllowed()('contact.save')
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState<Kind>('all')
  const [editing, setEditing] = useState<Contact | 'new'>()
  const [chosen, setChosen] = useState<readonly Contact[]>([])
  const { value, refusal, reload } = useAnswer('contact.list', { query, limit: LIMIT, ...(kind !== 'all' && { kind }) })

  useEffect(() => {
    const wait = setTimeout(() => setQuery(typed), 200)
    return () => clearTimeout(wait)
  }, [typed])

  /** Says what was done, with the way back. */
  const offerUndo = (done: string, back: () => Promise<Result<unknown>>): void => void undo(done, async () => {
    const result = await back()
    if (result.ok) saved('已撤销')
    reload()
    return result
  })
  const remove = async (contact: Contact): Promise<void> => {
    const result = await call('contact.remove', { contactId: contact.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    setChosen([])
    reload()
    offerUndo(`已移除“${contact.name}”`, () => call('contact.restore', { contactId: contact.id }))
  }
  const merge = async (kept: Contact, other: Contact): Promise<void> => {
    const result = await call('contact.merge', { keepId: kept.id, otherId: other.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    setChosen([])
    reload()
    offerUndo(`已并成一条“${kept.name}”`, async () => {
      const { seenOn: _seenOn, removedAt: _removedAt, ...before } = kept
      const back = await call('contact.save', { contact: before })
      return back.ok ? call('contact.restore', { contactId: other.id }) : back
    })
  }
  const askMerge = (): void => {
    const [a, b] = chosen as [Contact, Contact]
    modal.confirm({
      title: '把这两条并成一条？',
      content: `保留“${a.name}${a.phone ? `（${a.phone}）` : ''}”，它缺的内容从“${b.name}${b.phone ? `（${b.phone}）` : ''}”补上，后一条移除。两条都有的内容以保留的为准。`,
      okText: '合并',
      cancelText: '不合并',
      onOk: () => merge(a, b),
    })
  }
  const collect = async (): Promise<void> => {
    const result = await call('contact.collect', {})
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved(`从已有案件新记入 ${result.value.added} 条，补全 ${result.value.completed} 条`)
    reload()
  }

  return (
    <div className="sheet wide">
      <div className="tools">
        <Input className="search" prefix={<SearchIcon />} allowClear value={typed} onChange={event => setTyped(event.target.value)} placeholder="姓名、拼音首字母、电话、信用代码" aria-label="查找联系人" />
        <Segmented<Kind> aria-label="哪一类" value={kind} onChange={setKind} options={[{ value: 'all', label: '全部' }, { value: 'person', label: '自然人' }, { value: 'organisation', label: '单位' }]} />
        <span className="note no-margin">{value && `共 ${value.total} 条`}</span>
        <span className="tools-end">
          <Button disabled={refused !== undefined || chosen.length !== 2} title={refused ?? '先勾选两条'} onClick={askMerge}>合并两条</Button>
          <Button disabled={refused !== undefined} title={refused} onClick={() => void collect()}>从已有案件补录</Button>
          <Button type="primary" icon={<PlusIcon />} disabled={refused !== undefined} title={refused} onClick={() => setEditing('new')}>添加联系人</Button>
        </span>
      </div>
      <p className="note">登记案件时自动记入当事人、代理人和物业企业；登记时输入姓名、信用代码或电话会从这里提示。这里改动不影响已登记的案件。</p>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <Table<Contact>
        size="small"
        rowKey="id"
        dataSource={value?.contacts ?? []}
        loading={!value && !refusal}
        pagination={value && value.contacts.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{ emptyText: <div className="empty">{query || kind !== 'all' ? '没有符合条件的联系人。请换一个词。' : '通讯录还是空的。登记案件后会自动记入，也可以按“添加联系人”。'}</div> }}
        rowSelection={{
          selectedRowKeys: chosen.map(contact => contact.id),
          hideSelectAll: true,
          // The first one chosen is the one that is kept.
          onSelect: (contact, selected) => setChosen(before => (selected ? [...before, contact].slice(-2) : before.filter(one => one.id !== contact.id))),
          getCheckboxProps: contact => ({ 'aria-label': `选择${contact.name}` }),
        }}
        columns={[
          { title: '姓名或名称', dataIndex: 'name', ellipsis: true },
          { title: '身份', dataIndex: 'role', width: 96, render: (role: Contact['role']) => contactRoles[role] },
          { title: '电话', dataIndex: 'phone', width: 128 },
          { title: '证件号码、信用代码或备案号', width: 212, render: (_, contact) => contact.idNo ?? contact.uscc ?? contact.filingNo },
          { title: '小区', dataIndex: 'estate', width: 130, ellipsis: true },
          { title: '最近案件', dataIndex: 'seenOn', width: 104 },
          {
            title: '', width: 112, render: (_, contact) => refused === undefined && (
              <>
                <Button type="link" size="small" aria-label={`修改${contact.name}`} onClick={() => setEditing(contact)}>修改</Button>
                <Button type="link" size="small" danger aria-label={`移除${contact.name}`} onClick={() => void remove(contact)}>移除</Button>
              </>
            ),
          },
        ]}
      />
      {editing && <ContactDialog contact={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} stored={() => {
        setEditing(undefined)
        saved()
        reload()
      }} />}
    </div>
  )
}
