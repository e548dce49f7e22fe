/** The recovery key, shown once after setting up. The way on opens when it was evidently written down. */
import { useEffect, useState } from 'react'
import { Alert, Button, Form, Input } from 'antd'
import { chineseDate, type LocalDate } from '../../../../core/base/dates.ts'
import { PrintIcon } from '../../controls/icons.tsx'
import { usePrinter, usePrintKey } from '../../controls/print.ts'
import { askedPlaces, groupsOf, isGroup } from '../../controls/recovery-key.ts'
import { useUnsaved } from '../../controls/forms/unsaved.tsx'

type Props = {
  readonly recoveryKey: string
  readonly committee: string
  readonly rehearsal: boolean
  readonly today: LocalDate
  readonly done: () => Promise<void>
}

/** What comes out of the printer: one page, without any password. */
const Paper = ({ recoveryKey, committee, rehearsal, today }: Omit<Props, 'done'>) => (
  <section className="print-sheet" aria-hidden>
    <h1>恢复密钥</h1>
    <p className="print-of">{committee}{rehearsal && '（演练资料）'}</p>
    <p>物业纠纷人民调解工作站　日期：{chineseDate(today)}</p>
    <div className="print-groups">
      {groupsOf(recoveryKey).map((group, place) => <div key={place}><small>第 {place + 1} 组</small><b>{group}</b></div>)}
    </div>
    <h2>用来做什么</h2>
    <p>忘记密码时，在解锁页面点“忘记密码”，输入这 13 组字符和账户名，就可以设新密码。电脑损坏时，用它可以打开备份。</p>
    <p>字母不分大小写；字符中没有字母 I、L、O、U，看着像的是数字 1 和 0。</p>
    <h2>怎样保管</h2>
    <ul>
      <li>装入信封封好，由负责人锁在柜中；不要放在电脑旁边，不要拍照、不要存进电脑或手机。</li>
      <li>谁拿到这一页和这台电脑（或备份），谁就能打开全部资料。</li>
      <li>程序不保存这把密钥，不能再显示或补打。密码和这一页都丢了，资料谁也打不开。</li>
      <li>不要把账户密码写在这一页上。</li>
    </ul>
    <p className="print-sign">保管人：　　　　　　　　　　存放处：　　　　　　　　　　日期：</p>
  </section>
)

export const RecoveryKeyScreen = ({ recoveryKey, committee, rehearsal, today, done }: Props) => {
  const print = usePrinter()
  usePrintKey(() => void print())
  const groups = groupsOf(recoveryKey)
  const places = askedPlaces(recoveryKey)
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const wrong = (place: number): boolean => (typed[place] ?? '').trim().length >= 5 && !isGroup(typed[place]!, groups[place]!)
  const kept = places.every(place => isGroup(typed[place] ?? '', groups[place]!))

  // It is told once: going back, closing or reloading the window is asked about.
  const { hold, discard } = useUnsaved()
  useEffect(() => hold({ drop: () => undefined, lost: '恢复密钥只显示这一次。还没有确认已经打印或抄好，离开就再也看不到了，只能另换一把。' }), [hold])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])

  return (
    <>
      <div className="door top no-print">
        <div className="door-box wide">
          <h1 className="door-title">恢复密钥{rehearsal && <span className="rehearsal">演练</span>}</h1>
          <p className="door-lead">忘记密码时，用它打开资料、重设密码；电脑坏了，用它打开备份。现在请打印或抄写下来，交负责人锁好。</p>
          <Alert type="warning" showIcon className="gap-below" title="只显示这一次，以后不能再看，也不能补打。密码和这一页都丢了，资料谁也打不开。" />
          <ol className="key-groups" aria-label="恢复密钥">
            {groups.map((group, place) => <li key={place}><small>{place + 1}</small><b className="key-group">{group}</b></li>)}
          </ol>
          <Button size="large" icon={<PrintIcon />} onClick={() => void print()}>打印这一页</Button>
          <Form layout="vertical" className="key-check" autoComplete="off" onFinish={() => {
            if (!kept) return
            discard()
            void done()
          }}>
            <p>请看着打印或抄下来的那一页，输入其中两组：</p>
            <div className="grid">
              {places.map(place => (
                <div className="field span-3" key={place}>
                  <Form.Item
                    label={`第 ${place + 1} 组`}
                    validateStatus={wrong(place) ? 'error' : undefined}
                    help={wrong(place) ? `与第 ${place + 1} 组不同，请对照纸上核对。` : undefined}
                  >
                    <Input
                      className="key-input" maxLength={8} spellCheck={false} value={typed[place] ?? ''}
                      aria-label={`第 ${place + 1} 组`}
                      onChange={event => setTyped({ ...typed, [place]: event.target.value })}
                    />
                  </Form.Item>
                </div>
              ))}
            </div>
            <Button type="primary" size="large" htmlType="submit" disabled={!kept}>我已打印并收好</Button>
          </Form>
        </div>
      </div>
      <Paper recoveryKey={recoveryKey} committee={committee} rehearsal={rehearsal} today={today} />
    </>
  )
}
