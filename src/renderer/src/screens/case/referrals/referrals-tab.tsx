/** What goes out to other bodies: transfer letters and their answers, risk of escalation and its reports, escalations prevented. */
import { useState } from 'react'
import { Alert, AutoComplete, Button, Card, Form, Input, InputNumber, Radio, Select } from 'antd'
import { choicesOf, escalationKinds, referralReplies } from '../../../../../core/base/codes.ts'
import { addDays, chineseDate } from '../../../../../core/base/dates.ts'
import { letterState } from '../../../../../core/case/record/letters.ts'
import { reportBodies, reportWays, riskKinds, riskLevels, riskSentence, type Risk, type RiskReport } from '../../../../../core/case/record/risks.ts'
import { dutyText, relations, routingAdvice } from '../../../../../core/case/parties/routing.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { PlusIcon } from '../../../controls/icons.tsx'
import { LetterTag } from '../../../controls/cases/letters.tsx'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'
import { useBodiesNow } from './bodies-now.ts'
import { ReceiptForm, TransferPackage } from './transfer-dialog.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type FormProps = { readonly view: CaseView; readonly close: () => void; readonly stored: (view: CaseView) => void }

const ReferralFields = ({ view }: Pick<FormProps, 'view'>) => {
  const form = Form.useFormInstance()
  const { register, bodies } = useBodiesNow(view.file.type)
  const matterFor = (body: string): void => {
    const named = bodies.find(one => one.body === body && one.relation === 'E') ?? bodies.find(one => one.body === body)
    if (named && !(form.getFieldValue('matter') as string | undefined)?.trim())
      form.setFieldValue('matter', named.relation === 'E' ? `${named.forWhat ?? '本纠纷'}中涉嫌违法的事项，请依法查处` : `${named.forWhat ?? '本纠纷'}，请依职责${relations[named.relation]}`)
  }
  return (
    <div className="grid">
      <Field name="toBody" label="发给哪个单位" required span={12}>
        <AutoComplete
          options={[
            ...[...new Map(bodies.map(one => [one.body, one])).values()].map(one => ({ value: one.body, label: dutyText(one) })),
            ...register.filter(({ name }) => !bodies.some(({ body }) => body === name)).map(({ name }) => ({ value: name, label: name })),
          ]}
          onSelect={(body: string) => matterFor(body)}
          placeholder="可选择，也可直接填写"
        />
      </Field>
      <Field name="matter" label="移送的事项" required span={12}><Input.TextArea rows={2} /></Field>
      <Field name="sentOn" label="发函日期" required span={4}><DateInput /></Field>
      <Field name="replyDueOn" label="请于何日前答复" span={4}><DateInput /></Field>
      <Field name="documentNo" label="文号" span={4}><Input placeholder="可不填" /></Field>
    </div>
  )
}

const ReferralForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  const { register, bodies } = useBodiesNow(view.file.type)
  return (
    <>
      {register.length > 0 && <p className="note">{routingAdvice(bodies) ?? '这类纠纷没有必须移送查处的事项；需要别的单位协助的，也可以发函。'}</p>}
      <CheckedForm
        command="referral.record"
        prefix="/referral"
        initial={{ sentOn: today, replyDueOn: addDays(today, view.replyDays) }}
        input={(values: object) => ({ caseId: view.file.id, referral: withoutBlanks(values) })}
        done={stored}
      >
        <ReferralFields view={view} />
        <FormButtons submit="登记发函" cancel={close} />
      </CheckedForm>
    </>
  )
}

