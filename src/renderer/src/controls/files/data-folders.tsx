/** The folders that hold data: which there are, which is used, and how to change to another. */
import { useState } from 'react'
import { Alert, App, Button, Checkbox, Input, Space, Tag } from 'antd'
import type { Refusal } from '../../../../core/base/result.ts'
import { call } from '../../client.ts'
import { FormDialog } from '../forms/unsaved.tsx'
import { useAnswer } from '../workspace.tsx'

/** Behind a shut door everything beside the page is hidden: at a door the list lies within it. */
const container = (): HTMLElement => document.querySelector<HTMLElement>('.door') ?? document.body

type Result = { readonly ok: boolean; readonly refusal?: Refusal }

const FoldersDialog = ({ close }: { readonly close: () => void }) => {
  const { value, refusal, reload } = useAnswer('dataFolder.list', {})
  const { modal } = App.useApp()
  const [name, setName] = useState('')
  const [elsewhere, setElsewhere] = useState(false)
  const [naming, setNaming] = useState<{ id: string; name: string }>()
  const [wrong, setWrong] = useState<string>()
  const after = (result: Result, done: () => void): void => {
    setWrong(result.ok || result.refusal?.code === 'cancelled' ? undefined : result.refusal?.message)
    if (result.ok) done()
    reload()
  }
  const add = async (): Promise<void> => {
    if (name.trim() === '') return setWrong('请先写一个名称，如“演练”。')
    after(await call('dataFolder.add', { name: name.trim(), ...(elsewhere && { elsewhere }) }), () => setName(''))
  }
  const rename = async (): Promise<void> => {
    if (naming) after(await call('dataFolder.rename', naming), () => setNaming(undefined))
  }
  const use = (id: string, title: string): void => {
    modal.confirm({
      getContainer: container, title: `换用“${title}”？`, content: '现用的资料会锁定。没保存的内容请先保存。', okText: '换用', cancelText: '取消',
      onOk: async () => {
        const used = await call('dataFolder.use', { id })
        if (used.ok) window.location.reload()
        else setWrong(used.refusal.message)
      },
    })
  }
  const forget = (id: string, title: string): void => {
    modal.confirm({
      getContainer: container, title: `把“${title}”移出列表？`, content: '只是不再列出，里面的文件都留着，以后可以再加进来。', okText: '移出列表', cancelText: '取消',
      onOk: async () => after(await call('dataFolder.forget', { id }), () => undefined),
    })
  }
  return (
    <FormDialog open title="资料文件夹" width={760} getContainer={container} onCancel={close}>
      {(refusal ?? wrong) && <Alert type="error" showIcon className="gap-below" title={refusal?.message ?? wrong} />}
      <ul className="data-folders">
        {value?.folders.map(folder => (
          <li key={folder.id}>
            <div>
              {naming?.id === folder.id
                ? <Input aria-label="新的名称" value={naming.name} onChange={event => setNaming({ id: folder.id, name: event.target.value })} onPressEnter={() => void rename()} />
                : <strong>{folder.name}{folder.current && <Tag color="blue">现用</Tag>}</strong>}
              <div className="path quiet">{folder.path}</div>
            </div>
            <Space>
              {naming?.id === folder.id
                ? <><Button type="primary" onClick={() => void rename()}>保存</Button><Button onClick={() => setNaming(undefined)}>取消</Button></>
                : (
                  <>
                    {!folder.current && <Button onClick={() => use(folder.id, folder.name)}>换用</Button>}
                    <Button onClick={() => setNaming({ id: folder.id, name: folder.name })}>改名称</Button>
                    {!folder.current && <Button onClick={() => forget(folder.id, folder.name)}>移出列表</Button>}
                  </>
                )}
            </Space>
          </li>
        ))}
      </ul>
      <h3>新增一个</h3>
      <Space wrap>
        <Input aria-label="名称" placeholder="名称，如“演练”" value={name} maxLength={40} onChange={event => setName(event.target.value)} onPressEnter={() => void add()} />
        {value?.canChoose && <Checkbox checked={elsewhere} onChange={event => setElsewhere(event.target.checked)}>另选位置，或加入原有的资料文件夹</Checkbox>}
        <Button onClick={() => void add()}>新增</Button>
      </Space>
      <p className="note gap-above">每个文件夹是一份独立的资料，有自己的账户和密码。练习请另建一个，设立时勾选“演练资料”，不会混进本会的案件。</p>
    </FormDialog>
  )
}

/** Opens the list; as a link at a door, as a button in the settings. */
export const DataFolders = ({ link = false }: { readonly link?: boolean }) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type={link ? 'link' : 'default'} onClick={() => setOpen(true)}>{link ? '换资料文件夹' : '资料文件夹…'}</Button>
      {open && <FoldersDialog close={() => setOpen(false)} />}
    </>
  )
}
