/**
 * What all public editions together give away. Months, quarters, half-years and years of the same cases are sums of the same
 * parts: a number that one edition withholds may be the difference of others. Each edition is taken as linear equations over the
 * parts of time between all their borders; a withheld number that follows from the equations is no secret.
 */
import { addDays, type LocalDate } from '../base/dates.ts'
import type { PublicFigures, Shown } from './anonymise.ts'
import type { Period } from './statistic.ts'

/** An edition that was published: its period and what it showed. */
export type Edition = { readonly period: Period; readonly figures: PublicFigures }

/** One number of an edition, where it stands. */
type Cell = { readonly key: string; readonly shown: boolean; /** A sum over unknowns. */ readonly terms: ReadonlyMap<string, 1 | -1> }

/** A prime; the coefficients are 0, 1 and -1, and sums of a few editions never reach it. */
const P = 2_147_483_647n

const inverse = (value: bigint): bigint => {
  let [a, b, x, y] = [value, P, 1n, 0n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % P) + P) % P
}

type Row = Map<number, bigint>

/** Rows in echelon form, to ask whether another row is a combination of them. */
class Span {
  private readonly rows = new Map<number, Row>()
  private readonly columns = new Map<string, number>()

  private rowOf(terms: ReadonlyMap<string, 1 | -1>): Row {
    return new Map([...terms].map(([name, sign]): [number, bigint] => {
      const known = this.columns.get(name) ?? this.columns.size
      this.columns.set(name, known)
      return [known, sign === 1 ? 1n : P - 1n]
    }))
  }

  private reduced(row: Row): Row {
    for (;;) {
      const hit = [...row.keys()].find(column => this.rows.has(column))
      if (hit === undefined) return row
      const factor = row.get(hit)!
      for (const [column, value] of this.rows.get(hit)!) {
        const next = (((row.get(column) ?? 0n) - factor * value) % P + P) % P
        if (next === 0n) row.delete(column)
        else row.set(column, next)
      }
    }
  }

  add(terms: ReadonlyMap<string, 1 | -1>): void {
    const row = this.reduced(this.rowOf(terms))
    const [pivot] = row.keys()
    if (pivot === undefined) return
    const scale = inverse(row.get(pivot)!)
    const own: Row = new Map([...row].map(([column, value]) => [column, (value * scale) % P]))
    // Rows found before are kept free of the new pivot, so that reducing ends.
    for (const other of this.rows.values()) {
      const factor = other.get(pivot)
      if (factor === undefined) continue
      for (const [column, value] of own) {
        const next = (((other.get(column) ?? 0n) - factor * value) % P + P) % P
        if (next === 0n) other.delete(column)
        else other.set(column, next)
      }
    }
    this.rows.set(pivot, own)
  }

  has(terms: ReadonlyMap<string, 1 | -1>): boolean {
    return this.reduced(this.rowOf(terms)).size === 0
  }
}

/** The parts of time between the borders of all periods, of which each period is made. */
const partsOf = (editions: readonly Edition[]): ((period: Period) => string[]) => {
  const borders = [...new Set(editions.flatMap(({ period }) => [period.from, addDays(period.to, 1)]))].sort()
  return ({ from, to }) => borders.filter(border => border >= from && border <= to)
}

/** Every number of an edition as a sum of unknowns, under the same names in all editions. */
const cellsOf = ({ period, figures }: Edition, parts: readonly LocalDate[], at: string, rowsOf: ReadonlyMap<string, readonly string[]>): Cell[] => {
  const cells: Cell[] = []
  const cell = (key: string, value: Shown, terms: ReadonlyMap<string, 1 | -1>): void => void cells.push({ key: `${at} ${key}`, shown: value !== null, terms })
  const over = (name: string): Map<string, 1 | -1> => new Map(parts.map(part => [`${name} @${part}`, 1 as const]))
  for (const measure of ['accepted', 'closed'] as const) {
    for (const table of figures.tables) {
      // All rows of all editions: what a table does not list is nothing, and said so by leaving it out.
      for (const label of rowsOf.get(table.id) ?? []) {
        const row = table.rows.find(one => one.label === label)
        cell(`${table.id}/${label}/${measure}`, row ? row[measure] : 0, over(`${table.id}/${label}/${measure}`))
      }
      cell(`${table.id}/total/${measure}`, table.total[measure], over(measure))
    }
  }
  const before: ReadonlyMap<string, 1 | -1> = new Map([[`pending @${period.from}`, 1]])
  const after: ReadonlyMap<string, 1 | -1> = new Map([[`pending @${addDays(period.to, 1)}`, 1]])
  cell('openingPending', figures.flow.openingPending, before)
  cell('closingPending', figures.flow.closingPending, after)
  cell('accepted', figures.flow.accepted, over('accepted'))
  cell('closed', figures.flow.closed, over('closed'))
  const outcomes = rowsOf.get('outcomes') ?? []
  if (figures.outcomes.length > 0) for (const label of outcomes) cell(`outcomes/${label}`, figures.outcomes.find(one => one.label === label)?.value ?? null, over(`outcomes/${label}`))
  cell('persons', figures.persons, over('persons'))
  cell('amountFen', figures.amountFen, over('amountFen'))
  return cells
}

