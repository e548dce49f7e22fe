/** The booklet of what is or was in force on a day. */
import { useState } from 'react'
import { Button, Modal, Space } from 'antd'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk } from '../../controls/workspace.tsx'
import { useMaker } from '../../controls/files/saved-file.tsx'
import { tidyDate } from '../../../../core/base/typed-time.ts'

export const BookletDialog = ({ close, made }: { readonly close: () => void; readonly made: (path: string) => void }) => {
  const { today } = useDesk()
  const make = useMaker()
  const [on, setOn] = useState<string | undefined>(today)
  const [busy, setBusy] = useState(false)
  const print = async (): Promise<void> => {
    setBusy(true)
    const path = await make('rule.booklet', { on: tidyDate(on ?? '') })
    setBusy(false)
    if (path !== undefined) made(path)
  }
  return (
    <Modal open title="制度汇编" width={420} footer={null} onCancel={close} destroyOnHidden>
      <p className="note">印出这一天施行的全部制度：封面、目录、页码。</p>
      <div className="gap-below"><DateInput label="哪一天施行的制度" value={on} onChange={setOn} /></div>
      <Space><Button type="primary" loading={busy} onClick={() => void print()}>生成文件</Button><Button onClick={close}>取消</Button></Space>
    </Modal>
  )
}
