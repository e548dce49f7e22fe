import { useState } from 'react'
import { Button, Card } from 'antd'
import type { CaseView } from '../../../../core/contract.ts'
import { documentById, extrasKey } from '../../../../core/documents/index.ts'
import { useNotAllowed } from '../../controls/desk.tsx'
import { CourtIcon, PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/saved-file.tsx'
import { ExtrasDialog } from './extras-dialog.tsx'

/** What can be made for this case: each paper by its id, and the court's package. */
const COURT = 'court'

type Paper = CaseView['documents'][number]

export const PapersTab = ({ view, stored }: { readonly view: CaseView; readonly stored: (view: CaseView) => void }) => {
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const refusedPaper = notAllowed('document.make')
  const refusedCourt = notAllowed('court.package')
  const [busy, setBusy] = useState('')
  const [made, setMade] = useState<Readonly<Record<string, string>>>({})
  const [asking, setAsking] = useState<Paper>()
  const refusedExtras = notAllowed('document.extras')
  const caseId = view.file.id
  const run = async (what: string, paper?: Paper): Promise<void> => {
    setBusy(what)
    const path = paper
      ? await make('document.make', { caseId, document: paper.id, ...(paper.of !== undefined && { of: paper.of }) })
      : await make('court.package', { caseId })
    setBusy('')
    if (path) setMade(before => ({ ...before, [what]: path }))
  }
  return (
    <div className="stack">
      <Card size="small" title="文书">
        {view.documents.length === 0 && <p className="quiet">案件现在还没有可以生成的文书。</p>}
        {view.documents.map(paper => {
          const { id, of, title, internal, missing } = paper
          const key = extrasKey(id, of)
          return (
            <div className="paper" key={key}>
              <div className="paper-line">
                <PaperIcon className="paper-icon" />
                <span className="paper-title">
                  <span>{title}</span>
                  {internal && <span className="stage tone-wait paper-mark">内部</span>}
                  {missing.length > 0 && <span className="paper-missing">缺：{missing.join('、')}</span>}
                </span>
                {documentById(id)?.extras && (
                  <Button disabled={refusedExtras !== undefined} title={refusedExtras} onClick={() => setAsking(paper)} aria-label={`补充《${title}》的内容`}>补充内容</Button>
                )}
                <Button loading={busy === key} disabled={busy !== '' || refusedPaper !== undefined} title={refusedPaper} onClick={() => void run(key, paper)} aria-label={`生成《${title}》`}>生成 PDF</Button>
              </div>
              {made[key] && <SavedFile path={made[key]} />}
            </div>
          )
        })}
        <p className="note">文书留有签名、盖章和按指印的位置；印章请用真章加盖。写“缺”的地方留有空白，可以先补充，也可以打印后手写。</p>
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
      {asking && (
        <ExtrasDialog view={view} paper={asking} close={() => setAsking(undefined)} stored={next => {
          setAsking(undefined)
          stored(next)
        }} />
      )}
    </div>
  )
}
