/** What an attachment is among the materials for the court, and which attachments never go along. */

/** In the order in which the court wants them. */
export const materialKinds = {
  agreement: '协议（签字盖章的扫描件）', organisation: '调解组织设立证明', identity: '身份、主体资格证明', authority: '授权委托书',
  rights: '财产权利证明', record: '调解记录', address: '送达地址确认书', returned: '退回的材料', other: '其他材料',
} as const
export type MaterialKind = keyof typeof materialKinds

const guesses: readonly (readonly [MaterialKind, RegExp])[] = [
  ['address', /送达地址/],
  ['authority', /授权|委托书/],
  ['organisation', /设立|调委会.*(证明|批复)|调解组织/],
  ['agreement', /协议/],
  ['identity', /身份证|证件|身份|执照|备案|信用代码|户口/],
  ['rights', /产权|房产|不动产|合同|收费|权利证明/],
  ['record', /记录|笔录/],
]

/** What an attachment most likely is, by its name. */
export const materialGuess = (name: string): MaterialKind => guesses.find(([, words]) => words.test(name))?.[0] ?? 'other'

/** A scan of fingerprints alone is biometric data (个人信息保护法第28条): it stays, whoever asks. */
export const isFingerprint = (name: string): boolean => /指纹|指印|捺印|掌纹/.test(name)
