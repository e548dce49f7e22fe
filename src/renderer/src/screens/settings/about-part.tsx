/** Size of the text, versions, and what the program is made of. */
import { useState } from 'react'
import { Alert, Button, Card, Descriptions, Radio, Space } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import { idleMinutes, textSizes, type IdleMinutes, type TextSize } from '../../../../core/office/workspace.ts'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { DataFolders } from '../../controls/files/data-folders.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { useHelp } from '../help/use-help.tsx'

export const AboutPart = () => {
  const { comfort, save, open, tour } = useHelp()
  const { reloadOffice } = useDesk()
  const { value, refusal } = useAnswer('about.show', {})
  const [card, setCard] = useState<string>()
  const make = useMaker()
  return (
    <>
      <Card size="small" title="字号">
        <Radio.Group
          optionType="button" aria-label="字号" options={choicesOf(textSizes)} value={comfort?.textSize}
          onChange={event => void save({ textSize: event.target.value as TextSize })}
        />
        <p className="note gap-above">跟着您的账户走，马上生效。</p>
      </Card>
      <Card size="small" title="离开时自动锁定">
        <Radio.Group
          optionType="button" aria-label="多久不用自动锁定" options={idleMinutes.map(minutes => ({ value: minutes, label: `${minutes} 分钟` }))} value={comfort?.idleMinutes}
          onChange={event => void save({ idleMinutes: event.target.value as IdleMinutes }).then(reloadOffice)}
        />
        <p className="note gap-above">这么久没有碰键盘和鼠标就锁定；没保存的内容还在，用同一个账户解锁后接着填。跟着您的账户走。</p>
      </Card>
      <Card size="small" title="资料在哪里">
        <DataFolders />
        <p className="note gap-above">本会、演练各用一个资料文件夹，在这里新增、改名称、换用。</p>
      </Card>
      <Card size="small" title="帮助">
        <Space wrap>
          <Button onClick={open}>打开帮助（F1）</Button>
          <Button onClick={tour}>十分钟导览</Button>
          <Button onClick={() => void make('card.print', {}).then(setCard)}>打印快捷卡</Button>
        </Space>
        {card && <SavedFile path={card} />}
      </Card>
      <Card size="small" title="关于">
        {refusal && <Alert type="error" showIcon title={refusal.message} />}
        {value && (
          <>
            <Descriptions size="small" column={3} items={[
              { key: 'version', label: '程序版本', children: value.version },
              { key: 'data', label: '资料版本', children: value.dataVersion },
              { key: 'net', label: '联网', children: '从不联网' },
            ]} />
            <h3>第三方软件的许可</h3>
            {value.packages.length === 0
              ? <p className="note">许可清单没有随这份程序生成，见源码中的说明。</p>
              : (
                <div className="licences" role="region" aria-label="第三方软件的许可" tabIndex={0} lang="en">
                  {value.packages.map(one => (
                    <details key={`${one.name} ${one.version}`} className="path">
                      <summary>{one.name} {one.version}（{one.licence}）</summary>
                      <pre>{one.text}</pre>
                    </details>
                  ))}
                </div>
              )}
          </>
        )}
      </Card>
    </>
  )
}
