/** Papers of many cases in piles to print: made outside the main thread, a file of fifty cases at a time. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { Handler, Output } from '../../core/contract.ts'
import { documentTemplates } from '../../core/documents/index.ts'
import { stageOf } from '../../core/case/record/lifecycle.ts'
import type { DocumentTemplate } from '../../core/documents/writing/content.ts'
import { casesThatCount, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse } from '../../core/base/result.ts'
import { makingLimits, openSide } from '../adapters/workers/side.ts'
import type { Part } from '../adapters/pdf/pdf.ts'
import { missingSentence } from '../../core/documents/writing/missing-characters.ts'
import { fileName, paperContent, pdfOptions } from './paper-content.ts'

/** Cases to a file: few enough that a cancel is soon heard and memory stays flat, enough that printing is one step. */
const CASES_IN_FILE = 50

type Progress = Output<'batch.progress'>
type Batch = { progress: Progress; cancelled: boolean }

/** The batches of this run of the program, by id. */
const batches = new Map<string, Batch>()

const offers = (template: DocumentTemplate, file: CaseFile, ports: Ports): boolean =>
  template.offeredIn.includes(stageOf(file, ports.clock.today())) && template.suits?.(file) !== false

/** The papers of one case in the batch; what cannot be made is noted with why. */
const partsOf = (office: Office, file: CaseFile, templates: readonly DocumentTemplate[], ports: Ports, batch: Batch): Part[] =>
  templates.filter(template => offers(template, file, ports)).flatMap(template =>
    // Records that stay are printed one by one, by those who may read them.
    (template.of ? template.of(file).filter(({ internal }) => !internal).map(({ id }) => id) : [undefined]).flatMap((of): Part[] => {
      const content = paperContent(office, file, { id: template.id, of }, ports.clock.today(), '/documentIds')
      if (content.ok) return [{ kind: 'paper', content: content.value.content }]
      note(batch, file, content.refusal.message)
      return []
    }))

const note = (batch: Batch, { id, fileNo }: CaseFile, message: string): void => {
  batch.progress = { ...batch.progress, problems: [...batch.progress.problems, { caseId: id, ...(fileNo ? { fileNo } : {}), message }] }
}

const run = async (
  batch: Batch, office: Office, files: readonly CaseFile[], templates: readonly DocumentTemplate[], ports: Ports,
  folder: { save(name: string, bytes: Uint8Array): Promise<{ ok: boolean }> },
): Promise<void> => {
  const options = pdfOptions(office, ports.clock.now())
  const side = openSide(makingLimits)
  try {
    for (let at = 0; at < files.length && !batch.cancelled; at += CASES_IN_FILE) {
      const some = files.slice(at, at + CASES_IN_FILE)
      const parts: Part[] = []
      const whose: CaseFile[] = []
      for (const file of some) {
        const ofCase = partsOf(office, file, templates, ports, batch)
        parts.push(...ofCase)
        whose.push(...ofCase.map(() => file))
        // Others are answered between two cases.
        await new Promise(resume => setImmediate(resume))
      }
      const title = `成批打印 第${at + 1}至${at + some.length}件`
      if (parts.length > 0) {
        const rendered = await side.run('renderBook', { title, parts, onFronts: true }, options)
        if (!rendered.ok) throw new Error('a file of the batch was not made')
        rendered.value.missingOf.forEach((missing, at) => {
          const sentence = missingSentence(missing)
          if (sentence) note(batch, whose[at]!, sentence)
        })
        const saved = await folder.save(fileName(office, `${title}.pdf`), rendered.value.pdf)
        if (!saved.ok) throw new Error('a file of the batch was not saved')
        batch.progress = { ...batch.progress, files: batch.progress.files + 1 }
      }
      batch.progress = { ...batch.progress, done: at + some.length }
    }
    batch.progress = { ...batch.progress, state: batch.cancelled ? 'cancelled' : 'done' }
  } catch (error) {
    ports.log.fault('batch.start', error)
    batch.progress = { ...batch.progress, state: 'failed' }
  } finally {
    side.close()
  }
}

export const startBatch: Handler<'batch.start'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const unknown = input.documentIds.findIndex(id => !documentTemplates.some(template => template.id === id))
  if (unknown >= 0) return refuse('unknown-document', `没有编号为“${input.documentIds[unknown]!.slice(0, 20)}”的文书。`, { field: `/documentIds/${unknown}` })
  if ([...batches.values()].some(({ progress }) => progress.state === 'running')) return refuse('batch-running', '另一批正在打印，请等它完成或先停下它。')
  const templates = documentTemplates.filter(({ id }) => input.documentIds.includes(id))
  if (input.caseIds === undefined && (input.from === undefined || input.to === undefined)) return refuse('missing', '请给出时期，或列出案件。', { field: '/from' })
  if (input.from !== undefined && input.to !== undefined && input.to < input.from) return refuse('invalid-input', '结束日期早于开始日期，请核对。', { field: '/to' })
  const missing = (input.caseIds ?? []).findIndex(id => !office.value.cases.get(id))
  if (missing >= 0) return refuse('case-not-found', '列出的案件里有一件找不到，请刷新后重新选择。', { field: `/caseIds/${missing}` })
  const files = (input.caseIds ? input.caseIds.map(id => office.value.cases.get(id)!) : casesThatCount(office.value).filter(file => {
    const on = file.acceptedOn ?? file.appliedOn
    return on >= input.from! && on <= input.to!
  })).filter(file => templates.some(template => offers(template, file, ports)))
  if (files.length === 0) return refuse('nothing-to-print', '这个时期没有可以打印这些文书的案件，请换一个时期或文书。', { field: '/documentIds' })
  const folder = await ports.files.newFolder(fileName(office.value, `成批打印_${ports.clock.today()}`))
  if (!folder.ok) return folder
  const batchId = ports.ids.next()
  const batch: Batch = { cancelled: false, progress: { state: 'running', done: 0, total: files.length, files: 0, path: folder.value.path, problems: [] } }
  batches.clear()
  batches.set(batchId, batch)
  void run(batch, office.value, files, templates, ports, folder.value)
  return ok({ batchId, total: files.length })
}

const batchNotFound = () => refuse('batch-not-found', '没有这一批打印，可能程序重新启动过；请重新开始。', { field: '/batchId' })

export const batchProgress: Handler<'batch.progress'> = async ({ batchId }) => {
  const batch = batches.get(batchId)
  return batch ? ok(batch.progress) : batchNotFound()
}

export const cancelBatch: Handler<'batch.cancel'> = async ({ batchId }) => {
  const batch = batches.get(batchId)
  if (!batch) return batchNotFound()
  batch.cancelled = true
  return ok(batch.progress)
}
