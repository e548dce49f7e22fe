/** The court: what goes there, looked at before it leaves, and what came back. */
import { useRef, useState } from 'react'
import { App, Alert, Button, Card, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import type { StepPlace } from '../../../../../core/case/steps/step-facts.ts'
import { choicesOf } from '../../../../../core/base/codes.ts'
import { caseNoHint, courtAnswerKinds, type CourtAnswerKind } from '../../../../../core/case/record/court-answers.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import { isFingerprint, materialGuess, materialKinds, type MaterialKind } from '../../../../../core/court/court-materials.ts'
import { purposes, purposesOf, type Purpose } from '../../../../../core/court/court-package.ts'
import { profiles, type Profile } from '../../../../../core/court/masking.ts'
import { base64Of } from '../../../controls/files/base64.ts'
import { useCaller } from '../../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { CourtIcon } from '../../../controls/icons.tsx'
import { SavedFile } from '../../../controls/files/saved-file.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import type { CaseTab } from '../../../screen.ts'
import { ConfirmationStrip } from './confirmation-strip.tsx'
import { Findings, type Finding } from './findings.tsx'
import { PreflightPage, unsearchedOf } from './preflight-page.tsx'

const AnswerForm = ({ view: { file }, close, stored }: { readonly view: CaseView; readonly close: () => void; readonly stored: (view: CaseView) => void }) => {
  const { today } = useDesk()
  const [form] = Form.useForm()
  const kind = Form.useWatch('kind', form) as CourtAnswerKind | undefined
  const own = file.source === 'courtAfterFiling' ? 'mediationDocument' : 'confirmed'
  return (
    <CheckedForm
      command="court.recordAnswer"
      prefix="/answer"
      form={form}
      initial={{ kind: own, on: today }}
      input={(values: object) => ({ caseId: file.id, answer: withoutBlanks(values) })}
      done={stored}
    >
      <div className="grid">
        <Field name="kind" label="答复" required span={6}><Select options={choicesOf(courtAnswerKinds)} /></Field>
        <Field name="on" label="日期" required span={6}><DateInput /></Field>
        <Field name="caseNo" label={kind === 'mediationDocument' ? '调解书文号' : '法院案号'} span={12} note={caseNoHint(kind, today)}><Input /></Field>
        <Field name="judge" label="法官" span={4}><Input placeholder="可不填" /></Field>
        <Field name="assistant" label="法官助理" span={4}><Input placeholder="可不填" /></Field>
        <Field name="clerk" label="书记员" span={4}><Input placeholder="可不填" /></Field>
        {kind === 'returned' && <Field name="supplementBy" label="补正至" span={4} note="法院限定的日期"><DateInput /></Field>}
        {kind !== 'mediationDocument' && !file.confirmation && <Field name="filedOn" label="哪天递交的申请" required span={4} note="打包不等于递交"><DateInput /></Field>}
        <Field name="note" label="要补正什么，或者理由" span={12}><Input.TextArea rows={2} /></Field>
      </div>
      <FormButtons submit="保存答复" cancel={close} />
    </CheckedForm>
  )
}

type Props = {
  readonly view: CaseView
  readonly stored: (view: CaseView) => void
  readonly open: (tab: CaseTab) => void
  /** Opens the form or dialog of a step. */
  readonly start: (place: StepPlace) => void
  /** Brings the papers that are folded into sight. */
  readonly reveal: () => void
}

/** Puts the cursor on something that is on the page, or soon will be. */
const focusOn = (selector: string, left = 30): void => {
  const element = document.querySelector<HTMLElement>(selector)
  if (!element) {
    if (left > 0) requestAnimationFrame(() => focusOn(selector, left - 1))
    return
  }
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
}

export const CourtCard = ({ view, stored, open, start, reveal }: Props) => {
  const call = useCaller()
  const { message, modal } = App.useApp()
  const notAllowed = useNotAllowed()
  const refused = notAllowed('court.package')
  const refusedAnswer = notAllowed('court.recordAnswer')
  const { file } = view
  const caseId = file.id
  const possible = purposesOf(file)
  const { value: kept } = useAnswer('attachment.list', { caseId })
  const [purpose, setPurpose] = useState<Purpose | undefined>(possible[0])
  const [profile, setProfile] = useState<Profile>('court')
  const [chosen, setChosen] = useState<Readonly<Record<string, MaterialKind | undefined>>>({})
  const [findings, setFindings] = useState<readonly Finding[]>()
  const [flight, setFlight] = useState<Output<'court.preflight'>>()
  const [lookedAt, setLookedAt] = useState<readonly string[]>([])
  /** What speaks against packing, while the clerk is asked whether to go on. */
  const [against, setAgainst] = useState<readonly Finding[]>()
  const [path, setPath] = useState<string>()
  const [busy, setBusy] = useState('')
  const [answering, setAnswering] = useState(false)
  /** Warnings that cost a right, confirmed one by one. */
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([])
  /** A receipt that came before anybody noted when the application was handed in. */
  const [unfiled, setUnfiled] = useState<string>()
  const receipt = useRef<HTMLInputElement>(null)
  const input = {
    caseId, profile, ...(purpose && { purpose }),
    attachments: profile === 'court' ? Object.entries(chosen).flatMap(([id, kind]) => (kind ? [{ id, kind }] : [])) : [],
  }
  const precheck = async (): Promise<void> => {
    setBusy('check')
    const result = await call('court.precheck', input)
    setBusy('')
    if (result.ok) setFindings(result.value.findings)
    else message.error(result.refusal.message, 8)
  }
  const look = async (): Promise<void> => {
    setBusy('look')
    const result = await call('court.preflight', input)
    setBusy('')
    if (!result.ok) return void message.error(result.refusal.message, 10)
    setLookedAt([])
    setAcknowledged([])
    setFlight(result.value)
  }
  const pack = async (despiteFindings = false): Promise<void> => {
    setBusy('pack')
    const result = await call('court.package', { ...input, lookedAt: [...lookedAt], acknowledged: [...acknowledged], ...(despiteFindings && { despiteFindings }) })
    setBusy('')
    if (result.ok) {
      setPath(result.value.path)
      return setFlight(undefined)
    }
    const { code, message: text, problems } = result.refusal
    if (code === 'not-ready') {
      const known = flight?.findings ?? []
      return setAgainst((problems ?? []).map(problem => known.find(one => one.code === problem.code && one.pointer === problem.pointer && one.message === problem.message) ?? { ...problem, tab: 'overview' }))
    }
    if (code !== 'cancelled') message.error(text, 10)
  }
  const readWith = async (content: string, filedOn?: string): Promise<void> => {
    const result = await call('court.readAnswer', { content, ...(filedOn && { filedOn: filedOn as never }) })
    if (!result.ok) {
      if (filedOn === undefined && result.refusal.problems?.some(({ pointer }) => pointer === '/answer/filedOn')) return setUnfiled(content)
      return void message.error(result.refusal.message, 10)
    }
    setUnfiled(undefined)
    if (result.value.view.file.id === caseId) stored(result.value.view)
    else modal.info({ title: '回执已登记到另一案件', content: `回执是${result.value.view.file.fileNo ?? '另一案件'}的，已登记到那件。`, okText: '知道了' })
  }
  const read = async (chosenFile: File): Promise<void> => {
    const content = await base64Of(chosenFile)
    if (content === null) return void message.error('读不到这个文件，请确认文件还在、没有被别的程序占用。', 8)
    await readWith(content)
  }
  const costly = [...new Map((flight?.findings ?? []).flatMap(one => (one.losesRight ? [[one.code, one] as const] : []))).values()]
  const answers = view.annex.courtAnswers ?? []
  /** Where a finding is put right that is of no field of the case: an agreement to be made, a paper to be issued, a file to be chosen. */
  const place = ({ code, tab }: Finding): (() => void) | undefined => {
    if (code === 'no-agreement') {
      const move = (['conclude', 'agree'] as const).find(one => view.moves.includes(one))
      return move && (() => start({ move }))
    }
    if (code === 'agreement-not-issued') {
      return () => {
        reveal()
        focusOn(`[aria-label="签发《${view.documents.find(({ id }) => id === 'D07' || id === 'D08')?.title ?? ''}》"]`)
      }
    }
    if (tab !== 'attachments') return undefined
    if ((kept?.attachments ?? []).some(({ name }) => !isFingerprint(name))) return () => focusOn('.court-materials input:not(:disabled)')
    return () => {
      open('attachments')
      focusOn('.add-attachment')
    }
  }
  const shown = (list: readonly Finding[], leave?: () => void) => <Findings view={view} findings={list} stops="不行" open={open} place={place} {...(leave && { leave })} />
  return (
    <Card size="small" title="送法院">
      <div className="stack">
        {possible.length === 0 && <p className="quiet">协议生效以后，或者法院委派、委托的案件结束以后，在这里打包送法院。</p>}
        {possible.length > 1 && <Radio.Group optionType="button" aria-label="送去做什么" value={purpose} onChange={event => setPurpose(event.target.value as Purpose)} options={possible.map(value => ({ value, label: purposes[value] }))} />}
        {possible.length > 0 && (kept?.attachments.length ?? 0) > 0 && profile === 'court' && (
          <div className="court-materials">
            <div className="sub-title">一起送的附件（没有勾选的留在本会）</div>
            {kept!.attachments.map(({ id, name }) => (
              <div className="paper-line" key={id}>
                <Checkbox
                  className="grow" disabled={isFingerprint(name)} checked={chosen[id] !== undefined}
                  onChange={event => setChosen(before => ({ ...before, [id]: event.target.checked ? materialGuess(name) : undefined }))}
                >{name}{isFingerprint(name) && <span className="quiet">　指纹材料不送出</span>}</Checkbox>
                {chosen[id] && <Select className="material-kind" aria-label={`${name}是什么材料`} value={chosen[id]} onChange={kind => setChosen(before => ({ ...before, [id]: kind }))} options={choicesOf(materialKinds)} />}
              </div>
            ))}
          </div>
        )}
        <div className="paper-line">
          <CourtIcon className="paper-icon" />
          <span className="paper-title">打包送法院的材料<span className="quiet">　先看清送出什么，再放进一个压缩包，附清单；单方谈话不送出，打包前在文件里逐句检索</span></span>
        </div>
        <div className="paper-line">
          <Select className="material-kind" aria-label="个人信息怎么处理" value={profile} onChange={setProfile} options={choicesOf(profiles)} disabled={possible.length === 0} />
          <span className="grow" />
          {purpose !== 'report' && <Button loading={busy === 'check'} disabled={busy !== ''} onClick={() => void precheck()}>预检</Button>}
          <Button loading={busy === 'look'} disabled={busy !== '' || refused !== undefined} title={refused} onClick={() => void look()}>打包送法院</Button>
        </div>
        {findings?.length === 0 && <p className="good-text finding-none">预检完毕，没有发现问题。</p>}
        {findings && findings.length > 0 && shown(findings)}
        {path && <SavedFile path={path} />}
        <ConfirmationStrip view={view} stored={stored} />
        <div>
          <div className="sub-title">法院的答复</div>
          {answers.length === 0 && <p className="quiet">还没有登记</p>}
          <ul className="plain-list gap-below">
            {answers.map(({ id, on, kind, caseNo, judge, note, exportId }) => (
              <li key={id}>{[`${chineseDate(on)}${courtAnswerKinds[kind]}`, caseNo, judge, note, exportId && '回执与送出的一致'].filter(Boolean).join('，')}</li>
            ))}
          </ul>
          <div className="paper-line">
            <Button disabled={refusedAnswer !== undefined} title={refusedAnswer} onClick={() => setAnswering(true)}>登记法院答复</Button>
            <Button disabled={refusedAnswer !== undefined} title={refusedAnswer} onClick={() => receipt.current?.click()}>读取法院回执</Button>
            <input ref={receipt} type="file" accept=".json,.zip" hidden aria-label="法院回执文件" onChange={event => {
              const [picked] = event.target.files ?? []
              if (picked) void read(picked)
              event.target.value = ''
            }} />
          </div>
        </div>
      </div>
      <Modal
        open={flight !== undefined} title="送出前核对" width={1000} onCancel={() => setFlight(undefined)} destroyOnHidden
        footer={[
          <Button key="no" onClick={() => setFlight(undefined)}>先不送</Button>,
          <Button key="yes" type="primary" loading={busy === 'pack'} disabled={!flight || flight.proof.hits.length > 0 || unsearchedOf(flight).some(({ name }) => !lookedAt.includes(name)) || costly.some(({ code }) => !acknowledged.includes(code))} onClick={() => void pack()}>核对无误，打包</Button>,
        ]}
      >
        {flight && (
          <PreflightPage
            flight={flight} lookedAt={lookedAt} look={setLookedAt}
            costly={costly.length > 0 && (
              <Alert type="warning" showIcon title="下面各项会使法院退回或者驳回，三十日却不等人：请先补正；确要就这样送出的，逐项勾选" description={costly.map(({ code, message: text }) => (
                <div key={code}><Checkbox checked={acknowledged.includes(code)} onChange={event => setAcknowledged(before => (event.target.checked ? [...before, code] : before.filter(one => one !== code)))}>知道：{text}</Checkbox></div>
              ))} />
            )}
            findings={flight.findings.length > 0 && <div><div className="sub-title">预检</div>{shown(flight.findings, () => setFlight(undefined))}</div>}
          />
        )}
      </Modal>
      <Modal
        open={against !== undefined} title="预检没有通过，仍要打包吗？" width={640} onCancel={() => setAgainst(undefined)} destroyOnHidden
        footer={[
          <Button key="no" autoFocus onClick={() => setAgainst(undefined)}>先不打包</Button>,
          <Button key="yes" type="primary" onClick={() => {
            setAgainst(undefined)
            void pack(true)
          }}>仍要打包</Button>,
        ]}
      >
        {against && shown(against, () => {
          setAgainst(undefined)
          setFlight(undefined)
        })}
      </Modal>
      <Modal open={unfiled !== undefined} title="哪天向法院递交的申请？" width={480} onCancel={() => setUnfiled(undefined)} footer={null} destroyOnHidden>
        <Form layout="vertical" onFinish={({ filedOn }: { filedOn?: string }) => void (unfiled && filedOn && readWith(unfiled, filedOn))}>
          <p className="note">回执与送出的一致。打包不等于递交：请写双方实际向法院递交申请的日期，再登记答复。</p>
          <Form.Item name="filedOn" label="递交日期" rules={[{ required: true, message: '请填写递交日期。' }]}><DateInput /></Form.Item>
          <Button type="primary" htmlType="submit">登记答复</Button>
        </Form>
      </Modal>
      <FormDialog open={answering} title="登记法院答复" width={640} onCancel={() => setAnswering(false)}>
        {file.archive
          ? <Alert type="warning" showIcon title="案件已归档；请主任先重新打开，再登记法院的答复。" />
          : <AnswerForm view={view} close={() => setAnswering(false)} stored={next => {
            setAnswering(false)
            stored(next)
          }} />}
      </FormDialog>
    </Card>
  )
}
