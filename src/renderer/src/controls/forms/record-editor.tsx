/** A session's record, statement by statement: who speaks, and what is said. The value is the text as it is stored. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Button, Dropdown, Input, Select, type RefSelectProps } from 'antd'
import { recordOf, statementsOf, type Statement } from '../../../../core/case/sessions/statements.ts'
import { DownIcon, PlusIcon, RemoveIcon, UpIcon } from '../icons.tsx'
import { useUndo } from './undo.tsx'

type Row = Statement & { readonly key: number }

type Props = {
  readonly value?: string
  readonly onChange?: (record: string) => void
  /** Who may speak, with their part in the session; the first nine have a key each. */
  readonly speakers: readonly { readonly name: string; readonly part: string }[]
  readonly phrases: readonly string[]
  /** Somebody beside them: a witness, a neighbour. */
  readonly addSpeaker: (name: string) => void
}

/** Narration has no speaker. */
const nameOf = (speaker: string): string => (speaker === '' ? '记述' : speaker)

export const RecordEditor = ({ value = '', onChange, speakers, phrases, addSpeaker }: Props) => {
  const undo = useUndo()
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const found = statementsOf(value, new Set(speakers.map(({ name }) => name)))
    return (found.length > 0 ? found : [{ speaker: '', text: '' }]).map((statement, key) => ({ ...statement, key }))
  })
  const made = useRef(rows.length)
  const rowOf = (statement: Statement): Row => ({ ...statement, key: made.current += 1 })
  const latest = useRef(rows)
  /** The row that was written in last, and where in it. */
  const caret = useRef({ key: rows[0]!.key, at: rows[0]!.text.length })
  const toFocus = useRef<{ key: number; at: number } | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const phraseBox = useRef<RefSelectProps>(null)
  const [choosing, setChoosing] = useState(false)
  const [other, setOther] = useState('')
  const [offers] = useState(() => new Set<() => void>())
  useEffect(() => () => offers.forEach(withdraw => withdraw()), [offers])

  useEffect(() => {
    const wanted = toFocus.current
    if (!wanted) return
    const area = frame.current?.querySelector<HTMLTextAreaElement>(`[data-row="${wanted.key}"] textarea`)
    if (!area) return
    toFocus.current = null
    area.focus()
    area.setSelectionRange(wanted.at, wanted.at)
  })

  const set = (changed: readonly Row[]): void => {
    latest.current = changed
    setRows(changed)
    onChange?.(recordOf(changed.filter(row => row.text.trim() !== '')))
  }
  const change = (key: number, part: Partial<Statement>): void => set(latest.current.map(row => (row.key === key ? { ...row, ...part } : row)))

  /** A new statement after the one that was written in last; an empty one there just changes its speaker. */
  const speak = (speaker: string): void => {
    const at = latest.current.findIndex(row => row.key === caret.current.key)
    const present = latest.current[at < 0 ? latest.current.length - 1 : at]
    if (present && present.text.trim() === '') {
      toFocus.current = { key: present.key, at: present.text.length }
      return change(present.key, { speaker })
    }
    const row = rowOf({ speaker, text: '' })
    toFocus.current = { key: row.key, at: 0 }
    const place = at < 0 ? latest.current.length : at + 1
    set([...latest.current.slice(0, place), row, ...latest.current.slice(place)])
  }
  const move = (index: number, by: -1 | 1): void => {
    const row = latest.current[index]!
    const changed = latest.current.filter((_, at) => at !== index)
    set([...changed.slice(0, index + by), row, ...changed.slice(index + by)])
  }
  const remove = (index: number): void => {
    const row = latest.current[index]!
    const rest = latest.current.filter((_, at) => at !== index)
    set(rest.length > 0 ? rest : [rowOf({ speaker: '', text: '' })])
    if (row.text.trim() === '') return
    offers.add(undo(`已移除${nameOf(row.speaker)}的一段记录`, () => set([...latest.current.slice(0, index), row, ...latest.current.slice(index)])))
  }
  const insert = (phrase: string): void => {
    setChoosing(false)
    const row = latest.current.find(one => one.key === caret.current.key) ?? latest.current.at(-1)!
    const at = row.key === caret.current.key ? Math.min(caret.current.at, row.text.length) : row.text.length
    toFocus.current = { key: row.key, at: at + phrase.length }
    change(row.key, { text: row.text.slice(0, at) + phrase + row.text.slice(at) })
  }
  const addOther = (): void => {
    const name = other.trim()
    if (name === '') return
    if (!speakers.some(speaker => speaker.name === name)) addSpeaker(name)
    setOther('')
    speak(name)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (event.altKey && digit && speakers[Number(digit) - 1]) {
      event.preventDefault()
      speak(speakers[Number(digit) - 1]!.name)
    } else if (event.key === 'F2') {
      event.preventDefault()
      phraseBox.current?.focus()
      setChoosing(true)
    } else if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault()
      // Question and answer: the one who spoke before answers.
      const at = latest.current.findIndex(row => row.key === caret.current.key)
      const present = latest.current[at]?.speaker ?? ''
      speak(latest.current.slice(0, Math.max(at, 0)).findLast(row => row.speaker !== present && row.speaker !== '')?.speaker
        ?? speakers.find(({ name }) => name !== present)?.name ?? '')
    }
  }

  const choices = [...speakers.map(({ name, part }) => ({ key: name, label: `${name}　${part}` })), { key: '', label: '记述（没有发言人）' }]
  return (
    <div ref={frame} className="record-editor">
      {rows.map((row, index) => (
        <div className="statement" key={row.key} data-row={row.key}>
          <Dropdown trigger={['click']} menu={{ items: choices.map(choice => ({ ...choice, key: `=${choice.key}` })), onClick: ({ key }) => change(row.key, { speaker: key.slice(1) }) }}>
            <button type="button" className={row.speaker === '' ? 'statement-speaker narration' : 'statement-speaker'} title="换发言人" aria-label={`第 ${index + 1} 段发言人：${nameOf(row.speaker)}`}>
              {nameOf(row.speaker)}
            </button>
          </Dropdown>
          <Input.TextArea
            rows={2}
            aria-label={`${nameOf(row.speaker)}说（第 ${index + 1} 段）`}
            value={row.text}
            onChange={event => {
              caret.current = { key: row.key, at: event.target.selectionStart }
              change(row.key, { text: event.target.value })
            }}
            onSelect={event => {
              caret.current = { key: row.key, at: event.currentTarget.selectionStart }
            }}
            onFocus={event => {
              caret.current = { key: row.key, at: event.currentTarget.selectionStart }
            }}
            onKeyDown={onKeyDown}
          />
          <span className="statement-tools">
            <Button type="text" size="small" icon={<UpIcon />} disabled={index === 0} title="上移" aria-label={`第 ${index + 1} 段上移`} onClick={() => move(index, -1)} />
            <Button type="text" size="small" icon={<DownIcon />} disabled={index === rows.length - 1} title="下移" aria-label={`第 ${index + 1} 段下移`} onClick={() => move(index, 1)} />
            <Button type="text" size="small" icon={<RemoveIcon />} title="移除" aria-label={`移除第 ${index + 1} 段`} onClick={() => remove(index)} />
          </span>
        </div>
      ))}
      <div className="speak" role="group" aria-label="添加发言">
        <span className="quiet">接着说：</span>
        {speakers.map(({ name, part }, index) => (
          <Button key={name} size="small" title={index < 9 ? `${part}（Alt+${index + 1}）` : part} onClick={() => speak(name)}>
            {index < 9 && <span className="quiet">{index + 1}</span>}{name}
          </Button>
        ))}
        <Button size="small" onClick={() => speak('')}>记述</Button>
        <span className="speak-other">
          <Input size="small" value={other} placeholder="其他发言人" aria-label="其他发言人" onChange={event => setOther(event.target.value)} />
          <Button size="small" icon={<PlusIcon />} disabled={other.trim() === ''} onClick={addOther}>添加</Button>
        </span>
      </div>
      <div className="speak">
        <span className="quiet">常用语：</span>
        <Select
          ref={phraseBox}
          className="phrase-select"
          value={null}
          open={choosing}
          onOpenChange={setChoosing}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选一句插入光标处（F2）"
          aria-label="常用语"
          notFoundContent="没有这样的常用语，可在“设置”里添加"
          options={phrases.map((phrase, index) => ({ value: index, label: phrase }))}
          onSelect={index => insert(phrases[Number(index)]!)}
        />
        <span className="quiet">Alt+数字换人，Ctrl+Enter 一问一答</span>
      </div>
    </div>
  )
}
