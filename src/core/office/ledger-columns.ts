/** The columns of a ledger (台账): what they mean, and by which headings real ledgers and deployed systems call them. */

/** In the order in which our own ledger has them; the label is our heading. */
export const ledgerColumns = {
  fileNo: '卷号',
  appliedOn: '申请日期',
  acceptedOn: '受理日期',
  source: '案件来源',
  type: '纠纷类型',
  applicants: '申请人',
  applicantIds: '申请人证件号码',
  applicantPhones: '申请人电话',
  applicantAddress: '申请人住址',
  respondents: '被申请人',
  respondentIds: '被申请人证件号码',
  respondentPhones: '被申请人电话',
  respondentAddress: '被申请人住址',
  street: '街道',
  community: '社区',
  estate: '小区',
  building: '楼栋',
  unit: '单元',
  room: '房号',
  company: '物业企业',
  facts: '纠纷情况',
  claims: '申请事项',
  difficult: '疑难复杂',
  mediators: '调解员',
  result: '调解结果',
  agreementForm: '协议形式',
  agreedOn: '协议日期',
  endedOn: '结案日期',
  amount: '协议金额（元）',
  amountWan: '协议金额（万元）',
  terms: '协议内容',
  performance: '履行情况',
  performedOn: '履行日期',
  confirmation: '司法确认',
  confirmedOn: '司法确认日期',
  archivedOn: '归档日期',
  note: '备注',
} as const
export type LedgerColumn = keyof typeof ledgerColumns

export const ledgerColumnKeys = Object.keys(ledgerColumns) as readonly LedgerColumn[]

/** Other headings, those of deployed systems (pinyin initials) among them. */
const synonyms: Readonly<Record<LedgerColumn, readonly string[]>> = {
  fileNo: ['案号', '卷宗号', '案件编号', '编号', '档案号', '案卷号', '登记号', '案件号', 'AH', 'AJBM'],
  appliedOn: ['申请时间', '登记日期', '登记时间', '收案日期', '收到日期', '来访日期', '发生日期', '纠纷发生日期', 'FSRQ', 'SQRQ'],
  acceptedOn: ['受理时间', '立案日期', '立案时间', '日期', '时间', 'SLRQ', 'SLSJ'],
  source: ['来源', '案源', '纠纷来源', 'AJLY'],
  type: ['类型', '类别', '纠纷类别', '案件类型', '案件类别', '纠纷种类', '案由', 'JFLB', 'JFLX'],
  applicants: ['申请人姓名', '当事人甲', '甲方', '申请方', '当事人', '当事人姓名', '申请调解人', '当事人一', '当事人1', '申请人名称', 'SQR', 'DSRXM', 'SQRXM'],
  applicantIds: ['申请人身份证号', '申请人身份证', '申请人身份证号码', '申请人证件号', '甲方身份证号', '当事人甲身份证号', '身份证号', '身份证号码', '证件号码', '证件号', '身份证', 'DSRZJHM', 'SQRZJHM'],
  applicantPhones: ['申请人联系电话', '申请人手机', '申请人联系方式', '当事人甲电话', '甲方电话', '联系电话', '电话', '联系方式', '手机', '手机号', '手机号码', '电话号码', '申请人手机号', '申请人电话号码', 'DSRLXDH', 'SQRLXDH'],
  applicantAddress: ['家庭住址', '联系地址', '地址', '申请人家庭住址', '申请人联系地址', '申请人地址', '当事人甲住址', '甲方住址', '住址', '申请人住所'],
  respondents: ['被申请人姓名', '当事人乙', '乙方', '被申请方', '对方当事人', '当事人二', '当事人2', '被申请人名称', '相对方', '被调解人', 'BSQR', 'BSQRXM', 'DFDSR'],
  respondentIds: ['被申请人身份证号', '被申请人身份证', '被申请人身份证号码', '被申请人证件号', '乙方身份证号', '当事人乙身份证号', '被申请人信用代码', '被申请人统一社会信用代码', 'BSQRZJHM'],
  respondentPhones: ['被申请人联系电话', '被申请人手机', '被申请人联系方式', '当事人乙电话', '乙方电话', '被申请人手机号', '被申请人电话号码', 'BSQRLXDH'],
  respondentAddress: ['被申请人家庭住址', '被申请人联系地址', '被申请人地址', '当事人乙住址', '乙方住址', '被申请人住所'],
  street: ['街道乡镇', '街道(乡镇)', '乡镇街道', '乡镇', '所属街道', '街道办', 'SSJD'],
  community: ['所属社区', '社区村', '村社区', '社区名称', '村(社区)', 'SSSQ'],
  estate: ['小区名称', '所属小区', '住宅小区', '项目', '物业项目', 'XQMC'],
  building: ['栋', '栋号', '幢', '幢号', '楼号', '楼栋号'],
  unit: ['单元号'],
  room: ['室', '室号', '房间号', '门牌号', '户号'],
  company: ['物业公司', '物业服务企业', '物业公司名称', '物业服务企业名称', '物业企业名称', 'WYGS'],
  facts: ['简要情况', '案情', '案情简介', '纠纷简要情况', '纠纷简介', '基本情况', '主要事实', '纠纷事实', '事由', '内容', '纠纷内容', '案情摘要', '简要案情', '纠纷概况', 'JFJYQK', 'JYAQ'],
  claims: ['诉求', '请求事项', '申请请求', '调解请求', '当事人诉求', 'SQSX'],
  difficult: ['疑难', '难度', '案件难度', '难易程度', '疑难复杂案件', 'AJNDJB'],
  mediators: ['承办人', '调解员姓名', '主持调解员', '调解人', '经办人', '承办调解员', '主持人', '首席调解员', 'TJY', 'TJYXM', 'TJYBM'],
  result: ['结果', '处理结果', '结案方式', '结束方式', '调处结果', '办理结果', '是否成功', '调解是否成功', '结案情况', '调解情况', 'TJJG'],
  agreementForm: ['协议类型', '协议种类', '书面口头', '协议方式', 'XYLX'],
  agreedOn: ['协议时间', '达成协议日期', '签订日期', '协议签订日期', '调解日期', '调解时间', 'XYRQ', 'TJRQ'],
  endedOn: ['结案时间', '结束日期', '办结日期', '办结时间', '终结日期', '完成日期', 'JARQ'],
  amount: ['协议金额', '涉案金额', '涉及金额', '金额', '调解金额', '赔偿金额', '协议涉及金额', '标的额', '给付金额', 'SAJE', 'XYJE'],
  amountWan: ['协议涉及金额(万元)'],
  terms: ['调解协议内容', '协议主要内容', '调解内容', '协议事项', '协议条款', 'XYNR'],
  performance: ['履行', '履行结果', '协议履行情况', '是否履行', '履行状态', '协议履行', 'XYLXQK'],
  performedOn: ['履行时间', '履行完毕日期', 'LXRQ'],
  confirmation: ['是否司法确认', '司法确认情况', '申请司法确认', '司法确认结果', 'SFSFQR', 'SFQR'],
  confirmedOn: ['司法确认时间', '确认日期', '裁定日期'],
  archivedOn: ['归档时间', '存档日期', 'GDRQ'],
  note: ['备注说明', '说明', '其他', '其他说明', 'BZ'],
}

