/**
 * A case written out for training (调解案例), without its people. What was said in sessions is not in it: separate talks are
 * confidential, and the agreement tells what came of them.
 */
import { yuanFigures } from '../base/amounts.ts'
import { disputeTypes, endCodes, partyKinds, performanceStates, sides, termKinds } from '../base/codes.ts'
import { daysBetween } from '../base/dates.ts'
import { relations, type CompetentBody } from '../case/parties/routing.ts'
import { pseudonymiser, type Originals } from '../case/parties/pseudonyms.ts'
import type { Block, DocumentContent } from './writing/content.ts'

const title = '调解案例'

/** Takes a case that has ended, and the bodies that were named for it; of these it tells those of the plan, since the office's own may show the place. */
export const trainingCase = (originals: Originals, bodies: readonly CompetentBody[]): DocumentContent => {
  const { file } = originals
  const hide = pseudonymiser(originals)
  const sessions = file.sessions ?? []
  const count = (kind: string): number => sessions.filter(session => session.kind === kind).length
  const days = file.acceptedOn && file.end ? daysBetween(file.acceptedOn, file.end.on) : undefined
  const name = (id: string): string => hide(file.parties.find(party => party.id === id)?.name ?? '一方')
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'paragraph', text: `${disputeTypes[file.type]}纠纷，${file.end ? endCodes[file.end.code] : '正在办理'}`, align: 'center', indent: false },
    { kind: 'heading', text: '一、当事人' },
    ...file.parties.map((party): Block => ({ kind: 'paragraph', text: `${sides[party.side]}${name(party.id)}，${partyKinds[party.kind]}${party.headcount === undefined ? '' : `，代表 ${party.headcount} 人`}。` })),
    { kind: 'heading', text: '二、纠纷情况' },
    { kind: 'paragraph', text: hide(file.facts) },
    ...(file.claims.length > 0 ? [{ kind: 'paragraph', text: `申请事项：${file.claims.map((claim, index) => `${index + 1}. ${hide(claim)}`).join('；')}` } as const] : []),
    { kind: 'heading', text: '三、调解经过' },
    {
      kind: 'paragraph',
      text: [
        days === undefined ? '没有受理' : `受理后第 ${days} 日结束`, `共同调解 ${count('joint')} 次`, `单独谈话 ${count('separate')} 次`, `调查走访 ${count('investigation')} 次`,
        ...(file.suspensions?.length ? [`中止 ${file.suspensions.length} 次`] : []), ...(file.extensions?.length ? [`延长 ${file.extensions.length} 次`] : []),
      ].join('，') + '。',
    },
    ...(file.evidence?.length ? [{ kind: 'paragraph', text: `查看的证据：${file.evidence.map(one => hide(one.name)).join('、')}。` } as const] : []),
    { kind: 'paragraph', text: `工作方案所列单位：${bodies.filter(one => one.item !== undefined).map(one => `${one.body}（${relations[one.relation]}）`).join('、')}。` },
  ]
  const agreement = file.agreement
  if (agreement) {
    blocks.push(
      { kind: 'heading', text: '四、协议' },
      { kind: 'paragraph', text: `查明：${hide(agreement.facts)}` },
      { kind: 'paragraph', text: `争议：${hide(agreement.issues)}` },
      ...agreement.terms.map((term, index): Block => ({
        kind: 'paragraph',
        text: `${index + 1}. ${hide(term.text)}（${termKinds[term.kind]}，由${name(term.obligor)}履行${term.amountFen === undefined ? '' : `，${yuanFigures(term.amountFen)}元`}${term.dueOn && agreement.effectiveOn ? `，协议生效后第 ${daysBetween(agreement.effectiveOn, term.dueOn)} 日前` : ''}）`,
      })),
    )
    const states = agreement.terms.map(term => (file.performance ?? []).findLast(entry => entry.termId === term.id)?.state)
    blocks.push({ kind: 'paragraph', text: `履行情况：${states.map((state, index) => `第${index + 1}项${state ? performanceStates[state] : '没有登记'}`).join('，')}。` })
  } else if (file.end) {
    blocks.push({ kind: 'heading', text: '四、结果' }, { kind: 'paragraph', text: `${endCodes[file.end.code]}${file.end.reason ? `：${hide(file.end.reason)}` : ''}。` })
  }
  blocks.push(
    { kind: 'heading', text: '五、讨论' },
    { kind: 'paragraph', text: '1. 双方真正在意的是什么？2. 哪一步使双方靠近？3. 再遇到同样的纠纷，哪里可以做得更早、更好？' },
    { kind: 'paragraph', text: '供内部培训使用。姓名、单位、地点和日期已经隐去；使用前请通读一遍，删去仍能认出当事人的细节。', indent: false },
  )
  return { id: 'training', title, blocks }
}

/** The same content as Markdown: titles, headings and paragraphs; what Markdown would read as marks is escaped. */
export const markdownOf = (content: DocumentContent): string => {
  const literal = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`)
  return `${content.blocks.flatMap(block => {
    switch (block.kind) {
      case 'title': return [`# ${literal(block.text)}`]
      case 'heading': return [`## ${literal(block.text)}`]
      // A number at the start of a line would begin a list and be counted anew.
      case 'paragraph': return [literal(block.text).replaceAll(/^(\d+)\./gm, String.raw`$1\.`)]
      default: return []
    }
  }).join('\n\n')}\n`
}
