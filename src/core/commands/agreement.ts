/** Clauses, fee worksheets, corrections of performance, demands. */
import type { CaseAnnex } from '../case/record/annex.ts'
import { clausesOf, restoredClause, shippedClauses, withClause, withoutClause, type ClauseSettings, type ListedClause } from '../case/agreement/clauses.ts'
import { chineseDate } from '../base/dates.ts'
import { demandProblems } from '../case/performance/demand.ts'
import { entryContradiction } from '../case/performance/performance.ts'
import { worksheetProblems } from '../case/agreement/property-fee.ts'
import type { CommandName, Handler } from '../contract.ts'
import { annexOf, type Office } from '../office.ts'
import type { Ports } from '../ports.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import { changeCase } from './change-case.ts'
import { freeId } from '../case/moves/move.ts'
import { accountName } from './account-name.ts'

const listed = (office: Office): { clauses: ListedClause[] } => ({ clauses: clausesOf(office.settings?.clauses) })

const changeClauses = (
  { store, clock }: Ports, command: CommandName, edit: (present: ClauseSettings | undefined, office: Office) => Result<ClauseSettings>,
): Promise<Result<{ clauses: ListedClause[] }>> =>
  store.change({ command, at: clock.now() }, office => {
    const clauses = edit(office.settings?.clauses, office)
    if (!clauses.ok) return clauses
    const next = { ...office, settings: { ...office.settings, clauses: clauses.value } }
    return ok({ office: next, value: listed(next) })
  })

const noClause = () => refuse('clause-not-found', '条款库里没有这个条款，可能已被移除；请刷新后重试。', { field: '/id' })

export const listClauses: Handler<'clause.list'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok(listed(office.value)) : office
}

export const saveClause: Handler<'clause.save'> = ({ clause }, ports) =>
  changeClauses(ports, 'clause.save', (present, office) => {
    const known = listed(office).clauses
    if (known.some(one => one.name === clause.name && one.id !== clause.id && one.state !== 'hidden')) {
      return refuse('duplicate-name', `条款库里已有名为“${clause.name}”的条款，请换一个名称。`, { field: '/clause/name' })
    }
    if (clause.id !== undefined && !known.some(one => one.id === clause.id)) return { ...noClause() }
    return ok(withClause(present, { ...clause, id: clause.id ?? ports.ids.next() }))
  })

export const removeClause: Handler<'clause.remove'> = ({ id }, ports) =>
  changeClauses(ports, 'clause.remove', (present, office) =>
    (listed(office).clauses.some(one => one.id === id && one.state !== 'hidden') ? ok(withoutClause(present, id)) : noClause()))

export const restoreClause: Handler<'clause.restore'> = ({ id }, ports) =>
  changeClauses(ports, 'clause.restore', present => (shippedClauses.some(one => one.id === id) ? ok(restoredClause(present, id)) : noClause()))

export const saveFeeWorksheet: Handler<'feeWorksheet.save'> = ({ caseId, seen, worksheet: given }, ports) =>
  changeCase(ports, 'feeWorksheet.save', 'agree', { caseId, seen }, (file, office) => {
    const annex = annexOf(office, caseId)
    const sheets = annex.feeWorksheets ?? []
    const worksheet = { ...given, id: given.id ?? freeId('f', new Set(sheets.map(sheet => sheet.id))) }
    const parties = new Set(file.parties.map(party => party.id))
    const strangers = (['payer', 'payee'] as const).filter(side => !parties.has(worksheet[side])).map(side => ({
      pointer: `/worksheet/${side}`, code: 'unknown-party', message: '不是本案当事人，请从本案当事人中选择。', severity: 'error' as const,
    }))
    const known = sheets.some(sheet => sheet.id === worksheet.id)
    return ok({
      file,
      annex: { ...annex, feeWorksheets: known ? sheets.map(sheet => (sheet.id === worksheet.id ? worksheet : sheet)) : [...sheets, worksheet] },
      problems: [...strangers, ...worksheetProblems(worksheet).map(problem => ({ ...problem, pointer: `/worksheet${problem.pointer}` }))],
    })
  })

