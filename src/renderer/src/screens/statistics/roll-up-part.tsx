/** 汇总: adds up the monthly files of several committees. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { periodStates } from '../../../../core/reports/freeze.ts'
import { periodTitle } from '../../../../core/statistics/comparison.ts'
import { showFigure } from '../../../../core/statistics/show.ts'
import { useCaller } from '../../controls/caller.ts'
import { useNotAllowed } from '../../controls/workspace.tsx'
import { ImportIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'

type Files = { name: string; content: string }[]

export const RollUpPart = () => {
  const call = useCaller()
  const make = useMaker()
  const { message } = App.useApp()
  const refused = useNotAllowed()('rollUp.show')
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<Files>([])
  const [sum, setSum] = useState<Output<'rollUp.show'>>()
  const [problem, setProblem] = useState('')
  const [path, setPath] = useState('')

  const show = async (next: Files): Promise<void> => {
    setFiles(next)
    setPath('')
    setProblem('')
    if (next.length === 0) return setSum(undefined)
    const result = await call('rollUp.show', { files: next })
    setSum(result.ok ? result.value : undefined)
    setProblem(result.ok ? '' : result.refusal.message)
  }
  const add = async (chosen: FileList | null): Promise<void> => {
    try {
      const read = await Promise.all([...(chosen ?? [])].map(async file => ({ name: file.name, content: await file.text() })))
      await show([...files, ...read])
    } catch {
      message.error('读不到所选的文件，请确认文件还在、没有被别的程序占用。', 8)
    }
  }
  const write = async (what: 'report' | 'officialTable', format: 'pdf' | 'xlsx' | 'docx'): Promise<void> => {
    const made = await make('rollUp.make', { files, what, format })
    if (made) setPath(made)
  }
  return (
    <div className="stack">
      <Card
        size="small"
        title="各调委会的月报数据文件"
        extra={<Button type="primary" icon={<ImportIcon />} disabled={refused !== undefined} title={refused} onClick={() => input.current!.click()}>选择文件</Button>}
      >
        <input ref={input} type="file" accept=".json" multiple hidden aria-label="月报数据文件" onChange={event => {
          void add(event.target.files)
          event.target.value = ''
        }} />
        <p>请各调委会在“报告与确认”里导出月报数据文件，放在一起相加。每个文件的校验值都会核对，重复的调委会和重复的案件不会相加。</p>
        {files.length > 0 && (
          <ul className="plain-list counts">
            {files.map((file, index) => (
              <li key={`${index}${file.name}`}><span className="path">{file.name}</span><Button size="small" aria-label={`去掉第 ${index + 1} 个文件`} onClick={() => void show(files.filter((_, at) => at !== index))}>去掉</Button></li>
            ))}
          </ul>
        )}
        {problem && <Alert type="error" showIcon title={problem} />}
      </Card>
      {sum && (
        <>
          <h1>{periodTitle(sum.statistics.period)}汇总（{sum.committees.length} 个调委会）</h1>
          <div className="report-columns">
            <Card size="small" title="各调委会">
              <table className="figures">
                <thead><tr><th>调委会</th><th>状态</th><th>案件总数</th><th>校验值</th></tr></thead>
                <tbody>
                  {sum.committees.map(one => (
                    <tr key={one.name}><th scope="row">{one.name}</th><td>{periodStates[one.state]}</td><td className="now">{one.total}件</td><td><span className="pointer quiet">{one.digest.slice(0, 12)}</span></td></tr>
                  ))}
                </tbody>
              </table>
              <div className="adders gap-above">
                <Button type="primary" onClick={() => void write('report', 'pdf')}>汇总报告 PDF</Button>
                <Button onClick={() => void write('report', 'xlsx')}>汇总报告（电子表格）</Button>
              </div>
              <div className="adders gap-above">
                <Button onClick={() => void write('officialTable', 'pdf')}>统计表 PDF</Button>
                <Button onClick={() => void write('officialTable', 'xlsx')}>统计表（电子表格）</Button>
              </div>
              {path && <SavedFile path={path} />}
            </Card>
            <Card size="small" title="合计">
              <table className="figures">
                <tbody>{sum.statistics.figures.map(figure => <tr key={figure.id}><th scope="row">{figure.label}</th><td className="now">{showFigure(figure)}</td></tr>)}</tbody>
              </table>
            </Card>
          </div>
        </>
      )}
    </div>
  )
}
