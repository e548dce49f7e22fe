/** What the office sets up for its sessions: rooms, working hours, phrases (常用语) for each kind of session. */
import * as z from 'zod'
import { keysOf, sessionKinds } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '这里要填时间，请按 09:30 的样子填写。')

/** Part of the day in which the office works, as times of the clock. */
export const WorkingSpan = z.strictObject({ from: ClockTime, to: ClockTime })
  .refine(({ from, to }) => from < to, { message: '下班时间应晚于上班时间，请改正。', path: ['to'] })
export type WorkingSpan = z.output<typeof WorkingSpan>

const Room = Text.max(40, '调解室的名称最多 40 个字，请缩短。')

export const SessionSettings = z.strictObject({
  /** Rooms that hold one session at a time. Any other place may be written too, and clashes with nothing. */
  rooms: z.array(Room),
  /** In order, without overlap. */
  hours: z.array(WorkingSpan),
  phrases: z.record(z.enum(keysOf(sessionKinds)), z.array(Text)),
})
export type SessionSettings = z.output<typeof SessionSettings>

/** As shipped. The phrases tell what 人民调解法第22–24条 and 人民调解工作若干规定第30、31条 ask for, in words that can be said aloud. */
export const shippedSessionSettings: SessionSettings = {
  rooms: ['调解室'],
  hours: [{ from: '08:30', to: '12:00' }, { from: '14:30', to: '17:30' }],
  phrases: {
    joint: [
      '现在核对各方当事人身份。',
      '现在告知各方当事人的权利：可以选择或者接受人民调解员；接受调解、拒绝调解或者要求终止调解；要求调解公开进行或者不公开进行；自主表达意愿、自愿达成调解协议。',
      '现在告知各方当事人的义务：如实陈述纠纷事实；遵守调解现场秩序，尊重人民调解员；尊重对方当事人行使权利。',
      '是否申请调解员回避？',
      '请申请人陈述事实、理由和请求。',
      '请被申请人答复。',
      '对方出示的证据，你方有无意见？',
      '双方对下列事实没有争议：',
      '调解员提出如下调解方案：',
      '以上记录请各方核对，无误后逐页签名、按指印。',
    ],
    separate: [
      '今天单独听取你的意见，谈话内容未经你同意不告诉对方。',
      '你能接受的最低（最高）条件是什么？',
      '你的哪些话可以转告对方？',
      '你最担心的是什么？',
    ],
    investigation: [
      '我们是调解员，向你了解情况，请如实说明。',
      '请说明你与各方当事人的关系。',
      '请说明你看到、听到的经过。',
      '现场情况如下：',
      '有无照片、票据、录像等材料？',
      '以上记录请你核对，无误后签名、按指印。',
    ],
  },
}

/** A problem of hours that the shape alone does not show: spans out of order or overlapping. Gives the place of the first, or null. */
export const overlappingHours = (hours: readonly WorkingSpan[]): number | null => {
  const at = hours.findIndex((span, index) => index > 0 && span.from < hours[index - 1]!.to)
  return at < 0 ? null : at
}
