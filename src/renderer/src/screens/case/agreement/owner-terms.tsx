import { yuanFigures } from '../../../../../core/base/amounts.ts'
import { isOwnerTerm } from '../../../../../core/case/parties/roster.ts'

/** Terms that were made from the head list: a sum instead of hundreds of entries; each stands on the list of heads. */
export const OwnerTerms = ({ terms }: { readonly terms: readonly { readonly id?: string; readonly text?: string; readonly amountFen?: unknown }[] }) => {
  const made = terms.filter(term => term.id !== undefined && isOwnerTerm(term.id))
  if (made.length === 0) return null
  const sum = made.reduce((total, term) => total + (typeof term.amountFen === 'number' ? term.amountFen : 0), 0)
  return (
    <details className="owner-terms">
      <summary>按名册生成的分户条款 {made.length} 项，合计 {yuanFigures(sum)} 元（在“名册”里重新生成或移除）</summary>
      <ol className="plain-list">{made.map(term => <li key={term.id}>{term.text}</li>)}</ol>
    </details>
  )
}
