/** One step from a version of the stored shape to the next. */
export type Migration = {
  /** The version it leads to: one more than the step before. */
  readonly to: number
  readonly why: string
  /** Pure: takes the whole stored office of version `to - 1`, gives that of version `to`, with the same cases. */
  readonly up: (stored: Record<string, unknown>) => Record<string, unknown>
}
