import { useEffect, useState } from 'react'
import { App, Button, Result } from 'antd'
import { DataFolders } from '../../controls/files/data-folders.tsx'
import { RestoreBackup } from '../../controls/files/restore-backup.tsx'
import { call } from '../../client.ts'

type Props = {
  readonly reason: string
  readonly retry: () => Promise<void>
  /** Why, where the store says so. */
  readonly code?: string
}

/** Another program holds the folder: how often is looked whether it has let go, in milliseconds. */
const LOOK_AGAIN = 5_000

export const UnavailableScreen = ({ reason, retry, code }: Props) => {
  const { message, modal } = App.useApp()
  const [busy, setBusy] = useState(false)
  const held = code === 'folder-in-use' || code === 'folder-taken-over'
  const again = async (): Promise<void> => {
    setBusy(true)
    await retry()
    setBusy(false)
  }
  useEffect(() => {
    if (!held) return
    const timer = setInterval(() => void retry(), LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [held, retry])
  const takeOver = (): void => {
    modal.confirm({
      title: '由这里接管资料文件夹？',
      content: (
        <>
          <p>{reason}</p>
          <p>请先到那边看一眼：如果还有人在用，先请他保存并退出。接管以后，那边的程序不能再保存，没存下的内容会丢失。</p>
          <p>那个程序已经关闭、死机，或电脑已换名、报废的，可以放心接管。</p>
        </>
      ),
      okText: '接管', cancelText: '不接管', okButtonProps: { danger: true }, autoFocusButton: 'cancel', width: 520,
      onOk: async () => {
        const taken = await call('office.takeOver', {})
        if (!taken.ok) message.error(taken.refusal.message)
        await retry()
      },
    })
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
            held && <Button key="take" onClick={takeOver}>接管…</Button>,
            code !== undefined && <DataFolders key="folders" link />,
            code === 'store-damaged' && <RestoreBackup key="restore" done={retry} warning="损坏的资料不会删除，改放在资料文件夹的“恢复前的资料”里。" />,
          ]}
        />
        <p className="note center">{held ? '程序没有改动任何已有资料。那边一退出，这里就会自动打开。' : '程序没有改动任何已有资料。按上面的说明处理后，点“再看一次”。'}</p>
      </div>
    </div>
  )
}
