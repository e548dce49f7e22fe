/** What the court was asked and said of the agreement (登记司法确认). */
import type { CaseFile } from '../record/case-file.ts'
import type { CaseIn, Edited, Facts, Obstacle } from './move.ts'
import type { Move } from './move.ts'

const obstacleTo = ({ end, courtMediationDocument }: CaseFile): Obstacle | undefined => {
  if (end?.code !== 'E01' && end?.code !== 'E02') return { code: 'confirmation-without-agreement', message: '没有以调解协议结束，不能申请司法确认（人民调解法第33条）。' }
  return courtMediationDocument ? { code: 'confirmation-with-court-document', message: '法院已出具调解书，不再申请司法确认。' } : undefined
}

const from = ['performing', 'closing'] as const

export const recordConfirmation = {
  title: '登记司法确认',
  from,
  law: '人民调解法第33条',
  obstacle: ({ file }) => obstacleTo(file),
} as const satisfies Move

export const apply = ({ file }: Facts<CaseIn<(typeof from)[number]>>, confirmation: NonNullable<CaseFile['confirmation']>): Edited => ({ file: { ...file, confirmation } })
