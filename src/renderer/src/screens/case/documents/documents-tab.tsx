import { useState, type ReactNode } from 'react'
import { App, Button, Card, Space } from 'antd'
import { keysOf } from '../../../../../core/base/codes.ts'
import type { StepPlace } from '../../../../../core/case/steps/step-facts.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { documentById, extrasKey } from '../../../../../core/documents/index.ts'
import { paperParts, type PaperPart } from '../../../../../core/base/paper-parts.ts'
import { useCaller } from '../../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { PaperIcon } from '../../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'
import { VerifyPaper } from '../../../controls/files/verify-paper.tsx'
import type { CaseTab } from '../../../screen.ts'
import { CourtCard } from '../court/court-card.tsx'
import { DossierCard } from './dossier-card.tsx'
import { ExtrasDialog } from './extras-dialog.tsx'
import { IssuedPapers } from './issued-papers.tsx'
import { PreviewDialog } from './preview-dialog.tsx'

type Paper = CaseView['documents'][number]

/** The part of the list that lies open at first. */
const partOfStage: Readonly<Record<CaseView['stage'], PaperPart>> = {
  applied: 'intake', accepted: 'intake', mediating: 'mediation', suspended: 'mediation', agreed: 'agreement', performing: 'performance', closing: 'ending', archived: 'ending',
  void: 'ending',
}

/** From so many papers of one form on they are one line. */
const MANY = 5

type Props = {
  readonly view: CaseView
  readonly stored: (view: CaseView) => void
  readonly courtAnswered: (view: CaseView) => void
  readonly open: (tab: CaseTab) => void
  readonly start: (place: StepPlace) => void
}

