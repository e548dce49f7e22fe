/** Steps from one version of the stored shape to the next, oldest first. Shipped steps are frozen; they only go forward. */
import { bodiesInRegister } from './0002-bodies.ts'

export type Migration = {
  /** The version it leads to: one more than the step before. */
  readonly to: number
  readonly why: string
  /** Pure: takes the whole stored office of version `to - 1`, gives that of version `to`, with the same cases. */
  readonly up: (stored: Record<string, unknown>) => Record<string, unknown>
}

export const migrations: readonly Migration[] = [bodiesInRegister]

/** The version of the stored shape after all steps; version 1 had none. */
export const versionAfter = (steps: readonly Migration[]): number => steps.at(-1)?.to ?? 1
