/**
 * What the tests need beyond npm: a Chromium, poppler's tools, qpdf, strace and a CJK font. On Debian or Ubuntu as root they
 * are installed; elsewhere each missing one is named with the command to type.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from '../src/main/adapters/browser.ts'

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).error === undefined

const tools: readonly { readonly name: string; readonly apt: string; readonly there: () => boolean }[] = [
  { name: 'Chromium 浏览器', apt: 'chromium', there: () => findBrowser() !== null },
  { name: 'pdftotext、pdftoppm（poppler）', apt: 'poppler-utils', there: () => works('pdftotext', '-v') && works('pdftoppm', '-v') },
  { name: 'qpdf', apt: 'qpdf', there: () => works('qpdf', '--version') },
  // Brings faults upon the store; elsewhere those tests say that they were left out.
  { name: 'strace', apt: 'strace', there: () => process.platform !== 'linux' || works('strace', '-V') },
  {
    name: '中文字体', apt: 'fonts-noto-cjk',
    there: () => process.platform !== 'linux' || spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim().length > 0,
  },
]

const missing = tools.filter(tool => !tool.there())
if (missing.length > 0) {
  const packages = missing.map(tool => tool.apt)
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`测试还需要：${missing.map(tool => tool.name).join('、')}。正在用 apt 安装……`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const installed = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
    const still = missing.filter(tool => !tool.there())
    if (installed.status !== 0 || still.length > 0) {
      console.error(`没有装上：${still.map(tool => tool.name).join('、') || '（见上面的提示）'}。请手动执行：${command}`)
      process.exit(1)
    }
  } else {
    console.error(`测试还需要：${missing.map(tool => tool.name).join('、')}。`)
    console.error(process.platform === 'linux' ? `请执行：sudo sh -c '${command}'` : '请安装后重试（Chromium 或 Edge、poppler、qpdf）。')
    process.exit(1)
  }
}
