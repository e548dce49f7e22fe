/** A case for training, cases that are alike, and a case as it stood on another day. */
import { alikeCases, describedBy } from '../../core/case/parties/alike.ts'
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { endCodes } from '../../core/base/codes.ts'
import { caseOn, historyOf } from '../../core/case/record/history.ts'
import { stageOf } from '../../core/case/record/lifecycle.ts'
import type { Handler } from '../../core/contract.ts'
import { markdownOf, trainingCase } from '../../core/documents/training-case.ts'
import { differencesOf } from '../../core/exports/bundle.ts'
import { maskings } from '../../core/office/export-log.ts'
import { annexOf, type Office } from '../../core/office.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { bodiesOf, caseNotFound, caseView } from '../../core/commands/case-view.ts'
import { fileName, voidedRefusal } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { saveLeaving } from './saved-files.ts'

const written = (office: Office, caseId: string): Result<ReturnType<typeof trainingCase>> => {
  const file = office.cases.get(caseId)
  if (!file) return caseNotFound()
  const annex = annexOf(office, caseId)
  if (annex.voided) return voidedRefusal()
  if (!file.end) return refuse('not-ended', '案件还没有结束，结束以后才能写成案例。', { field: '/caseId' })
  return ok(trainingCase({ file, annex, mediators: office.mediators, office: office.details }, bodiesOf(office, file)))
}

export const previewTraining: Handler<'training.preview'> = async ({ caseId }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const content = written(office.value, caseId)
  // To be read, not to be processed: without the escapes.
  return content.ok ? ok({ text: content.value.blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('\n\n') }) : content
}

export const makeTraining: Handler<'training.make'> = async ({ caseId, format }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const content = written(office.value, caseId)
  if (!content.ok) return content
  const name = (ending: string): string => fileName(office.value, `${content.value.title}_${ports.clock.today()}.${ending}`)
  const leaving = { command: 'training.make', kind: 'training', masking: maskings.pseudonyms, caseId } as const
  if (format === 'markdown') return saveLeaving(ports, { ...leaving, name: name('md'), bytes: new TextEncoder().encode(markdownOf(content.value)) })
  const pdf = await pdfOf(content.value, office.value, ports)
  return pdf.ok ? saveLeaving(ports, { ...leaving, name: name('pdf'), bytes: pdf.value }) : pdf
}

const outcomeOf = (file: CaseFile): string | undefined =>
  file.agreement && (file.end?.code === 'E01' || file.end?.code === 'E02') ? file.agreement.terms.map(term => term.text).join(' ') : file.end && endCodes[file.end.code]

export const findAlike: Handler<'case.alike'> = async ({ caseId, type, text, limit = 10 }, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const file = caseId === undefined ? undefined : office.cases.get(caseId)
  if (caseId !== undefined && !file) return caseNotFound()
  if (!file && text === undefined && type === undefined) return refuse('invalid-input', '请给出案件，或者纠纷类型和情况。', { field: '/text' })
  const counted = office.annexes.size === 0 ? office.cases.all() : office.cases.all().filter(one => !office.annexes.get(one.id)?.voided)
  const today = clock.today()
  return ok({
    cases: alikeCases(file ? describedBy(file) : { type, text: text ?? '' }, counted, limit, caseId).map(hit => {
      const found = office.cases.get(hit.caseId)!
      const outcome = outcomeOf(found)
      return {
        ...hit, type: found.type, stage: stageOf(found, today, annexOf(office, found.id)), appliedOn: found.appliedOn, facts: found.facts,
        ...(found.fileNo !== undefined && { fileNo: found.fileNo }), ...(outcome !== undefined && { outcome }),
      }
    }),
  })
}

export const showCaseOn: Handler<'case.asOf'> = async ({ caseId, on }, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const file = office.cases.get(caseId)
  if (!file) return caseNotFound()
  if (on > clock.today()) return refuse('in-future', '日期不能在今天之后，请改正。', { field: '/on' })
  const annex = annexOf(office, caseId)
  const then = caseOn(file, annex, historyOf(id => office.caseHistory.get(id), caseId), on)
  if (then.state !== 'known') return ok({ ...then, differences: [] })
  const before = { ...office, cases: office.cases.with(then.file), annexes: office.annexes.with(then.annex) }
  const differences = [...differencesOf(then.file, file), ...differencesOf(then.annex, annex, '/annex')]
  return ok({
    state: 'known' as const, view: caseView(before, then.file, on),
    differences: differences.map(({ pointer, stored, incoming }) => ({ pointer, ...(stored !== undefined && { was: stored }), ...(incoming !== undefined && { now: incoming }) })),
  })
}

export const showHistory: Handler<'case.history'> = async ({ caseId }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  if (!office.value.cases.get(caseId)) return caseNotFound()
  return ok({
    entries: historyOf(id => office.value.caseHistory.get(id), caseId).toReversed().map(({ at, by, command, created }) => ({ at, by, command, created: created ?? false })),
  })
}
