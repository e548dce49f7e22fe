/** The owners whom one party stands for (户代表名册): taken from a spreadsheet, put right by hand, turned into terms, printed. */
import { useState } from 'react'
import { Alert, App, Button, Card, Dropdown, Form, Input, Select, Table } from 'antd'
import { yuanFigures } from '../../../../../core/base/amounts.ts'
import { sides } from '../../../../../core/base/codes.ts'
import { isOwnerTerm, sumOf } from '../../../../../core/case/parties/roster.ts'
import { type HeadRow } from '../../../../../core/case/record/roster.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { ownerSheetKinds, type OwnerSheetKind } from '../../../../../core/documents/agreement/owner-sheets.ts'
import { AmountInput, unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { useCaller } from '../../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { PlusIcon, PrintIcon } from '../../../controls/icons.tsx'
import { useUndo } from '../../../controls/forms/undo.tsx'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { headColumns } from './roster-columns.tsx'
import { HeadListImport } from './roster-import.tsx'
import { OwnerTermsDialog } from '../agreement/owner-terms-dialog.tsx'

type Props = { readonly view: CaseView; readonly stored: (view: CaseView) => void }

type RowProps = { readonly view: CaseView; readonly row: HeadRow | undefined; readonly close: () => void; readonly stored: (view: CaseView) => void }

type RowDraft = Partial<Omit<HeadRow, 'areaM2'>> & { areaM2?: number | string }

/** One owner, to be put right or added. */
const RowDialog = ({ view, row, close, stored }: RowProps) => {
  const list = view.annex.headList!
  const index = row ? list.rows.findIndex(one => one.id === row.id) : list.rows.length
  const { areaM2, ...rest } = row ?? {}
  return (
    <FormDialog open title={row ? `修改第 ${index + 1} 户` : '添加一户'} width={640} onCancel={close}>
      <CheckedForm
        command="headList.save"
        prefix={`/rows/${index}`}
        initial={{ ...rest, ...(areaM2 !== undefined && { areaM2: String(areaM2) }) }}
        input={(values: RowDraft) => {
          const typed = withoutBlanks(values) as RowDraft
          const next = { ...typed, ...(typeof typed.areaM2 === 'string' && { areaM2: Number(typed.areaM2) }) }
          return { caseId: view.file.id, partyId: list.partyId, rows: row ? list.rows.with(index, next as HeadRow) : [...list.rows, next] }
        }}
        check={({ amountFen }: { amountFen?: unknown }) => (typeof amountFen === 'string' ? [{ pointer: `/rows/${index}/amountFen`, code: 'amount', message: unreadableAmount, severity: 'error' as const }] : [])}
        done={stored}
      >
        <div className="grid">
          <Field name="name" label="姓名" required span={6}><Input /></Field>
          <Field name="idNo" label="身份证号" span={6}><Input /></Field>
          <Field name="phone" label="电话" span={6}><Input inputMode="tel" /></Field>
          <Field name="room" label="房号" span={6}><Input placeholder="如：5栋1单元1501室" /></Field>
          <Field name="areaM2" label="面积（平方米）" span={6}><Input inputMode="decimal" /></Field>
          <Field name="amountFen" label="金额" span={6}><AmountInput /></Field>
        </div>
        <FormButtons submit="保存" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

const NoList = ({ view, stored }: Props) => {
  const make = useMaker()
  const [path, setPath] = useState<string>()
  const mayChange = view.moves.includes('correctIntake')
  const choices = view.file.parties.map(({ id, name, side }) => ({ value: id, label: `${name}（${sides[side]}）` }))
  const [partyId, setPartyId] = useState(view.file.parties.find(party => (party.headcount ?? 1) > 1)?.id ?? choices[0]?.value)
  return (
    <Card size="small" title="户代表名册">
      <p className="note">一件纠纷涉及很多业主时，把业主名单从 Excel 表格导入，挂在代表他们的那名当事人名下；代表人数自动填写，可按户生成协议条款、一次打印各户的单子。</p>
      {mayChange
        ? (
          <div className="tools">
            <Form.Item label="名册属于" className="bare-item"><Select className="party-select" aria-label="名册属于" value={partyId} onChange={setPartyId} options={choices} /></Form.Item>
            {partyId !== undefined && <HeadListImport caseId={view.file.id} partyId={partyId} stored={stored} label="导入名册" primary />}
            <Button onClick={() => void make('headList.template', {}).then(setPath)}>导出空白名册</Button>
          </div>
        )
        : <p className="quiet">本案没有名册。案件现在的阶段不能再添加名册。</p>}
      {path && <SavedFile path={path} />}
    </Card>
  )
}

/** More rows than fit are drawn as they come into view. */
const VIRTUAL_FROM = 30

export const HeadListTab = ({ view, stored }: Props) => {
  const { saved } = useDesk()
  const call = useCaller()
  const make = useMaker()
  const { message } = App.useApp()
  const undo = useUndo()
  const notAllowed = useNotAllowed()
  const [editing, setEditing] = useState<HeadRow | 'new'>()
  const [planning, setPlanning] = useState(false)
  const [made, setMade] = useState<string>()
  const list = view.annex.headList
  if (!list) return <NoList view={view} stored={stored} />

  const { file, moves } = view
  const caseId = file.id
  const mayChange = moves.includes('correctIntake') && !notAllowed('headList.save')
  const mayAgree = moves.includes('agree')
  const terms = (file.agreement?.terms ?? []).filter(term => isOwnerTerm(term.id))
  const termSum = terms.reduce((sum, term) => sum + (term.amountFen ?? 0), 0)
  const { totalFen, withAmount } = sumOf(list.rows)

  const keep = (next: CaseView, what: string): void => {
    stored(next)
    saved(what)
  }
  /** After a removal the list as it was can be put back. */
  const offerUndo = (what: string): void => void undo(`已移除${what}`, async () => {
    const result = await call('headList.save', { caseId, partyId: list.partyId, rows: [...list.rows] })
    if (result.ok) keep(result.value, '已撤销移除')
    return result
  })
  const removeRow = async (row: HeadRow): Promise<void> => {
    const rest = list.rows.filter(one => one.id !== row.id)
    const result = rest.length > 0 ? await call('headList.save', { caseId, partyId: list.partyId, rows: rest }) : await call('headList.remove', { caseId })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    stored(result.value)
    offerUndo(`“${row.name}”`)
  }
  const removeList = async (): Promise<void> => {
    const result = await call('headList.remove', { caseId })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    stored(result.value)
    offerUndo(`名册（${list.rows.length} 户）`)
  }
  const removeTerms = async (): Promise<void> => {
    const result = await call('headList.removeTerms', { caseId })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    keep(result.value, `已移除 ${terms.length} 项分户条款`)
  }
  const print = async (sheet: OwnerSheetKind): Promise<void> => setMade(await make('headList.print', { caseId, sheet }))
  const party = file.parties.find(one => one.id === list.partyId)

  return (
    <Card size="small" title="户代表名册">
      <div className="facts-line">
        <span><span className="quiet">属于：</span>{party ? `${party.name}（${sides[party.side]}）` : '已不在本案的当事人'}</span>
        <span><span className="quiet">户数：</span>{list.rows.length} 户</span>
        {withAmount > 0 && <span><span className="quiet">名册金额：</span>{withAmount} 户，合计 {yuanFigures(totalFen)} 元</span>}
        {terms.length > 0 && <span><span className="quiet">分户条款：</span>{terms.length} 项，合计 {yuanFigures(termSum)} 元</span>}
      </div>
      <div className="tools">
        {mayChange && <Button icon={<PlusIcon />} onClick={() => setEditing('new')}>添加一户</Button>}
        {mayChange && <HeadListImport caseId={caseId} partyId={list.partyId} stored={stored} label="重新导入" />}
        {mayAgree && <Button type={terms.length === 0 ? 'primary' : 'default'} disabled={notAllowed('headList.makeTerms') !== undefined} title={notAllowed('headList.makeTerms')} onClick={() => setPlanning(true)}>{terms.length === 0 ? '生成分户条款' : '重新生成分户条款'}</Button>}
        {mayAgree && terms.length > 0 && <Button disabled={notAllowed('headList.removeTerms') !== undefined} onClick={() => void removeTerms()}>移除分户条款</Button>}
        <Dropdown trigger={['click']} menu={{
          items: Object.entries(ownerSheetKinds).map(([key, label]) => ({ key, label, disabled: key !== 'table' && terms.length === 0 })),
          onClick: ({ key }) => void print(key as OwnerSheetKind),
        }}>
          <Button icon={<PrintIcon />} disabled={notAllowed('headList.print') !== undefined}>打印</Button>
        </Dropdown>
        {mayChange && <span className="tools-end"><Button danger onClick={() => void removeList()}>移除名册</Button></span>}
      </div>
      {made && <SavedFile path={made} />}
      {!mayChange && moves.includes('agree') && terms.length > 0 && <Alert type="info" showIcon className="gap-below" title="已达成协议，名册不再改动；要改户数，请先移除分户条款。" />}
      <Table<HeadRow>
        size="small"
        rowKey="id"
        dataSource={[...list.rows]}
        pagination={false}
        {...(list.rows.length > VIRTUAL_FROM && { virtual: true, scroll: { x: 900, y: 420 } })}
        columns={[
          ...headColumns(list.rows),
          ...(mayChange ? [{
            title: '', width: 120, render: (_: unknown, row: HeadRow) => (
              <>
                <Button type="link" size="small" aria-label={`修改${row.name}`} onClick={() => setEditing(row)}>修改</Button>
                <Button type="link" size="small" danger aria-label={`移除${row.name}`} onClick={() => void removeRow(row)}>移除</Button>
              </>
            ),
          }] : []),
        ]}
      />
      {editing && <RowDialog view={view} row={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} stored={next => {
        setEditing(undefined)
        keep(next, '名册已保存')
      }} />}
      {planning && <OwnerTermsDialog view={view} list={list} close={() => setPlanning(false)} stored={next => {
        setPlanning(false)
        keep(next, `已生成 ${(next.file.agreement?.terms ?? []).filter(term => isOwnerTerm(term.id)).length} 项分户条款`)
      }} />}
    </Card>
  )
}
