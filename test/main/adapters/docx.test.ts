import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { stageOf } from '../../../src/core/case/record/lifecycle.ts'
import { gap, printed, type Block, type DocumentContent } from '../../../src/core/documents/writing/content.ts'
import { papersOffered } from '../../../src/core/documents/index.ts'
import { renderDocx } from '../../../src/main/adapters/docx/docx.ts'
import { workedCases, workedMediators, workedOffice } from '../../builders.ts'
import { must, refused, temporaryFolder, withWorkedCases } from '../../app/harness.ts'
import { withoutSpace } from './pdf-reading.ts'

const options = { office: workedOffice.name, rehearsal: false, now: '2026-11-23T09:30' as LocalTime }
const today = localDate('2026-11-23')

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** All text of the document in order, as the reader sees it. */
const textIn = (docx: Uint8Array, part = 'word/document.xml'): string =>
  [...strFromU8(unzipSync(docx)[part]!).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text!.replaceAll(/&(\w+);/g, (_, name: string) => entities[name]!)).join('')

const textOf = (block: Block): string => {
  switch (block.kind) {
    case 'title': case 'letterhead': case 'number': case 'heading': case 'paragraph': return block.text
    case 'cover': return [block.title, ...block.lines, ...block.foot].join('')
    case 'contents': return ''
    case 'fields': case 'form': return block.rows.flat().map(cell => cell.label + cell.value).join('')
    case 'table': return (block.caption ?? '') + block.columns.map(column => column.title).join('') + block.rows.flat().join('')
    case 'signatures': return block.places.map(({ label, note }) => label + (note ? `（${note}）` : '')).join('') + (block.seal ? `${block.seal}（印章）` : '') + block.date
    case 'picture': return block.alt
  }
}

const paper = (blocks: readonly Block[]): DocumentContent => ({ id: 'T', title: '测试', blocks })

