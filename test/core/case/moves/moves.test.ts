/** The moves of a case: from which stages, what stands in their way, and that a view offers no other. */
import { describe, expect, test } from 'vitest'
import { localDate } from '../../../../src/core/base/dates.ts'
import { closedMoves, moveNames, moves, movesFrom, openMoves, type MoveName } from '../../../../src/core/case/moves/index.ts'
import type { Seen } from '../../../../src/core/case/moves/move.ts'
import { stages, type Stage } from '../../../../src/core/case/record/lifecycle.ts'
import { workedCase } from '../worked-cases.ts'

const { archive: _archive, ...closing } = workedCase('w1')
const { end: _end, performance: _performance, ...agreed } = closing
const { agreement: _agreement, confirmation: _confirmation, ...mediating } = agreed
const seen = (part: Partial<Seen>): Seen => ({ file: mediating, annex: {}, ...part })

test('each stage has its moves', () => {
  expect(Object.fromEntries((Object.keys(stages) as Stage[]).map(stage => [stage, movesFrom(stage)]))).toEqual({
    applied: ['correctIntake', 'ask', 'hear', 'answerLetter', 'accept', 'refuse', 'withdraw', 'transfer', 'void'],
    accepted: ['correctIntake', 'answerLetter', 'accept', 'withdraw', 'transfer', 'void'],
    mediating: ['correctIntake', 'answerLetter', 'recordSession', 'suspend', 'extend', 'agree', 'fail', 'withdraw', 'transfer', 'returnToCourt', 'changeMediators', 'correct', 'void'],
    suspended: ['correctIntake', 'answerLetter', 'resume', 'extend', 'fail', 'withdraw', 'changeMediators', 'correct', 'void'],
    agreed: ['answerLetter', 'recordSession', 'agree', 'conclude', 'fail', 'withdraw', 'changeMediators', 'correct', 'void'],
    performing: ['answerLetter', 'recordPerformance', 'followUp', 'recordConfirmation', 'archive', 'correct', 'void'],
    closing: ['answerLetter', 'recordPerformance', 'followUp', 'recordConfirmation', 'archive', 'correct', 'void'],
    archived: ['reopen'],
    void: ['reopen'],
  })
})

describe('a case is not offered', () => {
  const on = localDate('2026-11-20')
  const consent = (reply: 'agreed' | 'refused') => ({ id: 'q1', kind: 'consent' as const, askedOn: on, what: '是否同意调解', dueOn: on, answer: { repliedOn: on, reply } })
  const letterFree = { ...mediating, sourceRef: undefined, source: 'application' as const }

  test.each<[MoveName, Stage, string, Seen, Seen | undefined]>([
    ['hear', 'applied', '没有答复可以登记', seen({}), seen({ annex: { inquiries: [{ ...consent('agreed'), answer: undefined }] } as Seen['annex'] })],
    ['answerLetter', 'mediating', '没有登记来函', seen({ file: letterFree }), seen({ file: { ...letterFree, sourceRef: { body: '街道', receivedOn: on } as Seen['file']['sourceRef'] } })],
    ['accept', 'applied', '明确不同意调解', seen({ annex: { inquiries: [consent('refused')] } as Seen['annex'] }), seen({ annex: { inquiries: [consent('refused'), consent('agreed')] } as Seen['annex'] })],
    ['returnToCourt', 'mediating', '只有法院委派', seen({ file: { ...letterFree } }), seen({ file: { ...letterFree, source: 'courtBeforeFiling' } })],
    ['conclude', 'agreed', '请先修改协议', seen({ file: { ...agreed, agreement: { ...agreed.agreement!, terms: [{ ...agreed.agreement!.terms[0]!, text: '被申请人于【日期】前付清。' }] } } }), seen({ file: agreed })],
    ['recordPerformance', 'closing', '没有达成协议', seen({ file: { ...mediating, end: { code: 'E03', on, reason: '分歧过大' } } }), seen({ file: closing })],
    ['recordConfirmation', 'closing', '人民调解法第33条', seen({ file: { ...mediating, end: { code: 'E03', on, reason: '分歧过大' } } }), seen({ file: closing })],
    ['recordConfirmation', 'closing', '法院已出具调解书', seen({ file: { ...closing, courtMediationDocument: { on } as unknown as Seen['file']['courtMediationDocument'] } }), undefined],
  ])('%s from %s: %s', (move, stage, sentence, shut, open) => {
    expect(openMoves(stage, shut)).not.toContain(move)
    expect(closedMoves(stage, shut)).toContainEqual({ move, message: expect.stringContaining(sentence) as string })
    if (open) expect(openMoves(stage, open)).toContain(move)
  })

  test('what the stage has is either open or closed with a sentence', () => {
    for (const stage of Object.keys(stages) as Stage[]) {
      const both = [...openMoves(stage, seen({})), ...closedMoves(stage, seen({})).map(({ move }) => move)]
      expect(both.toSorted()).toEqual(movesFrom(stage).toSorted())
    }
    expect(closedMoves('closing', seen({})).every(({ message }) => /[\u4e00-\u9fff].*[。）]$/.test(message))).toBe(true)
    expect(Object.values(moveNames).toSorted()).toEqual(Object.values(moves).map(({ title }) => title).toSorted())
  })
})
