/** The agreement read aloud (宣读), one item at a time in large type, and which items the parties confirmed. */
import { Fragment, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Alert, Button, Card, Select } from 'antd'
import { partyName, presidingMediatorId, type Term } from '../../../../../core/case/record/case-file.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { confirmedTerms, termAsRead } from '../../../../../core/documents/writing/read-aloud.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { mediatorNameOf, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { EarlierIcon, LaterIcon } from '../../../controls/icons.tsx'

type Props = { readonly view: CaseView; readonly stored: (view: CaseView) => void }

const Item = ({ view: { file }, term }: { readonly view: CaseView; readonly term: Term }) => (
  <>
    <p className="read-aloud-text">{term.text}</p>
    <dl className="read-aloud-facts">
      {termAsRead(file, term).map(([label, value]) => <Fragment key={label}><dt>{label}</dt><dd>{value}</dd></Fragment>)}
    </dl>
  </>
)

const Ending = ({ view: { file }, confirmed, stored }: Props & { readonly confirmed: ReadonlySet<string> }) => {
  const { office, today } = useDesk()
  return (
    <div className="read-aloud-end">
      <h1>宣读完毕</h1>
      <ol className="gap-above">
        {file.agreement!.terms.map(({ id, text }) => (
          <li key={id}>{confirmed.has(id) ? <strong className="good">已确认</strong> : <strong className="warn-text">未确认</strong>}　{text}</li>
        ))}
      </ol>
      <CheckedForm
        command="agreement.readAloud"
        prefix="/reading"
        initial={{ on: today, by: presidingMediatorId(file), to: file.parties.map(({ id }) => id) }}
        input={(values: object) => ({ caseId: file.id, reading: { ...values, confirmed: [...confirmed] } })}
        done={stored}
      >
        <div className="grid">
          <Field name="on" label="宣读日期" required span={3}><DateInput /></Field>
          <Field name="by" label="宣读人" required span={3}><Select options={office.mediators.map(({ id, name }) => ({ value: id, label: name }))} /></Field>
          <Field name="to" label="听取宣读并确认的当事人" required span={6}>
            <Select mode="multiple" options={file.parties.map(({ id, name }) => ({ value: id, label: name }))} />
          </Field>
        </div>
        <FormButtons submit="保存宣读记录" />
      </CheckedForm>
    </div>
  )
}

const Reader = ({ view, stored, close }: Props & { readonly close: () => void }) => {
  const terms = view.file.agreement!.terms
  const [at, setAt] = useState(0)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (at < terms.length) box.current?.focus()
  }, [at, terms.length])
  const term = terms[at]
  const go = (to: number): void => setAt(Math.max(0, Math.min(terms.length, to)))
  const confirm = (): void => {
    if (!term) return
    setConfirmed(before => new Set([...before, term.id]))
    go(at + 1)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return close()
    // Buttons answer Enter themselves, and the form at the end needs its keys.
    if (!term || (event.target !== box.current && event.key === 'Enter')) return
    const moves: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go(at + 1), PageDown: () => go(at + 1), ArrowLeft: () => go(at - 1), PageUp: () => go(at - 1), Enter: confirm,
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <div className="read-aloud" role="dialog" aria-modal="true" aria-label="宣读协议" tabIndex={-1} ref={box} onKeyDown={onKey}>
      <div className="read-aloud-head">
        <strong>{term ? `第 ${at + 1} 项` : '完毕'}</strong>
        <span>共 {terms.length} 项，已确认 {confirmed.size} 项</span>
        <Button onClick={close}>不记录，退出</Button>
      </div>
      {term
        ? <div className="read-aloud-item" aria-live="polite">{confirmed.has(term.id) && <Alert type="success" showIcon className="gap-below" title="当事人已确认这一项" />}<Item view={view} term={term} /></div>
        : <Ending view={view} confirmed={confirmed} stored={stored} />}
      <div className="read-aloud-foot">
        <Button icon={<EarlierIcon />} disabled={at === 0} onClick={() => go(at - 1)}>上一项</Button>
        {term && <Button type="primary" onClick={confirm}>当事人确认（回车）</Button>}
        {term && <Button onClick={() => go(at + 1)}>{at + 1 < terms.length ? '下一项' : '到末尾'} <LaterIcon /></Button>}
      </div>
    </div>
  )
}

export const ReadAloud = ({ view, stored }: Props) => {
  const { office } = useDesk()
  const refused = useNotAllowed()('agreement.readAloud')
  const [reading, setReading] = useState(false)
  const { file, annex, stage } = view
  const readings = annex.readAloud ?? []
  const may = stage !== 'archived'
  if (!may && readings.length === 0) return null
  return (
    <Card size="small" title="宣读" extra={may && <Button disabled={refused !== undefined} title={refused} onClick={() => setReading(true)}>逐项宣读协议</Button>}>
      {readings.length === 0 && <p className="quiet">当事人看不清、不识字时，可以用大字逐项宣读并记下确认，会写进协议书。</p>}
      {readings.length > 0 && (
        <ul className="plain-list">
          {readings.map((one, index) => {
            const places = confirmedTerms(file, one)
            return (
              <li key={index}>
                {chineseDate(one.on)}，{mediatorNameOf(office, one.by)}向{one.to.map(id => partyName(file, id)).join('、')}宣读，
                {places.length > 0 ? `确认第 ${places.join('、')} 项` : '没有现在还有效的确认'}
                {places.length < one.confirmed.length && <span className="warn-text">；此后协议改过，改过的项请重新宣读</span>}
              </li>
            )
          })}
        </ul>
      )}
      {reading && (
        <Reader view={view} close={() => setReading(false)} stored={next => {
          setReading(false)
          stored(next)
        }} />
      )}
    </Card>
  )
}
