/** The letter by which the matter came is answered, and the others are told (来函答复、通知). */
import { letterProblems, type Letter } from '../record/before-acceptance.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { at } from './move.ts'
import type { Move } from './move.ts'

const none = { code: 'no-letter', message: '这个案件没有登记来函；请先在“更正登记内容”里填写来函单位和签收日期。' }
const from = ['applied', 'accepted', 'mediating', 'suspended', 'agreed', 'performing', 'closing'] as const

export const answerLetter = {
  title: '来函答复、通知',
  from,
  obstacle: ({ file }) => (file.sourceRef ? undefined : none),
} as const satisfies Move

export const apply = ({ file, annex, today }: Facts<CaseIn<(typeof from)[number]>>, letter: Letter): Result<Edited> =>
  (file.sourceRef
    ? ok({ file, annex: { ...annex, letter }, problems: at('/letter', letterProblems(file, letter, today)) })
    : refuse(none.code, none.message, { field: '/caseId' }))
