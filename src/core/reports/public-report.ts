/** 公开版: the report of a period without a name in it and without a number that might point at somebody. */
import { yuanFigures } from '../base/amounts.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import type { Block, DocumentContent } from '../documents/writing/content.ts'
import { publicFigures, WITHHELD, type PublicFigures, type Shown } from '../statistics/anonymise.ts'
import { lengthOn, type Parameters } from '../parameters/parameters.ts'
import { periodTitle } from '../statistics/comparison.ts'
import { showRate } from '../statistics/show.ts'
import type { Statistics } from '../statistics/statistic.ts'

export type PublicReportInput = { readonly statistics: Statistics; readonly office: string; readonly today: LocalDate; readonly parameters: Parameters; /** What may be published beside earlier editions; by itself where there are none. */ readonly figures?: PublicFigures }

const shown = (value: Shown, unit = ''): string => (value === null ? WITHHELD : `${value}${unit}`)

export const publicReport = ({ statistics, office, today, parameters, figures }: PublicReportInput): DocumentContent => {
  const { period } = statistics
  const least = lengthOn(parameters, 'publicLeast', period.to)
  const { flow, outcomes, successRate, persons, amountFen, tables } = figures ?? publicFigures(statistics, least)
  const title = `${periodTitle(period)}物业纠纷人民调解情况`
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  const heading = (text: string): Block => ({ kind: 'heading', text })
  return {
    id: 'public-report',
    title: `${office}${title}（公开版）`,
    blocks: [
      { kind: 'title', text: `${office}\n${title}\n（公开版）` },
      ...(period.to >= today ? [paragraph(`本期尚未结束，数字截至${chineseDate(today)}。`)] : []),
      paragraph(`统计时期：${chineseDate(period.from)}至${chineseDate(period.to)}。不足${least}件的数字，以及由本期和其他各期公开版能推算出它的数字不公开，记“${WITHHELD}”。`),
      heading('一、收结情况'),
      paragraph(`期初结转${shown(flow.openingPending, '件')}，受理${shown(flow.accepted, '件')}，办结${shown(flow.closed, '件')}，期末未结${shown(flow.closingPending, '件')}。`),
      heading('二、办结方式'),
      ...(outcomes.length === 0 ? [paragraph('本期没有可以公开的办结数字。')] : [
        {
          kind: 'table',
          columns: [{ title: '办结方式', share: 0.6, align: 'left' }, { title: '件数', share: 0.4, align: 'right' }],
          rows: [...outcomes.map(({ label, value }) => [label, shown(value)]), ['合计', shown(flow.closed)]],
        } satisfies Block,
        paragraph(`调解成功率（占办结）${successRate ? showRate(successRate) : WITHHELD}。调解成功包括书面协议和口头协议。`),
      ]),
      heading('三、人数和金额'),
      paragraph(`涉及当事人${shown(persons, '人')}，协议涉及金额${amountFen === null ? WITHHELD : `${yuanFigures(amountFen)}元`}。`),
      heading('四、分布'),
      ...tables.map((table): Block => ({
        kind: 'table',
        caption: `按${table.label}`,
        columns: [{ title: table.label, share: 0.5, align: 'left' }, { title: '受理', share: 0.25, align: 'right' }, { title: '办结', share: 0.25, align: 'right' }],
        rows: [
          ...table.rows.map(row => [row.label, shown(row.accepted), shown(row.closed)]),
          ['合计', shown(table.total.accepted), shown(table.total.closed)],
        ],
      })),
      { kind: 'signatures', places: [], seal: office, date: chineseDate(today) },
    ],
  }
}
