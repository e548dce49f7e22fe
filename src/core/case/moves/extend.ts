/** The parties agree to a longer time (延长期限), before it is over and no longer than the rules of the case allow. */
import { addDays, chineseDate } from '../../base/dates.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import { lengthOn, units } from '../../parameters/parameters.ts'
import { isFromCourt } from '../record/before-acceptance.ts'
import type { CaseFile } from '../record/case-file.ts'
import { mediationDeadline, mediationPeriod, ruleDay } from '../time/deadlines.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['mediating', 'suspended'] as const

export const extend = {
  title: '延长期限',
  from,
} as const satisfies Move

type Extension = NonNullable<CaseFile['extensions']>[number]

export const apply = ({ file, calendar, parameters }: Facts<CaseIn<(typeof from)[number]>>, extension: Extension): Result<Edited> => {
  const present = mediationDeadline(file, extension.agreedOn, calendar, parameters)!.on
  if (extension.agreedOn > present) {
    return refuse('too-late', `调解期限已于${chineseDate(present)}届满，延长要在届满前由当事人书面同意；请核对同意书的日期。`, { field: '/agreedOn' })
  }
  if (extension.until <= present) {
    return refuse('invalid-input', `延长后的日期应晚于现在的期限${chineseDate(present)}。`, { field: '/until' })
  }
  const cap = lengthOn(parameters, 'extensionCap', ruleDay(file, extension.agreedOn))
  const { rolled } = mediationPeriod(file, extension.agreedOn, calendar, parameters)!
  if (!isFromCourt(file) && extension.until > addDays(rolled, cap)) {
    return refuse('extension-too-long', `原期限${chineseDate(rolled)}，本会设定最多延长 ${cap} ${units.naturalDays}，到${chineseDate(addDays(rolled, cap))}；请改短。受理时施行的制度对本案一直适用，改这个天数要先修改制度，对以后受理的案件有效。`, { field: '/until' })
  }
  const extensions = file.extensions ?? []
  return ok({
    file: { ...file, extensions: [...extensions, extension] },
    inputPointer: under(`/extensions/${extensions.length}`, ''),
  })
}