/** All numbers of all editions, and the span of those that are shown. */
const known = (editions: readonly Edition[]): { readonly cells: readonly (readonly Cell[])[]; readonly span: Span } => {
  const parts = partsOf(editions)
  const labels = new Map<string, Set<string>>()
  const note = (id: string, label: string): void => void labels.set(id, (labels.get(id) ?? new Set()).add(label))
  for (const { figures } of editions) {
    for (const { id, rows } of figures.tables) for (const { label } of rows) note(id, label)
    for (const { label } of figures.outcomes) note('outcomes', label)
  }
  const rowsOf = new Map([...labels].map(([id, names]) => [id, [...names]]))
  const cells = editions.map((edition, index) => cellsOf(edition, parts(edition.period) as LocalDate[], String(index), rowsOf))
  const span = new Span()
  // The balance: what is pending at a border is what was before, and came, and went.
  const borders = [...new Set(editions.flatMap(({ period }) => [period.from, addDays(period.to, 1)]))].sort()
  borders.slice(1).forEach((border, index) => span.add(new Map([
    [`pending @${border}`, 1], [`pending @${borders[index]!}`, -1], [`accepted @${borders[index]!}`, -1], [`closed @${borders[index]!}`, 1],
  ])))
  // Each table and the outcomes are parts of one number of cases in each part of time.
  for (const part of borders.slice(0, -1)) {
    const parted = (id: string, of: string, suffix: string): void =>
      span.add(new Map<string, 1 | -1>([[`${of} @${part}`, -1], ...(rowsOf.get(id) ?? []).map((label): [string, 1] => [`${id}/${label}${suffix} @${part}`, 1])]))
    for (const id of rowsOf.keys()) {
      if (id === 'outcomes') parted(id, 'closed', '')
      else for (const measure of ['accepted', 'closed']) parted(id, measure, `/${measure}`)
    }
  }
  for (const cell of cells.flat()) if (cell.shown) span.add(cell.terms)
  return { cells, span }
}

/** Places of withheld numbers that follow from what all editions show: the number of the edition, and the cell. */
export const givenAway = (editions: readonly Edition[]): { readonly edition: number; readonly key: string }[] => {
  const { cells, span } = known(editions)
  return cells.flatMap((own, edition) => own.filter(cell => !cell.shown && span.has(cell.terms)).map(({ key }) => ({ edition, key: key.slice(key.indexOf(' ') + 1) })))
}


type Place = { readonly value: Shown; readonly set: (value: Shown) => PublicFigures }

/** A number of the figures by its key, to be read and put. */
const placeOf = (figures: PublicFigures, key: string): Place | undefined => {
  const [first = '', label = '', measure = ''] = key.split('/')
  if (first === 'outcomes') {
    const at = figures.outcomes.findIndex(one => one.label === label)
    return at < 0 ? undefined : { value: figures.outcomes[at]!.value, set: value => rated({ ...figures, outcomes: figures.outcomes.with(at, { label, value }) }) }
  }
  if (first === 'persons' || first === 'amountFen') return { value: figures[first], set: value => ({ ...figures, [first]: value }) }
  if (first === 'openingPending' || first === 'closingPending' || first === 'accepted' || first === 'closed') {
    return { value: figures.flow[first], set: value => totalled({ ...figures, flow: { ...figures.flow, [first]: value } }) }
  }
  if (label === 'total') return placeOf(figures, measure)
  const at = figures.tables.findIndex(({ id }) => id === first)
  const row = at < 0 ? -1 : figures.tables[at]!.rows.findIndex(one => one.label === label)
  if (row < 0 || (measure !== 'accepted' && measure !== 'closed')) return undefined
  const table = figures.tables[at]!
  return { value: table.rows[row]![measure], set: value => ({ ...figures, tables: figures.tables.with(at, { ...table, rows: table.rows.with(row, { ...table.rows[row]!, [measure]: value }) }) }) }
}

