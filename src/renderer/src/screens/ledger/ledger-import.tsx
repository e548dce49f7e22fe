/**
 * Takes in an old ledger (旧台账): what its columns were understood as, what is wrong row by row, what it does not say; then
 * one batch, all or nothing. Nothing is stored before the last button.
 */
import { useEffect, useRef, useState } from 'react'
import { Alert, Button, Checkbox, Modal, Progress, Select, Table, Tabs } from 'antd'
import { choicesOf, regionNames } from '../../../../core/base/codes.ts'
import type { Output } from '../../../../core/contract.ts'
import { ledgerColumns, type LedgerColumn } from '../../../../core/office/ledger-columns.ts'
import type { Refusal } from '../../../../core/base/result.ts'
import { useCaller } from '../../controls/caller.ts'
import { useDesk } from '../../controls/workspace.tsx'
import { clearable, ExportIcon } from '../../controls/icons.tsx'
import { SavedFile } from '../../controls/files/saved-file.tsx'

type Look = Output<'ledger.read'>
type Meaning = LedgerColumn | 'ignore'
type Choices = { readonly sheet?: number; readonly street?: string; readonly archiveEnded: boolean; readonly mapping: Readonly<Record<string, Meaning>>; readonly words: Readonly<Record<string, string>>; readonly hiddenRows?: 'take' | 'leave' }

const meanings = [{ value: 'ignore', label: '不导入' }, ...choicesOf(ledgerColumns)]
const severities = { error: <span className="bad-text">错误</span>, duplicate: <span className="bad-text">重复</span>, warning: <span className="warn-text">提醒</span> } as const

/** What the tables have of the height of the window. */
const ROOM = 'clamp(130px, calc(100vh - 450px), 330px)'

const phases = { waiting: '正在准备', opening: '正在打开表格', checking: '正在逐行核对', storing: '正在存入' } as const

/** How far a reading is; asks while it is shown. */
const Running = ({ job, what }: { readonly job: string; readonly what: string }) => {
  const call = useCaller()
  const [now, setNow] = useState<Output<'ledger.progress'>>()
  useEffect(() => {
    const timer = setInterval(() => void call('ledger.progress', { job }).then(result => {
      if (result.ok) setNow(result.value)
    }), 400)
    return () => clearInterval(timer)
  }, [call, job])
  // Opening takes as long as checking, and cannot say how far it is.
  const percent = now?.phase === 'checking' && now.total > 0 ? 40 + Math.round((60 * now.done) / now.total) : now?.phase === 'opening' ? 10 : 0
  return (
    <div className="ledger-running">
      <p>{what}：{phases[now?.phase ?? 'waiting']}{now?.phase === 'checking' && now.total > 0 ? `（${now.done} / ${now.total} 行）` : ''}</p>
      <Progress percent={percent} showInfo={false} status="active" aria-label="进度" />
    </div>
  )
}

const Columns = ({ look, change }: { readonly look: Look; readonly change: (key: string, meaning: Meaning) => void }) => (
  <Table<Look['columns'][number]>
    size="small" className="ledger-columns" rowKey="key" pagination={false} scroll={{ y: ROOM }}
    dataSource={look.columns}
    columns={[
      { title: '表格里的列名', dataIndex: 'heading', width: 210, render: (heading: string) => heading || <span className="quiet">（没有列名）</span> },
      { title: '内容举例', dataIndex: 'samples', ellipsis: true, render: (samples: string[]) => <span className="quiet">{samples.join('；')}</span> },
      {
        title: '是什么', width: 240, render: (_, { heading, key, meaning }) => (heading === '' ? <span className="quiet">记在纠纷情况后面</span> : (
          <Select<Meaning>
            aria-label={`“${heading}”是什么`} showSearch={{ optionFilterProp: 'label' }} placeholder="不认识，记在纠纷情况后面" status={meaning === undefined ? 'warning' : ''}
            value={meaning} onChange={value => change(key, value)} options={meanings as { value: Meaning; label: string }[]}
          />
        )),
      },
    ]}
  />
)

/** Words that mean nothing by themselves, or two things: chosen once, and known from then on. */
const Words = ({ look, chosen, change }: { readonly look: Look; readonly chosen: Choices['words']; readonly change: (words: Choices['words']) => void }) => (
  <>
    <p className="note">下面的说法看不出是哪一种，或者像两种。各选一次，马上重新核对；导入以后记住，以后的台账照此认。</p>
    <Table<Look['unclear'][number]>
      size="small" rowKey="key" pagination={false} scroll={{ y: ROOM }} dataSource={look.unclear}
      columns={[
        { title: '列', dataIndex: 'column', width: 110 },
        { title: '台账里的说法', dataIndex: 'word', ellipsis: true },
        { title: '行数', dataIndex: 'rows', width: 70, align: 'right' },
        {
          title: '是什么', width: 260, render: (_, { key, column, word, choices }) => (
            <Select<string> aria-label={`${column}“${word}”是什么`} placeholder="请选择" value={chosen[key]} options={choices} onChange={value => change({ ...chosen, [key]: value })} />
          ),
        },
      ]}
    />
  </>
)

