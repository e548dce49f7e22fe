/** The papers to which a rule may give a number of their own, by the id of their template. */
export const numberedPapers = {
  D01: '人民调解申请书', D26: '委派（委托）调解收件登记表', D22: '征求被申请人意见书', D02: '人民调解受理登记表', D21: '不予受理通知书',
  D03: '人民调解当事人权利义务告知书', D20: '人民调解受理通知书', D28: '授权委托书', D04: '人民调解调查记录', D05: '人民调解证据材料', D06: '人民调解记录',
  D23: '延长调解期限同意书', D07: '人民调解协议书', D08: '人民调解口头协议登记表', 'D29-2': '履行凭证（收条）', 'D29-1': '履行督促函',
  D31: '人民调解协议履行证明', D09: '人民调解回访记录', D14: '司法确认申请书', D24: '终止调解通知书', D25: '移送函', D27: '调解情况复函',
  D32: '送达地址确认书', D33: '法定代表人身份证明书', D41: '民事起诉状（物业服务合同纠纷）', D42: '民事答辩状（物业服务合同纠纷）', 'D30-2': '人民调解结案审批表', 'D30-1': '送达回证',
} as const
export type NumberedPaper = keyof typeof numberedPapers

export type PaperNumberId = `number-${NumberedPaper}`
export const paperNumberId = <Id extends NumberedPaper>(id: Id): `number-${Id}` => `number-${id}`

/** The letters that leave the office (通知、函): as shipped they share one series, as GB/T 9704-2012 numbers them. */
export const letters: readonly NumberedPaper[] = ['D21', 'D25', 'D27', 'D29-1']

/** In the place of a pattern: the paper is numbered as letters are. */
export const letterSeries = '{函件编号}'

export const isNumberedPaper = (id: string): id is NumberedPaper => Object.hasOwn(numberedPapers, id)
