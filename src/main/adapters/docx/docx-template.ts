/** A docx template made by the office: checked when it is taken in, filled when a paper is made. */
import Docxtemplater from 'docxtemplater'
import InspectModule from 'docxtemplater/js/inspect-module.js'
import PizZip from 'pizzip'
import { ok, refuse, type Result } from '../../../core/base/result.ts'
import { packageFault } from './docx-package.ts'
import { repacked } from './docx.ts'
import type { PdfOptions } from '../pdf/pdf.ts'

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
export const templateProblems = async (bytes: Uint8Array, known: readonly string[]): Promise<string | undefined> => {
  const fault = await packageFault(bytes)
  if (fault) return fault.startsWith('不是') ? `这${fault}` : `模板${fault}`
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
export const fillDocx = async (bytes: Uint8Array, values: Readonly<Record<string, string>>, now: PdfOptions['now']): Promise<Result<Uint8Array>> => {
  const unknown = await templateProblems(bytes, Object.keys(values))
  if (unknown) return refuse('template-not-usable', unknown)
  const template = opened(bytes)
  template.render(values)
  return ok(repacked(template.toUint8Array(), now))
}
