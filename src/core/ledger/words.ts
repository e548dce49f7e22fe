/** Words of ledgers for our codes: the label, the code itself, or what people usually write, read as a sentence. */
import { foldedName } from '../base/folding.ts'
import { agreementForms, confirmationResults, disputeTypes, endCodes, keysOf, sources, streetName, regionNames, type DisputeType, type EndCode, type Source } from '../base/codes.ts'

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

/** Whether the words for a kind of dispute say no more than the kind. */
export const saysOnlyType = (text: string): boolean => byLabel(disputeTypes, text) !== undefined
  || (Object.values(disputeTypes) as string[]).some(label => label.includes(text))
  || typeWords.reduce((rest, [pattern]) => rest.replaceAll(new RegExp(pattern.source, 'g'), ''), text).replaceAll(/纠纷|问题|矛盾|类|费|等|的|、|，|物业|服务|管理/g, '') === ''

/**
 * What a cell says, read as a sentence: `bare` when it says no more than the code; `part` when it says so of a part only. `choices`
 * when it could be several, or none can be told: then a person says it once, and the office remembers it for that word.
 */
export type Told<K extends string> = { readonly value: K; readonly bare: boolean; readonly part?: true }
export type Reading<K extends string> = Told<K> | { readonly choices: readonly K[] }

const unclear = <K extends string>(choices: Iterable<K>): Reading<K> => ({ choices: [...new Set(choices)] })
const known = <K extends string>(reading: Reading<K>): K | null => ('value' in reading ? reading.value : null)

