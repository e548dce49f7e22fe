/** What a suit needs where mediation fails. */
import { isPropertyServiceCase, type SuitElements } from '../case/record/suit-elements.ts'
import type { Handler } from '../contract.ts'
import { ok, refuse, type Problem } from '../base/result.ts'
import { changeBeside } from './change-beside.ts'

const orderProblems = ({ serviceFrom, serviceTo }: SuitElements): Problem[] =>
  (serviceFrom && serviceTo && serviceTo < serviceFrom
    ? [{ pointer: '/suit/serviceTo', code: 'date-order', message: '服务期限的最后一日早于第一日，请核对。', severity: 'error' }] : [])

export const saveSuit: Handler<'suit.save'> = ({ caseId, suit }, ports) =>
  changeBeside(ports, 'suit.save', caseId, (file, annex) => {
    if (!isPropertyServiceCase(file)) return refuse('not-suited', '诉讼要素只用于物业费拖欠、收费标准、物业服务质量三类纠纷；请先核对纠纷类型。', { field: '/caseId' })
    const known = new Set(file.parties.map(({ id }) => id))
    const stranger = Object.keys(suit.parties ?? {}).find(id => !known.has(id))
    if (stranger !== undefined) return refuse('unknown-party', '有一名当事人已不在本案，请重新打开后再填。', { field: '/suit/parties' })
    return ok({ file, annex: { ...annex, suitElements: suit }, problems: orderProblems(suit) })
  })
