/**
 * Whether each obligation of an agreement could be enforced: who, to whom, what, how much, by when, how. The court dismisses
 * an agreement whose content is unclear (民诉法解释第358条) and takes none that confirms real rights or an identity relation
 * (第355条). Findings warn and the parties decide; one that is an `error` cannot be stored: amounts that contradict each other.
 */
import type { CaseFile, Term } from '../record/case-file.ts'
import { amountsIn, sumsIn, yuanCapitals, yuanFigures, type WrittenAmount } from '../../base/amounts.ts'
import { isObligation } from '../record/clause-nature.ts'
import { openPlaces } from './term-text.ts'
import type { Problem } from '../../base/result.ts'

const vague = [
  '尽快', '尽早', '早日', '及时', '适当', '适时', '合理', '尽量', '尽力', '视情况', '酌情', '近期', '条件允许', '妥善', '必要时', '有关费用', '相关费用',
  '若干', '左右', '争取', '力争', '原则上', '抓紧', '大约', '差不多', '有条件时', '协商解决',
]
const ownership = /(确认|归|属于).{0,12}(所有权|产权|所有)|(所有权|产权|使用权|共有部分|知识产权|专利权|商标权|著作权).{0,8}(归|属于)/
const identity = /(婚姻|夫妻|收养|亲子|监护)(关系|权)/
const thirdParty = /(案外人|第三人|第三方|其他业主|全体业主|居委会|社区|开发商|邻居).{0,12}(承担|支付|缴纳|赔偿|罚)/
const fine = /罚款|没收/
const breach = /违约|逾期|未按(期|时|约)|迟延|滞纳|利息/

/** What is done on the spot, handed over in person or said before others must say where (若干规定第35条). */
const onTheSpot = /修复|维修|施工|安装|拆除|清除|清运|恢复原状|整改|检修|更换|移交|交付|搬离|腾退|张贴|消杀|加固/
const inPerson = /现金|当面|上门|当场/
const hasPlace = /\d+(栋|幢|单元|室|号|层|楼)|小区|公告栏|办公室|调解室|楼道|屋面|外墙|地下室|车位|处$/
const atPlace = ({ kind, text, manner = '' }: Term): boolean =>
  kind === 'apology' || (kind === 'act' && onTheSpot.test(text)) || ((kind === 'payment' || kind === 'act') && inPerson.test(manner))

const PLACE = '若干规定第35条'
const UNCLEAR = '民诉法解释第358条第5项'
const CONTENT = '人民调解法第29条'

type Finding = Problem & { readonly pointer: string }
type Say = (field: string, code: string, message: string, article?: string, severity?: Problem['severity']) => void

const yuan = (fen: number): string => `${yuanFigures(fen)}元`

/** How two ways of writing one sum stand to each other, as a person sees them. */
const contradiction = (written: readonly WrittenAmount[]): string => {
  const [first, other] = [written[0]!, written.find(one => one.fen !== written[0]!.fen)!]
  const [capitals, figures] = first.capitals ? [first, other] : [other, first]
  const right = figures.fen === null ? '' : `（${yuan(figures.fen)}的大写是${yuanCapitals(figures.fen)}）`
  return capitals.capitals
    ? `大写“${capitals.text}”与它${capitals === first ? '后' : '前'}面的“${figures.text}”不一致，请改正${right}。`
    : `“${first.text}”与它后面的“${other.text}”不一致，请改正。`
}

/** Amounts of a term against each other, and all of them against the amount of the term. What cannot be read is said. */
const amountFindings = (term: Pick<Term, 'text' | 'kind' | 'amountFen' | 'dueOn' | 'nature'>, say: Say): void => {
  const sums = sumsIn(term.text)
  const read = sums.flatMap(({ written }) => written.flatMap(({ fen, capitals }) => (capitals || fen === null ? [] : [fen])))
  let differs = false
  for (const { written, fen } of sums) {
    const unread = written.find(one => one.fen === null)
    if (unread) {
      if (unread.capitals) say('text', 'term-capitals-unreadable', `大写“${unread.text}”不是正确的金额写法，请改正。`, CONTENT, 'error')
      else say('text', 'term-amount-unreadable', `“${unread.text}”认不出是多少钱，请写成 8,600元 或 8,600.00元。`, UNCLEAR)
    } else if (fen === null) say('text', 'term-capitals-differ', contradiction(written), CONTENT, 'error')
    else if (written.every(({ capitals }) => capitals) && term.amountFen !== undefined && fen !== term.amountFen && !read.includes(fen)) {
      differs = true
      say('text', 'term-capitals-differ', `大写“${written[0]!.text}”与金额栏（${yuan(term.amountFen)}，${yuanCapitals(term.amountFen)}）不一致，请改正。`, CONTENT, 'error')
    }
  }
  if (term.kind !== 'payment' || !isObligation(term)) return
  const all = [...new Set(sums.flatMap(({ written }) => written.flatMap(({ fen }) => fen ?? [])))]
  if (term.amountFen === undefined) say('amountFen', 'term-without-amount', '是给付款项，但没有写金额，请补填。', UNCLEAR)
  else if (all.length > 0 && !differs && !all.includes(term.amountFen)) {
    say('amountFen', 'term-amount-differs', `文字中的金额（${all.map(yuan).join('、')}）与金额栏（${yuan(term.amountFen)}）不一致，请核对。`, UNCLEAR)
  }
}

