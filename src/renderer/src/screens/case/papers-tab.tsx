import { useState } from 'react'
import { Button, Card } from 'antd'
import type { CaseView } from '../../../../core/contract.ts'
import { useNotAllowed } from '../../controls/desk.tsx'
import { CourtIcon, PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/saved-file.tsx'

/** What can be made for this case: each paper by its id, and the court's package. */
const COURT = 'court'

export const PapersTab = ({ view }: { readonly view: CaseView }) => {
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const refusedPaper = notAllowed('document.make')
  const refusedCourt = notAllowed('court.package')
  const [busy, setBusy] = useState('')
  const [made, setMade] = useState<Readonly<Record<string, string>>>({})
  const caseId = view.file.id
  const run = async (what: string): Promise<void> => {
    setBusy(what)
    const path = what === COURT ? await make('court.package', { caseId }) : await make('document.make', { caseId, document: what })
    setBusy('')
    if (path) setMade(before => ({ ...before, [what]: path }))
  }
  return (
    <div className="stack">
      <Card size="small" title="文书">
        {view.documents.length === 0 && <p className="quiet">案件现在还没有可以生成的文书。</p>}
        {view.documents.map(({ id, title }) => (
          <div className="paper" key={id}>
            <div className="paper-line">
              <PaperIcon className="paper-icon" />
              <span className="paper-title">{title}</span>
              <Button loading={busy === id} disabled={busy !== '' || refusedPaper !== undefined} title={refusedPaper} onClick={() => void run(id)} aria-label={`生成《${title}》`}>生成 PDF</Button>
            </div>
            {made[id] && <SavedFile path={made[id]} />}
          </div>
        ))}
        <p className="note">文书留有签名、盖章和按指印的位置；印章请用真章加盖。随着案件进展，会有更多文书可以生成。</p>
      </Card>
      {view.stage !== 'void' && <Card size="small" title="送法院">
        <div className="paper">
          <div className="paper-line">
            <CourtIcon className="paper-icon" />
            <span className="paper-title">打包送法院的材料<span className="quiet">　协议、申请书、登记表和案件数据放进一个压缩包，附清单；不含不外传的谈话</span></span>
            <Button loading={busy === COURT} disabled={busy !== '' || refusedCourt !== undefined} title={refusedCourt} onClick={() => void run(COURT)}>打包送法院</Button>
          </div>
          {made[COURT] && <SavedFile path={made[COURT]} />}
        </div>
      </Card>}
    </div>
  )
}
