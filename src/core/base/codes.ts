/** Code lists of the field with their Chinese labels, in the order in which papers and screens show them. */
import chibi from '../../../resources/regions/421281.json' with { type: 'json' }

/** 案件来源. The last six are matters that another body sent (接受委托移送). */
export const sources = {
  application: '当事人申请',
  ownInitiative: '主动调解',
  courtBeforeFiling: '法院委派（立案前）',
  courtAfterFiling: '法院委托（立案后）',
  procuratorate: '检察院移送',
  police: '公安机关移送',
  petition: '信访部门移送',
  otherBody: '其他单位移送',
} as const
export type Source = keyof typeof sources

/** 纠纷类型 WY01–WY99: our own codes; body relations and statutes are a later table. */
export const disputeTypes = {
  WY01: '物业费拖欠',
  WY02: '收费标准、违规收费',
  WY03: '物业服务质量',
  WY04: '停车位、车库、停车费',
  WY05: '上下层漏水',
  WY06: '屋面、外墙、公共管道维修',
  WY07: '装修（承重、违规）',
  WY08: '噪声',
  WY09: '餐饮油烟',
  WY10: '公共收益',
  WY11: '维修资金',
  WY12: '电梯、特种设备',
  WY13: '业主大会、业委会选举履职',
  WY14: '业主撤销权、知情权',
  WY15: '承接查验、资料移交',
  WY16: '续聘、解聘、退出交接',
  WY17: '无物业小区、临时托管',
  WY18: '违建、外立面、广告',
  WY19: '占用共用部分、毁绿、占道',
  WY20: '物业用房、配套规划',
  WY21: '住改商、违规办班',
  WY22: '宠物饲养',
  WY23: '高空抛物坠物',
  WY24: '安保、财产或人身损害',
  WY25: '消防设施、通道、充电',
  WY26: '供水、供电、供气设施',
  WY27: '环卫、垃圾分类',
  WY28: '业主子女入学',
  WY29: '消杀、应急',
  WY99: '其他',
} as const
export type DisputeType = keyof typeof disputeTypes

/** The eighteen categories of the official people's-mediation table (人民调解案件情况统计表). */
export const officialCategories = {
  marriageFamily: '婚姻家庭',
  neighbour: '邻里',
  housingLand: '房屋宅基地',
  contract: '合同',
  business: '生产经营',
  damage: '损害赔偿',
  forestLand: '山林土地',
  demolition: '征地拆迁',
  pollution: '环境污染',
  migrantWages: '拖欠农民工工资',
  otherLabour: '其他劳动争议',
  tourism: '旅游',
  ecommerce: '电子商务',
  otherConsumer: '其他消费',
  medical: '医疗',
  traffic: '道路交通事故',
  property: '物业',
  other: '其他',
} as const
export type OfficialCategory = keyof typeof officialCategories

/** 结束方式 E01–E08. */
export const endCodes = {
  E01: '书面协议',
  E02: '口头协议',
  E03: '未达成协议终止',
  E04: '撤回',
  E05: '被申请人不同意，未受理',
  E06: '不予受理',
  E07: '转处、移送',
  E08: '退回法院',
} as const
export type EndCode = keyof typeof endCodes

export const sides = { applicant: '申请人', respondent: '被申请人', thirdParty: '第三人' } as const
export const partyKinds = { person: '自然人', organisation: '单位' } as const
export const idKinds = {
  residentId: '居民身份证',
  hkMacaoPermit: '港澳居民来往内地通行证',
  taiwanPermit: '台湾居民来往大陆通行证',
  residencePermit: '居住证',
  passport: '护照',
  other: '其他证件',
} as const
export const sexes = { male: '男', female: '女' } as const
export const authorities = { general: '一般授权', special: '特别授权' } as const
export const mediatorKinds = { fullTime: '专职', partTime: '兼职' } as const
export const mediatorDuties = { presiding: '主持', assisting: '协办' } as const
export const courtProcedures = { ordinary: '普通程序', simplified: '简易程序' } as const
export const sessionKinds = { joint: '共同调解', separate: '单独谈话', investigation: '调查走访' } as const
export const sessionResults = { continue: '待续', settled: '达成协议', failed: '未达成协议' } as const
export const agreementForms = { written: '书面', oral: '口头' } as const
export const termKinds = { payment: '给付款项', act: '作为', refrain: '不作为', apology: '赔礼道歉', waiver: '放弃请求' } as const
/** 条款性质: what is owed, what follows from a default, and what is only stated. */
export const clauseNatures = { obligation: '义务', condition: '违约、条件条款', declaration: '声明、放弃' } as const
export type ClauseNature = keyof typeof clauseNatures
export const performanceStates = { done: '已履行', partly: '部分履行', refused: '拒不履行' } as const
export const followUpWays = { visit: '上门', phone: '电话', other: '其他' } as const
export const confirmationResults = {
  pending: '待法院答复',
  confirmed: '确认有效',
  dismissed: '驳回',
  notAccepted: '不予受理',
  withdrawn: '撤回',
} as const
export const referralReplies = { accepted: '接受', returned: '退回', done: '已办结' } as const
export const escalationKinds = {
  suicide: '防止自杀',
  criminal: '防止转化为刑事案件',
  petition: '防止群体性上访',
  brawl: '防止群体性械斗',
} as const
export const retentions = { short: '短期', long: '长期', permanent: '永久' } as const

/** Streets and towns by 9-digit code. A code we have no name for is shown as itself. */
export const regionNames: Readonly<Record<string, string>> = chibi

export const streetName = (regionCode: string): string => regionNames[regionCode] ?? regionCode

/** Label tables by their keys, for a refusal to say what the keys mean; null where two tables have the same keys and other words. */
const labelled = new Map<string, Readonly<Record<string, string>> | null>()

/** The label table with exactly these keys. */
export const labelsOf = (keys: readonly string[]): Readonly<Record<string, string>> | undefined => labelled.get(keys.join()) ?? undefined

/** The keys of a label table as a tuple for `z.enum`. */
export const keysOf = <T extends Record<string, string>>(table: T): [keyof T & string, ...(keyof T & string)[]] => {
  const keys = Object.keys(table)
  const known = labelled.get(keys.join())
  labelled.set(keys.join(), known === undefined || keys.every(key => known?.[key] === table[key]) ? table : null)
  return keys as [keyof T & string, ...(keyof T & string)[]]
}

/** The key of a label table as choices for a select box. */
export const choicesOf = <T extends Record<string, string>>(table: T): { value: keyof T & string; label: string }[] =>
  Object.entries(table).map(([value, label]) => ({ value, label }))
