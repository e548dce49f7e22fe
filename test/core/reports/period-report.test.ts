import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/case/dates.ts'
import type { Block } from '../../../src/core/documents/content.ts'
import { periodReport } from '../../../src/core/reports/period-report.ts'
import { computeStatistics, previousPeriod, samePeriodLastYear } from '../../../src/core/statistics/index.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'
import { workedCase, workedOffice } from '../case/worked-cases.ts'
import { counting } from '../statistics/counting.ts'

const today = localDate('2026-11-23')

const report = (from: string, to: string, more: Partial<Counting> = {}) => {
  const now = counting(from, to, more)
  return periodReport({
    statistics: computeStatistics(now),
    previous: computeStatistics({ ...now, period: previousPeriod(now.period) }),
    lastYear: computeStatistics({ ...now, period: samePeriodLastYear(now.period) }),
    office: workedOffice,
    today,
  })
}

/** Blocks as lines that one can read: tables row by row. */
const lines = (blocks: readonly Block[]): string[] => blocks.flatMap(block => {
  switch (block.kind) {
    case 'title': return block.text.split('\n')
    case 'heading': return [`# ${block.text}`]
    case 'paragraph': return [block.text]
    case 'table': return [
      `[${block.caption ?? ''}] ${block.columns.map(column => column.title).join(' | ')}`,
      ...block.rows.map(row => row.join(' | ')),
    ]
    case 'signatures': return [`${block.places.map(place => place.label).join('、')}；${block.seal}；${block.date}`]
    default: return [`(${block.kind})`]
  }
})

const section = (all: readonly string[], heading: string): string[] => {
  const from = all.findIndex(line => line.startsWith(`# ${heading}`))
  const to = all.findIndex((line, index) => index > from && line.startsWith('# '))
  return all.slice(from, to < 0 ? undefined : to)
}

