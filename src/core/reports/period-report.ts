/** 统计报告: the report of a month or another period, in the order in which committees write it. */
import { endCodes, keysOf } from '../base/codes.ts'
import { addDays, chineseDate, chineseTime, type LocalDate } from '../base/dates.ts'
import { yuanFigures } from '../base/amounts.ts'
import type { Block, DocumentContent } from '../documents/writing/content.ts'
import type { OfficeDetails } from '../office/details.ts'
import { isCalendarMonth, periodTitle } from '../statistics/comparison.ts'
import { shippedParameters, type Parameters } from '../parameters/parameters.ts'
import { repeatLimits } from '../statistics/tally.ts'
import { showChangeOf, showFigure, showRate, showWan } from '../statistics/show.ts'
import { breakdownMeasures, type Breakdown, type BreakdownRow, type Figure, type Period, type SplitRow, type Statistics } from '../statistics/statistic.ts'
import { chartsOf, type ChartId } from './charts.ts'
import { caseAnnex } from './case-annex.ts'
import type { FrozenPeriod } from './freeze.ts'
import type { PeriodFigures } from './period-figures.ts'

export type PeriodReportInput = {
  /** Of a period longer than a month: how its reported months become its figures. */
  readonly reconciliation?: readonly Block[]
  readonly figures: PeriodFigures
  readonly office: OfficeDetails
  readonly today: LocalDate
  /** With which the figures were counted; as shipped where nothing else is said. */
  readonly parameters?: Parameters
  /** Who confirmed the period and when; absent for a draft. */
  readonly frozen?: Pick<FrozenPeriod, 'confirmed' | 'submitted' | 'digest' | 'edition'>
  /** The charts of `chartsOf` drawn as SVG; one that is not here is left out. */
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

export const breakdownTable = ({ label, rows }: Omit<Breakdown, 'id'>, caption: string): Table => {
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
export const filledRows = ({ rows }: Breakdown): BreakdownRow[] =>
  rows.filter(row => breakdownMeasures.some(measure => row[measure] !== 0))

/** Breakdowns as tables. Those with one filled row repeat the totals of the report: one sentence names them all. */
const breakdownBlocks = (cuts: readonly (readonly [breakdown: Breakdown, caption: string])[]): Block[] => {
  const alone = cuts.filter(([breakdown]) => filledRows(breakdown).length === 1)
  return [
    ...(alone.length === 0 ? [] : [paragraph(
      `以下各项只有一类，数字与合计相同，不再列表：${alone.map(([one]) => `${one.label}——${filledRows(one)[0]!.label}`).join('；')}。`)]),
    ...cuts.filter(([breakdown]) => filledRows(breakdown).length > 1).map(([breakdown, caption]) =>
      breakdownTable({ label: breakdown.label, rows: filledRows(breakdown) }, caption)),
  ]
}

/** The line under the title that says how final the paper is. */
export const stateWords = (frozen: PeriodReportInput['frozen']): string => (frozen
  ? `本报告${frozen.edition ? `（第${frozen.edition}版）` : ''}已于${chineseTime(frozen.confirmed.at)}由${frozen.confirmed.by}确认` +
    (frozen.submitted ? `，${chineseTime(frozen.submitted.at)}由${frozen.submitted.by}报送${frozen.submitted.to}` : '') +
    `；确认后不再变动，校验值${frozen.digest.slice(0, 16)}。`
  : '草稿，尚未确认。')

export const periodReport = ({ figures, office, today, frozen, parameters = shippedParameters, pictures = {}, reconciliation = [] }: PeriodReportInput): DocumentContent => {
  const { statistics, previous, lastYear, particulars } = figures
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
      showChangeOf(figure(id), figureBefore(id)),
      cell(figureYearAgo(id)),
      showChangeOf(figure(id), figureYearAgo(id)),
    ]),
  })

  /** A section on some figures: a sentence alone when there is nothing now and nothing to compare with. */
  const section = (name: string, ids: readonly string[], none: string, some: () => string, more: readonly Block[] = []): Block[] => {
    const nothingNow = ids.every(id => isNothing(figure(id)))
    const nothingEver = nothingNow && ids.every(id => isNothing(figureBefore(id)) && isNothing(figureYearAgo(id)))
    return [heading(name), paragraph(nothingNow ? none : some()), ...more, ...(nothingEver ? [] : [comparison(ids)])]
  }

  const charts = chartsOf(statistics, figures.trend)
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
      ...(nothing ? [] : [
        ...breakdownBlocks([[breakdown('byType'), '按纠纷类型'], [breakdown('byOfficialCategory'), '按人民调解统计表类别（未列出的类别各项均为0）']]),
      ]),
    ]
  }

  /** 办结 by type and outcome; with one type or one way the tables above say it already. */
  const outcomesByType = (): Block[] => {
    const codes = keysOf(endCodes).filter(code => particulars.outcomesByType.some(row => row.outcomes[code]))
    if (codes.length < 2 || particulars.outcomesByType.length < 2) return []
    const counts = particulars.outcomesByType.map(row => codes.map(code => row.outcomes[code]?.length ?? 0))
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
    return [{
      kind: 'table',
      caption: '按纠纷类型和结束方式',
      columns: [
        { title: '纠纷类型', share: 0.3, align: 'left' },
        ...codes.map(code => ({ title: endCodes[code], share: 0.58 / codes.length, align: 'right' as const })),
        { title: '合计', share: 0.12, align: 'right' },
      ],
      rows: [
        ...particulars.outcomesByType.map((row, index) => [row.label, ...counts[index]!.map(String), String(sum(counts[index]!))]),
        ['合计', ...codes.map((_, column) => String(sum(counts.map(row => row[column]!)))), String(sum(counts.flat()))],
      ],
    }]
  }

  const outcomes = (): Block[] => {
    const closed = figure('closed')
    return [
      ...section('三、办结方式与成功率',
        ['closed', 'succeeded', 'written', 'oral', 'successRateOfClosed', 'successRateOfTried'],
        `${now}没有办结案件。`,
        () => `${now}办结${show('closed')}：${splitWords('closed')}。调解成功${show('succeeded')}，成功率（占办结）${show('successRateOfClosed')}，` +
          `成功率（占已调）${show('successRateOfTried')}。“占已调”以调解成功、未达成协议终止和退回法院的案件为分母。`),
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
      ...outcomesByType(),
    ]
  }

  const performance = (): Block[] => section('六、履行与司法确认',
    ['termsDue', 'termsPerformed', 'performanceRate', 'confirmationApplied', 'confirmed', 'confirmationRefused', 'confirmationRate'],
    `${now}没有到期的义务，也没有司法确认事项。`,
    () => (isNothing(figure('termsDue'))
      ? `${now}没有到期的义务。`
      : `${now}到期义务${show('termsDue')}，截至${chineseDate(open ? today : statistics.period.to)}已履行${show('termsPerformed')}，履行率${show('performanceRate')}。`) +
      (['confirmationApplied', 'confirmed', 'confirmationRefused'].every(id => isNothing(figure(id)))
        ? `${now}没有司法确认事项。`
        : `申请司法确认${show('confirmationApplied')}，确认有效${show('confirmed')}，驳回、不予受理${show('confirmationRefused')}；` +
          `司法确认率（确认有效÷书面协议）${show('confirmationRate')}。`))

  const duration = (): Block[] => section('八、用时与超期',
    ['averageDays', 'medianDays', 'overduePending', 'closedLate'],
    `${now}没有办结案件，也没有超期的案件。`,
    () => (isNothing(figure('closed'))
      ? `${now}没有办结案件。`
      : `办结案件平均用时${show('averageDays')}，中位数${show('medianDays')}（从受理到结束，不含中止的天数）。`) +
      (isNothing(figure('overduePending')) && isNothing(figure('closedLate'))
        ? '没有超期的案件。'
        : `超期未结${show('overduePending')}，超期办结${show('closedLate')}。`))

  const escalationIds = statistics.figures.filter(one => one.unit === 'escalation').map(one => one.id)

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
      heading('七、分布'),
      ...(breakdown('bySource').rows.length === 0
        ? [paragraph(`${now}没有可以列入分布的案件。`)]
        : breakdownBlocks(cuts.map(([id, caption]) => [breakdown(id), caption]))),
    ]
  }

  const counts = (title: string, rows: readonly SplitRow[]): Table => ({
    kind: 'table',
    columns: [{ title, share: 0.7, align: 'left' }, { title: '件数', share: 0.3, align: 'right' }],
    rows: rows.map(row => [row.label, `${row.value}件`]),
  })

  const causes = (): Block[] => [
    heading('九、典型成因'),
    ...(isNothing(figure('accepted'))
      ? [paragraph(`${now}没有新受理的案件。`)]
      : [
        paragraph(particulars.causes.length === 0
          ? `${now}新受理的案件都没有标注成因。`
          : `${now}新受理案件中标注了成因的有${(figure('accepted').value as number) - particulars.withoutCause.length}件，一件可以标几项成因` +
            `${particulars.withoutCause.length === 0 ? '' : `；没有标注的${particulars.withoutCause.length}件`}。`),
        ...(particulars.causes.length === 0 ? [] : [counts('成因', particulars.causes)]),
      ]),
  ]

  const referrals = (): Block[] => section('十、转办与回复', ['referralsSent', 'repliesOutstanding'], `${now}没有转办事项，也没有等待回复的移送。`,
    () => `${now}向其他单位转办${show('referralsSent')}，到期末尚未回复${show('repliesOutstanding')}。`,
    particulars.bodies.length === 0 ? [] : [{
      kind: 'table',
      columns: [{ title: '单位', share: 0.5, align: 'left' }, { title: `${now}转办`, share: 0.25, align: 'right' }, { title: '期末未回复', share: 0.25, align: 'right' }],
      rows: particulars.bodies.map(row => [row.body, `${row.sent}件`, `${row.outstanding}件`]),
    } satisfies Table])

  const repeated = (): Block[] => {
    const limits = repeatLimits(parameters, statistics.period.to)
    const window = `${chineseDate(addDays(statistics.period.to, 1 - limits.days))}至${chineseDate(statistics.period.to)}的${limits.days}日内，`
    const companies = figure('repeatCompanies').split!
    const estates = particulars.repeatEstates
    const nothing = companies.length === 0 && estates.length === 0
    return [
      heading('十一、多发企业和小区'),
      paragraph(window + (nothing
        ? `没有受理案件达到${limits.cases}件的物业企业和小区。`
        : `受理案件达到${limits.cases}件的物业企业有${companies.length}家，小区有${estates.length}个，建议提交联席会议研究。名称仅供内部使用。`)),
      ...(companies.length === 0 ? [] : [counts('物业企业', companies)]),
      ...(estates.length === 0 ? [] : [counts('小区', estates)]),
    ]
  }

  const comment = (): Block[] => [
    heading('十二、情况说明和建议'),
    ...(figures.note.text?.trim() ? figures.note.text.split(/\n+/).filter(line => line.trim()).map(paragraph) : [paragraph('没有补充说明。')]),
  ]

  const corrections = (): Block[] => (figures.corrections.length === 0 ? [] : [
    heading('十三、对已确认时期的更正'),
    paragraph('下列时期的报告已经确认，确认后案件资料有更正。已确认的报告不变，更正后的数字在此列出。'),
    {
      kind: 'table',
      columns: [
        { title: '时期', share: 0.22, align: 'left' }, { title: '项目', share: 0.26, align: 'left' }, { title: '原报', share: 0.18, align: 'right' },
        { title: '更正为', share: 0.18, align: 'right' }, { title: '涉及案件', share: 0.16, align: 'right' },
      ],
      rows: figures.corrections.map(({ periodId, label, frozen: was, now: is, cases }) => {
        const [from, to] = periodId.split('..') as [LocalDate, LocalDate]
        return [periodTitle({ from, to }), label, was, is, `${cases.length}件`]
      }),
    } satisfies Table,
  ])

  const drawn = (): Block[] => {
    const pictured = charts.flatMap(chart => picture(chart.id))
    return pictured.length === 0 ? [] : [heading(`${figures.corrections.length === 0 ? '十三' : '十四'}、图表`), ...pictured]
  }

  const sections = (): Block[] => [
    paragraph(`环比的对比期为${dates(previous.period)}，同比的对比期为${dates(lastYear.period)}；` +
      '变化为与对比期之差除以对比期，比率比较百分点，对比期为0或者没有数值的记“—”。' +
      (figures.asReported ? `${figures.asReported.map(periodTitle).join('、')}用的是确认时的数字。` : '')),
    ...flow(),
    ...reconciliation,
    ...types(),
    ...outcomes(),
    ...section('四、涉及人数和金额', ['partiesInvolved', 'agreedAmountFen'],
      `${now}没有计入调解案件总数的案件，也没有协议金额。`,
      () => `${words('partiesInvolved', '调解案件涉及当事人', '没有计入调解案件总数的案件')}。` + (isNothing(figure('agreedAmountFen'))
        ? '调解成功的案件没有约定给付金额。'
        : `协议涉及金额${show('agreedAmountFen')}（${showWan(figure('agreedAmountFen').value as number)}万元）。`)),
    ...section('五、防止激化', escalationIds, `${now}没有登记防止激化的情形。`,
      () => `${now}经批准登记：${escalationIds.filter(id => !isNothing(figure(id))).map(id => `${figure(id).label}${show(id)}`).join('；')}。`),
    ...performance(),
    ...distribution(),
    ...duration(),
    ...causes(),
    ...referrals(),
    ...repeated(),
    ...comment(),
    ...corrections(),
    ...(statistics.yearsWithoutCalendar.length === 0 ? [] : [paragraph(
      `说明：本机没有${statistics.yearsWithoutCalendar.join('、')}年的放假安排，期限落在该年的案件只按周末推算，超期数可能有出入；取得放假安排后请重新统计。`)]),
    ...drawn(),
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
      ...(future ? [] : [paragraph(stateWords(frozen)), ...sections()]),
      { kind: 'signatures', places: [{ label: '制表人', note: '签名' }, { label: '审核人', note: '签名' }], seal: office.name, date: chineseDate(today) },
      ...(future ? [] : caseAnnex(figures)),
    ],
  }
}
