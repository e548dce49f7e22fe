/** The terms of an agreement: who, to whom, how much, by when, how, where; the sentence keeps step with them. */
import { useEffect, useRef } from 'react'
import { Button, Card, Form, Input, Radio, Select } from 'antd'
import { partyName, type CaseFile, type Term } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, sides, termKinds, clauseNatures } from '../../../../../core/base/codes.ts'
import { sentenceOf, templateOf, usualSentence, usualTemplate, type TermParts } from '../../../../../core/case/agreement/term-text.ts'
import { AmountInput } from '../../../controls/inputs/amount-input.tsx'
import { isOwnerTerm } from '../../../../../core/case/parties/roster.ts'
import { natureOf } from '../../../../../core/case/record/clause-nature.ts'
import { OwnerTerms } from './owner-terms.tsx'
import { Field, ProblemsOf, useRows, useTouched } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { clearable, DownIcon, PlusIcon, RemoveIcon, UpIcon } from '../../../controls/icons.tsx'
import { useUndo } from '../../../controls/forms/undo.tsx'

/** A term while it is filled in. `template` is its sentence with places for what the structure holds; '' is the usual one. */
export type TermDraft = Partial<Omit<Term, 'amountFen' | 'dueOn'>> & { amountFen?: number | string; dueOn?: string; template?: string }

const nameIn = (file: CaseFile) => (id: string): string => partyName(file, id)

/** A stored term as the form takes it. */
export const draftOf = (file: CaseFile, term: Term): TermDraft => {
  const template = templateOf(term.text, term, nameIn(file))
  return { ...term, template: template === usualTemplate(term) ? '' : template }
}

/** A new term by a template, with its sentence. */
export const newTerm = (file: CaseFile, { template = '', ...term }: TermDraft): TermDraft =>
  ({ ...term, template, text: sentenceOf(template || usualTemplate(term), term, nameIn(file)) })

/** What is sent: without the template, and with the usual sentence where none was written. */
export const termOf = (file: CaseFile, draft: TermDraft): object =>
  ({ ...draft, template: undefined, text: draft.text?.trim() ? draft.text : usualSentence(draft, nameIn(file)) })

const structureOf = ({ kind, obligor, obligee, amountFen, dueOn, manner, place }: TermParts): string =>
  JSON.stringify([kind, obligor, obligee, amountFen, dueOn, manner, place])

type TermProps = { readonly index: number; readonly count: number; readonly file: CaseFile; readonly remove: () => void; readonly move: (to: number) => void }

const TermFields = ({ index, count, file, remove, move }: TermProps) => {
  const form = Form.useFormInstance()
  const undo = useUndo()
  const touched = useTouched()
  const at = ['terms', index] as const
  const term = (Form.useWatch(values => (values?.terms as TermDraft[] | undefined)?.[index], { form, preserve: true }) as TermDraft | undefined) ?? {}
  const structure = structureOf(term)
  const known = useRef(structure)
  const write = (template: string): void => {
    form.setFieldValue([...at, 'template'], template)
    form.setFieldValue([...at, 'text'], sentenceOf(template || usualTemplate(term), term, nameIn(file)))
  }
  /** What was written by hand can be had back. */
  const rewrite = (): void => {
    const { template, text } = term
    write('')
    undo(`第 ${index + 1} 项已按各栏重写`, () => {
      form.setFieldValue([...at, 'template'], template)
      form.setFieldValue([...at, 'text'], text)
      touched()
    })
    touched()
  }
  useEffect(() => {
    if (known.current === structure) return
    known.current = structure
    // A term that came without a template keeps the words that it has.
    if (term.template !== undefined) write(term.template)
  })
  const parties = file.parties.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))
  const byHand = term.template !== undefined && term.template !== '' && term.template !== usualTemplate(term)
  return (
    <Card
      size="small"
      className="term"
      title={`第 ${index + 1} 项`}
      extra={(
        <>
          <Button type="text" icon={<UpIcon />} disabled={index === 0} aria-label={`第${index + 1}项上移`} title="上移" onClick={() => move(index - 1)} />
          <Button type="text" icon={<DownIcon />} disabled={index === count - 1} aria-label={`第${index + 1}项下移`} title="下移" onClick={() => move(index + 1)} />
          <Button type="text" icon={<RemoveIcon />} aria-label={`移除第${index + 1}项`} onClick={remove}>移除</Button>
        </>
      )}
    >
      <div className="grid">
        <Field name={[...at, 'kind']} label="内容类别" required span={6}><Radio.Group optionType="button" options={choicesOf(termKinds)} /></Field>
        <Field name={[...at, 'nature']} label="条款性质" span={6} note={term.nature === undefined ? `不选的按文字判断：现在是“${clauseNatures[natureOf({ text: term.text ?? '', kind: term.kind ?? 'payment', ...(term.dueOn && { dueOn: term.dueOn as Term['dueOn'] }) } as Term)]}”` : '只有义务要履行、督促、计入履行率'}><Select allowClear={clearable} options={choicesOf(clauseNatures)} placeholder="按文字判断" /></Field>
        <Field name={[...at, 'obligor']} label="义务人（谁来做）" required span={3}><Select options={parties} placeholder="请选择" /></Field>
        <Field name={[...at, 'obligee']} label="权利人（对谁做）" span={3}><Select allowClear={clearable} options={parties} placeholder="请选择" /></Field>
        {(term.kind === 'payment' || term.amountFen !== undefined) && <Field name={[...at, 'amountFen']} label="金额" span={4}><AmountInput /></Field>}
        <Field name={[...at, 'dueOn']} label="履行期限（最后一日）" span={2}><DateInput /></Field>
        <Field name={[...at, 'manner']} label="履行方式" span={3}><Input placeholder="如：银行转账" /></Field>
        <Field name={[...at, 'place']} label="履行地点" span={3}><Input /></Field>
        <Field
          name={[...at, 'text']}
          label="条款内容"
          required
          span={12}
          note={byHand ? (
            <span>
              <span className="stage tone-wait">另行拟写</span> 改动上面各栏时，文字中相同的内容跟着改。
              <Button type="link" size="small" onClick={rewrite}>按各栏重写</Button>
            </span>
          ) : '由上面各栏生成，也可以直接改写；不写“尽快”“适当”。'}
        >
          <Input.TextArea
            rows={3}
            onChange={event => form.setFieldValue([...at, 'template'], event.target.value.trim() === '' ? '' : templateOf(event.target.value, term, nameIn(file)))}
          />
        </Field>
      </div>
    </Card>
  )
}

type Props = { readonly file: CaseFile; readonly choose: () => void; readonly divide: () => void }

export const TermsEditor = ({ file, choose, divide }: Props) => {
  const { count, add, remove, move } = useRows('terms')
  // Those made from the head list are made and removed there.
  const terms = (Form.useFormInstance().getFieldsValue(true) as { terms?: readonly Partial<Term>[] }).terms ?? []
  return (
    <>
      <ProblemsOf name="terms" />
      {Array.from({ length: count }, (_, index) => (
        isOwnerTerm(terms[index]?.id ?? '') ? null
          : <TermFields key={index} index={index} count={count} file={file} remove={() => remove(index, `第 ${index + 1} 项`)} move={to => move(index, to)} />
      ))}
      <OwnerTerms terms={terms} />
      <div className="adders">
        <Button icon={<PlusIcon />} onClick={() => add(newTerm(file, { kind: 'payment' }))}>添加一项</Button>
        <Button icon={<PlusIcon />} onClick={choose}>从条款库添加</Button>
        <Button icon={<PlusIcon />} onClick={divide}>分期付款</Button>
      </div>
    </>
  )
}