describe('the report of October on the worked cases', () => {
  const content = report('2026-10-01', '2026-10-31')
  const all = lines(content.blocks)

  it('says whose it is, of which time and on which basis', () => {
    expect(content.title).toBe('赤壁市物业纠纷人民调解委员会2026年10月物业纠纷人民调解工作统计报告')
    expect(all.slice(0, 4)).toEqual([
      '赤壁市物业纠纷人民调解委员会',
      '2026年10月物业纠纷人民调解工作统计报告',
      '统计时期：2026年10月1日至2026年10月31日。统计口径：调解案件总数按“办结”计算，即本月办结的案件。',
      '环比的对比期为2026年9月1日至2026年9月30日，同比的对比期为2025年10月1日至2025年10月31日；变化为与对比期之差除以对比期，对比期为0或者没有数值的记“—”。',
    ])
  })

  it('prints the balance as an equation, and the changes', () => {
    expect(section(all, '一')).toEqual([
      '# 一、收结情况',
      '本月收到申请5件，受理4件，办结5件，期末未结1件。未受理1件（不予受理1件）。',
      '平衡核对：期初结转2件＋受理4件－办结5件＝期末未结1件，核对相符。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '申请数 | 5件 | 2件 | +150.0% | 0件 | —',
      '受理数 | 4件 | 1件 | +300.0% | 0件 | —',
      '未受理 | 1件 | 0件 | — | 0件 | —',
      '期初结转 | 2件 | 1件 | +100.0% | 0件 | —',
      '办结数 | 5件 | 0件 | — | 0件 | —',
      '期末未结 | 1件 | 2件 | -50.0% | 0件 | —',
      '调解案件总数 | 5件 | 0件 | — | 0件 | —',
      '疑难复杂 | 1件 | 0件 | — | 0件 | —',
    ])
  })

  it('lists the types, and the official categories that have any', () => {
    const types = section(all, '二')
    expect(types.slice(0, 11)).toEqual([
      '# 二、新收案件类型',
      '本月新受理案件4件，涉及4类纠纷：物业费拖欠1件；停车位、车库、停车费1件；噪声1件；安保、财产或人身损害1件。',
      '[按纠纷类型] 纠纷类型 | 申请 | 受理 | 办结 | 成功 | 协议金额（元） | 期末未结',
      '物业费拖欠 | 1 | 1 | 0 | 0 | 0.00 | 1',
      '停车位、车库、停车费 | 1 | 1 | 1 | 1 | 2,880.00 | 0',
      '上下层漏水 | 0 | 0 | 1 | 1 | 8,600.00 | 0',
      '噪声 | 1 | 1 | 1 | 0 | 0.00 | 0',
      '公共收益 | 0 | 0 | 1 | 0 | 0.00 | 0',
      '违建、外立面、广告 | 1 | 0 | 0 | 0 | 0.00 | 0',
      '安保、财产或人身损害 | 1 | 1 | 1 | 1 | 300.00 | 0',
      '合计 | 5 | 4 | 5 | 3 | 11,780.00 | 1',
    ])
    expect(types.slice(11)).toEqual([
      '[按人民调解统计表类别（未列出的类别各项均为0）] 统计表类别 | 申请 | 受理 | 办结 | 成功 | 协议金额（元） | 期末未结',
      '邻里 | 1 | 1 | 2 | 1 | 8,600.00 | 0',
      '物业 | 4 | 3 | 3 | 2 | 3,180.00 | 1',
      '合计 | 5 | 4 | 5 | 3 | 11,780.00 | 1',
    ])
  })

  it('labels both success rates', () => {
    expect(section(all, '三')).toEqual([
      '# 三、办结方式与成功率',
      '本月办结5件：书面协议2件；口头协议1件；未达成协议终止1件；撤回1件。调解成功3件，成功率（占办结）60.0%，成功率（占已调）75.0%。“占已调”以调解成功、未达成协议终止和退回法院的案件为分母。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '办结数 | 5件 | 0件 | — | 0件 | —',
      '调解成功 | 3件 | 0件 | — | 0件 | —',
      '书面协议 | 2件 | 0件 | — | 0件 | —',
      '口头协议 | 1件 | 0件 | — | 0件 | —',
      '成功率（占办结） | 60.0% | — | — | — | —',
      '成功率（占已调） | 75.0% | — | — | — | —',
      '[按结束方式] 结束方式 | 办结 | 占办结',
      '书面协议 | 2件 | 40.0%',
      '口头协议 | 1件 | 20.0%',
      '未达成协议终止 | 1件 | 20.0%',
      '撤回 | 1件 | 20.0%',
    ])
  })

  it('tells people, money, performance, confirmation and time', () => {
    expect(['四', '五', '六'].flatMap(heading => section(all, heading))).toEqual([
      '# 四、涉及人数和金额',
      '调解案件涉及当事人21人。协议涉及金额11,780.00元（1.18万元）。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '涉及当事人数 | 21人 | 0人 | — | 0人 | —',
      '协议涉及金额 | 1.18万元 | 0.00万元 | — | 0.00万元 | —',
      '# 五、履行与司法确认',
      '本月到期义务3项，截至2026年10月31日已履行3项，履行率100.0%。申请司法确认1件，确认有效1件，驳回、不予受理0件；司法确认率（确认有效÷书面协议）50.0%。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '到期义务 | 3项 | 0项 | — | 0项 | —',
      '已履行 | 3项 | 0项 | — | 0项 | —',
      '履行率 | 100.0% | — | — | — | —',
      '申请司法确认 | 1件 | 0件 | — | 0件 | —',
      '确认有效 | 1件 | 0件 | — | 0件 | —',
      '驳回、不予受理 | 0件 | 0件 | — | 0件 | —',
      '司法确认率 | 50.0% | — | — | — | —',
      '# 六、用时与超期',
      '办结案件平均用时15.6天，中位数9.0天（从受理到结束，不含中止的天数）。没有超期的案件。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '平均用时 | 15.6天 | — | — | — | —',
      '用时中位数 | 9.0天 | — | — | — | —',
      '超期未结 | 0件 | 0件 | — | 0件 | —',
      '超期办结 | 0件 | 0件 | — | 0件 | —',
    ])
  })

  it('says in a sentence what there was nothing of, and lists mediators by the roster', () => {
    expect(['七', '八', '九'].flatMap(heading => section(all, heading))).toEqual([
      '# 七、防止激化',
      '本月没有登记防止激化的情形。',
      '# 八、转办',
      '本月没有转办事项，也没有等待回复的移送。',
      '# 九、分布',
      '2026年8月3日至2026年10月31日的90日内，受理案件达到3件的物业企业有1家：清源物业服务有限公司4件。企业名称仅供内部使用。',
      '以下各项只有一类，数字与合计相同，不再列表：街道（乡镇）——蒲圻街道；社区（村）——望山社区；小区——清源小区。',
      '[按物业企业（涉及企业名称，仅供内部使用）] 物业企业 | 申请 | 受理 | 办结 | 成功 | 协议金额（元） | 期末未结',
      '清源物业服务有限公司 | 3 | 3 | 3 | 2 | 3,180.00 | 1',
      '未填 | 2 | 1 | 2 | 1 | 8,600.00 | 0',
      '合计 | 5 | 4 | 5 | 3 | 11,780.00 | 1',
      '[按案件来源] 案件来源 | 申请 | 受理 | 办结 | 成功 | 协议金额（元） | 期末未结',
      '当事人申请 | 3 | 2 | 4 | 2 | 8,900.00 | 0',
      '法院委派（立案前） | 1 | 1 | 0 | 0 | 0.00 | 1',
      '法院委托（立案后） | 1 | 1 | 1 | 1 | 2,880.00 | 0',
      '合计 | 5 | 4 | 5 | 3 | 11,780.00 | 1',
      '[按主持调解员（依名册顺序列出，不作排名）] 主持调解员 | 申请 | 受理 | 办结 | 成功 | 协议金额（元） | 期末未结',
      '何平 | 1 | 1 | 3 | 2 | 11,480.00 | 0',
      '宋宁 | 2 | 2 | 2 | 1 | 300.00 | 0',
      '罗毅 | 1 | 1 | 0 | 0 | 0.00 | 1',
      '未填 | 1 | 0 | 0 | 0 | 0.00 | 0',
      '合计 | 5 | 4 | 5 | 3 | 11,780.00 | 1',
      '制表人、审核人；赤壁市物业纠纷人民调解委员会；2026年11月23日',
    ])
  })

  it('has widths that fill the page in every table', () => {
    for (const block of content.blocks) {
      if (block.kind !== 'table') continue
      expect(block.columns.reduce((sum, column) => sum + column.share, 0)).toBeCloseTo(1, 9)
      for (const row of block.rows) expect(row.length).toBe(block.columns.length)
    }
  })
})

