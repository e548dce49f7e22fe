/** One rule: its versions, their text and values, comments, comparison, and what can be done now. */
import { useState } from 'react'
import { Alert, App, Button, Card, Descriptions, Input, Select } from 'antd'
import { chineseDate } from '../../../../core/base/dates.ts'
import type { CommandName } from '../../../../core/contract.ts'
import type { RuleView, VersionView } from '../../../../core/contract/rules.ts'
import { ruleKinds, versionMoveNames, versionStates, type VersionMove } from '../../../../core/rules/library.ts'
import { parameterOf, sourceText, valueText, type ParameterId, type Value } from '../../../../core/parameters/parameters.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { BackIcon } from '../../controls/icons.tsx'
import { Markdown } from '../../controls/files/markdown.tsx'
import { timeInWords } from '../../controls/times.ts'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'
import { AdoptDialog } from './adopt-dialog.tsx'
import { Compare } from './compare.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { useSaid } from './said.tsx'
import { StepsTable } from './steps-table.tsx'
import { StateTag } from './state-tag.tsx'

const commands: Readonly<Record<VersionMove, CommandName>> = {
  edit: 'rule.saveDraft', discard: 'rule.discard', consult: 'rule.consult', comment: 'rule.comment', reply: 'rule.reply',
  adopt: 'rule.adopt', revise: 'rule.saveDraft', repeal: 'rule.repeal',
}

type Dialog = Exclude<VersionMove, 'discard'>

const Facts = ({ version }: { readonly version: VersionView }) => {
  const { consultation, adopted, repealed, validity, note, savedAt, savedBy } = version
  const facts: [string, string | undefined][] = [
    ['起草', `${savedBy}，${timeInWords(savedAt)}`],
    ['征求意见', consultation && `${chineseDate(consultation.from)}至${chineseDate(consultation.to)}，${consultation.comments.length} 条意见`],
    ['通过', adopted && `${chineseDate(adopted.on)}，${adopted.meeting}（${adopted.by}登记）`],
    ['施行', validity && `${chineseDate(validity.from)}起${validity.to ? `，至${chineseDate(validity.to)}` : ''}`],
    ['废止', repealed && `${chineseDate(repealed.on)}起，${repealed.reason}（${repealed.by}登记）`],
    ['说明', note],
  ]
  return <Descriptions size="small" column={{ xs: 1, md: 2 }} items={facts.filter(([, text]) => text).map(([label, text]) => ({ key: label, label, children: text, ...(label === '说明' && { span: 'filled' as const }) }))} />
}

const Parameters = ({ values, adopted }: Pick<VersionView, 'values' | 'adopted'>) => {
  const all = Object.entries(values) as [ParameterId, Value][]
  if (all.length === 0) return null
  return (
    <Card size="small" title="参数">
      <div className="facts-line">
        {all.map(([id, value]) => <span key={id}>{parameterOf(id).name} <strong>{valueText(id, value)}</strong><span className="quiet">　{sourceText(id, adopted !== undefined)}</span></span>)}
      </div>
    </Card>
  )
}

const Comments = ({ version, mayReply, reply }: { readonly version: VersionView; readonly mayReply: boolean; readonly reply: (commentId: string) => void }) => {
  const comments = version.consultation?.comments ?? []
  if (comments.length === 0) return null
  return (
    <Card size="small" title="意见和答复">
      {comments.map(({ id, by, at, text, reply: answer }) => (
        <div className="clause" key={id}>
          <div className="clause-text">
            <strong>{by}</strong><span className="quiet small">　{timeInWords(at)}</span>
            <div className="value">{text}</div>
            {answer && <div className="note">答复（{answer.by}，{timeInWords(answer.at)}）：{answer.text}</div>}
          </div>
          {mayReply && version.moves.includes('reply') && <Button aria-label={`答复${by}的意见`} onClick={() => reply(id)}>{answer ? '改答复' : '答复'}</Button>}
        </div>
      ))}
    </Card>
  )
}

