/** Consultations (S0): kept until they are registered or given up. */
import type { Consultation } from '../case/record/consultation.ts'
import type { Handler } from '../contract.ts'
import type { Office } from '../office.ts'
import { ok, refuse, type Result } from '../base/result.ts'

const openConsultations = (office: Office): { consultations: Consultation[] } =>
  ({ consultations: office.consultations.all().filter(({ closed }) => !closed).toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1)) })

const noConsultation = () => refuse('no-consultation', '没有找到这份咨询，可能已经登记或作废；请刷新后再看。', { field: '/id' })

const openConsultation = (office: Office, id: string): Consultation | undefined => {
  const consultation = office.consultations.get(id)
  return consultation?.closed ? undefined : consultation
}

/** The office with a consultation closed: registered as a case, or given up. */
export const withConsultationClosed = (office: Office, id: string, closed: NonNullable<Consultation['closed']>): Result<Office> => {
  const consultation = openConsultation(office, id)
  return consultation ? ok({ ...office, consultations: office.consultations.with({ ...consultation, closed }) }) : noConsultation()
}

export const listConsultations: Handler<'consultation.list'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok(openConsultations(office.value)) : office
}

export const saveConsultation: Handler<'consultation.save'> = async ({ id, title, values }, { store, clock, ids }) => {
  const { account } = await store.status()
  const own = id ?? ids.next()
  return store.change({ command: 'consultation.save', at: clock.now() }, office => {
    if (id !== undefined && !openConsultation(office, id)) return noConsultation()
    const consultations = office.consultations.with({ id: own, savedAt: clock.now(), by: account!.name, title, values })
    return ok({ office: { ...office, consultations }, value: { id: own } })
  })
}

export const discardConsultation: Handler<'consultation.discard'> = ({ id }, { store, clock }) =>
  store.change({ command: 'consultation.discard', at: clock.now() }, office => {
    const closed = withConsultationClosed(office, id, { at: clock.now() })
    return closed.ok ? ok({ office: closed.value, value: openConsultations(closed.value) }) : closed
  })
