/** What is known when somebody asks for mediation: one form for registering and for correcting. */
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { Alert, Button, Card, Cascader, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { sourceForms } from '../../../../core/case/record/before-acceptance.ts'
import type { CaseFile, Party } from '../../../../core/case/record/case-file.ts'
import {
  authorities, choicesOf, courtProcedures, disputeTypes, idKinds, officialCategories, partyKinds, regionNames, sexes, sides, sources,
  type Source,
} from '../../../../core/base/codes.ts'
import { identityWarnings, residentIdFacts } from '../../../../core/case/parties/identity.ts'
import { offeredAt, placeParts, placeTree, type KnownPlace, type PlacePart } from '../../../../core/case/parties/places.ts'
import { pickedContact, type Contact, type PartyFieldOfContact } from '../../../../core/office/contacts.ts'
import { Field, Folded, ProblemsOf, useRows, useTouched } from '../../controls/forms/checked-form.tsx'
import { ContactInput } from '../../controls/inputs/contact-input.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { clearable, PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { SuggestInput } from '../../controls/inputs/suggest-input.tsx'
import { fieldsOf, isIdKindUnused } from '../../controls/cases/party-labels.ts'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { placeInWords, valueInWords } from '../../controls/words.ts'
import { RoutingHint } from './routing-hint.tsx'

const { TextArea } = Input

const newParty = (side: Party['side']): Partial<Party> => ({ side, kind: 'person', idKind: 'residentId' })

type Draft = Partial<Omit<CaseFile, 'parties' | 'claims'>> & { replyDueOn?: string; parties?: Partial<Party>[]; claims?: (string | undefined)[] }

export const emptyIntake = (today: string): Draft => ({
  source: 'application',
  appliedOn: today as CaseFile['appliedOn'],
  claims: [''],
  parties: [newParty('applicant'), newParty('respondent')],
})

const letterOf = (source: Source | undefined) => sourceForms[source ?? 'application'].letter

/** The form's values as a command takes them: a letter only where a body sent the matter, claims that say something. */
export const applicationOf = (values: Draft): Record<string, unknown> => {
  const letter = letterOf(values.source)
  const plain = withoutBlanks({
    ...values,
    sourceRef: letter === 'none' ? undefined : { ...values.sourceRef, procedure: values.source === 'courtAfterFiling' ? values.sourceRef?.procedure : undefined },
    replyDueOn: letter === 'body' ? values.replyDueOn : undefined,
  }) as Draft & Record<string, unknown>
  return {
    ...plain,
    claims: (plain.claims ?? []).filter(Boolean),
    parties: (plain.parties ?? []).map(party => {
      const { agents, idKind, ...others } = party
      return { ...others, ...(idKind && !isIdKindUnused(party) && { idKind }), ...(agents && agents.length > 0 && { agents }) }
    }),
  }
}

const streets = Object.entries(regionNames).map(([value, label]) => ({ value, label }))

const SourceLetter = ({ asksReply }: { readonly asksReply: boolean }) => {
  const form = Form.useFormInstance()
  const source = Form.useWatch('source', form) as Source | undefined
  const { letter, clock } = sourceForms[source ?? 'application']
  if (letter === 'none') return clock === '' ? null : <p className="note">{clock}</p>
  const court = letter === 'court'
  return (
    <div className="sub-block" role="group" aria-label="来函">
      <div className="sub-title">来函<span className="quiet">　{clock}</span></div>
      <ProblemsOf name="sourceRef" />
      <div className="grid">
        <Field name={['sourceRef', 'body']} label="来函单位" required span={4}><Input /></Field>
        <Field name={['sourceRef', 'receivedOn']} label="签收日期" required span={2}><DateInput /></Field>
        <Field name={['sourceRef', 'documentNo']} label={court ? '案号' : '文号'} span={3}><Input /></Field>
        <Field name={['sourceRef', 'officer']} label={court ? '承办法官' : '经办人'} span={3}><Input /></Field>
        {source === 'courtAfterFiling' && (
          <Field name={['sourceRef', 'procedure']} label="审理程序" required span={4}><Radio.Group optionType="button" options={choicesOf(courtProcedures)} /></Field>
        )}
        {!court && asksReply && <Field name="replyDueOn" label="要求答复的日期" span={3}><DateInput /></Field>}
      </div>
    </div>
  )
}

/** How the first day is called depends on who came. */
const AppliedOn = () => {
  const source = Form.useWatch('source', Form.useFormInstance()) as Source | undefined
  return <Field name="appliedOn" label={sourceForms[source ?? 'application'].appliedOn} required span={2}><DateInput /></Field>
}

const Claims = () => {
  const { count, add, remove } = useRows('claims')
  return (
    <>
      <ProblemsOf name="claims" />
      {Array.from({ length: count }, (_, index) => (
        <div className="claim" key={index}>
          <div className="grid grow"><Field name={['claims', index]} label={`申请事项${index + 1}`} span={12}><Input /></Field></div>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除申请事项${index + 1}`} onClick={() => remove(index, `申请事项${index + 1}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add('')}>添加申请事项</Button>
    </>
  )
}

const representativeLabels = { person: '法定代理人', organisation: '法定代表人或负责人' } as const

/** Drawn anew for what belongs to this party, and not whenever any name changes. */
const PartyFields = memo(({ index }: { readonly index: number }) => {
  const { today } = useDesk()
  const form = Form.useFormInstance()
  const at = ['parties', index] as const
  const raw = Form.useWatch([...at], { form, preserve: true }) as Partial<Party> | undefined
  const party = withoutBlanks(raw ?? {}) as Partial<Party>
  const kind = party.kind ?? 'person'
  const foreign = party.idKind === 'passport'
  const shown = new Set(fieldsOf(party))
  const odd = new Map(identityWarnings(party, today).map(({ field, message }) => [field as string, message]))
  const filledFrom = useRef(party.idNo ? residentIdFacts(party.idNo) : null)

  /** Birthday and sex follow the number of the resident ID, unless somebody typed them otherwise. */
  const fillFromId = (idNo: string): void => {
    const facts = residentIdFacts(idNo.trim())
    if (!facts || (party.idKind && party.idKind !== 'residentId')) return
    for (const key of ['bornOn', 'sex'] as const) {
      const now = form.getFieldValue([...at, key]) as string | undefined
      if (!now || now === filledFrom.current?.[key]) form.setFieldValue([...at, key], facts[key])
    }
    filledFrom.current = facts
  }

  const [differing, setDiffering] = useState<{ readonly contact: Contact; readonly fields: readonly PartyFieldOfContact[] }>()

  /** Empty fields are filled; what was typed stays, and where the book says otherwise that is said. */
  const pick = (field: PartyFieldOfContact) => (contact: Contact): void => {
    const { fill, differs } = pickedContact(withoutBlanks(form.getFieldValue([...at])) as Partial<Party>, contact, field)
    for (const [key, value] of Object.entries(fill)) form.setFieldValue([...at, key], value)
    if (fill.idNo !== undefined) fillFromId(fill.idNo)
    setDiffering(differs.length > 0 ? { contact, fields: differs } : undefined)
  }
  const takeAll = (): void => {
    for (const field of differing!.fields) form.setFieldValue([...at, field], differing!.contact[field])
    setDiffering(undefined)
  }

  return (
    <>
      <div className="grid">
        <Field name={[...at, 'side']} label="地位" required span={4}><Radio.Group optionType="button" options={choicesOf(sides)} /></Field>
        <Field name={[...at, 'kind']} label="自然人或单位" required span={3}><Radio.Group optionType="button" options={choicesOf(partyKinds)} /></Field>
        <Field name={[...at, 'name']} label={kind === 'person' ? '姓名' : '名称'} required span={5}><ContactInput kind={kind} pick={pick('name')} /></Field>
        {shown.has('idKind') && <Field name={[...at, 'idKind']} label="证件种类"><Select allowClear={clearable} placeholder="请选择" options={choicesOf(idKinds)} /></Field>}
        {shown.has('idNo') && (
          <Field name={[...at, 'idNo']} label="证件号码" warning={odd.get('idNo')}><Input onChange={event => fillFromId(event.target.value)} /></Field>
        )}
        {shown.has('sex') && <Field name={[...at, 'sex']} label="性别" span={2} warning={odd.get('sex')}><Radio.Group optionType="button" options={choicesOf(sexes)} /></Field>}
        {shown.has('bornOn') && <Field name={[...at, 'bornOn']} label="出生日期" span={2} warning={odd.get('bornOn')}><DateInput /></Field>}
        {shown.has('ethnicity') && <Field name={[...at, 'ethnicity']} label={foreign ? '国籍' : '民族'} span={2}><Input placeholder={foreign ? '如：德国' : '如：汉族'} /></Field>}
        {shown.has('uscc') && <Field name={[...at, 'uscc']} label="统一社会信用代码" span={4} warning={odd.get('uscc')}><ContactInput kind="organisation" pick={pick('uscc')} from={4} /></Field>}
        {shown.has('filingNo') && <Field name={[...at, 'filingNo']} label="备案号" span={4} note="业主委员会没有信用代码时填"><Input /></Field>}
        {shown.has('occupation') && <Field name={[...at, 'occupation']} label="职业或职务"><Input /></Field>}
        {shown.has('phone') && <Field name={[...at, 'phone']} label="联系电话" span={kind === 'person' ? 3 : 4} warning={odd.get('phone')}><ContactInput kind={kind} pick={pick('phone')} from={4} inputMode="tel" /></Field>}
        {shown.has('address') && <Field name={[...at, 'address']} label={kind === 'person' ? '住址' : '地址'} span={kind === 'person' ? 4 : 6}><Input /></Field>}
        {shown.has('representative') && (
          <>
            <Field name={[...at, 'representative', 'name']} label={representativeLabels[kind]} span={3}><Input /></Field>
            <Field name={[...at, 'representative', 'duty']} label="职务" span={3}><Input /></Field>
          </>
        )}
        {shown.has('headcount') && <Field name={[...at, 'headcount']} label="代表人数" span={2}><InputNumber className="full" placeholder="1" controls={false} /></Field>}
      </div>
      {differing && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          closable={{ 'aria-label': '知道了', onClose: () => setDiffering(undefined) }}
          title={`已填的内容没有改动。通讯录里“${differing.contact.name}”的${differing.fields.map(field => `${placeInWords(`/${field}`)}是“${valueInWords(differing.contact[field], field)}”`).join('，')}，与已填的不同。`}
          action={<Button size="small" onClick={takeAll}>改用通讯录的</Button>}
        />
      )}
      <Agents party={index} />
    </>
  )
})

const Agents = ({ party }: { readonly party: number }) => {
  const { count, add, remove } = useRows(['parties', party, 'agents'])
  const form = Form.useFormInstance()
  const at = ['parties', party, 'agents'] as const
  const pick = (index: number) => (contact: Contact): void => {
    form.setFieldValue([...at, index, 'name'], contact.name)
    for (const key of ['idNo', 'phone'] as const) {
      if (contact[key] && !form.getFieldValue([...at, index, key])) form.setFieldValue([...at, index, key], contact[key])
    }
  }
  return (
    <div className="agents">
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`代理人${index + 1}`}>
          <Field name={[...at, index, 'name']} label="代理人姓名" required><ContactInput kind="person" pick={pick(index)} /></Field>
          <Field name={[...at, index, 'authority']} label="代理权限" required><Radio.Group optionType="button" options={choicesOf(authorities)} /></Field>
          <Field name={[...at, index, 'idNo']} label="证件号码"><Input /></Field>
          <Field name={[...at, index, 'phone']} label="电话" span={2}><Input inputMode="tel" /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除代理人${index + 1}`} onClick={() => remove(index, `代理人${index + 1}`)} />
        </div>
      ))}
      <Button type="link" size="small" className="quiet-add" icon={<PlusIcon />} onClick={() => add({ authority: 'general' })}>添加代理人</Button>
    </div>
  )
}

/** So many parties stand open; of more, each is opened when it is wanted. */
const OPEN = 6

const Parties = () => {
  const { count, add, remove } = useRows('parties')
  const form = Form.useFormInstance()
  const [stored] = useState(() => (form.getFieldsValue(true) as Draft).parties?.length ?? 0)
  const heads = Form.useWatch(
    (values: Draft | undefined) => (values?.parties ?? []).map(party => [
      party?.side ?? 'applicant', party?.name ?? '',
      [party?.idNo ?? party?.uscc, party?.phone, party?.agents?.length && `代理人：${party.agents.map(agent => agent?.name).join('、')}`].filter(Boolean).join('　'),
    ] as const),
    { form, preserve: true },
  ) as (readonly [keyof typeof sides, string, string])[] | undefined
  return (
    <>
      <ProblemsOf name="parties" />
      {Array.from({ length: count }, (_, index) => {
        const [side, name, summary] = heads?.[index] ?? ['applicant', '', '']
        return (
          <Card
            key={index}
            size="small"
            className={`party ${side}`}
            title={<>{sides[side] ?? '当事人'}{name && <span className="party-name">{name}</span>}</>}
            extra={<Button type="text" icon={<RemoveIcon />} aria-label={`移除当事人${index + 1}`} onClick={() => remove(index, `${sides[side]}${name && `“${name}”`}`)}>移除</Button>}
          >
            <Folded name={['parties', index]} summary={summary} opener={`展开当事人${index + 1}`} openFirst={index < OPEN || index >= stored}>
              <PartyFields index={index} />
            </Folded>
          </Card>
        )
      })}
      <div className="adders">
        {choicesOf(sides).map(({ value, label }) => (
          <Button key={value} icon={<PlusIcon />} onClick={() => add(newParty(value))}>添加{label}</Button>
        ))}
      </div>
    </>
  )
}

/** The fields; to be put into a CheckedForm. `asksReply`: also what the letter asks, which the case file does not hold. */
export const IntakeFields = ({ asksReply = true }: { readonly asksReply?: boolean }) => {
  const form = Form.useFormInstance()
  const touched = useTouched()
  const { value: known } = useAnswer('register.suggest', {})
  const place = (Form.useWatch('place', form) as KnownPlace | undefined) ?? {}
  const estate = place.estate ?? ''
  const offered = (part: PlacePart): string[] => offeredAt(known?.places ?? [], part, place)
  const tree = useMemo(() => placeTree(known?.places ?? []), [known])
  const pickPlace = (path: readonly (string | number | null)[]): void => {
    form.setFieldValue('place', Object.fromEntries(placeParts.flatMap((part, at) => (path[at] === undefined ? [] : [[part, path[at]]]))))
    touched()
    // What is still open is typed next.
    setTimeout(() => document.querySelector<HTMLInputElement>(`[data-pointer$="/place/${[...placeParts, 'room'][path.length]}"] input`)?.focus())
  }
  // What the registers know of an estate that was just typed goes into fields that are still empty.
  useEffect(() => {
    if (!form.isFieldTouched(['place', 'estate'])) return
    const fill = (path: string[], text: string | undefined): void => {
      if (text !== undefined && !form.getFieldValue(path)) form.setFieldValue(path, text)
    }
    const serves = known?.serves[estate]
    const lies = known?.places.find(place => place.estate === estate)
    fill(['place', 'regionCode'], lies?.regionCode)
    fill(['place', 'community'], lies?.community)
    fill(['propertyCompany', 'name'], serves)
    if (serves !== undefined && form.getFieldValue(['propertyCompany', 'name']) === serves) fill(['propertyCompany', 'uscc'], known?.companies.find(company => company.name === serves)?.uscc)
  }, [known, estate, form])
  const pickCompany = (contact: Contact): void => {
    form.setFieldValue(['propertyCompany', 'name'], contact.name)
    if (contact.uscc && !form.getFieldValue(['propertyCompany', 'uscc'])) form.setFieldValue(['propertyCompany', 'uscc'], contact.uscc)
  }
  return (
  <>
    <Card title="申请" size="small">
      <div className="grid">
        <Field name="source" label="案件来源" required span={3}><Select options={choicesOf(sources)} /></Field>
        <AppliedOn />
        <Field name="type" label="纠纷类型" required span={4}>
          <Select showSearch={{ optionFilterProp: 'label' }} placeholder="请选择，可输入文字查找" options={choicesOf(disputeTypes)} />
        </Field>
        <Field name="officialCategory" label="官方类别" span={3}><Select allowClear={clearable} placeholder="物业（不选即为此类）" options={choicesOf(officialCategories)} /></Field>
      </div>
      <RoutingHint />
      <SourceLetter asksReply={asksReply} />
    </Card>
    <Card title="当事人" size="small"><Parties /></Card>
    <Card
      title="地点与物业企业"
      size="small"
      extra={tree.length > 0 && (
        <Cascader
          className="place-picker" options={tree} changeOnSelect expandTrigger="hover" showSearch={{ matchInputWidth: false }} allowClear={false} value={[]}
          aria-label="选用过的地址" placeholder="选用过的地址，可输入查找" onChange={pickPlace}
        />
      )}
    >
      <div className="grid">
        <Field name={['place', 'regionCode']} label="街道（乡镇）" span={3}><Select allowClear={clearable} showSearch={{ optionFilterProp: 'label' }} options={streets} /></Field>
        <Field name={['place', 'community']} label="社区（村）" span={3}><SuggestInput names={offered('community')} /></Field>
        <Field name={['place', 'estate']} label="小区" span={3}><SuggestInput names={offered('estate')} /></Field>
        <Field name={['place', 'building']} label="栋" span={1}><SuggestInput names={offered('building')} /></Field>
        <Field name={['place', 'unit']} label="单元" span={1}><SuggestInput names={offered('unit')} /></Field>
        <Field name={['place', 'room']} label="室" span={1}><Input /></Field>
        <Field name={['propertyCompany', 'name']} label="物业企业" span={6}><ContactInput kind="organisation" pick={pickCompany} /></Field>
        <Field name={['propertyCompany', 'uscc']} label="企业统一社会信用代码" span={4}><Input /></Field>
      </div>
    </Card>
    <Card title="纠纷情况与申请事项" size="small">
      <div className="grid">
        <Field name="facts" label="纠纷简要情况" required span={12} note="写明时间、地点、经过和争议。"><TextArea rows={4} /></Field>
      </div>
      <Claims />
      <div className="grid gap-above">
        <Field name="difficult" label="" span={12} checkbox><Checkbox>疑难复杂案件</Checkbox></Field>
      </div>
    </Card>
  </>
  )
}
