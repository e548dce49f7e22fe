/** One contact of the book, new or to be put right. */
import { useRef } from 'react'
import { Form, Input, Radio, Select } from 'antd'
import { choicesOf, idKinds, partyKinds, sexes } from '../../../../core/base/codes.ts'
import { identityWarnings, residentIdFacts } from '../../../../core/case/parties/identity.ts'
import { contactRoles, type Contact } from '../../../../core/office/contacts.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk } from '../../controls/workspace.tsx'
import { clearable } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

const ContactFields = () => {
  const { today } = useDesk()
  const form = Form.useFormInstance()
  const typed = withoutBlanks((Form.useWatch(values => values as object, { form, preserve: true }) ?? {}) as object) as Partial<Contact>
  const odd = new Map(identityWarnings(typed, today).map(({ field, message }) => [field as string, message]))
  const person = (typed.kind ?? 'person') === 'person'
  const filledFrom = useRef(typed.idNo ? residentIdFacts(typed.idNo) : null)
  /** Birthday and sex follow the number of the resident ID, unless somebody typed them otherwise. */
  const fillFromId = (idNo: string): void => {
    const facts = residentIdFacts(idNo.trim())
    if (!facts || (typed.idKind && typed.idKind !== 'residentId')) return
    for (const key of ['bornOn', 'sex'] as const) {
      const now = form.getFieldValue(key) as string | undefined
      if (!now || now === filledFrom.current?.[key]) form.setFieldValue(key, facts[key])
    }
    filledFrom.current = facts
  }
  return (
    <div className="grid">
      <Field name="kind" label="自然人或单位" required span={4}>
        <Radio.Group optionType="button" options={choicesOf(partyKinds)} onChange={event => form.setFieldValue('role', event.target.value === 'person' ? 'party' : 'propertyCompany')} />
      </Field>
      <Field name="role" label="身份" required span={3}><Select options={choicesOf(contactRoles)} /></Field>
      <Field name="name" label={person ? '姓名' : '名称'} required span={5}><Input /></Field>
      {person
        ? (
          <>
            <Field name="idKind" label="证件种类" span={3}><Select allowClear={clearable} options={choicesOf(idKinds)} /></Field>
            <Field name="idNo" label="证件号码" span={4} warning={odd.get('idNo')}><Input onChange={event => fillFromId(event.target.value)} /></Field>
            <Field name="sex" label="性别" span={2} warning={odd.get('sex')}><Radio.Group optionType="button" options={choicesOf(sexes)} /></Field>
            <Field name="bornOn" label="出生日期" span={3} warning={odd.get('bornOn')}><DateInput /></Field>
            <Field name="ethnicity" label="民族" span={3}><Input /></Field>
            <Field name="occupation" label="职业或职务" span={4}><Input /></Field>
          </>
        )
        : (
          <>
            <Field name="uscc" label="统一社会信用代码" span={5} warning={odd.get('uscc')}><Input /></Field>
            <Field name="filingNo" label="备案号" span={3} note="业主委员会没有信用代码时填"><Input /></Field>
            <Field name={['representative', 'name']} label="法定代表人或负责人" span={4}><Input /></Field>
            <Field name={['representative', 'duty']} label="职务" span={3}><Input /></Field>
          </>
        )}
      <Field name="phone" label="联系电话" span={4} warning={odd.get('phone')}><Input inputMode="tel" /></Field>
      <Field name="estate" label="小区" span={4}><Input /></Field>
      <Field name="address" label={person ? '住址' : '地址'} span={8}><Input /></Field>
      <Field name="note" label="备注" span={12}><Input /></Field>
    </div>
  )
}

type Props = { readonly contact: Contact | undefined; readonly close: () => void; readonly stored: () => void }

export const ContactDialog = ({ contact, close, stored }: Props) => {
  const { seenOn: _seenOn, removedAt: _removedAt, ...known } = contact ?? { kind: 'organisation' as const, role: 'propertyCompany' as const }
  return (
    <FormDialog open title={contact ? `修改“${contact.name}”` : '添加联系人'} width={860} onCancel={close}>
      <CheckedForm
        command="contact.save"
        prefix="/contact"
        initial={known}
        input={values => ({ contact: withoutBlanks(values) })}
        done={stored}
      >
        <ContactFields />
        <FormButtons submit="保存" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
