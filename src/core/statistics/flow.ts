/** 收结情况: what came in, what was carried over, what was finished. */
import type { CaseFile } from '../case/record/case-file.ts'
import { endCodes, type EndCode } from '../base/codes.ts'
import type { SplitRow, Statistic, Tally } from './statistic.ts'
import { caseCount, idsOf } from './tally.ts'

const byEndCode = (cases: readonly CaseFile[]): SplitRow[] =>
  Object.entries(endCodes).flatMap(([code, label]) => {
    const ended = cases.filter(file => file.end?.code === code as EndCode)
    return ended.length === 0 ? [] : [{ key: code, label, value: ended.length, caseIds: idsOf(ended) }]
  })

const splitByEndCode = (statistic: Statistic, casesOf: (tally: Tally) => readonly CaseFile[]): Statistic => ({
  ...statistic,
  count: tally => ({ ...statistic.count(tally), split: byEndCode(casesOf(tally)) }),
})

export const received = caseCount('received', '申请数', '申请日期在本期内的案件。', tally => tally.received)

export const accepted = caseCount('accepted', '受理数', '受理日期在本期内的案件。', tally => tally.accepted)

export const notAccepted = splitByEndCode(
  caseCount('notAccepted', '未受理', '没有受理、结束日期在本期内的案件，并按结束方式分列。', tally => tally.notAccepted),
  tally => tally.notAccepted)

export const openingPending = caseCount('openingPending', '期初结转',
  '本期开始前已受理、到本期开始时尚未结束的案件。', tally => tally.openingPending)

export const closed = splitByEndCode(
  caseCount('closed', '办结数', '已受理、结束日期在本期内的案件，并按结束方式分列。', tally => tally.closed),
  tally => tally.closed)

export const closingPending = caseCount('closingPending', '期末未结',
  '本期结束前已受理、到本期最后一日仍未结束的案件。', tally => tally.closingPending)

export const total = caseCount('total', '调解案件总数',
  '口径为“办结”时等于办结数，口径为“受理”时等于受理数。', tally => tally.total)
