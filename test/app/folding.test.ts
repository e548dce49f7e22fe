/** One folding of names and numbers, seen from outside: kept as typed, warned of rightly, found, compared, printed tidily. */
import { expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { paperContent } from '../../src/main/commands/paper-content.ts'
import { memoryApp } from '../memory-app.ts'
import { must } from './harness.ts'

const today = localDate('2026-11-23')

test('odd numbers and names are kept as typed, draw no warning, are found however they are sought, and stand tidily on papers', async () => {
  const app = memoryApp(today)
  const typed = [
    { side: 'applicant', kind: 'person', name: ' 余明 ', idKind: 'residentId', idNo: '11010519491231002x', phone: '+86 138 1234 5678' },
    { side: 'respondent', kind: 'person', name: '周　立', idKind: 'residentId', idNo: '440524 18800101 0014', phone: '１３８００１３８０００' },
    { side: 'respondent', kind: 'person', name: '阿依古丽•买买提' },
  ] as const
  const { file, warnings } = await must(app.call('case.register', { source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: '漏水。', claims: [], parties: typed } as never))
  expect(file.parties).toEqual(typed.map((party, index) => ({ id: `p${index + 1}`, ...party })))
  expect(warnings.filter(({ pointer }) => /idNo|phone/.test(pointer))).toEqual([])

  for (const query of ['余明', '周立', '周 立', '阿依古丽·买买提', '阿依古丽．买买提', '阿依古丽买买提', '13812345678', '138 1234 5678', '138-1234-5678', '13800138000', '11010519491231002X', '440524188001010014', 'ym', 'zl']) {
    expect([query, (await must(app.call('case.list', { query }))).total]).toEqual([query, 1])
  }
  const paper = paperContent(app.office(), app.office().cases.get(file.id)!, { id: 'D01' }, today)
  const said = JSON.stringify(paper.ok && paper.value.content)
  for (const tidy of ['"余明"', '"周立"', '"阿依古丽·买买提"', '13812345678', '13800138000']) expect(said).toContain(tidy)
  for (const raw of ['周　立', '•', '+86', '１３８']) expect(said).not.toContain(raw)

  // The same people once more, typed otherwise.
  const matter = { parties: [{ side: 'applicant', kind: 'person', name: '某人', phone: '13812345678' }, { side: 'respondent', kind: 'person', name: '某甲', idNo: '440524188001010014' }] }
  expect((await must(app.call('case.findSimilar', { matter } as never))).cases.map(({ reasons }) => reasons)).toEqual([['申请人“某人”的电话与该案申请人“余明”相同。', '被申请人“某甲”的证件号码与该案被申请人“周　立”相同。']])
  await must(app.call('relations.save', { relations: [{ mediatorId: 'm1', persons: [{ name: '阿依古丽·买买提', relation: '亲属' }, { name: '不同名', phone: '138-0013-8000' }] }] }))
  const { findings } = await must(app.call('conflict.check', { caseId: file.id, mediatorIds: ['m1'] }))
  expect(findings.map(({ sentence }) => sentence.split('，')[0])).toEqual([
    '调解员何平申报的亲属或关系人“阿依古丽·买买提”（亲属）与被申请人同名', '调解员何平申报的亲属或关系人“不同名”的电话与被申请人“周　立”的相同',
  ])
  expect((await must(app.call('contact.list', { query: '周立' }))).contacts).toHaveLength(1)
  expect((await must(app.call('contact.list', { query: '138 0013 8000' }))).contacts).toHaveLength(1)
})

test('a person of the contact book who is typed otherwise is the same one', async () => {
  const app = memoryApp(today)
  const register = (name: string, idNo: string, phone: string) => must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: '漏水。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name, idKind: 'residentId', idNo, phone }, { side: 'respondent', kind: 'organisation', name: '清源物业（城东）' }],
  } as never))
  await register('王　芳', '11010519491231002x', '+86 138 1234 5678')
  await register('王芳', '110105 19491231 002X', '13812345678')
  expect((await must(app.call('contact.list', {}))).contacts.map(({ name }) => name)).toEqual(['王　芳', '清源物业（城东）'])
})
