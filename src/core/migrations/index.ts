/** Steps from one version of the stored shape to the next, oldest first. Shipped steps are frozen; they only go forward. */
import { bodiesInRegister } from './0002-bodies.ts'
import type { Migration } from './migration.ts'
export type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [bodiesInRegister]

/** The version of the stored shape after all steps; version 1 had none. */
export const versionAfter = (steps: readonly Migration[]): number => steps.at(-1)?.to ?? 1
