/** Words of ledgers for our codes: the label, the code itself, or what people usually write. Null where nothing fits. */
import { disputeTypes, endCodes, sources, streetName, regionNames, type DisputeType, type EndCode, type Source } from '../base/codes.ts'

const byLabel = <K extends string>(table: Readonly<Record<K, string>>, text: string): K | undefined =>
  (Object.keys(table) as K[]).find(key => table[key] === text || key.toUpperCase() === text.toUpperCase())

const firstOf = <K>(rules: readonly (readonly [RegExp, K])[], text: string): K | null => rules.find(([pattern]) => pattern.test(text))?.[1] ?? null

/** The more telling word comes first: 电梯噪声 is noise, 停车收费 is parking. */
const typeWords: readonly (readonly [RegExp, DisputeType])[] = [
  [/漏水|渗水|渗漏|浸水/, 'WY05'],
  [/油烟/, 'WY09'],
  [/噪[声音]|扰民/, 'WY08'],
  [/高空|抛物|坠物/, 'WY23'],
  [/停车|车位|车库|道闸/, 'WY04'],
  [/维修(?:资金|基金)|专项维修/, 'WY11'],
  [/公共收益|广告收益|公共收入/, 'WY10'],
  [/电梯/, 'WY12'],
  [/装修|承重/, 'WY07'],
  [/外墙|屋面|屋顶漏|管道|下水/, 'WY06'],
  [/违建|违章建|违法建|外立面/, 'WY18'],
  [/(?:拖欠|欠缴|欠交|追缴|拒交|拒缴|催收|欠).*(?:物业费|物业服务费|物管费)|(?:物业费|物业服务费|物管费)(?:拖欠|欠缴|追缴|纠纷|$)/, 'WY01'],
  [/收费/, 'WY02'],
  [/物业费|物业服务费|物管费/, 'WY01'],
  [/撤销权|知情权/, 'WY14'],
  [/业主大会|业委会|选举/, 'WY13'],
  [/承接查验|资料移交/, 'WY15'],
  [/续聘|解聘|退出|交接|选聘/, 'WY16'],
  [/无物业|托管/, 'WY17'],
  [/占用|毁绿|种菜|占道/, 'WY19'],
  [/物业用房/, 'WY20'],
  [/住改商|办班/, 'WY21'],
  [/宠物|养犬|养狗|犬/, 'WY22'],
  [/消防|充电|飞线/, 'WY25'],
  [/供水|供电|供气|供暖|停水|停电/, 'WY26'],
  [/垃圾|环卫|保洁/, 'WY27'],
  [/入学/, 'WY28'],
  [/消杀|应急/, 'WY29'],
  [/安保|被盗|人身|财产|损害|划痕|受伤/, 'WY24'],
  [/服务(?:质量|不到位|差)?/, 'WY03'],
]

export const typeIn = (text: string): DisputeType | null => byLabel(disputeTypes, text) ?? firstOf(typeWords, text)

const sourceWords: readonly (readonly [RegExp, Source])[] = [
  [/委托|立案后|诉中/, 'courtAfterFiling'],
  [/委派|立案前|诉前|法院/, 'courtBeforeFiling'],
  [/检察/, 'procuratorate'],
  [/公安|派出所|110/, 'police'],
  [/信访|12345|热线/, 'petition'],
  [/主动|排查|网格/, 'ownInitiative'],
  [/移送|移交|转|交办|其他/, 'otherBody'],
  [/申请|来访|来电|来人|上门/, 'application'],
]

export const sourceIn = (text: string): Source | null => byLabel(sources, text) ?? firstOf(sourceWords, text)

/** How a case ended, or `running`. */
export type LedgerResult = EndCode | 'settled' | 'running'

const resultWords: readonly (readonly [RegExp, LedgerResult])[] = [
  [/不予受理/, 'E06'],
  [/未受理|不同意调解/, 'E05'],
  [/退回法院|退回/, 'E08'],
  [/撤回|撤诉|撤销申请|自行和解|自行解决/, 'E04'],
  [/(?:未|没有?|不能?|无法)(?:能|有)?(?:达成|成功|调解成)|不成|失败|终止|终结调解|破裂|^否$|^不成功$/, 'E03'],
  [/转处|移送|移交|转交|转办|引导.*(?:诉讼|起诉)/, 'E07'],
  [/正在|调解中|办理中|未结|进行中|待/, 'running'],
  [/口头/, 'E02'],
  [/书面/, 'E01'],
  [/达成|成功|调解协议|调成|已调解|调结|和解|^是$|^已结/, 'settled'],
]

export const resultIn = (text: string): LedgerResult | null => byLabel(endCodes, text) ?? firstOf(resultWords, text)

export type LedgerPerformance = 'done' | 'partly' | 'refused' | 'open'
const performanceWords: readonly (readonly [RegExp, LedgerPerformance])[] = [
  [/部分/, 'partly'],
  [/拒/, 'refused'],
  [/未|尚|没|履行中|正在|待|^否$|分期/, 'open'],
  [/已|全部|完毕|履行|当场|^是$/, 'done'],
]
export const performanceIn = (text: string): LedgerPerformance | null => firstOf(performanceWords, text)

export type LedgerConfirmation = 'none' | 'pending' | 'confirmed' | 'dismissed' | 'notAccepted' | 'withdrawn'
const confirmationWords: readonly (readonly [RegExp, LedgerConfirmation])[] = [
  [/^否$|^无$|未|没有|不申请/, 'none'],
  [/驳回/, 'dismissed'],
  [/不予受理/, 'notAccepted'],
  [/撤回/, 'withdrawn'],
  [/待|申请中/, 'pending'],
  [/^是$|确认|有效|已/, 'confirmed'],
]
export const confirmationIn = (text: string): LedgerConfirmation | null => firstOf(confirmationWords, text)

/** The code of a street or town by its name, with or without 街道, 镇. */
export const streetIn = (text: string): string | null => {
  if (/^\d{9}$/.test(text)) return text
  const bare = (name: string): string => name.replace(/(?:街道办事处|街道办|街道|镇|乡)$/, '')
  return Object.keys(regionNames).find(code => code.length === 9 && (streetName(code) === text || bare(streetName(code)) === bare(text))) ?? null
}
