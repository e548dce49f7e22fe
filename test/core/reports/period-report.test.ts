import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import type { Block } from '../../../src/core/documents/writing/content.ts'
import { periodReport } from '../../../src/core/reports/period-report.ts'
import { periodFigures, type PeriodFiguresInput } from '../../../src/core/reports/period-figures.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'
import { workedCase, workedOffice } from '../case/worked-cases.ts'
import { counting } from '../statistics/counting.ts'

const today = localDate('2026-11-23')

const report = (from: string, to: string, more: Partial<Counting> = {}, extra: Partial<PeriodFiguresInput> = {}) => {
  const figures = periodFigures({ counting: counting(from, to, more), annexes: new Map(), note: {}, corrections: [], ...extra })
  return periodReport({ figures, office: workedOffice, today })
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
    expect(all.slice(0, 5)).toEqual([
      '赤壁市物业纠纷人民调解委员会',
      '2026年10月物业纠纷人民调解工作统计报告',
      '统计时期：2026年10月1日至2026年10月31日。统计口径：调解案件总数按“办结”计算，即本月办结的案件。',
      '草稿，尚未确认。',
      '环比的对比期为2026年9月1日至2026年9月30日，同比的对比期为2025年10月1日至2025年10月31日；变化为与对比期之差除以对比期，比率比较百分点，对比期为0或者没有数值的记“—”。',
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
      '[按纠纷类型和结束方式] 纠纷类型 | 书面协议 | 口头协议 | 未达成协议终止 | 撤回 | 合计',
      '停车位、车库、停车费 | 1 | 0 | 0 | 0 | 1',
      '上下层漏水 | 1 | 0 | 0 | 0 | 1',
      '噪声 | 0 | 0 | 0 | 1 | 1',
      '公共收益 | 0 | 0 | 1 | 0 | 1',
      '安保、财产或人身损害 | 0 | 1 | 0 | 0 | 1',
      '合计 | 2 | 1 | 1 | 1 | 5',
    ])
  })

  it('tells people, money, performance, confirmation and time', () => {
    expect(['四', '五', '六', '八'].flatMap(heading => section(all, heading))).toEqual([
      '# 四、涉及人数和金额',
      '调解案件涉及当事人21人。协议涉及金额11,780.00元（1.18万元）。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '涉及当事人数 | 21人 | 0人 | — | 0人 | —',
      '协议涉及金额 | 1.18万元 | 0.00万元 | — | 0.00万元 | —',
      '# 五、防止激化',
      '本月没有登记防止激化的情形。',
      '# 六、履行与司法确认',
      '本月到期义务3项，截至2026年10月31日已履行3项，履行率100.0%。申请司法确认1件，确认有效1件，驳回、不予受理0件；司法确认率（确认有效÷书面协议）50.0%。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '到期义务 | 3项 | 0项 | — | 0项 | —',
      '已履行 | 3项 | 0项 | — | 0项 | —',
      '履行率 | 100.0% | — | — | — | —',
      '申请司法确认 | 1件 | 0件 | — | 0件 | —',
      '确认有效 | 1件 | 0件 | — | 0件 | —',
      '驳回、不予受理 | 0件 | 0件 | — | 0件 | —',
      '司法确认率 | 50.0% | — | — | — | —',
      '# 八、用时与超期',
      '办结案件平均用时15.6天，中位数9.0天（从受理到结束，不含中止的天数）。没有超期的案件。',
      '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
      '平均用时 | 15.6天 | — | — | — | —',
      '用时中位数 | 9.0天 | — | — | — | —',
      '超期未结 | 0件 | 0件 | — | 0件 | —',
      '超期办结 | 0件 | 0件 | — | 0件 | —',
    ])
  })

  it('says in a sentence what there was nothing of, and lists mediators by the roster', () => {
    expect(['七', '九', '十、', '十一', '十二'].flatMap(heading => section(all, heading))).toEqual([
      '# 七、分布',
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
      '# 九、典型成因',
      '本月新受理的案件都没有标注成因。',
      '# 十、转办与回复',
      '本月没有转办事项，也没有等待回复的移送。',
      '# 十一、多发企业和小区',
      '2026年8月3日至2026年10月31日的90日内，受理案件达到3件的物业企业有1家，小区有1个，建议提交联席会议研究。名称仅供内部使用。',
      '[] 物业企业 | 件数',
      '清源物业服务有限公司 | 4件',
      '[] 小区 | 件数',
      '清源小区（蒲圻街道） | 6件',
      '# 十二、情况说明和建议',
      '没有补充说明。',
      '制表人、审核人；赤壁市物业纠纷人民调解委员会；2026年11月23日',
    ])
  })

  it('lists in its annex the cases of every figure by their numbers in one list', () => {
    const annex = all.slice(all.indexOf('# 附件：各项数字的案件'))
    expect(annex.slice(0, 10)).toEqual([
      '# 附件：各项数字的案件',
      '下表列出每项数字由哪些案件构成，号码是后面案件清单的序号。',
      '[] 项目 | 数字 | 案件序号',
      '申请数 | 5件 | 4—8',
      '受理数 | 4件 | 4—7',
      '未受理 | 1件 | 3',
      '未受理：不予受理 | 1件 | 3',
      '期初结转 | 2件 | 1、2',
      '办结数 | 5件 | 1、2、5—7',
      '办结数：书面协议 | 2件 | 2、7',
    ])
    const list = annex.slice(annex.findIndex(line => line.startsWith('[案件清单]')))
    expect(list).toHaveLength(9)
    expect(list[0]).toBe('[案件清单] 序号 | 卷号 | 纠纷类型 | 受理 | 结束')
    expect(list[3]).toBe('3 | （未受理，2026-09-29申请） | 物业费拖欠 | — | 2026-10-08')
  })

  it('has widths that fill the page in every table', () => {
    for (const block of content.blocks) {
      if (block.kind !== 'table') continue
      expect(block.columns.reduce((sum, column) => sum + column.share, 0)).toBeCloseTo(1, 9)
      for (const row of block.rows) expect(row.length).toBe(block.columns.length)
    }
  })
})

