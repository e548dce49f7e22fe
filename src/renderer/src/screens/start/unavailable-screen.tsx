import { useState } from 'react'
import { Button, Result } from 'antd'
import { RestoreBackup } from '../../controls/files/restore-backup.tsx'

type Props = {
  readonly reason: string
  readonly retry: () => Promise<void>
  /** The data are beyond repair: a backup can take their place. */
  readonly damaged?: boolean
}

export const UnavailableScreen = ({ reason, retry, damaged = false }: Props) => {
  const [busy, setBusy] = useState(false)
  const again = async (): Promise<void> => {
    setBusy(true)
    await retry()
    setBusy(false)
  }
  return (
    <div className="door">
      <div className="door-box">
        <Result
          status="warning"
          title="现在打不开资料"
          subTitle={<span className="reason">{reason}</span>}
          extra={[
            <Button key="again" type="primary" loading={busy} onClick={() => void again()}>再看一次</Button>,
            damaged && <RestoreBackup key="restore" done={retry} warning="损坏的资料不会删除，改放在资料文件夹的“恢复前的资料”里。" />,
          ]}
        />
        <p className="note center">程序没有改动任何已有资料。按上面的说明处理后，请关闭程序重新打开。</p>
      </div>
    </div>
  )
}
