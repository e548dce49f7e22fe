/** Whom the register names today: what goes out now goes to them, even where others were named when the case came in. */
import type { DisputeType } from '../../../../../core/base/codes.ts'
import type { CompetentBody } from '../../../../../core/case/parties/routing.ts'
import { bodiesFor, type RegisterEntry } from '../../../../../core/office/registers.ts'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'

export const useBodiesNow = (type: DisputeType): { readonly register: readonly RegisterEntry[]; readonly bodies: readonly CompetentBody[] } => {
  const { today } = useDesk()
  const register = useAnswer('register.list', { kind: 'body', on: today }).value?.entries ?? []
  return { register, bodies: bodiesFor(register, type, today) }
}
