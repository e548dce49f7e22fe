/** Draws the charts of core/reports/charts.ts as SVG for paper. */
import * as echarts from 'echarts/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { chartsOf, type Chart, type ChartId } from '../../../core/reports/charts.ts'
import type { Statistics } from '../../../core/statistics/statistic.ts'
import type { TrendMonth } from '../../../core/statistics/trend.ts'
import { bodyFamily } from './fonts.ts'

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, SVGRenderer])

const draw = ({ id, option, width, height }: Chart): string => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ ...option, textStyle: { fontFamily: bodyFamily } })
    // Paper knows no mouse, so its styles go; what names are left get the chart's name in place of a running number.
    // So the same figures give the same bytes.
    return chart.renderToSVGString()
      .replaceAll(/<style[^]*?<\/style>| class="[^"]*"| ecmeta_\w+="[^"]*"/g, '')
      .replaceAll(/\bzr\d+-/g, `${id}-`)
  } finally {
    // Without it a timer keeps the process alive.
    chart.dispose()
  }
}

/** The charts that have something to show, by id. */
export const reportPictures = (statistics: Statistics, trend: readonly TrendMonth[]): Partial<Record<ChartId, string>> =>
  Object.fromEntries(chartsOf(statistics, trend).map(chart => [chart.id, draw(chart)]))
