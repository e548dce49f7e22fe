/** 统计报告: the report of a month or another period, in the order in which committees write it. */
import { addDays, chineseDate, type LocalDate } from '../case/dates.ts'
import { yuanFigures } from '../case/amounts.ts'
import type { Block, DocumentContent } from '../documents/content.ts'
import type { OfficeDetails } from '../office.ts'
import { changeOf, isCalendarMonth, periodTitle } from '../statistics/comparison.ts'
import { shippedParameters, type Parameters } from '../rules/parameters.ts'
import { repeatLimits } from '../statistics/repeat-companies.ts'
import { showChange, showFigure, showRate, showWan } from '../statistics/show.ts'
import { breakdownMeasures, type Breakdown, type BreakdownRow, type Figure, type Period, type Statistics } from '../statistics/statistic.ts'
import { chartsOf, type ChartId } from './charts.ts'

export type PeriodReportInput = {
  readonly statistics: Statistics
  /** The period before (环比) and the same period of last year (同比), counted on the same basis. */
  readonly previous: Statistics
  readonly lastYear: Statistics
  readonly office: OfficeDetails
  readonly today: LocalDate
  /** With which the figures were counted; as shipped where nothing else is said. */
  readonly parameters?: Parameters
  /** The charts of `chartsOf(statistics)` drawn as SVG; one that is not here is left out. */
  readonly pictures?: Partial<Record<ChartId, string>>
}

type Table = Extract<Block, { kind: 'table' }>

/** Nothing to tell. Zero days are something: cases settled on the day they were accepted. */
const isNothing = ({ value, unit }: Figure): boolean =>
  value === null || (value === 0 && unit !== 'days') ||
  (typeof value === 'object' && ('cases' in value ? value.cases === 0 && value.persons === 0 : value.numerator === 0 && value.denominator === 0))

/** Money in 万元, as the official table has it; the text beside the table gives it to the fen. */
const cell = (figure: Figure): string =>
  figure.unit === 'fen' ? `${showWan(figure.value as number)}万元` : showFigure(figure)

const dates = ({ from, to }: Period): string => `${chineseDate(from)}至${chineseDate(to)}`

