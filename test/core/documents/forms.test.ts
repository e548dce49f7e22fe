/** Every form, line by line, on the worked cases; what it lacks; what the office words its own way. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseFile, Party, Session } from '../../../src/core/case/record/case-file.ts'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import type { FeeWorksheet } from '../../../src/core/case/record/fee-worksheet.ts'
import { stageOf } from '../../../src/core/case/record/lifecycle.ts'
import { gap, gapsNamed, missingIn, printed, type DocumentContent, type DocumentInput, type Phrase } from '../../../src/core/documents/writing/content.ts'
import { documentById, documentTemplates, papersOffered } from '../../../src/core/documents/index.ts'
import { commonFields, filled, phraseProblems, wordablesOf, writePaper } from '../../../src/core/documents/writing/phrases.ts'
import { wordsRead } from '../../../src/core/documents/writing/read-aloud.ts'
import { parametersFrom } from '../../../src/core/parameters/parameters.ts'
import { shippedReckoning } from '../../../src/core/rules/time-limits.ts'
import { courtPackage } from '../../../src/core/court/court-package.ts'
import { aCase, workedCase, workedCases, workedMediators, workedOffice } from '../../builders.ts'
import expectedPapers from '../../fixtures/papers.expected.json' with { type: 'json' }
import { plainLines } from './plain-lines.ts'

const written = (id: string, more: Partial<DocumentInput> & Pick<DocumentInput, 'file'>): DocumentContent =>
  writePaper(documentById(id)!, { office: workedOffice, mediators: workedMediators, today: localDate('2026-11-23'), ...more })

describe('the forms of the worked cases', () => {
  test.each(expectedPapers.map(paper => [paper.case, paper.paper, paper.of ?? '', paper] as const))('%s %s %s says this, field by field', (_1, _2, _3, paper) => {
    const { of, extras } = paper as { of?: string; extras?: Record<string, string> }
    expect(plainLines(gapsNamed(written(paper.paper, { file: workedCase(paper.case), of, extras })))).toEqual(paper.lines)
  })

  test('every form is among them', () => {
    const told = new Set(['D01', 'D02', 'D07', 'D31', 'D41', 'D42', ...expectedPapers.map(({ paper }) => paper)])
    expect(documentTemplates.map(({ id }) => id).filter(id => !told.has(id))).toEqual([])
  })
})

describe('forms by what the case is', () => {
  test('D21 names the ground by the reason, and asks for another basis where none of the four fits', () => {
    const marked = (code: 'E05' | 'E06', reason: string): string[] =>
      plainLines(gapsNamed(written('D21', { file: { ...workedCase('w5'), end: { code, on: localDate('2026-10-08'), reason } } })))
        .filter(line => line.startsWith('■')).map(line => line.slice(2, 6))
    expect(marked('E05', '被申请人明确不同意调解')).toEqual(['C　当事'])
    expect(marked('E06', '法律规定由专门机关管辖处理')).toEqual(['A　法律'])
    expect(marked('E06', '不属于民间纠纷')).toEqual(['D　不属'])
    expect(marked('E06', '申请人撤不出材料')).toEqual(['其他　【'])
  })

  test('D29 says where an agreement may be taken: to enforcement once confirmed, to a suit before', () => {
    const { performance: _1, archive: _2, ...file } = aCase()
    const end = (more: Partial<typeof file>): string => plainLines(written('D29-1', { file: { ...file, ...more }, of: 't2' })).at(-3)!
    expect(end({})).toContain('裁定确认有效')
    expect(end({ confirmation: undefined })).toContain('提起诉讼（人民调解法第三十二条）')
  })

  test('D29 takes its dates from the demand on record', () => {
    const demand = { id: 'd1', on: localDate('2026-11-17'), termIds: ['t1'], to: 'p2', byWay: 'handed' as const, deadline: localDate('2026-11-27') }
    const lines = plainLines(written('D29-1', { file: workedCase('w8'), of: 't1', annex: { id: 'w8', demands: [demand] } }))
    expect(lines.join('')).toContain('请于2026年11月27日前按照约定履行')
    expect(lines.at(-1)).toBe('2026年11月17日')
  })

  test('D06 of a joint session names those who were there, and is open where nobody noted it', () => {
    const partiesOf = (session: Partial<Session>): string[] => plainLines(written('D06', {
      file: aCase({ sessions: [{ id: 's1', startAt: '2026-09-15T09:00' as LocalTime, place: '调解室', kind: 'joint', record: '', confidential: false, ...session }] }), of: 's1',
    })).filter(line => /^(当事人｜|签：(被?申请人|当事人))/.test(line))
    const both = ['当事人｜余明、林晓', '签：申请人：余明（签名、盖章或按指印）', '签：被申请人：林晓（签名、盖章或按指印）']
    expect(partiesOf({ withParties: ['p1', 'p2'] })).toEqual(both)
    const open = [expect.stringMatching(/^当事人｜.?到场的当事人/), '签：当事人（签名、盖章或按指印）']
    expect(partiesOf({})).toEqual(open)
    expect(partiesOf({ withParties: [] })).toEqual(open)
    expect(partiesOf({ withParties: ['p2'] })).toEqual([both[0]!.replace('余明、', ''), both[2]])
    expect(partiesOf({ kind: 'separate' })).toEqual(open)
  })

  test('D02 and D08 leave every party room to sign', () => {
    const parties = Array.from({ length: 30 }, (_, index) => ({ ...aCase().parties[index % 2]!, id: `p${index + 1}` }))
    const roomIn = (id: string, file: CaseFile) => written(id, { file }).blocks.flatMap(block => (block.kind === 'form' ? block.rows.flat() : []))
      .filter(({ label }) => label === '当事人（签名）').map(({ lines, fewest }) => ({ lines, fewest }))
    expect(['D02', 'D08'].map(id => roomIn(id, { ...workedCase('w2'), parties: [...workedCase('w2').parties, ...parties.slice(2)] })))
      .toEqual([[{ lines: 2, fewest: 1 }], [{ lines: 2, fewest: 1 }]])
    // So many sign on a table behind the form, each in a row of its own.
    expect(['D02', 'D08'].map(id => written(id, { file: { ...workedCase('w2'), parties: [...workedCase('w2').parties, ...parties.slice(2)] } }).blocks
      .flatMap(block => (block.kind === 'table' ? [{ rows: block.rows.length, lines: block.lines }] : [])))).toEqual([[{ rows: 30, lines: 2 }], [{ rows: 30, lines: 2 }]])
    expect(['D02', 'D08'].map(id => roomIn(id, workedCase('w2')))).toEqual([[{ lines: 4, fewest: 4 }], [{ lines: 4, fewest: 3 }]])
  })

  test('a cell for the mediators is left to its rules where nobody is assigned', () => {
    const cellsOf = (id: string, of?: string): string[] => {
      const { mediators: _, ...file } = aCase()
      return printed(written(id, { file, of })).blocks.flatMap(block => (block.kind === 'form' || block.kind === 'fields' ? block.rows.flat() : []))
        .filter(({ label }) => label === '人民调解员' || label === '承办人').map(({ value }) => value)
    }
    expect([cellsOf('D20', 'p1'), cellsOf('D30-2')]).toEqual([[''], ['']])
  })

  test('D23 of a later extension starts from the one before', () => {
    const file = { ...workedCase('w3'), extensions: [
      { agreedOn: localDate('2026-09-21'), until: localDate('2026-10-08'), reason: '甲' },
      { agreedOn: localDate('2026-10-08'), until: localDate('2026-10-20'), reason: '乙' },
    ] }
    expect(plainLines(written('D23', { file, of: '1' })).join('')).toContain('调解期限到2026年10月8日届满')
  })

  test('D22 and D23 reckon with the lengths and rest days of the office, D26 with what the law fixes', () => {
    const since = localDate('2026-01-01')
    const by = { title: '期限细则', no: 1, from: since }
    const reckoning = { ...shippedReckoning, parameters: parametersFrom([
      { id: 'acceptance', value: 5, since, by }, { id: 'mediation', value: 20, since, by }, { id: 'courtBeforeFiling', value: 20, since, by },
    ]) }
    const says = (id: string, file: CaseFile, of?: string): string => plainLines(written(id, { file, of, reckoning })).join('')
    expect(says('D22', aCase(), 'p2')).toContain('请在2026年9月14日前答复')
    expect(says('D23', workedCase('w3'), '0')).toContain('调解期限到2026年9月14日届满')
    expect(says('D26', workedCase('w7'))).toContain('到2026年11月9日（签收次日起30日')
  })

  test('D22 asks for the answer by the day that was set when the other side was asked', () => {
    const inquiry = { id: 'q1', kind: 'consent' as const, askedOn: localDate('2026-09-07'), what: '是否同意调解', replyDueOn: localDate('2026-09-09') }
    expect(plainLines(written('D22', { file: aCase(), of: 'p2', annex: { id: 'w1', inquiries: [inquiry] } })).join('')).toContain('请在2026年9月9日前答复')
  })

  describe('D14', () => {
    const agent = { name: '余芳', authority: 'special' as const, phone: '13900000011', idNo: '11010519491231002X' }
    const company = { id: 'p4', side: 'respondent' as const, kind: 'organisation' as const, name: '清源物业服务有限公司', uscc: '91429999MA00000A9B' }
    const [first, second] = aCase().parties as [Party, Party]
    const many = aCase({ parties: [{ ...first, agents: [agent] }, second, { id: 'p3', side: 'applicant', kind: 'person', name: '余亮' }, company, { id: 'p5', side: 'thirdParty', kind: 'person', name: '旁人' }] })

    test('numbers those who apply alike where they are named, asked for and sign; who has no part in the agreement does not apply', () => {
      const lines = plainLines(written('D14', { file: many }))
      expect(lines.filter(line => /^申请人（\d）$/.test(line))).toEqual(['申请人（1）', '申请人（2）', '申请人（3）', '申请人（4）'])
      expect(lines.find(line => line.startsWith('请求人民法院'))).toContain('确认余明、林晓、余亮、清源物业服务有限公司于2026年10月12日')
      expect(lines.filter(line => line.startsWith('签：'))).toEqual([
        '签：申请人（1）：余明（签名、盖章或按指印）', '签：申请人（1）的委托代理人：余芳（签名或按指印）', '签：申请人（2）：林晓（签名、盖章或按指印）',
        '签：申请人（3）：余亮（签名、盖章或按指印）', '签：申请人（4）：清源物业服务有限公司（盖章，法定代表人或负责人签名）',
      ])
      expect(lines.join('')).not.toContain('旁人')
    })

    test('tells agents with their papers, where each is reached, and room for the copies of what goes along', () => {
      const content = written('D14', { file: many, extras: { service: '余明：河北大道1号\n余亮: 东洲2号' } })
      const lines = plainLines(content)
      expect(lines).toEqual(expect.arrayContaining(['委托代理人｜余芳', '证件号码｜11010519491231002X', '4．授权委托书和代理人身份证明　＿＿份']))
      const at = lines.indexOf('申请人｜送达地址｜联系电话')
      expect(plainLines(gapsNamed(content)).slice(at + 1, at + 5)).toEqual([
        '余明｜河北大道1号｜13900000001', `林晓｜${second.address!}｜13900000002`, '余亮｜东洲2号｜【缺：余亮的联系电话】',
        '清源物业服务有限公司｜【缺：清源物业服务有限公司的送达地址】｜【缺：清源物业服务有限公司的联系电话】',
      ])
    })

    test('goes to the court that sent the matter, and says so; any other to that of the place', () => {
      const { confirmation: _, ...file } = aCase()
      const body = '咸宁市咸安区人民法院'
      const sourceRef = { body, receivedOn: localDate('2026-09-07'), documentNo: '（2026）鄂1202诉前调88号' }
      const lines = plainLines(written('D14', { file: { ...file, source: 'courtBeforeFiling', sourceRef } }))
      expect(lines).toEqual(expect.arrayContaining(['此致', body, `本纠纷由${body}立案前委派赤壁市物业纠纷人民调解委员会调解（案号（2026）鄂1202诉前调88号），2026年9月7日签收材料。`]))
      expect(plainLines(written('D14', { file: { ...file, source: 'police', sourceRef: { ...sourceRef, body: '市公安局' } } }))).toContain('赤壁市人民法院')
    })

    test('of an oral agreement asks for that, with its record instead of a paper that was signed', () => {
      const lines = plainLines(written('D14', { file: workedCase('w2') }))
      expect(lines.find(line => line.startsWith('请求人民法院'))).toMatch(/登记编号为.+的口头调解协议有效。$/)
      expect(lines).toContain('1．口头协议登记表原件　＿＿份')
    })
  })

  test('D27 of an agreement on a part says what is left and why', () => {
    const { agreement, end } = workedCase('w8')
    const says = (whole: boolean, reason?: string): string[] => plainLines(gapsNamed(written('D27', { file: { ...workedCase('w8'), agreement: { ...agreement!, whole }, end: { ...end!, ...(reason !== undefined && { reason }) } } })))
    expect(says(true).join('')).not.toContain('没有达成协议的部分')
    expect(says(false, '利息没有谈成')).toContain('没有达成协议的部分和原因：利息没有谈成。')
    expect(says(false)).toContain('没有达成协议的部分和原因：【缺：没有达成协议的部分和原因】')
  })

  test('D41 is filled with what was registered, and names each element that nobody gave, choices too', () => {
    const file: CaseFile = { ...workedCase('w7'), type: 'WY02', claims: ['退还多收的停车费600元', '公示收费标准'] }
    const content = written('D41', { file })
    expect(plainLines(content)).toEqual(expect.arrayContaining([`11．其他需要说明的内容｜${file.facts}`, '4．其他请求｜退还多收的停车费600元\n公示收费标准']))
    expect(plainLines(written('D41', { file: workedCase('w7') }))).toContain('4．其他请求｜')
    expect(missingIn(content)).toEqual([
      '清源物业服务有限公司的住所', '清源物业服务有限公司的注册地', '清源物业服务有限公司的联系电话', '清源物业服务有限公司的类型', '清源物业服务有限公司的所有制性质',
      '物业费截至日', '欠付物业费', '违约金截至日', '违约金', '违约金是否计到清偿之日', '诉讼费用由谁负担', '标的总额', '有无管辖约定', '是否已经诉前保全',
      '合同名称', '合同签订时间', '合同签订地点', '合同签订主体', '面积', '房屋所有权人', '物业费标准', '服务期限起', '服务期限止', '支付方式', '违约金标准',
      '物业费计算方式', '违约金计算方式', '催缴情况', '是否了解先行调解', '是否考虑先行调解',
    ])
    const { sourceRef } = workedCase('w7')
    for (const id of ['D41', 'D42']) expect(plainLines(written(id, { file: { ...file, sourceRef: { ...sourceRef!, body: '咸宁市咸安区人民法院' } } }))).toContain('咸宁市咸安区人民法院')
    const committee: CaseFile = { ...file, parties: file.parties.map((party, index) => (index === 0 ? { ...party, uscc: undefined, filingNo: '赤业备〔2024〕8号' } : party)) as Party[] }
    expect(plainLines(written('D41', { file: committee }))).toContain('统一社会信用代码｜没有，备案号赤业备〔2024〕8号')
  })

  test('a void case is offered no paper', () => {
    expect(papersOffered(aCase(), 'void')).toEqual([])
  })

  test('D25 tells persons by surname and nothing by which they could be found', () => {
    const text = plainLines(written('D25', { file: workedCase('w6'), of: '0' })).join('')
    for (const secret of ['余明', '周立', '139000', '4299991965', '清源小区5栋']) expect(text).not.toContain(secret)
  })
})

describe('gaps', () => {
  test('are blanks in a finished paper, and named in one that is proofread', () => {
    const content: DocumentContent = { id: 'T', title: '题', blocks: [
      { kind: 'paragraph', text: `时间：${gap('时间', 3)}，地点：${gap('地点', 2)}` }, { kind: 'fields', rows: [[{ label: '时间', value: gap('时间', 0) }]] },
    ] }
    expect(printed(content).blocks).toEqual([{ kind: 'paragraph', text: '时间：＿＿＿，地点：＿＿' }, { kind: 'fields', rows: [[{ label: '时间', value: '' }]] }])
    expect(gapsNamed(content).blocks[0]).toEqual({ kind: 'paragraph', text: '时间：【缺：时间】，地点：【缺：地点】' })
    expect(missingIn(content)).toEqual(['时间', '地点'])
    expect(missingIn(printed(content))).toEqual([])
  })
})

describe('wording', () => {
  test('as shipped has nothing wrong with it, and no field is left unfilled in any paper', () => {
    for (const template of documentTemplates) {
      for (const [name, phrase] of Object.entries(wordablesOf(template))) expect(phraseProblems(phrase, phrase.text), `${template.id} ${name}`).toEqual([])
    }
  })

  test('is checked: unknown fields and loose braces are named with their place, fields that must stay are missed', () => {
    const phrase = { label: '催告', text: '', needs: ['期限'] }
    expect(phraseProblems(phrase, '请在{{期限}}前履行{{数额}}。').map(({ message }) => message))
      .toEqual([`第 12 个字符处的“{{数额}}”没有这一栏；可用：${['期限', ...commonFields].map(name => `{{${name}}}`).join('、')}。`])
    expect(phraseProblems(phrase, '请在{{期限}}前找{{委员会。').map(({ message }) => message)).toEqual(['第 11 个字符处的“{{”没有配对；一栏要写成“{{委员会}}”的样子。'])
    expect(phraseProblems(phrase, '请履行。').map(({ message }) => message)).toEqual(['“催告”里少了“{{期限}}”，没有它文书就不完整，请放回。'])
  })

  test('of a title or heading is one short line of plain words', () => {
    const title = wordablesOf(documentById('D01')!).title!
    const heading = wordablesOf(documentById('D07')!).factsHead!
    const said = (phrase: Phrase, text: string): string[] => phraseProblems(phrase, text).map(({ message }) => message)
    expect(said(title, '　')).toEqual(['标题不能空着，请填写，或者恢复原文。'])
    expect(said(title, '𰻝'.repeat(40))).toEqual([])
    expect(said(title, '𰻝'.repeat(41))).toEqual(['标题有 41 个字，最多 40 个，请缩短。'])
    expect(said(heading, '甲'.repeat(60))).toEqual([])
    expect(said(heading, '甲'.repeat(61))).toEqual(['小标题“一、纠纷主要事实、争议事项”有 61 个字，最多 60 个，请缩短。'])
    expect(said(title, '调解\n申请书')).toEqual(['第 3 个字符处有换行或者控制字符；标题只能是一行，请删去。'])
    expect(said(title, '𰻝\t')).toEqual(['第 2 个字符处有换行或者控制字符；标题只能是一行，请删去。'])
    expect(said(title, '{{委员会}}申请书')).toEqual(['第 1 个字符处的“{{委员会}}”没有这一栏；标题和小标题里不能用栏目，请写成文字。'])
    expect(said(heading, '申请书}}')).toEqual(['第 4 个字符处的“}}”没有这一栏；标题和小标题里不能用栏目，请写成文字。'])
  })

  test('of the office takes the place of the shipped one, and blanks around a field do not matter', () => {
    const text = plainLines(written('D07', { file: aCase(), wording: { copies: '共{{ 份数 }}份，{{委员会}}存一份。' } })).join('\n')
    expect(text).toContain('共3份，赤壁市物业纠纷人民调解委员会存一份。')
    expect(text).not.toContain('本协议一式')
  })

  test('of the office goes to the court too', () => {
    const plan = courtPackage({ file: aCase(), office: workedOffice, mediators: workedMediators, today: localDate('2026-11-23'), wording: { D07: { copies: '共{{份数}}份。' } } })
    expect(plan.ok && plainLines(plan.value.papers.find(({ documentId }) => documentId === 'D07')!.content)).toContain('共3份。')
  })

  test('whatever was found right is filled in wholly', () => {
    const needs = ['期限']
    const parts = fc.array(fc.oneof(fc.string({ unit: fc.constantFrom('甲', '。', '{', '}', ' ') }), fc.constantFrom('{{期限}}', '{{委员会}}', '{{ 法院 }}', '{{没有}}')))
    fc.assert(fc.property(parts, pieces => {
      const text = pieces.join('')
      if (phraseProblems({ label: '', text: '', needs }, text).length > 0) return
      const values = Object.fromEntries([...needs, ...commonFields].map(name => [name, '值']))
      expect(filled(text, values)).not.toMatch(/\{\{|\}\}/)
      expect(filled(text, values)).toContain('值')
    }))
  })
})

describe('titles and headings', () => {
  const today = localDate('2026-11-23')
  /** Titles and headings of every paper of the worked cases as shipped, by form, in the order of the papers. */
  const shipped = new Map<string, { readonly first: Set<string>; readonly later: Set<string> }>()
  const papers = [
    ...workedCases.flatMap(file => papersOffered(file, stageOf(file, today)).map(({ template, of }) => ({ template, file, of: of?.id }))),
    ...expectedPapers.map(({ case: id, paper, of }) => ({ template: documentById(paper)!, file: workedCase(id), of })),
  ]
  for (const { template, file, of } of papers) {
    const [first, ...later] = template.write({ file, office: workedOffice, mediators: workedMediators, today, of })
      .blocks.flatMap(block => (block.kind === 'title' || block.kind === 'heading' ? [block.text] : []))
    const found = shipped.get(template.id) ?? { first: new Set(), later: new Set() }
    found.first.add(first!)
    for (const text of later) found.later.add(text)
    shipped.set(template.id, found)
  }
  /** Which party a block is of, and the mark of what stays in the office. */
  const ofTheCase = /^((申请人|被申请人|第三人|委托人|原告|被告|答辩人)(（.+）)?|【内部】.+)$/

  test.each(documentTemplates.map(template => [template.id, template] as const))('%s offers those that it writes, and no other', (id, template) => {
    const { title, ...others } = wordablesOf(template)
    expect([...shipped.get(id)!.first]).toEqual([title!.text])
    expect(Object.values(others).filter(({ line }) => line !== undefined).map(({ text }) => text).toSorted())
      .toEqual([...shipped.get(id)!.later].filter(text => !ofTheCase.test(text)).toSorted())
  })

  test('of the office stand on the paper, and nothing else of it changes', () => {
    const file = workedCase('w5')
    const lines = (id: string, of: string | undefined, wording: Record<string, string>): string[] => plainLines(written(id, { file: id === 'D25' ? workedCase('w6') : file, of, wording }))
    const before = plainLines(written('D21', { file }))
    expect(lines('D21', undefined, { title: '不予受理告知', 'heading:送达回证': '回证', 'heading:没有': '无' }))
      .toEqual(before.map((line, index) => (index === 0 ? '不予受理告知' : line === '送达回证' ? '回证' : line.replace('《不予受理通知书》', '《不予受理告知》'))))
    expect(before).toEqual(expect.arrayContaining(['送达回证', '送达的文书｜《不予受理通知书》1份']))
    expect(lines('D25', '0', { title: '转办函' }).join('')).not.toContain('移送函')
    expect(written('D21', { file, wording: { title: '不予受理告知' } }).title).toBe('不予受理告知')
  })

  test('of an annex stays, even where it is called as the form is', () => {
    const worksheet: FeeWorksheet = {
      id: 'f1', title: '人民调解协议书', payer: 'p2', payee: 'p1', area: 9850, partialMonth: 'actual', rounding: 'line', discount: { kind: 'none' },
      payments: [], periods: [{ from: localDate('2024-04-01'), to: localDate('2024-05-31'), price: 18_500 }],
    }
    const titles = written('D07', { file: aCase(), annex: { id: 'w1', feeWorksheets: [worksheet] }, wording: { title: '调解协议' } })
      .blocks.flatMap(block => (block.kind === 'title' ? [block.text] : []))
    expect(titles).toEqual(['调解协议', '人民调解协议书'])
  })

  test('of the office go to the court too', () => {
    const plan = courtPackage({ file: aCase(), office: workedOffice, mediators: workedMediators, today, wording: { D07: { title: '调解协议', factsHead: '一、事实' } } })
    const paper = plan.ok ? plan.value.papers.find(({ documentId }) => documentId === 'D07')! : undefined
    // The list of what goes along names the form.
    expect(paper!.title).toBe('人民调解协议书')
    expect(paper!.content.blocks[0]).toEqual({ kind: 'title', text: '调解协议' })
    expect(plainLines(paper!.content)).toContain('一、事实')
  })
})

