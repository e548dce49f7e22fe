/** What papers say beyond the case file, how the office words them, and the agreement read aloud. */
import { partyName } from '../case/record/case-file.ts'
import { stageOf } from '../case/record/lifecycle.ts'
import type { Handler } from '../contract.ts'
import { documentById, extrasKey, papersOf } from '../documents/index.ts'
import { phraseProblems, wordablesOf } from '../documents/writing/phrases.ts'
import { annexOf } from '../office.ts'
import { wordsRead } from '../documents/writing/read-aloud.ts'
import { ok, pointerKey, refuse, refuseWith, type Problem } from '../base/result.ts'
import { caseNotFound, caseView } from './case-view.ts'
import { unknownDocument, unknownRecord } from './choose-paper.ts'

export const saveExtras: Handler<'document.extras'> = ({ caseId, document, of, extras }, ports) =>
  ports.store.change({ command: 'document.extras', at: ports.clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const template = documentById(document)
    if (!template) return unknownDocument(document)
    if (!papersOf(template, file).some(paper => paper.of?.id === of)) return unknownRecord(template, file)
    const known = new Set((template.extras ?? []).map(({ key }) => key))
    const strange = Object.keys(extras).filter(key => !known.has(key))
    if (strange.length > 0) {
      return refuseWith('invalid-input', strange.map((key): Problem => ({
        pointer: `/extras/${pointerKey(key)}`, code: 'unknown-key', severity: 'error', message: `《${template.title}》没有“${key.slice(0, 30)}”这一项，请去掉。`,
      })))
    }
    const annex = annexOf(office, caseId)
    const filledIn = Object.fromEntries(Object.entries(extras).filter(([, text]) => text.trim() !== ''))
    const { [extrasKey(document, of)]: _, ...others } = annex.paperExtras ?? {}
    const paperExtras = Object.keys(filledIn).length > 0 ? { ...others, [extrasKey(document, of)]: filledIn } : others
    const next = { ...office, annexes: office.annexes.with({ ...annex, paperExtras }) }
    return ok({ office: next, value: caseView(next, file, ports.clock.today()) })
  })

/** Allowed from the agreement until the archive: whoever signed without reading may hear it later too. */
export const readAgreementAloud: Handler<'agreement.readAloud'> = ({ caseId, reading }, ports) =>
  ports.store.change({ command: 'agreement.readAloud', at: ports.clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const today = ports.clock.today()
    const { agreement } = file
    if (!agreement) return refuse('no-agreement', '案件还没有协议，没有可以宣读的内容；请先保存协议。', { field: '/caseId' })
    if (stageOf(file, today, annexOf(office, caseId)) === 'void') return refuse('case-void', '这个案件已经作废，不再改动。', { field: '/caseId' })
    if (stageOf(file, today) === 'archived') return refuse('move-not-allowed', '已归档的案件不再改动。', { field: '/caseId' })
    if (reading.on > today) return refuse('future-date', '宣读的日期不能晚于今天，请核对。', { field: '/reading/on' })
    if (reading.on < agreement.reachedOn) return refuse('date-order', '宣读的日期早于达成协议的日期，请核对。', { field: '/reading/on' })
    if (!office.mediators.some(({ id }) => id === reading.by)) return refuse('unknown-mediator', '宣读人不在调解员名册中，请重新选择。', { field: '/reading/by' })
    const stranger = reading.to.findIndex(id => !file.parties.some(party => party.id === id))
    if (stranger >= 0) return refuse('unknown-party', `“${partyName(file, reading.to[stranger]!)}”不是本案当事人，请从本案当事人中选择。`, { field: `/reading/to/${stranger}` })
    const missing = reading.confirmed.findIndex(id => !agreement.terms.some(term => term.id === id))
    if (missing >= 0) return refuse('unknown-term', `协议中没有条款“${reading.confirmed[missing]!.slice(0, 20)}”，协议可能刚被改过，请重新宣读。`, { field: `/reading/confirmed/${missing}` })
    // The words are kept with the confirmation: a term that is changed afterwards was not heard.
    const confirmed = agreement.terms.filter(({ id }) => reading.confirmed.includes(id)).map(term => ({ termId: term.id, text: wordsRead(file, term) }))
    const annex = annexOf(office, caseId)
    const next = { ...office, annexes: office.annexes.with({ ...annex, readAloud: [...(annex.readAloud ?? []), { ...reading, confirmed }] }) }
    return ok({ office: next, value: caseView(next, file, today) })
  })

export const showWording: Handler<'wording.show'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok({ wording: office.value.settings?.wording ?? {} }) : office
}

export const saveWording: Handler<'wording.save'> = ({ document, phrases }, ports) =>
  ports.store.change({ command: 'wording.save', at: ports.clock.now() }, office => {
    const template = documentById(document)
    if (!template) return unknownDocument(document)
    const shipped = wordablesOf(template)
    const problems = Object.entries(phrases).flatMap(([name, text]): Problem[] => {
      const pointer = `/phrases/${pointerKey(name)}`
      const phrase = shipped[name]
      if (!phrase) return [{ pointer, code: 'unknown-key', severity: 'error', message: `《${template.title}》没有“${name.slice(0, 30)}”这段用语，请去掉。` }]
      return phraseProblems(phrase, text).map(problem => ({ ...problem, pointer }))
    })
    if (problems.length > 0) return refuseWith('invalid-input', problems)
    const own = Object.fromEntries(Object.entries(phrases).filter(([name, text]) => text !== shipped[name]!.text))
    const { [document]: _, ...others } = office.settings?.wording ?? {}
    const wording = Object.keys(own).length > 0 ? { ...others, [document]: own } : others
    return ok({ office: { ...office, settings: { ...office.settings, wording } }, value: { wording } })
  })
