/**
 * What the tests need beyond npm: a Chromium, poppler's tools, qpdf, unzip, strace, LibreOffice Calc and a CJK font. On Debian or Ubuntu as root they
 * are installed; elsewhere each missing one is named with the command to type.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { testTools, type Tool } from './tools.ts'

const debian = process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0
const commandFor = (tools: readonly Tool[]): string =>
  `apt-get update && apt-get install -y --no-install-recommends ${tools.map(tool => tool.apt).join(' ')}`
const install = (tools: readonly Tool[]): boolean =>
  spawnSync('sh', ['-c', commandFor(tools)], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
const namesOf = (tools: readonly Tool[]): string => tools.map(tool => tool.name).join('、')
const notThere = (optional: boolean): Tool[] => testTools.filter(tool => (tool.optional ?? false) === optional && !tool.there())

const missing = notThere(false)
if (missing.length > 0 && debian) {
  console.log(`测试还需要：${namesOf(missing)}。正在用 apt 安装……`)
  if (!install(missing) || notThere(false).length > 0) {
    console.error(`没有装上：${namesOf(notThere(false)) || '（见上面的提示）'}。请手动执行：${commandFor(missing)}`)
    process.exit(1)
  }
} else if (missing.length > 0) {
  console.error(`测试还需要：${namesOf(missing)}。`)
  console.error(process.platform === 'linux' ? `请执行：sudo sh -c '${commandFor(missing)}'` : '请安装后重试（Chromium 或 Edge、poppler、qpdf）。')
  process.exit(1)
}
const wanted = notThere(true)
if (wanted.length > 0 && debian) {
  console.log(`部分测试还要用：${namesOf(wanted)}。正在用 apt 安装……`)
  if (!install(wanted)) console.log(`没有装上 ${namesOf(wanted)}，用到它的测试会注明没有运行。`)
}
