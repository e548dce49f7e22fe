/** A text with marks, read as the booklet reads it; HTML, links and pictures stand there as they were written. */
import MarkdownIt from 'markdown-it'
import { markdownMarks } from '../../../../core/documents/booklet.ts'

const markdown = new MarkdownIt('zero', { html: false, breaks: true }).enable([...markdownMarks])
// The page's policy allows no styles written into elements, which is how tables would be aligned.
markdown.renderer.rules['th_open'] = () => '<th>'
markdown.renderer.rules['td_open'] = () => '<td>'

export const Markdown = ({ text }: { readonly text: string }) =>
  // All that markdown-it gives here are its own few tags: what the text holds is escaped.
  <div className="markdown" dangerouslySetInnerHTML={{ __html: markdown.render(text) }} />
