/**
 * What a suit over property fees needs beside the case file (物业服务合同纠纷要素式起诉状, 法〔2025〕82号): kept beside the case,
 * so that a failed mediation does not mean asking everything again. All of it is optional: what is missing is a gap on paper.
 */
import * as z from 'zod'
import { AmountFen, LocalDateText, type CaseFile } from './case-file.ts'
import { keysOf, type DisputeType } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

/** Kinds of dispute that are sued upon as 物业服务合同纠纷. */
const suitTypes: readonly DisputeType[] = ['WY01', 'WY02', 'WY03']
export const isPropertyServiceCase = ({ type }: Pick<CaseFile, 'type'>): boolean => suitTypes.includes(type)

export const organisationTypes = {
  limited: '有限责任公司', shares: '股份有限公司', listed: '上市公司', otherEnterprise: '其他企业法人', institution: '事业单位', association: '社会团体',
  foundation: '基金会', socialService: '社会服务机构', organ: '机关法人', ruralCollective: '农村集体经济组织法人', cooperative: '城镇农村的合作经济组织法人',
  selfGovernment: '基层群众性自治组织法人', soleProprietor: '个人独资企业', partnership: '合伙企业', professional: '不具有法人资格的专业服务机构',
} as const
export const ownerships = { stateControlled: '国有控股', stateShare: '国有参股', private: '民营' } as const
export const mediationWishes = { yes: '是', no: '否', undecided: '暂不确定' } as const

const Area = z.int('请填写面积（数字，最多两位小数）。').min(1, '面积应大于 0，请填写。').max(100_000_000, '面积超出范围，请核对。')

/** What the form asks of a party and the case file does not hold. */
export const SuitParty = z.strictObject({
  workplace: Text.optional(),
  duty: Text.optional(),
  /** 经常居住地, where it is not the address. */
  residence: Text.optional(),
  registeredAt: Text.optional(),
  type: z.enum(keysOf(organisationTypes)).optional(),
  ownership: z.enum(keysOf(ownerships)).optional(),
})
export type SuitParty = z.output<typeof SuitParty>

/** Points of the statement of claim to which the answer (答辩状) speaks one by one. */
export const answeredPoints = {
  fee: '对物业费的请求', lateFee: '对违约金的请求', costs: '对诉讼费用的请求', other: '对其他请求',
  contract: '合同签订情况（名称、编号、时间、地点）', signers: '签订主体', project: '物业项目情况（坐落、面积、所有权人）', standard: '物业费标准', period: '服务期限',
  payment: '支付方式', lateStandard: '逾期违约金标准', owed: '欠付物业费数额和计算方式', lateOwed: '应付违约金数额和计算方式', demands: '催缴情况',
} as const
export type AnsweredPoint = keyof typeof answeredPoints
const PointAnswer = z.strictObject({ agreed: z.boolean(), reason: Text.optional() })

export const SuitElements = z.strictObject({
  parties: z.record(Text, SuitParty).optional(),
  feeUntil: LocalDateText.optional(),
  feeFen: AmountFen.optional(),
  lateFeeUntil: LocalDateText.optional(),
  lateFeeFen: AmountFen.optional(),
  /** Whether the late fee is claimed up to the day of payment. */
  lateFeeToPayment: z.boolean().optional(),
  /** Whether the costs of the suit are claimed. */
  costs: z.boolean().optional(),
  otherClaims: Text.optional(),
  /** 有无仲裁、法院管辖约定, in its words; `jurisdictionAgreed` false: none. */
  jurisdictionAgreed: z.boolean().optional(),
  jurisdiction: Text.optional(),
  preserved: z.boolean().optional(),
  preservation: Text.optional(),
  contractName: Text.optional(),
  contractNo: Text.optional(),
  contractOn: LocalDateText.optional(),
  contractPlace: Text.optional(),
  signers: Text.optional(),
  location: Text.optional(),
  /** m² in hundredths. */
  area: Area.optional(),
  owner: Text.optional(),
  feeStandard: Text.optional(),
  serviceFrom: LocalDateText.optional(),
  serviceTo: LocalDateText.optional(),
  payment: Text.optional(),
  lateFeeStandard: Text.optional(),
  feeReckoning: Text.optional(),
  lateFeeReckoning: Text.optional(),
  demands: Text.optional(),
  otherFacts: Text.optional(),
  basis: Text.optional(),
  mediationKnown: z.boolean().optional(),
  mediationWish: z.enum(keysOf(mediationWishes)).optional(),
  answers: z.partialRecord(z.enum(keysOf(answeredPoints)), PointAnswer).optional(),
})
export type SuitElements = z.output<typeof SuitElements>
