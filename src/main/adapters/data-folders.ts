/**
 * Where the program's data lie. The folder is of a name of our own in what the system keeps for programs on this computer
 * (LOCALAPPDATA on Windows), whatever the package is called and apart from what Chromium keeps. Which data folders there are, what they are
 * called, which one was used last and where its backups go stands in places.json.
 */
import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import * as z from 'zod'
import type { Care, DataFolders, Files, SavedFile, Store } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { makeFolder, readBytes, writeDurably } from '../store/disk.ts'
import { hasStore } from '../store/making.ts'
import { fileRefusal, isFileError } from '../store/file-errors.ts'
import { legalFileName } from './system.ts'

/** Not the package's name, which may change; not the title of the window. */
const OURS = '物业纠纷调解工作站'

type Surroundings = { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv; readonly home: string }
const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() })

const given = (path: string | undefined, otherwise: string): string => (path !== undefined && isAbsolute(path) ? path : otherwise)

/** The program's own folder on this computer. */
export const programFolder = ({ platform, env, home }: Surroundings = here()): string => join(
  platform === 'win32' ? given(env.LOCALAPPDATA, join(home, 'AppData', 'Local'))
    : platform === 'darwin' ? join(home, 'Library', 'Application Support') : given(env.XDG_DATA_HOME, join(home, '.local', 'share')),
  OURS,
)

/** Where earlier versions kept data: under names of the package, beside Chromium's files, or in the user's folder. */
const earlierFolders = ({ platform, env, home }: Surroundings): string[] => {
  const roaming = platform === 'win32' ? given(env.APPDATA, join(home, 'AppData', 'Roaming'))
    : platform === 'darwin' ? join(home, 'Library', 'Application Support') : given(env.XDG_CONFIG_HOME, join(home, '.config'))
  return [...['mediation-workstation', '物业调解工作站', '物业纠纷人民调解工作站'].map(name => join(roaming, name, '资料')), join(home, '物业调解资料')]
}

/** The data folders that are found without being told of any: the first is the one to use. */
export const foundFolders = async (around: Surroundings = here()): Promise<string[]> => {
  const own = join(programFolder(around), '资料')
  const found: string[] = []
  // One that cannot be looked into is not known to be empty: it stands in the list and says why when it is opened.
  for (const path of [own, ...earlierFolders(around)]) if (await hasStore(path).catch(() => true)) found.push(path)
  return found.length > 0 ? found : [own]
}

const Places = z.object({
  folders: z.array(z.object({ id: z.string(), name: z.string(), path: z.string(), backups: z.string().optional() })),
  last: z.string().optional(),
})
type Places = z.output<typeof Places>
type Place = Places['folders'][number]

export type PlacesOptions = {
  /** Folder of places.json. */
  readonly settings: string
  /** The data folder that was named at the start; without one the last used. */
  readonly data?: string
  readonly found?: readonly string[]
}

/** What is known of the data folders, and where it is noted. A note that cannot be read is as none: folders are found again. */
export const openPlaces = async ({ settings, data, found }: PlacesOptions) => {
  const file = join(settings, 'places.json')
  let places: Places = { folders: [] }
  try {
    places = Places.parse(JSON.parse((await readBytes(file)).toString('utf8')))
  } catch {
    // None yet, or damaged.
  }
  const add = (path: string, name: string): Place => {
    const known = places.folders.find(one => resolve(one.path) === resolve(path))
    if (known) return known
    const place = { id: randomUUID(), name: freeName(name), path: resolve(path) }
    places = { ...places, folders: [...places.folders, place] }
    return place
  }
  const freeName = (name: string): string => {
    let free = name
    for (let copy = 2; places.folders.some(one => one.name === free); copy += 1) free = `${name}（${copy}）`
    return free
  }
  if (data === undefined) for (const path of found ?? await foundFolders()) add(path, '本会资料')
  const last = places.folders.find(one => one.id === places.last)
  let current: Place = data === undefined ? last ?? places.folders[0]! : add(data, '本会资料')
  const save = async (next: Places): Promise<Result<null>> => {
    try {
      await makeFolder(settings)
      await writeDurably(file, JSON.stringify(next, null, 1), 0o600)
    } catch (error) {
      if (!isFileError(error)) throw error
      return fileRefusal(error, '记下资料文件夹')
    }
    places = next
    return ok(null)
  }
  const placeOf = (id: string): Place | undefined => places.folders.find(one => one.id === id)
  const put = (place: Place, more: Partial<Places> = {}): Promise<Result<null>> =>
    save({ ...places, ...more, folders: places.folders.map(one => (one.id === place.id ? place : one)) })
  return {
    settings,
    current: () => current,
    list: () => places.folders.map(({ id, name, path }) => ({ id, name, path, current: id === current.id })),
    placeOf,
    freeName,
    isTaken: (name: string, but?: string) => places.folders.some(one => one.name === name && one.id !== but),
    isKnown: (path: string) => places.folders.some(one => resolve(one.path) === resolve(path)),
    add: async (path: string, name: string): Promise<Result<null>> => {
      const before = places
      add(path, name)
      const saved = await save(places)
      if (!saved.ok) places = before
      return saved
    },
    rename: (place: Place, name: string) => put({ ...place, name }),
    forget: (id: string) => save({ ...places, folders: places.folders.filter(one => one.id !== id) }),
    use: async (place: Place): Promise<Result<null>> => {
      current = place
      return save({ ...places, last: place.id })
    },
    backups: () => placeOf(current.id)?.backups,
    rememberBackups: (path: string) => {
      const place = placeOf(current.id)
      return place && place.backups !== path ? put({ ...place, backups: path }) : Promise.resolve(ok(null))
    },
  }
}
export type OpenPlaces = Awaited<ReturnType<typeof openPlaces>>

