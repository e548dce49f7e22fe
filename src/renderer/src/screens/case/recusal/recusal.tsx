/** Whether a mediator should stand back (回避): the findings, how each was cleared up, and the change of mediators. */
import { useEffect, useState } from 'react'
import { Alert, Button, Card, Checkbox, Form, Input, Select } from 'antd'
import { presidingMediatorId, type CaseFile } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, mediatorDuties, mediatorKinds } from '../../../../../core/base/codes.ts'
import { type ConflictFinding } from '../../../../../core/case/parties/recusal.ts'
import { clearanceResults } from '../../../../../core/case/record/clearance.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { mediatorNameOf, useAnswer, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type ClearanceProps = {
  readonly caseId: string
  readonly findings: readonly ConflictFinding[]
  readonly close: () => void
  readonly stored: (view: CaseView) => void
}

/** Notes for one mediator what was asked, of whom, and what came of it. */
const ClearanceDialog = ({ caseId, findings, close, stored }: ClearanceProps) => {
  const { office, today, saved } = useDesk()
  const mediatorId = findings[0]!.mediatorId
  return (
    <FormDialog open title={`回避核实：调解员${mediatorNameOf(office, mediatorId)}`} width={680} onCancel={close}>
      <ul className="plain-list gap-below">{findings.map(finding => <li key={finding.key}>{finding.sentence}</li>)}</ul>
      <CheckedForm
        command="clearance.record"
        initial={{ on: today, result: 'none' }}
        input={(values: object) => ({ caseId, mediatorId, findings: findings.map(finding => finding.key), asked: '', whom: '', ...values })}
        done={view => {
          saved('核实结果已登记')
          stored(view)
        }}
      >
        <div className="grid">
          <Field name="asked" label="问了什么" required span={12}><Input placeholder="如：是否与当事人有亲属关系、利害关系" /></Field>
          <Field name="whom" label="问了谁" required span={5}><Input placeholder="如：调解员本人、双方当事人" /></Field>
          <Field name="on" label="核实日期" required span={3}><DateInput /></Field>
          <Field name="result" label="结果" required span={4}><Select options={choicesOf(clearanceResults).filter(({ value }) => value !== 'replaced')} /></Field>
        </div>
        <p className="note">应当回避的，请改派他人：受理时另选调解员，办理中用“更换调解员”。</p>
        <FormButtons submit="登记核实" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

const byMediator = (findings: readonly ConflictFinding[]): readonly (readonly ConflictFinding[])[] =>
  [...new Set(findings.map(finding => finding.mediatorId))].map(id => findings.filter(finding => finding.mediatorId === id))

type FindingsProps = { readonly caseId: string; readonly findings: readonly ConflictFinding[]; readonly stored: (view: CaseView) => void }

const Findings = ({ caseId, findings, stored }: FindingsProps) => {
  const [clearing, setClearing] = useState<readonly ConflictFinding[]>()
  const refused = useNotAllowed()('clearance.record')
  return (
    <>
      {byMediator(findings).map(list => (
        <Alert
          key={list[0]!.mediatorId}
          type="warning"
          showIcon
          className="gap-below"
          title={<ul className="bare-list">{list.map(finding => <li key={finding.key}>{finding.sentence}</li>)}</ul>}
          action={<Button size="small" disabled={refused !== undefined} title={refused} onClick={() => setClearing(list)}>登记核实</Button>}
        />
      ))}
      {clearing && <ClearanceDialog caseId={caseId} findings={clearing} close={() => setClearing(undefined)} stored={view => {
        setClearing(undefined)
        stored(view)
      }} />}
    </>
  )
}

type Chosen = { presiding?: string; assisting?: string[]; despiteFindings?: boolean }

/** What a form with `MediatorFields` says, as the commands take it. */
export const assignmentOf = ({ presiding, assisting = [], despiteFindings }: Chosen) => ({
  mediators: [
    ...(presiding ? [{ mediatorId: presiding, duty: 'presiding' as const }] : []),
    ...assisting.map(mediatorId => ({ mediatorId, duty: 'assisting' as const })),
  ],
  ...(despiteFindings && { despiteFindings }),
})

export const presidingMissing = ({ presiding }: Chosen) =>
  (presiding ? [] : [{ pointer: '/presiding', code: 'form', message: '请选择主持调解员。', severity: 'error' as const }])

/** Below the choice of mediators: what speaks against them in this case. Nobody goes on without having read it. */
export const ConflictQuestions = ({ caseId }: { readonly caseId: string }) => {
  const chosen = Form.useWatch(({ presiding, assisting = [] }: Chosen) => [presiding, ...assisting].filter(Boolean).join('\n'),
    { form: Form.useFormInstance(), preserve: true }) as string | undefined
  // A yes was given to these people, not to others.
  return chosen ? <Questions key={chosen} caseId={caseId} mediatorIds={chosen.split('\n')} /> : null
}

const Questions = ({ caseId, mediatorIds }: { readonly caseId: string; readonly mediatorIds: string[] }) => {
  const form = Form.useFormInstance()
  const { value, reload } = useAnswer('conflict.check', { caseId, mediatorIds })
  useEffect(() => form.setFieldValue('despiteFindings', undefined), [form])
  const open = value?.findings.filter(finding => !finding.cleared) ?? []
  if (open.length === 0) return null
  return (
    <>
      <Findings caseId={caseId} findings={open} stored={reload} />
      <div className="grid"><Field name="despiteFindings" label="" span={12} checkbox><Checkbox>我已看到以上情形，先行指定，随后核实登记</Checkbox></Field></div>
    </>
  )
}

/** Mediators of the register whose term has not ended; whoever has the case stays to be chosen. */
export const useMediatorChoices = (file: CaseFile) => {
  const { office, today } = useDesk()
  const present = new Set(file.mediators?.map(({ mediatorId }) => mediatorId))
  return office.mediators
    .filter(({ id, termTo }) => present.has(id) || termTo === undefined || termTo >= today)
    .map(({ id, name, kind }) => ({ value: id, label: `${name}（${mediatorKinds[kind]}）` }))
}

type ChangeProps = { readonly file: CaseFile; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const ChangeMediatorsDialog = ({ file, close, stored }: ChangeProps) => {
  const { today } = useDesk()
  const mediators = useMediatorChoices(file)
  return (
    <FormDialog open title="更换调解员" width={680} onCancel={close}>
      <CheckedForm
        command="mediators.change"
        initial={{
          on: today,
          presiding: presidingMediatorId(file),
          assisting: (file.mediators ?? []).filter(({ duty }) => duty === 'assisting').map(({ mediatorId }) => mediatorId),
        }}
        input={({ on, reason, ...chosen }: Chosen & { on?: string; reason?: string }) => ({ caseId: file.id, on: on ?? '', reason: reason ?? '', ...assignmentOf(chosen) })}
        check={presidingMissing}
        done={stored}
      >
        <div className="grid">
          <Field name="on" label="更换日期" required span={4}><DateInput /></Field>
          <Field name="presiding" label="主持调解员" required span={4}><Select options={mediators} placeholder="请选择" /></Field>
          <Field name="assisting" label="协办调解员" span={4}><Select mode="multiple" options={mediators} placeholder="可不选" /></Field>
          <Field name="reason" label="更换原因" required span={12}><Input placeholder="如：当事人要求更换、应当回避、调解员离任" /></Field>
        </div>
        <ProblemsOf name="mediators" />
        <ConflictQuestions caseId={file.id} />
        <FormButtons submit="更换" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

/** On the case: what is still to be asked, what was cleared up, and who had the case before. */
export const ConflictCard = ({ view, stored }: { readonly view: CaseView; readonly stored?: (view: CaseView) => void }) => {
  const { office } = useDesk()
  const { conflicts, annex, file } = view
  const open = conflicts.filter(finding => !finding.cleared)
  const { clearances = [], mediatorChanges = [] } = annex
  if (open.length === 0 && clearances.length === 0 && mediatorChanges.length === 0) return null
  const named = (mediators: readonly { mediatorId: string; duty: keyof typeof mediatorDuties }[]): string =>
    mediators.map(({ mediatorId, duty }) => `${mediatorNameOf(office, mediatorId)}（${mediatorDuties[duty]}）`).join('、') || '（无）'
  return (
    <Card size="small" title="回避与更换调解员">
      {stored ? <Findings caseId={file.id} findings={open} stored={stored} /> : open.map(({ key, sentence }) => <p key={key} className="warn-text">{sentence}</p>)}
      <ul className="plain-list">
        {clearances.map(one => (
          <li key={one.id}>{chineseDate(one.on)}核实调解员{mediatorNameOf(office, one.mediatorId)}：{one.asked}（问{one.whom}）——<strong>{clearanceResults[one.result]}</strong><span className="quiet">　{one.by}登记</span></li>
        ))}
        {mediatorChanges.map((one, index) => (
          <li key={index}>{chineseDate(one.on)}更换调解员：{named(one.from)} → {named(one.to)}，{one.reason}<span className="quiet">　{one.by}登记</span></li>
        ))}
      </ul>
    </Card>
  )
}