it('of a month without anything is ten sentences and no table', () => {
  expect(lines(report('2024-10-01', '2024-10-31').blocks).slice(4)).toEqual([
    '# 一、收结情况',
    '本月没有收到申请，没有受理和办结案件，期初、期末均无未结案件。',
    '# 二、新收案件类型',
    '本月没有新受理的案件。',
    '# 三、办结方式与成功率',
    '本月没有办结案件。',
    '# 四、涉及人数和金额',
    '本月没有计入调解案件总数的案件，也没有协议金额。',
    '# 五、履行与司法确认',
    '本月没有到期的义务，也没有司法确认事项。',
    '# 六、用时与超期',
    '本月没有办结案件，也没有超期的案件。',
    '# 七、防止激化',
    '本月没有登记防止激化的情形。',
    '# 八、转办',
    '本月没有转办事项，也没有等待回复的移送。',
    '# 九、分布',
    '2024年8月3日至2024年10月31日的90日内，没有受理案件达到3件的物业企业。',
    '本月没有可以列入分布的案件。',
    '制表人、审核人；赤壁市物业纠纷人民调解委员会；2026年11月23日',
  ])
})

it('of a month in which nothing moved still carries what is pending, and compares', () => {
  const cases = [{ ...workedCase('w4'), end: undefined }]
  const all = lines(report('2026-11-01', '2026-11-30', { cases }).blocks)
  expect([section(all, '一').slice(1, 3), section(all, '三'), section(all, '四').slice(1)]).toEqual([
    [
      '本月没有收到申请，没有受理案件，没有办结案件，期末未结1件。',
      '平衡核对：期初结转1件＋受理0件－办结0件＝期末未结1件，核对相符。',
    ],
    ['# 三、办结方式与成功率', '本月没有办结案件。'],
    ['本月没有计入调解案件总数的案件，也没有协议金额。'],
  ])
  expect(section(all, '六')[1]).toBe('本月没有办结案件。超期未结1件，超期办结0件。')
})

