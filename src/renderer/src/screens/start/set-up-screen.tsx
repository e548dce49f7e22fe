/** The first start: committee, mediators, the first account, and the recovery key. */
import { useState } from 'react'
import { Alert, App, Button, Checkbox, Form, Input, Radio, Space, Steps } from 'antd'
import { choicesOf, mediatorKinds } from '../../../../core/base/codes.ts'
import type { LocalDate } from '../../../../core/base/dates.ts'
import { yearOf } from '../../../../core/base/dates.ts'
import { fileNoOf } from '../../../../core/base/numbering.ts'
import { contract, type Output } from '../../../../core/contract.ts'
import { parseWith } from '../../../../core/base/parse-input.ts'
import type { Problem } from '../../../../core/base/result.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf, useReport, useRows } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { differentPasswords, NewPassword } from '../../controls/forms/passwords.tsx'
import { OpenAlong, type OpenedAlong } from '../../controls/files/open-offsite.tsx'
import { DataFolders } from '../../controls/files/data-folders.tsx'
import { RestoreBackup } from '../../controls/files/restore-backup.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { RecoveryKeyScreen } from './recovery-key-screen.tsx'

type Values = {
  mediators?: object[]
  account?: { name?: string; password?: string; again?: string }
  /** Invented cases to practise with are put in afterwards. */
  fill?: boolean
}

const inputOf = (values: Values): Record<string, unknown> => {
  const { account, fill: _fill, ...rest } = withoutBlanks(values) as Values
  const { again: _again, ...kept } = { again: '', ...account }
  return { office: {}, mediators: [], ...rest, account: kept }
}

const beyondSchema = ({ account, mediators = [] }: Values): Problem[] => [
  ...differentPasswords(account?.password, account?.again, '/account/again'),
  ...(mediators.length === 0 ? [{ pointer: '/mediators', code: 'form', message: '至少登记一名调解员，受理时要指定主持人。', severity: 'error' as const }] : []),
]

const steps = [
  { title: '调委会', owns: ['/office'] },
  { title: '调解员', owns: ['/mediators'] },
  { title: '账户', owns: ['/account', '/rehearsal'] },
] as const

const stepOf = (pointer: string): number => steps.findIndex(({ owns }) => owns.some(start => pointer.startsWith(start)))

/** The committee's details, on the first start and in the settings. `at` is where they lie in the form. */
export const OfficeFields = ({ at, today }: { readonly at: readonly string[]; readonly today: LocalDate }) => {
  const form = Form.useFormInstance()
  const word = (Form.useWatch([...at, 'numberWord'], form) as string | undefined)?.trim()
  return (
    <div className="grid">
      <Field name={[...at, 'name']} label="调委会名称" required span={8}><Input placeholder="如：赤壁市物业纠纷人民调解委员会" /></Field>
      <Field name={[...at, 'regionCode']} label="行政区划代码" required span={4} note="6 位数字"><Input placeholder="如：421281" inputMode="numeric" maxLength={6} /></Field>
      <Field name={[...at, 'numberWord']} label="编号用字" required span={4}><Input placeholder="如：赤物" /></Field>
      <div className="field span-8">
        <div className="plain-label">受理时编出的卷号</div>
        <div className="example">{fileNoOf(word || '赤物', yearOf(today), 1)}{!word && <span className="quiet">　（示例）</span>}</div>
      </div>
      <Field name={[...at, 'court']} label="对接的人民法院" required span={6}><Input placeholder="如：赤壁市人民法院" /></Field>
      <Field name={[...at, 'phone']} label="联系电话" span={6}><Input placeholder="可不填" inputMode="tel" /></Field>
      <Field name={[...at, 'address']} label="办公地址" span={12}><Input placeholder="可不填" /></Field>
    </div>
  )
}

