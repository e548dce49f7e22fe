/** 附件: which cases are behind each figure of a report. Every case has a running number, so that long lists stay short. */
import { disputeTypes, type DisputeType } from '../base/codes.ts'
import type { Block } from '../documents/writing/content.ts'
import { showFigure } from '../statistics/show.ts'
import type { PeriodFigures } from './period-figures.ts'

/** 1, 2, 3, 7 → `1—3、7`. */
export const ranges = (numbers: readonly number[]): string => {
  const runs: [first: number, last: number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && number === run[1] + 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first}、${last}` : `${first}—${last}`)).join('、')
}

export type FigureCases = { readonly label: string; readonly value: string; readonly caseIds: readonly string[] }

/** Figures with the ids behind them: those of the report, their parts, and what the report tells beside them. */
export const figureCases = ({ statistics: { figures }, particulars }: PeriodFigures): FigureCases[] => [
  ...figures.flatMap((figure): FigureCases[] => [
    { label: figure.label, value: showFigure(figure), caseIds: figure.caseIds },
    ...(figure.split ?? []).map(row => ({ label: `${figure.label}：${row.label}`, value: `${row.value}件`, caseIds: row.caseIds })),
  ]),
  ...particulars.causes.map(row => ({ label: `成因：${row.label}`, value: `${row.value}件`, caseIds: row.caseIds })),
  ...particulars.bodies.flatMap(row => [
    { label: `转办：${row.body}`, value: `${row.sent}件`, caseIds: row.sentCases },
    { label: `未回复：${row.body}`, value: `${row.outstanding}件`, caseIds: row.outstandingCases },
  ]),
  ...particulars.repeatEstates.map(row => ({ label: `多发小区：${row.label}`, value: `${row.value}件`, caseIds: row.caseIds })),
].filter(({ caseIds }) => caseIds.length > 0)

/** More cases than this would make a paper that nobody reads; the spreadsheet of the same report lists any number. */
const MOST_ON_PAPER = 400

export const caseAnnex = (figures: PeriodFigures): Block[] => {
  if (figures.cases.length > MOST_ON_PAPER) {
    return [
      { kind: 'heading', text: '附件：各项数字的案件' },
      { kind: 'paragraph', text: `本期各项数字涉及案件${figures.cases.length}件，清单较长，见本报告电子表格的“案件明细”，其中逐项列出每个数字的案件。` },
    ]
  }
  const number = new Map(figures.cases.map(({ id }, index) => [id, index + 1]))
  if (number.size === 0) return []
  // Many figures count the same cases: the second time their list is named, not repeated.
  const listed = new Map<string, string>()
  const list = ({ label, caseIds }: FigureCases): string => {
    const text = ranges(caseIds.map(id => number.get(id)!))
    const before = listed.get(text)
    if (before === undefined) listed.set(text, label)
    return before !== undefined && text.length > before.length + 5 ? `与“${before}”相同` : text
  }
  return [
    { kind: 'heading', text: '附件：各项数字的案件' },
    { kind: 'paragraph', text: '下表列出每项数字由哪些案件构成，号码是后面案件清单的序号。' },
    {
      kind: 'table',
      columns: [{ title: '项目', share: 0.29, align: 'left' }, { title: '数字', share: 0.19, align: 'right' }, { title: '案件序号', share: 0.52, align: 'left' }],
      rows: figureCases(figures).map(row => [row.label, row.value, list(row)]),
    },
    {
      kind: 'table',
      caption: '案件清单',
      columns: [
        { title: '序号', share: 0.08, align: 'right' }, { title: '卷号', share: 0.38, align: 'left' }, { title: '纠纷类型', share: 0.24, align: 'left' },
        { title: '受理', share: 0.15, align: 'left' }, { title: '结束', share: 0.15, align: 'left' },
      ],
      rows: figures.cases.map((line, index) => [
        String(index + 1),
        line.fileNo ?? `（未受理，${line.appliedOn}申请）`,
        disputeTypes[line.type as DisputeType],
        line.acceptedOn ?? '—',
        line.endedOn ?? '—',
      ]),
    },
  ]
}
