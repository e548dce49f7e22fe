/** The directory of bodies that matters go to (单位名录): those of the municipal plan, and what the office knows of them. */
import * as z from 'zod'
import { planBodies } from './routing.ts'
import { Text } from './text.ts'

export const Body = z.strictObject({
  name: Text,
  contact: Text.optional(),
  phone: Text.optional(),
  address: Text.optional(),
  note: Text.optional(),
})
export type Body = z.output<typeof Body>

/** `item`: where the municipal plan names it (赤政办函〔2024〕15号 第四部分); such a body cannot be taken off the list. */
export type ListedBody = Body & { readonly item?: string }

/** Other mediation bodies and courts, beside those of the plan. */
const others = ['市人民调解委员会', '市矛盾纠纷多元化解中心', '市信访局']

/** The plan's bodies with what the office noted of them, then those that the office added. */
export const directoryOf = (own: readonly Body[] = []): ListedBody[] => {
  const shipped: ListedBody[] = [...planBodies.map(({ body, item }) => ({ name: body, item })), ...others.map(name => ({ name }))]
  const noted = new Map(own.map(body => [body.name, body]))
  return [
    ...shipped.map(body => ({ ...body, ...noted.get(body.name) })),
    ...own.filter(({ name }) => !shipped.some(body => body.name === name)),
  ]
}
