/** Builds the installers. Without Electron's program file, or the tools of the packing, it ends in a sentence instead of minutes of tries. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import electron from 'electron/package.json' with { type: 'json' }
import { mirrorNames, notToBeHad } from './electron-source.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where downloads of Electron are kept on this system (electron/get). */
const cache = process.env['ELECTRON_CACHE'] ?? process.env['electron_config_cache'] ?? (
  process.platform === 'win32' ? join(process.env['LOCALAPPDATA'] ?? homedir(), 'electron/Cache') : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'electron'))
const hasCopy = existsSync(cache) && readdirSync(cache, { recursive: true, encoding: 'utf8' }).some(name => name.includes(`electron-v${electron.version}-`) && name.endsWith('.zip'))

const end = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

// An own folder of the program file needs no download.
const given = process.argv.slice(2)
if (!given.some(argument => argument.startsWith('-c.electronDist'))) {
  const why = await notToBeHad(process.env, hasCopy)
  if (why !== null) end(why)
}

for (const [file, ...args] of [
  ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
  ['scripts/notices.ts'],
  ['node_modules/electron-builder/cli.js', '--config', 'electron-builder.config.ts', ...given],
] as const) {
  const { status } = spawnSync(process.execPath, [join(root, file!), ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0)
    end(`安装包没有生成，原因见上面的提示。如果是下载不到（ENOTFOUND、ETIMEDOUT、ECONNREFUSED、404），请把环境变量 ${mirrorNames.join('、')} 设成能访问的镜像地址后重试。`)
}
