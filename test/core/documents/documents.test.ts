import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { withoutConfidential } from '../../../src/core/case/record/confidential.ts'
import { localDate, type LocalDate } from '../../../src/core/base/dates.ts'
import type { FeeWorksheet } from '../../../src/core/case/record/fee-worksheet.ts'
import { stageOf, stages } from '../../../src/core/case/record/lifecycle.ts'
import { keysOf } from '../../../src/core/base/codes.ts'
import { printed, type Block, type DocumentContent, type DocumentInput } from '../../../src/core/documents/writing/content.ts'
import { documentById, papersOffered } from '../../../src/core/documents/index.ts'
import { aCase, workedCase, workedCases, workedMediators, workedOffice } from '../../builders.ts'

const today = localDate('2026-11-23')
const written = (id: string, file: CaseFile, more: Partial<DocumentInput> = {}): DocumentContent =>
  printed(documentById(id)!.write({ file, office: workedOffice, mediators: workedMediators, today, ...more }))
const offered = (file: CaseFile): string[] =>
  papersOffered(file, stageOf(file, today)).map(({ template, of }) => (of ? `${template.id}:${of.id}` : template.id))
const textOf = (content: DocumentContent): string => JSON.stringify(content.blocks)

/** The labels and values of all forms of a paper, in order. */
const fieldsOf = (blocks: readonly Block[]): [string, string][] =>
  blocks.flatMap(block => (block.kind === 'fields' || block.kind === 'form' ? block.rows.flat() : []))
    .map(({ label, value }) => [label, value])

