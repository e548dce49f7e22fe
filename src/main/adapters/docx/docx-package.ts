/**
 * What a docx that somebody made consists of. Its package is taken apart, and only what is known to be paper is allowed: parts,
 * relations and fields that are not on these lists are refused, whatever way they are written (ECMA-376 parts 1 and 2).
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { readZip, type ZipLimits } from '../archives/zip-reader.ts'

const MB = 1024 * 1024
/** A template with its pictures. */
const limits: ZipLimits = { entries: 500, bytes: 100 * MB, ratio: 1_000, whole: 50 }

const PARTS = [
  /^\[Content_Types\]\.xml$/, /^_rels\/\.rels$/, /^docProps\/(?:core|app|custom)\.xml$/, /^docProps\/thumbnail\.(?:jpe?g|png)$/,
  /^word\/(?:document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes|header\d*|footer\d*|comments(?:Extended|Ids|Extensible)?|people)\.xml$/,
  /^word\/_rels\/[A-Za-z]+\d*\.xml\.rels$/, /^word\/theme\/theme\d+\.xml$/, /^word\/theme\/_rels\/theme\d+\.xml\.rels$/, /^word\/media\/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?)$/, /^word\/fonts\/font\d+\.odttf$/,
  /^customXml\/item(?:Props)?\d+\.xml$/, /^customXml\/_rels\/item\d+\.xml\.rels$/,
]

/** The last words of the types of relations. */
const RELATIONS = new Set([
  'officeDocument', 'core-properties', 'extended-properties', 'custom-properties', 'thumbnail', 'styles', 'stylesWithEffects', 'settings', 'webSettings', 'fontTable', 'theme', 'numbering',
  'footnotes', 'endnotes', 'header', 'footer', 'image', 'font', 'comments', 'commentsExtended', 'commentsIds', 'commentsExtensible', 'people', 'customXml', 'customXmlProps',
])

/** Fields that say something of the paper itself. */
const FIELDS = new Set(['PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'PAGEREF', 'REF', 'NOTEREF', 'STYLEREF', 'SEQ', 'TOC', 'TC', 'XE', 'DATE', 'TIME', 'CREATEDATE', 'SAVEDATE', 'PRINTDATE', 'SYMBOL', 'EQ', 'FORMTEXT', 'FORMCHECKBOX', '='])

/** Elements that bring in something else, or do something (altChunk, OLE, controls, mail merge, frames, templates). */
const FOREIGN = new Set(['altchunk', 'object', 'oleobject', 'objectembed', 'objectlink', 'control', 'subdoc', 'attachedtemplate', 'mailmerge', 'datasource', 'headersource', 'frameset', 'sourcefilename', 'movie', 'contentpart', 'videofile', 'audiofile', 'linkedtxbx', 'script'])

class Refused extends Error {}
const refused = (why: string): never => {
  throw new Refused(why)
}

const OUTSIDE = '有指向外部的链接、图片或者会自己取内容的域，不能使用；请删除超链接、把图片改为嵌入、把域改成普通文字后再上传。'
const FOREIGN_WORDS = '嵌入了别的文件、控件或者邮件合并，不能使用；请删除后只留文字、表格和图片，再上传。'
const MACROS = '有宏，不能使用；请另存为不带宏的“.docx”后再上传。'

const textOf = (bytes: Uint8Array): string => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  // Without a mark it may say so in words; nobody writes such files.
  if (encoding === 'utf-8' && /^<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])/i.test(text)) refused('里面的文字编码不是 UTF-8，不能使用；请用 WPS 或 Word 另存一份再上传。')
  return text
}

const attribute = (tag: SaxesTagNS, local: string): string | undefined => Object.values(tag.attributes).find(one => one.local.toLowerCase() === local.toLowerCase())?.value

