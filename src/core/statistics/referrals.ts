/** 转办: matters sent to other bodies. One case may send several; each letter counts. */
import type { CaseFile } from '../case/record/case-file.ts'
import type { Statistic, Tally } from './statistic.ts'
import { uniqueIdsOf, within } from './tally.ts'

type Referral = NonNullable<CaseFile['referrals']>[number]

const referralCount = (id: string, label: string, definition: string, counts: (referral: Referral, tally: Tally) => boolean): Statistic => ({
  id,
  label,
  unit: 'count',
  definition,
  count: tally => {
    const senders: CaseFile[] = []
    for (const file of tally.referring) {
      for (const referral of file.referrals ?? []) if (counts(referral, tally)) senders.push(file)
    }
    return { value: senders.length, caseIds: uniqueIdsOf(senders) }
  },
})

export const referralsSent = referralCount('referralsSent', '转办', '本期内向其他单位发出的移送。',
  (referral, { period }) => within(period, referral.sentOn))

export const repliesOutstanding = referralCount('repliesOutstanding', '未回复', '本期结束前发出、到本期最后一日尚未收到回复的移送。',
  (referral, { period }) => referral.sentOn <= period.to && (!referral.repliedOn || referral.repliedOn > period.to))