const ReplyForm = ({ view, index, close, stored }: FormProps & { readonly index: number }) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="referral.reply"
      initial={{ repliedOn: today, reply: 'accepted' }}
      input={(values: object) => ({ caseId: view.file.id, index, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid">
        <Field name="repliedOn" label="答复日期" required span={4}><DateInput /></Field>
        <Field name="reply" label="答复" required span={8}><Radio.Group optionType="button" options={choicesOf(referralReplies)} /></Field>
        <Field name="note" label="答复内容" span={12}><Input.TextArea rows={2} placeholder="可不填" /></Field>
      </div>
      <FormButtons submit="保存答复" cancel={close} />
    </CheckedForm>
  )
}

const RiskForm = ({ view, close, stored }: FormProps) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="risk.raise"
      prefix="/risk"
      initial={{ raisedOn: today, level: 'general' }}
      input={(values: object) => ({ caseId: view.file.id, risk: withoutBlanks(values) })}
      done={stored}
    >
      <div className="grid">
        <Field name="kind" label="什么风险" required span={12}><Select options={choicesOf(riskKinds)} placeholder="请选择" /></Field>
        <Field name="level" label="程度" required span={8}><Radio.Group optionType="button" options={choicesOf(riskLevels)} /></Field>
        <Field name="raisedOn" label="发现日期" required span={4}><DateInput /></Field>
        <Field name="description" label="情况" required span={12}><Input.TextArea rows={3} placeholder="谁、说了或做了什么、采取了什么预防措施" /></Field>
      </div>
      <FormButtons submit="登记风险" cancel={close} />
    </CheckedForm>
  )
}

const ReportForm = ({ view, risk, index, close, stored }: FormProps & { readonly risk: Risk; readonly index?: number }) => {
  const { today } = useDesk()
  const present: Partial<RiskReport> = index === undefined ? { on: today, how: 'phone', toBody: risk.kind === 'petition' ? '市信访局' : '公安派出所', content: risk.description } : risk.reports[index]!
  return (
    <CheckedForm
      command="risk.report"
      prefix="/report"
      initial={present}
      input={(values: object) => ({ caseId: view.file.id, riskId: risk.id, ...(index !== undefined && { index }), report: withoutBlanks(values) })}
      done={stored}
    >
      <div className="grid">
        <Field name="toBody" label="报告给哪个单位" required span={8}><AutoComplete options={reportBodies.map(value => ({ value }))} placeholder="可选择，也可直接填写" /></Field>
        <Field name="on" label="报告日期" required span={4}><DateInput /></Field>
        <Field name="how" label="方式" required span={12}><Radio.Group optionType="button" options={choicesOf(reportWays)} /></Field>
        <Field name="content" label="报告内容" required span={12}><Input.TextArea rows={3} /></Field>
        <Field name="reply" label="对方答复" span={12}><Input.TextArea rows={2} placeholder="还没有答复的，可不填，以后补记" /></Field>
      </div>
      <FormButtons submit="保存报告" cancel={close} />
    </CheckedForm>
  )
}

