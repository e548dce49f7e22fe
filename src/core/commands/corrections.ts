/** Around a case's life: what is asked before acceptance, and what the director changes after the fact. */
import { enforceabilityFindings } from '../case/agreement/enforceability.ts'
import type { CaseAnnex } from '../case/record/annex.ts'
import { apply as letterAnswered } from '../case/moves/answer-letter.ts'
import { apply as ask } from '../case/moves/ask.ts'
import { apply as hear } from '../case/moves/hear.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import type { Revision } from '../case/record/revisions.ts'
import type { Handler } from '../contract.ts'
import { differencesOf } from '../exports/bundle.ts'
import { annexOf } from '../office.ts'
import { ok, type Problem, refuse, refuseWith } from '../base/result.ts'
import { changeCase, makeMove } from './change-case.ts'
import { at } from '../case/moves/move.ts'
import { accountName } from './account-name.ts'

export const sendInquiry: Handler<'inquiry.send'> = ({ caseId, seen, inquiry }, ports) =>
  makeMove(ports, 'inquiry.send', 'ask', { caseId, seen }, facts => ok(ask(facts, inquiry)))

export const answerInquiry: Handler<'inquiry.answer'> = ({ caseId, seen, inquiryId, answer }, ports) =>
  makeMove(ports, 'inquiry.answer', 'hear', { caseId, seen }, facts => hear(facts, { inquiryId, answer }))

export const answerLetter: Handler<'letter.answer'> = ({ caseId, seen, letter }, ports) =>
  makeMove(ports, 'letter.answer', 'answerLetter', { caseId, seen }, facts => letterAnswered(facts, letter))

const amountCodes: ReadonlySet<string> = new Set(['term-amount-differs', 'term-capitals-differ', 'term-capitals-unreadable'])

/** Where the words of a term say another amount than its column does. */
const amountContradictions = (file: CaseFile): Problem[] =>
  enforceabilityFindings(file).filter(({ code }) => amountCodes.has(code)).map(finding => ({ ...finding, severity: 'error' as const }))

/** The annex with one more line in the list of changes after the fact. */
const revised = (annex: CaseAnnex, revision: Revision): CaseAnnex => ({ ...annex, revisions: [...(annex.revisions ?? []), revision] })

/** Changes between two states of a case, as a revision keeps them. */
const changesOf = (was: CaseFile, now: CaseFile): Revision['changes'] =>
  differencesOf(was, now).map(({ pointer, stored, incoming }) =>
    ({ pointer, ...(stored !== undefined && { was: stored }), ...(incoming !== undefined && { now: incoming }) }))

/** An archived case goes back to what it was before (S9 → S8); a void one counts again. */
export const reopenCase: Handler<'case.reopen'> = async ({ caseId, seen, reason }, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'case.reopen', 'reopen', { caseId, seen }, (file, office) => {
    const annex = annexOf(office, caseId)
    const on = ports.clock.today()
    if (annex.voided) {
      const { voided: _, ...counted } = annex
      return ok({ file, annex: revised(counted, { kind: 'restore', on, by, reason, changes: [] }) })
    }
    const { archive: _, ...open } = file
    return ok({ file: open, annex: revised(annex, { kind: 'reopen', on, by, reason, changes: changesOf(file, open) }) })
  }, reason)
}

/** Any recorded fact may be corrected, and every rule holds for the case as it then is; its ids and its file number stay. */
export const correctCase: Handler<'case.correct'> = async ({ caseId, seen, file: corrected, reason }, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'case.correct', 'correct', { caseId, seen }, (file, office) => {
    if (corrected.id !== file.id) return refuse('other-case', '更正后的内容不是这个案件的，请重新打开案件再更正。', { field: '/file/id' })
    if (file.fileNo !== undefined && corrected.fileNo !== file.fileNo) {
      return refuse('file-no-fixed', `卷号“${file.fileNo}”一经编定不再更改，也不另用；登记错误的案件请作废。`, { field: '/file/fileNo' })
    }
    if (file.fileNo === undefined && corrected.fileNo !== undefined && office.cases.all().some(one => one.fileNo === corrected.fileNo)) {
      return refuse('duplicate-file-no', `卷号“${corrected.fileNo}”已用于另一案件，请核对。`, { field: '/file/fileNo' })
    }
    if (corrected.archive) return refuse('archived-apart', '归档要另行办理；更正时不填归档。', { field: '/file/archive' })
    // What is in effect was signed in these words: a correction never makes words and amounts say different things.
    const known = new Set(amountContradictions(file).map(({ pointer, message }) => `${pointer} ${message}`))
    const contradictions = corrected.agreement?.effectiveOn === undefined ? [] : amountContradictions(corrected).filter(({ pointer, message }) => !known.has(`${pointer} ${message}`))
    if (contradictions.length > 0) return refuseWith('amount-contradicts', at('/file', contradictions))
    const changes = changesOf(file, corrected)
    if (changes.length === 0) return refuse('nothing-changed', '没有改动任何内容，不必保存更正。', { field: '' })
    return ok({
      file: corrected,
      annex: revised(annexOf(office, caseId), { kind: 'correct', on: ports.clock.today(), by, reason, changes }),
      inputPointer: pointer => `/file${pointer}`,
    })
  }, reason)
}

/** A case that was entered twice, or by mistake: it stays visible and counts nowhere; its number is not given again. */
export const voidCase: Handler<'case.void'> = async ({ caseId, seen, of, reason }, ports) => {
  const by = await accountName(ports)
  return changeCase(ports, 'case.void', 'void', { caseId, seen }, (file, office) => {
    if (of !== undefined) {
      if (of === caseId) return refuse('own-duplicate', '不能是自己的重复，请选择另一个案件。', { field: '/of' })
      if (!office.cases.get(of)) return refuse('case-not-found', '没有找到所重复的案件，请重新选择。', { field: '/of' })
      if (office.annexes.get(of)?.voided) return refuse('duplicate-of-void', '所重复的案件自己也已作废，请选择保留的那一件。', { field: '/of' })
    }
    const on = ports.clock.today()
    const voided = { on, reason, ...(of !== undefined && { of }) }
    return ok({ file, annex: { ...revised(annexOf(office, caseId), { kind: 'void', on, by, reason, changes: [] }), voided } })
  }, reason)
}
