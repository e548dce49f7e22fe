/** The agreement takes effect (登记协议生效): signed by parties and mediator and sealed, or spoken and recorded; the effect is in the command. */
import type { Problem } from '../../base/result.ts'
import { obstaclesToEffect } from '../agreement/enforceability.ts'
import type { Obstacle } from './move.ts'
import type { Move } from './move.ts'

const first = ([obstacle]: readonly Problem[]): Obstacle | undefined => obstacle && { code: obstacle.code, message: `${obstacle.message}请先修改协议。` }

const from = ['agreed'] as const

export const conclude = {
  title: '登记协议生效',
  from,
  law: '人民调解法第29条、第30条',
  obstacle: ({ file }) => first(obstaclesToEffect(file)),
} as const satisfies Move
