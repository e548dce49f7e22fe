/** What was asked before acceptance, and what the director changed after the fact. */
import { Alert, Button, Card, Table } from 'antd'
import { inquiryKinds, inquiryReplies } from '../../../../../core/case/record/before-acceptance.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import { revisionKinds } from '../../../../../core/case/record/revisions.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { placeInWords, valueInWords } from '../../../controls/words.ts'
import { openInquiries } from './corrections-dialog.tsx'

type Props = { readonly view: CaseView }

/** S2 as a tag beside the stage. */
export const Awaiting = ({ view }: Props) => {
  if (view.stage !== 'applied') return null
  const kinds = [...new Set(openInquiries(view).map(({ kind }) => kind))]
  return kinds.map(kind => <span key={kind} className="stage tone-wait">{kind === 'supplement' ? '待补正' : '征求对方意见'}</span>)
}

const Pointed = ({ caseId }: { readonly caseId: string }) => {
  const { go } = useDesk()
  const { value } = useAnswer('case.show', { caseId })
  return <Button type="link" size="small" onClick={() => go({ name: 'case', caseId })}>{value?.file.fileNo ?? '打开所重复的案件'}</Button>
}

export const VoidNotice = ({ view: { annex } }: Props) => {
  if (!annex.voided) return null
  const { on, of, reason } = annex.voided
  return <Alert type="warning" showIcon className="gap-below" title={<>{chineseDate(on)}作废{of ? <>，与<Pointed caseId={of} />重复</> : ''}：{reason}</>} />
}

export const Inquiries = ({ view: { annex } }: Props) => {
  if (!annex.inquiries) return null
  return (
    <Card size="small" title="补正与征求意见">
      <ul className="plain-list">
        {annex.inquiries.map(({ id, kind, askedOn, what, replyDueOn, answer }) => (
          <li key={id}>
            {chineseDate(askedOn)}{inquiryKinds[kind]}：{what}{replyDueOn && `（要求${chineseDate(replyDueOn)}前答复）`}
            {answer ? `；${chineseDate(answer.repliedOn)}${inquiryReplies[answer.reply]}${answer.note ? `（${answer.note}）` : ''}` : <span className="warn-text">　等候答复</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const lastKey = (pointer: string): string => pointer.split('/').findLast(part => !/^\d+$/.test(part)) ?? ''

/** Words of a separate session are not laid open here either. */
const isSessionRecord = (pointer: string): boolean => /^\/sessions(\/\d+(\/record)?)?$/.test(pointer)

/** A field of a case as a reader sees it. */
export const inWords = (pointer: string, value: unknown): string => (isSessionRecord(pointer) && value !== undefined ? '（调解记录）' : valueInWords(value, lastKey(pointer)))

export const Revisions = ({ view: { annex } }: Props) => {
  if (!annex.revisions) return null
  return (
    <Card size="small" title="更正记录">
      {annex.revisions.map(({ kind, on, by, reason, changes }, index) => (
        <div key={index} className="gap-below">
          <div className="revision"><strong>{revisionKinds[kind]}</strong>　{chineseDate(on)}　{by}　<span className="quiet">原因：</span>{reason}</div>
          {changes.length > 0 && (
            <Table
              size="small"
              pagination={false}
              rowKey="pointer"
              dataSource={changes}
              columns={[
                { title: '字段', dataIndex: 'pointer', width: '26%', render: (pointer: string) => placeInWords(pointer) },
                { title: '原来', width: '37%', render: (_, one) => <span className="value">{inWords(one.pointer, one.was)}</span> },
                { title: '更正为', width: '37%', render: (_, one) => <span className="value">{inWords(one.pointer, one.now)}</span> },
              ]}
            />
          )}
        </div>
      ))}
    </Card>
  )
}