const Problems = ({ look }: { readonly look: Look }) => (
  <>
    {look.problemCount > look.problems.length && <p className="note">共 {look.problemCount} 处，这里列出前 {look.problems.length} 处；另存的表格里每一行都写明问题。</p>}
    <Table
      size="small" rowKey="key" pagination={look.problems.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false} scroll={{ y: ROOM }}
      dataSource={look.problems.map((problem, key) => ({ ...problem, key }))}
      locale={{ emptyText: '没有问题' }}
      columns={[
        { title: '第几行', dataIndex: 'row', width: 76 },
        { title: '列', dataIndex: 'column', width: 150, ellipsis: true },
        { title: '问题', dataIndex: 'message' },
        { title: '', dataIndex: 'severity', width: 60, render: (severity: keyof typeof severities) => severities[severity] },
      ]}
    />
  </>
)

const Preview = ({ look }: { readonly look: Look }) => (
  <Table
    size="small" rowKey="row" pagination={false} scroll={{ y: ROOM }} dataSource={look.preview} locale={{ emptyText: '没有可以导入的行' }}
    columns={[
      { title: '行', dataIndex: 'row', width: 56 },
      { title: '卷号', dataIndex: 'fileNo', width: 150, ellipsis: true },
      { title: '申请日期', dataIndex: 'appliedOn', width: 104 },
      { title: '类型', dataIndex: 'type', width: 112, ellipsis: true },
      { title: '申请人', dataIndex: 'applicants', ellipsis: true },
      { title: '被申请人', dataIndex: 'respondents', ellipsis: true },
      { title: '结束方式', dataIndex: 'result', width: 120, ellipsis: true },
      { title: '协议金额', dataIndex: 'amount', width: 110, align: 'right' },
    ]}
  />
)

const Gaps = ({ look }: { readonly look: Look }) => (
  <>
    {look.newMediators.length > 0 && <p>台账里的调解员不在名册里，将一并记入（兼职，可到“设置”里修改）：{look.newMediators.join('、')}。</p>}
    <Table
      size="small" rowKey="what" pagination={false} scroll={{ y: ROOM }} dataSource={look.gaps} locale={{ emptyText: '没有缺的内容' }}
      columns={[{ title: '台账没有写的内容', dataIndex: 'what' }, { title: '件数', dataIndex: 'cases', width: 90, align: 'right' }]}
    />
  </>
)

type Props = { readonly file: { readonly name: string; readonly content: string }; readonly close: () => void; readonly done: () => void }

