/** 汇总报告: several committees' counts and their sum, in the order of their names. */
import { yuanFigures } from '../base/amounts.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import type { Block, DocumentContent } from '../documents/writing/content.ts'
import { periodTitle } from '../statistics/comparison.ts'
import { showFigure } from '../statistics/show.ts'
import { periodStates } from './freeze.ts'
import { breakdownTable, filledRows } from './period-report.ts'
import type { RollUp } from './roll-up.ts'

export const rollUpReport = ({ statistics, committees, repeatCases }: RollUp, today: LocalDate): DocumentContent => {
  const title = `${periodTitle(statistics.period)}物业纠纷人民调解情况汇总`
  const value = (figures: typeof statistics.figures, id: string): string => String(figures.find(figure => figure.id === id)!.value)
  const columns = ['openingPending', 'accepted', 'closed', 'succeeded', 'closingPending'] as const
  const money = (figures: typeof statistics.figures): string => yuanFigures(figures.find(figure => figure.id === 'agreedAmountFen')!.value as number)
  const breakdowns = ['byType', 'byOfficialCategory', 'bySource', 'byStreet'].flatMap((id): Block[] => {
    const breakdown = statistics.breakdowns.find(one => one.id === id)!
    const rows = filledRows(breakdown)
    return rows.length === 0 ? [] : [breakdownTable({ label: breakdown.label, rows }, `按${breakdown.label}`)]
  })
  return {
    id: 'roll-up',
    title,
    blocks: [
      { kind: 'title', text: title },
      { kind: 'paragraph', text: `统计时期：${chineseDate(statistics.period.from)}至${chineseDate(statistics.period.to)}，由${committees.length}个调委会的数据文件相加，口径按“${statistics.basis === 'closed' ? '办结' : '受理'}”。各文件的校验值已核对，没有重复的案件。` },
      { kind: 'heading', text: '一、各调委会' },
      {
        kind: 'table',
        columns: [
          { title: '调委会（按名称排列）', share: 0.32, align: 'left' }, { title: '结转', share: 0.09, align: 'right' }, { title: '受理', share: 0.09, align: 'right' },
          { title: '办结', share: 0.09, align: 'right' }, { title: '成功', share: 0.09, align: 'right' }, { title: '未结', share: 0.09, align: 'right' },
          { title: '协议金额（元）', share: 0.23, align: 'right' },
        ],
        rows: [
          ...committees.map(({ committee, statistics: { figures } }) => [committee.name, ...columns.map(id => value(figures, id)), money(figures)]),
          ['合计', ...columns.map(id => value(statistics.figures, id)), money(statistics.figures)],
        ],
      },
      {
        kind: 'table',
        caption: '数据文件',
        columns: [{ title: '调委会', share: 0.45, align: 'left' }, { title: '状态', share: 0.15, align: 'left' }, { title: '校验值', share: 0.4, align: 'left' }],
        rows: committees.map(({ committee, state, digest }) => [committee.name, periodStates[state], digest.slice(0, 16)]),
      },
      { kind: 'paragraph', text: `平衡核对：期初结转${value(statistics.figures, 'openingPending')}件＋受理${value(statistics.figures, 'accepted')}件－办结${value(statistics.figures, 'closed')}件＝期末未结${value(statistics.figures, 'closingPending')}件，核对相符。` },
      { kind: 'heading', text: '二、各项数字' },
      {
        kind: 'table',
        columns: [{ title: '项目', share: 0.6, align: 'left' }, { title: '合计', share: 0.4, align: 'right' }],
        rows: statistics.figures.map(figure => [figure.label, showFigure(figure)]),
      },
      { kind: 'paragraph', text: `“多发企业”按汇总单位制度的界限，各文件相加达到${repeatCases}件；件数按各文件所列，时间范围由各调委会规定。` },
      { kind: 'heading', text: '三、分布' },
      ...(breakdowns.length === 0 ? [{ kind: 'paragraph', text: '本期没有可以列入分布的案件。' } satisfies Block] : breakdowns),
      { kind: 'signatures', places: [{ label: '制表人', note: '签名' }, { label: '审核人', note: '签名' }], date: chineseDate(today) },
    ],
  }
}
