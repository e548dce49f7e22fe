/** The steps of a procedure while its draft is written: by part of the course, each folded to a line until it is opened. */
import { useEffect, useRef, useState } from 'react'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { roles } from '../../../../core/base/accounts.ts'
import { choicesOf, disputeTypes, keysOf } from '../../../../core/base/codes.ts'
import { factNames, outcomes, phases, type Phase } from '../../../../core/case/steps/step-facts.ts'
import { knownDeadlines, limitEvents, limitText, ProcedureStep, shippedSteps } from '../../../../core/case/steps/procedure.ts'
import { Field, Folded, ProblemsOf, useRows } from '../../controls/forms/checked-form.tsx'
import { clearable, DownIcon, PlusIcon, RemoveIcon, UpIcon } from '../../controls/icons.tsx'

/** A step while it is filled in. */
export type StepDraft = Partial<Omit<ProcedureStep, 'limit'>> & { readonly limit?: { readonly by?: string; readonly days?: number; readonly unit?: string; readonly after?: string } }

/** What is sent of a step: without what does not apply. */
export const stepOf = ({ limit, types, optional, outcome, phase, ...rest }: StepDraft): object => ({
  ...rest, phase,
  ...(limit?.by !== undefined && { limit: limit.by === 'own' ? limit : { by: limit.by } }),
  ...(types && types.length > 0 && { types }),
  ...(optional && { optional }),
  ...(outcome !== undefined && hasOutcome(phase) && { outcome }),
})

/** Only of what comes after the mediation is it known how that ended. */
const hasOutcome = (phase: Phase | undefined): boolean => phase === 'settling' || phase === 'after'

const order = keysOf(phases)

/** `人民调解申请书（D01）；受理后 5 日内；上下层漏水` */
const summaryOf = (step: StepDraft): string => {
  const limit = ProcedureStep.shape.limit.safeParse(step.limit)
  return [step.form, limit.data && limitText(limit.data), step.types?.map(type => disputeTypes[type]).join('、'), step.outcome && outcomes[step.outcome], step.optional && '可选'].filter(Boolean).join('；')
}

const countUpTo = (steps: readonly StepDraft[], phase: Phase): number => steps.filter(step => order.indexOf(step.phase!) <= order.indexOf(phase)).length

/** Where a shipped step goes: behind those that it follows as shipped, or first in its part. */
const placeFor = (step: ProcedureStep, steps: readonly StepDraft[]): number => {
  const earlier = shippedSteps.slice(0, shippedSteps.indexOf(step))
  const after = steps.findLastIndex(one => one.phase === step.phase && earlier.some(({ fact }) => fact === one.fact))
  return after >= 0 ? after + 1 : countUpTo(steps.filter(one => one.phase !== step.phase), step.phase)
}

const limitChoices = [{ value: 'own', label: '本会另定' }, ...choicesOf(knownDeadlines)]

const StepFields = ({ index, phase }: { readonly index: number; readonly phase: Phase }) => {
  const form = Form.useFormInstance()
  const at = ['steps', index] as const
  const own = Form.useWatch([...at, 'limit', 'by'], { form, preserve: true }) === 'own'
  return (
    <div className="grid">
      <Field name={[...at, 'title']} label={`${index + 1}．步骤`} required span={4}><Input /></Field>
      <Field name={[...at, 'role']} label="责任" required span={2}><Select options={choicesOf(roles)} /></Field>
      <Field name={[...at, 'form']} label="文书" span={6}><Input placeholder="如：现场查看记录（D04）" /></Field>
      <Field name={[...at, 'why']} label="为什么要办" required span={12} note="轮到这一步时写在它下面"><Input /></Field>
      <Field name={[...at, 'limit', 'by']} label="期限" span={4}><Select allowClear={clearable} placeholder="不限" options={limitChoices} /></Field>
      {own && (
        <>
          <Field name={[...at, 'limit', 'after']} label="从哪天起算" required span={3}><Select placeholder="请选择" options={choicesOf(limitEvents)} /></Field>
          <Field name={[...at, 'limit', 'days']} label="多少天内" required span={2}><InputNumber className="full" controls={false} /></Field>
          <Field name={[...at, 'limit', 'unit']} label="按什么算" required span={3}><Select placeholder="请选择" options={[{ value: 'naturalDays', label: '日' }, { value: 'workingDays', label: '工作日' }]} /></Field>
        </>
      )}
      <Field name={[...at, 'article']} label="依据" span={own ? 12 : 8}><Input placeholder="如：人民调解法第21条" /></Field>
      <Field name={[...at, 'fact']} label="怎样看出已办" span={5} note="选了的，案件里有了就算办了"><Select allowClear={clearable} placeholder="由办理人登记" showSearch={{ optionFilterProp: 'label' }} options={choicesOf(factNames)} /></Field>
      <Field name={[...at, 'types']} label="纠纷类型" span={hasOutcome(phase) ? 5 : 7}><Select mode="multiple" placeholder="各类纠纷" showSearch={{ optionFilterProp: 'label' }} options={choicesOf(disputeTypes)} /></Field>
      {hasOutcome(phase) && <Field name={[...at, 'outcome']} label="结果" span={2}><Select allowClear={clearable} placeholder="不限" options={choicesOf(outcomes)} /></Field>}
      <Field name={[...at, 'optional']} label="" checkbox span={12}><Checkbox>可选：提示可以做，不做也不影响往下办</Checkbox></Field>
    </div>
  )
}

