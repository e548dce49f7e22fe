/** 司法确认. */
import { written } from './outcomes.ts'
import { caseCount, rateOf, within } from './tally.ts'

export const confirmationApplied = caseCount('confirmationApplied', '申请司法确认', '申请司法确认的日期在本期内的案件。',
  ({ confirming, period }) => confirming.filter(file => within(period, file.confirmation?.appliedOn)))

export const confirmed = caseCount('confirmed', '确认有效', '法院在本期内裁定确认有效的案件。',
  ({ confirming, period }) => confirming.filter(({ confirmation }) =>
    confirmation?.result === 'confirmed' && within(period, confirmation.decidedOn)))

export const confirmationRefused = caseCount('confirmationRefused', '驳回、不予受理', '法院在本期内驳回申请或不予受理的案件。',
  ({ confirming, period }) => confirming.filter(({ confirmation }) =>
    (confirmation?.result === 'dismissed' || confirmation?.result === 'notAccepted') && within(period, confirmation.decidedOn)))

export const confirmationRate = rateOf('confirmationRate', '司法确认率', '确认有效÷书面协议。', confirmed, written)
