/** What a case teaches: cases of the same matter, and the case itself written out without its people. */
import { useState } from 'react'
import { Alert, Button, Card, Modal, Spin } from 'antd'
import { disputeTypes } from '../../../../core/base/codes.ts'
import { chineseDate } from '../../../../core/base/dates.ts'
import type { CaseView } from '../../../../core/contract.ts'
import { StageTag } from '../../controls/cases/case-table.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'

const Preview = ({ caseId, close }: { readonly caseId: string; readonly close: () => void }) => {
  const { value, refusal } = useAnswer('training.preview', { caseId })
  const make = useMaker()
  const [path, setPath] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async (format: 'pdf' | 'markdown'): Promise<void> => {
    setBusy(true)
    const made = await make('training.make', { caseId, format })
    setBusy(false)
    if (made) setPath(made)
  }
  return (
    <Modal open title="匿名案例" width={820} onCancel={close} destroyOnHidden footer={[
      <Button key="close" onClick={close}>关闭</Button>,
      <Button key="text" disabled={busy || !value} onClick={() => void save('markdown')}>存为文字</Button>,
      <Button key="pdf" type="primary" loading={busy} disabled={!value} onClick={() => void save('pdf')}>存为 PDF</Button>,
    ]}>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      {!value && !refusal && <Spin />}
      {value && <Alert type="warning" showIcon className="gap-below" title="姓名、单位、号码、地点和日期已经换成代称。请通读一遍：经过本身也可能让人认出当事人。" />}
      {value && <div className="training-text">{value.text}</div>}
      {path && <SavedFile path={path} />}
    </Modal>
  )
}

export const TrainingTab = ({ view }: { readonly view: CaseView }) => {
  const { go } = useDesk()
  const refused = useNotAllowed()('training.make')
  const { value, refusal } = useAnswer('case.alike', { caseId: view.file.id, limit: 8 })
  const [open, setOpen] = useState(false)
  return (
    <div className="stack">
      <Card size="small" title="内容相近的案件">
        <p className="note">按纠纷类型和用词从近到远排列，供参考当时怎样办的。</p>
        {refusal && <Alert type="error" showIcon title={refusal.message} />}
        {!value && !refusal && <Spin />}
        {value?.cases.length === 0 && <p className="quiet">还没有内容相近的案件。</p>}
        {value?.cases.map(hit => (
          <div className="ledger" key={hit.caseId}>
            <div className="ledger-head">
              <span className="stage tone-quiet">相近 {hit.score}%</span>
              <span className="grow">
                <strong>{disputeTypes[hit.type]}</strong>　{hit.fileNo ?? '未受理'}　<span className="quiet">{chineseDate(hit.appliedOn)}申请</span> <StageTag stage={hit.stage} />
                <div className="two-lines">{hit.facts}</div>
                {hit.outcome && <div className="note two-lines">结果：{hit.outcome}</div>}
              </span>
              <Button size="small" aria-label={`查看${hit.fileNo ?? '未受理的案件'}`} onClick={() => go({ name: 'case', caseId: hit.caseId })}>查看</Button>
            </div>
          </div>
        ))}
      </Card>
      {view.stage !== 'void' && (
        <Card size="small" title="案例">
          <div className="paper-line">
            <PaperIcon className="paper-icon" />
            <span className="paper-title">写成匿名案例，供培训使用<span className="quiet">　同一人用同一个代称；调解笔录不写进去</span></span>
            <Button disabled={refused !== undefined || !view.file.end} title={refused ?? (view.file.end ? undefined : '案件结束以后才能写成案例。')} onClick={() => setOpen(true)}>写成匿名案例</Button>
          </div>
        </Card>
      )}
      {open && <Preview caseId={view.file.id} close={() => setOpen(false)} />}
    </div>
  )
}
