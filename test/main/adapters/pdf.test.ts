import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { stageOf } from '../../../src/core/case/record/lifecycle.ts'
import { gap, printed, type Block, type DocumentContent } from '../../../src/core/documents/writing/content.ts'
import { documentById, papersOffered } from '../../../src/core/documents/index.ts'
import { fontPath } from '../../../src/main/adapters/pdf/fonts.ts'
import { renderPaper, renderPdf } from '../../../src/main/adapters/pdf/pdf.ts'
import { aCase, workedCases, workedMediators, workedOffice } from '../../builders.ts'
import { pagesOf, runOn, withoutSpace, wordsOf } from './pdf-reading.ts'

const now = '2026-11-23T09:30' as LocalTime
const mm = (length: number): number => length * 72 / 25.4

const written = (id: string, file: CaseFile, of?: string): DocumentContent =>
  printed(documentById(id)!.write({ file, office: workedOffice, mediators: workedMediators, today: localDate('2026-11-23'), of }))

const answer = (content: DocumentContent, rehearsal = false): ReturnType<typeof renderPdf> =>
  renderPdf(content, { office: workedOffice.name, rehearsal, now })

const pdfOf = async (content: DocumentContent, rehearsal = false): Promise<Uint8Array> => {
  const result = await answer(content, rehearsal)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

const paper = (blocks: readonly Block[], number?: string): DocumentContent =>
  ({ id: 'T', title: '测试文书', ...(number ? { number } : {}), blocks })

const textOf = async (blocks: readonly Block[]): Promise<string> => pagesOf(await pdfOf(paper(blocks))).join('')

/** The lines of a paper as they stand. */
const linesIn = (pdf: Uint8Array): string[] => runOn(pdf, 'pdftotext', '-layout', 'FILE', '-').split(/[\n\f]/).map(line => line.trim())

/** D02 as read back, without the labels repeated on further pages. */
const withoutContinued = (text: string): string =>
  text.replaceAll(/(征求当事人意见|纠纷简要情况)（续）/g, '').replaceAll('当事人（签名）（续）登记人（签名）（续）', '')

/** What a reader should find of a block, in order. */
const wordsOfBlock = (block: Block): string => {
  switch (block.kind) {
    case 'title': case 'letterhead': case 'number': case 'heading': case 'paragraph': return block.text
    case 'fields': case 'form': return block.rows.flat().map(cell => cell.label + cell.value).join('')
    case 'table': return (block.caption ?? '') + block.columns.map(column => column.title).join('') + block.rows.flat().join('')
    case 'signatures':
      return block.places.map(({ label, note }) => label + (note ? `（${note}）` : '')).join('') + (block.seal ? `${block.seal}（印章）` : '') + block.date
    case 'cover': return [block.title, ...block.lines, ...block.foot].join('')
    case 'contents': return block.title
    case 'picture': return block.svg.replaceAll(/<[^>]*>/g, '')
  }
}

const long = '关于“清源小区”（以下简称《小区》）的争议：申请人称，2026年10月物业费共8,600.00元——未付……' +
  '网址https://example.com/a/very/long/path?with=query&and=more/segments/that/never/end/at-all/0123456789abcdefghijklmnopqrstuvwxyz；请核对！'

const hardCase = (): CaseFile => {
  const file = aCase()
  const [first, second] = file.parties
  return {
    ...file,
    facts: long.repeat(4),
    parties: [
      { ...first!, name: '㛃䶮𫖯𬀩𰻝𡊄𮧵', address: '赤壁市蒲圻街道清源小区5栋'.repeat(16).slice(0, 200) },
      { ...second!, name: 'Aleksandrovich Konstantinopolskaya-Wolfeschlegelsteinhausen J', occupation: '退休教师，社区志愿者、网格员' },
      { id: 'p3', side: 'thirdParty', kind: 'organisation', name: '清源物业服务有限公司赤壁分公司望山项目部'.repeat(3), uscc: '91429999MA00000A9B' },
    ],
    agreement: { ...file.agreement!, facts: long.repeat(8), issues: 'W'.repeat(300) },
  }
}

describe('the papers of the worked cases', () => {
  test.each(workedCases.flatMap(file => papersOffered(file, stageOf(file, localDate('2026-11-23')))
    .map(({ template, of, title }) => [file.id, title, template.id, of?.id, file] as const)))('%s %s reads back word for word', async (_1, _2, id, of, file) => {
    const content = written(id, file, of)
    const each = withoutSpace(content.eachPage ?? '')
    const pages = pagesOf(await pdfOf(content), content.number)
    expect(pages.every(page => page.endsWith(each))).toBe(true)
    const read = pages.map(page => page.slice(0, page.length - each.length)).join('')
    expect(read.replaceAll(/[^，。：；]{1,12}（续）/g, '')).toBe(withoutSpace(content.blocks.map(wordsOfBlock).join('')))
  })

  test('the title of a part that is torn off begins a page', async () => {
    const parts: Block[] = [{ kind: 'title', text: '移送函' }, { kind: 'paragraph', text: '请查收。' }, { kind: 'title', text: '回执', newPage: true }, { kind: 'paragraph', text: '收到。' }]
    expect(pagesOf(await pdfOf(paper(parts)))).toEqual(['移送函请查收。', '回执收到。'])
  })

  test('a gap is printed as the blank alone, and an each-page line stands on every page', async () => {
    const content = { ...paper([{ kind: 'paragraph', text: `时间：${gap('调解时间')}` }, { kind: 'paragraph', text: '甲'.repeat(28 * 24) }]), eachPage: '签名：＿＿' }
    const pages = pagesOf(await pdfOf(content))
    expect(pages).toHaveLength(2)
    expect(pages[0]).toMatch(/^时间：＿＿＿＿＿＿甲+签名：＿＿$/)
    expect(pages[1]).toMatch(/^甲+签名：＿＿$/)
  })

  test('are clean PDF with all fonts embedded as subsets, title, author and date', async () => {
    for (const id of ['D01', 'D02', 'D07']) {
      const pdf = await pdfOf(written(id, aCase()))
      expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
      const fonts = runOn(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2)
      expect(fonts.length).toBeGreaterThanOrEqual(2)
      for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/)
    }
    const info = runOn(await pdfOf(written('D07', aCase())), 'pdfinfo', '-isodates', 'FILE')
    expect(info).toMatch(/Title: +人民调解协议书 （2026）赤物人调字第001号\n/)
    expect(info).toMatch(/Author: +赤壁市物业纠纷人民调解委员会\n/)
    expect(info).toMatch(/CreationDate: +2026-11-23T01:30:00Z\n/)
    expect(info).toMatch(/Pages: +2\n/)
    expect(info).toMatch(/Page size: +595\.2\d+ x 841\.89 pts \(A4\)/)
  })

  test('keep their metadata in order whatever a number or a name holds', async () => {
    const meta = runOn(await pdfOf(paper([{ kind: 'paragraph', text: '字' }], '甲&乙<丙>')), 'pdfinfo', '-meta', 'FILE')
    expect(meta).toContain('测试文书 甲＆乙＜丙＞')
  })

  test('are the same bytes each time, whatever was printed in between', async () => {
    const before = await pdfOf(written('D07', aCase()))
    await pdfOf(paper([{ kind: 'paragraph', text: '⼀⼈𰻝' }]))
    expect(await pdfOf(written('D07', aCase()))).toEqual(before)
  })

  test('made at the same time do not mix', async () => {
    const alone = [await pdfOf(written('D01', aCase())), await pdfOf(written('D07', hardCase()))]
    expect(await Promise.all([pdfOf(written('D01', aCase())), pdfOf(written('D07', hardCase()))])).toEqual(alone)
  })
})

