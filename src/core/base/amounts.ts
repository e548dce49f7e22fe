/** Money as integer fen (分): in figures, in capitals (大写), and back from what a person typed. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿']

/** 8600.00 → `8,600.00`. */
export const yuanFigures = (fen: number): string => {
  const yuan = String(Math.trunc(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`
}

const groupInCapitals = (group: number): string => {
  let text = ''
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.trunc(group / 10 ** place) % 10
    if (digit > 0) text += DIGITS[digit]! + PLACES[place]!
    else if (text !== '' && !text.endsWith('零') && group % 10 ** place > 0) text += '零'
  }
  return text
}

/**
 * Amount in capitals (票据填写规则, 支付结算办法附一): 1409.50 → 壹仟肆佰零玖元伍角, 10 → 壹拾元整.
 * Takes integer fen from 0 to 999,999,999,999; 整 is written after 元 only.
 */
export const yuanCapitals = (fen: number): string => {
  const yuan = Math.trunc(fen / 100)
  const jiao = Math.trunc(fen / 10) % 10
  const cent = fen % 10
  let text = ''
  for (let index = 2; index >= 0; index -= 1) {
    const group = Math.trunc(yuan / 10_000 ** index) % 10_000
    if (group === 0) {
      if (text !== '' && !text.endsWith('零')) text += '零'
      continue
    }
    if (text !== '' && !text.endsWith('零') && group < 1000) text += '零'
    text += groupInCapitals(group) + GROUPS[index]!
  }
  text = text.replace(/零$/, '')
  if (jiao === 0 && cent === 0) return `${text || '零'}元整`
  const whole = text === '' ? '' : `${text}元`
  if (cent === 0) return `${whole}${yuan % 10 === 0 && whole ? '零' : ''}${DIGITS[jiao]}角`
  const tenth = jiao === 0 ? (whole ? '零' : '') : `${yuan % 10 === 0 && whole ? '零' : ''}${DIGITS[jiao]}角`
  return `${whole}${tenth}${DIGITS[cent]}分`
}

/** `8,600.00元（大写：捌仟陆佰元整）`. */
export const yuanBoth = (fen: number): string => `${yuanFigures(fen)}元（大写：${yuanCapitals(fen)}）`

/** What a person typed as yuan (`8,600`, `8600.5`) as fen; null when it is no amount or has parts of a fen. */
export const fenFromYuan = (typed: string): number | null => {
  const plain = typed.normalize('NFKC').replaceAll(/[,，\s]/g, '').replace(/元$/, '').replace(/^[¥￥]/, '')
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain)) return null
  const [yuan, part = ''] = plain.split('.') as [string, string?]
  return Number(yuan) * 100 + Number(part.padEnd(2, '0'))
}

const CAPITAL_DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 }
const CAPITAL_PLACES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 }
/** Characters of an amount in capitals; 圆 and 正 are the other usual ways to write 元 and 整. */
const CAPITALS = '[零〇壹贰叁肆伍陆柒捌玖拾][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆](?:零?[壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?'

/**
 * Fen of an amount in capitals (大写) as papers write it, 圆 and 正 allowed, 整 not insisted on; null for anything else, also
 * for places out of order (伍佰捌仟).
 */
export const fenFromCapitals = (text: string): number | null => {
  if (!new RegExp(`^${CAPITALS}$`, 'u').test(text) && !/^零?[壹贰叁肆伍陆柒捌玖][角分](?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?$/u.test(text)) return null
  let total = 0
  let section = 0
  let digit: number | null = null
  let place = 10_000
  let group = 100_000_000_000
  for (const character of text.replace('圆', '元').replace(/[整正]$/, '')) {
    const value = CAPITAL_DIGITS[character]
    const unit = CAPITAL_PLACES[character]
    if (value !== undefined) {
      // Two digits side by side are no amount; a zero between is.
      if (digit !== null && digit > 0) return null
      digit = value
    } else if (unit !== undefined) {
      // 拾 alone at the head is an old way to write 壹拾.
      const count = digit ?? (section === 0 && unit === 10 ? 1 : 0)
      if (unit >= place || count === 0) return null
      section += count * unit
      place = unit
      digit = null
    } else if (character === '万' || character === '亿') {
      const size = character === '万' ? 10_000 : 100_000_000
      if (size >= group) return null
      total += (section + (digit ?? 0)) * size
      group = size
      section = 0
      digit = null
      place = 10_000
    } else if (character === '元') {
      total = (total + section + (digit ?? 0)) * 100
      section = 0
      digit = null
    } else {
      total += (digit ?? 0) * (character === '角' ? 10 : 1)
      digit = null
    }
  }
  return total
}

/** An amount as it stands in a text, and where. `capitals`: in formal characters (壹贰叁), at least in part. */
export type WrittenAmount = { readonly fen: number | null; readonly text: string; readonly at: number; readonly capitals: boolean }

/** Numerals of writing and of papers, and those that people mix in. */
const NUMERALS: Readonly<Record<string, number>> = {
  ...CAPITAL_DIGITS, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 弌: 1, 貳: 2, 貮: 2, 弍: 2, 參: 3, 叄: 3, 陸: 6, 柒: 7, 漆: 7,
}
const NUMERAL_PLACES: Readonly<Record<string, number>> = { ...CAPITAL_PLACES, 十: 10, 百: 100, 千: 1000, 卅: 30 }
const NUMERAL = '零〇○壹贰叁肆伍陆柒捌玖一二两三四五六七八九弌貳貮弍參叄陸漆'
const PLACE = '拾佰仟十百千'

/**
 * Fen of a whole number of yuan in Chinese numerals of any kind (八千六百, 捌仟陆佰, 捌仟玖百, 两万); null where places are out of
 * order, digits stand side by side, or a last digit could count two places (贰佰伍).
 */
const yuanOfNumerals = (text: string): number | null => {
  let [total, section, digit, place, group] = [0, 0, null as number | null, 10_000, 1e12]
  let nought = true
  for (const character of text) {
    const value = NUMERALS[character]
    const unit = NUMERAL_PLACES[character]
    if (value !== undefined) {
      if (digit !== null && digit > 0) return null
      nought = digit === 0 || (place === 10_000 && group > 1e9) || place === 10
      digit = value
    } else if (unit !== undefined) {
      const count = digit ?? (section === 0 && unit === 10 ? 1 : 0)
      if (unit >= place || count === 0) return null
      section += count * unit
      place = unit
      digit = null
    } else {
      const size = character === '万' || character === '萬' ? 10_000 : 100_000_000
      if (size >= group || section + (digit ?? 0) === 0) return null
      total += (section + (digit ?? 0)) * size
      ;[group, section, digit, place] = [size, 0, null, 10_000]
    }
  }
  return digit !== null && digit > 0 && !nought ? null : total + section + (digit ?? 0)
}

/** `1.2万`, `9千`, `1万2千`, `8600` as fen; null where parts of a fen would remain or the units are out of order. */
const fenOfFigures = (text: string): number | null => {
  let fen = 0
  let before = Infinity
  for (const [, figures, units] of text.matchAll(/([\d.]+)([亿万千百十]*)/g)) {
    const size = [...units!].reduce((product, unit) => product * ({ 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100, 十: 10 }[unit]!), 1)
    if (size >= before || !/^\d+(?:\.\d+)?$/.test(figures!)) return null
    before = size
    const [whole, part = ''] = figures!.split('.') as [string, string?]
    // Reckoned in whole numbers: 0.1 is no number of a machine.
    const exact = BigInt(`${whole}${part.padEnd(9, '0')}`) * BigInt(size) * 100n
    if (part.length > 9 || exact % 1_000_000_000n !== 0n) return null
    fen += Number(exact / 1_000_000_000n)
  }
  return fen <= 999_999_999_999 ? fen : null
}

/** Each character as it is read, in its own place: wide ones narrow, blanks that group figures as commas. */
const inPlace = (text: string): string => text
  .replaceAll(/[\uff01-\uff5e]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  .replaceAll('￥', '¥').replaceAll(/(?<=\d)[\u00a0\u2006-\u200a\u202f'’](?=\d{3}(?!\d))/g, ',')
  .replaceAll(/(?<=(?:¥|RMB|人民币)\s*\d{1,3}) (?=\d{3}(?!\d))|(?<=\d) (?=\d{3}\.\d\d(?!\d))/gi, ',')
  .replaceAll(/[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g, ' ')

const MONEY = '(?:¥|RMB|CNY|人民币)'
const TAIL = String.raw`(?:\s*[零〇]?\s*(\d|[${NUMERAL}])\s*角)?(?:\s*[零〇]?\s*(\d|[${NUMERAL}])\s*分(?!之|期|次|别))?`
const FIGURES = new RegExp(String.raw`(?<![\d.])(${MONEY}[\s:]*)?(\d[\d,]*(?:\.\d+)?(?:\s*[亿万千百十]+(?:\d[\d,]*(?:\.\d+)?)?)*)\s*(?:(元|圆|块钱)${TAIL}[整正]?)?`, 'giu')
const NUMERALS_IN = new RegExp(String.raw`([${NUMERAL}拾十][${NUMERAL}${PLACE}万萬亿]*)\s*(?:(?:[元圆]|块钱)(?![化论素旦宵月年日里次])${TAIL}\s*[整正]?|([整正]))|([零〇]?[壹贰叁肆伍陆柒捌玖])角(?:零?([壹贰叁肆伍陆柒捌玖])分)?[整正]?|[零〇]?([壹贰叁肆伍陆柒捌玖])分[整正]?`, 'gu')
/** Formal characters with a place among them say an amount even where 元 was left out. */
const BARE = /[壹贰叁肆伍陆柒捌玖][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[拾佰仟万亿][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]*/gu

const small = (text: string | undefined): number => (text === undefined ? 0 : /\d/.test(text) ? Number(text) : NUMERALS[text] ?? 0)
/** A comma that groups stands before three figures; any other makes the number unreadable. */
const grouped = (figures: string): boolean => !figures.includes(',') || figures.split(/[亿万千百十]/).every(part => !part.includes(',') || /^\d{1,4}(?:,\d{3,4})+(?:\.\d+)?$/.test(part.trim()))

/**
 * Every amount in a text, in order: figures of any width (`8,600元`, `¥9,000.00`, `0.86万元`, `9千元`, `1万2千元`, `8600元5角`),
 * capitals and Chinese numerals with or without 元. `fen` is null where one stands there and cannot be read.
 */
export const amountsIn = (text: string): WrittenAmount[] => {
  const plain = inPlace(text)
  const found: WrittenAmount[] = []
  const taken = (at: number, length: number): boolean => found.some(one => at < one.at + one.text.length && one.at < at + length)
  const put = (at: number, whole: string, fen: number | null, capitals: boolean): void => {
    if (!taken(at, whole.length)) found.push({ fen, text: text.slice(at, at + whole.length).trim(), at, capitals })
  }
  for (const match of plain.matchAll(FIGURES)) {
    const [whole, money, figures, unit, jiao, cent] = match
    const after = plain.slice(match.index + whole.length)
    if (unit === undefined && (money === undefined || /^\s*[年月日号%‰期户人次]/.test(after))) continue
    const yuan = grouped(figures!) ? fenOfFigures(figures!.replaceAll(/[,\s]/g, '')) : null
    put(match.index, whole.trimEnd(), yuan === null ? null : yuan + small(jiao) * 10 + small(cent), false)
  }
  for (const match of plain.matchAll(NUMERALS_IN)) {
    const [whole, numerals, jiao, cent, bare, onlyJiao, jiaoCent, onlyCent] = match
    const formal = /[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(whole)
    // 三正 and 一整 are words; 整 alone makes an amount of formal characters only.
    if (bare !== undefined && !(formal && numerals!.length > 1)) continue
    if (numerals === undefined && /[角分]$/.test(whole) && /^[度钱之期钟]/.test(plain.slice(match.index + whole.length))) continue
    // 张三一元: numerals of writing may belong to the word before.
    const heads = numerals === undefined || formal ? [0] : Array.from(numerals, (_, index) => index)
    const skipped = heads.find(head => yuanOfNumerals(numerals?.slice(head) ?? '') !== null) ?? 0
    const yuan = yuanOfNumerals(numerals?.slice(skipped) ?? '')
    put(match.index + skipped, whole.slice(skipped).trimEnd(), yuan === null ? null : yuan * 100 + small(jiao) * 10 + small(cent) + small(onlyJiao?.at(-1)) * 10 + small(jiaoCent) + small(onlyCent), formal)
  }
  for (const match of plain.matchAll(BARE)) {
    const yuan = yuanOfNumerals(match[0])
    put(match.index, match[0], yuan === null ? null : yuan * 100, true)
  }
  return found.toSorted((a, b) => a.at - b.at)
}

/** One sum of a text, written once or in several ways side by side: 8,600元（大写：捌仟陆佰元整）. */
export type WrittenSum = {
  readonly written: readonly WrittenAmount[]
  /** What all of them say; null where one cannot be read or they contradict each other. */
  readonly fen: number | null
  /** A price of a unit or a month (2.5元/㎡, 每月500元), which is no sum to be paid. */
  readonly perUnit: boolean
}

/** What stands between two ways to write one sum: brackets, 大写, 小写, 即, a comma. */
const BETWEEN = /^(?:[\s()（）【】[\]：:=＝¥￥，,]|人民币|RMB|大写|小写|金额|即|折合|合计?|计)*$/iu

const besides = (one: WrittenAmount, next: WrittenAmount, between: string, size: number): boolean => {
  if (between.length > 16) return false
  // A third one only where it stands in brackets of its own.
  if (size >= 2) return /^[）)】\s]*[（(【]/.test(between) && BETWEEN.test(between)
  // Figures and capitals need no more than a comma; two figures need a bracket or 即.
  return BETWEEN.test(between) && (one.capitals !== next.capitals || /[（(【[=＝]|即|折合/.test(between))
}

/** All amounts of a clause by what they are one sum of: the one reading that every comparison of amounts goes by. */
export const sumsIn = (text: string): WrittenSum[] => {
  const groups: WrittenAmount[][] = []
  for (const one of amountsIn(text)) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && besides(last, one, text.slice(last.at + last.text.length, one.at), group.length)) group.push(one)
    else groups.push([one])
  }
  return groups.map(written => {
    const [first, last] = [written[0]!, written.at(-1)!]
    const fen = written.every(one => one.fen === first.fen) ? first.fen : null
    const perUnit = /^\s*[)）]?\s*[/／每]/.test(text.slice(last.at + last.text.length)) || /每[^，。；、,;\s]{0,6}$/.test(text.slice(0, first.at))
    return { written, fen, perUnit }
  })
}
