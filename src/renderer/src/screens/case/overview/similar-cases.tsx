/** Possible duplicates and earlier cases of the parties, with the reason for each, and a look at one without leaving. */
import { useEffect, useState } from 'react'
import { Alert, Button, Drawer, Form, Spin } from 'antd'
import { disputeTypes } from '../../../../../core/base/codes.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { SimilarView } from '../../../../../core/contract/cases.ts'
import type { Input } from '../../../../../core/contract.ts'
import { Overview } from './overview.tsx'
import { StageTag } from '../../../controls/cases/case-table.tsx'
import { useAnswer } from '../../../controls/workspace.tsx'
import { closable } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'

type Matter = NonNullable<Input<'case.findSimilar'>['matter']>

/** What of a half-filled form can be compared. */
const matterOf = (values: { parties?: Record<string, unknown>[]; place?: Record<string, unknown> } | undefined): Matter => {
  const only = (from: Record<string, unknown> | undefined, keys: readonly string[]): object =>
    withoutBlanks(Object.fromEntries(keys.map(key => [key, from?.[key]]))) as object
  return {
    parties: (values?.parties ?? []).map(party => only(party, ['side', 'kind', 'name', 'idNo', 'uscc', 'phone'])),
    place: only(values?.place, ['estate', 'building', 'unit', 'room']),
  }
}

/** One case, to be looked at in place. */
export const CasePeek = ({ caseId, close }: { readonly caseId: string | undefined; readonly close: () => void }) => (
  <Drawer open={caseId !== undefined} onClose={close} size={Math.min(900, window.innerWidth - 80)} title="以往案件" closable={closable} destroyOnHidden>
    {caseId !== undefined && <Peeked caseId={caseId} />}
  </Drawer>
)

const Peeked = ({ caseId }: { readonly caseId: string }) => {
  const { value, refusal } = useAnswer('case.show', { caseId })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  return (
    <>
      <div className="case-head-line gap-below"><h2 className="peek-title">{value.file.fileNo ?? '未受理'}</h2><StageTag stage={value.stage} /><span>{disputeTypes[value.file.type]}</span></div>
      <Overview view={value} />
    </>
  )
}

const Line = ({ found, open }: { readonly found: SimilarView; readonly open: (caseId: string) => void }) => (
  <li className="similar-line">
    <span className="similar-text">
      <strong>{found.title}</strong>（{disputeTypes[found.type]}）{found.fileNo ?? '未受理'}，{chineseDate(found.appliedOn)}申请 <StageTag stage={found.stage} />
      <span className="note">　{found.reasons.join('')}</span>
    </span>
    <Button size="small" aria-label={`查看${found.title}`} onClick={() => open(found.caseId)}>查看</Button>
  </li>
)

const SHOWN = 3

const Found = ({ title, tone, cases, total }: { readonly title: string; readonly tone: 'warning' | 'info'; readonly cases: readonly SimilarView[]; readonly total: number }) => {
  const [caseId, setCaseId] = useState<string>()
  const [all, setAll] = useState(false)
  if (total === 0) return null
  const list = all ? cases : cases.slice(0, SHOWN)
  return (
    <>
      <Alert
        type={tone}
        showIcon
        className="similar"
        title={title}
        action={cases.length > SHOWN && <Button size="small" type="link" onClick={() => setAll(!all)}>{all ? '收起' : `列出${total > cases.length ? '最近' : '全部'} ${cases.length} 件`}</Button>}
        description={<ul className="similar-list">{list.map(found => <Line key={found.caseId} found={found} open={setCaseId} />)}</ul>}
      />
      <CasePeek caseId={caseId} close={() => setCaseId(undefined)} />
    </>
  )
}

const WAIT_MS = 300

/** Beside a form of intake: asks a moment after the typing stops. `except`: the case that is being corrected. */
export const SimilarWhileTyping = ({ except }: { readonly except?: string }) => {
  const form = Form.useFormInstance()
  const typed = (Form.useWatch(values => JSON.stringify(matterOf(values as never)), { form, preserve: true }) as string | undefined) ?? ''
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => setAsked(typed), WAIT_MS)
    return () => clearTimeout(wait)
  }, [typed])
  return asked === '' ? null : <Asked matter={JSON.parse(asked) as Matter} {...(except !== undefined && { except })} />
}

const Asked = ({ matter, except }: { readonly matter: Matter; readonly except?: string }) => {
  const { value } = useAnswer('case.findSimilar', { matter, ...(except !== undefined && { caseId: except }) })
  if (!value) return null
  return (
    <div className="similar-box" aria-live="polite">
      <Found title={`可能重复：有 ${value.duplicates} 件十二个月内的案件与正在填写的内容相同，请先看看是不是同一件事`} tone="warning" cases={value.cases.filter(found => found.duplicate)} total={value.duplicates} />
      <Found title={`当事人有 ${value.earlier} 件以往案件`} tone="info" cases={value.cases.filter(found => !found.duplicate)} total={value.earlier} />
    </div>
  )
}

/** On a case: what its parties were in before. */
export const EarlierCases = ({ caseId }: { readonly caseId: string }) => {
  const { value } = useAnswer('case.findSimilar', { caseId })
  if (!value || value.cases.length === 0) return null
  return (
    <div className="gap-below">
      <Found title={`可能重复：${value.duplicates} 件十二个月内的案件有相同之处`} tone="warning" cases={value.cases.filter(found => found.duplicate)} total={value.duplicates} />
      <Found title={`当事人有 ${value.earlier} 件以往案件`} tone="info" cases={value.cases.filter(found => !found.duplicate)} total={value.earlier} />
    </div>
  )
}