/** The totals under the tables say what the flow says. */
const totalled = (figures: PublicFigures): PublicFigures => rated({
  ...figures, tables: figures.tables.map(table => ({ ...table, total: { accepted: figures.flow.accepted, closed: figures.flow.closed } })),
})

/** No rate without both of its numbers. */
const rated = (figures: PublicFigures): PublicFigures =>
  (figures.flow.closed === null || (figures.outcomes[0]?.value ?? null) === null ? { ...figures, successRate: null } : figures)

/** Keys of the same table and measure, or of the flow, that are shown; the smallest number first, totals last. */
const shownBeside = (figures: PublicFigures, key: string): string[] => {
  const [first = '', , measure = ''] = key.split('/')
  const keys = first === 'outcomes' ? figures.outcomes.map(({ label }) => `outcomes/${label}`)
    : figures.tables.some(({ id }) => id === first) ? figures.tables.find(({ id }) => id === first)!.rows.map(({ label }) => `${first}/${label}/${measure}`)
      : first === 'persons' || first === 'amountFen' ? [first] : ['openingPending', 'closingPending']
  const totals = first === 'outcomes' ? ['closed'] : measure !== '' ? [measure] : first === 'persons' || first === 'amountFen' ? [] : ['accepted', 'closed']
  const size = (one: string): number => placeOf(figures, one)?.value ?? Number.POSITIVE_INFINITY
  return [...keys.filter(one => (placeOf(figures, one)?.value ?? null) !== null).toSorted((a, b) => size(a) - size(b)), ...totals.filter(one => (placeOf(figures, one)?.value ?? null) !== null)]
}

/** An edition that says nothing: also not, by what its tables leave out, that something is none. */
const nothingShown = (figures: PublicFigures, earlier: readonly Edition[]): PublicFigures => ({
  flow: { openingPending: null, accepted: null, closed: null, closingPending: null },
  outcomes: figures.outcomes.map(({ label }) => ({ label, value: null })), successRate: null, persons: null, amountFen: null,
  tables: figures.tables.map(table => ({
    ...table,
    rows: [...new Set([table, ...earlier.flatMap(edition => edition.figures.tables.find(({ id }) => id === table.id) ?? [])].flatMap(({ rows }) => rows.map(({ label }) => label)))]
      .map(label => ({ label, accepted: null, closed: null })),
    total: { accepted: null, closed: null },
  })),
})

/**
 * What may be published of a period beside the editions that are out. `candidate`: as it would be by itself; `whole`: the same
 * with every number. More is withheld until no withheld number of any edition follows from all of them; what follows from the
 * earlier ones by themselves is public already and shown.
 */
export const publishable = (candidate: PublicFigures, whole: PublicFigures, period: Period, earlier: readonly Edition[]): PublicFigures => {
  if (earlier.length === 0) return candidate
  let figures = candidate
  const open = new Set<string>()
  const silent = nothingShown(figures, earlier)
  for (const { edition, key } of givenAway([...earlier, { period, figures: silent }])) {
    if (edition !== earlier.length) continue
    open.add(key)
    const value = placeOf(whole, key)?.value
    if (value !== undefined) figures = placeOf(figures, key)?.set(value) ?? figures
  }
  for (let round = 0; round < 1000; round += 1) {
    const found = givenAway([...earlier, { period, figures }])
    if (found.length === 0) return figures
    const groups = new Set<string>()
    let hidden = false
    for (const { key } of found) {
      const [first = '', , measure = ''] = key.split('/')
      const group = `${first} ${measure}`
      if (groups.has(group)) continue
      groups.add(group)
      const next = shownBeside(figures, key).find(one => !open.has(one))
      if (next === undefined) continue
      figures = placeOf(figures, next)!.set(null)
      hidden = true
    }
    if (!hidden) {
      // Nothing is left to withhold in these tables: they are not printed.
      const ids = new Set(found.map(({ key }) => key.split('/')[0]!))
      const kept = figures.tables.filter(({ id }) => !ids.has(id))
      if (kept.length === figures.tables.length && !(ids.has('outcomes') && figures.outcomes.length > 0)) break
      figures = { ...figures, tables: kept, ...(ids.has('outcomes') && { outcomes: [], successRate: null }) }
    }
  }
  return { ...figures, tables: [], outcomes: [], successRate: null }
}
