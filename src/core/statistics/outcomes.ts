/** 办结方式与成功率. The two rates have different bases and are never shown without their labels. */
import { caseCount, rateOf } from './tally.ts'
import { closed } from './flow.ts'

export const succeeded = caseCount('succeeded', '调解成功',
  '本期办结、结束方式为书面协议或口头协议的案件。', tally => tally.succeeded)

export const successRateOfClosed = rateOf('successRateOfClosed', '成功率（占办结）', '调解成功÷办结数。', succeeded, closed)

const tried = caseCount('tried', '已调', '调解成功，加本期办结中未达成协议终止和退回法院的案件。',
  tally => tally.closed.filter(file => ['E01', 'E02', 'E03', 'E08'].includes(file.end!.code)))

export const successRateOfTried = rateOf('successRateOfTried', '成功率（占已调）',
  '调解成功÷（调解成功＋本期办结中未达成协议终止和退回法院的案件）。', succeeded, tried)

export const written = caseCount('written', '书面协议', '调解成功中结束方式为书面协议的案件。',
  tally => tally.succeeded.filter(file => file.end!.code === 'E01'))

export const oral = caseCount('oral', '口头协议', '调解成功中结束方式为口头协议的案件。',
  tally => tally.succeeded.filter(file => file.end!.code === 'E02'))
