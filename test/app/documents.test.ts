/** Commands around papers, over an app in memory with the worked cases in it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import type { CaseView, CommandName, Contract } from '../../src/core/contract.ts'
import { documentTemplates } from '../../src/core/documents/index.ts'
import { wordablesOf } from '../../src/core/documents/writing/phrases.ts'
import type * as z from 'zod'
import { memoryApp, type MemoryApp } from '../memory-app.ts'

const bundle = readFileSync(new URL('../fixtures/worked-cases.json', import.meta.url), 'utf8')

const worked = async (): Promise<MemoryApp> => {
  const app = memoryApp(localDate('2026-11-23'))
  expect(await app.call('bundle.import', { content: bundle, onConflict: 'replace' })).toMatchObject({ ok: true })
  return app
}

const refused = async <N extends CommandName>(app: MemoryApp, name: N, input: z.input<Contract[N]['input']>): Promise<[string, string | undefined]> => {
  const before = app.office()
  const result = await app.call(name, input)
  if (result.ok) throw new Error(`${name} was not refused`)
  expect(app.office()).toBe(before)
  return [result.refusal.code, result.refusal.field]
}

const shown = async (app: MemoryApp, caseId: string): Promise<CaseView> => {
  const result = await app.call('case.show', { caseId })
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

describe('a paper of one record', () => {
  test('is listed by its record with what it lacks', async () => {
    const { documents } = await shown(await worked(), 'w1')
    const told = ['权利义务告知的记录（没有登记过告知到场各方）']
    expect(documents.filter(({ id }) => id === 'D06').map(({ part: _1, use: _2, ...one }) => one)).toEqual([
      { id: 'D06', of: 's1', title: '人民调解记录（2026年9月15日）', missing: told },
      { id: 'D06', of: 's2', title: '人民调解记录（2026年10月12日14时30分，单独谈话，内部）', internal: true, missing: told },
      { id: 'D06', of: 's3', title: '人民调解记录（2026年10月12日15时15分）', missing: told },
    ])
  })

  test('must be named where there are several, and exist', async () => {
    const app = await worked()
    expect(await refused(app, 'document.make', { caseId: 'w1', document: 'D06' })).toEqual(['unknown-record', '/of'])
    expect(await refused(app, 'document.make', { caseId: 'w1', document: 'D06', of: 's9' })).toEqual(['unknown-record', '/of'])
    expect(await refused(app, 'document.make', { caseId: 'w1', document: 'D07', of: 's1' })).toEqual(['unknown-record', '/of'])
    expect(await refused(app, 'document.make', { caseId: 'w4', document: 'D06' })).toEqual(['document-not-offered', '/document'])
  })
})

describe('what a paper says beside the case', () => {
  test('is remembered for that paper alone, cleared when emptied, and refused where the paper has no such place', async () => {
    const app = await worked()
    const save = (of: string, extras: Record<string, string>) => app.call('document.extras', { caseId: 'w3', document: 'D20', of, extras })
    const missing = async (of: string) => (await shown(app, 'w3')).documents.find(one => one.id === 'D20' && one.of === of)!.missing
    expect(await save('p1', { time: '12月3日', place: '  ' })).toMatchObject({ ok: true, value: { annex: { id: 'w3', paperExtras: { 'D20:p1': { time: '12月3日' } } } } })
    expect(await missing('p1')).toEqual(['调解地点', '联系人和电话'])
    expect(await missing('p2')).toEqual(['调解时间', '调解地点', '联系人和电话'])
    await save('p1', { time: '' })
    expect(app.office().annexes.get('w3')).toEqual({ id: 'w3', paperExtras: {} })
    expect(await refused(app, 'document.extras', { caseId: 'w3', document: 'D20', of: 'p1', extras: { colour: '红' } })).toEqual(['invalid-input', '/extras/colour'])
    expect(await refused(app, 'document.extras', { caseId: 'w3', document: 'D20', of: 'p9', extras: {} })).toEqual(['unknown-record', '/of'])
    expect(await refused(app, 'document.extras', { caseId: 'w3', document: 'D99', extras: {} })).toEqual(['unknown-document', '/document'])
    expect(await refused(app, 'document.extras', { caseId: 'nobody', document: 'D20', extras: {} })).toEqual(['case-not-found', '/caseId'])
  })
})

describe('reading an agreement aloud', () => {
  const reading = { on: localDate('2026-10-28'), by: 'm1', to: ['p1'], confirmed: ['t1'] }

  test('is noted with the words that were read', async () => {
    const app = await worked()
    expect(await app.call('agreement.readAloud', { caseId: 'w8', reading })).toMatchObject({ ok: true, value: { annex: { readAloud: [{
      ...reading,
      confirmed: [{
        termId: 't1',
        text: '清源物业服务有限公司于2026年11月16日前向十二户业主每户退还240元,合计2,880元。\n谁来做：清源物业服务有限公司\n对谁做：陈立新等12户业主\n' +
          '金额：2,880.00元（大写：贰仟捌佰捌拾元整）\n什么时候前：2026年11月16日（含当日）\n怎样做：原支付渠道退回',
      }],
    }] } } })
  })

  test('is refused with the field at fault', async () => {
    const app = await worked()
    const read = (change: object, caseId = 'w8') => refused(app, 'agreement.readAloud', { caseId, reading: { ...reading, ...change } })
    expect(await read({}, 'w3')).toEqual(['no-agreement', '/caseId'])
    expect(await read({}, 'w1')).toEqual(['move-not-allowed', '/caseId'])
    expect(await read({ on: '2026-11-24' })).toEqual(['future-date', '/reading/on'])
    expect(await read({ on: '2026-10-27' })).toEqual(['date-order', '/reading/on'])
    expect(await read({ by: 'm9' })).toEqual(['unknown-mediator', '/reading/by'])
    expect(await read({ to: ['p1', 'p9'] })).toEqual(['unknown-party', '/reading/to/1'])
    expect(await read({ to: [] })).toEqual(['invalid-input', '/reading/to'])
    expect(await read({ confirmed: ['t9'] })).toEqual(['unknown-term', '/reading/confirmed/0'])
  })
})

describe("the office's own wording", () => {
  test('is kept where it differs from the shipped one, and refused where it would spoil the form', async () => {
    const app = await worked()
    const save = (phrases: Record<string, string>) => app.call('wording.save', { document: 'D07', phrases })
    const lead = '经本会调解，当事人自愿达成如下协议：'
    expect(await save({ lead, effect: '自签名之日起生效。' })).toEqual({ ok: true, value: { wording: { D07: { lead, effect: '自签名之日起生效。' } } } })
    expect(await save({ lead, part: '本协议只就部分争议事项达成，其余争议事项当事人可以依法通过仲裁、行政、司法等途径解决。' }))
      .toEqual({ ok: true, value: { wording: { D07: { lead } } } })
    expect(await app.call('wording.show', {})).toEqual({ ok: true, value: { wording: { D07: { lead } } } })
    expect(await refused(app, 'wording.save', { document: 'D07', phrases: { copies: '两份。' } })).toEqual(['invalid-input', '/phrases/copies'])
    expect(await refused(app, 'wording.save', { document: 'D07', phrases: { lead: '{{甲方}}' } })).toEqual(['invalid-input', '/phrases/lead'])
    expect(await refused(app, 'wording.save', { document: 'D07', phrases: { nothing: '字' } })).toEqual(['invalid-input', '/phrases/nothing'])
    expect(await refused(app, 'wording.save', { document: 'D99', phrases: {} })).toEqual(['unknown-document', '/document'])
    expect(await save({ lead: '经调解，当事人自愿达成如下协议：' })).toEqual({ ok: true, value: { wording: {} } })
  })

  test('of title and headings is taken for every form, and refused at its field', async () => {
    const app = await worked()
    const save = (document: string, phrases: Record<string, string>) => app.call('wording.save', { document, phrases })
    for (const template of documentTemplates) {
      const shipped = Object.fromEntries(Object.entries(wordablesOf(template)).map(([name, { text }]) => [name, text]))
      expect(await save(template.id, shipped), template.id).toEqual({ ok: true, value: { wording: {} } })
    }
    expect(await save('D02', { title: '登记表' })).toEqual({ ok: true, value: { wording: { D02: { title: '登记表' } } } })
    const headings = { 'heading:纠纷简要情况': '纠纷经过', 'heading:申请事项': '请求' }
    expect(await save('D01', headings)).toEqual({ ok: true, value: { wording: { D02: { title: '登记表' }, D01: headings } } })
    const wrong = await app.call('wording.save', { document: 'D01', phrases: {
      title: '申请{{卷号}}', 'heading:申请事项': '请\n求', 'heading:纠纷简要情况': '甲'.repeat(61), 'heading:没有': '字',
    } })
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'invalid-input', problems: [
      { pointer: '/phrases/title', message: '第 3 个字符处的“{{卷号}}”没有这一栏；标题和小标题里不能用栏目，请写成文字。' },
      { pointer: '/phrases/heading:申请事项', message: '第 2 个字符处有换行或者控制字符；小标题“申请事项”只能是一行，请删去。' },
      { pointer: '/phrases/heading:纠纷简要情况', message: '小标题“纠纷简要情况”有 61 个字，最多 60 个，请缩短。' },
      { pointer: '/phrases/heading:没有', message: '《人民调解申请书》没有“heading:没有”这段用语，请去掉。' },
    ] } })
    expect(await refused(app, 'wording.save', { document: 'D02', phrases: { title: '　' } })).toEqual(['invalid-input', '/phrases/title'])
    expect(await app.call('wording.show', {})).toEqual({ ok: true, value: { wording: { D02: { title: '登记表' }, D01: headings } } })
  })
})
