/** The committee's own rules (制度): what is in force, what is being decided, and the booklet. */
import { useState } from 'react'
import { Alert, App, Button, Checkbox, Table } from 'antd'
import { chineseDate } from '../../../../core/base/dates.ts'
import type { RuleSummary } from '../../../../core/contract/rules.ts'
import { ruleKinds } from '../../../../core/rules/library.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PaperIcon, PlusIcon } from '../../controls/icons.tsx'
import { SavedFile } from '../../controls/files/saved-file.tsx'
import { AdoptDialog } from './adopt-dialog.tsx'
import { BookletDialog } from './booklet-dialog.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { RulePage } from './rule-page.tsx'
import { StateTag } from './state-tag.tsx'
import { useSaid } from './said.tsx'

export const RulesScreen = ({ ruleId: first }: { readonly ruleId?: string }) => {
  const [ruleId, setRuleId] = useState(first)
  return ruleId === undefined ? <RuleList open={setRuleId} /> : <RulePage ruleId={ruleId} back={() => setRuleId(undefined)} />
}

const RuleList = ({ open }: { readonly open: (ruleId: string) => void }) => {
  const call = useCaller()
  const { saved } = useDesk()
  const { message } = App.useApp()
  const said = useSaid()
  const notAllowed = useNotAllowed()
  const { value, refusal, reload } = useAnswer('rule.list', {})
  const [chosen, setChosen] = useState<readonly RuleSummary[]>([])
  const [dialog, setDialog] = useState<'new' | 'adopt' | 'booklet'>()
  const [path, setPath] = useState<string>()
  const close = (): void => setDialog(undefined)
  const rules = value?.rules ?? []
  const adoptable = rules.filter(rule => rule.moves.includes('adopt'))
  const mayAdopt = notAllowed('rule.adopt') === undefined
  const load = async (): Promise<void> => {
    const result = await call('rule.loadFirstSet', {})
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved(`已放进 ${result.value.added} 项草案，待会议通过`)
    reload()
  }
  return (
    <div className="sheet">
      <div className="tools">
        <h1>制度</h1>
        <span className="tools-end">
          <Button icon={<PaperIcon />} disabled={!rules.some(rule => rule.inForce)} onClick={() => setDialog('booklet')}>制度汇编</Button>
          {value !== undefined && value.firstSet > 0 && <Button disabled={notAllowed('rule.loadFirstSet') !== undefined} title={notAllowed('rule.loadFirstSet')} onClick={() => void load()}>采用第一批草案（{value.firstSet} 项）</Button>}
          <Button icon={<PlusIcon />} disabled={notAllowed('rule.saveDraft') !== undefined} title={notAllowed('rule.saveDraft')} onClick={() => setDialog('new')}>起草新制度</Button>
          <Button type="primary" disabled={!mayAdopt || chosen.length === 0} title={notAllowed('rule.adopt') ?? '先勾选会议通过的草案'} onClick={() => setDialog('adopt')}>会议通过{chosen.length > 0 && `（${chosen.length} 项）`}</Button>
        </span>
      </div>
      {path && <SavedFile path={path} />}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <p className="note">制度按草案、征求意见、会议通过、施行、废止管理，每次修改是一个新版本。期限、提醒和界限的数值写在制度里；案件一直适用受理那天施行的版本。</p>
      <Table<RuleSummary>
        size="small"
        rowKey="id"
        dataSource={[...rules]}
        loading={!value && !refusal}
        pagination={false}
        locale={{ emptyText: <div className="empty"><div className="empty-title">还没有制度</div>按“采用第一批草案”放进随软件提供的 12 项草案，修改后提交会议通过；也可以自己起草。</div> }}
        {...(mayAdopt && rules.length > 0 && {
          rowSelection: {
            selectedRowKeys: chosen.map(rule => rule.id),
            columnTitle: (
              <Checkbox
                aria-label="全部勾选" disabled={adoptable.length === 0} checked={chosen.length > 0 && chosen.length === adoptable.length}
                indeterminate={chosen.length > 0 && chosen.length < adoptable.length} onChange={event => setChosen(event.target.checked ? adoptable : [])}
              />
            ),
            onChange: (_: unknown, rows: RuleSummary[]) => setChosen(rows),
            getCheckboxProps: (rule: RuleSummary) => ({ 'aria-label': `选择《${rule.title}》`, disabled: !rule.moves.includes('adopt') }),
          },
        })}
        columns={[
          { title: '名称', render: (_, rule) => <button type="button" className="figure" onClick={() => open(rule.id)}>{rule.title}</button> },
          { title: '类别', width: 128, render: (_, { kind }) => ruleKinds[kind] },
          { title: '施行中', width: 250, render: (_, { inForce }) => (inForce ? `第${inForce.no}版，${chineseDate(inForce.from)}起${inForce.to ? `，至${chineseDate(inForce.to)}` : ''}` : <span className="quiet">没有</span>) },
          {
            title: '最新文本', width: 250, render: (_, { no, state, commentsUntil, comments }) => (
              <>第{no}版 <StateTag state={state} />{commentsUntil && <span className="quiet small">　到{chineseDate(commentsUntil)}，{comments} 条</span>}</>
            ),
          },
        ]}
      />
      {dialog === 'new' && <RuleEditor close={close} stored={view => {
        close()
        saved('草案已保存')
        open(view.id)
      }} />}
      {dialog === 'adopt' && <AdoptDialog versions={chosen.map(({ id, no, title }) => ({ ruleId: id, no, title }))} close={close} done={notes => {
        close()
        setChosen([])
        reload()
        said('已登记会议通过', notes)
      }} />}
      {dialog === 'booklet' && <BookletDialog close={close} made={made => {
        close()
        setPath(made)
      }} />}
    </div>
  )
}
