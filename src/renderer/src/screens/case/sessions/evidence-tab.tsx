/** The list of evidence (证据目录): each piece keeps its number, whatever the order, and names the files that show it. */
import { useState } from 'react'
import { Alert, Button, Card, Form, Input, InputNumber, Radio, Select } from 'antd'
import type { EvidenceItem } from '../../../../../core/case/record/case-file.ts'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons, useRows } from '../../../controls/forms/checked-form.tsx'
import { mediatorNameOf, useAnswer, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { clearable, DownIcon, PlusIcon, RemoveIcon, UpIcon } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'

type Files = Output<'attachment.list'>['attachments']
type Row = Partial<EvidenceItem> & { files?: string[] }
type Props = { readonly view: CaseView; readonly stored: (what: string) => (view: CaseView) => void }

const originalWords = [{ value: true, label: '原件' }, { value: false, label: '复印件' }]

const providers = ({ file }: CaseView, office: ReturnType<typeof useDesk>['office']): { value: string; label: string }[] => [
  ...file.parties.map(({ id, name }) => ({ value: id, label: name })),
  ...(file.mediators ?? []).map(({ mediatorId }) => ({ value: mediatorId, label: `${mediatorNameOf(office, mediatorId)}（调解员）` })),
]

const Rows = ({ view, files, taken }: { readonly view: CaseView; readonly files: Files; readonly taken: number }) => {
  const { office } = useDesk()
  const form = Form.useFormInstance()
  const { count, add, move, remove } = useRows('evidence')
  const rows = (Form.useWatch(values => (values as { evidence?: Row[] }).evidence, { form, preserve: true }) as Row[] | undefined) ?? []
  // A number is never given twice, not even that of a piece that was just removed.
  const next = Math.max(taken, 0, ...rows.map(row => Number(row?.no) || 0)) + 1
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <Card
          key={index} size="small" className="term" title={`证据 ${rows[index]?.no ?? ''}`}
          extra={<>
            <Button type="text" icon={<UpIcon />} disabled={index === 0} aria-label={`证据${rows[index]?.no}上移`} onClick={() => move(index, index - 1)}>上移</Button>
            <Button type="text" icon={<DownIcon />} disabled={index === count - 1} aria-label={`证据${rows[index]?.no}下移`} onClick={() => move(index, index + 1)}>下移</Button>
            <Button type="text" icon={<RemoveIcon />} aria-label={`移除证据${rows[index]?.no}`} onClick={() => remove(index, `证据${rows[index]?.no ?? ''}`)}>移除</Button>
          </>}
        >
          <div className="grid">
            <Field name={['evidence', index, 'name']} label="名称" required span={5}><Input /></Field>
            <Field name={['evidence', index, 'providedBy']} label="提交人" required span={3}><Select showSearch={{ optionFilterProp: 'label' }} options={providers(view, office)} placeholder="请选择" /></Field>
            <Field name={['evidence', index, 'source']} label="来源" span={4}><Input placeholder="如：现场拍摄" /></Field>
            <Field name={['evidence', index, 'copies']} label="份数" span={1}><InputNumber className="full" controls={false} /></Field>
            <Field name={['evidence', index, 'pages']} label="页数" span={1}><InputNumber className="full" controls={false} /></Field>
            <Field name={['evidence', index, 'original']} label="原件或复印件" span={3}><Radio.Group optionType="button" options={originalWords} /></Field>
            <Field name={['evidence', index, 'proves']} label="证明内容" span={7}><Input /></Field>
            <Field name={['evidence', index, 'files']} label="对应的附件" span={12}>
              <Select
                mode="multiple" showSearch={{ optionFilterProp: 'label' }} allowClear={clearable} placeholder={files.length > 0 ? '可不选' : '还没有附件，可先在“附件”里添加'} notFoundContent="还没有附件"
                options={files.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          </div>
        </Card>
      ))}
      <Button className="gap-below" icon={<PlusIcon />} onClick={() => add({ no: next })}>添加证据</Button>
    </>
  )
}

const EvidenceForm = ({ view, files, close, stored }: { readonly view: CaseView; readonly files: Files; readonly close: () => void; readonly stored: (view: CaseView) => void }) => {
  const { file, annex } = view
  const links = annex.evidenceFiles ?? []
  const known = new Set(files.map(({ id }) => id))
  const [taken] = useState(Math.max(0, ...(file.evidence ?? []).map(({ no }) => no)))
  return (
    <CheckedForm
      command="evidence.save"
      initial={{
        evidence: (file.evidence?.length ?? 0) > 0
          ? file.evidence!.map(item => ({ ...item, files: links.filter(link => link.no === item.no && known.has(link.attachmentId)).map(link => link.attachmentId) }))
          : [{ no: 1, providedBy: file.parties[0]?.id }],
      }}
      input={(values: { evidence?: Row[] }) => {
        const rows = (withoutBlanks(values.evidence ?? []) as Row[])
        return {
          caseId: file.id,
          evidence: rows.map(({ files: _files, ...item }) => item),
          evidenceFiles: rows.flatMap(({ no, files: chosen = [] }) => chosen.map(attachmentId => ({ no, attachmentId }))),
        }
      }}
      done={stored}
    >
      <Rows view={view} files={files} taken={taken} />
      <div className="sheet-foot"><FormButtons submit="保存证据" cancel={close} /></div>
    </CheckedForm>
  )
}

export const EvidenceTab = ({ view, stored }: Props) => {
  const { office } = useDesk()
  const notAllowed = useNotAllowed()
  const [editing, setEditing] = useState(false)
  const { file, annex } = view
  const mayList = !notAllowed('attachment.list')
  const { value, refusal } = useAnswer('attachment.list', { caseId: file.id })
  const files = value?.attachments ?? []
  const evidence = file.evidence ?? []
  const may = !file.archive && !notAllowed('evidence.save') && mayList
  const names = new Map(providers(view, office).map(({ value: id, label }) => [id, label]))
  if (editing) {
    return (
      <Card size="small" title="证据">
        <EvidenceForm view={view} files={files} close={() => setEditing(false)} stored={next => {
          setEditing(false)
          stored('证据已保存')(next)
        }} />
      </Card>
    )
  }
  return (
    <Card size="small" title="证据" extra={may && value && <Button icon={<PlusIcon />} onClick={() => setEditing(true)}>{evidence.length > 0 ? '修改证据' : '登记证据'}</Button>}>
      {mayList && refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {evidence.length === 0 ? <p className="quiet">还没有登记证据。照片、票据等文件先添加到“附件”，登记时可以选上。</p> : (
        <div className="wide-table">
          <table className="list-table">
            <thead><tr><th>编号</th><th>名称</th><th>提交人</th><th>来源</th><th>份数</th><th>页数</th><th>原件</th><th>证明内容</th><th>附件</th></tr></thead>
            <tbody>
              {evidence.map(item => (
                <tr key={item.no}>
                  <td>{item.no}</td><td>{item.name}</td><td>{names.get(item.providedBy) ?? item.providedBy}</td><td>{item.source ?? '—'}</td><td>{item.copies ?? '—'}</td><td>{item.pages ?? '—'}</td>
                  <td>{item.original === undefined ? '—' : item.original ? '原件' : '复印件'}</td><td>{item.proves ?? '—'}</td>
                  <td className="path">{(annex.evidenceFiles ?? []).filter(({ no }) => no === item.no).flatMap(({ attachmentId }) => files.find(({ id }) => id === attachmentId)?.name ?? []).join('、') || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}
