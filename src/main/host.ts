/** What every Node host does the same: flags, folders, ports. */
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isLocalTime } from '../core/base/dates.ts'
import type { Clock, Files, Ports } from '../core/ports.ts'
import { following, openPlaces, programFolder, switchable, type Dialogs } from './adapters/data-folders.ts'
import { OFFICE_FONTS, officeFontsFolder } from './adapters/pdf/office-fonts.ts'
import { openLowdbStore } from './adapters/lowdb-store.ts'
import { fileLog, fixedClock, folderFiles, openable, pageFiles, randomIds, systemClock, systemOpener } from './adapters/system.ts'

/** Without `data` the folder that was used last; `settings`: where it is noted which folders there are. */
export type HostFlags = { readonly data?: string; readonly out?: string; readonly settings?: string; readonly clock: Clock; readonly open: boolean; readonly takeOver?: boolean; readonly own?: string }

/**
 * `--data DIR` where the office lies (default: the folder used last), `--out DIR` where papers go (default: `输出` beside the data),
 * `--now 2026-11-23T09:00` for rehearsals, `--no-open` to open no browser, `--take-over` to use a folder whose holder is not
 * to be waited for, `--own DIR` where the program notes how far each office had come. A wrong flag is a Chinese sentence.
 */
export const hostFlags = (args: readonly string[]): HostFlags | { readonly wrong: string } => {
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
  const data = values.data === undefined ? undefined : resolve(values.data)
  return {
    ...(data !== undefined && { data }),
    ...(values.out !== undefined && { out: resolve(values.out) }),
    settings: data === undefined ? programFolder() : `${data}-设置`,
    clock: values.now === undefined ? systemClock : fixedClock(values.now as Parameters<typeof fixedClock>[0]),
    open: values['no-open'] !== true,
    takeOver: values['take-over'] === true,
    ...(values.own !== undefined && { own: resolve(values.own) }),
  }
}

/** Flags and ports of a host that is a program of its own; a wrong flag ends it with a sentence. */
export const startHost = async (kind: 'page' | 'script'): Promise<{ flags: HostFlags; ports: Ports } | null> => {
  const flags = hostFlags(process.argv.slice(2))
  if ('wrong' in flags) {
    process.stderr.write(`${flags.wrong}\n`)
    process.exitCode = 2
    return null
  }
  return { flags, ports: await hostPorts(flags, kind) }
}

/** Papers of the program's own folders go where the user finds them, of others beside their data. */
const outBeside = (data: string): string =>
  dirname(data) === programFolder() ? join(homedir(), `物业调解输出-${basename(data)}`) : `${data}-输出`

/** The ports of a host. With a page, the page names no paths. */
export const hostPorts = async (flags: HostFlags, kind: 'page' | 'script', dialogs: Partial<Dialogs> = {}, opener = systemOpener): Promise<Ports> => {
  const places = await openPlaces({ settings: flags.settings ?? `${flags.data ?? ''}-设置`, ...(flags.data !== undefined && { data: flags.data }) })
  const start = places.current().path
  const outNow = (): string => (places.current().path === start && flags.out !== undefined ? flags.out : outBeside(places.current().path))
  const inFolder = following(() => folderFiles(outNow()))
  const backupFolder: Files['backupFolder'] = async ask => {
    if (!dialogs.backupFolder) return inFolder.backupFolder(ask)
    const chosen = await dialogs.backupFolder(ask, places.backups())
    if (chosen.ok && ask) await places.rememberBackups(chosen.value)
    return chosen
  }
  const page = pageFiles(
    dialogs.save ?? ((name, bytes) => inFolder.save(name, bytes)), dialogs.newFolder ?? (name => inFolder.newFolder(name)), backupFolder, dialogs.chooseBackup ?? (async () => null),
  )
  const { files, shell } = openable(kind === 'page' ? page : inFolder, opener)
  const log = following(() => fileLog(places.current().path, flags.clock))
  const { store, care, folders } = await switchable(
    places, folder => openLowdbStore(folder, {
      takeOver: folder === start ? flags.takeOver : false, ownFolder: flags.own, onFault: (what, error) => log.fault(what, error),
    }), dialogs.dataFolder ?? null,
  )
  const tellFonts = (): void => {
    process.env[OFFICE_FONTS] = officeFontsFolder(places.current().path)
  }
  tellFonts()
  const use: typeof folders.use = async id => {
    const used = await folders.use(id)
    tellFonts()
    return used
  }
  return { store, care, folders: { ...folders, use }, clock: flags.clock, ids: randomIds, files, shell, log }
}
