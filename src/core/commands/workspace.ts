/** Drafts, filters with a name, and the cases opened last: each account finds its own only. */
import { type Desk, type Draft, idleMinutes, RECENT } from '../office/workspace.ts'
import type { Handler } from '../contract.ts'
import type { Office } from '../office.ts'
import { lockedRefusal, ok, refuse, type Result } from '../base/result.ts'
import type { Store } from '../ports.ts'
import { caseSummary } from './case-view.ts'

const ownName = async (store: Store): Promise<Result<string>> => {
  const { account } = await store.status()
  return account ? ok(account.name) : lockedRefusal()
}

export const deskOf = (office: Office, account: string): Desk => office.desks.get(account) ?? { id: account, recent: [], filters: [] }

/** Minutes without a command after which this office locks itself; null while it is not open. */
export const idleMinutesOf = async (store: Store): Promise<number | null> => {
  const { account } = await store.status()
  const office = account && await store.read()
  return office?.ok ? deskOf(office.value, account!.name).idleMinutes ?? idleMinutes[0] : null
}

const draftOf = (office: Office, account: string, form: string, caseId: string | undefined): Draft | undefined =>
  office.drafts.all().find(({ held }) => held?.account === account && held.form === form && held.caseId === caseId)

export const saveDraft: Handler<'draft.save'> = async (input, { store, clock }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  const savedAt = clock.now()
  return store.change({ command: 'draft.save', at: savedAt, caseId: input.caseId }, office => {
    const place = draftOf(office, account.value, input.form, input.caseId) ?? office.drafts.all().find(({ held }) => held === undefined)
    const id = place?.id ?? `d${office.drafts.size + 1}`
    return ok({ office: { ...office, drafts: office.drafts.with({ id, held: { account: account.value, ...input, savedAt } }) }, value: { id, savedAt } })
  })
}

export const showDraft: Handler<'draft.show'> = async ({ form, caseId }, { store }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  const office = await store.read()
  if (!office.ok) return office
  const draft = draftOf(office.value, account.value, form, caseId)
  if (!draft) return ok({})
  const { account: _, ...held } = draft.held!
  return ok({ draft: { id: draft.id, ...held } })
}

/** A draft that is gone, or another account's, is left as it is. */
export const dropDraft: Handler<'draft.drop'> = async ({ id }, { store, clock }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  return store.change({ command: 'draft.drop', at: clock.now() }, office => ok({
    office: office.drafts.get(id)?.held?.account === account.value ? { ...office, drafts: office.drafts.with({ id }) } : office, value: {},
  }))
}

export const showDesk: Handler<'desk.show'> = async (_input, { store, clock }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const { recent, filters } = deskOf(office, account.value)
  const summaryOf = (id: string) => {
    const file = office.cases.get(id)
    return file && caseSummary(office, file, clock.today())
  }
  return ok({
    recent: recent.flatMap(id => summaryOf(id) ?? []),
    filters,
    drafts: office.drafts.all().flatMap(({ held }) => (held?.account === account.value
      ? [{ form: held.form, caseId: held.caseId, savedAt: held.savedAt, case: held.caseId === undefined ? undefined : summaryOf(held.caseId) }]
      : [])),
  })
}

export const noteOpened: Handler<'desk.noteOpened'> = async ({ caseId }, { store, clock }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  return store.change({ command: 'desk.noteOpened', at: clock.now(), caseId }, office => {
    const desk = deskOf(office, account.value)
    if (desk.recent[0] === caseId || !office.cases.get(caseId)) return ok({ office, value: {} })
    const recent = [caseId, ...desk.recent.filter(id => id !== caseId)].slice(0, RECENT)
    return ok({ office: { ...office, desks: office.desks.with({ ...desk, recent }) }, value: {} })
  })
}

export const setFilters: Handler<'desk.setFilters'> = async ({ filters }, { store, clock }) => {
  const account = await ownName(store)
  if (!account.ok) return account
  const twice = filters.findIndex(({ name }, index) => filters.findIndex(other => other.name === name) < index)
  if (twice >= 0) return refuse('duplicate-name', `已有名为“${filters[twice]!.name}”的筛选，请换一个名字。`, { field: `/filters/${twice}/name` })
  return store.change({ command: 'desk.setFilters', at: clock.now() }, office =>
    ok({ office: { ...office, desks: office.desks.with({ ...deskOf(office, account.value), filters }) }, value: { filters } }))
}

/** The office without what a removed account kept: nobody who gets its name later finds it. */
export const withoutDesk = (office: Office, account: string): Office => ({
  ...office,
  desks: office.desks.get(account) ? office.desks.with({ id: account, recent: [], filters: [] }) : office.desks,
  drafts: office.drafts.all().reduce((drafts, { id, held }) => (held?.account === account ? drafts.with({ id }) : drafts), office.drafts),
})
