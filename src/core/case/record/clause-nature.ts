/**
 * What a clause of an agreement is: something owed, what follows if something is not done (违约条款), or a statement (放弃请求、
 * 一次了结). Only what is owed is performed, demanded, counted and kept open.
 */
import type { Term } from './case-file.ts'
import type { ClauseNature } from '../../base/codes.ts'

type Clause = Pick<Term, 'text' | 'kind' | 'dueOn' | 'nature'>

const breach = /未按(期|时|约)|逾期|违约|迟延|(如|如果|若|倘若?|任何一期)[^，。；]{0,16}(未|不|没有)|未.{0,12}的$/
const follows = /违约金|滞纳金|利息|有权|可以(委托|申请|要求|解除)|一次付清|强制执行|提起诉讼|费用由|承担(违约|逾期|全部)|应当自/
const statement = /再无(其他)?(争议|纠纷)|互不(再)?追究|一次(性)?了结|不约定违约责任/

/** As it was chosen; where nothing was, as its words say: a day of performance makes an obligation of anything but a waiver. */
export const natureOf = ({ nature, kind, text, dueOn }: Clause): ClauseNature => {
  if (nature !== undefined) return nature
  if (kind === 'waiver') return 'declaration'
  if (dueOn !== undefined) return 'obligation'
  if (statement.test(text) && kind !== 'payment') return 'declaration'
  // “支付5000元，逾期另付利息” is owed; “未按期支付的，另付利息” begins with the default.
  const [begins = ''] = text.split(/[，。；,;]/)
  return breach.test(begins) && follows.test(text) ? 'condition' : 'obligation'
}

export const isObligation = (term: Clause): boolean => natureOf(term) === 'obligation'
