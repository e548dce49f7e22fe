/**
 * Terms of an agreement as papers say them: each one a sentence out of its text and its columns (who, for whom, how much, by when,
 * how, where; 人民调解法第29条, 人民调解工作若干规定第35条). What the text says already is not said again, and what nobody agreed on
 * is not left as a blank that could be filled in later.
 */
import { amountsIn, yuanBoth, yuanFigures } from '../../base/amounts.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import { isObligation } from '../../case/record/clause-nature.ts'
import { placeholders, templateOf } from '../../case/agreement/term-text.ts'
import { partyName, type CaseFile, type Term } from '../../case/record/case-file.ts'
import { gap } from './content.ts'

const bare = (text: string): string => text.trim().replace(/[。．.；;，,\s]+$/u, '')

const by = (on: LocalDate): string => `${chineseDate(on)}前（含当日）`

/** The month and day of a date stand in the text, in whatever way the year does. */
const saysDate = (text: string, on: LocalDate): boolean =>
  new RegExp(`(?<!\\d)0?${Number(on.slice(5, 7))}月0?${Number(on.slice(8, 10))}日`).test(text.replaceAll(/\s/g, ''))

/** 人民币8,600.00元（大写：捌仟陆佰元整） in the place of the figure that says this amount; the text as it is where it says it so, or not at all. */
const withAmount = (text: string, fen: number): string => {
  const found = amountsIn(text)
  const figure = found.find(one => !one.capitals && one.fen === fen)
  if (!figure) return text
  const before = text.slice(0, figure.at)
  // A figure before 整 (8,600元整) loses it: the capitals end with it.
  const after = text.slice(figure.at + figure.text.length).replace(/^[整正]/, '')
  const capitals = /^[（(](?:人民币)?(?:大写)?[：:]?[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+[）)]/.exec(after)?.[0] ?? ''
  return `${before}${/(?:人民币|￥|¥)$/.test(before) ? '' : '人民币'}${yuanBoth(fen)}${after.slice(capitals.length)}`
}

const saysAmount = (text: string, fen: number): boolean => amountsIn(text).some(one => one.fen === fen)

/** 通过银行转账履行; what is longer than a word or two is named as what it is. */
const mannerWords = (manner: string): string => {
  const plain = bare(manner)
  return /^[\p{Script=Han}]{2,8}$/u.test(plain) && !/^(自行|由|委托|当|一次|分|每|于|在)/.test(plain) ? `${/现金/.test(plain) ? '以' : '通过'}${plain}${/(?:退回|退还|支付|付款|交付|履行)$/.test(plain) ? '' : '履行'}` : `履行方式为${plain}`
}

/** The clause of a term, with 。 at its end. */
export const clauseOf = (file: CaseFile, term: Term): string => {
  // What is stated, or follows from a default, is said as it was written.
  if (!isObligation(term)) return `${bare(term.text)}。`
  const obligor = partyName(file, term.obligor)
  const obligee = term.obligee === undefined ? undefined : partyName(file, term.obligee)
  let text = bare(term.text)
  const payment = term.kind === 'payment'
  const lacks = {
    obligor: !text.includes(obligor),
    obligee: obligee !== undefined && !text.includes(obligee),
    due: term.dueOn !== undefined && !saysDate(text, term.dueOn),
  }
  const parts: string[] = []
  if (term.amountFen !== undefined) {
    if (saysAmount(text, term.amountFen)) text = withAmount(text, term.amountFen)
    else parts.push(`金额为人民币${yuanBoth(term.amountFen)}`)
  }
  // Named as missing before it is printed, but not left open in what is signed.
  const open = payment && term.amountFen === undefined && amountsIn(text).length === 0 ? gap(`第${file.agreement!.terms.indexOf(term) + 1}项的金额`, 0) : ''
  let due = ''
  if (lacks.due) {
    // Behind the name with which the sentence begins, unless it already tells a day of its own.
    if (text.startsWith(obligor) && !/\d日|月底|年底/.test(text)) text = `${obligor}于${by(term.dueOn!)}${text.slice(obligor.length).replace(/^[，,]/, '')}`
    else due = `于${by(term.dueOn!)}`
  }
  const who = `${lacks.obligor ? `由${obligor}` : ''}${due}${lacks.obligee ? (payment ? `付给${obligee}` : `向${obligee}履行`) : lacks.obligor || due ? (payment ? '付清' : '履行') : ''}`
  if (who) parts.push(who)
  const { manner, place } = term
  if (manner !== undefined && !text.includes(bare(manner))) parts.push(mannerWords(manner))
  if (place !== undefined && !text.includes(bare(place))) parts.push(`履行地点为${bare(place)}`)
  const said = parts.filter(part => part !== '').join('，')
  return `${text}${open}${said === '' ? '' : `${/[。！？]/.test(text) ? '。' : '，'}${said}`}。`
}

/** 第2项：林晓于2026年10月31日前（含当日）…。 */
export const numberedClause = (file: CaseFile, term: Term): string => `第${file.agreement!.terms.indexOf(term) + 1}项：${clauseOf(file, term)}`

/** One clause as it is printed: a term, instalments of one sum, or many terms that are equal but for the person and the amount. */
export type PrintedClause = { readonly text: string; readonly terms: readonly Term[]; /** Said one by one in an annex. */ readonly annex?: 'obligor' | 'obligee' }

/** Equal clauses of at least so many persons go to an annex. */
const MANY = 4

const templateWithout = (file: CaseFile, term: Term): string => templateOf(bare(term.text), term, id => partyName(file, id)).replaceAll(/第[\d一二三四五六七八九十百]+期/g, '本期')

const same = (a: Term, b: Term, ...keys: readonly (keyof Term)[]): boolean => keys.every(key => a[key] === b[key])

const runsOf = (file: CaseFile, terms: readonly Term[], alike: (a: Term, b: Term) => boolean): Term[][] => terms.reduce<Term[][]>((runs, term) => {
  const last = runs.at(-1)
  return last && alike(last[0]!, term) && templateWithout(file, last[0]!) === templateWithout(file, term) ? [...runs.slice(0, -1), [...last, term]] : [...runs, [term]]
}, [])

const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0)

