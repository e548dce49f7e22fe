/** One agreement term for each owner of the list, with their sum in view before anything is stored. */
import { Alert, Form, Input, Radio, Select } from 'antd'
import { yuanBoth } from '../../../../../core/base/amounts.ts'
import { sides } from '../../../../../core/base/codes.ts'
import { sumOf } from '../../../../../core/case/parties/roster.ts'
import { type HeadList } from '../../../../../core/case/record/roster.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type Values = { amounts?: 'each' | 'list'; eachFen?: number | string; totalFen?: number | string }

const Sum = ({ list }: { readonly list: HeadList }) => {
  const form = Form.useFormInstance()
  const amounts = Form.useWatch('amounts', form) as Values['amounts']
  const eachFen = Form.useWatch('eachFen', form) as Values['eachFen']
  const { totalFen, withAmount } = sumOf(list.rows)
  const sum = amounts === 'list' ? totalFen : typeof eachFen === 'number' ? eachFen * list.rows.length : undefined
  const without = list.rows.length - withAmount
  return (
    <>
      {amounts === 'list' && without > 0 && <Alert type="warning" showIcon className="gap-below" title={`名册里有 ${without} 户没有金额，请先在名册补填，或改为每户相同。`} />}
      {sum !== undefined && <Alert type="info" showIcon className="gap-below" title={`${list.rows.length} 户，合计 ${yuanBoth(sum)}`} />}
    </>
  )
}

const EachAmount = () => (Form.useWatch('amounts', Form.useFormInstance()) === 'each'
  ? <Field name="eachFen" label="每户金额" required span={6}><AmountInput /></Field> : null)

type Props = { readonly view: CaseView; readonly list: HeadList; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const OwnerTermsDialog = ({ view, list, close, stored }: Props) => {
  const { file } = view
  const group = file.parties.find(party => party.id === list.partyId)
  const others = file.parties.filter(party => party.id !== list.partyId)
  const amountProblem = (field: 'eachFen' | 'totalFen', value: unknown) =>
    (typeof value === 'string' ? [{ pointer: `/plan/${field}`, code: 'amount', message: unreadableAmount, severity: 'error' as const }] : [])
  return (
    <FormDialog open title="按名册生成分户条款" width={720} onCancel={close}>
      <p className="note">名册上的每一户生成一项给付条款，履行情况可以分户登记；协议书正文写成一项，各户金额印在附件《户代表名册及分户给付表》里。再次生成会替换以前按名册生成的条款，其他条款不动。</p>
      <CheckedForm
        command="headList.makeTerms"
        prefix="/plan"
        initial={{ otherParty: others.find(party => party.side !== group?.side)?.id ?? others[0]?.id, direction: 'toOwners', amounts: sumOf(list.rows).withAmount > 0 ? 'list' : 'each' }}
        input={(values: Values) => {
          const { amounts, eachFen, ...plan } = withoutBlanks(values) as Values
          return { caseId: file.id, plan: { ...plan, ...(amounts === 'each' && eachFen !== undefined && { eachFen }) } }
        }}
        check={({ amounts, eachFen, totalFen }: Values) => [
          ...(amounts === 'each' && eachFen === undefined ? [{ pointer: '/plan/eachFen', code: 'missing', message: '缺少这一项，请填写。', severity: 'error' as const }] : []),
          ...amountProblem('eachFen', eachFen), ...amountProblem('totalFen', totalFen),
        ]}
        done={stored}
      >
        <div className="grid">
          <Field name="otherParty" label="另一方当事人" required span={6}><Select options={others.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))} /></Field>
          <Field name="direction" label="谁付给谁" required span={6}>
            <Radio.Group optionType="button" options={[{ value: 'toOwners', label: '另一方付给各户' }, { value: 'fromOwners', label: '各户付给另一方' }]} />
          </Field>
          <Field name="subject" label="款项名称" required span={6}><Input placeholder="如：多收的停车费" /></Field>
          <Field name="amounts" label="金额" required span={6}>
            <Radio.Group optionType="button" options={[{ value: 'each', label: '每户相同' }, { value: 'list', label: '按名册金额' }]} />
          </Field>
          <EachAmount />
          <Field name="totalFen" label="约定的总额（核对用，可不填）" span={6}><AmountInput /></Field>
        </div>
        <Sum list={list} />
        <div className="grid">
          <Field name="dueOn" label="履行期限（最后一日）" span={4}><DateInput /></Field>
          <Field name="manner" label="履行方式" span={4}><Input placeholder="如：银行转账" /></Field>
          <Field name="place" label="履行地点" span={4}><Input /></Field>
        </div>
        <FormButtons submit="生成" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