describe('which papers a case is offered', () => {
  /** Papers of a party or of an agent; every accepted case of two parties without agents has these. */
  const ofParties = (parties: string[], accepted: boolean): string[] => [
    ...(accepted ? [...parties.map(id => `D03:${id}`), ...parties.map(id => `D20:${id}`)] : []),
  ]

  test('the worked cases are offered these', () => {
    const two = ['p1', 'p2']
    expect(Object.fromEntries(workedCases.map(file => [file.id, offered(file)]))).toEqual({
      w1: [
        'D01', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1', 'D28:p2', 'D05', 'D06:s1', 'D06:s2', 'D06:s3', 'D07',
        'D29-2:0', 'D29-2:1', 'D09:0', 'D14', 'D32:p1', 'D32:p2', 'D30-2', 'D30-1:p1', 'D30-1:p2',
      ],
      w2: ['D01', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1', 'D28:p2', 'D33:p2', 'D06:s1', 'D08', 'D29-2:0', 'D31', 'D14', 'D32:p1', 'D32:p2', 'D30-2', 'D30-1:p1', 'D30-1:p2'],
      w3: [
        'D01', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1/0', 'D28:p1/1', 'D28:p2', 'D33:p1', 'D33:p2', 'D06:s1', 'D06:s2', 'D23:0', 'D32:p1', 'D32:p2', 'D24', 'D30-2',
        'D30-1:p1', 'D30-1:p2',
      ],
      w4: ['D01', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1', 'D28:p2', 'D32:p1', 'D32:p2', 'D24', 'D30-2', 'D30-1:p1', 'D30-1:p2'],
      w5: ['D01', 'D22:p2', 'D21', 'D28:p1', 'D28:p2', 'D33:p1', 'D32:p1', 'D32:p2', 'D30-1:p1', 'D30-1:p2'],
      w6: ['D01', 'D22:p2', 'D28:p1', 'D28:p2', 'D32:p1', 'D32:p2', 'D25:0', 'D30-1:p1', 'D30-1:p2'],
      w7: [
        'D01', 'D26', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1', 'D28:p2', 'D33:p1', 'D04:s1', 'D04:s2', 'D32:p1', 'D32:p2', 'D27', 'D41', 'D42', 'D30-2', 'D30-1:p1', 'D30-1:p2',
      ],
      w8: [
        'D01', 'D26', 'D22:p2', 'D02', ...ofParties(two, true), 'D28:p1/0', 'D28:p1/1', 'D28:p1/2', 'D28:p2', 'D33:p2', 'D06:s1', 'D23:0', 'D07',
        'D29-2:0', 'D29-2:term/t1', 'D29-1:t1', 'D32:p1', 'D32:p2', 'D27', 'D30-2', 'D30-1:p1', 'D30-1:p2',
      ],
    })
  })

  test('an agreement is offered for signing before it takes effect, judicial confirmation only afterwards', () => {
    const { effectiveOn: _, ...agreement } = aCase().agreement!
    const file = aCase({ agreement, end: undefined, archive: undefined, confirmation: undefined })
    expect(stageOf(file, today)).toBe('agreed')
    expect(offered(file)).toContain('D07')
    expect(offered(file)).not.toContain('D14')
  })

  test('a matter taken up on own initiative has no application and asks no respondent about one', () => {
    expect(offered(aCase({ source: 'ownInitiative' })).filter(id => ['D01', 'D22:p2'].includes(id))).toEqual([])
  })

  test('a case under mediation is offered the consent to an extension that is to be signed', () => {
    const { agreement: _1, end: _2, archive: _3, confirmation: _4, performance: _5, followUps: _6, ...file } = aCase()
    expect(offered(file).filter(id => id.startsWith('D23'))).toEqual(['D23:next'])
  })

  test('a transfer without a letter on record is offered the letter of its ending', () => {
    const { referrals: _, ...file } = workedCase('w6')
    expect(offered(file)).toContain('D25:end')
  })

  test('papers are named after their record, those of one day by the hour, and long names are cut', () => {
    const titles = papersOffered(aCase(), 'archived').map(({ title }) => title)
    expect(titles.filter(title => title.startsWith('人民调解记录'))).toEqual([
      '人民调解记录（2026年9月15日）', '人民调解记录（2026年10月12日14时30分，单独谈话，内部）', '人民调解记录（2026年10月12日15时15分）',
    ])
    const [first, second] = aCase().parties
    const long = aCase({ parties: [{ ...first!, name: '某'.repeat(200) }, second!] })
    expect(papersOffered(long, 'archived').every(({ title }) => [...title].length < 60)).toBe(true)
  })
})

describe('every template', () => {
  test('writes every case and stage it is offered in, with strings only and no word of the program', () => {
    for (const file of workedCases) {
      for (const stage of keysOf(stages)) {
        for (const { template, of } of papersOffered(file, stage)) {
          const text = textOf(template.write({ file, office: workedOffice, mediators: workedMediators, today, of: of?.id }))
          expect(text, `${template.id} ${file.id}`).not.toMatch(/undefined|null|NaN|\[object|\{\{/)
        }
      }
    }
  })

  test('says nothing of a confidential session, but for the record of that session, which is marked internal', () => {
    const file = aCase()
    const secret = file.sessions!.filter(session => session.confidential)
      .flatMap(session => session.record.split(/[,，。]/)).filter(words => words !== '')
    expect(secret).not.toEqual([])
    const telling: string[] = []
    for (const stage of keysOf(stages)) {
      for (const { template, of } of papersOffered(file, stage)) {
        const text = textOf(written(template.id, file, of && { of: of.id }))
        if (!secret.some(words => text.includes(words))) continue
        telling.push(`${template.id}:${of?.id}`)
        expect(of?.internal).toBe(true)
        expect(text).toContain('【内部】')
      }
    }
    expect([...new Set(telling)]).toEqual(['D06:s2'])
    expect(offered(withoutConfidential(file))).not.toContain('D06:s2')
  })

  test('leaves its input as it was', () => {
    const file = aCase()
    const before = structuredClone(file)
    for (const { template, of } of papersOffered(file, 'archived')) written(template.id, file, of && { of: of.id })
    expect(file).toEqual(before)
  })
})

describe('D01 人民调解申请书', () => {
  test('has the fields of the official form in order', () => {
    expect(written('D01', aCase())).toEqual({
      id: 'D01',
      title: '人民调解申请书',
      number: '（2026）赤物人调字第001号',
      blocks: [
        { kind: 'title', text: '人民调解申请书' },
        { kind: 'number', text: '编号：（2026）赤物人调字第001号' },
        { kind: 'heading', text: '申请人' },
        {
          kind: 'fields',
          rows: [
            [
              { label: '姓名', value: '余明', share: 8 },
              { label: '性别', value: '男', share: 2 },
              { label: '民族', value: '汉族', share: 4 },
              { label: '年龄', value: '61岁', share: 3 },
            ],
            [{ label: '职业或职务', value: '', share: 5 }, { label: '联系方式', value: '13900000001', share: 6 }],
            [{ label: '单位或住址', value: '赤壁市蒲圻街道清源小区5栋1单元1501室' }],
          ],
        },
        { kind: 'heading', text: '被申请人' },
        {
          kind: 'fields',
          rows: [
            [
              { label: '姓名', value: '林晓', share: 8 },
              { label: '性别', value: '女', share: 2 },
              { label: '民族', value: '汉族', share: 4 },
              { label: '年龄', value: '38岁', share: 3 },
            ],
            [{ label: '职业或职务', value: '', share: 5 }, { label: '联系方式', value: '13900000002', share: 6 }],
            [{ label: '单位或住址', value: '赤壁市蒲圻街道清源小区5栋1单元1601室' }],
          ],
        },
        { kind: 'heading', text: '纠纷简要情况' },
        { kind: 'paragraph', text: aCase().facts },
        { kind: 'heading', text: '申请事项' },
        { kind: 'paragraph', text: '1．被申请人修复1601室卫生间防水层' },
        { kind: 'paragraph', text: '2．赔偿吊顶、木门损失9,800元' },
        {
          kind: 'paragraph',
          text: '以上情况属实。人民调解的有关规定和权利义务已告知申请人，申请人自愿申请赤壁市物业纠纷人民调解委员会调解。',
        },
        {
          kind: 'signatures',
          places: [{ label: '申请人：余明', note: '签名、盖章或按指印' }],
          date: '2026年9月7日',
        },
      ],
    })
  })

  test('shows every applicant, numbered, each with a place to sign', () => {
    const [first, second] = aCase().parties
    const file = aCase({ parties: [first!, { ...first!, id: 'p9', name: '余亮' }, second!] })
    const { blocks } = written('D01', file)
    expect(blocks.filter(block => block.kind === 'heading').slice(0, 3).map(block => block.text))
      .toEqual(['申请人（1）', '申请人（2）', '被申请人'])
    expect(blocks.at(-1)).toMatchObject({ places: [{ label: '申请人（1）：余明' }, { label: '申请人（2）：余亮' }] })
  })

  test('shows a represented organisation with code or filing number, representative and agents', () => {
    const { blocks } = written('D01', workedCase('w3'))
    expect(fieldsOf(blocks)).toEqual([
      ['名称', '清源小区业主委员会'],
      ['备案号', '望山备2024-03'],
      ['法定代表人或负责人', '方启'],
      ['职务', '主任'],
      ['联系方式', ''],
      ['单位住所', ''],
      ['委托代理人', '方启'], ['代理权限', '特别授权'], ['联系方式', ''],
      ['委托代理人', '苗青'], ['代理权限', '一般授权'], ['联系方式', ''],
      ['名称', '清源物业服务有限公司'],
      ['统一社会信用代码', '91429999MA00000A9B'],
      ['法定代表人或负责人', '高远'],
      ['职务', '项目经理'],
      ['联系方式', ''],
      ['单位住所', ''],
    ])
    expect(blocks.at(-1)).toEqual({
      kind: 'signatures',
      places: [
        { label: '申请人：清源小区业主委员会', note: '盖章，法定代表人或负责人签名' },
        { label: '申请人的委托代理人：方启', note: '签名或按指印' },
      ],
      date: '2026年8月21日',
    })
  })

  test('counts the age on the day of the application', () => {
    const [applicant, ...others] = aCase().parties
    const ages = ['2026-03-11', '2026-03-12'].map(appliedOn => {
      const file = aCase({ appliedOn: localDate(appliedOn), parties: [applicant!, ...others] })
      return fieldsOf(written('D01', file).blocks).find(([label]) => label === '年龄')![1]
    })
    expect(ages).toEqual(['60岁', '61岁'])
  })

  test('leaves room to write where applicant, respondent and claims are not known', () => {
    const { blocks } = written('D01', aCase({ parties: [], claims: [], fileNo: undefined }))
    expect(fieldsOf(blocks).map(([, value]) => value)).toEqual(Array(14).fill(''))
    expect(blocks.filter(block => block.kind === 'paragraph' && /^\d．＿+$/.test(block.text))).toHaveLength(3)
    expect(blocks.at(-1)).toMatchObject({ places: [{ label: '申请人' }] })
  })
})

describe('D02 人民调解受理登记表', () => {
  test('has the fields of the official form in order', () => {
    const content = written('D02', aCase())
    expect(content.blocks[1]).toEqual({ kind: 'number', text: '编号：（2026）赤物人调字第001号' })
    expect(content.blocks[2]).toEqual({
      kind: 'paragraph', text: '2026年9月8日，赤壁市物业纠纷人民调解委员会■ 依当事人申请／□ 主动，经征求当事人意见，调解余明、林晓之间的纠纷。',
    })
    expect(fieldsOf(content.blocks)).toEqual([
      ['征求当事人意见', '□ 同意调解　□ 不同意调解　　申请人：余明\n□ 同意调解　□ 不同意调解　　被申请人：林晓'],
      ['纠纷类型', '邻里（上下层漏水）'],
      ['案件来源', '■ 当事人申请　　□ 主动调解　　□ 委托移送'],
      ['纠纷简要情况', aCase().facts],
      ['当事人（签名）', ''],
      ['登记人（签名）', ''],
      ['人民调解委员会（印章）', '赤壁市物业纠纷人民调解委员会\n2026年9月8日'],
      ['备注', '本表由人民调解委员会填写。'],
    ])
  })

  test('names the body that sent the matter', () => {
    expect(fieldsOf(written('D02', workedCase('w8')).blocks)).toContainEqual([
      '案件来源',
      '□ 当事人申请　　□ 主动调解　　■ 委托移送\n移送单位：赤壁市人民法院（2026年10月19日收到）\n文书编号：（2026）鄂1281民初1203号',
    ])
  })

  test('leaves number and dates blank before acceptance', () => {
    const { blocks, number } = written('D02', aCase({ fileNo: undefined, acceptedOn: undefined, end: undefined }))
    expect(number).toBeUndefined()
    expect(blocks[1]).toEqual({ kind: 'number', text: '编号：＿＿＿＿＿＿＿＿＿＿' })
    expect(blocks[2]).toMatchObject({ text: expect.stringMatching(/^＿＿＿年＿＿月＿＿日，/) as unknown })
    expect(fieldsOf(blocks).filter(([label]) => label.includes('印章'))).toEqual([['人民调解委员会（印章）', '赤壁市物业纠纷人民调解委员会\n＿＿＿年＿＿月＿＿日']])
  })
})

describe('D07 人民调解协议书', () => {
  test('says who owes what to whom, in figures and capitals, how, where and by when, and where each one signs', () => {
    const { blocks, number } = written('D07', aCase())
    expect(number).toBe('（2026）赤物人调字第001号')
    expect(fieldsOf(blocks).filter(([label]) => label === '居民身份证号码'))
      .toEqual([['居民身份证号码', '429999196503120018'], ['居民身份证号码', '42999919880705002X']])
    const start = blocks.findIndex(block => block.kind === 'heading' && block.text.startsWith('一、'))
    expect(blocks.slice(start)).toEqual([
      { kind: 'heading', text: '一、纠纷主要事实、争议事项' },
      { kind: 'paragraph', text: '检测意见认定渗水来自1601室卫生间防水层失效。' },
      { kind: 'paragraph', text: '争议事项：修复责任和损失数额。' },
      { kind: 'heading', text: '二、协议内容' },
      { kind: 'paragraph', text: '经调解，当事人自愿达成如下协议：' },
      {
        kind: 'paragraph',
        text: '1．林晓于2026年10月25日前修复1601室卫生间防水层,并通过24小时闭水试验，向余明履行，履行方式为自行委托施工,闭水试验由双方到场查看，' +
          '履行地点为清源小区5栋1单元1601室。',
      },
      { kind: 'paragraph', text: '2．林晓于2026年10月31日前（含当日）赔偿余明吊顶、木门损失人民币8,600.00元（大写：捌仟陆佰元整），通过银行转账履行。' },
      { kind: 'heading', text: '三、履行方式、地点、时限' },
      { kind: 'paragraph', text: '各项义务按照上列各项写明的方式、地点、时限履行；时限的最后一日是法定休假日的，以休假日结束的次日为最后一日。' },
      { kind: 'heading', text: '四、协议效力' },
      {
        kind: 'paragraph',
        text: '本协议自当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，具有法律约束力，' +
          '当事人应当按照约定履行。当事人可以依法自本协议生效之日起三十日内共同向人民法院申请司法确认。',
      },
      { kind: 'paragraph', text: '本协议一式3份，当事人、人民调解委员会各持一份。' },
      {
        kind: 'signatures',
        places: [
          { label: '申请人：余明', note: '签名、盖章或按指印' },
          { label: '被申请人：林晓', note: '签名、盖章或按指印' },
          { label: '人民调解员：何平', note: '签名' },
          { label: '人民调解员：宋宁', note: '签名' },
          { label: '记录人', note: '签名' },
        ],
        seal: '赤壁市物业纠纷人民调解委员会',
        date: '2026年10月12日',
      },
    ])
  })

  test('sends a matter of the court after filing back to that court and speaks of no judicial confirmation', () => {
    const text = textOf(written('D07', workedCase('w8')))
    expect(text).toContain('本案由赤壁市人民法院委托调解，本协议提交该院，由该院依法审查后制作调解书。')
    expect(text).not.toContain('司法确认')
  })

  test('shows a group with its headcount and each agent who may sign for it', () => {
    const { blocks } = written('D07', workedCase('w8'))
    expect(fieldsOf(blocks).slice(0, 7)).toEqual([
      ['名称', '陈立新等12户业主'], ['本方人数', '12人'], ['联系方式', ''], ['单位或住址', ''],
      ['委托代理人', '陈立新'], ['代理权限', '特别授权'], ['联系方式', ''],
    ])
    const signatures = blocks.at(-1)
    expect(signatures?.kind === 'signatures' && signatures.places.map(({ label }) => label)).toEqual([
      '申请人：陈立新等12户业主', '申请人的委托代理人：陈立新', '申请人的委托代理人：万芳', '申请人的委托代理人：郑浩',
      '被申请人：清源物业服务有限公司', '人民调解员：何平', '记录人',
    ])
  })

  test('leaves no blank in its clauses, names what is not settled, and says so when only a part is', () => {
    const file = aCase({
      fileNo: undefined,
      mediators: undefined,
      agreement: {
        form: 'written', reachedOn: localDate('2026-10-12'), whole: false, facts: '事实', issues: '争议',
        terms: [{ id: 't1', text: '林晓赔偿余明', obligor: 'p2', kind: 'payment' }],
      },
    })
    const { blocks } = written('D07', file)
    const paragraphs = blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []))
    expect(blocks[1]).toEqual({ kind: 'number', text: '编号：＿＿＿＿＿＿＿＿＿＿' })
    expect(paragraphs).toContain('1．林晓赔偿余明。')
    expect(paragraphs).toContain('第1项没有约定履行方式、履行时限。没有约定的，依照《中华人民共和国民法典》第五百一十条、第五百一十一条确定。')
    expect(paragraphs).toContain('本协议只就部分争议事项达成，其余争议事项当事人可以依法通过仲裁、行政、司法等途径解决。')
    expect(paragraphs).toContain('本协议一式3份，当事人、人民调解委员会各持一份。')
  })

  test('is dated with the day of effect, left blank until the seal is on it', () => {
    const dateOf = (effectiveOn?: LocalDate): unknown => {
      const { effectiveOn: _, ...agreement } = aCase().agreement!
      return written('D07', aCase({ agreement: { ...agreement, ...(effectiveOn ? { effectiveOn } : {}) } })).blocks.at(-1)
    }
    expect(dateOf(localDate('2026-10-15'))).toMatchObject({ date: '2026年10月15日' })
    expect(dateOf()).toMatchObject({ date: '＿＿＿年＿＿月＿＿日' })
  })

  test('keeps the words and marks of the user as they were typed', () => {
    const facts = '双方各执一词,"多次"协商;未果...  {"image":"/etc/passwd"} <b>\\n'
    const { blocks } = written('D07', aCase({ agreement: { ...aCase().agreement!, facts } }))
    expect(blocks).toContainEqual({ kind: 'paragraph', text: facts })
  })
})

describe('what is attached to an agreement', () => {
  const worksheet: FeeWorksheet = {
    id: 'f1', title: '物业费计算表', payer: 'p2', payee: 'p1', area: 9850, partialMonth: 'actual', rounding: 'line', discount: { kind: 'amount', amountFen: 512 },
    payments: [{ on: localDate('2025-02-01'), amountFen: 10_000 }], periods: [{ from: localDate('2024-03-15'), to: localDate('2024-06-10'), price: 18_500 }],
  }
  const withSheets = (feeWorksheets: FeeWorksheet[]): DocumentContent =>
    documentById('D07')!.write({ file: aCase(), office: workedOffice, mediators: workedMediators, today, annex: { id: 'w1', feeWorksheets } })

  test('is named before the signatures and follows them on a page of its own, with every line and the sum', () => {
    expect(withSheets([])).toEqual(written('D07', aCase()))
    const { blocks } = withSheets([worksheet])
    const signatures = blocks.findIndex(({ kind }) => kind === 'signatures')
    expect(blocks[signatures - 1]).toMatchObject({ text: '附件：《物业费计算表》。附件是本协议的组成部分。' })
    const after = blocks.slice(signatures + 1)
    expect(after.slice(0, 2)).toEqual([{ kind: 'paragraph', text: '附件', indent: false, newPage: true }, { kind: 'title', text: '物业费计算表' }])
    expect(after.find(({ kind }) => kind === 'table')).toMatchObject({ rows: [
      ['2024年3月15日至2024年3月31日', '98.5㎡ × 1.85元 × 17/31个月', '99.93'],
      ['2024年4月1日至2024年5月31日', '98.5㎡ × 1.85元 × 2个月', '364.45'],
      ['2024年6月1日至2024年6月10日', '98.5㎡ × 1.85元 × 10/30个月', '60.74'],
      ['物业费合计', '以上各行相加', '525.12'], ['减免', '约定减免', '-5.12'], ['2025年2月1日已付', '', '-100.00'],
      ['应付物业费', '合计减去减免和已付', '420.00'], ['应付总计', '应付物业费', '420.00'],
    ] })
    expect(textOf(withSheets([worksheet]))).toContain('420.00元（大写：肆佰贰拾元整）')
    expect(textOf(withSheets([worksheet, { ...worksheet, id: 'f2', title: '另一张' }]))).toContain('附件1：《物业费计算表》；附件2：《另一张》。')
  })
})

describe('the certificate of performance', () => {
  test('is offered only when every term was performed, for matters that may be the police’s too', () => {
    const file = workedCase('w2')
    expect(offered(file)).toContain('D31')
    expect(offered({ ...file, archive: undefined, performance: [] })).not.toContain('D31')
    expect(offered({ ...file, type: 'WY01' })).not.toContain('D31')
    expect(offered({ ...file, type: 'WY01', source: 'police' })).toContain('D31')
    const text = textOf(written('D31', file))
    for (const words of ['治安管理处罚法》第九条', '由公安机关决定', '沈岚', '300.00元（大写：叁佰元整）', '2026年10月15日']) expect(text).toContain(words)
  })
})