it('tells cases settled on the day of acceptance as zero days, not as none', () => {
  const all = lines(report('2026-10-01', '2026-10-31', { cases: [workedCase('w2')] }).blocks)
  expect(section(all, '六')[1]).toBe('办结案件平均用时0.0天，中位数0.0天（从受理到结束，不含中止的天数）。没有超期的案件。')
})

it('names escalation that was prevented, and referrals', () => {
  const entry = { kind: 'petition' as const, on: localDate('2026-11-05'), cases: 1, persons: 12, note: '联系社区劝导', approvedBy: 'm1' }
  const all = lines(report('2026-11-01', '2026-11-30', { cases: [{ ...workedCase('w6'), escalationPrevented: [entry] }] }).blocks)
  expect([section(all, '七')[1], section(all, '八')[1]])
    .toEqual(['本月经批准登记：防止群体性上访1件12人。', '本月向其他单位转办1件，到期末尚未回复0件。'])
})

it('states the basis, the kind of period, and years without rest days', () => {
  const pending = { ...workedCase('w4'), end: undefined, appliedOn: localDate('2026-12-15'), acceptedOn: localDate('2026-12-15') }
  const content = report('2026-10-01', '2026-12-31', { basis: 'accepted', cases: [pending] })
  const all = lines(content.blocks)
  expect([content.title, all[3], all.at(-2)]).toEqual([
    '赤壁市物业纠纷人民调解委员会2026年第四季度物业纠纷人民调解工作统计报告',
    '统计时期：2026年10月1日至2026年12月31日。统计口径：调解案件总数按“受理”计算，即本期受理的案件。',
    '说明：本机没有2027年的放假安排，期限落在该年的案件只按周末推算，超期数可能有出入；取得放假安排后请重新统计。',
  ])
})

it('of a period that goes on says up to when it counts, and tells no future day as past', () => {
  const all = lines(report('2026-11-01', '2026-11-30').blocks)
  expect(all[2]).toBe('本期尚未结束，数字截至2026年11月23日；到期义务和超期按期末2026年11月30日推算。')
  expect(all.join('')).not.toContain('截至2026年11月30日')
  expect(lines(report('2026-11-01', '2026-11-23').blocks)[2]).toMatch(/^本期尚未结束/)
  expect(lines(report('2026-11-01', '2026-11-22').blocks)[2]).toMatch(/^统计时期/)
})

it('of a period still to come is nothing but that', () => {
  expect(lines(report('2027-01-01', '2027-01-31').blocks).slice(2)).toEqual([
    '本期尚未开始，没有可以统计的数字。',
    '统计时期：2027年1月1日至2027年1月31日。统计口径：调解案件总数按“办结”计算，即本月办结的案件。',
    '制表人、审核人；赤壁市物业纠纷人民调解委员会；2026年11月23日',
  ])
})

it('of one case names what all its breakdowns have alone, without a table of one row', () => {
  const all = lines(report('2026-10-12', '2026-10-12', { cases: [workedCase('w1')] }).blocks)
  expect(all.filter(line => line.startsWith('[按'))).toEqual([])
  expect(all.filter(line => line.startsWith('以下各项只有一类'))).toHaveLength(2)
})
