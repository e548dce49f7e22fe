/** Drafts (S0): kept until they are registered or given up. */
import type { Draft } from '../../core/case/draft.ts'
import type { Handler } from '../../core/contract.ts'
import type { Office } from '../../core/office.ts'
import { ok, refuse, type Result } from '../../core/result.ts'

const openDrafts = (office: Office): { drafts: Draft[] } =>
  ({ drafts: office.drafts.all().filter(({ closed }) => !closed).toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1)) })

const noDraft = () => refuse('no-draft', '没有找到这份草稿，可能已经登记或作废；请刷新后再看。', { field: '/id' })

const openDraft = (office: Office, id: string): Draft | undefined => {
  const draft = office.drafts.get(id)
  return draft?.closed ? undefined : draft
}

/** The office with a draft closed: registered as a case, or given up. */
export const withDraftClosed = (office: Office, id: string, closed: NonNullable<Draft['closed']>): Result<Office> => {
  const draft = openDraft(office, id)
  return draft ? ok({ ...office, drafts: office.drafts.with({ ...draft, closed }) }) : noDraft()
}

export const listDrafts: Handler<'draft.list'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok(openDrafts(office.value)) : office
}

export const saveDraft: Handler<'draft.save'> = async ({ id, title, values }, { store, clock, ids }) => {
  const { account } = await store.status()
  const own = id ?? ids.next()
  return store.change({ command: 'draft.save', at: clock.now() }, office => {
    if (id !== undefined && !openDraft(office, id)) return noDraft()
    const drafts = office.drafts.with({ id: own, savedAt: clock.now(), by: account!.name, title, values })
    return ok({ office: { ...office, drafts }, value: { id: own } })
  })
}

export const discardDraft: Handler<'draft.discard'> = ({ id }, { store, clock }) =>
  store.change({ command: 'draft.discard', at: clock.now() }, office => {
    const closed = withDraftClosed(office, id, { at: clock.now() })
    return closed.ok ? ok({ office: closed.value, value: openDrafts(closed.value) }) : closed
  })
