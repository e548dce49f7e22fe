/** Switches in Electron's program file that make it nothing but this program: set after packing, then read back. */
import { join } from 'node:path'
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/** https://www.electronjs.org/docs/latest/tutorial/fuses */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const satisfies Partial<Record<keyof typeof FuseV1Options, boolean>>

type FuseName = keyof typeof fuses
const names = Object.keys(fuses) as FuseName[]

/** Sets every fuse of `program` and reads the file again. Throws, naming them, when one does not stand as it should. */
export const setFuses = async (program: string): Promise<void> => {
  await flipFuses(program, { version: FuseVersion.V1, ...Object.fromEntries(names.map(name => [FuseV1Options[name], fuses[name]])) })
  const wire = await getCurrentFuseWire(program)
  const wrong = names.filter(name => wire[FuseV1Options[name]] !== (fuses[name] ? FuseState.ENABLE : FuseState.DISABLE))
  if (wrong.length > 0) throw new Error(`程序文件的开关没有设成：${wrong.join('、')}`)
}

type Packed = {
  readonly appOutDir: string
  readonly electronPlatformName: string
  readonly packager: { readonly appInfo: { readonly productFilename: string }; readonly executableName?: string }
}

/** What electron-builder calls when a program folder is complete. */
export const lockProgram = ({ appOutDir, electronPlatformName, packager }: Packed): Promise<void> =>
  setFuses(join(appOutDir, electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : packager.executableName!))
