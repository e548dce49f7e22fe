/** Keeping the office safe: backups and their proof, checks of the files, the audit trail. */
import { useState } from 'react'
import { Alert, App, Button, Card, Descriptions, Table } from 'antd'
import type { CommandName, Output } from '../../../../core/contract.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { RestoreBackup } from '../../controls/files/restore-backup.tsx'
import { SavedIcon } from '../../controls/icons.tsx'
import { sizeInWords, timeInWords } from '../../controls/times.ts'
import { AuditCard, AuditFaults } from './audit-card.tsx'

/** Runs one command at a time; says which one is running, and what was refused. */
const useRunner = () => {
  const call = useCaller()
  const { message } = App.useApp()
  const [busy, setBusy] = useState('')
  const run = async <N extends CommandName>(key: string, name: N, input: Parameters<typeof call<N>>[1]): Promise<Output<N> | undefined> => {
    setBusy(key)
    const result = await call(name, input)
    setBusy('')
    if (result.ok) return result.value
    if (result.refusal.code !== 'cancelled') message.error(result.refusal.message, 10)
    return undefined
  }
  return { busy, run }
}

/** A backup lies outside what a page may open on some hosts; then its path is all there is to show. */
const BackupPath = ({ path }: { readonly path: string }) => {
  const call = useCaller()
  const [closed, setClosed] = useState(false)
  return (
    <div className="saved-file">
      <SavedIcon className="good" />
      <span>备份完成，已读回核对：</span>
      <span className="path">{path}</span>
      {!closed && <Button size="small" onClick={() => void call('file.reveal', { path }).then(result => setClosed(!result.ok))}>打开文件夹</Button>}
    </div>
  )
}

