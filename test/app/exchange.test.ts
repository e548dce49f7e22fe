import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { afterTest, aRehearsalOffice, must, refused, temporaryFolder, withWorkedCases, workedCases, workedCasesPath, workedCasesText } from './harness.ts'

type Json = Record<string, unknown>

/** The worked cases with one change made to a deep copy. */
const changed = (change: (bundle: { cases: Json[] } & Json) => void): string => {
  const copy = structuredClone(workedCases) as { cases: Json[] } & Json
  change(copy)
  return JSON.stringify(copy)
}
const at = (value: unknown, ...path: (string | number)[]): Json => path.reduce((inner, key) => (inner as Json)[key] as Json, value as Json) as Json

const importing = async (content: string) => (await aRehearsalOffice()).call('bundle.import', { content })

describe('import', () => {
  test('takes the worked cases, and export → import → export gives the same bundle', async () => {
    const folder = temporaryFolder()
    const app = await withWorkedCases()
    const first = await must(app.call('bundle.export', { path: join(folder, 'one.json') }))
    expect(first).toEqual({ path: join(folder, 'one.json'), cases: 8 })
    const exported = JSON.parse(readFileSync(first.path, 'utf8')) as unknown
    expect(exported).toEqual(workedCases)
    const second = await aRehearsalOffice()
    expect(await must(second.call('bundle.import', { path: first.path }))).toMatchObject({ added: 8, skipped: 0, replaced: 0, kept: 0 })
    await must(second.call('bundle.export', { path: join(folder, 'two.json') }))
    expect(readFileSync(join(folder, 'two.json'), 'utf8')).toBe(readFileSync(first.path, 'utf8'))
  })

  test('null reads as absent', async () => {
    const result = await must(importing(changed(bundle => {
      Object.assign(bundle.cases[4]!, { fileNo: null, acceptedOn: null, sessions: null, agreement: null })
    })))
    expect(result.added).toBe(8)
  })

  test('a second import skips what is the same', async () => {
    const app = await withWorkedCases()
    expect(await must(app.call('bundle.import', { path: workedCasesPath }))).toMatchObject({ added: 0, skipped: 8 })
  })

  test('different content is listed field by field and stored only as chosen', async () => {
    const app = await withWorkedCases()
    const content = changed(bundle => {
      bundle.cases[0]!.facts = '另一种说法。'
      at(bundle, 'cases', 1, 'end').reason = '补记'
    })
    const refusal = await refused(app.call('bundle.import', { content }))
    expect(refusal).toMatchObject({ code: 'bundle-conflict', field: '/onConflict' })
    expect(refusal.conflicts).toEqual([
      { kind: 'case', id: 'w1', differences: [{ pointer: '/facts', stored: at(workedCases, 'cases', 0).facts, incoming: '另一种说法。' }] },
      { kind: 'case', id: 'w2', differences: [{ pointer: '/end/reason', stored: undefined, incoming: '补记' }] },
    ])
    const facts = async () => (await must(app.call('case.show', { caseId: 'w1' }))).file.facts
    expect(await facts()).toBe(at(workedCases, 'cases', 0).facts)
    expect((await refused(app.call('bundle.import', { content, onConflict: { w1: 'replace' } }))).conflicts).toHaveLength(1)
    expect(await facts()).toBe(at(workedCases, 'cases', 0).facts)
    expect(await must(app.call('bundle.import', { content, onConflict: { w1: 'replace', w2: 'keep' } }))).toMatchObject({ replaced: 1, kept: 1, skipped: 6 })
    expect(await facts()).toBe('另一种说法。')
    expect((await must(app.call('case.show', { caseId: 'w2' }))).file.end).toEqual({ code: 'E02', on: '2026-10-15' })
  })

  test('a bundle of more than 500,000 characters is read in a process of its own, with the same answers, problems included', async () => {
    const long = (content: string): string => content + ' '.repeat(500_000)
    const bad = changed(bundle => {
      at(bundle, 'cases', 4, 'parties', 0).name = ''
      at(bundle, 'cases', 4, 'parties', 1).bornOn = '1995-02-30'
      at(bundle, 'cases', 0, 'agreement', 'terms', 1).obligor = 'p7'
    })
    let processes = 0
    const count = (): void => { processes += 1 }
    subscribe('child_process', count)
    afterTest(() => void unsubscribe('child_process', count))
    const app = await aRehearsalOffice()
    for (const content of [bad, '{"format": ', '[]', workedCasesText.replace('"facts"', '"facts": "甲", "facts"')]) {
      const near = await refused(app.call('bundle.import', { content }))
      const before = processes
      expect(await refused(app.call('bundle.import', { content: long(content) }))).toEqual(near)
      expect(processes).toBe(before + 1)
    }
    expect(await app.call('bundle.import', { content: long(workedCasesText) })).toEqual(await importing(workedCasesText))
    const folder = temporaryFolder()
    await must(app.call('bundle.export', { path: join(folder, 'one.json') }))
    expect(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8'))).toEqual(workedCases)
    const other = changed(bundle => { bundle.cases[0]!.facts = '另一种说法。' })
    expect(await refused(app.call('bundle.import', { content: long(other) }))).toEqual(await refused(app.call('bundle.import', { content: other })))
  }, 60_000)

  test('one bad case among many stores nothing, and every problem has its pointer', async () => {
    const app = await aRehearsalOffice()
    const refusal = await refused(app.call('bundle.import', {
      content: changed(bundle => {
        at(bundle, 'cases', 4, 'parties', 0).name = ''
        at(bundle, 'cases', 4, 'parties', 1).bornOn = '1995-02-30'
        bundle.cases[4]!.colour = 'red'
        at(bundle, 'cases', 0, 'agreement', 'terms', 1).obligor = 'p7'
        at(bundle, 'cases', 2, 'end').code = 'E06'
        bundle.cases[6]!.id = 'w1'
        delete bundle.cases[7]!.claims
      }),
    }))
    expect(refusal.code).toBe('bundle-invalid')
    expect(refusal.problems!.map(problem => problem.pointer).sort()).toEqual([
      '/cases/0/agreement/terms/1/obligor', '/cases/2/end/code', '/cases/4/colour', '/cases/4/parties/0/name',
      '/cases/4/parties/1/bornOn', '/cases/6/id', '/cases/7/claims',
    ])
    for (const problem of refusal.problems!) expect(problem.message).toMatch(/[\u4e00-\u9fff].*。$/)
    expect((await must(app.call('case.list', {}))).total).toBe(0)
    expect((await must(app.call('office.show', {}))).mediators).toEqual([])
  })

  test('what is wrong in shape and what breaks a rule are told together, also of one case', async () => {
    const refusal = await refused(importing(changed(bundle => {
      const [first, second, third] = bundle.cases as [Json, Json, Json]
      first.facts = ''
      at(first, 'agreement', 'terms', 1).obligor = 'p7'
      at(first, 'archive').on = '2026-10-11'
      second.parties = 'x'
      at(second, 'end').code = 'E05'
      at(second, 'sessions', 0).startAt = '2026-10-15'
      at(second, 'performance', 0).on = '2026-11-24'
      third.acceptedOn = '2026-02-30'
      third.source = 'x'
      third.colour = 'red'
      at(third, 'end').on = '2026-11-24'
    })))
    expect(refusal.problems!.filter(problem => problem.severity === 'error').map(problem => [problem.pointer, problem.code]).sort()).toEqual([
      ['/cases/0/agreement/terms/1/obligor', 'unknown-party'],
      ['/cases/0/archive/on', 'date-order'],
      ['/cases/0/facts', 'text'],
      ['/cases/1/end/code', 'end-after-acceptance'],
      ['/cases/1/parties', 'invalid-type'],
      ['/cases/1/performance/0/on', 'future-date'],
      ['/cases/1/sessions/0/startAt', 'time'],
      ['/cases/2/acceptedOn', 'date'],
      ['/cases/2/colour', 'unknown-field'],
      ['/cases/2/end/on', 'future-date'],
      ['/cases/2/source', 'invalid-value'],
    ])
  })

  const w = (index: number, change: (file: Json) => void) => changed(bundle => change(bundle.cases[index]!))
  const broken: [string, string, string][] = [
    ['acceptance before application', w(0, file => { file.acceptedOn = '2026-09-06' }), '/cases/0/acceptedOn'],
    ['an end before acceptance', w(2, file => { at(file, 'end').on = '2026-08-23' }), '/cases/2/end/on'],
    ['a session before the application', w(0, file => { at(file, 'sessions', 0).startAt = '2026-09-06T09:00'; at(file, 'sessions', 0).endAt = '2026-09-06T10:00' }), '/cases/0/sessions/0/startAt'],
    ['a session after the end', w(1, file => { at(file, 'sessions', 0).startAt = '2026-10-16T09:00'; delete at(file, 'sessions', 0).endAt }), '/cases/1/sessions/0/startAt'],
    ['a suspension before acceptance', w(0, file => { at(file, 'suspensions', 0).from = '2026-09-07' }), '/cases/0/suspensions/0/from'],
    ['overlapping suspensions', w(0, file => { (file.suspensions as unknown[]).push({ from: '2026-09-28', to: '2026-09-30', reason: '又' }) }), '/cases/0/suspensions/1/from'],
    ['an agreement in effect before it is reached', w(0, file => { at(file, 'agreement').reachedOn = '2026-10-13' }), '/cases/0/agreement/effectiveOn'],
    ['E02 that does not end the day it is reached', w(1, file => { at(file, 'end').on = '2026-10-16' }), '/cases/1/end/on'],
    ['E01 that does not end the day it takes effect', w(0, file => { at(file, 'end').on = '2026-10-13' }), '/cases/0/end/on'],
    ['E01 without a date of effect', w(0, file => { delete at(file, 'agreement').effectiveOn; delete file.confirmation }), '/cases/0/agreement/effectiveOn'],
    ['confirmation before effect', w(0, file => { at(file, 'confirmation').appliedOn = '2026-10-11' }), '/cases/0/confirmation/appliedOn'],
    ['performance before the agreement', w(0, file => { at(file, 'performance', 0).on = '2026-10-11' }), '/cases/0/performance/0/on'],
    ['performance of a term that is not there', w(0, file => { at(file, 'performance', 0).termId = 't9' }), '/cases/0/performance/0/termId'],
    ['an archive before the end', w(0, file => { at(file, 'archive').on = '2026-10-11' }), '/cases/0/archive/on'],
    ['E06 after acceptance', w(3, file => { at(file, 'end').code = 'E06' }), '/cases/3/end/code'],
    ['E03 without acceptance', w(4, file => { at(file, 'end').code = 'E03' }), '/cases/4/end/code'],
    ['E08 of a case that no court sent', w(3, file => { at(file, 'end').code = 'E08' }), '/cases/3/end/code'],
    ['E01 without an agreement', w(3, file => { at(file, 'end').code = 'E01' }), '/cases/3/end/code'],
    ['E01 with an oral agreement', w(0, file => { at(file, 'agreement').form = 'oral' }), '/cases/0/agreement/form'],
    ['confirmation beside a court document', w(7, file => { file.confirmation = { appliedOn: '2026-11-03', court: '院', result: 'pending' } }), '/cases/7/confirmation'],
    ['confirmation without an agreement', w(2, file => { file.confirmation = { appliedOn: '2026-11-03', court: '院', result: 'pending' } }), '/cases/2/confirmation'],
    ['something dated tomorrow', w(7, file => { at(file, 'performance', 0).on = '2026-11-24' }), '/cases/7/performance/0/on'],
    ['a mediator whom nobody knows', w(0, file => { at(file, 'mediators', 0).mediatorId = 'm9' }), '/cases/0/mediators/0/mediatorId'],
    ['an impossible time', w(0, file => { at(file, 'sessions', 0).startAt = '2026-09-15T24:00' }), '/cases/0/sessions/0/startAt'],
    ['a negative amount', w(0, file => { at(file, 'agreement', 'terms', 1).amountFen = -1 }), '/cases/0/agreement/terms/1/amountFen'],
    ['parts of a fen', w(0, file => { at(file, 'agreement', 'terms', 1).amountFen = 0.5 }), '/cases/0/agreement/terms/1/amountFen'],
    ['too large an amount', w(0, file => { at(file, 'agreement', 'terms', 1).amountFen = 1_000_000_000_000 }), '/cases/0/agreement/terms/1/amountFen'],
    ['20,001 characters', w(0, file => { file.facts = '𰻝'.repeat(20_001) }), '/cases/0/facts'],
    ['half a character', w(0, file => { file.facts = '\ud869x' }), '/cases/0/facts'],
    ['another version', changed(bundle => { bundle.version = 2 }), '/version'],
    ['another format', changed(bundle => { bundle.format = 'x' }), '/format'],
    ['two mediators with one id', changed(bundle => { (bundle.mediators as Json[])[1]!.id = 'm1' }), '/mediators/1/id'],
    ['a session that ends tomorrow', w(6, file => { delete file.end; file.sessions = [{ id: 's1', startAt: '2026-11-23T23:00', endAt: '2026-11-24T01:00', place: '室', kind: 'joint', record: '', confidential: false }] }), '/cases/6/sessions/0/endAt'],
    ['confirmation before an oral agreement without a date of effect', w(1, file => { delete at(file, 'agreement').effectiveOn; file.confirmation = { appliedOn: '2026-10-14', court: '院', result: 'pending' } }), '/cases/1/confirmation/appliedOn'],
    ['a mediator whose term begins tomorrow', changed(bundle => { at(bundle, 'mediators', 0).termFrom = '2026-11-24' }), '/mediators/0/termFrom'],
    ['a file that was exported tomorrow', changed(bundle => { bundle.exportedAt = '2026-11-24T00:00' }), '/exportedAt'],
    ['an unknown field that is null', w(0, file => { file.colour = null }), '/cases/0/colour'],
    ['an unknown field that is null, deep inside', w(0, file => { at(file, 'agreement', 'terms', 1)['a/b'] = null }), '/cases/0/agreement/terms/1/a~1b'],
    ['a field that is written twice', workedCasesText.replace('"appliedOn"', '"f\\u0061cts": "另一种", "appliedOn"'), '/cases/0/facts'],
    ['a field that is written twice in a later case', workedCasesText.replace(/("id": "w3",)/, '$1 "id": "w3",'), '/cases/2/id'],
    ['a smuggled prototype', workedCasesText.replace('"appliedOn"', '"__proto__": {"x": 1}, "appliedOn"'), '/cases/0/__proto__'],
  ]
  test.each(broken)('refuses %s at its field', async (_what, content, pointer) => {
    const refusal = await refused(importing(content))
    expect(refusal).toMatchObject({ code: 'bundle-invalid' })
    expect(refusal.problems!.filter(problem => problem.severity === 'error').map(problem => problem.pointer)).toContain(pointer)
    expect(refusal.message).toMatch(/[\u4e00-\u9fff]/)
  })

  test('planned days may lie ahead', async () => {
    expect((await must(importing(changed(bundle => {
      at(bundle, 'cases', 7, 'agreement', 'terms', 0).dueOn = '2027-05-31'
      at(bundle, 'mediators', 0).termTo = '2030-12-31'
      bundle.cases[2]!.end = null
      bundle.cases[2]!.suspensions = [{ from: '2026-11-01', to: '2026-12-31', reason: '等待鉴定' }]
      bundle.cases[2]!.extensions = [{ agreedOn: '2026-09-21', until: '2027-01-08', reason: '同意' }]
    })))).added).toBe(8)
  })

  test('20,000 characters of two units each are kept exactly', async () => {
    const facts = '𰻝'.repeat(20_000)
    const app = await aRehearsalOffice()
    await must(app.call('bundle.import', { content: w(0, file => { file.facts = facts }) }))
    expect((await must(app.call('case.show', { caseId: 'w1' }))).file.facts).toBe(facts)
  })

  test('text that is not NFC is put right with a warning', async () => {
    const app = await aRehearsalOffice()
    const result = await must(app.call('bundle.import', { content: w(0, file => { at(file, 'parties', 0).name = 'Cafe\u0301' }) }))
    expect(result.warnings).toContainEqual(expect.objectContaining({ pointer: '/cases/0/parties/0/name', code: 'normalised' }))
    expect((await must(app.call('case.show', { caseId: 'w1' }))).file.parties[0]!.name).toBe('Café')
  })

  test('marks that cannot be seen are kept exactly, there and back; in a name they are pointed out', async () => {
    const unseen = [...'\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2063\u2066\u2069\u206f\ufeff\ufe0f']
    const content = changed(bundle => {
      bundle.cases[0]!.facts = `漏${unseen.join('水')}，👨\u200d👩\u200d👧一家`
      bundle.cases[0]!.claims = unseen.map(mark => `修${mark}好`)
      at(bundle, 'cases', 0, 'parties', 0).name = '余\u202e明'
      at(bundle, 'mediators', 0).name = '何\u200b平'
    })
    const app = await aRehearsalOffice()
    const { warnings } = await must(app.call('bundle.import', { content }))
    expect(warnings.filter(({ code }) => code === 'unseen-marks')).toEqual(['/mediators/0/name', '/cases/0/parties/0/name'].map(pointer => ({
      pointer, code: 'unseen-marks', severity: 'warning', message: '里面有看不见的字符（零宽或文字方向符号），已原样存入；看上去相同的未必相同，请核对。',
    })))
    const { path } = await must(app.call('bundle.export', {}))
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(content))
    expect((await must(app.call('case.list', { query: '余明' }))).rows.map(({ id }) => id)).toContain('w1')
    expect((await must(app.call('bundle.import', { path }))).skipped).toBe(8)
  })

  test.each([
    ['not JSON', '{"format": "mediation-case-bundle", ', 'not-json'],
    ['nothing at all', '', 'not-json'],
    ['a list', '[]', 'bundle-invalid'],
    ['a number', '7', 'bundle-invalid'],
    ['null', 'null', 'bundle-invalid'],
    ['a tower of brackets', '['.repeat(100_000) + ']'.repeat(100_000), 'bundle-invalid'],
  ])('refuses %s', async (_what, content, code) => {
    expect(await refused(importing(content))).toMatchObject({ code, message: expect.stringMatching(/。$/) as string })
  })

  test('a byte order mark is no obstacle, another encoding is named', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'bom.json'), `\ufeff${workedCasesText}`)
    writeFileSync(join(folder, 'gbk.json'), Buffer.from([0x7b, 0x22, 0xb3, 0xe0, 0xb1, 0xda, 0x22, 0x7d]))
    expect((await must((await aRehearsalOffice()).call('bundle.import', { path: join(folder, 'bom.json') }))).added).toBe(8)
    expect((await refused((await aRehearsalOffice()).call('bundle.import', { path: join(folder, 'gbk.json') }))).code).toBe('not-utf8')
    expect((await refused((await aRehearsalOffice()).call('bundle.import', { path: join(folder, 'gone.json') }))).code).toBe('not-found')
    expect((await refused((await aRehearsalOffice()).call('bundle.import', { path: folder }))).code).toBe('is-a-folder')
    expect((await refused((await aRehearsalOffice()).call('bundle.import', { path: '/dev/zero' }))).code).toBe('not-a-file')
  })

  test('identity oddities warn and do not stop', async () => {
    const result = await must(importing(w(0, file => {
      at(file, 'parties', 0).idNo = '429999196503120019'
      at(file, 'parties', 1).phone = '12345'
    })))
    expect(result.warnings.map(warning => warning.pointer)).toEqual(expect.arrayContaining(['/cases/0/parties/0/idNo', '/cases/0/parties/1/phone']))
  })
})

