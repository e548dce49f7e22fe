import { useEffect, useRef } from 'react'
import * as echarts from 'echarts/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { CanvasRenderer } from 'echarts/renderers'
import type { Chart } from '../../../../core/reports/charts.ts'

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, CanvasRenderer])

/** `pick` is told which bar was clicked: the number of its series and of its place. */
export const ChartView = ({ chart, pick }: { readonly chart: Chart; readonly pick?: (series: number, place: number) => void }) => {
  const frame = useRef<HTMLDivElement>(null)
  const picked = useRef(pick)
  useEffect(() => {
    picked.current = pick
  }, [pick])
  useEffect(() => {
    const drawn = echarts.init(frame.current)
    // The option is copied: echarts writes into what it is given.
    drawn.setOption(structuredClone(chart.option))
    drawn.on('click', ({ seriesIndex, dataIndex }) => picked.current?.(seriesIndex ?? 0, dataIndex))
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(frame.current!)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [chart])
  return <div className="chart" ref={frame} role="img" aria-label={chart.alt} style={{ height: chart.height }} />
}