/** `used`: the numbers of steps in all versions, so that a new one is never taken for an old one. */
export const StepsEditor = ({ used }: { readonly used: readonly string[] }) => {
  const form = Form.useFormInstance()
  const { insert, move, remove } = useRows('steps')
  const steps = (Form.useWatch('steps', { form, preserve: true }) ?? []) as StepDraft[]
  const kind = Form.useWatch('kind', { form, preserve: true }) as string | undefined
  const last = useRef(0)
  const list = useRef<HTMLDivElement>(null)
  /** The step that was added: it is open from the first. */
  const [fresh, setFresh] = useState<string>()
  /** Where the cursor goes once other rows are drawn than there were: to the first field of a new step, or along with one that was moved. */
  const next = useRef<{ readonly id: string; readonly to: 'field' | 'up' | 'down'; readonly before: readonly StepDraft[] } | null>(null)
  useEffect(() => {
    if (!next.current || next.current.before === steps) return
    const { id, to } = next.current
    const row = list.current?.querySelector(`[data-step="${id}"]`)
    if (!row) return
    next.current = null
    if (to === 'field') return row.querySelector('input')?.focus()
    const buttons = [...row.querySelectorAll<HTMLButtonElement>('button[data-way]')]
    ;(buttons.find(one => one.dataset['way'] === to && !one.disabled) ?? buttons.find(one => !one.disabled))?.focus()
  })
  // Only a procedure has steps; those that are there stay in sight until they are removed.
  if (kind !== 'procedure' && steps.length === 0) return null

  const nextId = (): string => {
    const numbers = [...used, ...steps.map(({ id }) => id ?? '')].map(id => Number(/^s(\d+)$/.exec(id)?.[1] ?? 0))
    last.current = Math.max(last.current, ...numbers) + 1
    return `s${last.current}`
  }
  const addTo = (phase: Phase): void => {
    const id = nextId()
    setFresh(id)
    next.current = { id, to: 'field', before: steps }
    insert(countUpTo(steps, phase), { id, phase, role: 'mediator' })
  }
  /** One place up or down; over the edge of its part it goes into the next one. */
  const shift = (index: number, by: 1 | -1): void => {
    const step = steps[index]!
    next.current = { id: step.id!, to: by < 0 ? 'up' : 'down', before: steps }
    if (steps[index + by]?.phase === step.phase) return move(index, index + by)
    form.setFieldValue(['steps', index, 'phase'], order[order.indexOf(step.phase!) + by])
    move(index, index)
  }
  const missing = shippedSteps.filter(one => !steps.some(({ fact }) => fact === one.fact))
  const fill = (): void => {
    for (const step of missing) {
      const now = (form.getFieldValue('steps') as StepDraft[] | undefined) ?? []
      insert(placeFor(step, now), steps.some(({ id }) => id === step.id) ? { ...step, id: nextId() } : step)
    }
  }
  return (
    <div ref={list}>
      <div className="sub-title">办理步骤</div>
      <p className="note">写了步骤的流程施行后，从那天起受理的案件照它办：案件的“办理步骤”按这里的顺序列出，写明由谁办、用什么文书、何时到期、为什么。</p>
      <ProblemsOf name="steps" />
      {order.map(phase => (
        <div className="sub-block procedure-phase" key={phase} role="group" aria-label={phases[phase]}>
          <div className="sub-title">{phases[phase]}</div>
          {steps.map((step, index) => step.phase === phase && (
            <div className="procedure-step" key={step.id} data-step={step.id} role="group" aria-label={`第${index + 1}步`}>
              <div className="procedure-step-body">
                <Folded
                  name={['steps', index]}
                  opener={`展开第${index + 1}步`}
                  openFirst={step.id === fresh}
                  summary={<><strong>{index + 1}．{step.title}</strong><span className="quiet">　{step.role && roles[step.role]}　{summaryOf(step)}</span></>}
                >
                  <StepFields index={index} phase={phase} />
                </Folded>
              </div>
              <span className="procedure-step-buttons">
                <Button type="text" size="small" data-way="up" icon={<UpIcon />} disabled={index === 0 && phase === order[0]} aria-label={`第${index + 1}步上移`} title="上移" onClick={() => shift(index, -1)} />
                <Button type="text" size="small" data-way="down" icon={<DownIcon />} disabled={index === steps.length - 1 && phase === order.at(-1)} aria-label={`第${index + 1}步下移`} title="下移" onClick={() => shift(index, 1)} />
                <Button type="text" size="small" icon={<RemoveIcon />} aria-label={`移除第${index + 1}步`} title="移除" onClick={() => remove(index, `第 ${index + 1} 步“${step.title ?? ''}”`)} />
              </span>
            </div>
          ))}
          <Button className="quiet-add" type="link" size="small" icon={<PlusIcon />} aria-label={`在“${phases[phase]}”添加步骤`} onClick={() => addTo(phase)}>添加步骤</Button>
        </div>
      ))}
      {missing.length > 0 && <Button className="gap-below" icon={<PlusIcon />} onClick={fill}>{steps.length === 0 ? '从软件预设的步骤开始' : `补入软件预设的步骤（${missing.length} 步）`}</Button>}
    </div>
  )
}