/** What is wrong with the amounts of one term, for whoever asks of amounts alone; only one sum in words that is another is sure to be wrong. */
export const amountProblems = (term: Term): { readonly message: string; readonly severity: Problem['severity'] }[] => {
  const found: { message: string; severity: Problem['severity'] }[] = []
  const sums = sumsIn(term.text).filter(({ perUnit }) => !perUnit)
  amountFindings({ ...term, kind: term.amountFen === undefined ? 'act' : 'payment' }, (_field, code, message, _article, severity = 'warning') => {
    found.push({ message, severity: code === 'term-amount-differs' && sums.length === 1 ? 'error' : severity })
  })
  return found
}

const termFindings = (file: CaseFile, term: Term, index: number): Finding[] => {
  const findings: Finding[] = []
  const say: Say = (field, code, message, article, severity = 'warning') => {
    findings.push({ pointer: `/agreement/terms/${index}/${field}`, code, message: `第 ${index + 1} 项${message}`, severity, ...(article !== undefined && { article }) })
  }
  const { reachedOn } = file.agreement!
  const open = openPlaces(term.text)
  if (open.length > 0) say('text', 'term-open-place', `还有没填的地方（${open.join('、')}），请填写或删去；填好以前协议不能生效。`, CONTENT)
  const words = vague.filter(word => term.text.includes(word) || term.manner?.includes(word))
  if (words.length > 0) say('text', 'term-vague', `用了“${words.join('”“')}”，不明确就难以执行；请写成具体的日期、数额或标准。`, UNCLEAR)
  if (term.obligee === undefined && term.kind !== 'refrain' && isObligation(term)) say('obligee', 'term-without-obligee', '没有写向谁履行，请选择权利人。', UNCLEAR)
  if (term.obligee === term.obligor) say('obligee', 'term-to-oneself', '义务人和权利人是同一人，请核对。', UNCLEAR)
  if (term.dueOn !== undefined && term.dueOn < reachedOn) say('dueOn', 'term-due-before-agreement', '履行期限早于达成协议的日期，请核对。', CONTENT)
  amountFindings(term, say)
  const owed = isObligation(term)
  if (owed && term.dueOn === undefined && term.kind !== 'refrain') say('dueOn', 'term-without-date', '没有写履行期限，请补填日期。', CONTENT)
  if (owed && atPlace(term) && term.place === undefined && !hasPlace.test(term.text)) say('place', 'term-without-place', '没有写履行地点；要在现场做的、当面交付的、当众赔礼的，请写明在哪里。', PLACE)
  if (owed && term.manner === undefined && (term.kind === 'payment' || term.kind === 'act' || term.kind === 'apology')) say('manner', 'term-without-manner', '没有写履行方式，请补填（如银行转账、自行委托施工）。', CONTENT)
  if (ownership.test(term.text)) say('text', 'term-ownership', '像是在确认所有权或者其他物权、知识产权；法院对这样的协议不予受理司法确认（民诉法解释第355条）。', '民诉法解释第355条第5项')
  if (identity.test(term.text)) say('text', 'term-identity', '涉及身份关系；法院对这样的协议不予受理司法确认（民诉法解释第355条）。', '民诉法解释第355条第3项')
  if (thirdParty.test(term.text)) say('text', 'term-third-party', '像是让没有参加调解的人承担义务；损害他人合法权益的，法院驳回司法确认的申请（民诉法解释第358条）。请只约束签字的当事人。', '民诉法解释第358条第2项')
  if (fine.test(term.text)) say('text', 'term-fine', '写了罚款或者没收；当事人之间只能约定违约金、赔偿，不能罚款（民诉法解释第358条）。', '民诉法解释第358条第1项')
  return findings
}

