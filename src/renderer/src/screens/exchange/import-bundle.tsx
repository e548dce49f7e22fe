/** Takes in a case bundle (案件交换文件): all or nothing, with everything that is wrong or different laid out. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Modal, Radio, Space, Table } from 'antd'
import type { Conflict, Problem, Refusal } from '../../../../core/base/result.ts'
import { useCaller } from '../../controls/caller.ts'
import { ImportIcon } from '../../controls/icons.tsx'
import { placeInWords, valueInWords } from '../../controls/words.ts'

type Choice = 'keep' | 'replace'
type Choices = Readonly<Record<string, Choice>>

const ProblemTable = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <Table<Problem & { key: number }>
    size="small"
    pagination={problems.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
    scroll={{ y: 320 }}
    dataSource={problems.map((problem, key) => ({ ...problem, key }))}
    columns={[
      { title: '位置', width: 300, render: (_, { pointer }) => <>{placeInWords(pointer)}<div className="pointer">{pointer}</div></> },
      { title: '问题', dataIndex: 'message' },
      { title: '', width: 60, dataIndex: 'severity', render: (severity: Problem['severity']) => (severity === 'error' ? <span className="bad-text">错误</span> : <span className="warn-text">提醒</span>) },
    ]}
  />
)

const lastKey = (pointer: string): string => pointer.split('/').findLast(part => !/^\d+$/.test(part)) ?? ''

type ConflictsProps = { readonly conflicts: readonly Conflict[]; readonly choices: Choices; readonly choose: (choices: Choices) => void }

const Conflicts = ({ conflicts, choices, choose }: ConflictsProps) => {
  const all = (choice: Choice): void => choose(Object.fromEntries(conflicts.map(({ id }) => [id, choice])))
  return (
    <>
      <Space className="gap-below">
        <span>全部记录：</span>
        <Button size="small" onClick={() => all('keep')}>都保留本机</Button>
        <Button size="small" onClick={() => all('replace')}>都换成文件里的</Button>
      </Space>
      <div className="conflicts">
        {conflicts.map(({ kind, id, differences }) => (
          <section key={`${kind}/${id}`} className="conflict">
            <div className="conflict-head">
              <strong>{kind === 'case' ? '案件' : '调解员'}　<span className="pointer">{id}</span></strong>
              <Radio.Group
                value={choices[id]}
                onChange={event => choose({ ...choices, [id]: event.target.value as Choice })}
                options={[{ value: 'keep', label: '保留本机' }, { value: 'replace', label: '换成文件里的' }]}
              />
            </div>
            <Table
              size="small"
              pagination={false}
              rowKey="pointer"
              dataSource={[...differences]}
              columns={[
                { title: '字段', dataIndex: 'pointer', width: '26%', render: (pointer: string) => placeInWords(pointer) },
                { title: '本机', width: '37%', render: (_, one) => <span className="value">{valueInWords(one.stored, lastKey(one.pointer))}</span> },
                { title: '文件里', width: '37%', render: (_, one) => <span className="value">{valueInWords(one.incoming, lastKey(one.pointer))}</span> },
              ]}
            />
          </section>
        ))}
      </div>
    </>
  )
}

export const ImportBundle = ({ done }: { readonly done: () => void }) => {
  const call = useCaller()
  const { message, modal } = App.useApp()
  const file = useRef<HTMLInputElement>(null)
  const [content, setContent] = useState('')
  const [name, setName] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const [choices, setChoices] = useState<Choices>({})
  const [busy, setBusy] = useState(false)

  const send = async (text: string, onConflict?: Choices): Promise<void> => {
    setBusy(true)
    const result = await call('bundle.import', { content: text, ...(onConflict && { onConflict }) })
    setBusy(false)
    if (!result.ok) {
      if (result.refusal.conflicts) setChoices({})
      return setRefusal(result.refusal)
    }
    setRefusal(undefined)
    setContent('')
    const { added, skipped, replaced, kept, warnings } = result.value
    const counts = [`新增 ${added} 件`, `相同跳过 ${skipped} 件`, ...(replaced ? [`替换 ${replaced} 件`] : []), ...(kept ? [`保留本机 ${kept} 件`] : [])].join('，')
    if (warnings.length > 0) modal.info({ title: `导入完成：${counts}`, width: 860, okText: '知道了', content: <><p>以下内容已照原样存入，建议核对：</p><ProblemTable problems={warnings} /></> })
    else message.success(`导入完成：${counts}`, 6)
    done()
  }

  const take = async (chosen: File): Promise<void> => {
    setName(chosen.name)
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(await chosen.arrayBuffer())
    } catch {
      return setRefusal({ code: 'not-utf8', message: '文件不是 UTF-8 文本，可能不是案件交换文件；请重新导出后再导入。' })
    }
    setContent(text)
    await send(text)
  }

  const { conflicts, problems } = refusal ?? {}
  const undecided = conflicts?.filter(({ id }) => !choices[id]).length ?? 0
  return (
    <>
      <Button icon={<ImportIcon />} onClick={() => file.current?.click()}>导入</Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="案件交换文件"
        onChange={event => {
          const chosen = event.target.files?.[0]
          event.target.value = ''
          if (chosen) void take(chosen)
        }}
      />
      <Modal
        open={refusal !== undefined}
        width={940}
        title={conflicts ? '有记录与本机不同' : '没有导入'}
        onCancel={() => setRefusal(undefined)}
        footer={conflicts
          ? <>
            <span className="quiet modal-hint">{undecided > 0 ? `还有 ${undecided} 条没有选择` : '已全部选择'}</span>
            <Button onClick={() => setRefusal(undefined)}>取消导入</Button>
            <Button type="primary" disabled={undecided > 0} loading={busy} onClick={() => void send(content, choices)}>按选择导入</Button>
          </>
          : <Button type="primary" onClick={() => setRefusal(undefined)}>知道了</Button>}
      >
        {conflicts
          ? <>
            <Alert type="warning" showIcon className="gap-below" title={`“${name}”中有 ${conflicts.length} 条记录与本机已存的内容不同。现在还没有导入任何内容，请逐条选择。`} />
            <Conflicts conflicts={conflicts} choices={choices} choose={setChoices} />
          </>
          : <>
            <Alert type="error" showIcon className="gap-below" title={problems ? `“${name}”有 ${problems.filter(({ severity }) => severity === 'error').length} 处错误，没有导入任何内容。请改正后再导入。` : refusal?.message} />
            {problems && <ProblemTable problems={problems} />}
          </>}
      </Modal>
    </>
  )
}