export const PapersTab = ({ view, stored, courtAnswered, open, start }: Props) => {
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const refusedPaper = notAllowed('document.make')
  const [busy, setBusy] = useState('')
  const [made, setMade] = useState<Readonly<Record<string, string>>>({})
  const [asking, setAsking] = useState<Paper>()
  const [shown, setShown] = useState<Paper>()
  /** The parts, and the forms of many papers, that were opened. */
  const [unfolded, setUnfolded] = useState<'all' | ReadonlySet<string>>(new Set([partOfStage[view.stage]]))
  const foldable = [...keysOf(paperParts), 'spare']
  const refusedIssue = notAllowed('document.issue')
  const call = useCaller()
  const { message } = App.useApp()
  const { saved } = useDesk()
  const issued = useAnswer('document.issued', { caseId: view.file.id })
  const refusedExtras = notAllowed('document.extras')
  const caseId = view.file.id
  const run = async (what: string, paper: Paper): Promise<void> => {
    setBusy(what)
    const path = await make('document.make', { caseId, document: paper.id, ...(paper.of !== undefined && { of: paper.of }) })
    setBusy('')
    if (path) setMade(before => ({ ...before, [what]: path }))
  }
  const issue = async (what: string, { id, of, title }: Paper): Promise<void> => {
    setBusy(`issue ${what}`)
    const result = await call('document.issue', { caseId, documentId: id, ...(of !== undefined && { of }) })
    setBusy('')
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved(`已签发：${title}第${result.value.version}版`)
    issued.reload()
  }
  const papers = issued.value?.papers ?? []
  const versionsOf = (id: string, of: string | undefined): typeof papers => papers.filter(paper => paper.documentId === id && paper.of === of)
  // Issued at an earlier stage and not offered any more: still in sight.
  const earlier = [...new Map(papers.map(paper => [extrasKey(paper.documentId, paper.of), paper])).entries()]
    .filter(([key]) => !view.documents.some(({ id, of }) => extrasKey(id, of) === key))
  const row = (paper: Paper): ReactNode => {
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
            <Button disabled={refusedExtras !== undefined} title={refusedExtras} onClick={() => setAsking(paper)} aria-label={`补充《${title}》的内容`}>补充</Button>
          )}
          <Button disabled={busy !== '' || refusedPaper !== undefined} title={refusedPaper} onClick={() => setShown(paper)} aria-label={`预览《${title}》`}>预览</Button>
          <Button loading={busy === `issue ${key}`} disabled={busy !== '' || refusedIssue !== undefined} title={refusedIssue} onClick={() => void issue(key, paper)} aria-label={`签发《${title}》`}>签发</Button>
          <Button loading={busy === key} disabled={busy !== '' || refusedPaper !== undefined} title={refusedPaper} onClick={() => void run(key, paper)} aria-label={`生成《${title}》`}>生成</Button>
        </div>
        {made[key] && <SavedFile path={made[key]} />}
        <IssuedPapers view={view} papers={versionsOf(id, of)} changed={issued.reload} />
      </div>
    )
  }
  const now = view.documents.filter(({ use }) => use === 'now')
  const isOpen = (key: string): boolean => unfolded === 'all' || unfolded.has(key)
  const toggle = (key: string): void => {
    const open = new Set(unfolded === 'all' ? foldable : unfolded)
    if (!open.delete(key)) open.add(key)
    setUnfolded(open)
  }
  const issuedIn = (some: readonly Paper[]): number => some.filter(({ id, of }) => versionsOf(id, of).length > 0).length
  /** A part that is seen once it is opened. */
  const fold = (key: string, title: string, papersOfPart: readonly Paper[]): ReactNode => papersOfPart.length > 0 && (
    <section className="paper-part" aria-label={title} key={key}>
      <h3>
        <button type="button" aria-expanded={isOpen(key)} onClick={() => toggle(key)}>
          {title}（{papersOfPart.length}）{issuedIn(papersOfPart) > 0 && <span className="quiet">　签发过 {issuedIn(papersOfPart)} 份</span>}
        </button>
      </h3>
      {isOpen(key) && rows(papersOfPart)}
    </section>
  )
  /** One form for many households is one line, until somebody wants to see each. */
  const rows = (some: readonly Paper[]): ReactNode => [...new Set(some.map(({ id }) => id))].map(id => {
    const same = some.filter(paper => paper.id === id)
    const key = `form ${id} ${same[0]!.use}`
    return same.length < MANY || isOpen(key)
      ? same.map(row)
      : (
        <div className="paper" key={key}>
          <div className="paper-line">
            <PaperIcon className="paper-icon" />
            <span className="paper-title">{documentById(id)!.title}<span className="quiet">　{same.length} 份，各户各人一份</span></span>
            <Button aria-label={`逐份列出《${documentById(id)!.title}》`} onClick={() => toggle(key)}>逐份列出</Button>
          </div>
        </div>
      )
  })
  return (
    <div className="stack">
      <Card
        size="small" title="文书"
        extra={<Space>
          {view.documents.length > now.length && unfolded !== 'all' && <Button type="text" onClick={() => setUnfolded('all')}>全部展开</Button>}
          <VerifyPaper />
        </Space>}
      >
        {view.documents.length === 0 && <p className="quiet">案件现在还没有可以生成的文书。</p>}
        {now.length > 0 && <section className="paper-part" aria-label="现在要用的"><h3>现在要用的（{now.length}）</h3>{rows(now)}</section>}
        {keysOf(paperParts).map(part => fold(part, paperParts[part], view.documents.filter(paper => paper.part === part && paper.use === 'ready')))}
        {fold('spare', '备用的空白表和暂时用不上的', view.documents.filter(({ use }) => use === 'spare'))}
        {earlier.map(([key, { title, documentId, of }]) => (
          <div className="paper" key={key}>
            <div className="paper-line"><PaperIcon className="paper-icon" /><span className="paper-title">{title}<span className="quiet">　现在的阶段不再生成，签发过的仍然保留</span></span></div>
            <IssuedPapers view={view} papers={versionsOf(documentId, of)} changed={issued.reload} />
          </div>
        ))}
        <p className="note">签发的文书留存原件，不再改动；内容有变请再签发，成为新的一版。</p>
        <p className="note">文书留有签名、盖章和按指印的位置；印章请用真章加盖。写“缺”的地方留有空白，可以先补充，也可以打印后手写。</p>
      </Card>
      <DossierCard view={view} open={open} />
      {view.stage !== 'void' && <CourtCard reveal={() => setUnfolded('all')} view={view} stored={courtAnswered} open={open} start={start} />}
      {shown && (
        <PreviewDialog caseId={caseId} documentId={shown.id} of={shown.of} title={shown.title} close={() => setShown(undefined)} />
      )}
      {asking && (
        <ExtrasDialog view={view} paper={asking} close={() => setAsking(undefined)} stored={next => {
          setAsking(undefined)
          stored(next)
        }} />
      )}
    </div>
  )
}
