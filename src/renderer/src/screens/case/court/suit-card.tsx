/** What a suit over property fees needs (诉讼要素): asked while the case is at hand, printed where mediation fails. */
import { useState } from 'react'
import { Button, Card, Input, Radio, Select } from 'antd'
import { choicesOf } from '../../../../../core/base/codes.ts'
import { answeredPoints, isPropertyServiceCase, mediationWishes, organisationTypes, ownerships, type SuitElements } from '../../../../../core/case/record/suit-elements.ts'
import { suitDefaults } from '../../../../../core/case/agreement/suit-defaults.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { placeOf } from '../../../../../core/documents/writing/case-words.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { DecimalInput } from '../../../controls/inputs/decimal-input.tsx'
import { useNotAllowed } from '../../../controls/workspace.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type Props = { readonly view: CaseView; readonly stored: (view: CaseView) => void }
type Values = Readonly<Record<string, unknown>>

const yesNo = [{ value: true, label: '是' }, { value: false, label: '否' }]

const numberProblems = (values: Values): Problem[] =>
  ([['area', '面积写法不对，请填写数字，最多两位小数，如 98.5。'], ['feeFen', unreadableAmount], ['lateFeeFen', unreadableAmount]] as const).flatMap(([key, message]) => {
    const value = values[key]
    return typeof value === 'string' && value.trim() !== '' ? [{ pointer: `/suit/${key}`, code: 'number', message, severity: 'error' as const }] : []
  })

/** What is kept: only what says something else than the worksheet does, so that a corrected worksheet is followed. */
const kept = (values: Values, defaults: Partial<SuitElements>): unknown =>
  withoutBlanks(Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== (defaults as Values)[key])))

