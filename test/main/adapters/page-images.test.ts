import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderPdf } from '../../../src/main/adapters/pdf/pdf.ts'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { acceptedPages, differenceOf, pagesAsPng, samplePages } from '../../page-images.ts'

/** Another version of the tool that draws pages smooths letters a little otherwise. */
const TOLERANCE = 0.03

test('the pages of every form look like those that were accepted (after a wanted change: node scripts/accept-pages.ts)', async () => {
  const pages = await samplePages()
  expect(pages.map(([name]) => name).sort()).toEqual(readdirSync(acceptedPages).sort())
  const differing = pages.map(([name, png]) => [name, differenceOf(png, readFileSync(join(acceptedPages, name)))] as const).filter(([, much]) => much > TOLERANCE)
  expect(differing).toEqual([])
}, 120_000)

test('a line that moves is seen', async () => {
  const draw = async (texts: readonly string[]): Promise<Buffer> => {
    const pdf = await renderPdf({ id: 'T', title: '测试', blocks: texts.map(text => ({ kind: 'paragraph', text } as const)) }, { office: '测试', rehearsal: false, now: '2026-11-23T09:30' as LocalTime })
    if (!pdf.ok) throw new Error(pdf.refusal.message)
    return pagesAsPng(pdf.value)[0]!
  }
  const lines = Array.from({ length: 20 }, (_, at) => `这是第${at + 1}行文字，和其他各行一样长短。`)
  expect(differenceOf(await draw(lines), await draw([...lines.slice(0, 19), '新的一行', lines[19]!]))).toBeGreaterThan(TOLERANCE)
})