/** Hears every element and every text of a part, as a reader of XML does: entities resolved, whatever the spacing and the prefixes. */
const parse = (bytes: Uint8Array, open: (tag: SaxesTagNS) => void, text: (said: string) => void = () => undefined, close: (tag: SaxesTagNS) => void = () => undefined): void => {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  parser.on('doctype', () => refused('里面的格式不对，不能使用；请用 WPS 或 Word 另存一份再上传。'))
  parser.on('error', () => refused('已经损坏，不能使用；请用 WPS 或 Word 另存一份再上传。'))
  parser.on('opentag', tag => {
    depth += 1
    if (depth > 500) refused('里面的层数多得不正常，不能使用；请用 WPS 或 Word 新建一份再上传。')
    open(tag)
  })
  parser.on('closetag', tag => {
    depth -= 1
    close(tag)
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(textOf(bytes)).close()
}

const checkRelations = (bytes: Uint8Array): void => parse(bytes, tag => {
  if (tag.local !== 'Relationship') return
  const mode = attribute(tag, 'TargetMode')
  if (mode !== undefined && mode !== 'Internal') refused(OUTSIDE)
  const target = attribute(tag, 'Target') ?? ''
  if (/^\s*[\\/]{2}|:|%3a/i.test(target)) refused(OUTSIDE)
  const type = (attribute(tag, 'Type') ?? '').split('/').at(-1)!
  if (type === 'vbaProject') refused(MACROS)
  if (!RELATIONS.has(type)) refused(type === 'hyperlink' || type === 'attachedTemplate' ? OUTSIDE : FOREIGN_WORDS)
})

const checkTypes = (bytes: Uint8Array): void => parse(bytes, tag => {
  const type = attribute(tag, 'ContentType')
  if (type === undefined) return
  if (/macro|vba/i.test(type)) refused(MACROS)
  if (/ole|activex|package|control|binary(?!.*font)/i.test(type) && !/package\.(?:relationships|core-properties)/i.test(type)) refused(FOREIGN_WORDS)
})

const checkField = (instruction: string): void => {
  const name = /^\s*(=|[^\s\\"]+)/.exec(instruction)?.[1]?.toUpperCase()
  if (name !== undefined && !FIELDS.has(name)) refused(OUTSIDE)
}

/** A part with words: its elements, and its fields put together of as many pieces as they were cut into. */
const checkWords = (bytes: Uint8Array): void => {
  const fields: { said: string; open: boolean }[] = []
  let inside = false
  parse(bytes, tag => {
    const name = tag.local.toLowerCase()
    if (FOREIGN.has(name)) refused(FOREIGN_WORDS)
    inside = name === 'instrtext'
    if (name === 'fldsimple') checkField(attribute(tag, 'instr') ?? '')
    for (const { local, value } of Object.values(tag.attributes)) {
      if (/^(?:href|src|link|pict|movie)$/i.test(local) && value !== '' && !/^rId\w+$/.test(value) && value !== '#') refused(OUTSIDE)
    }
    if (name !== 'fldchar') return
    const kind = attribute(tag, 'fldCharType')
    if (kind === 'begin') fields.push({ said: '', open: true })
    else if (kind === 'separate' && fields.length > 0) {
      checkField(fields.at(-1)!.said)
      fields.at(-1)!.open = false
    } else if (kind === 'end') {
      const field = fields.pop()
      if (field?.open) checkField(field.said)
    }
  }, said => {
    if (!inside) return
    const field = fields.findLast(({ open }) => open)
    if (field) field.said += said
    else checkField(said)
  }, tag => {
    if (tag.local.toLowerCase() === 'instrtext') inside = false
  })
  for (const { said, open } of fields) if (open) checkField(said)
}

/** Why a file is no docx that may be used, as the end of a sentence that begins with 模板; undefined where it may. */
export const packageFault = async (bytes: Uint8Array): Promise<string | undefined> => {
  const files = await readZip(bytes, limits)
  if (!files.ok) return '不是 docx 文件，或者已经损坏、大得不正常；请用 WPS 或 Word 另存为“.docx”后再上传。'
  if (!files.value.has('word/document.xml') || !files.value.has('[Content_Types].xml')) return '不是 docx 文件；请用 WPS 或 Word 另存为“.docx”后再上传（.doc 和 .wps 不行）。'
  try {
    for (const [name, part] of files.value) {
      if (/vbaProject/i.test(name)) return MACROS
      if (!PARTS.some(known => known.test(name))) return `里有不认识的部分“${name.slice(0, 60)}”，不能使用；请用 WPS 或 Word 另存一份、去掉嵌入的内容后再上传。`
      if (name.endsWith('.rels')) checkRelations(part)
      else if (name === '[Content_Types].xml') checkTypes(part)
      else if (name.endsWith('.xml')) checkWords(part)
    }
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.message
    if (error instanceof TypeError) return '里面的文字编码不对，不能使用；请用 WPS 或 Word 另存一份再上传。'
    throw error
  }
}
