/**
 * What the obligee can do when an agreement is not performed: a confirmed agreement and a court's 调解书 are enforced; any other
 * agreement is sued upon (民诉法解释第61条).
 */
import type { CaseFile } from '../record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'

export type DefaultRoute = {
  readonly kind: 'enforceConfirmed' | 'enforceCourtDocument' | 'sue'
  /** One plain sentence for the obligee. */
  readonly sentence: string
  /** The same as the obligor is told. */
  readonly demandSentence: string
  readonly materials: readonly string[]
  /** Years within which to act, and the article. */
  readonly years: 2 | 3
  readonly periodArticle: string
}

const enforcement = ['强制执行申请书', '申请人身份证明；代理人另带授权委托书', '对方没有履行的说明，已履行部分的凭证', '督促函及送达凭证', '对方的财产线索（如有）']

/** Takes a case whose agreement is in effect. */
export const routeOf = (file: CaseFile): DefaultRoute => {
  const { confirmation, courtMediationDocument: paper } = file
  if (paper) {
    return {
      kind: 'enforceCourtDocument',
      sentence: `法院已出具调解书（${paper.no}），对方不履行的，权利人可以持调解书向法院申请强制执行。`,
      demandSentence: `逾期不履行的，权利人可以持人民法院调解书（${paper.no}）依法申请强制执行。`,
      materials: [`法院调解书 ${paper.no} 及生效证明`, ...enforcement],
      years: 2,
      periodArticle: '民事诉讼法第250条',
    }
  }
  if (confirmation?.result === 'confirmed') {
    const ruling = `${confirmation.court}的确认裁定${confirmation.caseNo ? `（${confirmation.caseNo}）` : ''}`
    return {
      kind: 'enforceConfirmed',
      sentence: `协议已经司法确认${confirmation.decidedOn ? `（${chineseDate(confirmation.decidedOn)}）` : ''}，对方不履行的，权利人可以持${ruling}向${confirmation.court}申请强制执行（民事诉讼法第206条）。`,
      demandSentence: `本协议已经司法确认，逾期不履行的，权利人可以向${confirmation.court}申请强制执行。`,
      materials: [`${ruling}`, '人民调解协议书原件', ...enforcement],
      years: 2,
      periodArticle: '民事诉讼法第250条',
    }
  }
  const open = file.source === 'courtAfterFiling'
    ? '本案由法院委托调解，法院出具调解书以前不能申请强制执行，请先把协议提交法院制作调解书'
    : `协议没有经司法确认${confirmation?.result === 'pending' ? '（正在等法院答复）' : ''}，不能直接申请强制执行`
  return {
    kind: 'sue',
    sentence: `${open}；对方不履行的，权利人可以就调解协议向法院起诉（民诉法解释第61条，人民调解法第32条）。`,
    demandSentence: '逾期不履行的，权利人可以就调解协议依法向人民法院提起诉讼。',
    materials: [
      '起诉状，按对方人数提交副本', file.agreement?.form === 'oral' ? '人民调解口头协议登记表' : '人民调解协议书原件', '原告身份证明；代理人另带授权委托书',
      '对方没有履行的说明，已履行部分的凭证', '督促函及送达凭证', '原纠纷的证据（合同、票据、照片等）',
    ],
    years: 3,
    periodArticle: '民法典第188条、第189条',
  }
}