const Backups = () => {
  const { office, reloadOffice, lock } = useDesk()
  const { safety } = office
  const notAllowed = useNotAllowed()
  const { busy, run } = useRunner()
  const { value, refusal, reload } = useAnswer('backup.list', {})
  const [made, setMade] = useState('')
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [proven, setProven] = useState<Readonly<Record<string, number>>>({})
  const blocked = notAllowed('backup.create')

  const backUp = async (): Promise<void> => {
    const done = await run('create', 'backup.create', {})
    if (!done) return
    setMade(done.path)
    setWarnings(done.warnings ?? [])
    reload()
    await reloadOffice()
  }
  const prove = async (path: string): Promise<void> => {
    const done = await run(path, 'backup.prove', { path })
    if (!done) return
    setProven(before => ({ ...before, [path]: done.cases }))
    await reloadOffice()
  }

  return (
    <Card size="small" title="备份" extra={<Button type="primary" loading={busy === 'create'} disabled={busy !== '' || blocked !== undefined} onClick={() => void backUp()}>立即备份</Button>}>
      <Descriptions size="small" column={2} items={[
        { key: 'last', label: '最近一次备份', children: safety.lastBackupAt ? timeInWords(safety.lastBackupAt) : <span className="warn-text">还没有备份过</span> },
        { key: 'proven', label: '最近一次试恢复成功', children: safety.lastProvenAt ? timeInWords(safety.lastProvenAt) : <span className="quiet">还没有试过</span> },
      ]} />
      {made && <div className="gap-below"><BackupPath path={made} /></div>}
      {warnings.map(warning => <Alert key={warning} type="warning" showIcon title={warning} className="gap-below" />)}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <p className="note">备份是加密的，用备份当时的密码或恢复密钥才能打开。请定期抄一份到移动盘，放在另一个地方。{value && <>备份文件夹：<span className="path">{value.folder}</span></>}</p>
      <Table
        size="small"
        rowKey="path"
        pagination={value && value.backups.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        dataSource={value?.backups ?? []}
        loading={!value && !refusal}
        locale={{ emptyText: <div className="empty-small">备份文件夹里还没有备份</div> }}
        columns={[
          { title: '文件', dataIndex: 'name', render: (name: string) => <span className="path">{name}</span> },
          { title: '大小', dataIndex: 'bytes', width: 110, align: 'right', render: sizeInWords },
          { title: '', width: 250, render: (_, { path }) => proven[path] !== undefined && <span className="good">试恢复成功，{proven[path]} 件案件</span> },
          {
            title: '', width: 96, align: 'right', render: (_, { path, name }) => (
              <Button size="small" loading={busy === path} disabled={busy !== '' || blocked !== undefined} aria-label={`试恢复${name}`} onClick={() => void prove(path)}>试恢复</Button>
            ),
          },
        ]}
      />
      <div className="check-line gap-above">
        <RestoreBackup
          done={lock}
          disabled={blocked !== undefined}
          warning="恢复会换下现用的全部资料：备份以后登记的内容不会出现在恢复后的资料里。现用的资料不删除，改放在资料文件夹的“恢复前的资料”里。"
        />
        <span className="note">用一个备份换下现用的资料；恢复后要重新输入密码打开。</span>
      </div>
    </Card>
  )
}

const Verified = ({ value: { files, found, auditFaults } }: { readonly value: Output<'store.verify'> }) => {
  const unrepaired = found.filter(one => !one.repaired).length
  const fine = found.length === 0 && auditFaults.length === 0
  return (
    <div className="gap-above">
      <Alert
        showIcon
        type={fine ? 'success' : unrepaired > 0 || auditFaults.length > 0 ? 'error' : 'warning'}
        title={fine ? `共检查 ${files} 个文件，没有发现问题。`
          : `共检查 ${files} 个文件，发现 ${found.length} 处文件问题（修复 ${found.length - unrepaired} 处）、${auditFaults.length} 处操作日志问题。${unrepaired > 0 ? '没能修复的，请用最近的备份恢复。' : ''}`}
      />
      {found.length > 0 && (
        <Table
          size="small" className="gap-above" pagination={false} rowKey={({ file, problem }) => file + problem} dataSource={[...found]}
          columns={[
            { title: '文件', dataIndex: 'file', render: (file: string) => <span className="path">{file}</span> },
            { title: '问题', dataIndex: 'problem' },
            { title: '结果', dataIndex: 'repaired', width: 110, render: (repaired: boolean) => (repaired ? <span className="good">已修复</span> : <span className="bad-text">未能修复</span>) },
          ]}
        />
      )}
      <AuditFaults faults={auditFaults} />
    </div>
  )
}

const Checks = () => {
  const { busy, run } = useRunner()
  const [verified, setVerified] = useState<Output<'store.verify'>>()
  const [folder, setFolder] = useState<Output<'store.checkFolder'>['steps']>()
  const verify = async (): Promise<void> => setVerified(await run('verify', 'store.verify', {}))
  const check = async (): Promise<void> => setFolder((await run('folder', 'store.checkFolder', {}))?.steps)
  return (
    <Card size="small" title="检查">
      <div className="check-line">
        <Button loading={busy === 'verify'} disabled={busy !== ''} onClick={() => void verify()}>检查资料</Button>
        <span className="note">每个资料文件都存有两份：逐个核对，坏了一份的用另一份修复。</span>
      </div>
      {verified && <Verified value={verified} />}
      <div className="check-line gap-above">
        <Button loading={busy === 'folder'} disabled={busy !== ''} onClick={() => void check()}>自检文件夹</Button>
        <span className="note">在资料文件夹里真的新建、改名、存盘、占用一遍，看它能不能放资料。</span>
      </div>
      {folder && (
        <ul className="folder-steps" aria-label="自检结果">
          {folder.map(({ what, fine, note }) => (
            <li key={what}><strong className={fine ? 'good' : 'bad-text'}>{fine ? '✓' : '✗'}</strong> {what}{note && <span className={fine ? 'quiet' : 'bad-text'}>　{note}</span>}</li>
          ))}
        </ul>
      )}
    </Card>
  )
}

export const SafetyScreen = () => {
  const refused = useNotAllowed()('backup.create')
  return (
    <div className="sheet">
      <h1>数据安全</h1>
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      <Backups />
      {!refused && <Checks />}
      {!refused && <AuditCard />}
    </div>
  )
}