/** The register of mediators as rows, on the first start and in the settings. */
export const MediatorRows = () => {
  const { count, add, remove } = useRows('mediators')
  const form = Form.useFormInstance()
  return (
    <>
      <ProblemsOf name="mediators" />
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`调解员${index + 1}`}>
          <Field name={['mediators', index, 'name']} label="姓名" required span={2}><Input /></Field>
          <Field name={['mediators', index, 'kind']} label="类别" required><Radio.Group optionType="button" options={choicesOf(mediatorKinds)} /></Field>
          <Field name={['mediators', index, 'termFrom']} label="聘期开始" span={2}><DateInput /></Field>
          <Field name={['mediators', index, 'termTo']} label="聘期结束" span={2}><DateInput /></Field>
          <Field name={['mediators', index, 'phone']} label="电话" span={2}><Input inputMode="tel" /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} aria-label={`移除调解员${index + 1}`} title="移除"
            onClick={() => remove(index, `调解员${(form.getFieldValue(['mediators', index, 'name']) as string | undefined) ?? ''}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add({ kind: 'fullTime' })}>添加调解员</Button>
    </>
  )
}

const StepButtons = ({ step, go }: { readonly step: number; readonly go: (step: number) => void }) => {
  const form = Form.useFormInstance()
  const report = useReport()

  /** Shows what is wrong on this step; goes on when nothing is. */
  const next = (): void => {
    const values = form.getFieldsValue(true) as Values
    const parsed = parseWith(contract['office.setUp'].input, inputOf(values))
    const wrong = [...beyondSchema(values), ...(parsed.ok ? [] : parsed.problems)].filter(({ pointer }) => stepOf(pointer) === step)
    report(wrong)
    if (wrong.length === 0) go(step + 1)
  }

  return (
    <Space className="step-buttons">
      {step > 0 && <Button size="large" onClick={() => go(step - 1)}>上一步</Button>}
      {step < steps.length - 1 ? <Button size="large" type="primary" onClick={next}>下一步</Button> : <FormButtons submit="完成设立" />}
    </Space>
  )
}

export const SetUpScreen = ({ today, done }: { readonly today: LocalDate; readonly done: () => Promise<void> }) => {
  const [step, setStep] = useState(0)
  const [made, setMade] = useState<Output<'office.setUp'>>()
  const [along, setAlong] = useState<OpenedAlong>()
  const [form] = Form.useForm()
  const call = useCaller()
  const { message } = App.useApp()
  const rehearsal = Form.useWatch('rehearsal', form) as boolean | undefined

  const finish = async (value: Output<'office.setUp'>): Promise<void> => {
    if (value.rehearsal && form.getFieldValue('fill') === true) {
      const filled = await call('rehearsal.fill', {})
      if (!filled.ok) message.error(filled.refusal.message, 8)
    }
    setMade(value)
  }

  if (along) return <RecoveryKeyScreen recoveryKey={along.recoveryKey} committee={along.office} rehearsal={along.rehearsal} today={today} done={done} />
  if (made) return <RecoveryKeyScreen recoveryKey={made.recoveryKey} committee={made.office.name} rehearsal={made.rehearsal} today={today} done={done} />
  return (
    <div className="door top">
      <div className="door-box wide">
        <h1 className="door-title">物业纠纷人民调解工作站</h1>
        <p className="door-lead">第一次使用，请先登记调委会。这些资料只存在这台电脑上，以后可以在“设置”里修改。</p>
        <Steps current={step} size="small" className="steps" items={steps.map(({ title }) => ({ title }))} />
        <CheckedForm
          command="office.setUp"
          form={form}
          initial={{ mediators: [{ kind: 'fullTime' }] }}
          input={inputOf}
          check={beyondSchema}
          reveal={pointer => setStep(Math.max(0, stepOf(pointer)))}
          done={value => void finish(value)}
        >
          <section hidden={step !== 0}><OfficeFields at={['office']} today={today} /></section>
          <section hidden={step !== 1}><MediatorRows /></section>
          <section hidden={step !== 2}>
            <div className="grid">
              <Field name={['account', 'name']} label="账户名" required span={4}><Input placeholder="如：您的姓名" autoComplete="username" /></Field>
              <NewPassword at={['account', 'password']} span={4} />
            </div>
            <Alert type="info" showIcon className="gap-below" title="这是第一个账户，有全部权限；其他人的账户以后在“设置”里添加。忘记密码时，要用下一页的恢复密钥重设，请准备好打印机或纸笔。" />
            <Field name="rehearsal" label="" span={12} checkbox
              note="用来练习和演示。此后屏幕、文书和文件名上都标明是演练，不能改成正式资料；正式使用请另选一个资料文件夹。">
              <Checkbox>这是演练资料，不是真实案件</Checkbox>
            </Field>
            {rehearsal && <Field name="fill" label="" span={12} checkbox><Checkbox>放入 60 个虚构的案件（各种阶段，有超期的），马上就能练习</Checkbox></Field>}
          </section>
          <StepButtons step={step} go={setStep} />
        </CheckedForm>
        {step === 0 && <div className="door-restore"><span className="note">以前用过、手里有备份文件的，不必重新登记：</span><RestoreBackup done={done} /><span className="note">把案件带到这台电脑上办的：</span><OpenAlong done={setAlong} /><DataFolders link /></div>}
      </div>
    </div>
  )
}
