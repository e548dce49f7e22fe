/** A draft: its name, its text, the values that deadlines take from it, and the steps of a procedure. */
import { Button, Form, Input, Select } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import type { RuleView, VersionView } from '../../../../core/contract/rules.ts'
import { ruleKinds, withNames, withoutNames } from '../../../../core/rules/library.ts'
import { parameterIds, parameterOf, sourceText, type ParameterId, type Value, isStatutory } from '../../../../core/parameters/parameters.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf } from '../../controls/forms/checked-form.tsx'
import { isPattern, parameterLabel, ParameterInput } from '../../controls/inputs/parameter-input.tsx'
import { RemoveIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'
import { stepOf, StepsEditor, type StepDraft } from './steps-editor.tsx'

type Values = Partial<Record<ParameterId, Value>>

/** The parameters of the text, each with its number; others can be added. */
const ParameterRows = () => {
  const form = Form.useFormInstance()
  const values = (Form.useWatch('values', { form, preserve: true }) ?? {}) as Values
  const ids = parameterIds.filter(id => Object.hasOwn(values, id))
  const set = (next: Values): void => form.setFieldValue('values', next)
  return (
    <>
      <div className="sub-title">参数</div>
      <p className="note">在文中写“{'{{'}参数名称{'}}'}”，印出时换成数值。期限、提醒和界限按施行中的数值计算。</p>
      <ProblemsOf name="values" />
      <div className="grid">
        {ids.map(id => {
          const { name } = parameterOf(id)
          const remove = (
            <Button type="text" size="small" tabIndex={-1} aria-label={`移除参数${name}`} icon={<RemoveIcon />} onClick={() => {
              const { [id]: _, ...rest } = form.getFieldValue('values') as Values
              set(rest)
            }} />
          )
          return (
            <Field key={id} name={['values', id]} label={parameterLabel(id)} required span={isPattern(id) ? 8 : 4} note={isStatutory(id) ? `${sourceText(id, false)}，法定，不能改` : sourceText(id, false)}>
              <ParameterInput parameter={id} suffix={remove} />
            </Field>
          )
        })}
        <div className="span-4">
          <div className="plain-label">添加参数</div>
          <Select
            className="full"
            aria-label="添加参数"
            value={null}
            placeholder="选择"
            showSearch={{ optionFilterProp: 'label' }}
            options={parameterIds.filter(id => !ids.includes(id)).map(id => ({ value: id, label: parameterOf(id).name }))}
            onChange={(id: ParameterId | null) => id && set({ ...values, [id]: parameterOf(id).default })}
          />
        </div>
      </div>
    </>
  )
}

export const RuleEditor = ({ ruleId, version, versions = [], close, stored }: {
  readonly ruleId?: string
  /** All that there are of the rule. */
  readonly versions?: readonly VersionView[]
  /** What to begin with. */
  readonly version?: VersionView
  readonly close: () => void
  readonly stored: (view: RuleView) => void
}) => (
  <FormDialog open title={version ? (version.state === 'draft' ? '修改草案' : `起草第${version.no + 1}版`) : '起草新制度'} width={1000} onCancel={close}>
    <CheckedForm
      command="rule.saveDraft"
      prefix="/content"
      initial={version
        ? { title: version.title, kind: version.kind, text: withNames(version.text), values: version.values, steps: version.steps, ...(version.state === 'draft' && { note: version.note }) }
        : { kind: 'detail', values: {} }}
      input={({ steps, ...values }: { text?: string; values?: object; steps?: StepDraft[] }) => ({
        ...(ruleId !== undefined && { ruleId }),
        content: { ...(withoutBlanks(values) as object), ...(steps && steps.length > 0 && { steps: (withoutBlanks(steps) as StepDraft[]).map(stepOf) }), text: withoutNames(values.text ?? ''), values: withoutBlanks(values.values ?? {}) },
      })}
      done={stored}
    >
      <div className="grid">
        <Field name="title" label="名称" required span={6}><Input /></Field>
        <Field name="kind" label="类别" required span={6}><Select options={choicesOf(ruleKinds)} /></Field>
        <Field name="text" label="正文" required span={12} note="标题前写“# ”，列表前写“- ”，加粗写“**文字**”。"><Input.TextArea rows={6} /></Field>
      </div>
      <ParameterRows />
      <StepsEditor used={versions.flatMap(({ steps }) => steps?.map(({ id }) => id) ?? [])} />
      <div className="grid"><Field name="note" label="说明" span={12} note="改了什么、为什么，可不填"><Input /></Field></div>
      <FormButtons submit="保存草案" cancel={close} />
    </CheckedForm>
  </FormDialog>
)
