/** Chinese names of fields, for places in a file and for differences between two records. */
import { yuanFigures } from '../../../core/base/amounts.ts'
import {
  agreementForms, authorities, confirmationResults, courtProcedures, disputeTypes, endCodes, escalationKinds, followUpWays, idKinds, mediatorDuties,
  mediatorKinds, officialCategories, partyKinds, performanceStates, referralReplies, retentions, sessionKinds, sessionResults, sexes, sides, sources,
  termKinds,
} from '../../../core/base/codes.ts'

const names: Readonly<Record<string, string>> = {
  office: '调委会', mediators: '调解员', cases: '案件', format: '文件种类', version: '版本', exportedAt: '导出时间',
  name: '名称', regionCode: '区划代码', numberWord: '编号用字', court: '法院', phone: '电话', address: '地址',
  kind: '类别', termFrom: '聘期开始', termTo: '聘期结束', mediatorId: '调解员', duty: '职务或分工',
  id: '内部编号', source: '案件来源', sourceRef: '来函', body: '来函单位', receivedOn: '签收日期', documentNo: '文号',
  procedure: '审理程序', officer: '承办人', type: '纠纷类型', officialCategory: '官方类别', facts: '纠纷情况', claims: '申请事项',
  parties: '当事人', appliedOn: '申请日期', difficult: '疑难复杂', place: '地点', community: '社区', estate: '小区',
  building: '栋', unit: '单元', room: '室', propertyCompany: '物业企业', uscc: '统一社会信用代码', filingNo: '备案号',
  side: '地位', idKind: '证件种类', idNo: '证件号码', sex: '性别', bornOn: '出生日期', ethnicity: '民族', occupation: '职业',
  representative: '代表人', headcount: '人数', agents: '代理人', authority: '代理权限',
  fileNo: '卷号', acceptedOn: '受理日期', suspensions: '中止', from: '开始日期', to: '结束日期', reason: '原因',
  extensions: '延长期限', agreedOn: '同意日期', until: '延长至', sessions: '调解记录', startAt: '开始时间', endAt: '结束时间',
  record: '记录', confidential: '不外传', withParties: '谈话当事人', attendees: '参加人', result: '结果',
  evidence: '证据', no: '编号', providedBy: '提供人', copies: '份数', pages: '页数', original: '原件', proves: '证明内容',
  agreement: '协议', form: '形式', reachedOn: '达成日期', whole: '全部达成', issues: '争议事项', terms: '协议条款', effectiveOn: '生效日期',
  text: '条款内容', obligor: '义务人', obligee: '权利人', amountFen: '金额', dueOn: '履行期限', manner: '履行方式',
  end: '结束', code: '结束方式', on: '日期', toBody: '接收单位', performance: '履行情况', termId: '条款', state: '状态', note: '备注',
  followUps: '回访', by: '回访人', way: '方式', findings: '回访情况', satisfied: '满意', confirmation: '司法确认', caseNo: '案号',
  decidedOn: '裁定日期', courtMediationDocument: '法院调解书', referrals: '转办', sentOn: '送出日期', matter: '事项',
  replyDueOn: '答复期限', repliedOn: '答复日期', reply: '答复', escalationPrevented: '防止激化', persons: '人数', approvedBy: '批准人',
  archive: '归档', retention: '保管期限',
  appointments: '预约', rightsTold: '权利义务告知', evidenceFiles: '证据附件', risks: '激化风险', readAloud: '宣读', inquiries: '补正、征求意见', letter: '来函办理',
  revisions: '更正记录', voided: '作废', feeWorksheets: '物业费计算表', performanceProofs: '履行凭证', performanceCorrections: '履行更正', demands: '督促', headList: '名册',
  rows: '各户', clearances: '回避情况', mediatorChanges: '更换调解员', referralReplies: '移送函答复', referralReceipts: '移送函回执', paperExtras: '文书补充内容', causes: '典型成因',
  description: '情况', level: '程度', raisedOn: '发现日期', raisedBy: '登记人', closedOn: '解除日期', closedReason: '解除原因', reports: '报告',
  suitElements: '诉讼要素', contractName: '合同名称', contractNo: '合同编号', contractOn: '签订时间', contractPlace: '签订地点', signers: '签订主体', location: '坐落位置',
  area: '面积', owner: '房屋所有权人', feeStandard: '物业费标准', payment: '支付方式', serviceFrom: '服务期限起', serviceTo: '服务期限止', lateFeeStandard: '违约金标准',
  feeUntil: '物业费截至', feeFen: '欠付物业费', lateFeeUntil: '违约金截至', lateFeeFen: '违约金', feeReckoning: '物业费计算方式', lateFeeReckoning: '违约金计算方式',
}

/** A JSON pointer in words: `/cases/4/parties/0/idNo` → `案件5 › 当事人1 › 证件号码`. */
export const placeInWords = (pointer: string): string => {
  const words: string[] = []
  for (const part of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(part) && words.length > 0) words[words.length - 1] += String(Number(part) + 1)
    else words.push(names[part] ?? part)
  }
  return words.length > 0 ? words.join(' › ') : '整个文件'
}

const codeTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  source: sources, type: disputeTypes, officialCategory: officialCategories, side: sides, idKind: idKinds, sex: sexes,
  authority: authorities, duty: mediatorDuties, code: endCodes, result: { ...sessionResults, ...confirmationResults },
  procedure: courtProcedures, form: agreementForms, state: performanceStates, way: followUpWays, reply: referralReplies, retention: retentions,
  kind: { ...partyKinds, ...mediatorKinds, ...sessionKinds, ...termKinds, ...escalationKinds },
}

/** A stored value as a reader sees it; objects and lists line by line. */
export const valueInWords = (value: unknown, key = ''): string => {
  if (value === undefined) return '（没有）'
  if (key === 'amountFen' && typeof value === 'number') return `${yuanFigures(value)}元`
  if (value === true) return '是'
  if (value === false) return '否'
  if (typeof value === 'string') return codeTables[key]?.[value] ?? value
  if (Array.isArray(value)) return value.map(item => valueInWords(item, key)).join('\n')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([name, item]) => `${names[name] ?? name}：${valueInWords(item, name)}`).join('\n')
  return String(value)
}
