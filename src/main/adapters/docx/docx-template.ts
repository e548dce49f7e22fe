/** A docx template made by the office: checked when it is taken in, filled when a paper is made. */
import { strFromU8, unzipSync } from 'fflate'
import Docxtemplater from 'docxtemplater'
import InspectModule from 'docxtemplater/js/inspect-module.js'
import PizZip from 'pizzip'
import { ok, refuse, type Result } from '../../../core/base/result.ts'
import { repacked } from './docx.ts'
import type { PdfOptions } from '../pdf/pdf.ts'

/** Most that a template may hold when unpacked. */
const MAX_UNPACKED = 100 * 1024 * 1024

type TemplateError = { readonly properties?: { readonly id?: string; readonly xtag?: string; readonly errors?: readonly TemplateError[] } }

const sentences: Readonly<Record<string, (tag: string) => string>> = {
  unopened_tag: tag => `“${tag}”后面的 } 前面缺 {`,
  unclosed_tag: tag => `“{${tag}”后面缺 }`,
  duplicate_open_tag: tag => `“${tag}”前面多了一个 {`,
  duplicate_close_tag: tag => `“${tag}”后面多了一个 }`,
}

const errorsOf = (error: unknown): readonly TemplateError[] => {
  const one = error as TemplateError
  return one.properties?.errors ?? [one]
}

const opened = (bytes: Uint8Array, inspect?: InspectModule): Docxtemplater =>
  new Docxtemplater(new PizZip(bytes), { paragraphLoop: false, linebreaks: true, errorLogging: false, ...(inspect ? { modules: [inspect] } : {}) })

/** Why a file cannot be a template, as a sentence with what to do; undefined where it can. `known` are the fields' names. */
export const templateProblems = (bytes: Uint8Array, known: readonly string[]): string | undefined => {
  let parts: Record<string, Uint8Array>
  let size = 0
  try {
    parts = unzipSync(bytes, { filter: file => {
      size += file.originalSize
      return size <= MAX_UNPACKED && (file.name.endsWith('.rels') || file.name === 'word/document.xml' || file.name.includes('vbaProject'))
    } })
  } catch {
    return '这不是 docx 文件，或者文件已经损坏；请用 WPS 或 Word 另存为“.docx”后再上传。'
  }
  if (size > MAX_UNPACKED) return '模板展开后超过 100 MB，请去掉里面的大图片后再上传。'
  if (!parts['word/document.xml']) return '这不是 docx 文件；请用 WPS 或 Word 另存为“.docx”后再上传（.doc 和 .wps 不行）。'
  if (Object.keys(parts).some(name => name.includes('vbaProject'))) return '模板里有宏，不能使用；请另存为不带宏的“.docx”后再上传。'
  // A link that a reader follows by itself would tell others when a paper is opened.
  const outside = Object.entries(parts).some(([name, part]) => name.endsWith('.rels') && /TargetMode="External"/i.test(strFromU8(part)))
  if (outside) return '模板里有指向外部的链接或图片，不能使用；请删除超链接、把图片改为嵌入后再上传。'
  const inspect = new InspectModule()
  try {
    opened(bytes, inspect)
  } catch (error) {
    return `模板里的花括号不对：${errorsOf(error).map(({ properties = {} }) =>
      (sentences[properties.id ?? ''] ?? (tag => `“${tag}”不能这样写`))(properties.xtag ?? '')).join('；')}。请改正后再上传。`
  }
  const unknown = Object.keys(inspect.getAllTags()).filter(tag => !known.includes(tag))
  if (unknown.length > 0) return `模板里有不认识的项目：${unknown.slice(0, 10).map(tag => `{${tag}}`).join('、')}。可用的项目：${known.map(tag => `{${tag}}`).join('、')}。`
  return undefined
}

/** The template with its fields filled in. Values are text: nothing in them is a field or markup. */
export const fillDocx = (bytes: Uint8Array, values: Readonly<Record<string, string>>, now: PdfOptions['now']): Result<Uint8Array> => {
  const unknown = templateProblems(bytes, Object.keys(values))
  if (unknown) return refuse('template-not-usable', unknown)
  const template = opened(bytes)
  template.render(values)
  return ok(repacked(template.toUint8Array(), now))
}
