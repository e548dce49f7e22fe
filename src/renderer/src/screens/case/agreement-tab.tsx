import { Button, Card, Form, Input, InputNumber, Radio, Select } from 'antd'
import { partyName, type Agreement, type Term } from '../../../../core/case/case-file.ts'
import { agreementForms, choicesOf, sides, termKinds } from '../../../../core/case/codes.ts'
import { chineseDate } from '../../../../core/case/dates.ts'
import { yuanBoth } from '../../../../core/case/amounts.ts'
import type { CaseView } from '../../../../core/contract.ts'
import type { Problem } from '../../../../core/result.ts'
import { AmountInput, unreadableAmount } from '../../controls/amount-input.tsx'
import { CheckedForm, Field, FormButtons, ProblemsOf, useRows } from '../../controls/checked-form.tsx'
import { DateInput } from '../../controls/date-input.tsx'
import { useDesk } from '../../controls/desk.tsx'
import { clearable, PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/values.ts'
import { Afterwards, Enforceability } from './afterwards.tsx'
import { ReadAloud } from './read-aloud.tsx'

const AgreementView = ({ view }: { readonly view: CaseView }) => {
  const agreement = view.file.agreement!
  return (
    <Card size="small" title={`${agreementForms[agreement.form]}协议${agreement.no ? `　${agreement.no}` : ''}`}>
      <div className="facts-line">
        <span><span className="quiet">达成日期：</span>{chineseDate(agreement.reachedOn)}</span>
        <span><span className="quiet">生效日期：</span>{agreement.effectiveOn ? chineseDate(agreement.effectiveOn) : '尚未生效'}</span>
        <span>{agreement.whole ? '就全部争议达成' : '就部分争议达成'}</span>
        {agreement.copies !== undefined && <span>一式 {agreement.copies} 份</span>}
      </div>
      <div className="sub-title">纠纷主要事实</div>
      <p className="long-text">{agreement.facts}</p>
      <div className="sub-title">争议事项</div>
      <p className="long-text">{agreement.issues}</p>
      <div className="sub-title">协议内容</div>
      <ol className="terms">
        {agreement.terms.map(term => (
          <li key={term.id}>
            <div className="long-text">{term.text}</div>
            <div className="facts-line small">
              <span className="stage tone-quiet">{termKinds[term.kind]}</span>
              <span>{partyName(view.file, term.obligor)}{term.obligee && ` → ${partyName(view.file, term.obligee)}`}</span>
              {term.amountFen !== undefined && <span>{yuanBoth(term.amountFen)}</span>}
              <span>{term.dueOn ? `${chineseDate(term.dueOn)}前` : <span className="warn-text">未写期限</span>}</span>
              {term.manner && <span>{term.manner}</span>}
              {term.place && <span>{term.place}</span>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

const TermFields = ({ index, parties, remove }: { readonly index: number; readonly parties: { value: string; label: string }[]; readonly remove: () => void }) => {
  const form = Form.useFormInstance()
  const at = ['terms', index] as const
  const kind = Form.useWatch([...at, 'kind'], form) as Term['kind'] | undefined
  const hasAmount = Form.useWatch(values => (values?.terms as Partial<Term>[] | undefined)?.[index]?.amountFen !== undefined, { form, preserve: true }) as boolean
  return (
    <Card size="small" className="term" title={`第 ${index + 1} 项`} extra={<Button type="text" icon={<RemoveIcon />} aria-label={`移除第${index + 1}项`} onClick={remove}>移除</Button>}>
      <div className="grid">
        <Field name={[...at, 'kind']} label="内容类别" required span={6}><Radio.Group optionType="button" options={choicesOf(termKinds)} /></Field>
        <Field name={[...at, 'obligor']} label="义务人（谁来做）" required span={3}><Select options={parties} placeholder="请选择" /></Field>
        <Field name={[...at, 'obligee']} label="权利人（对谁做）" span={3}><Select allowClear={clearable} options={parties} placeholder="请选择" /></Field>
        {(kind === 'payment' || hasAmount) && <Field name={[...at, 'amountFen']} label="金额" span={4}><AmountInput /></Field>}
        <Field name={[...at, 'dueOn']} label="履行期限（最后一日）" span={2}><DateInput /></Field>
        <Field name={[...at, 'manner']} label="履行方式" span={3}><Input placeholder="如：银行转账" /></Field>
        <Field name={[...at, 'place']} label="履行地点" span={3}><Input /></Field>
        <Field name={[...at, 'text']} label="条款内容" required span={12} note="写清谁、向谁、做什么、多少、何时前；不写“尽快”“适当”。"><Input.TextArea rows={2} /></Field>
      </div>
    </Card>
  )
}

const Terms = ({ view }: { readonly view: CaseView }) => {
  const { count, add, remove } = useRows('terms')
  const parties = view.file.parties.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))
  return (
    <>
      <ProblemsOf name="terms" />
      {Array.from({ length: count }, (_, index) => (
        <TermFields key={index} index={index} parties={parties} remove={() => remove(index, `第 ${index + 1} 项`)} />
      ))}
      <Button icon={<PlusIcon />} onClick={() => add({ kind: 'payment' })}>添加一项</Button>
    </>
  )
}

type Draft = Partial<Omit<Agreement, 'terms'>> & { terms?: (Partial<Omit<Term, 'amountFen'>> & { amountFen?: number | string })[] }

const amountProblems = ({ terms = [] }: Draft): Problem[] =>
  terms.flatMap((term, index): Problem[] => (typeof term?.amountFen === 'string' && term.amountFen.trim() !== ''
    ? [{ pointer: `/agreement/terms/${index}/amountFen`, code: 'amount', message: unreadableAmount, severity: 'error' }]
    : []))

type Props = {
  readonly view: CaseView
  readonly editing: boolean
  readonly start: () => void
  readonly close: () => void
  readonly stored: (view: CaseView) => void
  readonly heard: (view: CaseView) => void
}

export const AgreementTab = ({ view, editing, start, close, stored, heard }: Props) => {
  const { today, setUnsaved } = useDesk()
  const { file, moves } = view
  if (!editing) {
    return file.agreement ? (
      <div className="stack">
        <Enforceability view={view} />
        <AgreementView view={view} />
        <ReadAloud view={view} stored={heard} />
        <Afterwards view={view} />
      </div>
    ) : (
      <div className="empty">
        <p className="empty-title">还没有协议</p>
        {moves.includes('agree') ? <Button type="primary" onClick={start}>填写协议</Button>
          : <p>{file.end ? '案件已经结束，没有达成协议。' : '受理并调解以后可以填写协议。'}</p>}
      </div>
    )
  }
  // Facts and claims were written once at intake; the agreement starts from them.
  const { effectiveOn: _, ...kept } = file.agreement ?? {
    form: 'written' as const, reachedOn: today, whole: true, facts: file.facts, issues: file.claims.join('；'), copies: file.parties.length + 1, terms: [{ kind: 'payment' }],
  } as Draft
  return (
    <CheckedForm
      command="agreement.save"
      prefix="/agreement"
      initial={kept}
      input={(values: Draft) => ({ caseId: file.id, agreement: { terms: [], ...(withoutBlanks(values) as object) } })}
      check={amountProblems}
      unsaved={setUnsaved}
      done={stored}
    >
      <div className="stack">
        <Card size="small" title="协议">
          <div className="grid">
            <Field name="form" label="形式" required span={2}><Radio.Group optionType="button" options={choicesOf(agreementForms)} /></Field>
            <Field name="whole" label="范围" required span={4}>
              <Radio.Group optionType="button" options={[{ value: true, label: '全部争议' }, { value: false, label: '部分争议' }]} />
            </Field>
            <Field name="reachedOn" label="达成日期" required span={3}><DateInput /></Field>
            <Field name="copies" label="一式几份" span={3}><InputNumber className="full" controls={false} /></Field>
            <Field name="facts" label="纠纷主要事实" required span={12}><Input.TextArea rows={3} /></Field>
            <Field name="issues" label="争议事项" required span={12}><Input.TextArea rows={2} /></Field>
          </div>
        </Card>
        <Card size="small" title="协议内容（一项一个义务）"><Terms view={view} /></Card>
        <div className="sheet-foot"><FormButtons submit="保存协议" cancel={close} /></div>
      </div>
    </CheckedForm>
  )
}
