/** The answer to what was asked (登记答复). */
import { inquiryProblems, type InquiryReply } from '../record/before-acceptance.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import type { Move } from './move.ts'

const none = { code: 'no-inquiry', message: '还没有补正或征求意见，没有答复可以登记。' }
const from = ['applied'] as const

export const hear = {
  title: '登记答复',
  from,
  obstacle: ({ annex }) => ((annex.inquiries ?? []).length > 0 ? undefined : none),
} as const satisfies Move

export const apply = (
  { file, annex, today }: Facts<CaseIn<(typeof from)[number]>>, { inquiryId, answer }: { readonly inquiryId: string; readonly answer: InquiryReply },
): Result<Edited> => {
  const inquiries = annex.inquiries ?? []
  const index = inquiries.findIndex(({ id }) => id === inquiryId)
  if (index < 0) return refuse('no-inquiry', '没有找到这次补正或征求意见，请重新选择。', { field: '/inquiryId' })
  const inquiry = { ...inquiries[index]!, answer }
  return ok({ file, annex: { ...annex, inquiries: inquiries.with(index, inquiry) }, problems: inquiryProblems(file, inquiry, today) })
}