const SuitDialog = ({ view, stored, close }: Props & { readonly close: () => void }) => {
  const { file, annex } = view
  const defaults = suitDefaults(annex.feeWorksheets ?? [], file, placeOf(file))
  return (
    <FormDialog open title="诉讼要素（物业服务合同纠纷）" width={860} style={{ top: 24 }} onCancel={close}>
      <p className="note">调解不成时据此填写要素式起诉状、答辩状（法〔2025〕82号）。都可以不填，不填的在文书上留空白。登记的事实、请求和物业费计算表里已有的已经填好。</p>
      <CheckedForm
        command="suit.save"
        prefix="/suit"
        initial={{ ...defaults, ...annex.suitElements }}
        input={(values: Values) => ({ caseId: file.id, suit: kept(values, defaults) })}
        check={numberProblems}
        done={stored}
      >
        <h3>合同</h3>
        <div className="grid">
          <Field name="contractName" label="合同名称" span={6}><Input placeholder="如：前期物业服务合同" /></Field>
          <Field name="contractNo" label="合同编号" span={3}><Input /></Field>
          <Field name="contractOn" label="签订时间" span={3}><DateInput /></Field>
          <Field name="contractPlace" label="签订地点" span={6}><Input /></Field>
          <Field name="signers" label="签订主体" span={6}><Input placeholder="甲方、乙方各是谁" /></Field>
          <Field name="location" label="坐落位置" span={6}><Input /></Field>
          <Field name="area" label="面积" span={3}><DecimalInput places={2} suffix="㎡" /></Field>
          <Field name="owner" label="房屋所有权人" span={3}><Input /></Field>
          <Field name="feeStandard" label="约定的物业费标准" span={6}><Input.TextArea rows={2} /></Field>
          <Field name="payment" label="约定的支付方式" span={6}><Input.TextArea rows={2} placeholder="如：按季度，每季首月 15 日前" /></Field>
          <Field name="serviceFrom" label="服务期限起" span={3}><DateInput /></Field>
          <Field name="serviceTo" label="服务期限止" span={3}><DateInput /></Field>
          <Field name="lateFeeStandard" label="约定的违约金标准" span={6}><Input /></Field>
        </div>
        <h3>请求</h3>
        <div className="grid">
          <Field name="feeUntil" label="物业费截至" span={3}><DateInput /></Field>
          <Field name="feeFen" label="欠付物业费" span={3}><AmountInput /></Field>
          <Field name="lateFeeUntil" label="违约金截至" span={3}><DateInput /></Field>
          <Field name="lateFeeFen" label="违约金" span={3}><AmountInput /></Field>
          <Field name="feeReckoning" label="物业费计算方式" span={6}><Input.TextArea rows={3} /></Field>
          <Field name="lateFeeReckoning" label="违约金计算方式" span={6}><Input.TextArea rows={3} /></Field>
          <Field name="lateFeeToPayment" label="违约金计到实际清偿之日" span={4}><Radio.Group optionType="button" options={yesNo} /></Field>
          <Field name="costs" label="诉讼费用由被告负担" span={4}><Radio.Group optionType="button" options={yesNo} /></Field>
          <Field name="otherClaims" label="其他请求" span={4}><Input.TextArea rows={2} /></Field>
          <Field name="demands" label="催缴情况" span={12}><Input.TextArea rows={2} placeholder="哪天、用什么方式、催缴了什么" /></Field>
          <Field name="otherFacts" label="其他需要说明的内容" span={6}><Input.TextArea rows={2} /></Field>
          <Field name="basis" label="请求依据" span={6}><Input.TextArea rows={2} placeholder="不填则写合同条款和民法典第九百三十七条、第九百四十四条" /></Field>
        </div>
        <h3>管辖、保全和调解意愿</h3>
        <div className="grid">
          <Field name="jurisdictionAgreed" label="有仲裁、管辖约定" span={4}><Radio.Group optionType="button" options={yesNo} /></Field>
          <Field name="jurisdiction" label="约定的内容" span={8}><Input /></Field>
          <Field name="preserved" label="已经诉前保全" span={4}><Radio.Group optionType="button" options={yesNo} /></Field>
          <Field name="preservation" label="保全法院、时间和文书" span={8}><Input /></Field>
          <Field name="mediationKnown" label="了解先行调解" span={4}><Radio.Group optionType="button" options={yesNo} /></Field>
          <Field name="mediationWish" label="考虑先行调解" span={8}><Radio.Group optionType="button" options={choicesOf(mediationWishes)} /></Field>
        </div>
        {file.parties.map(({ id, name, kind }) => (
          <section key={id}>
            <h3>{name}</h3>
            <div className="grid">
              {kind === 'person'
                ? <>
                  <Field name={['parties', id, 'workplace']} label="工作单位" span={4}><Input /></Field>
                  <Field name={['parties', id, 'duty']} label="职务" span={4}><Input /></Field>
                  <Field name={['parties', id, 'residence']} label="经常居住地" span={4}><Input placeholder="与住所不同的才填" /></Field>
                </>
                : <>
                  <Field name={['parties', id, 'registeredAt']} label="注册地、登记地" span={4}><Input /></Field>
                  <Field name={['parties', id, 'type']} label="单位类型" span={4}><Select allowClear options={choicesOf(organisationTypes)} placeholder="请选择" /></Field>
                  <Field name={['parties', id, 'ownership']} label="所有制性质" span={4}><Select allowClear options={choicesOf(ownerships)} placeholder="请选择" /></Field>
                </>}
            </div>
          </section>
        ))}
        <h3>被告的答辩</h3>
        <div className="grid">
          {choicesOf(answeredPoints).flatMap(({ value, label }) => [
            <Field key={value} name={['answers', value, 'agreed']} label={label} span={6}>
              <Radio.Group optionType="button" options={[{ value: true, label: '无异议' }, { value: false, label: '有异议' }]} />
            </Field>,
            <Field key={`${value}-reason`} name={['answers', value, 'reason']} label="事实和理由" span={6}><Input /></Field>,
          ])}
        </div>
        <FormButtons submit="保存诉讼要素" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

export const SuitCard = ({ view, stored }: Props) => {
  const notAllowed = useNotAllowed()
  const [asking, setAsking] = useState(false)
  const { file, annex } = view
  if (!isPropertyServiceCase(file) || file.agreement || annex.voided) return null
  const filled = Object.keys(annex.suitElements ?? {}).length
  return (
    <Card size="small" className="gap-above" title="诉讼要素" extra={!notAllowed('suit.save') && <Button onClick={() => setAsking(true)}>填写诉讼要素</Button>}>
      <p className="quiet">{filled > 0 ? `已填 ${filled} 项。` : '还没有填写。'}合同、收费标准、欠费和催缴情况；调解不成时，“文书”里的要素式起诉状、答辩状据此填好。</p>
      {asking && (
        <SuitDialog
          view={view}
          close={() => setAsking(false)}
          stored={next => {
            setAsking(false)
            stored(next)
          }}
        />
      )}
    </Card>
  )
}
