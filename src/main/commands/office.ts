import type { Handler } from '../../core/contract.ts'
import type { Mediator } from '../../core/case/record/case-file.ts'
import type { LocalDate } from '../../core/base/dates.ts'
import { futureProblems } from '../../core/case/moves/case-rules.ts'
import { allRoles } from '../../core/base/accounts.ts'
import { newOffice } from '../../core/office.ts'
import type { IdSource } from '../../core/ports.ts'
import { ok, refuse, refuseWith, type Problem } from '../../core/base/result.ts'
import { version } from '../version.ts'
import { idleMinutesOf } from '../../core/commands/workspace.ts'
import { prepareSearch } from './search-text.ts'
import { lengthOn } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'

export const officeStatus: Handler<'office.status'> = async ({ again }, { store, clock }) => {
  const { notices, ...status } = await store.status(again)
  const idleMinutes = await idleMinutesOf(store)
  return ok({ ...status, ...(idleMinutes !== null && { idleMinutes }), ...(notices && { notices: [...notices] }), today: clock.today(), version })
}

export const takeOver: Handler<'office.takeOver'> = async (_input, { store }) => {
  const taken = await store.takeOver()
  return taken.ok ? ok({}) : taken
}

type NewMediator = Omit<Mediator, 'id'> & { id?: string }

const registerOf = (mediators: readonly NewMediator[], ids: IdSource): Mediator[] =>
  mediators.map(mediator => ({ ...mediator, id: mediator.id ?? ids.next() }))

const registerProblems = (mediators: readonly NewMediator[], today: LocalDate): Problem[] =>
  mediators.flatMap((mediator, index): Problem[] => {
    const problems = futureProblems(`/mediators/${index}/termFrom`, mediator.termFrom, today)
    if (mediator.id !== undefined && mediators.findIndex(other => other.id === mediator.id) < index)
      problems.push({ pointer: `/mediators/${index}/id`, code: 'duplicate-id', message: '调解员编号重复，请改成不同的编号。', severity: 'error' })
    if (mediator.termFrom && mediator.termTo && mediator.termTo < mediator.termFrom)
      problems.push({ pointer: `/mediators/${index}/termTo`, code: 'date-order', message: '聘期结束早于开始，请核对。', severity: 'error' })
    return problems
  })

export const setUpOffice: Handler<'office.setUp'> = async (input, { store, clock, ids }) => {
  if (clock.fixed && !input.rehearsal) {
    return refuse('now-only-in-rehearsal', '指定时间（--now）只能用于演练资料；请把 rehearsal 设为 true，或去掉 --now。', { field: '/rehearsal' })
  }
  const problems = registerProblems(input.mediators, clock.today())
  if (problems.length > 0) return refuseWith('invalid-input', problems)
  const mediators = registerOf(input.mediators, ids)
  const rehearsal = input.rehearsal ?? false
  const created = await store.create(
    { ...newOffice(input.office, { name: input.account.name, roles: allRoles }, rehearsal), mediators },
    { account: input.account.name, password: input.account.password },
    { command: 'office.setUp', at: clock.now() },
  )
  return created.ok ? ok({ office: input.office, mediators, rehearsal, recoveryKey: created.value.recoveryKey }) : created
}

export const showOffice: Handler<'office.show'> = async (_input, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const { details, mediators, rehearsal, cases, safety, settings } = office.value
  return ok({ office: details, mediators: [...mediators], rehearsal, caseCount: cases.size, safety, settings, backupDays: lengthOn(reckoningOf(office.value).parameters, 'remindBackup', clock.today()) })
}

/** A mediator whom a case names stays in the register; the term can be ended instead. */
export const changeOffice: Handler<'office.change'> = async (input, { store, clock, ids }) => {
  const problems = registerProblems(input.mediators ?? [], clock.today())
  if (problems.length > 0) return refuseWith('invalid-input', problems)
  return store.change({ command: 'office.change', at: clock.now() }, office => {
    const mediators = input.mediators ? registerOf(input.mediators, ids) : office.mediators
    const gone = new Set(office.mediators.map(mediator => mediator.id))
    for (const mediator of mediators) gone.delete(mediator.id)
    for (const file of gone.size > 0 ? office.cases.all() : []) {
      const named = file.mediators?.find(mediator => gone.has(mediator.mediatorId))
      if (named) {
        const name = office.mediators.find(mediator => mediator.id === named.mediatorId)!.name
        return refuse('mediator-in-use', `调解员“${name}”办理过案件，不能从名册删除；请改填聘期结束日期。`, { field: '/mediators' })
      }
    }
    const details = input.office ?? office.details
    return ok({ office: { ...office, details, mediators }, value: { office: details, mediators: [...mediators] } })
  })
}

export const unlockAccount: Handler<'account.unlock'> = async (input, { store }) => {
  const unlocked = await store.unlock(input)
  if (!unlocked.ok) return unlocked
  const office = await store.read()
  if (office.ok) prepareSearch(office.value.cases.all())
  return ok({ account: (await store.status()).account!.name })
}

export const lockAccount: Handler<'account.lock'> = async (_input, { store }) => {
  await store.lock()
  return ok({})
}
