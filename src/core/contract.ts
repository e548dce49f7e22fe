/** Every command: what may be asked of us, and what we answer. The areas stand in contract/areas.ts. */
import type * as z from 'zod'
import type { Result } from './base/result.ts'
import * as areas from './contract/areas.ts'
import type { Ports } from './ports.ts'
export * from './contract/views/shapes.ts'

type Areas = typeof areas
/** What every area holds, as one. */
type Together<U> = (U extends unknown ? (area: U) => void : never) extends (all: infer All) => void ? All : never

/** Every command of every area. */
export type Contract = Together<Areas[keyof Areas]>

export const contract = Object.assign({}, ...Object.values(areas)) as Contract

export type CommandName = keyof Contract
export type Input<N extends CommandName> = z.output<Contract[N]['input']>
export type Output<N extends CommandName> = z.output<Contract[N]['output']>
export type Call = <N extends CommandName>(name: N, input: z.input<Contract[N]['input']>) => Promise<Result<Output<N>>>
export type Handler<N extends CommandName> = (input: Input<N>, ports: Ports) => Promise<Result<Output<N>>>
export type Handlers = { readonly [N in CommandName]: Handler<N> }

