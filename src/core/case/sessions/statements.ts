/**
 * A session's record as statements by speaker (逐人记录). It is stored as text that reads as it is printed: `何平：……`, one
 * paragraph to a statement; a further paragraph of the same statement is indented by two ideographic spaces; what stands
 * there without a speaker is narration.
 */
export type Statement = {
  /** The name as it stands before the colon; empty for narration (记述). */
  readonly speaker: string
  readonly text: string
}

const INDENT = '　　'

/** Speakers that older records name by their part in the session. */
const parts = /^(?:调解员|主持人|记录人|申请人|被申请人|第三人|代理人|委托代理人|证人|见证人|双方|当事人)[0-9一二三四五六七八九十甲乙丙丁]?$/

/** The text that is stored. */
export const recordOf = (statements: readonly Statement[]): string =>
  statements.map(({ speaker, text }) => (speaker === '' ? text : `${speaker}：${text.replaceAll('\n', `\n${INDENT}`)}`)).join('\n')

/**
 * The statements of a stored record; `speakers` are the names known in the case. Anything else before a colon is narration,
 * so that `时间：` becomes nobody's name. Written again the statements give the same text, whatever it was.
 */
export const statementsOf = (record: string, speakers: ReadonlySet<string>): Statement[] => {
  const found: Statement[] = []
  if (record === '') return found
  for (const line of record.split('\n')) {
    const colon = line.indexOf('：')
    const name = line.slice(0, Math.max(colon, 0))
    const last = found.at(-1)
    if (name !== '' && (speakers.has(name) || parts.test(name))) found.push({ speaker: name, text: line.slice(colon + 1) })
    else if (last && last.speaker !== '' && line.startsWith(INDENT)) found[found.length - 1] = { ...last, text: `${last.text}\n${line.slice(INDENT.length)}` }
    else if (last?.speaker === '') found[found.length - 1] = { speaker: '', text: `${last.text}\n${line}` }
    else found.push({ speaker: '', text: line })
  }
  return found
}