/** What a host with a window of its own asks the user for. */
export type Dialogs = {
  readonly save: Files['save']
  readonly newFolder: Files['newFolder']
  /** `remembered`: where this office's backups went last. */
  readonly backupFolder: (ask: boolean, remembered: string | undefined) => Promise<Result<string>>
  readonly chooseBackup: () => Promise<Result<SavedFile>>
  readonly dataFolder: () => Promise<Result<string>>
}

type Opened = { readonly store: Store; readonly care: Care }

type Functions<T> = { readonly [K in keyof T]: (...given: never[]) => unknown }

/** Functions that each ask, at the moment of the call, what `now` gives. */
export const following = <T extends Functions<T>>(now: () => T): T => Object.fromEntries(
  Object.keys(now()).map(name => [name, (...given: never[]) => now()[name as keyof T](...given)]),
) as T

/** The store of the folder that is used, and the folders to change to. `ask`: asks the user for a folder; `open`: opens the store of one. */
export const switchable = async (
  places: OpenPlaces, open: (folder: string) => Promise<Opened>, ask: (() => Promise<Result<string>>) | null,
): Promise<{ store: Store; care: Care; folders: DataFolders }> => {
  let opened = await open(places.current().path)
  const unknown = (): Result<never> => refuse('no-folder', '列表里没有这个资料文件夹，请重新打开列表再选。', { field: '/id' })
  const taken = (name: string): Result<never> => refuse('name-taken', `已有名称是“${name}”的资料文件夹，请换一个名称。`, { field: '/name' })
  return {
    store: following(() => opened.store),
    care: following(() => opened.care),
    folders: {
      canChoose: ask !== null,
      list: async () => places.list(),
      add: async (name, { path, elsewhere }) => {
        if (places.isTaken(name)) return taken(name)
        let target = path === undefined ? join(places.settings, legalFileName(`资料-${name}`)) : resolve(path)
        if (path === undefined && elsewhere) {
          if (ask === null) return refuse('no-dialog', '这里不能弹出选择框；不选位置时会建在程序的文件夹里。', { field: '/elsewhere' })
          const chosen = await ask()
          if (!chosen.ok) return chosen
          target = chosen.value
        }
        if (places.isKnown(target)) return refuse('already-there', '这个文件夹已经在列表里，请直接选用。', { field: path === undefined ? '/elsewhere' : '/path' })
        try {
          await makeFolder(target)
        } catch (error) {
          if (!isFileError(error)) throw error
          return fileRefusal(error, '新建资料文件夹', path === undefined ? '/name' : '/path')
        }
        return places.add(target, name)
      },
      rename: async (id, name) => {
        const place = places.placeOf(id)
        return !place ? unknown() : places.isTaken(name, id) ? taken(name) : places.rename(place, name)
      },
      forget: async id => {
        if (!places.placeOf(id)) return unknown()
        if (id === places.current().id) return refuse('in-use', '正在使用的资料文件夹不能移出列表，请先换用另一个。', { field: '/id' })
        return places.forget(id)
      },
      use: async id => {
        const place = places.placeOf(id)
        if (!place) return unknown()
        if (id === places.current().id) return ok(null)
        const next = await open(place.path)
        const { state, reason } = await next.store.status()
        // One that is damaged is used all the same: a backup can take its place.
        if (state === 'unavailable' && reason?.code !== 'store-damaged') {
          await next.store.close()
          return refuse(reason!.code, `没有换用“${place.name}”：${reason!.message}`, { field: '/id' })
        }
        const before = opened
        opened = next
        await before.store.close()
        return places.use(place)
      },
    },
  }
}