/** Columns that say nothing of a case. */
const IGNORED = /^(?:序号|问题|行号|NO\.?|XH)$/i

/** `*协议金额（元）` → `协议金额`; case and spaces do not count. `（万元）` stays: it changes the meaning. */
export const plainHeading = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s*:_]/g, '').replaceAll(/\((?!万元\))[^)]*\)/g, '').toUpperCase()

const known = new Map<string, LedgerColumn>()
for (const key of ledgerColumnKeys) {
  for (const heading of [ledgerColumns[key], ...synonyms[key]]) {
    // A heading with brackets of its own is known both whole and without them.
    known.set(heading.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase(), key)
    if (!known.has(plainHeading(heading))) known.set(plainHeading(heading), key)
  }
}

/** What a heading is taken for: as the office said, else as known; `ignore` for none, undefined for one that is not known. */
export const meaningOf = (heading: string, mapping: Readonly<Record<string, LedgerColumn | 'ignore'>> = {}): LedgerColumn | 'ignore' | undefined => {
  const plain = plainHeading(heading)
  if (plain === '') return 'ignore'
  if (Object.hasOwn(mapping, plain)) return mapping[plain]
  if (IGNORED.test(plain)) return 'ignore'
  const found = known.get(heading.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()) ?? known.get(plain)
  // 金额（万元） under whatever name.
  return found === 'amount' && /\(万元\)/.test(heading.normalize('NFKC')) ? 'amountWan' : found ?? (/金额.*\(万元\)$/.test(plain) ? 'amountWan' : undefined)
}

/** What of a person may stand under one heading for both sides (身份证号, 联系电话, 住址), by whose side it is. */
const ofPersons = [
  { applicant: 'applicantIds', respondent: 'respondentIds', headings: ['身份证号', '身份证号码', '身份证', '证件号码', '证件号', '证件'] },
  { applicant: 'applicantPhones', respondent: 'respondentPhones', headings: ['联系电话', '电话', '联系方式', '手机', '手机号', '手机号码', '电话号码'] },
  { applicant: 'applicantAddress', respondent: 'respondentAddress', headings: ['住址', '地址', '家庭住址', '联系地址', '住所'] },
] as const

export type ColumnRead = {
  readonly heading: string
  /** By what the office remembers it: the heading, with its count where it stands more than once (`身份证号#2`). */
  readonly key: string
  /** Absent: not known. What stands in such a column is kept among the notes. */
  readonly meaning?: LedgerColumn | 'ignore'
}

/**
 * The columns one by one. A heading that stands for both sides belongs to the party whose column stands before it, where it comes
 * twice or the applicant has one of its own; the office may say otherwise of each.
 */
export const readColumns = (titles: readonly string[], mapping: Readonly<Record<string, LedgerColumn | 'ignore'>> = {}): ColumnRead[] => {
  const counts = new Map<string, number>()
  const keys = titles.map(heading => {
    const plain = plainHeading(heading)
    const count = (counts.get(plain) ?? 0) + 1
    counts.set(plain, count)
    return count === 1 ? plain : `${plain}#${count}`
  })
  const first = titles.map(heading => meaningOf(heading, mapping))
  const sideBefore = (index: number): LedgerColumn | 'ignore' | undefined => first.slice(0, index).findLast(meaning => meaning === 'applicants' || meaning === 'respondents')
  return titles.map((heading, index): ColumnRead => {
    const key = keys[index]!
    if (Object.hasOwn(mapping, key)) return { heading, key, meaning: mapping[key]! }
    let meaning = first[index]
    const shared = ofPersons.find(({ headings }) => (headings as readonly string[]).includes(plainHeading(heading)))
    if (shared && (meaning === shared.applicant || meaning === undefined)) {
      const rivals = first.filter((other, at) => at !== index && other === shared.applicant).length
      meaning = rivals > 0 && sideBefore(index) === 'respondents' ? shared.respondent : shared.applicant
    }
    return { heading, key, ...(meaning !== undefined && { meaning }) }
  })
}
