/** Taking cases along to another computer and bringing them back (外带办案): what is out, out and in, and what both sides changed. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Input, Radio } from 'antd'
import type { CommandName, Output } from '../../../../core/contract.ts'
import type { Refusal } from '../../../../core/base/result.ts'
import { base64Of } from '../../controls/files/base64.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useNotAllowed } from '../../controls/workspace.tsx'
import { differentPasswords, NewPassword } from '../../controls/forms/passwords.tsx'
import { SavedFile } from '../../controls/files/saved-file.tsx'
import { placeInWords, valueInWords } from '../../controls/words.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

type Values = { readonly password?: string; readonly again?: string; readonly note?: string; readonly reason?: string }
type Side = 'home' | 'away'
type Choices = Readonly<Record<string, Readonly<Record<string, Side>>>>
type Out = Output<'checkOut.list'>['rows'][number]

/** Asks for a new password and makes a file with it. */
const Sealing = ({ command, input, submit, made }: {
  readonly command: 'case.checkOut' | 'case.handBack'
  readonly input: object
  readonly submit: string
  readonly made: (path: string) => void
}) => (
  <CheckedForm
    command={command}
    initial={{}}
    input={({ password, note }: Values) => ({ ...input, password: password ?? '', ...(note?.trim() && { note }) })}
    check={({ password, again }: Values) => differentPasswords(password, again)}
    done={(value: { readonly path: string }) => made(value.path)}
  >
    <div className="grid">
      <NewPassword at={['password']} />
      {command === 'case.checkOut' && <Field name="note" label="去向" span={12}><Input placeholder="如：到清源小区上门调解；可不填" /></Field>}
    </div>
    <FormButtons submit={submit} />
  </CheckedForm>
)

const lastKey = (pointer: string): string => pointer.split('/').findLast(part => !/^\d+$/.test(part)) ?? ''
const words = (pointer: string): string => (pointer === '' ? '整件案件' : placeInWords(pointer.replace(/^\/(?:file|annex)/, '')))

