/** How the office numbers its papers, and the docx templates of its own. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card, Input, Select } from 'antd'
import { NumberPattern } from '../../../../core/documents/issued.ts'
import { documentTemplates } from '../../../../core/documents/index.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { base64Of } from '../../controls/base64.ts'
import { timeInWords } from '../../controls/times.ts'

const titleOf = (id: string): string => documentTemplates.find(template => template.id === id)?.title ?? id

const Numbers = () => {
  const call = useCaller()
  const { message } = App.useApp()
  const { saved } = useDesk()
  const refused = useNotAllowed()('numbers.save')
  const { value, replace } = useAnswer('numbers.show', {})
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  if (!value) return null
  const patterns = { ...value.patterns, ...typed }
  const save = async (): Promise<void> => {
    const problems = Object.entries(patterns).flatMap(([id, pattern]) => {
      const parsed = pattern === '' ? undefined : NumberPattern.safeParse(pattern)
      return parsed && !parsed.success ? [[id, parsed.error.issues[0]!.message] as const] : []
    })
    setWrong(Object.fromEntries(problems))
    if (problems.length > 0) return
    const result = await call('numbers.save', { patterns })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    replace(result.value)
    setTyped({})
    saved('编号样式已保存')
  }
  const free = documentTemplates.filter(({ id }) => !(id in patterns)).map(({ id, title }) => ({ value: id, label: title }))
  return (
    <Card size="small" title="文书编号">
      <p className="note">签发时按样式编号，每年从 1 号编起，样式相同的文书共用一个顺序，作废的号不再用。{'{字号}'}是本会的编号用字，{'{年}'}是年份，{'{序号}'}是顺序号，{'{序号:3}'}补足三位。留空的文书不另编号，用卷号或协议编号。</p>
      <div className="pattern-list">
        {Object.entries(patterns).map(([id, pattern]) => (
          <label key={id}>
            <span>{titleOf(id)}</span>
            <span>
              <Input value={pattern} disabled={refused !== undefined} status={wrong[id] ? 'error' : undefined} aria-label={`${titleOf(id)}的编号样式`}
                onChange={event => setTyped(before => ({ ...before, [id]: event.target.value }))} />
              {wrong[id] && <span className="bad-text">{wrong[id]}</span>}
            </span>
          </label>
        ))}
      </div>
      {!refused && (
        <div className="pattern-foot">
          <Select aria-label="再加一种文书" placeholder="再加一种文书" value={null} options={free} onChange={(id: string) => setTyped(before => ({ ...before, [id]: '{字号}字〔{年}〕{序号}号' }))} />
          <Button type="primary" onClick={() => void save()}>保存编号样式</Button>
        </div>
      )}
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

export const PaperSettings = () => <><Numbers /><Templates /></>
