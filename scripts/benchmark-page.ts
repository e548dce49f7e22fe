/** docs/benchmarks.md: one section for each kind of measurement, so that each can be measured anew by itself. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))

const head = `# 测量

\`npm run bench\` 在一台机器上跑出全部数字并写这一页；比值的双方在同一次运行里轮流测，取中位数。SQLite 用 Node 自带的 \`node:sqlite\`
（同一个 SQLite 库；\`better-sqlite3\` 要下载或编译本地模块，本项目不用本地模块）。
`

/** When and on what something was measured. */
export const machine = (): string =>
  `${new Date().toISOString().slice(0, 10)}，${cpus().length} 核 ${cpus()[0]!.model.trim()}，${Math.round(totalmem() / 1024 ** 3)} GB 内存，Node ${process.versions.node}`

/** Puts a section in the place of the one with its title, or at the end; the others stay as they are. */
export const writeSection = (title: string, text: string): void => {
  const sections = existsSync(page) ? readFileSync(page, 'utf8').split(/^(?=## )/m).slice(1) : []
  const at = sections.findIndex(section => section.startsWith(`## ${title}\n`))
  sections.splice(at < 0 ? sections.length : at, at < 0 ? 0 : 1, `## ${title}\n\n${text.trim()}\n`)
  writeFileSync(page, [head, ...sections.map(section => `${section.trim()}\n`)].join('\n'))
}
