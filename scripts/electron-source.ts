/** Where Electron's program file and the tools of the packing come from, and whether they can be had now. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Set in an office's own network to the address of its mirror; no address of any is written here. */
export const mirrorNames = ['ELECTRON_MIRROR', 'ELECTRON_BUILDER_BINARIES_MIRROR'] as const

/** Seconds that a download at the start of the program is waited for. */
export const WAIT_SECONDS = 20

/** What was tried and not had: of which version, from where. Tried again when either changes. */
type Tried = { readonly version: string; readonly mirror: string }

/** Calls `fetch` unless the same was tried before in vain, as `note` says; notes when it gave nothing. Gives whether it was tried. */
export const tryOnce = (note: string, tried: Tried, fetch: (milliseconds: number) => boolean): 'had' | 'not had' | 'tried before' => {
  const key = JSON.stringify(tried)
  if (existsSync(note) && readFileSync(note, 'utf8') === key) return 'tried before'
  if (fetch(WAIT_SECONDS * 1000)) return 'had'
  mkdirSync(dirname(note), { recursive: true })
  writeFileSync(note, key)
  return 'not had'
}

/** Why the packing cannot have Electron's program file now; null where it can, as far as is known. */
export const notToBeHad = async (environment: NodeJS.ProcessEnv, hasCopy: boolean, milliseconds = WAIT_SECONDS * 1000): Promise<string | null> => {
  if (hasCopy) return null
  const from = environment['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/'
  try {
    await fetch(from, { method: 'HEAD', signal: AbortSignal.timeout(milliseconds) })
    return null
  } catch {
    return `下载不到 Electron 的程序文件（${environment['ELECTRON_MIRROR'] === undefined ? '没有设镜像' : `镜像 ${from}`}）。`
      + `请在能上网的电脑上打包，或者把环境变量 ${mirrorNames.join('、')} 设成能访问的镜像地址（后一个用于打包工具）后再运行 npm run dist。`
  }
}
