/** Whether a PDF that somebody brings is the paper that was issued, and which version of it. */
import { useRef, useState } from 'react'
import { Alert, Button, Input } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { useCaller } from '../caller.ts'
import { base64Of } from './base64.ts'

export const VerifyPaper = () => {
  const call = useCaller()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<{ readonly name: string; readonly type: 'success' | 'warning' | 'error'; readonly text: string; readonly lines?: readonly string[] }>()
  const [code, setCode] = useState('')
  const checkCode = async (): Promise<void> => {
    const result = await call('document.verify', { text: code })
    if (!result.ok) setAnswer({ name: '', type: 'error', text: result.refusal.message })
    else setAnswer({ name: '', type: types[result.value.verdict], text: result.value.sentence, ...(result.value.issued && { lines: result.value.issued }) })
  }
  const types: Readonly<Record<Output<'document.verify'>['verdict'], 'success' | 'warning' | 'error'>> =
    { issued: 'success', superseded: 'warning', void: 'error', altered: 'error', sameWords: 'warning', unknown: 'warning' }
  const check = async (file: File): Promise<void> => {
    setBusy(true)
    const content = await base64Of(file)
    const result = content === null ? null : await call('document.verify', { content })
    setBusy(false)
    if (result === null) setAnswer({ name: file.name, type: 'error', text: '读不到这个文件，请确认文件还在、没有被别的程序占用。' })
    else if (result.ok) setAnswer({ name: file.name, type: types[result.value.verdict], text: result.value.sentence, ...(result.value.changed && { lines: result.value.changed.map(({ issued, found }) => `签发的：${issued}${found ? `　文件里：${found}` : '　文件里没有'}`) }) })
    else setAnswer({ name: file.name, type: 'error', text: result.refusal.message })
  }
  return (
    <>
      <Button loading={busy} onClick={() => input.current?.click()}>核验 PDF</Button>
      <Input.Search className="verify-code" aria-label="核验码" placeholder="或输入纸上的核验码" enterButton="核验" allowClear value={code} onChange={event => setCode(event.target.value)} onSearch={() => void checkCode()} />
      <input ref={input} type="file" accept=".pdf,application/pdf" hidden aria-label="要核验的 PDF" onChange={event => {
        const file = event.target.files?.[0]
        event.target.value = ''
        if (file) void check(file)
      }} />
      {answer && <Alert className="verify-answer" type={answer.type} showIcon title={answer.text} description={<><span className="path">{answer.name}</span>{answer.lines?.map((line, at) => <div key={at}>{line}</div>)}</>} />}
    </>
  )
}