describe('export', () => {
  test('to a place that cannot be written says so and leaves nothing', async () => {
    const app = await withWorkedCases()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const refusal = await refused(app.call('bundle.export', { path: join(folder, 'file', 'x.json') }))
    expect(refusal).toMatchObject({ code: 'not-a-folder', field: '/path', message: expect.stringMatching(/请/) as string })
    mkdirSync(join(folder, 'x.json'))
    expect((await refused(app.call('bundle.export', { path: join(folder, 'x.json') }))).code).toMatch(/^is-a-folder|already-there$/)
    expect(existsSync(join(folder, 'x.json', 'x'))).toBe(false)
  })

  test('holds nothing that an import would refuse: the register takes no term that has not begun', async () => {
    const app = await withWorkedCases()
    const { mediators } = await must(app.call('office.show', {}))
    const tomorrow = mediators.map((mediator, index) => (index === 1 ? { ...mediator, termFrom: '2026-11-24' as never } : mediator))
    expect(await refused(app.call('office.change', { mediators: tomorrow }))).toMatchObject({ code: 'invalid-input', field: '/mediators/1/termFrom', message: '2026年11月24日晚于今天（2026年11月23日），已发生的事不能写未来日期，请核对。' })
    expect((await must(app.call('office.show', {}))).mediators).toEqual(mediators)
  })
})