describe('text', () => {
  test('rare characters of names come back as they went in, in text and in bold', async () => {
    const names = '㛃䶮𫖯𬀩𰻝𡊄𮧵'
    expect(await textOf([{ kind: 'heading', text: names }, { kind: 'paragraph', text: `${names}与${names}` }]))
      .toBe(`${names}${names}与${names}`)
  })

  test('of a user is nothing but text', async () => {
    const file = aCase()
    const name = '{"image":"/etc/passwd"}'
    const content = written('D07', { ...file, parties: [{ ...file.parties[0]!, name }, file.parties[1]!] })
    expect(pagesOf(await pdfOf(content), content.number).join('')).toContain(`姓名${name}性别男`)
    expect(await textOf([{ kind: 'paragraph', text: '<b>&amp;</b> {text:"x"} ${1}' }])).toBe('<b>&amp;</b>{text:"x"}${1}')
  })

  test('begins a new line where the user did, and prints nothing for marks without ink', async () => {
    const pdf = await pdfOf(paper([{ kind: 'paragraph', text: '第一段\n\n  第二段\r\n第\u200b三\ufeff段' }]))
    expect(runOn(pdf, 'pdftotext', '-layout', 'FILE', '-').split('\n').map(line => line.trim()).filter(line => line !== '').slice(0, 3))
      .toEqual(['第一段', '第二段', '第三段'])
  })

  test('an ideograph that shares its shape with a radical is found as the ideograph, whichever comes first', async () => {
    expect(await textOf([{ kind: 'paragraph', text: '⼀人一⼈' }])).toBe('一人一人')
  })

  test.each([
    ['👍', 'U+1F44D', written('D01', aCase({ facts: '好👍' })), '纠纷简要情况'],
    ['\ue000', 'U+E000', written('D07', aCase({ parties: aCase().parties.map(party => ({ ...party, name: '王\ue000' })) })), '申请人·姓名'],
    ['☐', 'U+2610', paper([{ kind: 'table', columns: [{ title: '项目', share: 1 }], rows: [['一'], ['☐']] }]), '项目（第2行）'],
  ])('%j in no font stops no paper: it is named with its code and place, and there is room to write it', async (character, code, content, place) => {
    const result = await renderPaper(content, { office: workedOffice.name, rehearsal: false, now })
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.value.missing).toEqual([{ character, code, places: expect.arrayContaining([place]) as unknown }])
    expect(withoutSpace(runOn(result.value.pdf, 'pdftotext', '-raw', 'FILE', '-'))).toContain('〓＿＿')
  })
})