/** The words of a template with what stands for its places; a place without such words takes those of `term`. */
const worded = (file: CaseFile, term: Term, template: string, own: Readonly<Record<string, string>>): string => {
  const usual: Readonly<Record<string, string | undefined>> = {
    [placeholders.obligor]: partyName(file, term.obligor), [placeholders.obligee]: term.obligee && partyName(file, term.obligee), [placeholders.manner]: term.manner, [placeholders.place]: term.place,
    [placeholders.dueOn]: term.dueOn && chineseDate(term.dueOn),
  }
  return template.replaceAll(/【[^】]+】/g, place => own[place] ?? usual[place] ?? place)
}

const rest = (term: Term, text: string): string => [
  ...(term.manner !== undefined && !text.includes(bare(term.manner)) ? [mannerWords(term.manner)] : []),
  ...(term.place !== undefined && !text.includes(bare(term.place)) ? [`履行地点为${bare(term.place)}`] : []),
].map(part => `，${part}`).join('')

/** 林晓于下列各期日期前（含当日）…：第1期…；第2期…。 */
const instalmentClause = (file: CaseFile, terms: readonly Term[]): string => {
  const [first] = terms as [Term]
  const text = worded(file, first, templateWithout(file, first), { [placeholders.dueOn]: '下列各期日期', [placeholders.amountFen]: '下列各期金额' }).replaceAll('本期', '')
  return `${text}${rest(first, text)}，共${terms.length}期，合计人民币${yuanBoth(sumOf(terms))}：` +
    `${terms.map((term, index) => `第${index + 1}期${by(term.dueOn!)}，人民币${yuanBoth(term.amountFen!)}`).join('；')}。`
}

const manyClause = (file: CaseFile, terms: readonly Term[], who: 'obligor' | 'obligee', annex: string): string => {
  const [first] = terms as [Term]
  const persons = `附件《${annex}》所列${terms.length}名${who === 'obligee' ? '权利人' : '义务人'}`
  const text = worded(file, first, templateWithout(file, first), { [placeholders[who]]: persons, [placeholders.amountFen]: '附件所列各自的金额' })
  const due = first.dueOn !== undefined && !saysDate(text, first.dueOn) ? `，于${by(first.dueOn)}付清` : ''
  return `${text}${due}${rest(first, text)}，合计人民币${yuanBoth(sumOf(terms))}，各人的金额以附件为准，分别独立。`
}

