import { useState } from 'react'
import { Button, Result } from 'antd'

export const UnavailableScreen = ({ reason, retry }: { readonly reason: string; readonly retry: () => Promise<void> }) => {
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
          extra={<Button type="primary" loading={busy} onClick={() => void again()}>再看一次</Button>}
        />
        <p className="note center">程序没有改动任何已有资料。按上面的说明处理后，请关闭程序重新打开。</p>
      </div>
    </div>
  )
}
