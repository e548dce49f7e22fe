/** 建议函: to a company or an estate with many cases. A draft, to be signed and sealed by the committee; no name of a party in it. */
import { disputeTypes, type DisputeType } from '../base/codes.ts'
import { addDays, chineseDate, type LocalDate } from '../base/dates.ts'
import type { DocumentContent } from '../documents/writing/content.ts'
import type { OfficeDetails } from '../office/details.ts'
import { shippedParameters, wordOn, type Parameters } from '../parameters/parameters.ts'
import { repeatLimits } from '../statistics/tally.ts'
import type { SplitRow } from '../statistics/statistic.ts'
import type { PeriodFigures } from './period-figures.ts'
import { unnumbered } from '../base/numbering.ts'

export type AdviceLetterInput = {
  readonly to: 'company' | 'estate'
  readonly row: SplitRow
  readonly figures: PeriodFigures
  readonly causesOf: (caseId: string) => readonly string[]
  readonly office: OfficeDetails
  readonly today: LocalDate
  /** With which the figures were counted; as shipped where nothing else is said. */
  readonly parameters?: Parameters
}

/** What is advised against a cause; causes that were typed get the general sentence. */
const advice: Readonly<Record<string, string>> = {
  收费标准不明: '在小区显著位置公示服务内容、收费项目、标准和依据，答复业主的查询',
  服务不到位: '对照物业服务合同逐项自查，列出整改事项、责任人和完成日期，并向业主公布',
  交接不清: '补齐承接查验和移交资料，列清单并由交接双方确认',
  收益不公开: '按季度公布公共收益的收支情况，接受业主查询',
  维修责任不清: '会同业主明确共用部位与专有部位的维修责任，建立报修登记和答复时限',
  装修管理不到位: '装修前书面告知禁止行为和注意事项，施工期间巡查并及时劝阻',
  车位配置不足: '公布车位数量、使用办法和收费，征求业主意见后调整',
  合同约定不明: '与业主委员会或者业主协商补充服务合同的约定',
  沟通不畅: '指定专人接待业主，登记诉求并限期答复',
}

const ways = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Most frequent first. */
const counted = (words: readonly string[]): [word: string, count: number][] => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

export const adviceLetter = ({ to, row, figures, causesOf, office, today, parameters = shippedParameters }: AdviceLetterInput): DocumentContent => {
  const { to: until } = figures.statistics.period
  const { days } = repeatLimits(parameters, until)
  const from = addDays(until, 1 - days)
  const lines = new Map(figures.cases.map(line => [line.id, line]))
  const types = counted(row.caseIds.flatMap(id => disputeTypes[lines.get(id)?.type as DisputeType] ?? []))
  const causes = counted(row.caseIds.flatMap(causesOf))
  const measures = [...new Set(causes.flatMap(([cause]) => advice[cause] ?? []))].slice(0, 4)
  const list = measures.length > 0 ? measures : ['对上述纠纷逐件查找原因，制定整改措施', '公开服务内容、收费标准和公共收益收支', '指定专人接待业主，登记诉求并限期答复']
  const paragraph = (text: string, indent = true) => ({ kind: 'paragraph' as const, text, ...(!indent && { indent }) })
  return {
    id: 'advice-letter',
    title: `建议函（${row.label}）`,
    blocks: [
      { kind: 'letterhead', text: office.name },
      { kind: 'number', text: unnumbered(wordOn(parameters, 'letterNumber', today), '＿＿＿＿', office.numberWord, '＿＿') },
      { kind: 'title', text: `关于预防和减少物业纠纷的建议函` },
      paragraph(to === 'company' ? `${row.label}：` : `${row.label}物业服务人、业主委员会：`, false),
      paragraph(`${chineseDate(from)}至${chineseDate(until)}的${days}日内，本委员会受理涉及${to === 'company' ? '你单位' : '本小区'}的物业纠纷${row.value}件，` +
        `其中${types.slice(0, 4).map(([type, count]) => `${type}${count}件`).join('、')}${types.length > 4 ? '等' : ''}。${causes.length === 0 ? '' : `主要成因是${causes.slice(0, 3).map(([cause]) => cause).join('、')}。`}`),
      paragraph('为从源头减少纠纷，建议：'),
      ...list.map((measure, index) => paragraph(`${ways[index]}、${measure}${index === list.length - 1 ? '。' : '；'}`)),
      paragraph(`请研究以上建议，并将采取的措施于收到本函之日起三十日内告知本委员会。${office.phone ? `联系电话：${office.phone}。` : ''}本函不影响各方当事人依法主张权利。`),
      { kind: 'signatures', places: [], seal: office.name, date: chineseDate(today) },
    ],
  }
}
