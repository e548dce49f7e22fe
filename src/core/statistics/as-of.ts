/** A case as it was known at the end of a day: what came later is not told of a period that ended before. */
import type { LocalDate } from '../base/dates.ts'
import { dateOf } from '../base/dates.ts'
import type { CaseFile } from '../case/record/case-file.ts'

/** Leaves out everything dated after `day`; a court's decision after it leaves the application pending. */
export const caseAsOf = (file: CaseFile, day: LocalDate): CaseFile => {
  const { end, agreement, confirmation, courtMediationDocument, archive, acceptedOn, performance, followUps, sessions, escalationPrevented, referrals, ...rest } = file
  const upTo = <T extends { readonly on: LocalDate }>(all: readonly T[] | undefined): T[] => (all ?? []).filter(({ on }) => on <= day)
  const { decidedOn, result, caseNo: _caseNo, ...applied } = confirmation ?? {}
  const decided = decidedOn === undefined ? result === 'pending' || result === undefined : decidedOn <= day
  return {
    ...rest,
    ...(acceptedOn !== undefined && acceptedOn <= day && { acceptedOn }),
    ...(end && end.on <= day && { end }),
    ...(agreement && agreement.reachedOn <= day && (agreement.effectiveOn === undefined || agreement.effectiveOn <= day) && { agreement }),
    ...(confirmation && confirmation.appliedOn <= day && {
      confirmation: decided ? confirmation : { ...applied as Omit<NonNullable<CaseFile['confirmation']>, 'result'>, result: 'pending' as const },
    }),
    ...(courtMediationDocument && courtMediationDocument.on <= day && { courtMediationDocument }),
    ...(archive && archive.on <= day && { archive }),
    ...(performance && { performance: upTo(performance) }),
    ...(followUps && { followUps: upTo(followUps) }),
    ...(escalationPrevented && { escalationPrevented: upTo(escalationPrevented) }),
    ...(sessions && { sessions: sessions.filter(({ startAt }) => dateOf(startAt) <= day) }),
    ...(referrals && { referrals: referrals.filter(({ sentOn }) => sentOn <= day) }),
  }
}
