import { useEffect, useRef } from 'react'
import * as echarts from 'echarts/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { CanvasRenderer } from 'echarts/renderers'
import type { Chart } from '../../../../core/reports/charts.ts'

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, CanvasRenderer])

export const ChartView = ({ chart }: { readonly chart: Chart }) => {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawn = echarts.init(frame.current)
    // The option is copied: echarts writes into what it is given.
    drawn.setOption(structuredClone(chart.option))
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(frame.current!)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [chart])
  return <div className="chart" ref={frame} role="img" aria-label={chart.alt} style={{ height: chart.height }} />
}
