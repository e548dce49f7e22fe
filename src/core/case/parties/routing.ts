/**
 * Which bodies are named for a kind of dispute, as the municipal plan divides it (赤政办函〔2024〕15号 第四部分). Where a body
 * enforces, the enforcement matter goes out as a transfer (移送) and only the civil claim stays with the committee. The
 * bodies themselves stand in the register (registers.ts).
 */
import * as z from 'zod'
import { disputeTypes, keysOf } from '../../base/codes.ts'
import type { LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'

/** M: to mediate or settle (调处、调解); E: to investigate or enforce (查处); S: to supervise or guide (监督指导). */
export const relations = { M: '调处', E: '查处', S: '监督指导' } as const
export type Relation = keyof typeof relations

/** What a body has to do with a kind of dispute (职责). */
export const Duty = z.strictObject({
  /** Absent: with every kind. */
  type: z.enum(keysOf(disputeTypes)).optional(),
  relation: z.enum(keysOf(relations)),
  /** For which part of the matter, where not for all of it. */
  forWhat: Text.optional(),
})
export type Duty = z.output<typeof Duty>

/** A body that is named for a dispute. */
export type CompetentBody = {
  readonly body: string
  readonly relation: Relation
  /** Item of part four of the plan, where the plan names the body. */
  readonly item?: string
  readonly forWhat?: string
  /** Its last day, where it has one. */
  readonly to?: LocalDate
}

/** `市公安局（生活噪声）` */
const bodyText = ({ body, forWhat }: CompetentBody): string => (forWhat === undefined ? body : `${body}（${forWhat}）`)

/** What must go out to the bodies named for a dispute, as a sentence; null when nothing need. */
export const routingAdvice = (bodies: readonly CompetentBody[]): string | null => {
  const enforcing = bodies.filter(one => one.relation === 'E')
  if (enforcing.length === 0) return null
  const items = enforcing.flatMap(one => one.item ?? [])
  return `涉及查处的事项应移送${enforcing.map(bodyText).join('、')}${items.length > 0 ? `（工作方案${items.join('、')}）` : ''}，民事请求留在本会调解。`
}

/** `市公安局（生活噪声）查处` */
export const dutyText = (one: CompetentBody): string => bodyText(one) + relations[one.relation]