describe('a paper as docx', () => {
  test('begins a page where the PDF does: receipts that are torn off, annexes', async () => {
    const docx = await renderDocx(paper([
      { kind: 'title', text: '函' }, { kind: 'paragraph', text: '正文。' }, { kind: 'title', text: '回执', newPage: true }, { kind: 'paragraph', text: '附件一\n续行', newPage: true },
    ]), options)
    const begins = strFromU8(unzipSync(docx)['word/document.xml']!).split('<w:p>').slice(1).map(one => [one.includes('<w:pageBreakBefore'), one.match(/<w:t[^>]*>([^<]*)/)?.[1]])
    expect(begins).toEqual([[false, '函'], [false, '正文。'], [true, '回执'], [true, '附件一'], [false, '续行']])
  })

  test('says every word of every form, and no other', async () => {
    const seen = new Set<string>()
    for (const file of workedCases) {
      for (const { template, of } of papersOffered(file, stageOf(file, today))) {
        if (seen.has(template.id)) continue
        seen.add(template.id)
        const content = template.write({ file, office: workedOffice, mediators: workedMediators, today, ...(of && { of: of.id }) })
        const docx = await renderDocx(content, options)
        expect(withoutSpace(textIn(docx)), `${template.id} ${file.id}`).toBe(withoutSpace(printed(content).blocks.map(textOf).join('')))
      }
    }
  })

  test('carries the title and headings of the office', async () => {
    const app = await withWorkedCases()
    await must(app.call('wording.save', { document: 'D21', phrases: { title: '不予受理告知', 'heading:送达回证': '送达凭证' } }))
    const docx = readFileSync((await must(app.call('document.make', { caseId: 'w5', document: 'D21', format: 'docx' }))).path)
    const paragraphs = strFromU8(unzipSync(docx)['word/document.xml']!).split('</w:p>')
      .map(one => [...one.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
    expect([paragraphs[0], paragraphs.filter(text => /^送达(回证|凭证)$/.test(text))]).toEqual(['不予受理告知', ['送达凭证']])
    expect(strFromU8(unzipSync(docx)['docProps/core.xml']!)).toContain('<dc:title>不予受理告知')
  })

  test('is A4 with named fonts, what stands in for them, and written widths', async () => {
    const parts = unzipSync(await renderDocx(paper([{ kind: 'form', rows: [[{ label: '甲', value: '乙' }], [{ label: '丙', value: '丁' }, { label: '戊', value: '己', share: 2 }]] }]), options))
    const xml = strFromU8(parts['word/document.xml']!)
    expect(xml.slice(xml.indexOf('<w:pgSz'))).toMatch(/^<w:pgSz w:w="11906" w:h="16838"/)
    expect(xml).toContain('w:eastAsia="宋体"')
    expect(xml.match(/<w:gridCol w:w="\d+"\/>/g)!.length).toBeGreaterThan(1)
    // The cells of each row are as wide as the table.
    const rows = xml.split('<w:tr>').slice(1).map(row => [...row.matchAll(/<w:tcW w:type="dxa" w:w="(\d+)"\/>/g)].reduce((sum, [, width]) => sum + Number(width), 0))
    expect(new Set(rows)).toEqual(new Set([8844]))
    expect(strFromU8(parts['word/fontTable.xml']!)).toContain('<w:font w:name="仿宋"><w:altName w:val="FangSong,')
  })

  test('says that its Latin letters and figures are no Chinese, so that no program breaks them', async () => {
    const parts = unzipSync(await renderDocx(paper([{ kind: 'paragraph', text: '金额8,600.00元' }]), options))
    const languages = ['word/document.xml', 'word/styles.xml'].flatMap(part => strFromU8(parts[part]!).match(/<w:lang [^>]*>/g) ?? [])
    expect(languages.length).toBeGreaterThan(1)
    expect([...new Set(languages)]).toEqual(['<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'])
  })

  test('leaves room between two places to sign, and beside the seal none but its own', async () => {
    const signed = async (places: readonly { label: string }[], seal?: string): Promise<string[][]> => {
      const xml = strFromU8(unzipSync(await renderDocx(paper([{ kind: 'signatures', places, ...(seal && { seal }), date: '2026年11月23日' }]), options))['word/document.xml']!)
      // Of each cell its rule below, its words and its width.
      return xml.split('<w:tr>').slice(1).map(row => row.split('<w:tc>').slice(1).map(cell => [
        /<w:bottom w:val="single"/.test(cell) ? '＿' : '', ...[...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text), /w:w="(\d+)"/.exec(cell)![1],
      ].join('')))
    }
    expect(await signed([{ label: '甲' }, { label: '乙' }, { label: '丙' }])).toEqual([['＿甲4260', '320', '＿乙4264'], ['＿丙4260', '2026年11月23日4584']])
    expect(await signed([{ label: '甲' }], '调委会')).toEqual([['＿甲4260', '调委会（印章）2026年11月23日4584'], ['4260', '4584']])
  })

  test('takes text as text: no file is read, no markup meant, nothing linked', async () => {
    const name = '{"image":"/etc/passwd"}<w:p>&amp;{卷号}'
    const docx = await renderDocx(paper([{ kind: 'paragraph', text: name }]), options)
    expect(textIn(docx)).toBe(name)
    const all = Object.entries(unzipSync(docx))
    expect(all.some(([, bytes]) => strFromU8(bytes).includes('root:x:'))).toBe(false)
    expect(all.filter(([part, bytes]) => part.endsWith('.rels') && strFromU8(bytes).includes('External'))).toEqual([])
  })

  test('prints a gap as its blank alone, marks rehearsal and version, and is the same bytes each time', async () => {
    const content = { ...paper([{ kind: 'paragraph', text: `时间：${gap('调解时间')}` }]), version: 2 }
    const docx = await renderDocx(content, { ...options, rehearsal: true })
    expect(textIn(docx)).toBe('时间：＿＿＿＿＿＿')
    const parts = unzipSync(docx)
    const others = Object.keys(parts).filter(part => /word\/(?:header|footer)\d\.xml/.test(part)).map(part => textIn(docx, part)).join('')
    expect(others).toContain('演练数据')
    expect(others).toContain('第2版')
    expect(await renderDocx(content, { ...options, rehearsal: true })).toEqual(docx)
  })
})

const relations = (attributes: string): Record<string, Uint8Array> =>
  ({ 'word/_rels/document.xml.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship ${attributes}/></Relationships>`) })

describe('the office’s own docx template', () => {
  const template = (text: string, more: Record<string, Uint8Array> = {}): string => {
    const body = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`
    return Buffer.from(zipSync({
      '[Content_Types].xml': strToU8('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
      '_rels/.rels': strToU8('<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
      'word/document.xml': strToU8(body),
      ...more,
    })).toString('base64')
  }

  test('takes the place of ours, is filled with literal text, and can be taken away', async () => {
    const app = await withWorkedCases()
    await must(app.call('docxTemplate.save', { documentId: 'D07', name: '本会协议书.docx', content: template('本会样式 {卷号}：{申请人}诉{被申请人}，{协议金额}') }))
    expect((await must(app.call('docxTemplate.list', {}))).templates).toEqual([{ documentId: 'D07', name: '本会协议书.docx', addedAt: '2026-11-23T09:00', by: '何平' }])
    const made = await must(app.call('document.make', { caseId: 'w1', document: 'D07', format: 'docx' }))
    expect(textIn(readFileSync(made.path))).toBe('本会样式 （2026）赤物人调字第001号：余明诉林晓，8,600.00元（大写：捌仟陆佰元整）')
    await must(app.call('wording.save', { document: 'D07', phrases: { title: '物业纠纷调解协议', effectHead: '四、何时生效' } }))
    await must(app.call('docxTemplate.save', { documentId: 'D07', name: '本会协议书.docx', content: template('{文书名称}：{正文}') }))
    const worded = textIn(readFileSync((await must(app.call('document.make', { caseId: 'w1', document: 'D07', format: 'docx' }))).path))
    expect([worded.slice(0, 9), worded.includes('四、何时生效'), worded.includes('四、协议效力')]).toEqual(['物业纠纷调解协议：', true, false])
    await must(app.call('wording.save', { document: 'D07', phrases: {} }))
    await must(app.call('docxTemplate.remove', { documentId: 'D07' }))
    expect(textIn(readFileSync((await must(app.call('document.make', { caseId: 'w1', document: 'D07', format: 'docx' }))).path))).toContain('四、协议效力')
    expect(await refused(app.call('docxTemplate.remove', { documentId: 'D07' }))).toMatchObject({ code: 'template-not-found' })
  })

  test.each([
    ['an unknown field', template('{案号}'), '{案号}'],
    ['a brace left open', template('{卷号'), '缺 }'],
    ['a macro', template('{卷号}', { 'word/vbaProject.bin': new Uint8Array(4) }), '宏'],
    ['a link to the outside', template('{卷号}', { 'word/_rels/document.xml.rels': strToU8('<Relationships><Relationship Id="r" Type="t" Target="http://x" TargetMode="External"/></Relationships>') }), '外部'],
    ['a link with blanks and other quotes', template('{卷号}', relations("Id='r' Type='http://x/image' Target = 'http://x/a.png'\n TargetMode\t=\n 'External'")), '外部'],
    ['a link whose words are written as entities', template('{卷号}', relations('Id="r" Type="http://x/image" Target="a" TargetMode="&#69;xternal"')), '外部'],
    ['a link in UTF-16', template('{卷号}', { 'word/_rels/document.xml.rels': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<Relationships xmlns="r"><Relationship Id="r" Type="http://x/image" Target="a" TargetMode="External"/></Relationships>', 'utf16le')]) }), '外部'],
    ['a list of links under another name', template('{卷号}', { 'word/_rels/document.xml.RELS': strToU8('<x/>') }), '不认识的部分'],
    ['a picture at a place of the network', template('{卷号}', relations('Id="r" Type="http://x/image" Target="\\\\server\\a.png"')), '外部'],
    ['a template behind it', template('{卷号}', relations('Id="r" Type="http://x/attachedTemplate" Target="a.dotm"')), '外部'],
    ['a field that fetches a picture', template('{卷号}</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>'), '域'],
    ['a field that starts a program', template('{卷号}</w:t></w:r><w:fldSimple w:instr=" DDEAUTO c:\\\\x "/><w:r><w:t>'), '域'],
    ['another file inside', template('{卷号}</w:t></w:r></w:p><w:altChunk/><w:p><w:r><w:t>'), '嵌入'],
    ['an object inside', template('{卷号}</w:t></w:r><w:r><w:object/></w:r><w:r><w:t>'), '嵌入'],
    ['a part that nobody knows', template('{卷号}', { 'word/embeddings/oleObject1.bin': new Uint8Array(4) }), '不认识的部分'],
    ['entities of its own', template('{卷号}', { 'word/styles.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') }), '格式不对'],
    ['something else', Buffer.from('hello').toString('base64'), '不是 docx 文件'],
  ])('with %s is refused in words that say what to do', async (_, content, words) => {
    const app = await withWorkedCases()
    expect(await refused(app.call('docxTemplate.save', { documentId: 'D07', name: '模板.docx', content }))).toMatchObject({ code: 'template-not-usable', field: '/content', message: expect.stringContaining(words) })
  })

  test('may be what an office program makes: our own papers, and the same saved by LibreOffice', async () => {
    const app = await withWorkedCases()
    const made = await must(app.call('document.make', { caseId: 'w1', document: 'D07', format: 'docx' }))
    const folder = temporaryFolder()
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    if (process.platform === 'linux') execFileSync('soffice', [profile, '--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', folder, made.path], { stdio: 'ignore' })
    for (const path of [made.path, ...(process.platform === 'linux' ? [join(folder, basename(made.path))] : [])]) {
      expect(await must(app.call('docxTemplate.save', { documentId: 'D07', name: '模板.docx', path }))).toMatchObject({ documentId: 'D07' })
    }
  }, 90_000)

  test('has page numbers and pictures of its own', async () => {
    const app = await withWorkedCases()
    const field = template('{卷号}</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>', {
      ...relations('Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"'), 'word/media/image1.png': new Uint8Array(4),
    })
    expect(await must(app.call('docxTemplate.save', { documentId: 'D07', name: '模板.docx', content: field }))).toMatchObject({ documentId: 'D07' })
  })

  test('comes from a path too, for scripts', async () => {
    const app = await withWorkedCases()
    const path = join(temporaryFolder(), '模板.docx')
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, Buffer.from(template('{文书名称}'), 'base64'))
    expect(await must(app.call('docxTemplate.save', { documentId: 'D01', name: '模板.docx', path }))).toMatchObject({ documentId: 'D01' })
  })
})

test('the frame of the file is one docx to be changed: cover, catalogue, situation and back, each on a page of its own', async () => {
  const app = await withWorkedCases()
  const made = await must(app.call('dossier.make', { caseId: 'w1', format: 'docx' }))
  const docx = new Uint8Array(readFileSync(made.path))
  const text = withoutSpace(textIn(docx))
  const parts = ['赤壁市物业纠纷人民调解委员会调解卷宗卷名', '卷内目录序号文书名称', '卷宗情况说明卷内情况', '卷宗封底本卷页数']
  expect(parts.map(part => [part, text.split(part).length - 1])).toEqual(parts.map(part => [part, 1]))
  expect(parts.map(part => text.indexOf(part))).toEqual(parts.map(part => text.indexOf(part)).toSorted((a, b) => a - b))
  expect(strFromU8(unzipSync(docx)['word/document.xml']!).match(/<w:pageBreakBefore/g)).toHaveLength(3)
})
