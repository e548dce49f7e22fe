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
  const plain = typed.trim().replaceAll(/[,，\s]/g, '').replace(/元$/, '').replace(/^[¥￥]/, '')
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

/** An amount as it stands in a text, and where. */
export type WrittenAmount = { readonly fen: number | null; readonly text: string; readonly at: number; readonly capitals: boolean }

/** Every amount in a text, in figures (`8,600元`, `0.86万元`) and in capitals; `fen` is null where it cannot be read. In order. */
export const amountsIn = (text: string): WrittenAmount[] => {
  const figures = [...text.matchAll(/(\d[\d,，]*(?:\.\d+)?)\s*(万)?(?:元|圆)/g)].map(match => {
    const plain = match[1]!.replaceAll(/[,，]/g, '')
    const [yuan, part = ''] = plain.split('.') as [string, string?]
    const places = match[2] ? 6 : 2
    const fen = part.length <= places && yuan.length <= 10 ? Number(yuan + part.padEnd(places, '0')) : null
    return { fen: fen !== null && Number.isSafeInteger(fen) ? fen : null, text: match[0], at: match.index, capitals: false }
  })
  const capitals = [...text.matchAll(new RegExp(CAPITALS, 'gu'))].map(match =>
    ({ fen: fenFromCapitals(match[0]), text: match[0], at: match.index, capitals: true }))
  return [...figures, ...capitals].toSorted((a, b) => a.at - b.at)
}