const CloseForm = ({ view, risk, close, stored }: FormProps & { readonly risk: Risk }) => {
  const { today } = useDesk()
  return (
    <CheckedForm
      command="risk.close"
      initial={{ closedOn: today }}
      input={(values: object) => ({ caseId: view.file.id, riskId: risk.id, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid">
        <Field name="closedOn" label="解除日期" required span={4}><DateInput /></Field>
        <Field name="closedReason" label="为什么可以解除" required span={8}>
          <AutoComplete options={['当事人情绪已经平复', '双方已达成协议', '公安机关已处理', '有关部门已接手'].map(value => ({ value }))} placeholder="可选择，也可直接填写" />
        </Field>
      </div>
      <FormButtons submit="解除风险" cancel={close} />
    </CheckedForm>
  )
}

const EscalationForm = ({ view, index, close, stored }: FormProps & { readonly index?: number }) => {
  const { today } = useDesk()
  return (
    <>
      <p className="note">这些数字会报入统计表，只在主任批准后登记；批准人记为当前账户。</p>
      <CheckedForm
        command="escalation.record"
        prefix="/entry"
        initial={index === undefined ? { on: today, cases: 1 } : view.file.escalationPrevented![index]!}
        input={(values: object) => {
          const { approvedBy: _approvedBy, ...entry } = withoutBlanks(values) as { approvedBy?: string }
          return { caseId: view.file.id, ...(index !== undefined && { index }), entry }
        }}
        done={stored}
      >
        <div className="grid">
          <Field name="kind" label="防止了什么" required span={8}><Select options={choicesOf(escalationKinds)} placeholder="请选择" /></Field>
          <Field name="on" label="日期" required span={4}><DateInput /></Field>
          <Field name="cases" label="件数" required span={6}><InputNumber className="full" controls={false} /></Field>
          <Field name="persons" label="人数" required span={6}><InputNumber className="full" controls={false} /></Field>
          <Field name="note" label="情况说明" required span={12}><Input.TextArea rows={3} /></Field>
        </div>
        <FormButtons submit="批准并登记" cancel={close} />
      </CheckedForm>
    </>
  )
}

type Dialog =
  | { readonly name: 'letter' | 'risk' }
  | { readonly name: 'reply' | 'package' | 'receipt'; readonly index: number }
  | { readonly name: 'report'; readonly risk: Risk; readonly index?: number }
  | { readonly name: 'close'; readonly risk: Risk }
  | { readonly name: 'escalation'; readonly index?: number }

const titles: Readonly<Record<Dialog['name'], string>> = {
  letter: '发移送函', package: '移送材料', receipt: '登记回执', risk: '登记激化风险', reply: '登记答复', report: '报告激化风险', close: '解除激化风险', escalation: '登记防止激化',
}

const LETTER = 'D25'

export const LettersTab = ({ view, stored }: { readonly view: CaseView; readonly stored: (what: string) => (view: CaseView) => void }) => {
  const now = useBodiesNow(view.file.type).bodies
  const advice = view.file.end ? view.routingAdvice : routingAdvice(now)
  const { today } = useDesk()
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const [dialog, setDialog] = useState<Dialog>()
  const [path, setPath] = useState<string>()
  const { file, annex } = view
  const letters = file.referrals ?? []
  const risks = annex.risks ?? []
  const prevented = file.escalationPrevented ?? []
  const close = (): void => setDialog(undefined)
  const done = (what: string) => (next: CaseView): void => {
    close()
    stored(what)(next)
  }
  const repliesTo = (index: number) => (annex.referralReplies ?? []).filter(one => one.index === index)
  return (
    <div className="stack">
      <Card
        size="small" title="激化风险"
        extra={!file.archive && !notAllowed('risk.raise') && <Button icon={<PlusIcon />} onClick={() => setDialog({ name: 'risk' })}>登记风险</Button>}
      >
        {risks.length === 0 && <p className="quiet">没有登记。发现可能激化的，请登记并及时报告公安机关或有关部门（人民调解法第25条）。</p>}
        {risks.map(risk => {
          const open = risk.closedOn === undefined
          return (
            <div className="appointment" key={risk.id}>
              <div className="appointment-text">
                <strong>{riskKinds[risk.kind]}</strong><span className={`stage ${open ? 'tone-bad' : 'tone-quiet'}`}>{open ? riskLevels[risk.level] : '已解除'}</span>
                <p className="long-text">{risk.description}</p>
                <div className="note">{open ? riskSentence(risk, today) : `${chineseDate(risk.raisedOn)}${risk.raisedBy}登记，${chineseDate(risk.closedOn!)}解除：${risk.closedReason}`}</div>
                {risk.reports.length > 0 && (
                  <ul className="plain-list">
                    {risk.reports.map((report, index) => (
                      <li key={index}>
                        {chineseDate(report.on)}{reportWays[report.how]}报告{report.toBody}：{report.content}
                        {report.reply === undefined
                          ? !notAllowed('risk.report') && <Button type="link" size="small" onClick={() => setDialog({ name: 'report', risk, index })}>补记答复</Button>
                          : <div className="quiet">答复：{report.reply}</div>}
                      </li>
                    ))}
                  </ul>
                )}
              </div>
              {open && !notAllowed('risk.report') && (
                <div className="appointment-tools">
                  <Button type={risk.reports.length === 0 ? 'primary' : 'default'} onClick={() => setDialog({ name: 'report', risk })}>登记报告</Button>
                  <Button onClick={() => setDialog({ name: 'close', risk })}>解除</Button>
                </div>
              )}
            </div>
          )
        })}
      </Card>
      <Card
        size="small" title="移送函"
        extra={!file.archive && !notAllowed('referral.record') && <Button icon={<PlusIcon />} onClick={() => setDialog({ name: 'letter' })}>发移送函</Button>}
      >
        {advice && <Alert type="info" showIcon className="gap-below" title={advice} />}
        {letters.length === 0 && <p className="quiet">还没有发函</p>}
        {letters.map((letter, index) => (
          <div className="appointment" key={index}>
            <div className="appointment-text">
              <strong>{letter.toBody}</strong><LetterTag letter={{ ...letter, state: letterState(letter, today) }} today={today} />
              <p className="long-text">{letter.matter}</p>
              <div className="note">
                {[`${chineseDate(letter.sentOn)}发函`, letter.documentNo, letter.replyDueOn && `请于${chineseDate(letter.replyDueOn)}前答复`].filter(Boolean).join('，')}
              </div>
              {(annex.referralReceipts ?? []).filter(one => one.index === index).map(one => <div className="note" key={one.on}>{chineseDate(one.on)}签收，接收人：{one.receiver}</div>)}
              {repliesTo(index).length > 0
                ? <ul className="plain-list">{repliesTo(index).map((one, at) => <li key={at}>{chineseDate(one.repliedOn)}答复：{referralReplies[one.reply]}{one.note && `。${one.note}`}</li>)}</ul>
                : letter.repliedOn && <div className="note">{chineseDate(letter.repliedOn)}答复{letter.reply && `：${referralReplies[letter.reply]}`}</div>}
            </div>
            <div className="appointment-tools">
              {!notAllowed('referral.reply') && letter.reply !== 'done' && letter.reply !== 'returned' && <Button onClick={() => setDialog({ name: 'reply', index })}>登记答复</Button>}
              {!notAllowed('referral.receipt') && !(annex.referralReceipts ?? []).some(one => one.index === index) && <Button onClick={() => setDialog({ name: 'receipt', index })}>登记回执</Button>}
              {!notAllowed('referral.package') && <Button onClick={() => setDialog({ name: 'package', index })}>移送材料</Button>}
            </div>
          </div>
        ))}
        {letters.length > 0 && view.documents.some(({ id }) => id === LETTER) && !notAllowed('document.make') && (
          <Button className="gap-above" onClick={() => void make('document.make', { caseId: file.id, document: LETTER }).then(made => made && setPath(made))}>生成移送函</Button>
        )}
        {path && <SavedFile path={path} />}
      </Card>
      {(prevented.length > 0 || (!file.archive && !notAllowed('escalation.record'))) && (
        <Card
          size="small" title="防止激化"
          extra={!file.archive && !notAllowed('escalation.record') && <Button icon={<PlusIcon />} onClick={() => setDialog({ name: 'escalation' })}>登记防止激化</Button>}
        >
          {prevented.length === 0 && <p className="quiet">没有登记。由主任批准后登记，报入统计表。</p>}
          {prevented.map((entry, index) => (
            <div className="appointment" key={index}>
              <div className="appointment-text">
                <strong>{escalationKinds[entry.kind]}</strong>　{chineseDate(entry.on)}，{entry.cases} 件 {entry.persons} 人
                <p className="long-text">{entry.note}</p>
                <div className="note">{entry.approvedBy}批准</div>
              </div>
              {!file.archive && !notAllowed('escalation.record') && <div className="appointment-tools"><Button onClick={() => setDialog({ name: 'escalation', index })}>更正</Button></div>}
            </div>
          ))}
        </Card>
      )}
      {dialog && (
        <FormDialog open title={titles[dialog.name]} width={640} onCancel={close}>
          {dialog.name === 'letter' && <ReferralForm view={view} close={close} stored={done('发函已登记')} />}
          {dialog.name === 'reply' && <ReplyForm view={view} index={dialog.index} close={close} stored={done('答复已登记')} />}
          {dialog.name === 'package' && <TransferPackage view={view} index={dialog.index} />}
          {dialog.name === 'receipt' && <ReceiptForm view={view} index={dialog.index} close={close} stored={done('回执已登记')} />}
          {dialog.name === 'risk' && <RiskForm view={view} close={close} stored={done('风险已登记')} />}
          {dialog.name === 'report' && <ReportForm view={view} risk={dialog.risk} index={dialog.index} close={close} stored={done('报告已登记')} />}
          {dialog.name === 'close' && <CloseForm view={view} risk={dialog.risk} close={close} stored={done('风险已解除')} />}
          {dialog.name === 'escalation' && <EscalationForm view={view} index={dialog.index} close={close} stored={done('防止激化已登记')} />}
        </FormDialog>
      )}
    </div>
  )
}