/** Both versions of everything that was changed on both sides, to choose from. */
const Conflicts = ({ conflicts, choices, choose }: {
  readonly conflicts: NonNullable<Refusal['conflicts']>
  readonly choices: Choices
  readonly choose: (choices: Choices) => void
}) => (
  <div className="conflicts">
    {conflicts.map(({ id, title, differences }) => (
      <section key={id} className="conflict" aria-label={title}>
        <div className="conflict-head"><strong>{title}</strong></div>
        <table className="versions">
          <thead><tr><th>项目</th><th>本机的</th><th>带回来的</th><th>用哪一边</th></tr></thead>
          <tbody>
            {differences.map(({ pointer, stored, incoming }) => (
              <tr key={pointer}>
                <th>{words(pointer)}</th>
                <td className="value">{pointer === '' ? `两边合在一起不合规矩：${valueInWords(stored)}` : valueInWords(stored, lastKey(pointer))}</td>
                <td className="value">{pointer === '' ? '请整件选择一边' : valueInWords(incoming, lastKey(pointer))}</td>
                <td>
                  <Radio.Group
                    aria-label={`${words(pointer)}用哪一边`}
                    value={choices[id]?.[pointer]}
                    onChange={event => choose({ ...choices, [id]: { ...choices[id], [pointer]: event.target.value as Side } })}
                    options={[{ value: 'home', label: '本机的' }, { value: 'away', label: '带回来的' }]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    ))}
  </div>
)

const BringBack = ({ done }: { readonly done: (value: Output<'case.checkIn'>) => void }) => {
  const call = useCaller()
  const picker = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File>()
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const [choices, setChoices] = useState<Choices>({})
  const [busy, setBusy] = useState(false)
  const conflicts = refusal?.conflicts
  const undecided = conflicts?.reduce((sum, { id, differences }) => sum + differences.filter(({ pointer }) => !choices[id]?.[pointer]).length, 0) ?? 0
  const send = async (): Promise<void> => {
    if (!chosen) return setRefusal({ code: 'missing', message: '请先选择带回文件。' })
    setBusy(true)
    const content = await base64Of(chosen)
    const result = content === null
      ? { ok: false as const, refusal: { code: 'unreadable', message: '读不出这个文件，请重新选择。' } }
      : await call('case.checkIn', { content, password, choices })
    setBusy(false)
    if (result.ok) return done(result.value)
    setRefusal(result.refusal)
  }
  return (
    <>
      <div className="tools">
        <Button onClick={() => picker.current?.click()}>选择带回文件</Button>
        <span>{chosen?.name ?? '还没有选择'}</span>
        <input ref={picker} type="file" accept=".mca" hidden aria-label="带回文件" onChange={event => {
          setChosen(event.target.files?.[0])
          setRefusal(undefined)
          setChoices({})
        }} />
        <Input.Password className="command-filter" aria-label="带回文件的密码" placeholder="文件的密码" autoComplete="off" value={password} onChange={event => setPassword(event.target.value)} />
        {!conflicts && <Button type="primary" loading={busy} onClick={() => void send()}>带回并合并</Button>}
      </div>
      {refusal && <Alert type={conflicts ? 'warning' : 'error'} showIcon className="gap-below" title={refusal.message} />}
      {conflicts && (
        <>
          <Conflicts conflicts={conflicts} choices={choices} choose={setChoices} />
          <div className="tools">
            <span className="quiet">{undecided > 0 ? `还有 ${undecided} 处没有选择` : '已全部选择'}</span>
            <Button type="primary" disabled={undecided > 0} loading={busy} onClick={() => void send()}>按选择合并</Button>
          </div>
        </>
      )}
    </>
  )
}

const state = ({ returned, ended }: Out): string =>
  (returned ? `${returned.at.slice(0, 10)}由${returned.by}带回` : ended ? `${ended.at.slice(0, 10)}由${ended.by}注销：${ended.reason}` : '在外')

const Register = ({ rows, end }: { readonly rows: readonly Out[]; readonly end?: (id: string) => void }) => (
  rows.length === 0 ? <p className="quiet">没有带出过案件。</p> : (
    <table className="versions">
      <thead><tr><th>带出</th><th>案件</th><th>去向</th><th>情况</th></tr></thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td>{row.at.replace('T', ' ')}<br />{row.by}</td>
            <td className="value">{row.cases.slice(0, 20).map(({ fileNo, title }) => fileNo ?? title).join('\n')}{row.cases.length > 20 && `\n共 ${row.cases.length} 件`}</td>
            <td>{row.note ?? '—'}</td>
            <td>{state(row)}{end && !row.returned && !row.ended && <Button type="link" size="small" onClick={() => end(row.id)}>不再带回</Button>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
)

const EndForm = ({ id, done }: { readonly id: string; readonly done: () => void }) => (
  <CheckedForm command="checkOut.end" initial={{}} input={({ reason }: Values) => ({ id, reason: reason ?? '' })} done={done}>
    <div className="grid"><Field name="reason" label="为什么不再带回" required span={12}><Input placeholder="如：文件没有用上；笔记本遗失" /></Field></div>
    <FormButtons submit="注销外带" cancel={done} />
  </CheckedForm>
)

/** `picked`: which cases would be taken now, and how they are called. */
export const TakeAlong = ({ picked, changed }: {
  readonly picked: () => { readonly label: string; readonly count: number; readonly input: { readonly caseIds: readonly string[] } | { readonly filter: object } }
  readonly changed: () => void
}) => {
  const { message } = App.useApp()
  const notAllowed = useNotAllowed()
  const [open, setOpen] = useState(false)
  const [path, setPath] = useState<string>()
  const [ending, setEnding] = useState<string>()
  const list = useAnswer('checkOut.list', {})
  const refused = (command: CommandName): boolean => notAllowed(command) !== undefined
  if (refused('case.checkOut')) return null
  const guest = list.value?.guestOf
  const rows = list.value?.rows ?? []
  const out = rows.filter(({ returned, ended }) => !returned && !ended)
  const again = (): void => {
    list.reload()
    changed()
  }
  const made = (saved: string): void => {
    setPath(saved)
    again()
  }
  const close = (): void => {
    setOpen(false)
    setPath(undefined)
    setEnding(undefined)
  }
  const pick = picked()
  const saved = path && <><SavedFile path={path} /><p className="note">文件里有不外传的谈话记录：请只拷到自己的电脑，密码另外告知，用完删除。</p></>
  return (
    <>
      <Button onClick={() => setOpen(true)}>外带{out.length > 0 ? `（${out.length} 批在外）` : ''}</Button>
      <FormDialog open={open} title="外带办案" width={860} style={{ top: 24 }} onCancel={close}>
        {guest
          ? <>
            <p className="note">这台电脑上的 {guest.cases} 件案件是{guest.takenBy}在{guest.takenAt.replace('T', ' ')}带出来的。办完以后做成带回文件，拷回原来的电脑，在那里“带回”。</p>
            <Sealing command="case.handBack" input={{}} submit="做成带回文件" made={made} />
            {saved}
          </>
          : <>
            <h3>带出</h3>
            <p className="note">把{pick.label}（{pick.count} 件，连同附件、谈话记录和签发的文书）装进一个加密文件。在另一台电脑上首次打开本软件时选“用外带文件建立”。在外期间两边都可以办，带回时逐项合并。</p>
            <Sealing command="case.checkOut" input={pick.input} submit={`带出 ${pick.count} 件`} made={made} />
            {saved}
            <h3>带回</h3>
            <BringBack done={({ changed: merged, unchanged, added, decided, renumbered }) => {
              message.success([`已带回：合并 ${merged} 件`, `没有改动 ${unchanged} 件`, ...(added ? [`新增 ${added} 件`] : []), ...(decided ? [`按选择 ${decided} 处`] : [])].join('，'), 6)
              for (const { from, to } of renumbered) message.warning(`卷号 ${from} 在本机已用，带回的案件改编为 ${to}；用过旧卷号的文书请核对。`, 15)
              again()
              close()
            }} />
            <h3>外带登记</h3>
            {ending !== undefined
              ? <EndForm id={ending} done={() => {
                setEnding(undefined)
                again()
              }} />
              : <Register rows={rows} {...(!refused('checkOut.end') && { end: setEnding })} />}
          </>}
      </FormDialog>
    </>
  )
}
