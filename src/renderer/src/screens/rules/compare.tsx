/** What changed between two versions, character by character: in one text, or side by side. */
import { useMemo, useState } from 'react'
import { Card, Segmented, Select, Space } from 'antd'
import { diffChars } from 'diff'
import type { VersionView } from '../../../../core/contract/rules.ts'
import { versionStates } from '../../../../core/rules/library.ts'
import { stepLines } from '../../../../core/case/steps/procedure.ts'

type Part = ReturnType<typeof diffChars>[number]

const Text = ({ parts, side }: { readonly parts: readonly Part[]; readonly side?: 'old' | 'new' }) => (
  <div className="compared">
    {parts.filter(({ added, removed }) => !(side === 'old' && added) && !(side === 'new' && removed)).map(({ added, removed, value }, index) =>
      added ? <ins key={index}>{value}</ins> : removed ? <del key={index}>{value}</del> : <span key={index}>{value}</span>)}
  </div>
)

/** Takes at least two versions, the newest first. */
export const Compare = ({ versions }: { readonly versions: readonly VersionView[] }) => {
  const [older, setOlder] = useState(versions[1]!.no)
  const [newer, setNewer] = useState(versions[0]!.no)
  const [way, setWay] = useState<'one' | 'two'>('one')
  const textOf = (no: number): string => {
    const { filled = '', steps } = versions.find(version => version.no === no) ?? {}
    return steps ? `${filled}\n\n办理步骤\n${stepLines(steps)}` : filled
  }
  const [before, after] = [textOf(older), textOf(newer)]
  const parts = useMemo(() => diffChars(before, after), [before, after])
  const options = versions.map(({ no, state }) => ({ value: no, label: `第${no}版（${versionStates[state]}）` }))
  return (
    <Card size="small" title="比较两个版本" extra={(
      <Space wrap>
        <Select aria-label="原来的版本" value={older} onChange={setOlder} options={options} />
        与
        <Select aria-label="后来的版本" value={newer} onChange={setNewer} options={options} />
        <Segmented<'one' | 'two'> aria-label="怎样比较" value={way} onChange={setWay} options={[{ value: 'one', label: '合在一起' }, { value: 'two', label: '左右对照' }]} />
      </Space>
    )}>
      {before === after && <p className="quiet">两个版本的文字、数值和步骤相同。</p>}
      {way === 'one' ? <Text parts={parts} /> : <div className="compared-two"><Text parts={parts} side="old" /><Text parts={parts} side="new" /></div>}
    </Card>
  )
}
