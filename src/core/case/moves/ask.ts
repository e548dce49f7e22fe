/** More material is asked for, or whether the other side wants to be mediated (补正、征求意见). */
import { inquiryProblems, type NewInquiry } from '../record/before-acceptance.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { at, freeId } from './move.ts'
import type { Move } from './move.ts'

const from = ['applied'] as const

export const ask = {
  title: '补正、征求意见',
  from,
  law: '人民调解法第17条',
} as const satisfies Move

export const apply = ({ file, annex, today }: Facts<CaseIn<(typeof from)[number]>>, inquiry: NewInquiry): Edited => {
  const inquiries = annex.inquiries ?? []
  const id = freeId('q', new Set(inquiries.map(one => one.id)))
  return { file, annex: { ...annex, inquiries: [...inquiries, { id, ...inquiry }] }, problems: at('/inquiry', inquiryProblems(file, inquiry, today)) }
}
