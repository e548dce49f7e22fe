/** Takes the pages as they are printed now for the accepted ones: `node scripts/accept-pages.ts`. Look at them before committing. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceptedPages, samplePages } from '../test/page-images.ts'

rmSync(acceptedPages, { recursive: true, force: true })
mkdirSync(acceptedPages, { recursive: true })
const pages = await samplePages()
for (const [name, png] of pages) writeFileSync(join(acceptedPages, name), png)
console.log(`${pages.length} 页已存入 test/fixtures/pages，请逐页看过再提交。`)
