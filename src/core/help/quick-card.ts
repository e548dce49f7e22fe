/** The card beside the keyboard (快捷卡): the main steps and the keys on one page. */
import type { DocumentContent } from '../documents/writing/content.ts'

const steps: readonly (readonly [string, string])[] = [
  ['一、登记', '“登记申请”→ 填来源、类型、双方、事由、申请事项 →“保存登记”。'],
  ['二、受理', '打开案件 →“受理”→ 选主持调解员 → 程序给出卷号。打印申请书、受理登记表。'],
  ['三、告知、调解', '登记权利义务告知 →“记录调解”→ 写记录；背对背谈话勾选保密。'],
  ['四、协议', '“达成协议”→ 逐条写清谁、向谁、做什么、多少、何时、怎样 → 打印，宣读，签名盖章 →“协议生效”。'],
  ['五、履行、回访', '“登记履行情况”→“登记回访”；需要司法确认的，三十日内双方共同申请。'],
  ['六、归档', '“归档”→ 选保管期限、填页数。最后一日见“待办”。'],
  ['没有调成', '“更多办理”→ 终止、撤回、移送、退回法院；要等鉴定的“中止”，双方同意的“延长”。'],
]

const keys: readonly (readonly [string, string])[] = [
  ['F1', '打开这一屏的帮助'],
  ['Ctrl+K', '查找案件'],
  ['回车、Tab', '到下一栏'],
  ['Shift+Tab', '到上一栏'],
  ['空格、方向键', '勾选，在选项之间移动'],
  ['Esc', '关闭对话框'],
  ['Ctrl+Z', '10 秒内撤销移除'],
  ['Alt+数字', '调解记录：换发言人'],
  ['Ctrl+Enter', '调解记录：一问一答'],
  ['F2', '调解记录：插入常用语'],
]

/** Two keys to a row: the card stays one page. */
const pairs = keys.slice(0, keys.length / 2).map((key, at) => [...key, ...keys[at + keys.length / 2]!])

const safety = '每天看“待办”，每周在“数据安全”里备份一次并抄到移动盘。离开座位按“锁定”。恢复密钥打印后锁进柜子，不要放在电脑旁。'

export const quickCard = (): DocumentContent => ({
  id: 'card',
  title: '快捷卡',
  blocks: [
    { kind: 'title', text: '物业调解工作站快捷卡' },
    { kind: 'table', caption: '主要步骤', columns: [{ title: '步骤', share: 2 }, { title: '怎样做', share: 8 }], rows: steps },
    { kind: 'table', caption: '按键', columns: [{ title: '按键', share: 2 }, { title: '做什么', share: 3 }, { title: '按键', share: 2 }, { title: '做什么', share: 3 }], rows: pairs },
    { kind: 'heading', text: '每天记住' },
    { kind: 'paragraph', text: safety },
  ],
})
