/** Choosing clauses of the library: those for this kind of dispute first. */
import { useState } from 'react'
import { Alert, Button, Input, Modal } from 'antd'
import type { CaseFile } from '../../../../../core/case/record/case-file.ts'
import { clausesFor, type ListedClause } from '../../../../../core/case/agreement/clauses.ts'
import { disputeTypes, termKinds } from '../../../../../core/base/codes.ts'
import { useAnswer } from '../../../controls/workspace.tsx'

type Props = { readonly file: CaseFile; readonly close: () => void; readonly take: (clause: ListedClause) => void }

export const ClauseDialog = ({ file, close, take }: Props) => {
  const { value, refusal } = useAnswer('clause.list', {})
  const [wanted, setWanted] = useState('')
  const [taken, setTaken] = useState<readonly string[]>([])
  const clauses = clausesFor((value?.clauses ?? []) as ListedClause[], file.type)
    .filter(({ name, text }) => `${name}${text}`.includes(wanted.trim()))
  return (
    <Modal open title="从条款库添加" width={760} onCancel={close} footer={<Button type="primary" onClick={close}>完成</Button>} destroyOnHidden>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      <Input className="gap-below" value={wanted} onChange={event => setWanted(event.target.value)} placeholder="查找条款" aria-label="查找条款" allowClear={false} />
      <div className="clause-list">
        {clauses.map(clause => (
          <div className="clause" key={clause.id}>
            <div className="clause-text">
              <strong>{clause.name}</strong>
              <span className="stage tone-quiet">{termKinds[clause.kind]}</span>
              {clause.types.includes(file.type) && <span className="stage tone-new">{disputeTypes[file.type]}</span>}
              <div className="small">{clause.text}</div>
            </div>
            <Button
              aria-label={`添加“${clause.name}”`}
              onClick={() => {
                take(clause)
                setTaken([...taken, clause.id])
              }}
            >
              {taken.includes(clause.id) ? '再加一次' : '添加'}
            </Button>
          </div>
        ))}
        {value && clauses.length === 0 && <p className="quiet">没有找到，请换一个词。</p>}
      </div>
      <p className="note">添加后，【义务人】【金额】等处随条款各栏的填写自动替换。条款库在“设置”里修改。</p>
    </Modal>
  )
}
