/** How the office numbers its papers, and the docx templates of its own. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card, Checkbox, Select } from 'antd'
import { documentTemplates } from '../../../../core/documents/index.ts'
import { parameterOf, type ParameterId } from '../../../../core/parameters/parameters.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { base64Of } from '../../controls/files/base64.ts'
import { isPattern } from '../../controls/inputs/parameter-input.tsx'
import { timeInWords } from '../../controls/times.ts'
import { ParameterTable, WithoutRule } from './parameter-table.tsx'

const titleOf = (id: string): string => documentTemplates.find(template => template.id === id)?.title ?? id

/** A paper without a number of its own is not listed until somebody asks for it. */
const Numbers = () => {
  const { value, refusal } = useAnswer('parameter.list', {})
  const [asked, setAsked] = useState<readonly ParameterId[]>([])
  const all = (value?.parameters ?? []).filter(({ id }) => isPattern(id))
  const shown = all.filter(({ id, value: now, proposed, later }) => !('mayBeEmpty' in parameterOf(id)) || now !== parameterOf(id).default || proposed !== undefined || later.length > 0 || asked.includes(id))
  return (
    <Card size="small" title="编号">
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <WithoutRule parameters={all.filter(({ id }) => id === 'fileNumber' || id === 'letterNumber')} />
      <p className="note">卷号在受理时编，函件和另编号的文书在签发时编；每年从 1 号编起，样式相同的文书共用一个顺序，作废的号不再用。其余文书用卷号或协议编号。案件受理以后，样式不随新版改变。</p>
      <ParameterTable parameters={shown} loading={!value && !refusal} />
      <div className="pattern-foot">
        <Select<ParameterId | null> aria-label="再加一种文书" placeholder="再加一种文书" value={null} showSearch={{ optionFilterProp: 'label' }}
          options={all.filter(one => !shown.includes(one)).map(({ id }) => ({ value: id, label: parameterOf(id).name }))}
          onChange={id => id && setAsked([...asked, id])} />
      </div>
    </Card>
  )
}

const Templates = () => {
  const call = useCaller()
  const { message } = App.useApp()
  const { saved } = useDesk()
  const refused = useNotAllowed()('docxTemplate.save')
  const { value, reload } = useAnswer('docxTemplate.list', {})
  const [documentId, setDocumentId] = useState('D07')
  const [wrong, setWrong] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const add = async (file: File): Promise<void> => {
    const content = await base64Of(file)
    if (content === null) return setWrong(`读不到“${file.name}”，请确认文件还在、没有被别的程序占用。`)
    const result = await call('docxTemplate.save', { documentId, name: file.name, content })
    setWrong(result.ok ? undefined : result.refusal.message)
    if (!result.ok) return
    saved('模板已采用')
    reload()
  }
  const remove = async (id: string): Promise<void> => {
    const result = await call('docxTemplate.remove', { documentId: id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved('已改回自带版式')
    reload()
  }
  return (
    <Card size="small" title="可编辑稿的模板">
      <p className="note">可以用本会自己的文档模板代替自带的可编辑稿版式：在要填的地方写上花括号和项目名，如 {'{卷号}'}、{'{申请人}'}。PDF 仍用自带版式。</p>
      {value && <p className="note">可用的项目：{value.fields.map(field => `{${field}}`).join(' ')}</p>}
      {wrong && <Alert type="error" showIcon title={wrong} className="gap-below" />}
      {value?.templates.map(template => (
        <div className="paper-line template-line" key={template.documentId}>
          <span className="paper-title">{titleOf(template.documentId)}<span className="quiet">　<span className="path">{template.name}</span>，{timeInWords(template.addedAt)} {template.by}上传</span></span>
          <Button disabled={refused !== undefined} onClick={() => void remove(template.documentId)} aria-label={`${titleOf(template.documentId)}改回自带版式`}>改回自带版式</Button>
        </div>
      ))}
      {!refused && (
        <div className="pattern-foot">
          <Select aria-label="模板用于" value={documentId} onChange={setDocumentId} options={documentTemplates.map(({ id, title }) => ({ value: id, label: title }))} />
          <Button onClick={() => input.current?.click()}>上传模板</Button>
          <input ref={input} type="file" accept=".docx" hidden aria-label="要上传的模板" onChange={event => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void add(file)
          }} />
        </div>
      )}
    </Card>
  )
}

const froms = { program: '自带', computer: '这台电脑', office: '本会添加' } as const

/** Which fonts print the papers, in the order in which a character is looked for. */
const Fonts = () => {
  const call = useCaller()
  const { saved } = useDesk()
  const notAllowed = useNotAllowed()
  const { value, reload } = useAnswer('font.list', {})
  const [wrong, setWrong] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const done = (result: { readonly ok: boolean; readonly refusal?: { readonly message: string } }, words: string): void => {
    setWrong(result.ok ? undefined : result.refusal?.message)
    if (!result.ok) return
    saved(words)
    reload()
  }
  const add = async (file: File): Promise<void> => {
    const content = await base64Of(file)
    if (content === null) return setWrong(`读不到“${file.name}”，请确认文件还在、没有被别的程序占用。`)
    done(await call('font.add', { name: file.name, content }), '字体已添加')
  }
  return (
    <Card size="small" title="文书字库">
      <p className="note">打印时按下面的先后找字；哪个字体都没有的字印成“〓＿＿”，留出手写的位置，并在预览时列出。姓名里有生僻字的，请添加有这个字的字体文件（.ttf、.otf）。</p>
      {wrong && <Alert type="error" showIcon title={wrong} className="gap-below" />}
      {value?.used.map(({ name, use, from, refused }, index) => (
        <div className="paper-line template-line" key={name + use}>
          <span className="paper-title">{index + 1}．<span className="path">{name}</span><span className="quiet">　{froms[from]}，{use}{refused && `：${refused}`}</span></span>
          {from === 'office' && <Button disabled={notAllowed('font.remove') !== undefined} aria-label={`移除${name}`} onClick={() => void call('font.remove', { name }).then(result => done(result, '字体已移除'))}>移除</Button>}
        </div>
      ))}
      <div className="pattern-foot">
        {!notAllowed('font.add') && <Button onClick={() => input.current?.click()}>添加字体文件</Button>}
        <input ref={input} type="file" accept=".ttf,.otf" hidden aria-label="要添加的字体文件" onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void add(file)
        }} />
        {value && (value.body || value.head || value.installed) && (
          <Checkbox checked={value.installed} disabled={notAllowed('font.save') !== undefined} onChange={event => void call('font.save', { installed: event.target.checked }).then(result => done(result, '已保存'))}>
            正文和标题先用这台电脑的{[value.body, value.head].filter(Boolean).join('、') || '仿宋、黑体'}
          </Checkbox>
        )}
      </div>
    </Card>
  )
}

export const PaperSettings = () => <><Numbers /><Fonts /><Templates /></>