/** A cell as it is read: one width, no blanks, sentences parted by one kind of comma. */
const sentenceOf = (text: string): string => foldedName(text).replaceAll(/[,;:!?。、；：！？()[\]{}<>《》“”"'‘’\-—/|]/g, '，').replaceAll(/，+/g, '，').replaceAll(/^，|，$/g, '')

/** Takes matches out of a sentence, so that no word of them is taken for another; says whether there were any. */
class Sentence {
  rest: string
  constructor(text: string) {
    this.rest = text
  }
  take(pattern: RegExp, by = '＃'): boolean {
    const before = this.rest
    this.rest = before.replaceAll(new RegExp(pattern.source, 'gu'), by)
    return this.rest !== before
  }
}

const sourceWords: readonly (readonly [RegExp, Source])[] = [
  [/(?:法院)?委托(?!代理|人)(?:调解)?|立案后|诉中/, 'courtAfterFiling'],
  [/(?:法院)?委派(?:调解)?|立案前|诉前|^法院$|法院[^，]{0,6}(?:移送|移交|转|邀请|引导|推送|交办|建议)|(?:移送|来自|受|由)[^，]{0,6}法院/, 'courtBeforeFiling'],
  [/检察/, 'procuratorate'],
  [/公安|派出所|110|警[察务]/, 'police'],
  [/信访|12345|热线/, 'petition'],
  [/主动|排查|网格|巡查|走访/, 'ownInitiative'],
]
/** Said of many ways by which a case comes; only where nothing says more. */
const generalSources: readonly (readonly [RegExp, Source])[] = [
  [/移送|移交|转[交办送来]|交办|推送|^其他/, 'otherBody'],
  [/申请|来访|来电|来人|上门|求助|投诉/, 'application'],
]
const bareSource = /^(?:当事人|双方|业主|群众|依|主动|人民|法院|诉前|诉中|立案前|立案后|委派|委托|移送|移交|调解|公安|机关|派出所|检察院?|信访|部门|12345|热线|转办|交办|排查|网格|申请|来访|来电|来人|上门|其他|单位|调委会|，)+$/

/** Where a case came from; 非法院委派 says nothing of a court, and two ways are asked about. */
export const readSource = (text: string): Reading<Source> => {
  const label = byLabel(sources, text.trim())
  if (label) return { value: label, bare: true }
  const said = sentenceOf(text).replaceAll(/(?:不是|并非|非|未经|没有?经过?|无)[^，]{0,2}(?:法院|公安|派出所|检察院?|信访|网格)[^，]*|不服[^，]{0,6}?(?:判决|裁定|裁决|处理|决定)/g, '')
  const found = new Set(sourceWords.flatMap(([pattern, source]) => (pattern.test(said) ? [source] : [])))
  // 社区网格员上报、派出所移送: a court that sends a case is the source, whoever else is named.
  if (found.size === 0) for (const [pattern, source] of generalSources) if (pattern.test(said) && found.size === 0) found.add(source)
  const [one] = found
  return found.size === 1 ? { value: one!, bare: bareSource.test(sentenceOf(text)) } : unclear(found.size > 1 ? found : keysOf(sources))
}
export const sourceIn = (text: string): Source | null => known(readSource(text))

/** How a case ended, or `running`. */
export type LedgerResult = EndCode | 'settled' | 'running'

/** What a person may choose where a word cannot be told. */
export const resultChoices: Readonly<Record<Exclude<LedgerResult, 'settled'>, string>> = { ...endCodes, running: '还在办理' }
const everyResult = Object.keys(resultChoices) as (keyof typeof resultChoices)[]

const bareResult = new RegExp(`^(?:${[
  '(?:经)?(?:双方)?(?:已|未|没|没有|未能|无法)?(?:调解)?(?:达成|签订|签署)?了?(?:书面|口头)?(?:调解)?(?:协议书?)?(?:成功|不成功|不成|失败|成)?(?:结案)?',
  '是|否|撤回(?:申请)?|撤诉|不予受理|调解中|正在调解|办理中|未结|未办结|进行中|退回法院|终止(?:调解)?|调成|未调成|调结|和解',
].join('|')})$`, 'u')

const NOT = '(?:并未|均未|未曾|从未|仍未|终未|最终未|未|没有|没|无法|不能|难以)'
const ADVERBS = '(?:能|能够|就[^，]{1,12}?|最终|一致|予以|有效|顺利|当场|再|双方|当事人)*'
const REACHED = '(?:达成|调成|调解成|调和|形成|签订|签署|签|订立|制作|和解|取得|谈拢|谈成|成功|解决|化解|调好|调下来|成(?![年为立员本]))'
const AGREED = String.raw`(?:达成|签订|签署|签了?|形成|订立|取得|制作|出具)了?[^，＃]{0,10}?(?:协议书?|一致|和解|共识|意见)|达成|调解协议书?|书面协议|口头(?:协议|和解|承诺|约定)|^(?:口头|书面)(?:调解)?$|和解|调成|调结|调解结案|成功|调解好|言和|化解|谅解|^(?:是|成|已成|√|✓|y|yes)$`

/**
 * How the case ended, read as a sentence: negation (未调成, 和解未果), tense (尚未, 拟, 待), scope (部分达成), what belongs to another
 * matter (退回多收物业费, 已移交资料, 待履行). Two outcomes in one cell are asked about, and so is 已结, which names none.
 */
export const readResult = (text: string): Reading<LedgerResult> => {
  const label = byLabel(endCodes, text.trim()) ?? (foldedName(text) === foldedName(resultChoices.running) ? 'running' as const : undefined)
  if (label) return { value: label, bare: true }
  const said = new Sentence(sentenceOf(text))
  const found = new Set<LedgerResult>()
  // What is said of performance, confirmation and things handed over is no outcome.
  said.take(/(?:已|已经|未|待|正在?|尚未|还未|全部|部分|当场|即时|逾期|分期|拒不|拒绝|自动|均|都)*(?:履行|付清|支付|给付|结清|兑现)(?:协议|完毕|到位|中|完|义务)*/)
  said.take(/(?:已|已经|未|待|拟|可|可以|正在?|告知|尚未|将|共同|双方|向|人民|法院|并)*(?:申请)?司法确认(?:中|有效|书)?/)
  said.take(/(?:已|已经|未|应)?(?:移交|移送|退回|退还|返还|转交)了?(?!法院|人民法院)[^，]{0,8}?(?:资料|材料|钥匙|账|档案|用房|费|款|押金|保证金|元|车位|\d)[^，]*/)
  // 调解中达成协议 tells when, not that it goes on.
  said.take(new RegExp(`(?:在)?调解(?:过程)?中(?=[^，]*(?:${REACHED}|${NOT}))`, 'u'), '')
  const put = (result: LedgerResult, pattern: RegExp): void => {
    if (said.take(pattern)) found.add(result)
  }
  // Outcomes that are denied are none.
  said.take(/(?:未|没有?|并未|不|无需)(?:撤回|撤诉|移送|移交|退回|转[处交办送])/)
  put('E06', /不予受理|不受理|不符合受理[^，]*/)
  put('running', new RegExp(`(?:尚未|还未|还没有?|暂未|暂时未|暂无法|目前未|目前尚未|至今未|迄今未)[^，]{0,10}?(?:${REACHED}|结果|结案|办结|受理|调解|协议)[^，]*`, 'u'))
  if (/未受理/.test(said.rest)) return unclear<LedgerResult>(['E05', 'E06', 'running'])
  put('E03', /(?:不同意|拒绝|不愿意?|不接受|不肯|放弃)(?:再|继续)[^，]{0,4}调解/)
  put('E05', /(?:不同意|拒绝|不愿意?|不接受|不肯|拒不)(?:参加|接受|进行|参与)?(?:人民)?调解(?!方案|协议|意见|结果|书)/)
  put('E04', /撤回了?(?:调解)?(?:申请)?|撤诉|撤销(?:调解)?申请|(?:自行|自愿|私下|庭外)(?:协商)?(?:达成)?(?:和解|解决|协商解决|协商一致|化解)(?:协议)?/)
  put('E08', /退回了?(?:委派|委托|人民|原)*法院|退法院|退回(?:委派|委托)|^退回$/)
  const route = said.take(/(?:引导|建议|告知|指引|支持)[^，]{0,10}?(?:诉讼|起诉|仲裁|司法途径|法律途径|法院)[^，]*|(?:另行|自行)?(?:起诉|诉讼)解决|走(?:司法|法律)途径/)
  put('E07', /(?:移送|移交|转[处交办送]|转(?=派出所|公安|法院|城管|司法|街道|社区|信访|有关|相关|住建|市监))[^，]*/)
  put('E03', new RegExp(`(?:(?:书面|口头|和解|调解)?协议书?)?${NOT}${ADVERBS}${REACHED}[^，]*`, 'u'))
  put('E03', /(?:和解|协商|调解|协议)*(?:无(?:协议|果|效|结果)|未果|没结果|不成(?![熟立本为])|调不成|调解?不了|(?:调|谈)不拢|谈崩|不欢而散|不了了之|失败|破裂|分歧(?:过|太|较|很)?大|僵持|告吹)/)
  put('E03', /(?:不同意|拒绝|拒不?|不愿意?|不肯|不接受)(?:在[^，]{0,8})?(?:签订|签署|签字?|签收|和解|达成|调解方案|调解协议|协商|让步)[^，]*/)
  put('E03', /(?:终止|终结|中断)了?调解|调解(?:程序)?(?:终止|终结)|^(?:终止|终结|否|不|没有?|未|失联|×|✗|✘|n|no)$/)
  put('running', /(?:达成|形成)?了?初步(?:意向|意见|方案|共识|一致)[^，]*|(?:拟|准备|即将|计划|打算|将于|等待|待|有望|预计)[^，]{0,8}?(?:达成|签|和解|调解|协商|处理|答复|受理|调查|鉴定|研究)[^，]*/)
  put('running', /正在|调解中|(?:办理|处理|进行|受理|协商|调处|审理)中|未结(?!束)|未办结|未完结|继续调解|再次调解|中止|在办|在调|跟进|^待/)
  const part = /部分(?:争议|事项|请求|诉求|内容|达成|和解|调解成功|一致|协议)|达成了?部分|就部分/.test(said.rest)
  put('settled', new RegExp(AGREED, 'u'))
  if (found.has('settled') && part && /(?:部分|其余|剩余|其他|另外)[^，]*＃/.test(said.rest)) found.delete('E03')
  // A case that failed is sent back to its court, and its parties are told where to go.
  if (found.has('E08')) found.delete('E03')
  if (route && !found.has('settled') && found.size === 0) return unclear<LedgerResult>(['E03', 'E07'])
  if (found.size === 0) return unclear<LedgerResult>(/结|调解|处理|完/.test(said.rest) ? ['E01', 'E02', 'E03', 'E04', 'running'] : everyResult)
  if (found.size > 1) return unclear<LedgerResult>([...found].flatMap(one => (one === 'settled' ? ['E01' as const, 'E02' as const] : [one])))
  const [value] = found as Set<LedgerResult>
  const plainText = sentenceOf(text)
  const forms = value === 'settled' && !part ? { oral: /口头/.test(plainText) && !/(?:不是|非|没有?)口头/.test(plainText), written: /书面/.test(plainText) && !/(?:无|未|没有?)[^，]{0,3}书面/.test(plainText) } : undefined
  if (forms?.oral && forms.written) return unclear<LedgerResult>(['E01', 'E02'])
  return {
    value: forms?.oral ? 'E02' : forms?.written ? 'E01' : value!, bare: bareResult.test(plainText), ...(part && value === 'settled' && { part: true as const }),
  }
}
export const resultIn = (text: string): LedgerResult | null => known(readResult(text))

export type LedgerPerformance = 'done' | 'partly' | 'refused' | 'open'
export const performanceChoices: Readonly<Record<LedgerPerformance, string>> = { done: '已履行', partly: '部分履行', refused: '拒不履行', open: '没有履行或没有到期' }

const PAID = '(?:履行|付清|付完|支付|给付|结清|缴清|交清|兑现|到位|付|交|还清|修复|完成)'

/** How far an agreement was performed: 未付清 is neither done nor open, and 已付300元，余款未付 is done in part. */
export const readPerformance = (text: string): Reading<LedgerPerformance> => {
  const said = new Sentence(sentenceOf(text))
  const found = new Set<LedgerPerformance>()
  const put = (value: LedgerPerformance, pattern: RegExp): void => {
    if (said.take(pattern)) found.add(value)
  }
  said.take(/(?:不|未|没有?)(?:再)?拒(?:绝|不)/)
  if (/(?:未|没有?|尚未|还没|未能|不)(?:能)?(?:全部|完全|全额|按时?|按约|付清|结清|缴清|交清|履行完)/.test(said.rest)) {
    // 未全部履行, 未按约履行: in part, not at all, or late.
    return unclear<LedgerPerformance>(['partly', 'open', 'refused'])
  }
  put('refused', /拒(?:不|绝)?(?:履行|支付|付|执行|给付)?|不(?:肯|愿意?)(?:履行|付|支付)?|不履行|赖账|失信/)
  put('open', new RegExp(`(?:未|没有?|尚未|还没有?|暂未|待|将|拟|准备|计划)(?:开始|予以|到期|${PAID})[^，]*|履行中|正在[^，]*|^(?:否|未|没有?)$|未到期|分期(?:履行|支付)?(?:中)?|进行中`, 'u'))
  put('partly', /(?:大)?部分|一部分|首期|首付|第[一二三四五六\d]+期|已付\d[\d.]*%|一半/)
  put('done', new RegExp(`(?:已|已经|均已|全部|全额|完全|当场|当即|即时|自动|按[时约期]?|如期|一次性)*${PAID}(?:完毕|完成|完|了|清)?|全部|完毕|当场|^(?:是|已|√|✓|y|yes)$`, 'u'))
  // 部分履行，已付300元; 已付首期，余款未到期.
  if (found.has('done') && (found.has('partly') || found.has('open')) && !found.has('refused')) return { value: 'partly', bare: false }
  if (found.has('partly') && found.has('open')) return { value: 'partly', bare: false }
  const [value] = found
  return found.size === 1 ? { value: value!, bare: /^(?:已|未|部分|全部|正在|尚未|拒不|拒绝|不|没有?|当场|是|否|履行|完毕|中|支付|付清|到期|，)+$/u.test(sentenceOf(text)) }
    : unclear(found.size > 1 ? found : Object.keys(performanceChoices) as LedgerPerformance[])
}
export const performanceIn = (text: string): LedgerPerformance | null => known(readPerformance(text))

export type LedgerConfirmation = 'none' | 'pending' | 'confirmed' | 'dismissed' | 'notAccepted' | 'withdrawn'
export const confirmationChoices: Readonly<Record<LedgerConfirmation, string>> = { ...confirmationResults, none: '没有申请' } as Readonly<Record<LedgerConfirmation, string>>

/** What became of an application for judicial confirmation: refused, only thought of (拟申请, 可申请), or not answered yet. */
export const readConfirmation = (text: string): Reading<LedgerConfirmation> => {
  const said = new Sentence(sentenceOf(text))
  const found = new Set<LedgerConfirmation>()
  const put = (value: LedgerConfirmation, pattern: RegExp): void => {
    if (said.take(pattern)) found.add(value)
  }
  put('withdrawn', /(?:已|后|又|已经)?(?:撤回|撤销)了?(?:司法确认)?(?:申请)?|按撤回[^，]*/)
  put('dismissed', /(?:裁定)?驳回[^，]*|不予(?:司法)?确认|(?:法院)?(?:裁定)?不(?:予)?(?:司法)?确认|未予(?:司法)?确认|确认无效|确认[^，]{0,6}无效|(?:被)?撤销确认[^，]*/)
  put('pending', /(?:尚未|还未|还没有?|暂未|待|等待)[^，]{0,6}(?:裁定|受理|答复|结果|确认|审查|批)[^，]*|未(?:裁定|答复|出结果)|审查中|申请中|办理中|正在[^，]*|已(?:提交|递交|受理|立案)[^，]*/)
  put('notAccepted', /(?:法院)?(?:不予受理|不受理|未予?受理|未被受理)/)
  put('none', /(?:未|没有?|不|无需|不需要?|无须|放弃|尚未|暂未|还没有?)(?:提出|提交|再|进行|办理|共同)?(?:申请)?(?:司法)?(?:确认|申请)|(?:拟|可|可以|准备|打算|将|建议|告知|已告知|引导)[^，]*(?:申请|确认)[^，]*|待申请|^(?:否|无|未|无需|无须|没有?|不需要?|×|n|no)$/)
  put('confirmed', /(?:已|已经|准予|予以|裁定)+(?:司法)?确认(?:有效|协议)?|(?:司法)?确认有效|(?:协议)?有效|^(?:司法)?确认$|^(?:是|已|有|√|✓|y|yes)$|裁定书/)
  put('pending', /(?:已|已经|向[^，]{0,6}|共同)*申请(?:司法确认)?/)
  // 已申请，法院未受理: what the court said last counts.
  if (found.size > 1 && found.has('pending') && /申请|提交/.test(sentenceOf(text)) && !/尚未|待|审查中/.test(sentenceOf(text))) found.delete('pending')
  if (found.has('none') && found.size > 1 && /告知|建议|引导/.test(sentenceOf(text))) found.delete('none')
  const [value] = found
  return found.size === 1 ? { value: value!, bare: /^(?:是|否|无|未|已|申请|未申请|已申请|确认|有效|司法|驳回|不予受理|撤回|裁定|审查中|中|，)+$/u.test(sentenceOf(text)) }
    : unclear(found.size > 1 ? found : Object.keys(confirmationChoices) as LedgerConfirmation[])
}
export const confirmationIn = (text: string): LedgerConfirmation | null => known(readConfirmation(text))

/** Written or oral: 未签书面协议 is not written. */
export const readForm = (text: string): Reading<'written' | 'oral'> => {
  const label = byLabel(agreementForms, text.trim())
  if (label) return { value: label as 'written' | 'oral', bare: true }
  const said = new Sentence(sentenceOf(text))
  const notWritten = said.take(/(?:未|没有?|无|不)[^，]{0,4}书面[^，]*/)
  const notOral = said.take(/(?:不是|非|无)口头[^，]*/)
  const [oral, written] = [/口头/.test(said.rest) || (notWritten && !notOral), /书面|调解协议书|人民调解协议/.test(said.rest)]
  return oral === written ? unclear<'written' | 'oral'>(['written', 'oral']) : { value: oral ? 'oral' : 'written', bare: /^(?:书面|口头)(?:协议|调解协议|形式)?$/u.test(sentenceOf(text)) }
}

/** The code of a street or town by its name, with or without 街道, 镇. */
export const streetIn = (text: string): string | null => {
  if (/^\d{9}$/.test(text)) return text
  const bare = (name: string): string => name.replace(/(?:街道办事处|街道办|街道|镇|乡)$/, '')
  return Object.keys(regionNames).find(code => code.length === 9 && (streetName(code) === text || bare(streetName(code)) === bare(text))) ?? null
}
