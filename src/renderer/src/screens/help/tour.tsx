/** Ten minutes over the main screens; can be left at any step and begun again from the help. */
import { useState } from 'react'
import { Tour as Steps } from 'antd'
import type { Screen } from '../../screen.ts'

type Stop = { readonly screen: Screen; readonly at: string; readonly title: string; readonly text: string }

const stops: readonly Stop[] = [
  { screen: { name: 'tasks' }, at: '.page h1', title: '待办：每天从这里开始', text: '超期、今天和七天内到期的事都在这里，每一条说明日期怎么来的。按一下打开案件。' },
  { screen: { name: 'register' }, at: '.page h1', title: '登记申请', text: '当事人来申请时填这一页。写错的栏下面会说明怎么改；没写完会存成草稿。' },
  { screen: { name: 'cases' }, at: '.page .search', title: '案件：查找', text: '写姓名、拼音首字母、电话、卷号或地点。在任何一屏按 Ctrl+K 都会到这里。' },
  { screen: { name: 'cases' }, at: '.page .case-table', title: '案件：列表', text: '按一行打开案件：概况、调解记录、证据、协议、文书、附件各在一个选项卡里；右上角的按钮是现在能做的下一步。' },
  { screen: { name: 'schedule' }, at: '.page h1', title: '日程', text: '一周的调解安排，时间冲突的会变黄。' },
  { screen: { name: 'letters' }, at: '.page h1', title: '函件', text: '发给有关部门的移送函和答复。到期没有答复的会提醒。' },
  { screen: { name: 'statistics' }, at: '.page h1', title: '统计报表', text: '每个数字都能打开背后的案件；确认一期之后数字固定。' },
  { screen: { name: 'safety' }, at: '.page h1', title: '数据安全', text: '每周备份一次，抄到移动盘。这里也能检查资料、看操作日志。' },
  { screen: { name: 'settings' }, at: '.page h1', title: '设置', text: '调委会、账户、期限、放假表、文书用语；“字号与关于”里可以把字放大。' },
  { screen: { name: 'tasks' }, at: '.bar-side', title: '帮助和锁定', text: '按 F1 打开这一屏的帮助，里面可以查找，也能打印一页快捷卡。离开座位请按“锁定”。' },
]

export const Tour = ({ go, close }: { readonly go: (screen: Screen) => void; readonly close: () => void }) => {
  const [current, setCurrent] = useState(0)
  return (
    <Steps
      open
      current={current}
      onChange={step => {
        setCurrent(step)
        go(stops[step]!.screen)
      }}
      onClose={close}
      onFinish={close}
      closable={{ 'aria-label': '结束导览' }}
      steps={stops.map(({ at, title, text }) => ({ title, description: text, target: () => document.querySelector<HTMLElement>(at)! }))}
    />
  )
}
