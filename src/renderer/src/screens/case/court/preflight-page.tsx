/** Everything that is about to leave, on one page: files, persons, what stays, and what the search found. */
import { useState, type ReactNode } from 'react'
import { Alert, App, Button, Checkbox, Table } from 'antd'
import type { Output } from '../../../../../core/contract.ts'
import { purposes } from '../../../../../core/court/court-package.ts'
import { secretReasons } from '../../../../../core/court/secrets.ts'
import { useCaller } from '../../../controls/caller.ts'

type Flight = Output<'court.preflight'>

export const unsearchedOf = ({ files }: Pick<Flight, 'files'>): Flight['files'] => files.filter(({ unsearched }) => unsearched.length > 0)

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} 字节` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)

type LookProps = {
  /** Files in which nothing can be searched, with what is so. */
  readonly files: readonly { readonly name: string; readonly title: string; readonly unsearched: readonly string[]; readonly attachmentId?: string | undefined }[]
  readonly lookedAt: readonly string[]
  readonly look: (lookedAt: readonly string[]) => void
}

/** What nobody can search is opened and confirmed one by one. */
export const LookedAt = ({ files, lookedAt, look }: LookProps) => {
  const call = useCaller()
  const { message } = App.useApp()
  const [busy, setBusy] = useState('')
  const show = async (attachmentId: string): Promise<void> => {
    setBusy(attachmentId)
    const taken = await call('attachment.read', { attachmentId })
    const opened = taken.ok ? await call('file.open', { path: taken.value.path }) : taken
    setBusy('')
    if (!opened.ok && opened.refusal.code !== 'cancelled') message.warning(opened.refusal.message, 8)
  }
  return (
    <Alert type="warning" showIcon title="下面的文件里有不能检索的字，请逐份打开看过，确认没有单方谈话和无关人员的内容，再勾选“看过了”" description={files.map(({ name, title, unsearched, attachmentId }) => (
      <div className="paper-line" key={name}>
        <span className="grow">{title}<span className="quiet path">　{unsearched.join('，')}</span></span>
        {attachmentId !== undefined && <Button size="small" loading={busy === attachmentId} aria-label={`打开${title}`} onClick={() => void show(attachmentId)}>打开</Button>}
        <Checkbox aria-label={`${title}看过了`} checked={lookedAt.includes(name)} onChange={event => look(event.target.checked ? [...lookedAt, name] : lookedAt.filter(one => one !== name))}>看过了</Checkbox>
      </div>
    ))} />
  )
}

/** `findings`: what the precheck says, as it is shown elsewhere. */
type Props = { readonly flight: Flight; readonly findings: ReactNode; /** Warnings that cost a right, to be acknowledged by name. */ readonly costly?: ReactNode } & Pick<LookProps, 'lookedAt' | 'look'>

export const PreflightPage = ({ flight: { purpose, to, masking, files, persons, stays, proof }, findings, costly, lookedAt, look }: Props) => {
  const unsearched = unsearchedOf({ files })
  return (
    <div className="stack preflight">
      <p>送到<strong>{to}</strong>，{purposes[purpose]}。{masking}。</p>
      {proof.hits.length > 0
        ? (
          <Alert type="error" showIcon title={`找到 ${proof.hits.length} 处不能送出的内容，不能打包`} description={(
            <ul className="plain-list">{proof.hits.map((hit, index) => <li key={index}><span className="path">{hit.file}</span>：{secretReasons[hit.why]}“{hit.phrase}”</li>)}</ul>
          )} />
        )
        : <Alert type="success" showIcon title={`已在生成的 ${files.length} 个文件（解开后共 ${proof.characters.toLocaleString('en')} 个字符）里检索不能送出的 ${proof.phrases} 句话和无关人员的 ${proof.strangers} 个号码，都没有出现。`} />}
      {unsearched.length > 0 && <LookedAt files={unsearched} lookedAt={lookedAt} look={look} />}
      {costly}
      {findings}
      <div>
        <div className="sub-title">送出的文件</div>
        <Table
          size="small" pagination={false} rowKey="name" dataSource={files}
          columns={[
            { title: '文件', render: (_, one) => <>{one.title}{one.issued && <span className="quiet">　签发的原件</span>}<div className="quiet path">{one.name}</div></> },
            { title: '类别', dataIndex: 'kind', width: 170 },
            { title: '页数', dataIndex: 'pages', width: 60, align: 'right' },
            { title: '大小', width: 90, align: 'right', render: (_, one) => size(one.bytes) },
          ]}
        />
      </div>
      <div>
        <div className="sub-title">送出的个人信息</div>
        <Table
          size="small" pagination={false} rowKey={one => `${one.role}${one.name}`} dataSource={persons}
          columns={[
            { title: '身份', dataIndex: 'role', width: 150 },
            { title: '姓名', dataIndex: 'name', width: 150 },
            { title: '内容', render: (_, { data }) => data.map(({ label, value }) => `${label}：${value}`).join('；') || '只有姓名' },
          ]}
        />
      </div>
      <div>
        <div className="sub-title">留在本会的</div>
        <ul className="plain-list">{stays.map(({ what, why }) => <li key={what}>{what}<span className="quiet">　{why}</span></li>)}</ul>
      </div>
    </div>
  )
}
