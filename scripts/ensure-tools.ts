/**
 * What the tests need beyond npm: a Chromium, poppler's tools, qpdf, unzip, strace, LibreOffice Calc and a CJK font. On Debian or Ubuntu as root they
 * are installed; elsewhere each missing one is named with the command to type.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { testTools } from './tools.ts'

const missing = testTools.filter(tool => !tool.there())
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