/** Instalments that say what their whole is must add up to it. */
const instalmentFindings = (terms: readonly Term[]): Finding[] => {
  const groups = new Map<string, { index: number; total: number; sum: number; all: boolean; count: number }>()
  terms.forEach((term, index) => {
    const said = /(?:共计|合计|总计|总额为?)\D{0,4}(?=\d)/.exec(term.text)
    const count = /分(\d{1,3})期/.exec(term.text)
    if (term.kind !== 'payment' || !said || !count) return
    const total = amountsIn(term.text).find(({ at }) => at >= said.index)?.fen
    if (total === undefined || total === null) return
    const key = `${term.obligor} ${term.obligee} ${total} ${count[1]}`
    const group = groups.get(key) ?? { index, total, sum: 0, all: true, count: 0 }
    groups.set(key, { ...group, sum: group.sum + (term.amountFen ?? 0), all: group.all && term.amountFen !== undefined, count: group.count + 1 })
  })
  return [...groups.values()].filter(({ total, sum, all }) => all && sum !== total).map(({ index, total, sum, count }) => ({
    pointer: `/agreement/terms/${index}/amountFen`, code: 'instalments-differ', severity: 'warning' as const, article: UNCLEAR,
    message: `第 ${index + 1} 项起的 ${count} 期分期合计${yuan(sum)}，与写明的总额${yuan(total)}不一致，请核对各期金额。`,
  }))
}

/** What is claimed in money; prices per unit (2.50元/㎡) are no claim, and a sum written twice counts once. */
const claimedFen = (file: CaseFile): number => file.claims.reduce((sum, claim) => sum + sumsIn(claim)
  .reduce((of, { fen, perUnit }) => (perUnit || fen === null ? of : of + fen), 0), 0)

/** What an agreement lacks to be enforced, with pointers into the case. */
export const enforceabilityFindings = (file: CaseFile): Problem[] => {
  const { agreement } = file
  if (!agreement) return []
  const { terms } = agreement
  const findings: Finding[] = [...terms.flatMap((term, index) => termFindings(file, term, index)), ...instalmentFindings(terms)]
  const warn = (pointer: string, code: string, message: string, article: string): void => {
    findings.push({ pointer, code, message, severity: 'warning', article })
  }
  if (terms.some(term => term.kind === 'payment' && term.dueOn !== undefined && term.dueOn > agreement.reachedOn)
    && !terms.some(term => breach.test(term.text) || breach.test(term.manner ?? ''))) {
    warn('/agreement/terms', 'no-default-clause', '有以后才付的款项，但没有写逾期不付怎么办；请与当事人商定后写明，或写明双方不约定违约责任。', '民法典第585条')
  }
  const later = agreement.form === 'oral' && terms.some(term => isObligation(term) && term.kind !== 'refrain' && (term.dueOn === undefined || term.dueOn > agreement.reachedOn)
    && !(file.performance ?? []).some(entry => entry.termId === term.id && entry.state === 'done' && entry.on <= agreement.reachedOn))
  if (later) warn('/agreement/form', 'oral-performed-later', '口头协议里有以后才履行的内容：有民事权利义务内容、不能当场履行的，应当制作书面调解协议，日后才有据可查；请改为书面，或者写明当场履行。', '若干规定第34条')
  const claimed = claimedFen(file)
  const agreed = terms.reduce((sum, term) => sum + (term.kind === 'payment' ? term.amountFen ?? 0 : 0), 0)
  if (claimed > 0 && agreed > claimed) {
    warn('/agreement/terms', 'more-than-claimed', `协议款项合计${yuan(agreed)}，多于申请事项中的${yuan(claimed)}，请核对。`, CONTENT)
  }
  if (claimed > 0 && agreed < claimed && agreement.whole && !terms.some(term => term.kind === 'waiver')) {
    warn('/agreement/terms', 'less-than-claimed', `协议款项合计${yuan(agreed)}，少于申请事项中的${yuan(claimed)}，又没有写明放弃其余；请加一项“放弃请求”，或把范围改为部分争议。`, CONTENT)
  }
  return findings
}

/** Findings with which an agreement cannot take effect: contradictions, and places that were never filled in. */
export const obstaclesToEffect = (file: CaseFile): Problem[] =>
  enforceabilityFindings(file).filter(({ severity, code }) => severity === 'error' || code === 'term-open-place').map(finding => ({ ...finding, severity: 'error' }))