it('of a month without anything is sentences and no table', () => {
  expect(lines(report('2024-10-01', '2024-10-31').blocks).slice(5)).toEqual([
    '# 一、收结情况',
    '本月没有收到申请，没有受理和办结案件，期初、期末均无未结案件。',
    '# 二、新收案件类型',
    '本月没有新受理的案件。',
    '# 三、办结方式与成功率',
    '本月没有办结案件。',
    '# 四、涉及人数和金额',
    '本月没有计入调解案件总数的案件，也没有协议金额。',
    '# 五、防止激化',
    '本月没有登记防止激化的情形。',
    '# 六、履行与司法确认',
    '本月没有到期的义务，也没有司法确认事项。',
    '# 七、分布',
    '本月没有可以列入分布的案件。',
    '# 八、用时与超期',
    '本月没有办结案件，也没有超期的案件。',
    '# 九、典型成因',
    '本月没有新受理的案件。',
    '# 十、转办与回复',
    '本月没有转办事项，也没有等待回复的移送。',
    '# 十一、多发企业和小区',
    '2024年8月3日至2024年10月31日的90日内，没有受理案件达到3件的物业企业和小区。',
    '# 十二、情况说明和建议',
    '没有补充说明。',
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
  expect(section(all, '八')[1]).toBe('本月没有办结案件。超期未结1件，超期办结0件。')
})

it('tells cases settled on the day of acceptance as zero days, not as none', () => {
  const all = lines(report('2026-10-01', '2026-10-31', { cases: [workedCase('w2')] }).blocks)
  expect(section(all, '八')[1]).toBe('办结案件平均用时0.0天，中位数0.0天（从受理到结束，不含中止的天数）。没有超期的案件。')
})

it('names escalation that was prevented, and referrals', () => {
  const entry = { kind: 'petition' as const, on: localDate('2026-11-05'), cases: 1, persons: 12, note: '联系社区劝导', approvedBy: 'm1' }
  const all = lines(report('2026-11-01', '2026-11-30', { cases: [{ ...workedCase('w6'), escalationPrevented: [entry] }] }).blocks)
  expect([section(all, '五')[1], section(all, '十、')[1]])
    .toEqual(['本月经批准登记：防止群体性上访1件12人。', '本月向其他单位转办1件，到期末尚未回复0件。'])
})

it('states the basis, the kind of period, and years without rest days', () => {
  const pending = { ...workedCase('w4'), end: undefined, appliedOn: localDate('2026-12-15'), acceptedOn: localDate('2026-12-15') }
  const content = report('2026-10-01', '2026-12-31', { basis: 'accepted', cases: [pending] })
  const all = lines(content.blocks)
  expect([content.title, all[3], all.find(line => line.startsWith('说明：'))]).toEqual([
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

it('prints the note, the causes, the bodies, and corrections of confirmed periods', () => {
  const correction = { periodId: '2026-09-01..2026-09-30', id: 'closed', label: '办结数', unit: 'count', frozen: '0件', now: '1件', by: 1, cases: ['w1'] }
  const sent = { ...workedCase('w6'), referrals: [{ toBody: '城管局', sentOn: localDate('2026-10-20'), matter: '违建' }] }
  const all = lines(report('2026-10-01', '2026-10-31', { cases: [sent, workedCase('w4'), workedCase('w2')] }, {
    note: { text: '十月漏水较多。\n建议雨季前检查屋面。' },
    annexes: new Map([['w4', { id: 'w4', causes: ['装修管理不到位', '邻里关系'] }]]),
    corrections: [correction],
  }).blocks)
  expect(['九', '十、', '十二', '十三'].flatMap(heading => section(all, heading))).toEqual([
    '# 九、典型成因',
    '本月新受理案件中标注了成因的有1件，一件可以标几项成因；没有标注的1件。',
    '[] 成因 | 件数',
    '装修管理不到位 | 1件',
    '邻里关系 | 1件',
    '# 十、转办与回复',
    '本月向其他单位转办1件，到期末尚未回复1件。',
    '[] 单位 | 本月转办 | 期末未回复',
    '城管局 | 1件 | 1件',
    '[] 项目 | 本月 | 上月 | 环比 | 上年同月 | 同比',
    '转办 | 1件 | 0件 | — | 0件 | —',
    '未回复 | 1件 | 0件 | — | 0件 | —',
    '# 十二、情况说明和建议',
    '十月漏水较多。',
    '建议雨季前检查屋面。',
    '# 十三、对已确认时期的更正',
    '下列时期的报告已经确认，确认后案件资料有更正。已确认的报告不变，更正后的数字在此列出。',
    '[] 时期 | 项目 | 原报 | 更正为 | 涉及案件',
    '2026年9月 | 办结数 | 0件 | 1件 | 1件',
    '制表人、审核人；赤壁市物业纠纷人民调解委员会；2026年11月23日',
  ])
})

it('of a confirmed period says who confirmed it, when, and under which digest', () => {
  const figures = periodFigures({ counting: counting('2026-10-01', '2026-10-31'), annexes: new Map(), note: {}, corrections: [] })
  const all = lines(periodReport({
    figures, office: workedOffice, today,
    frozen: { confirmed: { at: '2026-11-02T09:05' as never, by: '何平' }, submitted: { at: '2026-11-03T10:00' as never, by: '宋宁', to: '市司法局' }, digest: 'ab'.repeat(32) },
  }).blocks)
  expect(all[3]).toBe('本报告已于2026年11月2日9时05分由何平确认，2026年11月3日10时00分由宋宁报送市司法局；确认后不再变动，校验值abababababababab。')
})
