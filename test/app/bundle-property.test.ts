import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CaseFile } from '../../src/core/case/record/case-file.ts'
import { localDate } from '../../src/core/base/dates.ts'
import { problemsOf } from '../../src/core/case/moves/case-rules.ts'
import { Text } from '../../src/core/base/text.ts'
import { bundleOf } from '../../src/core/exports/bundle.ts'
import { officeFrom, storedFrom } from '../../src/core/office.ts'
import { generatedCases } from '../../scripts/generated-cases.ts'
import { randomCounting } from '../core/statistics/offices.ts'
import { memoryApp } from '../memory-app.ts'

const today = localDate('2029-12-31')
const mediators = ['m1', 'm2', 'm3', 'm9'].map(id => ({ id, name: id === 'm1' ? '何平' : id === 'm2' ? '宋宁' : id, kind: 'fullTime' as const }))
const storable = (file: CaseFile): boolean =>
  problemsOf(file, { today, mediatorIds: new Set(mediators.map(({ id }) => id)) }).every(({ severity }) => severity !== 'error')

/** Words of every script and sign that can be stored. */
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter(text => Text.safeParse(text).data === text)

const anyCases = fc.record({
  counting: randomCounting, seed: fc.nat(), count: fc.nat(5), texts: fc.array(words, { minLength: 1, maxLength: 8 }),
}).map(({ counting, seed, count, texts }) => {
  const random = counting.cases.map((file, index) => ({ ...file, facts: texts[index % texts.length]!, claims: texts }))
  return [...random, ...generatedCases(count, seed).map(file => ({ ...file, id: `g${file.id}` }))].map(file => CaseFile.parse(file)).filter(storable)
})

test('any office that is exported and imported into an empty one is exported the same, byte for byte', async () => {
  await fc.assert(fc.asyncProperty(anyCases, async cases => {
    const other = memoryApp(today)
    const content = JSON.stringify(bundleOf(officeFrom({ ...storedFrom(other.office()), mediators, cases })))
    expect(await other.call('bundle.import', { content })).toMatchObject({ ok: true, value: { added: cases.length, skipped: 0, replaced: 0, kept: 0 } })
    expect(JSON.stringify(bundleOf(other.office()))).toBe(content)
    // Once more changes nothing.
    expect(await other.call('bundle.import', { content })).toMatchObject({ ok: true, value: { added: 0, skipped: cases.length } })
    expect(JSON.stringify(bundleOf(other.office()))).toBe(content)
  }), { numRuns: 60 })
})
