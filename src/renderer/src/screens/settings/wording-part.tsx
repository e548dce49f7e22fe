/**
 * 文书用语: the title, the headings and what each form always says, in the office's own words; checked while typing and shown
 * as it will be printed.
 */
import { useMemo, useState } from 'react'
import { Alert, Button, Card, Form, Input, Select, Spin } from 'antd'
import { documentTemplates } from '../../../../core/documents/index.ts'
import { commonFields, filled, phraseProblems, wordablesOf } from '../../../../core/documents/writing/phrases.ts'
import type { DocumentTemplate, Phrase } from '../../../../core/documents/writing/content.ts'
import type { Output } from '../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'

/** Samples for the fields of every form; those of one form show their own name. */
const useSample = (): Readonly<Record<string, string>> => {
  const { office } = useDesk()
  const { name, court, phone, address } = office.office
  return useMemo(() => ({
    委员会: name, 法院: court, 电话: phone ?? '0715-5320000', 地址: address ?? '蒲圻街道', 卷号: '（2026）赤物人调字第001号',
    申请人: '余明', 被申请人: '林晓', 纠纷: '上下层漏水', 申请日期: '2026年9月7日',
  }), [name, court, phone, address])
}

const PhraseField = ({ name, phrase, sample }: { readonly name: string; readonly phrase: Phrase; readonly sample: Readonly<Record<string, string>> }) => {
  const form = Form.useFormInstance()
  const text = (Form.useWatch(name, form) as string | undefined) ?? phrase.text
  const problem = phraseProblems(phrase, text)[0]?.message
  const values = { ...Object.fromEntries((phrase.needs ?? []).map(field => [field, `〔${field}〕`])), ...sample }
  return (
    <>
      <Field
        name={name}
        label={(
          <span className="wording-label">
            <span>{phrase.label}</span>
            {text !== phrase.text && <Button size="small" type="link" onClick={() => form.setFieldValue(name, phrase.text)} aria-label={`${phrase.label}恢复原文`}>恢复原文</Button>}
          </span>
        )}
        span={12}
        warning={problem}
        note={phrase.needs && `要有：${phrase.needs.map(field => `{{${field}}}`).join('、')}`}
      >
        {phrase.line === undefined ? <Input.TextArea rows={2} /> : <Input />}
      </Field>
      {/* Where nothing is put in, the words themselves say how they will look. */}
      {filled(text, values) !== text && (
        <div className="span-12 wording-filled" aria-label={`${phrase.label}印出来的样子`}>印出来：{filled(text, values)}</div>
      )}
    </>
  )
}

type Wording = Output<'wording.show'>['wording']

const WordingForm = ({ template, own, done }: { readonly template: DocumentTemplate; readonly own: Wording[string]; readonly done: (wording: Wording) => void }) => {
  const refused = useNotAllowed()('wording.save')
  const sample = useSample()
  const phrases = Object.entries(wordablesOf(template))
  return (
    <CheckedForm
      command="wording.save"
      prefix="/phrases"
      initial={Object.fromEntries(phrases.map(([name, { text }]) => [name, own[name] ?? text]))}
      input={(values: Record<string, string>) => ({ document: template.id, phrases: Object.fromEntries(phrases.map(([name]) => [name, values[name] ?? ''])) })}
      done={({ wording }) => done(wording)}
    >
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      <Card size="small" title={template.title}>
        <p className="note">
          {template.phrases && `双大括号里的是栏目，印的时候换成案件的内容。每段都可以用：${commonFields.map(field => `{{${field}}}`).join('、')}。一行一段。`}
          标题和小标题各一行，不用栏目。
        </p>
        <div className="grid">{phrases.map(([name, phrase]) => <PhraseField key={name} name={name} phrase={phrase} sample={sample} />)}</div>
      </Card>
      {!refused && <div className="sheet-foot"><FormButtons submit="保存用语" /></div>}
    </CheckedForm>
  )
}

export const WordingPart = () => {
  const { saved } = useDesk()
  const { value, refusal, replace } = useAnswer('wording.show', {})
  const [id, setId] = useState(documentTemplates[0]!.id)
  /** Forms that were looked at stay, with what was typed in them. */
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set([id]))
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  return (
    <>
      <div className="tools">
        <Select
          className="wording-choice"
          showSearch={{ optionFilterProp: "label" }}
          aria-label="哪种文书"
          value={id}
          onChange={next => {
            setId(next)
            setSeen(before => new Set([...before, next]))
          }}
          options={documentTemplates.map(one => ({ value: one.id, label: value.wording[one.id] ? `${one.title}（改过）` : one.title }))}
        />
      </div>
      {documentTemplates.filter(template => seen.has(template.id)).map(template => (
        <div key={template.id} hidden={template.id !== id}>
          <WordingForm template={template} own={value.wording[template.id] ?? {}} done={wording => {
            replace({ wording })
            saved('用语已保存')
          }} />
        </div>
      ))}
    </>
  )
}
