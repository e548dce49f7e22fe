import { useState } from 'react'
import type React from 'react'
import { Alert, Card, ConfigProvider, Descriptions, Segmented } from 'antd'
import { CheckedForm, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { MediatorRows, OfficeFields } from '../start/set-up-screen.tsx'
import { ClausesPart } from './clauses-part.tsx'
import { AboutPart } from './about-part.tsx'
import { AccountsPart } from './accounts-part.tsx'
import { PaperSettings } from './paper-settings.tsx'
import { WordingPart } from './wording-part.tsx'
import { DeadlinesPart } from './deadlines-part.tsx'
import { RegistersPart } from './registers-part.tsx'
import { RelationsPart } from './relations-part.tsx'
import { SessionsPart } from './sessions-part.tsx'

const OfficePart = () => {
  const { office, today, version, reloadOffice, saved } = useDesk()
  const refused = useNotAllowed()('office.change')
  return (
    <CheckedForm
      command="office.change"
      initial={{ office: office.office, mediators: office.mediators }}
      input={values => {
        const { office: details, mediators } = withoutBlanks(values) as { office?: object; mediators?: object[] }
        return { office: { ...details }, mediators: mediators ?? [] }
      }}
      done={() => {
        saved()
        void reloadOffice()
      }}
    >
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      <ConfigProvider componentDisabled={refused !== undefined}>
        <Card size="small" title="调委会"><OfficeFields at={['office']} today={today} /></Card>
        <Card size="small" title="调解员名册">
          <p className="note">调解员离任请填聘期结束日期；办理过案件的不能从名册移除。</p>
          <MediatorRows />
        </Card>
      </ConfigProvider>
      <Card size="small" title="本机">
        <Descriptions size="small" column={3} items={[
          { key: 'cases', label: '案件', children: `${office.caseCount} 件` },
          { key: 'kind', label: '资料', children: office.rehearsal ? '演练资料' : '正式资料' },
          { key: 'version', label: '程序版本', children: version },
        ]} />
        <Alert type="info" showIcon title="资料加密存在这台电脑上，不会上传。请在“数据安全”里定期备份，抄到移动盘上另行保管。" />
      </Card>
      {!refused && <div className="sheet-foot"><FormButtons submit="保存修改" /></div>}
    </CheckedForm>
  )
}

/** The parts of the settings, in order. A new one is a line here. */
const parts: readonly { readonly id: string; readonly label: string; readonly Part: React.FunctionComponent }[] = [
  { id: 'office', label: '调委会', Part: OfficePart },
  { id: 'sessions', label: '调解', Part: SessionsPart },
  { id: 'relations', label: '回避申报', Part: RelationsPart },
  { id: 'registers', label: '名录', Part: RegistersPart },
  { id: 'accounts', label: '账户', Part: AccountsPart },
  { id: 'deadlines', label: '期限与节假日', Part: DeadlinesPart },
  { id: 'clauses', label: '条款库', Part: ClausesPart },
  { id: 'wording', label: '文书用语', Part: WordingPart },
  { id: 'papers', label: '编号和模板', Part: PaperSettings },
  { id: 'about', label: '字号与关于', Part: AboutPart },
]

export const SettingsScreen = () => {
  const [part, setPart] = useState('office')
  const [visited, setVisited] = useState<readonly string[]>([part])
  return (
    <div className="sheet">
      <div className="tools">
        <h1>设置</h1>
        <Segmented
          aria-label="设置什么"
          value={part}
          onChange={id => {
            setPart(id)
            setVisited(before => [...before, id])
          }}
          options={parts.map(({ id, label }) => ({ value: id, label }))}
        />
      </div>
      {/* A part that was left stays, with what was typed in it. */}
      {parts.filter(({ id }) => visited.includes(id)).map(({ id, Part }) => <div key={id} hidden={part !== id}><Part /></div>)}
    </div>
  )
}
