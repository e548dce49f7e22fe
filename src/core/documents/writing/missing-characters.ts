/** Characters of a paper that no font has: named once, with where they stand, so that a person can decide. */

/** A character that no font has, and all the places of a paper in which it stands. */
export type MissingCharacter = { readonly character: string; readonly code: string; readonly places: readonly string[] }

/** What a person is told of characters that were printed as 〓; undefined where there are none. */
export const missingSentence = (missing: readonly MissingCharacter[]): string | undefined => (missing.length === 0 ? undefined
  : `字库里没有${missing.map(({ character, code, places }) => `“${character}”（${code}，在“${places.slice(0, 3).join('”“')}”${places.length > 3 ? `等${places.length}处` : ''}）`).join('、')}，` +
    '已印成“〓＿＿”，请在打印后手写补上；也可以在“设置—文书字库”里添加有这些字的字体文件，再重新生成。')