export const removeFeeWorksheet: Handler<'feeWorksheet.remove'> = ({ caseId, seen, id }, ports) =>
  changeCase(ports, 'feeWorksheet.remove', 'agree', { caseId, seen }, (file, office) => {
    const annex = annexOf(office, caseId)
    if (!annex.feeWorksheets?.some(sheet => sheet.id === id)) return refuse('worksheet-not-found', '没有找到这张计算表，可能已被移除；请刷新后重试。', { field: '/id' })
    return ok({ file, annex: { ...annex, feeWorksheets: annex.feeWorksheets.filter(sheet => sheet.id !== id) } })
  })

/** The entry's proofs follow it to its new day, or go with it. */
const proofsAfter = (annex: CaseAnnex, before: { termId: string; on: string }, after?: { termId: string; on: CaseAnnexProof['on'] }): CaseAnnexProof[] =>
  (annex.performanceProofs ?? []).flatMap(proof => {
    if (proof.termId !== before.termId || proof.on !== before.on) return [proof]
    return after ? [{ ...proof, termId: after.termId, on: after.on }] : []
  })
type CaseAnnexProof = NonNullable<CaseAnnex['performanceProofs']>[number]

export const correctPerformance: Handler<'performance.correct'> = async ({ caseId, seen, at, entry, reason }, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'performance.correct', 'recordPerformance', { caseId, seen }, (file, office) => {
    const performance = file.performance ?? []
    const before = performance[at]
    if (!before) return refuse('entry-not-found', '没有找到这条履行登记，可能已被撤销；请刷新后重试。', { field: '/at' })
    const next = entry ? performance.with(at, entry) : performance.toSpliced(at, 1)
    const term = entry && file.agreement?.terms.find(one => one.id === entry.termId)
    const contradiction = term && entryContradiction(term, entry, next.filter(one => one.termId === term.id))
    if (contradiction) return refuse('invalid-input', contradiction, { field: '/entry/amountFen' })
    const annex = annexOf(office, caseId)
    const stillThere = next.some((one, index) => index !== at && one.termId === before.termId && one.on === before.on)
    return ok({
      file: { ...file, performance: next },
      annex: {
        ...annex,
        performanceProofs: stillThere ? annex.performanceProofs ?? [] : proofsAfter(annex, before, entry),
        performanceCorrections: [...(annex.performanceCorrections ?? []), { at: ports.clock.now(), by, before, ...(entry && { after: entry }), reason }],
      },
      inputPointer: pointer => pointer.replace(`/performance/${at}`, '/entry'),
    })
  })
}

export const provePerformance: Handler<'performance.prove'> = ({ caseId, seen, termId, on, attachmentIds }, ports) =>
  changeCase(ports, 'performance.prove', 'recordPerformance', { caseId, seen }, (file, office) => {
    if (!file.performance?.some(entry => entry.termId === termId && entry.on === on)) {
      return refuse('entry-not-found', `${chineseDate(on)}没有这项义务的履行登记，请刷新后重试。`, { field: '/on' })
    }
    const missing = attachmentIds.findIndex(id => {
      const attachment = office.attachments.get(id)
      return !attachment || attachment.caseId !== caseId || attachment.removedAt !== undefined
    })
    if (missing >= 0) return refuse('attachment-not-found', '所选附件不在本案，可能已被移除；请重新选择。', { field: `/attachmentIds/${missing}` })
    const annex = annexOf(office, caseId)
    const others = (annex.performanceProofs ?? []).filter(proof => proof.termId !== termId || proof.on !== on)
    return ok({ file, annex: { ...annex, performanceProofs: [...others, ...[...new Set(attachmentIds)].map(attachmentId => ({ termId, on, attachmentId }))] } })
  })

export const recordDemand: Handler<'demand.record'> = ({ caseId, seen, demand: given }, ports) =>
  changeCase(ports, 'demand.record', 'recordPerformance', { caseId, seen }, (file, office) => {
    const annex = annexOf(office, caseId)
    const demands = annex.demands ?? []
    const demand = { ...given, id: given.id ?? freeId('u', new Set(demands.map(one => one.id))) }
    const known = demands.some(one => one.id === demand.id)
    return ok({
      file,
      annex: { ...annex, demands: known ? demands.map(one => (one.id === demand.id ? demand : one)) : [...demands, demand] },
      problems: demandProblems(file, demand, ports.clock.today()).map(problem => ({ ...problem, pointer: `/demand${problem.pointer}` })),
    })
  })
