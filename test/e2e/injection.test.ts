/**
 * Text that would act, were it ever taken for more than text, in every field of every record: all screens show it as it
 * stands, nothing runs, nothing breaks the page's policy, nothing leaves this machine; papers print it.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { rehearsalCases } from '../../src/core/help/rehearsal.ts'
import { pagesOf } from '../main/adapters/pdf-reading.ts'
import { ask, committee, openedOffice, usingBrowser } from './page/browser.ts'
import { everyPlace, leave } from './page/every-screen.ts'
import { menu, soon } from './page/hands.ts'

const its = usingBrowser()

const corpus = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=2">',
  '"><svg onload=window.hit=3>',
  '<iframe srcdoc="<script>parent.hit=4</script>"></iframe>',
  '<a href="javascript:window.hit=5">点这里</a>',
  '\'"`;window.hit=6;//',
  '{{constructor.constructor("window.hit=7")()}}',
  '${window.hit=8}',
  '</textarea><script>window.hit=9</script>',
  '<style>@import url(http://example.invalid/a.css)</style>',
  '<img src=http://example.invalid/b.png>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=10>',
  '=HYPERLINK("http://example.invalid","x")',
  '[x](javascript:window.hit=11) ![y](http://example.invalid/c.png)',
  '<meta http-equiv="refresh" content="0;url=http://example.invalid/">',
  '&lt;script&gt;window.hit=12&lt;/script&gt; &#60;b&#62;',
]

/** Fields of a case that hold free text. What looks alike but is a choice from a list (kinds, states, sources) is not here. */
const free = new Set([
  'name', 'facts', 'record', 'text', 'manner', 'reason', 'note', 'findings', 'matter', 'toBody', 'body', 'documentNo', 'community', 'estate', 'building',
  'unit', 'room', 'address', 'occupation', 'ethnicity', 'proves', 'issues', 'caseNo', 'court', 'approvedBy', 'place', 'duty', 'officer',
])
let turn = 0
const bad = (): string => corpus[(turn += 1) % corpus.length]!

const poisoned = (value: unknown, key = ''): unknown => {
  if (typeof value === 'string') return free.has(key) && value !== 'presiding' ? bad() : value
  if (Array.isArray(value)) return key === 'claims' ? value.map(bad) : value.map(item => poisoned(item))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, name)]))
  return value
}

test('script injections in every text of cases, office and contacts stay text on every screen and on paper', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  page.on('dialog', dialog => {
    misdeeds.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const mediators = [{ id: 'm1', name: corpus[1]!, kind: 'fullTime' as const }]
  const { cases } = rehearsalCases({ today: localDate('2026-11-23'), numberWord: '赤物', regionCode: '421281', mediators, fileNumbers: {} })
  const must = async (command: string, input: object): Promise<unknown> => {
    const answer = await ask(page, command, input)
    expect({ command, ok: answer.ok, refusal: answer.refusal }).toMatchObject({ ok: true })
    return answer.value
  }
  await must('office.change', { office: { ...committee, name: corpus[0]!, court: corpus[3]!, address: corpus[2]!, phone: corpus[6]! }, mediators })
  await must('bundle.import', { content: JSON.stringify({
    format: 'mediation-case-bundle', version: 1, office: committee, mediators, cases: poisoned(cases),
  }) })
  await must('contact.collect', {})
  await must('consultation.save', { title: corpus[4]!, values: { facts: corpus[5]! } })
  await must('comfort.save', { tourSeen: true })
  await page.reload()
  await menu(page, '待办')
  await page.locator('.task').first().waitFor()
  const seen = new Set<string>()
  for (const { name, open } of await everyPlace(page)) {
    try {
      await open(page)
    } catch (error) {
      throw new Error(`no way to “${name}”`, { cause: error })
    }
    const { hit, made, text } = await page.evaluate(() => ({
      hit: (window as unknown as { hit?: number }).hit ?? null,
      made: document.querySelectorAll('iframe, #root script, img[src="x"], img[src^="http:"], a[href^="javascript:"], math, meta[http-equiv]').length,
      text: document.body.innerText,
    }))
    expect({ name, hit, made }).toEqual({ name, hit: null, made: 0 })
    for (const one of corpus) if (text.includes(one)) seen.add(one)
    await leave(page)
  }
  // Each was somewhere to be read, letter by letter.
  expect(corpus.filter(one => !seen.has(one))).toEqual([])
  const caseId = cases.find(({ agreement, archive }) => agreement?.form === 'written' && archive)!.id
  for (const document of ['D02', 'D07']) {
    const { path } = await must('document.make', { caseId, document }) as { path: string }
    const words = pagesOf(readFileSync(path)).join('').replaceAll(/\s/g, '')
    expect(corpus.filter(one => words.includes(one.replaceAll(/\s/g, ''))).length).toBeGreaterThan(2)
  }
  await soon(async () => misdeeds).toEqual([])
}, 300_000)