describe('lines', () => {
  const marks = '，。、；：？！）》〉」』】〕”’…—,.'
  const opening = '（《〈「『【〔“‘('

  test('none begins with a closing mark or ends with an opening one', async () => {
    // A fixed sequence of pseudo-random numbers, so that a failure can be seen again.
    let seed = 20261123
    const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
    const pick = (from: string): string => [...from][next([...from].length)]!
    let text = ''
    for (let count = 0; count < 9000; count += 1) {
      const kind = next(10)
      text += kind < 6 ? pick('调解协议当事人物业纠纷楼室卫生间防水层') : kind < 8 ? pick(marks) : kind < 9 ? pick(opening) : pick('0123456789abcXYZ')
    }
    const pdf = await pdfOf(paper([{ kind: 'paragraph', text }]))
    const lines = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split(/[\n\f]/).map(line => line.trim())
      .filter(line => line !== '' && !/^第 \d+ 页/.test(line))
    expect(lines.length).toBeGreaterThan(250)
    // A sign of the text's start is left out: it may be any.
    expect(lines.slice(1).filter(line => marks.includes([...line][0]!))).toEqual([])
    expect(lines.slice(0, -1).filter(line => opening.includes([...line].at(-1)!))).toEqual([])
    expect(withoutSpace(lines.join(''))).toBe(withoutSpace(text))
  })

  test('nothing leaves the text block but header and footer, and nothing is lost', async () => {
    for (const id of ['D01', 'D02', 'D07']) {
      const content = written(id, hardCase())
      const pdf = await pdfOf(content)
      expect(withoutContinued(pagesOf(pdf, content.number).join(''))).toBe(withoutSpace(content.blocks.map(wordsOfBlock).join('')))
      const outside = wordsOf(pdf).filter(word =>
        word.xMin < mm(28) - 0.1 || word.xMax > mm(28 + 156) + 0.5 ||
        (word.yMin < mm(37) - 2 || word.yMax > mm(37 + 225) + 2) && word.yMin < mm(37 + 225 + 4))
      expect(outside).toEqual([])
    }
  })

  test('keep figures with what they count, dashes and dots whole', async () => {
    for (let shift = 0; shift < 30; shift += 1) {
      const pdf = await pdfOf(paper([{ kind: 'paragraph', text: `${'甲'.repeat(shift)}共计8,600.00元——见2026年11月23日的记录……完` }]))
      const lines = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split('\n').map(line => line.trim())
      for (const whole of ['8,600.00元', '——', '2026年', '11月', '23日', '……']) {
        expect(lines.some(line => line.includes(whole)), `${whole} after ${shift}`).toBe(true)
      }
    }
  })
})

