import { yuanFigures } from '../../../../../core/base/amounts.ts'
import type { HeadRow } from '../../../../../core/case/record/roster.ts'

/** The columns of a list of owners, on the screen and in the preview of an import. */
export const headColumns = (rows: readonly HeadRow[]) => [
  { title: '序号', width: 64, render: (_: unknown, __: HeadRow, index: number) => index + 1 },
  { title: '姓名', dataIndex: 'name', width: 140, ellipsis: true },
  { title: '身份证号', dataIndex: 'idNo', width: 190 },
  { title: '电话', dataIndex: 'phone', width: 140 },
  { title: '房号', dataIndex: 'room', ellipsis: true },
  ...(rows.some(row => row.areaM2 !== undefined) ? [{ title: '面积（㎡）', dataIndex: 'areaM2', width: 100, align: 'right' as const }] : []),
  ...(rows.some(row => row.amountFen !== undefined)
    ? [{ title: '金额（元）', width: 120, align: 'right' as const, render: (_: unknown, row: HeadRow) => (row.amountFen === undefined ? '' : yuanFigures(row.amountFen)) }] : []),
]