describe('an agreement read aloud', () => {
  const [first, second] = aCase().agreement!.terms
  const reading = {
    on: localDate('2026-10-12'), by: 'm1', to: ['p1', 'p2'],
    confirmed: [first!, second!].map(term => ({ termId: term.id, text: wordsRead(aCase(), term) })),
  }
  const linesOn = (file = aCase(), readAloud = [reading]): string[] =>
    plainLines(written('D07', { file, annex: { id: 'w1', readAloud } })).filter(line => line.includes('宣读'))

  test('stands in D07 and in the record of the meeting that settled it', () => {
    const sentence = '2026年10月12日，何平已将协议全部内容逐项向余明、林晓宣读，余明、林晓表示已经听清、理解并同意。'
    expect(linesOn()).toEqual([sentence])
    expect(plainLines(written('D06', { file: aCase(), of: 's3', annex: { id: 'w1', readAloud: [reading] } }))).toContain(sentence)
    expect(plainLines(written('D06', { file: aCase(), of: 's1', annex: { id: 'w1', readAloud: [reading] } }))).not.toContain(sentence)
  })

  test('counts no more for a term whose words, amount or date were changed afterwards', () => {
    const agreement = aCase().agreement!
    const changed = (change: Partial<typeof second>) => aCase({ agreement: { ...agreement, terms: [first!, { ...second!, ...change }] } })
    for (const change of [{ text: '林晓赔偿余明9,000元。' }, { amountFen: 900_000 }, { dueOn: localDate('2026-11-30') }]) {
      expect(linesOn(changed(change))[0]).toContain('已将协议第1项内容逐项向')
    }
    expect(linesOn(changed({ text: '另定。' }), [{ ...reading, confirmed: [reading.confirmed[1]!] }])).toEqual([])
  })
})
