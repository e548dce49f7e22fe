/** What leaves with a transfer letter (移送材料), and the receipt that comes back. */
import { useState } from 'react'
import { App, Button, Checkbox, Input, Select } from 'antd'
import type { CaseView } from '../../../../../core/contract.ts'
import { useCaller } from '../../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { SavedFile } from '../../../controls/files/saved-file.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { LookedAt } from '../court/preflight-page.tsx'

type Props = { readonly view: CaseView; readonly index: number }

export const TransferPackage = ({ view, index }: Props) => {
  const call = useCaller()
  const { message } = App.useApp()
  const { value } = useAnswer('attachment.list', { caseId: view.file.id })
  const bodies = useAnswer('register.list', { kind: 'body', on: view.file.referrals![index]!.sentOn }).value?.entries ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [path, setPath] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [unseen, setUnseen] = useState<Parameters<typeof LookedAt>[0]['files']>([])
  const [lookedAt, setLookedAt] = useState<readonly string[]>([])
  const { toBody } = view.file.referrals![index]!
  const body = bodies.find(({ name }) => name === toBody)
  const attachments = value?.attachments ?? []
  /** A file of the package by its place: those behind the letter are the chosen attachments in their order. */
  const lookOf = (pointer: string, title: string): (typeof unseen)[number] => {
    const name = pointer.slice('/lookedAt/'.length).replaceAll('~1', '/').replaceAll('~0', '~')
    return { name, title, unsearched: [], attachmentId: chosen[Number.parseInt(name, 10) - 2] }
  }
  const pack = async (): Promise<void> => {
    setBusy(true)
    const made = await call('referral.package', { caseId: view.file.id, index, attachmentIds: [...chosen], lookedAt: [...lookedAt] })
    setBusy(false)
    if (made.ok) return setPath(made.value.path)
    const { code, message: text, problems = [] } = made.refusal
    if (code === 'not-looked-at') setUnseen(problems.map(({ pointer, message: what }) => lookOf(pointer, what)))
    else if (code !== 'cancelled') message.error(text, 10)
  }
  return (
    <>
      <p className="note">送给：{[toBody, body?.fields['person'], body?.fields['phone'], body?.fields['address']].filter(Boolean).join('，')}</p>
      <p>压缩包里有：移送函、材料清单和回执（当事人只写姓氏），下面所选的附件，以及核对用的清单。案件数据和谈话记录不外送。</p>
      {attachments.length === 0
        ? <p className="quiet">本案没有附件。</p>
        : <Checkbox.Group value={[...chosen]} onChange={ids => {
          setChosen(ids as string[])
          setUnseen([])
          setLookedAt([])
        }} options={attachments.map(({ id, name }) => ({ value: id, label: name }))} />}
      {unseen.length > 0 && <LookedAt files={unseen} lookedAt={lookedAt} look={setLookedAt} />}
      <div className="form-buttons"><Button type="primary" loading={busy} disabled={unseen.some(({ name }) => !lookedAt.includes(name))} onClick={() => void pack()}>打包移送材料</Button></div>
      {path && <SavedFile path={path} />}
    </>
  )
}

export const ReceiptForm = ({ view, index, close, stored }: Props & { readonly close: () => void; readonly stored: (view: CaseView) => void }) => {
  const { today } = useDesk()
  const { value } = useAnswer('attachment.list', { caseId: view.file.id })
  return (
    <CheckedForm
      command="referral.receipt"
      initial={view.annex.referralReceipts?.find(one => one.index === index) ?? { on: today }}
      input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object), index })}
      done={stored}
    >
      <div className="grid">
        <Field name="on" label="签收日期" required span={4}><DateInput /></Field>
        <Field name="receiver" label="接收人" required span={8}><Input /></Field>
        <Field name="attachmentId" label="回执的扫描件" span={12}><Select allowClear placeholder="可不选；先在“附件”里添加" options={(value?.attachments ?? []).map(({ id, name }) => ({ value: id, label: name }))} /></Field>
      </div>
      <FormButtons submit="保存回执" cancel={close} />
    </CheckedForm>
  )
}
