/** A case that was changed elsewhere while a form was open: both versions side by side, to take one or the other of each. */
import { useState } from 'react'
import { Alert, Button, Modal, Radio } from 'antd'
import type { CaseFile } from '../../../../core/case/record/case-file.ts'
import { differencesOf } from '../../../../core/exports/bundle.ts'
import type { Refusal } from '../../../../core/base/result.ts'
import { withoutBlanks } from './values.ts'
import { placeInWords, valueInWords } from '../words.ts'

type Values = Readonly<Record<string, unknown>>
type Choice = 'mine' | 'stored'

type Part = { readonly key: string; readonly differences: ReturnType<typeof differencesOf>; readonly untouched: boolean }

const same = (a: unknown, b: unknown): boolean => differencesOf(withoutBlanks(a) ?? '', withoutBlanks(b) ?? '').length === 0

/** The fields of the form that differ from what is stored now. A field that only this form changed is no question. */
export const changedParts = (mine: Values, stored: Values, before: Values | null): Part[] =>
  [...new Set([...Object.keys(stored), ...Object.keys(mine)])].flatMap(key => {
    if (same(mine[key], stored[key]) || (before && same(stored[key], before[key]))) return []
    return [{ key, differences: differencesOf(withoutBlanks(stored[key]), withoutBlanks(mine[key]), `/${key}`), untouched: before !== null && same(mine[key], before[key]) }]
  })

const lastKey = (pointer: string): string => pointer.split('/').findLast(part => !/^\d+$/.test(part)) ?? ''

type Props = {
  readonly refusal: Refusal
  readonly file: CaseFile
  readonly parts: readonly Part[]
  /** Where in the command's input the values of the form begin. */
  readonly prefix: string
  /** Saves with what is stored now in these fields, and what the form has in all others. */
  readonly save: (stored: readonly string[]) => void
  readonly back: () => void
}

export const CaseChanged = ({ refusal, file, parts, prefix, save, back }: Props) => {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(parts.filter(({ untouched }) => untouched).map(({ key }) => [key, 'stored'])))
  const said = (value: unknown, pointer: string): string =>
    (typeof value === 'string' ? file.parties.find(({ id }) => id === value)?.name : undefined) ?? valueInWords(value, lastKey(pointer))
  const table = (differences: Part['differences']) => (
    <table className="versions">
      <thead><tr><th>项目</th><th>现在存着的</th><th>您填写的</th></tr></thead>
      <tbody>
        {differences.map(({ pointer, stored, incoming }) => (
          <tr key={pointer}><th>{placeInWords(pointer)}</th><td className="value">{said(stored, pointer)}</td><td className="value">{said(incoming, pointer)}</td></tr>
        ))}
      </tbody>
    </table>
  )
  // What the command changes beside its form can only be done or left.
  const beside = parts.length > 0 ? [] : (refusal.conflicts ?? []).flatMap(({ differences }) =>
    differences.map(one => ({ ...one, pointer: one.pointer.startsWith(`${prefix}/`) ? one.pointer.slice(prefix.length) : one.pointer })))
  return (
    <Modal
      open
      title="这个案件刚才被改过"
      width={860}
      style={{ top: 24 }}
      onCancel={back}
      footer={(
        <>
          <Button onClick={back}>回到表单</Button>
          <Button type="primary" disabled={parts.some(({ key }) => !choices[key])} onClick={() => save(parts.flatMap(({ key }) => (choices[key] === 'stored' ? [key] : [])))}>
            {parts.length > 0 ? '按所选保存' : '仍按我填写的保存'}
          </Button>
        </>
      )}
    >
      <Alert type="warning" showIcon className="gap-below" title={refusal.message.replaceAll(/(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/g, '$1 $2')} />
      <div className="conflicts">
        {parts.map(({ key, differences }) => (
          <section key={key} className="conflict" aria-label={placeInWords(`/${key}`)}>
            <div className="conflict-head">
              <strong>{placeInWords(`/${key}`)}</strong>
              <Radio.Group
                optionType="button"
                value={choices[key]}
                onChange={event => setChoices({ ...choices, [key]: event.target.value as Choice })}
                options={[{ value: 'stored', label: '用现在存着的' }, { value: 'mine', label: '用我填写的' }]}
              />
            </div>
            {table(differences)}
          </section>
        ))}
        {beside.length > 0 && table(beside)}
      </div>
    </Modal>
  )
}