const canGroup = (file: CaseFile, terms: readonly Term[], ...needed: readonly string[]): boolean =>
  terms.every(isObligation) && terms.every(({ kind, amountFen, dueOn }) => kind === 'payment' && amountFen !== undefined && dueOn !== undefined) && needed.every(place => templateWithout(file, terms[0]!).includes(place))

/** The title of the annex that lists equal clauses of many persons. */
export const equalClausesAnnex = '各人给付明细表'

/** The terms as an agreement prints them: instalments of one sum as one clause, equal ones of many persons as one with an annex. */
export const printedClauses = (file: CaseFile, terms: readonly Term[]): PrintedClause[] => {
  const alike = (a: Term, b: Term): boolean => same(a, b, 'kind', 'manner', 'place')
  return runsOf(file, terms, (a, b) => alike(a, b) && same(a, b, 'obligor', 'obligee') && a.dueOn !== b.dueOn).flatMap((run): (Term[] | PrintedClause)[] => (
    run.length > 1 && canGroup(file, run, placeholders.dueOn, placeholders.amountFen) ? [{ text: instalmentClause(file, run), terms: run }] : run.map(term => [term])
  )).reduce<(Term[] | PrintedClause)[]>((all, next) => {
    const last = all.at(-1)
    if (!Array.isArray(next) || !Array.isArray(last)) return [...all, next]
    const [a, b] = [last[0]!, next[0]!]
    const equal = alike(a, b) && a.dueOn === b.dueOn && templateWithout(file, a) === templateWithout(file, b) && (a.obligor === b.obligor) !== (a.obligee === b.obligee)
      && last.every(term => (term.obligor === a.obligor) === (a.obligor === b.obligor || last.length === 1))
    return equal ? [...all.slice(0, -1), [...last, ...next]] : [...all, next]
  }, []).flatMap((item): PrintedClause[] => {
    if (!Array.isArray(item)) return [item]
    const who = item.length > 1 && item[0]!.obligor === item[1]!.obligor ? 'obligee' : 'obligor'
    return item.length >= MANY && canGroup(file, item, placeholders[who], placeholders.amountFen)
      ? [{ text: manyClause(file, item, who, equalClausesAnnex), terms: item, annex: who }]
      : item.map(term => ({ text: clauseOf(file, term), terms: [term] }))
  })
}

/** Rows of the annex: whose, the number of the identity paper, the amount in figures. */
export const annexRows = (file: CaseFile, { terms, annex }: PrintedClause): string[][] => terms.map((term, index) => {
  const party = file.parties.find(({ id }) => id === (annex === 'obligor' ? term.obligor : term.obligee))
  return [String(index + 1), party?.name ?? '', party?.idNo ?? party?.uscc ?? party?.filingNo ?? '', yuanFigures(term.amountFen ?? 0)]
})

/** What of manner, place and time a clause does not settle, with the rule that then applies; undefined where all is settled. */
export const notSettled = (clauses: readonly PrintedClause[]): string | undefined => {
  const lines = clauses.flatMap(({ terms, annex }, index) => {
    const [term] = terms as [Term]
    if (annex || !isObligation(term)) return []
    const missing = [
      ...(term.manner === undefined && term.kind !== 'refrain' ? [`履行方式${gap(`第${index + 1}项的履行方式`, 0)}`] : []),
      ...(term.place === undefined && term.kind !== 'payment' && term.kind !== 'refrain' ? ['履行地点'] : []),
      ...(term.dueOn === undefined && term.kind !== 'refrain' ? [`履行时限${gap(`第${index + 1}项的履行时限`, 0)}`] : []),
    ]
    return missing.length === 0 ? [] : [`第${index + 1}项没有约定${missing.join('、')}`]
  })
  return lines.length === 0 ? undefined : `${lines.join('；')}。没有约定的，依照《中华人民共和国民法典》第五百一十条、第五百一十一条确定。`
}