export const RulePage = ({ ruleId, back }: { readonly ruleId: string; readonly back: () => void }) => {
  const call = useCaller()
  const { today, saved } = useDesk()
  const { message, modal } = App.useApp()
  const said = useSaid()
  const notAllowed = useNotAllowed()
  const { value: rule, refusal, reload, replace } = useAnswer('rule.show', { ruleId })
  const [no, setNo] = useState<number>()
  const [dialog, setDialog] = useState<Dialog>()
  const [commentId, setCommentId] = useState('')
  if (refusal) return <div className="sheet"><Alert type="error" showIcon title={refusal.message} className="gap-below" /><Button onClick={back}>回到列表</Button></div>
  if (!rule) return null
  const version = rule.versions.find(one => one.no === no) ?? rule.versions[0]!
  const close = (): void => setDialog(undefined)
  const stored = (view: RuleView, what: string): void => {
    replace(view)
    close()
    saved(what)
  }
  const say = (notes: readonly string[], what: string): void => {
    close()
    reload()
    said(what, notes)
  }
  const discard = (): void => void modal.confirm({
    title: `删除《${version.title}》第${version.no}版草案？`,
    content: '草案的文字不再保留。',
    okText: '删除',
    okButtonProps: { danger: true },
    cancelText: '不删除',
    autoFocusButton: 'cancel',
    onOk: async () => {
      const result = await call('rule.discard', { ruleId, no: version.no })
      if (!result.ok) return void message.error(result.refusal.message, 8)
      saved('草案已删除')
      if (rule.versions.length === 1) back()
      else {
        setNo(undefined)
        reload()
      }
    },
  })
  const press = (move: VersionMove): void => {
    if (move === 'discard') discard()
    else setDialog(move)
  }
  const which = { ruleId, no: version.no }
  const input = (values: object) => ({ ...(withoutBlanks(values) as object), ...which })
  return (
    <div className="sheet">
      <div className="tools">
        <Button type="text" icon={<BackIcon />} aria-label="回到制度列表" onClick={back} />
        <h1>{version.title}<small>{ruleKinds[version.kind]}</small></h1>
        <Select aria-label="哪一版" value={version.no} onChange={setNo} options={rule.versions.map(one => ({ value: one.no, label: `第${one.no}版（${versionStates[one.state]}）` }))} />
        <StateTag state={version.state} />
        <span className="tools-end">
          {version.moves.filter(move => move !== 'reply' && (move !== 'revise' || version === rule.versions[0])).map(move => (
            <Button key={move} type={move === 'adopt' || move === 'comment' ? 'primary' : 'default'} disabled={notAllowed(commands[move]) !== undefined} title={notAllowed(commands[move])} onClick={() => press(move)}>{move === 'consult' && version.consultation ? '改起止日期' : versionMoveNames[move]}</Button>
          ))}
        </span>
      </div>
      <Card size="small" title="来历"><Facts version={version} /></Card>
      <Parameters values={version.values} adopted={version.adopted} />
      <Comments version={version} mayReply={notAllowed('rule.reply') === undefined} reply={id => {
        setCommentId(id)
        setDialog('reply')
      }} />
      <Card size="small" title="正文"><Markdown text={version.filled} /></Card>
      {version.steps && <Card size="small" title="办理步骤"><StepsTable steps={version.steps} /></Card>}
      {rule.versions.length > 1 && <Compare key={rule.versions.length} versions={rule.versions} />}
      {(dialog === 'edit' || dialog === 'revise') && <RuleEditor ruleId={ruleId} version={version} versions={rule.versions} close={close} stored={view => {
        setNo(undefined)
        stored(view, '草案已保存')
      }} />}
      {dialog === 'adopt' && <AdoptDialog versions={[{ ...which, title: version.title }]} close={close} done={notes => say(notes, '已登记会议通过')} />}
      {dialog === 'consult' && (
        <FormDialog open title="征求意见" width={560} onCancel={close}>
          <CheckedForm command="rule.consult" initial={{ from: version.consultation?.from ?? today, to: version.consultation?.to }} input={input} done={view => stored(view, '征求意见的起止日期已保存')}>
            <p className="note">征求意见的文本不再改动；要改的，届满后起草新的一版。</p>
            <div className="grid">
              <Field name="from" label="从哪天" required span={6}><DateInput /></Field>
              <Field name="to" label="到哪天" required span={6}><DateInput /></Field>
            </div>
            <FormButtons submit="保存" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
      {dialog === 'comment' && (
        <FormDialog open title="提意见" width={560} onCancel={close}>
          <CheckedForm command="rule.comment" initial={{}} input={input} done={view => stored(view, '意见已记下')}>
            <div className="grid">
              <Field name="text" label="意见" required span={12}><Input.TextArea rows={4} /></Field>
              <Field name="by" label="谁的意见" span={6} note="不填就是自己的"><Input /></Field>
            </div>
            <FormButtons submit="保存意见" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
      {dialog === 'reply' && (
        <FormDialog open title="答复意见" width={560} onCancel={close}>
          <CheckedForm command="rule.reply" initial={{ text: version.consultation?.comments.find(one => one.id === commentId)?.reply?.text }} input={(values: object) => ({ ...input(values), commentId })} done={view => stored(view, '答复已保存')}>
            <p className="note">{version.consultation?.comments.find(one => one.id === commentId)?.text}</p>
            <div className="grid"><Field name="text" label="答复" required span={12}><Input.TextArea rows={3} /></Field></div>
            <FormButtons submit="保存答复" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
      {dialog === 'repeal' && (
        <FormDialog open title={`废止《${version.title}》第${version.no}版`} width={560} onCancel={close}>
          <CheckedForm command="rule.repeal" initial={{ on: today }} input={input} done={({ notes }) => say(notes, '已登记废止')}>
            <p className="note">在它施行期间受理的案件仍按它办理。要换成新的文本，请起草新版，不必废止。</p>
            <div className="grid">
              <Field name="on" label="从哪天起不再施行" required span={6}><DateInput /></Field>
              <Field name="reason" label="理由" required span={12}><Input.TextArea rows={2} /></Field>
            </div>
            <FormButtons submit="废止" cancel={close} />
          </CheckedForm>
        </FormDialog>
      )}
    </div>
  )
}
