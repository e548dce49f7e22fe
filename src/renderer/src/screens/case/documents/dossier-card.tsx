/** The file of the case: checked before it is closed, each finding leading to where it is put right, and made as one PDF. */
import { useState } from 'react'
import { App, Button, Card } from 'antd'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import { useCaller } from '../../../controls/caller.ts'
import { useNotAllowed } from '../../../controls/workspace.tsx'
import { CourtIcon } from '../../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'
import type { CaseTab } from '../../../screen.ts'
import { Findings } from '../court/findings.tsx'

export const DossierCard = ({ view, open }: { readonly view: CaseView; readonly open: (tab: CaseTab) => void }) => {
  const caseId = view.file.id
  const call = useCaller()
  const make = useMaker()
  const { message } = App.useApp()
  const refused = useNotAllowed()('dossier.make')
  const [busy, setBusy] = useState('')
  const [path, setPath] = useState<string>()
  const [findings, setFindings] = useState<Output<'dossier.check'>['findings']>()
  const check = async (): Promise<void> => {
    setBusy('check')
    const result = await call('dossier.check', { caseId })
    setBusy('')
    if (result.ok) setFindings(result.value.findings)
    else message.error(result.refusal.message, 8)
  }
  const build = async (format: 'pdf' | 'docx'): Promise<void> => {
    setBusy(format)
    const made = await make('dossier.make', { caseId, format })
    setBusy('')
    if (made) setPath(made)
  }
  return (
    <Card size="small" title="卷宗">
      <div className="paper">
        <div className="paper-line">
          <CourtIcon className="paper-icon" />
          <span className="paper-title">调解卷宗<span className="quiet">　封面、目录、签发的文书和签名件、其他附件、情况说明、封底合成一个 PDF，编好页号</span></span>
          <Button loading={busy === 'check'} disabled={busy !== ''} onClick={() => void check()}>核对卷宗</Button>
          <Button loading={busy === 'docx'} disabled={busy !== '' || refused !== undefined} title={refused ?? '封面、目录、情况说明、封底的可编辑稿'} onClick={() => void build('docx')}>封面和目录（可编辑）</Button>
          <Button loading={busy === 'pdf'} disabled={busy !== '' || refused !== undefined} title={refused} onClick={() => void build('pdf')}>生成卷宗</Button>
        </div>
        {path && <SavedFile path={path} />}
        {findings?.length === 0 && <p className="good-text finding-none">核对完毕，没有发现问题。</p>}
        {findings && findings.length > 0 && <Findings view={view} findings={findings} stops="要改" open={open} />}
      </div>
    </Card>
  )
}
