import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Throws file-system errors. (Node's own `recursive` never returns where a file
 * system answers ENOENT for a folder whose parent is there, as /proc does.)
 */
export const makeFolder = (path: string): void => {
  try {
    mkdirSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') {
      if (statSync(path).isDirectory()) return
      throw Object.assign(new Error(path), { code: 'ENOTDIR' })
    }
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path || existsSync(above)) throw error
    makeFolder(above)
    mkdirSync(path)
  }
}