describe('pages', () => {
  test('of a rehearsal are all marked 示例, of real work none', async () => {
    const content = written('D07', hardCase())
    const marked = pagesOf(await pdfOf(content, true), content.number)
    expect(marked.length).toBeGreaterThan(2)
    expect(marked.filter(page => !page.includes('示例·演练数据，不作正式文书'))).toEqual([])
    expect(pagesOf(await pdfOf(content), content.number).join('')).not.toContain('示例')
  })

  test('a rehearsal has the mark on the paper itself, too', async () => {
    const [plain, marked] = [await pdfOf(paper([{ kind: 'paragraph', text: '字' }])), await pdfOf(paper([{ kind: 'paragraph', text: '字' }]), true)]
    // Paths only: as many text words more as the header has, yet far more drawing.
    expect(wordsOf(marked).length - wordsOf(plain).length).toBeLessThan(5)
    expect(runOn(marked, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-').split('\n').filter(line => line.endsWith(' c')).length)
      .toBeGreaterThan(20)
  })

  test('20,000 characters are all there', async () => {
    const facts = `${long}\n`.repeat(200).slice(0, 20_000)
    for (const id of ['D01', 'D02']) {
      const content = written(id, aCase({ facts }))
      const read = pagesOf(await pdfOf(content), content.number)
      expect(read.length).toBeGreaterThan(15)
      expect(withoutContinued(read.join(''))).toBe(withoutSpace(content.blocks.map(wordsOfBlock).join('')))
    }
  }, 30_000)

  test('D02 prints every character of facts of any length', async () => {
    for (let length = 300; length < 20_000; length = Math.ceil(length * 1.17)) {
      let facts = ''
      for (let count = 0; facts.length < length; count += 1) facts += `第${count}句物业公司未按约定提供服务${count % 7 === 0 ? '\n' : '。'}`
      const content = written('D02', aCase({ facts }))
      const read = pagesOf(await pdfOf(content), content.number)
      expect(withoutContinued(read.join('')), `${facts.length}`).toBe(withoutSpace(content.blocks.map(wordsOfBlock).join('')))
      // A long box begins on the first page.
      expect(read[0]).toContain('第0句')
    }
  }, 60_000)

  test('D02 with thirty parties stays one sheet, with a table behind it in which no name is broken and each one signs', async () => {
    const [first] = aCase().parties
    const parties = Array.from({ length: 30 }, (_, index) => ({ ...first!, id: `p${index}`, name: `清源物业公司第${index + 10}分部` }))
    const content = written('D02', aCase({ parties }))
    const pdf = await pdfOf(content)
    const lines = linesIn(pdf)
    for (const [index, { name }] of parties.entries()) {
      expect(lines.some(line => line.includes(`申请人（${index + 1}）`) && line.includes(name)), name).toBe(true)
    }
    const pages = pagesOf(pdf, content.number)
    expect(pages[1]!.startsWith('当事人签名表')).toBe(true)
    // A row of at least two lines a party.
    expect(pages.length).toBe(3)
  })

  test('D02 of four parties, or with all that a court sends, stays on one page; the boxes give way only as far as they must', async () => {
    const [first, second] = aCase().parties
    const four = [first!, { ...first!, id: 'p3' }, { ...first!, id: 'p4' }, second!]
    const sent = { source: 'courtBeforeFiling', sourceRef: { body: '赤壁市人民法院', receivedOn: localDate('2026-09-01'), documentNo: '（2026）鄂1281诉前调8号' } } as const
    for (const more of [{ parties: four }, sent, { parties: four, ...sent }]) {
      const pdf = await pdfOf(written('D02', aCase({ facts: '双方发生纠纷。', ...more })))
      expect(runOn(pdf, 'pdfinfo', 'FILE')).toMatch(/Pages: +1\n/)
      expect(wordsOf(pdf).find(word => word.text.startsWith('本表由'))!.yMax).toBeGreaterThan(mm(37 + 225 - 45))
    }
  })

  test('a blank date, telephones and identity numbers stand on one line', async () => {
    const blankDate = linesIn(await pdfOf(written('D02', aCase({ fileNo: undefined, acceptedOn: undefined, end: undefined }))))
    expect(blankDate.filter(line => line.includes('＿＿＿年＿＿月＿＿日'))).toHaveLength(2)
    const [first, second] = aCase().parties
    const agents = [{ name: '陈立新', authority: 'special', phone: '13900000009' }, { name: '万芳', authority: 'general', phone: '0715-5320000-8001' }] as const
    const lines = linesIn(await pdfOf(written('D07', aCase({ parties: [{ ...first!, agents: [...agents] }, second!] }))))
    for (const whole of ['13900000009', '0715-5320000-8001', '13900000001', '429999196503120018']) {
      expect(lines.some(line => line.includes(whole)), whole).toBe(true)
    }
  })

  test('figures of a table are not broken, however large', async () => {
    const columns = [{ title: '项目', share: 0.28 }, ...['甲', '乙', '丙', '丁'].map(title => ({ title, share: 0.18, align: 'right' as const }))]
    const rows = [['金额', '10,000,107,000.53', '+14000.0%', '90,000,000,107,000.53', '1,000,000.00万元'], ['件数', '1件', '2件', '3件', '4件']]
    const pdf = await pdfOf(paper([{ kind: 'table', columns, rows }]))
    const words = wordsOf(pdf).map(word => word.text)
    for (const figure of rows[0]!.slice(1)) expect(words).toContain(figure)
    expect(wordsOf(pdf).filter(word => word.xMax > mm(28 + 156))).toEqual([])
  })

  test('signatures stay together with the sentence before them, wherever the page ends', async () => {
    const heights = new Set<number>()
    const signatures: Block = {
      kind: 'signatures', places: ['甲方', '乙方', '调解员'].map(label => ({ label, note: '签名' })), seal: '调委会', date: '2026年11月23日',
    }
    for (let lines = 0; lines < 40; lines += 1) {
      const pdf = await pdfOf(paper([
        ...Array.from({ length: lines }, (): Block => ({ kind: 'paragraph', text: '甲' })), { kind: 'paragraph', text: '最后一句。' }, signatures,
      ]))
      const pages = pagesOf(pdf)
      expect(pages.at(-1), `${lines} lines`).toMatch(/最后一句。甲方（签名）乙方（签名）调解员（签名）调委会（印章）2026年11月23日$/)
      heights.add(wordsOf(pdf).find(word => word.text.startsWith('调解员'))!.yMin)
    }
    expect(heights.size).toBeGreaterThan(10)
  }, 30_000)

  test('an agreement of any length ends with the copies, every signature, seal and date on one page', async () => {
    for (let lines = 0; lines < 40; lines += 3) {
      const file = aCase({ agreement: { ...aCase().agreement!, facts: '甲'.repeat(28 * lines + 1) } })
      const pages = pagesOf(await pdfOf(written('D07', file)), aCase().fileNo)
      expect(pages.at(-1), `${lines} lines`).toMatch(
        /本协议一式3份，当事人、人民调解委员会各持一份。申请人：余明.*被申请人：林晓.*人民调解员：何平.*人民调解员：宋宁.*记录人（签名）.*（印章）2026年10月12日$/)
    }
  }, 30_000)

  test('more signatures than a page holds are divided, none lost', async () => {
    const places = Array.from({ length: 60 }, (_, index) => ({ label: `申请人：业主${index + 1}`, note: '签名、盖章或按指印' }))
    const block: Block = { kind: 'signatures', places, seal: '调委会', date: '2026年11月23日' }
    const pages = pagesOf(await pdfOf(paper([{ kind: 'paragraph', text: '如下。' }, block])))
    // Each further page says of which paper it is.
    const lead = '（接上页）《测试文书》的签名和印章。本页与前面各页是同一份文书，正文见前面各页。'
    expect(pages.slice(1).every(page => page.startsWith(lead))).toBe(true)
    expect(pages.join('').replaceAll(lead, '')).toBe(withoutSpace(`如下。${wordsOfBlock(block)}`))
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.at(-1)).toContain('业主60')
    expect(pages[0]).toMatch(/^如下。申请人：业主1（/)
  })

  test('many signatures fill every page but the last', async () => {
    const places = Array.from({ length: 25 }, (_, index) => ({ label: `申请人：业主${index + 1}`, note: '签名、盖章或按指印' }))
    for (let lines = 0; lines < 15; lines += 2) {
      const pages = pagesOf(await pdfOf(paper([
        ...Array.from({ length: lines }, (): Block => ({ kind: 'paragraph', text: '甲' })), { kind: 'signatures', places, date: '2026年11月23日' },
      ])))
      const counts = pages.map(page => page.split('申请人：').length - 1)
      // Nine rows of two to a full page; a line of text takes 28 pt of 71.
      expect(counts.slice(0, -1).every((count, page) => count >= (page === 0 ? 16 - lines : 16)), `${lines} lines: ${counts}`).toBe(true)
    }
  })

  test('a heading is never the last on a page', async () => {
    for (let lines = 10; lines < 30; lines += 1) {
      const pages = pagesOf(await pdfOf(paper([
        { kind: 'paragraph', text: '甲'.repeat(28 * lines) }, { kind: 'heading', text: '小标题' }, { kind: 'paragraph', text: '乙'.repeat(100) },
      ])))
      expect(pages.filter(page => page.endsWith('小标题')), `${lines} lines`).toEqual([])
    }
  })

  test('a title never stands alone: fields that its page cannot hold go on, line by line, to as many pages as they need', async () => {
    for (const characters of [800, 1000, 1100, 5000]) {
      const blocks: Block[] = [
        { kind: 'title', text: '人民调解记录' }, { kind: 'number', text: '编号：1' },
        { kind: 'fields', rows: [[{ label: '时间', value: '上午' }, { label: '地点', value: '调解室' }], [{ label: '参加人', value: '甲'.repeat(characters) }], [{ label: '当事人', value: '余明' }]] },
        { kind: 'heading', text: '调解记录' }, { kind: 'paragraph', text: '告知权利义务。' },
      ]
      const pdf = await pdfOf(paper(blocks))
      const pages = pagesOf(pdf)
      expect(pages.join(''), `${characters}`).toBe(blocks.map(wordsOfBlock).join(''))
      expect(pages[0]!.length, `${characters}`).toBeGreaterThan(600)
      // Nothing goes below the block into the footer.
      expect(wordsOf(pdf).filter(({ text, yMax }) => text.includes('甲') && yMax > 842 - 96), `${characters}`).toEqual([])
    }
  })

  test('tables repeat their heading row, and break no row of ordinary height', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`第${index + 1}行`, index === 5 ? '很长的说明。'.repeat(400) : '说明\n又一行'])
    const pages = pagesOf(await pdfOf(paper([{
      kind: 'table', caption: '表一', columns: [{ title: '项目', share: 1 }, { title: '说明文字', share: 2 }], rows,
    }])))
    expect(pages.length).toBeGreaterThan(4)
    expect(pages.filter(page => !page.replace('表一', '').startsWith('项目说明文字'))).toEqual([])
    expect(pages.map(page => page.replace('表一', '').replace('项目说明文字', '')).join('')).toBe(withoutSpace(rows.flat().join('')))
    expect(pages.filter(page => page.endsWith('说明'))).toEqual([])
  })
})

