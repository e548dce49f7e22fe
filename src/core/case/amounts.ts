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
