/** What the strict content policy of the page asks of the libraries in it. Imported before everything else. */
import * as z from 'zod'

// The policy forbids compiled code; zod would try it once and be reported.
z.config({ jitless: true })

// Style sheets made at run time must carry the nonce of this page. Some parts of antd (scroll locking, measuring)
// take no nonce, so it is given where the element is born.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = create(name, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}) as typeof document.createElement