test('a picture keeps its words as text, rare characters too', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200" viewBox="0 0 600 200">' +
    '<rect x="10" y="10" width="580" height="180" fill="none" stroke="#000"/>' +
    '<text x="30" y="50" font-family="Noto Serif SC" font-size="20">受理12件</text>' +
    '<text x="30" y="100" font-family="sans-serif" font-weight="bold" font-size="20">𮧵某物业</text></svg>'
  const pdf = await pdfOf(paper([{ kind: 'picture', svg, alt: '受理12件' }]))
  expect(pagesOf(pdf)).toEqual(['受理12件𮧵某物业'])
  expect(wordsOf(pdf).filter(word => word.xMax > mm(28 + 156))).toEqual([])
})

test('a packaged program finds its fonts in its own folder', () => {
  expect((['regular', 'bold', 'rare'] as const).map(name => fontPath(name, '/opt/fonts'))).toEqual([
    '/opt/fonts/NotoSerifSC_400Regular.ttf', '/opt/fonts/NotoSerifSC_700Bold.ttf', '/opt/fonts/lxgw-wenkai-latin-500-normal.woff',
  ])
})

test('a paragraph that begins a page does so however little stands before it, and never leaves an empty page', async () => {
  const paragraph = (text: string, newPage = false): Block => ({ kind: 'paragraph', text, ...(newPage && { newPage }) })
  const pages = pagesOf(await pdfOf(paper([paragraph('甲', true), paragraph('乙'), paragraph('丙', true), paragraph('丁'), paragraph('戊', true)])))
  expect(pages.map(page => withoutSpace(page).replace(/第\d+页共\d+页/, ''))).toEqual(['甲乙', '丙丁', '戊'])
})