export const LedgerImport = ({ file, close, done }: Props) => {
  const call = useCaller()
  const { saved } = useDesk()
  const [choices, setChoices] = useState<Choices>({ archiveEnded: true, mapping: {}, words: {} })
  const [look, setLook] = useState<Look>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [running, setRunning] = useState<{ readonly job: string; readonly what: string }>()
  const [leaveOut, setLeaveOut] = useState(false)
  const [errorFile, setErrorFile] = useState<string>()
  const [report, setReport] = useState<string>()
  const [tab, setTab] = useState('columns')
  const rounds = useRef(0)

  const asked = (next: Choices, job: string) => ({
    content: file.content, job, archiveEnded: next.archiveEnded, mapping: next.mapping, words: next.words,
    ...(next.hiddenRows && { hiddenRows: next.hiddenRows }),
    ...(next.sheet !== undefined && { sheet: next.sheet }), ...(next.street !== undefined && { street: next.street }),
  })
  /** Runs one piece of work under a name of its own, shows how far it is, and forgets what a newer one has overtaken. */
  const run = async <T,>(what: string, work: (job: string) => Promise<T>): Promise<T | undefined> => {
    rounds.current += 1
    const round = rounds.current
    const job = crypto.randomUUID()
    setRunning({ job, what })
    const result = await work(job)
    if (round !== rounds.current) return undefined
    setRunning(undefined)
    return result
  }
  const check = async (next: Choices): Promise<void> => {
    setChoices(next)
    setErrorFile(undefined)
    const result = await run('核对', job => call('ledger.read', asked(next, job)))
    if (!result) return
    if (!result.ok) {
      if (result.refusal.code !== 'cancelled') setRefusal(result.refusal)
      return
    }
    setRefusal(undefined)
    setLook(result.value)
    setLeaveOut(false)
  }
  // Once, when the file was chosen.
  const first = useRef(false)
  useEffect(() => {
    if (first.current) return
    first.current = true
    void check(choices)
  })

  const stop = (): void => {
    if (running) void call('ledger.cancel', { job: running.job })
    if (!look) close()
  }
  const saveErrors = async (): Promise<void> => {
    const result = await run('另存有问题的行', job => call('ledger.errorFile', asked(choices, job)))
    if (result?.ok) setErrorFile(result.value.path)
    else if (result && result.refusal.code !== 'cancelled') setRefusal(result.refusal)
  }
  const take = async (): Promise<void> => {
    const result = await run('导入', job => call('ledger.import', { ...asked(choices, job), fileName: file.name, leaveOut }))
    if (!result) return
    if (!result.ok) {
      if (result.refusal.code !== 'cancelled') setRefusal(result.refusal)
      return
    }
    saved(`已导入 ${result.value.batch.cases} 件`)
    done()
    // Where every cell went is worth a look before the window closes.
    if (result.value.report === undefined) close()
    else setReport(result.value.report)
  }

  const kept = (look?.bad ?? 0) + (look?.duplicates ?? 0)
  const asking = (look?.hiddenRows ?? 0) > 0 && choices.hiddenRows === undefined
  const mayTake = look !== undefined && look.ready > 0 && (kept === 0 || leaveOut) && !asking
  const streets = Object.entries(regionNames).filter(([code]) => code.length === 9).map(([value, label]) => ({ value, label }))
  if (report !== undefined) {
    return (
      <Modal open width={640} title="导入完成" onCancel={close} footer={<Button type="primary" onClick={close}>知道了</Button>}>
        <p>原来的台账和每一格存入何处，写成了一份表格，请抽查几行：</p>
        <SavedFile path={report} />
      </Modal>
    )
  }
  return (
    <Modal
      open width={1020} style={{ top: 20 }} title={`导入旧台账：${file.name}`} onCancel={running ? stop : close} maskClosable={false}
      footer={running
        ? <Button onClick={stop}>停止</Button>
        : (
          <>
            <Button onClick={close}>取消</Button>
            {kept > 0 && <Button icon={<ExportIcon />} onClick={() => void saveErrors()}>另存有问题的 {kept} 行</Button>}
            <Button type="primary" disabled={!mayTake} onClick={() => void take()}>导入 {look?.ready ?? 0} 件</Button>
          </>
        )}
    >
      {running && <Running {...running} />}
      {refusal && !running && <Alert type="error" showIcon className="gap-below" title={refusal.message} />}
      {look && !running && (
        <>
          <Alert
            showIcon className="gap-below" type={look.ready === 0 || kept > 0 ? 'warning' : 'info'}
            title={`读到 ${look.total} 行：可以导入 ${look.ready} 件${look.bad > 0 ? `，有错误 ${look.bad} 行` : ''}${look.duplicates > 0 ? `，与已有案件或前面的行重复 ${look.duplicates} 行` : ''}。现在还没有保存。`}
          />
          <div className="ledger-options">
            {look.sheets.length > 1 && (
              <label>工作表 <Select aria-label="工作表" value={look.sheet} onChange={sheet => void check({ ...choices, sheet })} options={look.sheets.map((label, value) => ({ value, label }))} /></label>
            )}
            <label>没写街道的，按 <Select<string> aria-label="没写街道的，按" allowClear={clearable} placeholder="不记街道" value={choices.street} options={streets}
              onChange={street => {
                const { street: _, ...rest } = choices
                void check({ ...rest, sheet: look.sheet, ...(street && { street }) })
              }} /></label>
            {look.hiddenRows > 0 && (
              <label>隐藏的 {look.hiddenRows} 行 <Select<'take' | 'leave'> aria-label="隐藏的行" placeholder="请选择" status={asking ? 'error' : ''} value={choices.hiddenRows}
                options={[{ value: 'take', label: '一起导入' }, { value: 'leave', label: '不导入' }]} onChange={hiddenRows => void check({ ...choices, hiddenRows })} /></label>
            )}
            <Checkbox checked={choices.archiveEnded} onChange={event => void check({ ...choices, archiveEnded: event.target.checked })}>已结的旧案一并记为已归档</Checkbox>
            {kept > 0 && look.ready > 0 && <Checkbox checked={leaveOut} onChange={event => setLeaveOut(event.target.checked)}>不导入有问题的 {kept} 行，只导入其余 {look.ready} 件</Checkbox>}
          </div>
          {errorFile && <div className="gap-below"><SavedFile path={errorFile} /></div>}
          <Tabs
            size="small" activeKey={tab} onChange={setTab}
            items={[
              { key: 'columns', label: `各列是什么${look.columns.some(({ meaning }) => meaning === undefined) ? '（有不认识的）' : ''}`, children: <Columns look={look} change={(key, meaning) => void check({ ...choices, mapping: { ...choices.mapping, [key]: meaning } })} /> },
              ...(look.unclear.length > 0 || Object.keys(choices.words).length > 0 ? [{ key: 'words', label: `对不上的说法（${look.unclear.length}）`, children: <Words look={look} chosen={choices.words} change={words => void check({ ...choices, words })} /> }] : []),
              { key: 'problems', label: `问题（${look.problemCount}）`, children: <Problems look={look} /> },
              { key: 'preview', label: '导入以后的样子', children: <Preview look={look} /> },
              { key: 'gaps', label: `缺的内容（${look.gaps.length}）`, children: <Gaps look={look} /> },
            ]}
          />
        </>
      )}
    </Modal>
  )
}
