/** 差异表: what a confirmed period would count differently today, and the cases that make the difference. */
import { revisionKinds, type Revision } from '../case/record/revisions.ts'
import { chineseDate, chineseTime } from '../base/dates.ts'
import type { Block, DocumentContent } from '../documents/writing/content.ts'
import { periodTitle } from '../statistics/comparison.ts'
import type { FrozenPeriod } from './freeze.ts'
import type { Difference } from './period-figures.ts'

export type DifferenceSheetInput = {
  readonly office: string
  readonly frozen: FrozenPeriod
  readonly differences: readonly Difference[]
  /** The file number of a case, or words for one that has none. */
  readonly nameOf: (caseId: string) => string
  /** What was changed of a case after the confirmation, and why. */
  readonly revisionsOf?: (caseId: string) => readonly Revision[]
}

const table = (caption: string, differences: readonly Difference[], nameOf: (caseId: string) => string): Block[] => (differences.length === 0 ? [] : [{
  kind: 'table',
  caption,
  columns: [
    { title: '项目', share: 0.28, align: 'left' }, { title: '确认时', share: 0.15, align: 'right' }, { title: '现在', share: 0.15, align: 'right' },
    { title: '案件', share: 0.42, align: 'left' },
  ],
  rows: differences.map(({ label, frozen, now, cases }) => [label, frozen, now, cases.map(nameOf).join('、')]),
}])

/** The causes first: which case was changed, from what to what, why, by whom and when. */
const causes = (differences: readonly Difference[], nameOf: (caseId: string) => string, revisionsOf: (caseId: string) => readonly Revision[]): Block[] => {
  const cases = [...new Set(differences.flatMap(one => one.cases))]
  if (cases.length === 0) return []
  const said = (value: unknown): string => (value === undefined ? '（没有）' : typeof value === 'string' ? value : JSON.stringify(value))
  return [{
    kind: 'table', caption: '原因',
    columns: [
      { title: '案件', share: 0.2 }, { title: '改动前', share: 0.18 }, { title: '改动后', share: 0.18 }, { title: '原因', share: 0.22 }, { title: '经手人、日期', share: 0.22 },
    ],
    rows: cases.flatMap(id => {
      const revisions = revisionsOf(id)
      if (revisions.length === 0) return [[nameOf(id), '', '', '确认以后补登、续记，没有更正记录', '']]
      return revisions.flatMap(({ changes, reason, by, on, kind }) => {
        const who = `${by}，${chineseDate(on)}`
        return changes.length === 0 ? [[nameOf(id), '', '', `${revisionKinds[kind]}：${reason}`, who]]
          : changes.map(({ was, now }) => [nameOf(id), said(was), said(now), reason, who])
      })
    }),
  }]
}

export const differenceSheet = ({ office, frozen, differences, nameOf, revisionsOf = () => [] }: DifferenceSheetInput): DocumentContent => {
  const title = `${periodTitle(frozen.figures.statistics.period)}统计差异表`
  const whole = differences.filter(({ id }) => !id.includes('/'))
  const parts = differences.filter(({ id }) => id.includes('/'))
  return {
    id: 'difference-sheet',
    title: `${office}${title}`,
    blocks: [
      { kind: 'title', text: `${office}\n${title}` },
      { kind: 'paragraph', text: `本期于${chineseTime(frozen.confirmed.at)}由${frozen.confirmed.by}确认，校验值${frozen.digest.slice(0, 16)}。` +
        (differences.length === 0 ? '现在重新统计，全部数字和案件与确认时相同。' : '确认的数字不变；现在重新统计，下列数字不同，由所列案件引起。') },
      ...causes(differences, nameOf, revisionsOf),
      ...table('数字', whole, nameOf),
      ...table('分列和分布', parts, nameOf),
    ],
  }
}
