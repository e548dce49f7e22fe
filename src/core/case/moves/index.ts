/** Every move of a case, one file each: whether a case may take it now, and if not, why. */
import type { Stage } from '../record/lifecycle.ts'
import { accept } from './accept.ts'
import { agree } from './agree.ts'
import { answerLetter } from './answer-letter.ts'
import { archive } from './archive.ts'
import { ask } from './ask.ts'
import { changeMediators } from './change-mediators.ts'
import { conclude } from './conclude.ts'
import { correct } from './correct.ts'
import { correctIntake } from './correct-intake.ts'
import { extend } from './extend.ts'
import { fail } from './fail.ts'
import { followUp } from './follow-up.ts'
import { hear } from './hear.ts'
import { recordConfirmation } from './record-confirmation.ts'
import { recordPerformance } from './record-performance.ts'
import { recordSession } from './record-session.ts'
import { refuse } from './refuse.ts'
import { reopen } from './reopen.ts'
import { resume } from './resume.ts'
import { returnToCourt } from './return-to-court.ts'
import { suspend } from './suspend.ts'
import { transfer } from './transfer.ts'
import { voidCase } from './void.ts'
import { withdraw } from './withdraw.ts'
import type { CaseIn, Move, Obstacle, Seen } from './move.ts'

/** In the order in which they are offered. */
export const moves = {
  correctIntake,
  ask,
  hear,
  answerLetter,
  accept,
  refuse,
  recordSession,
  suspend,
  resume,
  extend,
  agree,
  conclude,
  recordPerformance,
  followUp,
  recordConfirmation,
  archive,
  fail,
  withdraw,
  transfer,
  returnToCourt,
  changeMediators,
  correct,
  void: voidCase,
  reopen,
} as const satisfies Readonly<Record<string, Move>>
export type MoveName = keyof typeof moves

const names = Object.keys(moves) as MoveName[]

export const moveNames = Object.fromEntries(names.map(name => [name, moves[name].title])) as { readonly [M in MoveName]: (typeof moves)[M]['title'] }

/** The case file in any of the stages that allow a move. */
export type CaseFor<M extends MoveName> = CaseIn<(typeof moves)[M]['from'][number]>

/** The moves that a stage has, whether this case may take them or not. */
export const movesFrom = (stage: Stage): MoveName[] => names.filter(name => (moves[name].from as readonly Stage[]).includes(stage))

/** Why a case of a stage that has the move cannot take it now; undefined: nothing that is known before it is tried. */
export const obstacleTo = (name: MoveName, seen: Seen): Obstacle | undefined => {
  const move: Move = moves[name]
  return move.obstacle?.(seen)
}

/**
 * The moves that a case may take. Nothing is among them that would be refused for a reason that is known beforehand. After
 * a plain no of the other side, what is left to do comes first: to refuse (人民调解法第17条).
 */
export const openMoves = (stage: Stage, seen: Seen): MoveName[] => {
  const open = movesFrom(stage).filter(name => obstacleTo(name, seen) === undefined)
  return open.includes('refuse') && !open.includes('accept') ? ['refuse', ...open.filter(name => name !== 'refuse')] : open
}

/** The moves that the stage has and the case cannot take, each with why. */
export const closedMoves = (stage: Stage, seen: Seen): { readonly move: MoveName; readonly message: string }[] =>
  movesFrom(stage).flatMap(move => {
    const obstacle = obstacleTo(move, seen)
    return obstacle ? [{ move, message: obstacle.message }] : []
  })
