/** The committee's own rules, from the first draft to a deadline that cites what was passed, and to the booklet. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../src/core/base/dates.ts'
import { localDate } from '../../src/core/base/dates.ts'
import type { Call, CaseView } from '../../src/core/contract.ts'
import { parameterOf } from '../../src/core/parameters/parameters.ts'
import { memoryApp } from '../memory-app.ts'
import { account, aRehearsalOffice, must, openApp, refused, temporaryFolder } from './harness.ts'
import { pagesOf, runOn } from '../main/adapters/pdf-reading.ts'

const day = localDate

const accepted = async (call: Call, acceptedOn: string): Promise<CaseView> => {
  const { file: { id } } = await must(call('case.register', {
    source: 'application', type: 'WY08', appliedOn: day(acceptedOn), facts: '夜间噪声。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '周立' }, { side: 'respondent', kind: 'person', name: '林晓' }],
  }))
  return must(call('case.accept', { caseId: id, acceptedOn: day(acceptedOn), mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
}
const mediation = ({ deadlines }: CaseView) => deadlines.find(({ kind }) => kind === 'T2')!
const periods = { ruleId: 'periods', no: 1 } as const

describe('a rule', () => {
  test('goes from draft by consultation and meeting to a deadline that cites it; cases keep the version of their acceptance', async () => {
    const app = memoryApp(day('2026-10-01'))
    const { call } = app
    expect(await must(call('rule.loadFirstSet', {}))).toEqual({ added: 12 })
    expect(await refused(call('rule.loadFirstSet', {}))).toMatchObject({ code: 'nothing-to-add' })
    expect(await must(call('rule.list', {}))).toMatchObject({ firstSet: 0, rules: [{ id: 'basic', kind: 'system', no: 1, state: 'draft', comments: 0 }, ...Array.from({ length: 11 }, () => ({ state: 'draft' }))] })

    const early = await accepted(call, '2026-10-01')
    expect(mediation(early).sentence).toBe('2026年10月1日受理，次日起 30 日（依《人民调解工作若干规定》第33条），最后一日2026年10月31日是休息日，顺延至2026年11月2日。')
    expect(early.rules).toEqual([])

    expect(await refused(call('rule.comment', { ...periods, text: '太短' }))).toMatchObject({ code: 'move-not-allowed' })
    expect(await refused(call('rule.consult', { ...periods, from: day('2026-10-05'), to: day('2026-10-04') }))).toMatchObject({ field: '/to' })
    await must(call('rule.consult', { ...periods, from: day('2026-10-05'), to: day('2026-10-20') }))
    expect(await refused(call('rule.comment', { ...periods, text: '太短' }))).toMatchObject({ code: 'too-early' })
    app.setToday(day('2026-10-06'))
    await must(call('rule.comment', { ...periods, text: '三十日太短，<b>建议</b>四十五日。', by: '宋宁' }))
    const answered = await must(call('rule.reply', { ...periods, commentId: 'c1', text: '先按规定试行。' }))
    expect(answered.versions[0]!.consultation!.comments).toEqual([{
      id: 'c1', text: '三十日太短，<b>建议</b>四十五日。', by: '宋宁', at: '2026-10-06T09:00', reply: { text: '先按规定试行。', by: '何平', at: '2026-10-06T09:00' },
    }])
    expect(await refused(call('parameter.propose', { id: 'mediation', value: 45 }))).toMatchObject({ code: 'move-not-allowed' })
    const adopt = { versions: [periods], meeting: '第一次委员会议', on: day('2026-10-21'), from: day('2026-11-01') }
    expect(await refused(call('rule.adopt', adopt))).toMatchObject({ code: 'move-not-allowed' })
    app.setToday(day('2026-10-21'))
    expect(await refused(call('rule.adopt', { ...adopt, on: day('2026-10-20') }))).toMatchObject({ field: '/on' })
    expect(await refused(call('rule.adopt', { ...adopt, from: day('2026-10-20') }))).toMatchObject({ field: '/from' })
    expect(await must(call('rule.adopt', adopt))).toEqual({ notes: [] })

    app.setToday(day('2026-11-10'))
    const under1 = await accepted(call, '2026-11-10')
    expect(mediation(under1).sentence).toContain('次日起 30 日（依本会《期限细则》第1版（2026年11月1日起施行）第一条；《人民调解工作若干规定》第33条）')
    expect(under1.rules).toEqual([{ ruleId: 'periods', title: '期限细则', no: 1, from: '2026-11-01' }])

    expect(await refused(call('parameter.propose', { id: 'mediation', value: 181 }))).toMatchObject({ field: '/value', message: '应在 1 至 180 日之间，请改正。' })
    expect(await must(call('parameter.propose', { id: 'mediation', value: 45 }))).toEqual({ ruleId: 'periods', title: '期限细则', no: 2 })
    expect(await refused(call('parameter.propose', { id: 'mediation', value: 45 }))).toMatchObject({ code: 'no-change' })
    const listed = async () => (await must(call('parameter.list', {}))).parameters.find(({ id }) => id === 'mediation')
    const now = { id: 'mediation', value: 30, by: '本会《期限细则》第1版（2026年11月1日起施行）第一条', rule: { ruleId: 'periods', title: '期限细则' } }
    expect(await listed()).toEqual({ ...now, later: [], proposed: 45 })
    expect(await refused(call('rule.adopt', { ...adopt, versions: [{ ruleId: 'periods', no: 2 }], on: day('2026-11-10'), from: day('2026-11-01') }))).toMatchObject({ field: '/from' })
    expect(await must(call('rule.adopt', { versions: [{ ruleId: 'periods', no: 2 }], meeting: '第二次委员会议', on: day('2026-11-10'), from: day('2026-12-01') })))
      .toEqual({ notes: ['《期限细则》第1版施行到2026年11月30日为止，其后适用第2版；此前受理的案件仍适用第1版。'] })
    expect(await listed()).toEqual({ ...now, later: [{ value: 45, since: '2026-12-01', by: '本会《期限细则》第2版（2026年12月1日起施行）第一条' }] })

    app.setToday(day('2026-12-01'))
    const under2 = await accepted(call, '2026-12-01')
    expect(mediation(under2)).toMatchObject({
      on: '2027-01-15',
      sentence: expect.stringContaining('2026年12月1日受理，次日起 45 日（依本会《期限细则》第2版（2026年12月1日起施行）第一条；《人民调解工作若干规定》第33条），') as string,
    })
    expect(mediation(await must(call('case.show', { caseId: under1.file.id })))).toEqual({ ...mediation(under1), state: expect.any(String) as string })
    expect((await must(call('case.show', { caseId: early.file.id }))).rules).toEqual([])

    expect(await refused(call('rule.repeal', { ruleId: 'periods', no: 2, on: day('2026-11-30'), reason: '不用' }))).toMatchObject({ field: '/on' })
    expect(await must(call('rule.repeal', { ruleId: 'periods', no: 2, on: day('2026-12-10'), reason: '另行规定' }))).toEqual({ notes: [
      '有 1 件没有归档的案件在第2版施行期间受理，它们仍按第2版办理。', '2026年12月10日起受理的案件，它规定的期限按软件预设计算，直到有新的制度施行。',
    ] })
    app.setToday(day('2026-12-11'))
    expect(mediation(await must(call('case.show', { caseId: under2.file.id })))).toMatchObject({ on: '2027-01-15', sentence: mediation(under2).sentence })
    expect(mediation(await accepted(call, '2026-12-11')).sentence).toContain('次日起 30 日（依《人民调解工作若干规定》第33条）')
  })

  test('that nobody decided on can be discarded, and what others set cannot be set twice', async () => {
    const { call, office } = memoryApp(day('2026-11-23'))
    expect(await refused(call('parameter.propose', { id: 'archive', value: 20 }))).toMatchObject({ code: 'no-rule', field: '/id' })
    const content = { title: '归档办法', kind: 'detail', text: '第一条 {{archive}}内归档。', values: { archive: 20 } } as const
    const { id: ruleId } = await must(call('rule.saveDraft', { content }))
    expect(await refused(call('rule.loadFirstSet', {}))).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('《归档细则》不能采用：“结束后归档”已由《归档办法》规定') as string })
    expect(await refused(call('rule.saveDraft', { content: { ...content, title: '另一个' } }))).toMatchObject({ field: '/content/values/archive' })
    expect(await refused(call('rule.saveDraft', { content: { ...content, values: { archive: 20.5 } } }))).toMatchObject({ field: '/content/values/archive' })
    expect(await refused(call('rule.saveDraft', { ruleId: 'none', content }))).toMatchObject({ code: 'rule-not-found' })
    expect((await must(call('rule.saveDraft', { ruleId, content: { ...content, values: { archive: 25 } } }))).versions.map(({ no, filled }) => [no, filled])).toEqual([[1, '第一条 25日内归档。']])
    await must(call('rule.discard', { ruleId, no: 1 }))
    expect(office().rules.get(ruleId)!.versions).toEqual([])
    expect(await must(call('rule.list', {}))).toEqual({ rules: [], firstSet: 12 })
    await must(call('rule.loadFirstSet', {}))
  })

  test('never changes what the law fixes: neither as a proposal, nor as a draft, nor by a rule that was adopted before', async () => {
    const app = memoryApp(day('2026-11-23'))
    const { call } = app
    await must(call('rule.loadFirstSet', {}))
    for (const [id, value, article] of [
      ['confirmation', 60, '《民事诉讼法》第205条'], ['enforcement', 3, '《民事诉讼法》第250条'], ['limitation', 5, '《民法典》第188条'], ['objection', 30, '民诉法解释第372条'],
      ['objectionOther', 12, '民诉法解释第372条'], ['courtBeforeFiling', 45, '法释〔2016〕14号'], ['courtAnswer', 10, '第12条'], ['memberTerm', 2, '《人民调解法》第9条'], ['confirmation', 20, '《民事诉讼法》第205条'],
    ] as const) {
      expect(await refused(call('parameter.propose', { id, value })), id).toMatchObject({ code: 'fixed-by-law', field: '/value', message: expect.stringContaining(article) as string })
      expect((await must(call('parameter.list', {}))).parameters.find(one => one.id === id)).toMatchObject({ statutory: true, value: parameterOf(id).default })
    }
    const { versions: [latest] } = await must(call('rule.show', { ruleId: 'court' }))
    const { title, kind, text, values } = latest!
    expect(await refused(call('rule.saveDraft', { ruleId: 'court', content: { title, kind, text, values: { ...values, confirmation: 60 } } })))
      .toMatchObject({ field: '/content/values/confirmation', message: expect.stringContaining('《民事诉讼法》第205条') as string })
    // An earlier reminder is the committee's.
    await must(call('parameter.propose', { id: 'remindConfirmation', value: 15 }))
  })

  test('is never dated back: accepted cases and confirmed months stay as they are; a paper rule that is copied in says so and holds from now on', async () => {
    const app = memoryApp(day('2026-11-20'))
    const { call } = app
    await must(call('rule.loadFirstSet', {}))
    await must(call('parameter.propose', { id: 'mediation', value: 180 }))
    app.setToday(day('2026-11-23'))
    const before = await accepted(call, '2026-11-02')
    const adopt = { versions: [periods], meeting: '会议' }
    expect(await refused(call('rule.adopt', { ...adopt, on: day('2025-12-01'), from: day('2026-01-01') }))).toMatchObject({ code: 'dated-back', field: '/on', message: expect.stringContaining('2026年11月20日才写进软件') as string })
    expect(await refused(call('rule.adopt', { ...adopt, on: day('2026-11-20'), from: day('2026-11-21') }))).toMatchObject({ code: 'dated-back', field: '/from' })
    const paper = { ...adopt, on: day('2025-12-01'), paperSince: day('2026-01-01') }
    expect(await refused(call('rule.adopt', { ...paper, from: day('2026-01-01') }))).toMatchObject({ code: 'dated-back', field: '/from' })
    expect(await refused(call('rule.adopt', { ...paper, paperSince: day('2025-11-30'), from: day('2026-11-23') }))).toMatchObject({ field: '/paperSince' })
    expect(await refused(call('rule.adopt', { ...paper, paperSince: day('2026-11-24'), from: day('2026-11-24') }))).toMatchObject({ field: '/paperSince' })
    expect(await must(call('rule.adopt', { ...paper, from: day('2026-11-23') }))).toEqual({ notes: [
      '《期限细则》是补录的纸质制度，原自2026年1月1日起施行；软件里对2026年11月23日起受理的案件适用，此前受理的案件和已确认的月份不变。',
    ] })
    expect(mediation(await must(call('case.show', { caseId: before.file.id })))).toEqual(mediation(before))
    expect(mediation(await accepted(call, '2026-11-23')).sentence).toContain('次日起 180 日')
  })

  test('sets what counts as a company of many cases and how far back cases are compared', async () => {
    const app = memoryApp(day('2026-01-02'))
    const { call } = app
    await must(call('rule.loadFirstSet', {}))
    await must(call('parameter.propose', { id: 'repeatCases', value: 2 }))
    await must(call('parameter.propose', { id: 'duplicateMonths', value: 1 }))
    await must(call('rule.adopt', { versions: [{ ruleId: 'statistics', no: 1 }, { ruleId: 'acceptance', no: 1 }], meeting: '会议', on: day('2026-01-02'), from: day('2026-10-01') }))
    app.setToday(day('2026-10-20'))
    const register = (appliedOn: string) => must(call('case.register', {
      source: 'application', type: 'WY01', appliedOn: day(appliedOn), facts: '物业费。', claims: [], propertyCompany: { name: '清源物业' },
      parties: [{ side: 'applicant', kind: 'person', name: '周立', phone: '13800000000' }, { side: 'respondent', kind: 'person', name: '林晓' }],
    }))
    const ids: string[] = []
    for (const on of ['2026-08-01', '2026-10-10']) ids.push((await register(on)).file.id)
    for (const caseId of ids) await must(call('case.accept', { caseId, acceptedOn: day('2026-10-12'), mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    const { figures } = await must(call('statistics.compute', { from: day('2026-10-01'), to: day('2026-10-31') }))
    expect(figures.find(({ id }) => id === 'repeatCompanies')).toMatchObject({ value: 1, split: [{ label: '清源物业', value: 2 }] })
    expect((await must(call('case.findSimilar', { caseId: ids[1]! }))).duplicates).toBe(0)
    expect((await must(call('case.findSimilar', { caseId: ids[0]! }))).duplicates).toBe(1)
  })

  test('sets how files and letters are numbered and how long files are kept; a case keeps what held at its acceptance', async () => {
    const app = memoryApp(day('2026-01-02'))
    const { call } = app
    const parameter = async (id: string) => (await must(call('parameter.list', {}))).parameters.find(one => one.id === id)
    expect(await parameter('fileNumber')).toEqual({ id: 'fileNumber', value: '（{年}）{字号}人调字第{序号:3}号', later: [] })
    await must(call('rule.loadFirstSet', {}))
    expect(await refused(call('parameter.propose', { id: 'fileNumber', value: '调{年}号' }))).toMatchObject({ field: '/value', message: '编号样式里要有{序号}，如 {字号}调函〔{年}〕{序号}号。' })
    expect(await refused(call('parameter.propose', { id: 'retention', value: 'forever' }))).toMatchObject({ field: '/value', message: '应为短期、长期、永久之一，请重新选择。' })
    await must(call('parameter.propose', { id: 'fileNumber', value: '{字号}调字〔{年}〕{序号}号' }))
    await must(call('parameter.propose', { id: 'retention', value: 'short' }))
    await must(call('parameter.propose', { id: 'retentionShortYears', value: 5 }))
    expect(await must(call('parameter.propose', { id: 'number-D20', value: '{字号}受通〔{年}〕{序号}号' }))).toMatchObject({ ruleId: 'seal', no: 1 })
    const before = await accepted(call, '2026-01-02')
    expect([before.file.fileNo, before.retention]).toEqual(['（2026）赤物人调字第001号', { usual: 'long', ground: '没有条文规定，为软件预设，本会可以在制度里另定' }])
    await must(call('rule.adopt', { versions: ['acceptance', 'archive', 'seal'].map(ruleId => ({ ruleId, no: 1 })), meeting: '会议', on: day('2026-01-02'), from: day('2026-01-05') }))
    app.setToday(day('2026-01-05'))
    const after = await accepted(call, '2026-01-05')
    expect([after.file.fileNo, after.retention]).toEqual(['赤物调字〔2026〕2号', { usual: 'short', ground: '依本会《归档细则》第1版（2026年1月5日起施行）第五条' }])
    expect((await accepted(call, '2026-01-05')).file.fileNo).toBe('赤物调字〔2026〕3号')
    expect((await must(call('case.show', { caseId: before.file.id }))).retention).toEqual(before.retention)
    expect(await parameter('fileNumber')).toMatchObject({ value: '{字号}调字〔{年}〕{序号}号', by: '本会《受理细则》第1版（2026年1月5日起施行）第七条' })
  })
})

test('the booklet has a cover, contents with the right pages, every text in force on its day, and HTML as it was written', async () => {
  const folder = temporaryFolder()
  const app = await aRehearsalOffice(folder)
  const { call } = app
  await must(call('rule.loadFirstSet', {}))
  expect(await refused(call('rule.booklet', {}))).toMatchObject({ code: 'nothing-in-force', field: '/on' })
  const { id: own } = await must(call('rule.saveDraft', { content: {
    title: '表格使用说明', kind: 'form', values: {},
    text: '# 一、说明\n\n第一条 <script>alert(1)</script>照印，[链接](http://example.com)也照印，**加粗的字**要加粗。\n\n1. 第一步；\n2. 第二步。\n\n| 表格 | 何时用 |\n|---|---|\n| 申请书 | 登记时 |',
  } }))
  const { rules } = await must(call('rule.list', {}))
  await must(call('rule.adopt', { versions: rules.map(({ id, no }) => ({ ruleId: id, no })), meeting: '第一次委员会议', on: day('2026-11-23'), from: day('2026-11-23') }))
  const { path } = await must(call('rule.booklet', {}))
  expect(path).toMatch(/示例-制度汇编_2026-11-23\.pdf$/)
  const pdf = new Uint8Array(readFileSync(path))
  runOn(pdf, 'qpdf', '--check', 'FILE')
  const pages = pagesOf(pdf)
  expect(pages[0]).toMatch(/制度汇编.*2026年11月23日施行的制度，共13项.*赤壁市物业纠纷人民调解委员会/s)
  const listed = rules.map(({ title }) => [title, Number(new RegExp(`${title}…+(\\d+)`).exec(pages[1]!)?.[1])] as const)
  for (const [title, page] of listed) expect([title, pages[page - 1]?.includes(`${title}`) && pages[page - 1]!.includes('自2026年11月23日起施行')]).toEqual([title, true])
  expect(listed.map(([, page]) => page)).toEqual(listed.map(([, page]) => page).toSorted((a, b) => a - b))
  const all = pages.join('')
  for (const text of ['自受理之日起30日内调结', '<script>alert(1)</script>照印', '[链接](http://example.com)', '加粗的字要加粗', '1．第一步；', '申请书', '不收取任何费用', '附：办理步骤表', '登记申请', '立卷归档']) expect(all).toContain(text)
  expect(all).not.toContain('**')

  await must(call('rule.repeal', { ruleId: own, no: 1, on: day('2026-11-30'), reason: '不用' }))
  await app.ports.store.close()
  const later = await openApp(folder, '2026-12-01T09:00' as LocalTime)
  await must(later.call('account.unlock', { password: account.password }))
  const on = async (date: string) => pagesOf(new Uint8Array(readFileSync((await must(later.call('rule.booklet', { on: day(date) }))).path))).join('').includes('表格使用说明')
  expect([await on('2026-11-29'), await on('2026-11-30')]).toEqual([true, false])
}, 60_000)
