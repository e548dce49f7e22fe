/** Whether a mediator should stand back (回避): declarations, the check, how it was cleared up, and changing mediators. */
import type { AssignedMediator as AssignedShape, CaseFile } from '../case/record/case-file.ts'
import type { Clearance } from '../case/record/clearance.ts'
import type { Handler } from '../contract.ts'
import { annexOf, type Office } from '../office.ts'
import { ok, refuse } from '../base/result.ts'
import type * as z from 'zod'
import { caseNotFound, caseView, conflictsOf } from './case-view.ts'
import { changeCase } from './change-case.ts'
import { freeId } from '../case/moves/move.ts'
import { accountName } from './account-name.ts'

type AssignedMediator = z.output<typeof AssignedShape>

/** The question that an assignment with a finding that nobody has cleared up comes back with; null when there is none. */
export const unclearedRefusal = (office: Office, file: CaseFile, mediators: readonly AssignedMediator[]) => {
  const open = conflictsOf(office, file, mediators.map(mediator => mediator.mediatorId)).filter(finding => !finding.cleared)
  return open.length === 0 ? null : refuse('conflict-not-cleared',
    `${open.map(finding => finding.sentence).join('')}请先登记核实结果，或改派他人；确需先行指定的，请确认后继续。`, { field: '/mediators' })
}

export const showRelations: Handler<'relations.show'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok({ relations: [...(office.value.settings?.mediatorRelations ?? [])] }) : office
}

/** A declaration is its mediator's own: the director alone changes another's (保密与回避细则). */
export const saveRelations: Handler<'relations.save'> = async ({ relations }, { store, clock }) => {
  const { account } = await store.status()
  return store.change({ command: 'relations.save', at: clock.now() }, office => {
    const known = new Set(office.mediators.map(mediator => mediator.id))
    const strange = relations.findIndex((relation, index) =>
      !known.has(relation.mediatorId) || relations.findIndex(other => other.mediatorId === relation.mediatorId) < index)
    if (strange >= 0) return refuse('unknown-mediator', '这名调解员不在名册中，或申报写了两次，请核对。', { field: `/relations/${strange}/mediatorId` })
    if (!account!.roles.includes('director')) {
      const before = office.settings?.mediatorRelations ?? []
      const of = (all: typeof relations, id: string): string => JSON.stringify(all.find(({ mediatorId }) => mediatorId === id) ?? null)
      const others = [...new Set([...before, ...relations].map(({ mediatorId }) => mediatorId))]
        .filter(id => of([...before], id) !== of(relations, id) && office.mediators.find(one => one.id === id)?.name !== account!.name)
      if (others.length > 0) {
        const at = relations.findIndex(({ mediatorId }) => mediatorId === others[0])
        return refuse('not-own-declaration', `${others.map(id => office.mediators.find(one => one.id === id)?.name ?? id).join('、')}的申报由本人或者主任修改；请只改自己的一项。`, { field: at < 0 ? '/relations' : `/relations/${at}/mediatorId` })
      }
    }
    return ok({ office: { ...office, settings: { ...office.settings, mediatorRelations: relations } }, value: { relations } })
  })
}

export const checkConflicts: Handler<'conflict.check'> = async ({ caseId, mediatorIds }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok({ findings: conflictsOf(office.value, file, mediatorIds) }) : caseNotFound()
}

/** Can be noted at any time, also before a mediator is assigned: it changes nothing of the case file. */
export const recordClearance: Handler<'clearance.record'> = async ({ caseId, ...input }, { store, clock }) => {
  const by = await accountName({ store })
  return store.change({ command: 'clearance.record', at: clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    if (!office.mediators.some(mediator => mediator.id === input.mediatorId))
      return refuse('unknown-mediator', '这名调解员不在名册中，请重新选择。', { field: '/mediatorId' })
    if (input.on > clock.today()) return refuse('future-date', '核实日期晚于今天，请核对。', { field: '/on' })
    const annex = annexOf(office, caseId)
    const clearances = annex.clearances ?? []
    const clearance: Clearance = { id: freeId('q', new Set(clearances.map(one => one.id))), ...input, by }
    const next = { ...office, annexes: office.annexes.with({ ...annex, clearances: [...clearances, clearance] }) }
    return ok({ office: next, value: caseView(next, file, clock.today()) })
  })
}

export const changeMediators: Handler<'mediators.change'> = async (input, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'mediators.change', 'changeMediators', input, (file, office) => {
    if (input.mediators.filter(mediator => mediator.duty === 'presiding').length !== 1)
      return refuse('presiding-mediator', '请指定一名主持调解员（只能一名），其他调解员为协办。', { field: '/mediators' })
    const from = file.mediators ?? []
    const key = (mediators: readonly AssignedMediator[]): string => mediators.map(one => `${one.mediatorId}/${one.duty}`).toSorted().join(' ')
    if (key(from) === key(input.mediators)) return refuse('nothing-changed', '调解员没有变化，请改派他人。', { field: '/mediators' })
    if (file.acceptedOn !== undefined && input.on < file.acceptedOn) return refuse('date-order', '更换日期早于受理日期，请核对。', { field: '/on' })
    if (input.on > ports.clock.today()) return refuse('future-date', '更换日期晚于今天，请核对。', { field: '/on' })
    const uncleared = input.despiteFindings ? null : unclearedRefusal(office, file, input.mediators)
    if (uncleared) return uncleared
    const annex = annexOf(office, file.id)
    const staying = new Set(input.mediators.map(mediator => mediator.mediatorId))
    const clearances = [...(annex.clearances ?? [])]
    // Whoever leaves with a finding was replaced because of it, or at least no longer decides: that answers the finding.
    for (const { mediatorId } of from.filter(mediator => !staying.has(mediator.mediatorId))) {
      const open = conflictsOf(office, file, [mediatorId]).filter(finding => !finding.cleared).map(finding => finding.key)
      const name = office.mediators.find(mediator => mediator.id === mediatorId)?.name ?? mediatorId
      if (open.length > 0) {
        clearances.push({
          id: freeId('q', new Set(clearances.map(one => one.id))), mediatorId, findings: open, asked: input.reason, whom: name, result: 'replaced', on: input.on, by,
        })
      }
    }
    return ok({
      file: { ...file, mediators: input.mediators },
      annex: {
        ...annex,
        ...(clearances.length > 0 && { clearances }),
        mediatorChanges: [...(annex.mediatorChanges ?? []), { on: input.on, from, to: input.mediators, reason: input.reason, by }],
      },
    })
  })
}
