import { Alert, Card, Descriptions } from 'antd'
import { CheckedForm, FormButtons } from '../controls/checked-form.tsx'
import { useDesk } from '../controls/desk.tsx'
import { withoutBlanks } from '../controls/values.ts'
import { MediatorRows, OfficeFields } from './set-up-screen.tsx'

export const SettingsScreen = () => {
  const { office, today, version, reloadOffice, saved, setUnsaved } = useDesk()
  return (
    <div className="sheet">
      <h1>设置</h1>
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
        <Card size="small" title="调委会"><OfficeFields at={['office']} today={today} /></Card>
        <Card size="small" title="调解员名册">
          <p className="note">调解员离任请填聘期结束日期；办理过案件的不能从名册移除。</p>
          <MediatorRows />
        </Card>
        <Card size="small" title="本机">
          <Descriptions size="small" column={3} items={[
            { key: 'cases', label: '案件', children: `${office.caseCount} 件` },
            { key: 'kind', label: '资料', children: office.rehearsal ? '演练资料' : '正式资料' },
            { key: 'version', label: '程序版本', children: version },
          ]} />
          <Alert type="info" showIcon title="资料只存在这台电脑上，不会上传。请定期在案件列表里“导出”全部案件，抄到移动盘上另行保管。" />
        </Card>
        <div className="sheet-foot"><FormButtons submit="保存修改" /></div>
      </CheckedForm>
    </div>
  )
}
