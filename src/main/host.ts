/** What every Node host does the same: flags, folders, ports. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isLocalTime } from '../core/base/dates.ts'
import type { Clock, Files, Ports } from '../core/ports.ts'
import { OFFICE_FONTS, officeFontsFolder } from './adapters/pdf/office-fonts.ts'
import { openLowdbStore } from './adapters/lowdb-store.ts'
import { fileLog, fixedClock, folderFiles, openable, pageFiles, randomIds, systemClock, systemOpener } from './adapters/system.ts'

export type HostFlags = { readonly data: string; readonly out: string; readonly clock: Clock; readonly open: boolean; readonly takeOver?: boolean; readonly own?: string }

/**
 * `--data DIR` where the office lies, `--out DIR` where papers go (default: `输出` beside the data),
 * `--now 2026-11-23T09:00` for rehearsals, `--no-open` to open no browser, `--take-over` to use a folder whose holder is not
 * to be waited for, `--own DIR` where the program notes how far each office had come. A wrong flag is a Chinese sentence.
 */
export const hostFlags = (args: readonly string[], defaultData: string): HostFlags | { readonly wrong: string } => {
  let values: { data?: string; out?: string; now?: string; own?: string; 'no-open'?: boolean; 'take-over'?: boolean }
  try {
    values = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, out: { type: 'string' }, now: { type: 'string' }, own: { type: 'string' }, 'no-open': { type: 'boolean' }, 'take-over': { type: 'boolean' } },
    }).values
  } catch {
    return { wrong: '命令行参数不对。可用：--data 资料文件夹　--out 输出文件夹　--now 2026-11-23T09:00（仅演练）。' }
  }
  if (values.now !== undefined && !isLocalTime(values.now)) {
    return { wrong: `--now 的时间“${values.now}”不对，请按 2026-11-23T09:00 的样子填写。` }
  }
  const data = resolve(values.data ?? defaultData)
  return {
    data,
    out: resolve(values.out ?? join(data, '..', `${data.split(/[\\/]/).at(-1)}-输出`)),
    clock: values.now === undefined ? systemClock : fixedClock(values.now as Parameters<typeof fixedClock>[0]),
    open: values['no-open'] !== true,
    takeOver: values['take-over'] === true,
    ...(values.own !== undefined && { own: resolve(values.own) }),
  }
}

/** Flags and ports of a host that is a program of its own; a wrong flag ends it with a sentence. */
export const startHost = async (kind: 'page' | 'script'): Promise<{ flags: HostFlags; ports: Ports } | null> => {
  const flags = hostFlags(process.argv.slice(2), join(homedir(), '物业调解资料'))
  if ('wrong' in flags) {
    process.stderr.write(`${flags.wrong}\n`)
    process.exitCode = 2
    return null
  }
  return { flags, ports: await hostPorts(flags, kind) }
}

/** The ports of a host. With a page, the page names no paths. */
export const hostPorts = async (
  flags: HostFlags, kind: 'page' | 'script', dialogs: Partial<Pick<Files, 'save' | 'newFolder' | 'backupFolder'>> = {}, opener = systemOpener,
): Promise<Ports> => {
  const inFolder = folderFiles(flags.out)
  const page = pageFiles(dialogs.save ?? inFolder.save, dialogs.newFolder ?? inFolder.newFolder, dialogs.backupFolder ?? inFolder.backupFolder)
  const { files, shell } = openable(kind === 'page' ? page : inFolder, opener)
  process.env[OFFICE_FONTS] = officeFontsFolder(flags.data)
  const log = fileLog(flags.data, flags.clock)
  const { store, care } = await openLowdbStore(flags.data, { takeOver: flags.takeOver, ownFolder: flags.own, onFault: (what, error) => log.fault(what, error) })
  return {
    store,
    care,
    clock: flags.clock,
    ids: randomIds,
    files,
    shell,
    log,
  }
}