const heading = (text: string): Block => ({ kind: 'heading', text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

const breakdownColumns = (label: string): Table['columns'] => [
  { title: label, share: 0.28, align: 'left' },
  { title: '申请', share: 0.09, align: 'right' },
  { title: '受理', share: 0.09, align: 'right' },
  { title: '办结', share: 0.09, align: 'right' },
  { title: '成功', share: 0.09, align: 'right' },
  { title: '协议金额（元）', share: 0.22, align: 'right' },
  { title: '期末未结', share: 0.14, align: 'right' },
]

const breakdownTable = ({ label, rows }: Omit<Breakdown, 'id'>, caption: string): Table => {
  const sum = (of: (row: BreakdownRow) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const cells = (name: string, value: (of: (row: BreakdownRow) => number) => number): string[] => [
    name,
    String(value(row => row.received)),
    String(value(row => row.accepted)),
    String(value(row => row.closed)),
    String(value(row => row.succeeded)),
    yuanFigures(value(row => row.agreedAmountFen)),
    String(value(row => row.closingPending)),
  ]
  return {
    kind: 'table',
    caption,
    columns: breakdownColumns(label),
    rows: [...rows.map(row => cells(row.label, of => of(row))), cells('合计', sum)],
  }
}

/** The rows of a breakdown in which anything was counted. */
const filled = ({ rows }: Breakdown): BreakdownRow[] =>
  rows.filter(row => breakdownMeasures.some(measure => row[measure] !== 0))

/** Breakdowns as tables. Those with one filled row repeat the totals of the report: one sentence names them all. */
const breakdownBlocks = (cuts: readonly (readonly [breakdown: Breakdown, caption: string])[]): Block[] => {
  const alone = cuts.filter(([breakdown]) => filled(breakdown).length === 1)
  return [
    ...(alone.length === 0 ? [] : [paragraph(
      `以下各项只有一类，数字与合计相同，不再列表：${alone.map(([one]) => `${one.label}——${filled(one)[0]!.label}`).join('；')}。`)]),
    ...cuts.filter(([breakdown]) => filled(breakdown).length > 1).map(([breakdown, caption]) =>
      breakdownTable({ label: breakdown.label, rows: filled(breakdown) }, caption)),
  ]
}

export const periodReport = ({ statistics, previous, lastYear, office, today, parameters = shippedParameters, pictures = {} }: PeriodReportInput): DocumentContent => {
  const month = isCalendarMonth(statistics.period)
  const now = month ? '本月' : '本期'
  const before = month ? '上月' : '上期'
  const yearAgo = month ? '上年同月' : '上年同期'
  const future = statistics.period.from > today
  const open = statistics.period.to >= today
  const title = `${periodTitle(statistics.period)}物业纠纷人民调解工作统计报告`

  const finder = ({ figures }: Statistics) => {
    const byId = new Map(figures.map(figure => [figure.id, figure]))
    return (id: string): Figure => byId.get(id)!
  }
  const [figure, figureBefore, figureYearAgo] = [finder(statistics), finder(previous), finder(lastYear)]
  const show = (id: string): string => showFigure(figure(id))
  const breakdown = (id: string): Breakdown => statistics.breakdowns.find(one => one.id === id)!

  const comparison = (ids: readonly string[]): Table => ({
    kind: 'table',
    columns: [
      { title: '项目', share: 0.27, align: 'left' },
      { title: now, share: 0.155, align: 'right' },
      { title: before, share: 0.155, align: 'right' },
      { title: '环比', share: 0.13, align: 'right' },
      { title: yearAgo, share: 0.16, align: 'right' },
      { title: '同比', share: 0.13, align: 'right' },
    ],
    rows: ids.map(id => [
      figure(id).label,
      cell(figure(id)),
      cell(figureBefore(id)),
      showChange(changeOf(figure(id), figureBefore(id))),
      cell(figureYearAgo(id)),
      showChange(changeOf(figure(id), figureYearAgo(id))),
    ]),
  })

  /** A section on some figures: a sentence alone when there is nothing now and nothing to compare with. */
  const section = (name: string, ids: readonly string[], none: string, some: () => string, more: readonly Block[] = []): Block[] => {
    const nothingNow = ids.every(id => isNothing(figure(id)))
    const nothingEver = nothingNow && ids.every(id => isNothing(figureBefore(id)) && isNothing(figureYearAgo(id)))
    return [heading(name), paragraph(nothingNow ? none : some()), ...more, ...(nothingEver ? [] : [comparison(ids)])]
  }

  const charts = chartsOf(statistics)
  const picture = (id: ChartId): Block[] => {
    const chart = charts.find(one => one.id === id)
    const svg = pictures[id]
    return chart && svg !== undefined ? [{ kind: 'picture', svg, alt: chart.alt }] : []
  }

  const words = (id: string, some: string, none: string): string => (isNothing(figure(id)) ? none : `${some}${show(id)}`)

  const splitWords = (id: string): string => figure(id).split!.map(row => `${row.label}${row.value}件`).join('；')

  const flow = (): Block[] => section('一、收结情况',
    ['received', 'accepted', 'notAccepted', 'openingPending', 'closed', 'closingPending', 'total', 'difficult'],
    `${now}没有收到申请，没有受理和办结案件，期初、期末均无未结案件。`,
    () => `${now}${words('received', '收到申请', '没有收到申请')}，${words('accepted', '受理', '没有受理案件')}，` +
      `${words('closed', '办结', '没有办结案件')}，${words('closingPending', '期末未结', '期末没有未结案件')}。` +
      (isNothing(figure('notAccepted')) ? '' : `未受理${show('notAccepted')}（${splitWords('notAccepted')}）。`),
    // That it balances, computeStatistics has checked.
    ['openingPending', 'accepted'].every(id => isNothing(figure(id))) ? [] : [paragraph(
      `平衡核对：期初结转${show('openingPending')}＋受理${show('accepted')}－办结${show('closed')}＝期末未结${show('closingPending')}，核对相符。`)])

  const types = (): Block[] => {
    const acceptedTypes = breakdown('byType').rows.filter(row => row.accepted > 0)
    const nothing = ['received', 'accepted', 'closed', 'closingPending'].every(id => isNothing(figure(id)))
    return [
      heading('二、新收案件类型'),
      paragraph(acceptedTypes.length === 0
        ? `${now}没有新受理的案件。`
        : `${now}新受理案件${show('accepted')}，涉及${acceptedTypes.length}类纠纷：${acceptedTypes.map(row => `${row.label}${row.accepted}件`).join('；')}。`),
      ...picture('flowByType'),
      ...(nothing ? [] : [
        ...breakdownBlocks([[breakdown('byType'), '按纠纷类型'], [breakdown('byOfficialCategory'), '按人民调解统计表类别（未列出的类别各项均为0）']]),
      ]),
    ]
  }

  const outcomes = (): Block[] => {
    const closed = figure('closed')
    return [
      ...section('三、办结方式与成功率',
        ['closed', 'succeeded', 'written', 'oral', 'successRateOfClosed', 'successRateOfTried'],
        `${now}没有办结案件。`,
        () => `${now}办结${show('closed')}：${splitWords('closed')}。调解成功${show('succeeded')}，成功率（占办结）${show('successRateOfClosed')}，` +
          `成功率（占已调）${show('successRateOfTried')}。“占已调”以调解成功、未达成协议终止和退回法院的案件为分母。`),
      ...picture('outcomes'),
      // One way alone is told by the sentence.
      ...(closed.split!.length < 2 ? [] : [{
        kind: 'table',
        caption: '按结束方式',
        columns: [
          { title: '结束方式', share: 0.5, align: 'left' },
          { title: '办结', share: 0.25, align: 'right' },
          { title: '占办结', share: 0.25, align: 'right' },
        ],
        rows: closed.split!.map(row => [
          row.label, `${row.value}件`, showRate({ numerator: row.value, denominator: closed.value as number }),
        ]),
      } satisfies Table]),
    ]
  }

  const performance = (): Block[] => section('五、履行与司法确认',
    ['termsDue', 'termsPerformed', 'performanceRate', 'confirmationApplied', 'confirmed', 'confirmationRefused', 'confirmationRate'],
    `${now}没有到期的义务，也没有司法确认事项。`,
    () => (isNothing(figure('termsDue'))
      ? `${now}没有到期的义务。`
      : `${now}到期义务${show('termsDue')}，截至${chineseDate(open ? today : statistics.period.to)}已履行${show('termsPerformed')}，履行率${show('performanceRate')}。`) +
      (['confirmationApplied', 'confirmed', 'confirmationRefused'].every(id => isNothing(figure(id)))
        ? `${now}没有司法确认事项。`
        : `申请司法确认${show('confirmationApplied')}，确认有效${show('confirmed')}，驳回、不予受理${show('confirmationRefused')}；` +
          `司法确认率（确认有效÷书面协议）${show('confirmationRate')}。`))

  const duration = (): Block[] => section('六、用时与超期',
    ['averageDays', 'medianDays', 'overduePending', 'closedLate'],
    `${now}没有办结案件，也没有超期的案件。`,
    () => (isNothing(figure('closed'))
      ? `${now}没有办结案件。`
      : `办结案件平均用时${show('averageDays')}，中位数${show('medianDays')}（从受理到结束，不含中止的天数）。`) +
      (isNothing(figure('overduePending')) && isNothing(figure('closedLate'))
        ? '没有超期的案件。'
        : `超期未结${show('overduePending')}，超期办结${show('closedLate')}。`))

  const escalationIds = statistics.figures.filter(one => one.unit === 'escalation').map(one => one.id)

  const repeated = figure('repeatCompanies').split!
  const limits = repeatLimits(parameters, statistics.period.to)

  const distribution = (): Block[] => {
    const cuts: readonly [id: string, caption: string][] = [
      ['byStreet', '按街道（乡镇）'],
      ['byCommunity', '按社区（村）'],
      ['byEstate', '按小区'],
      ['byCompany', '按物业企业（涉及企业名称，仅供内部使用）'],
      ['bySource', '按案件来源'],
      ['byPresiding', '按主持调解员（依名册顺序列出，不作排名）'],
    ]
    return [
      heading('九、分布'),
      paragraph(`${chineseDate(addDays(statistics.period.to, 1 - limits.days))}至${chineseDate(statistics.period.to)}的${limits.days}日内，` +
        (repeated.length === 0
          ? `没有受理案件达到${limits.cases}件的物业企业。`
          : `受理案件达到${limits.cases}件的物业企业有${show('repeatCompanies')}：${repeated.map(row => `${row.label}${row.value}件`).join('；')}。企业名称仅供内部使用。`)),
      ...(breakdown('bySource').rows.length === 0
        ? [paragraph(`${now}没有可以列入分布的案件。`)]
        : breakdownBlocks(cuts.map(([id, caption]) => [breakdown(id), caption]))),
    ]
  }

  const sections = (): Block[] => [
    paragraph(`环比的对比期为${dates(previous.period)}，同比的对比期为${dates(lastYear.period)}；` +
      '变化为与对比期之差除以对比期，对比期为0或者没有数值的记“—”。'),
    ...flow(),
    ...types(),
    ...outcomes(),
    ...section('四、涉及人数和金额', ['partiesInvolved', 'agreedAmountFen'],
      `${now}没有计入调解案件总数的案件，也没有协议金额。`,
      () => `${words('partiesInvolved', '调解案件涉及当事人', '没有计入调解案件总数的案件')}。` + (isNothing(figure('agreedAmountFen'))
        ? '调解成功的案件没有约定给付金额。'
        : `协议涉及金额${show('agreedAmountFen')}（${showWan(figure('agreedAmountFen').value as number)}万元）。`)),
    ...performance(),
    ...duration(),
    ...section('七、防止激化', escalationIds, `${now}没有登记防止激化的情形。`,
      () => `${now}经批准登记：${escalationIds.filter(id => !isNothing(figure(id))).map(id => `${figure(id).label}${show(id)}`).join('；')}。`),
    ...section('八、转办', ['referralsSent', 'repliesOutstanding'], `${now}没有转办事项，也没有等待回复的移送。`,
      () => `${now}向其他单位转办${show('referralsSent')}，到期末尚未回复${show('repliesOutstanding')}。`),
    ...distribution(),
    ...(statistics.yearsWithoutCalendar.length === 0 ? [] : [paragraph(
      `说明：本机没有${statistics.yearsWithoutCalendar.join('、')}年的放假安排，期限落在该年的案件只按周末推算，超期数可能有出入；取得放假安排后请重新统计。`)]),
  ]

  return {
    id: 'period-report',
    title: `${office.name}${title}`,
    blocks: [
      { kind: 'title', text: `${office.name}\n${title}` },
      ...(future ? [paragraph('本期尚未开始，没有可以统计的数字。')]
        : open ? [paragraph(`本期尚未结束，数字截至${chineseDate(today)}；到期义务和超期按期末${chineseDate(statistics.period.to)}推算。`)]
          : []),
      paragraph(`统计时期：${dates(statistics.period)}。统计口径：调解案件总数按“${statistics.basis === 'closed' ? '办结' : '受理'}”计算，` +
        `即${now}${statistics.basis === 'closed' ? '办结' : '受理'}的案件。`),
      ...(future ? [] : sections()),
      { kind: 'signatures', places: [{ label: '制表人', note: '签名' }, { label: '审核人', note: '签名' }], seal: office.name, date: chineseDate(today) },
    ],
  }
}
