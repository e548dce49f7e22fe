import { useState } from 'react'
import { Alert, Card, ConfigProvider, Descriptions, Segmented } from 'antd'
import { CheckedForm, FormButtons } from '../../controls/checked-form.tsx'
import { useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { withoutBlanks } from '../../controls/values.ts'
import { MediatorRows, OfficeFields } from '../set-up-screen.tsx'
import { AccountsPart } from './accounts-part.tsx'
import { PaperSettings } from './paper-settings.tsx'
import { WordingPart } from './wording-part.tsx'
import { DeadlinesPart } from './deadlines-part.tsx'

const OfficePart = () => {
  const { office, today, version, reloadOffice, saved, setUnsaved } = useDesk()
  const refused = useNotAllowed()('office.change')
  return (
    <CheckedForm
      command="office.change"
      initial={{ office: office.office, mediators: office.mediators }}
      input={values => {
        const { office: details, mediators } = withoutBlanks(values) as { office?: object; mediators?: object[] }
        return { office: { ...details }, mediators: mediators ?? [] }
      }}
      unsaved={setUnsaved}
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

type Part = 'office' | 'accounts' | 'deadlines' | 'wording' | 'papers'

export const SettingsScreen = () => {
  const [part, setPart] = useState<Part>('office')
  return (
    <div className="sheet">
      <div className="tools">
        <h1>设置</h1>
        <Segmented<Part> aria-label="设置什么" value={part} onChange={setPart} options={[{ value: 'office', label: '调委会' }, { value: 'accounts', label: '账户' }, { value: 'deadlines', label: '期限与节假日' }, { value: 'wording', label: '文书用语' }, { value: 'papers', label: '编号和模板' }]} />
      </div>
      {/* The other part stays, with what was typed in it. */}
      <div hidden={part !== 'office'}><OfficePart /></div>
      <div hidden={part !== 'accounts'}><AccountsPart /></div>
      {part === 'deadlines' && <DeadlinesPart />}
      <div hidden={part !== 'wording'}><WordingPart /></div>
      <div hidden={part !== 'papers'}><PaperSettings /></div>
    </div>
  )
}
