/**
 * Electron's program is not to be had everywhere: the packing runs for real on a stand-in of its folder that carries the
 * real marks of the fuses, and what comes out is opened and looked at.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { parseAst } from 'vite'
import { afterAll, describe, expect, inject, test } from 'vitest'
import config from '../../electron-builder.config.ts'
import { fontPath, packagedFonts } from '../../src/main/adapters/pdf/fonts.ts'
import { asar } from './pack.ts'

const folder = mkdtempSync(join(tmpdir(), 'packaging-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const packed = inject('packed').folder
const inside = asar.listPackage(join(packed, 'resources/app.asar'))

/** Everything that runs in the main process, a text a file. */
const mainCode = (): string[] => inside.filter(path => /^\/out\/main\/.*\.js$/.test(path))
  .map(path => asar.extractFile(join(packed, 'resources/app.asar'), path.slice(1)).toString())

describe('the packed program', () => {
  test('holds our three builds and no other way in', () => {
    // Two more main entries: the threads that print and that read and write what is long.
    expect(inside.filter(path => !path.startsWith('/out/renderer/assets/') && !path.startsWith('/out/main/chunks'))).toEqual([
      '/out', '/out/main', '/out/main/index.js', '/out/main/side-process.js', '/out/preload', '/out/preload/index.cjs', '/out/renderer', '/out/renderer/assets', '/out/renderer/index.html', '/package.json',
    ])
    const main = mainCode().join('\n')
    for (const server of ['node:http', 'node:net', 'createServer', '127.0.0.1']) expect(main).not.toContain(server)
  })

  test('is whole: it asks for nothing but Node and Electron, and no package lies beside it', () => {
    const asked = new Set<string>()
    const look = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(look)
      if (typeof node !== 'object' || node === null) return
      const { type, source, callee, arguments: given } = node as { type?: string; source?: { value?: unknown }; callee?: { name?: string }; arguments?: { value?: unknown }[] }
      const name = type === 'ImportDeclaration' || type === 'ImportExpression' || type === 'ExportNamedDeclaration' ? source?.value
        : type === 'CallExpression' && /require/i.test(callee?.name ?? '') && given?.length === 1 ? given[0]!.value : undefined
      if (typeof name === 'string' && !name.startsWith('.') && !isBuiltin(name)) asked.add(name)
      Object.values(node).forEach(look)
    }
    for (const code of mainCode()) look(parseAst(code))
    // pdf.js asks for the first to draw, and does without where it only reads.
    expect([...asked].toSorted()).toEqual(['@napi-rs/canvas', 'electron'])
    expect(inside.filter(path => path.startsWith('/node_modules'))).toEqual([])
  })

  test('is small: 25 MB beside its fonts', () => {
    expect(statSync(join(packed, 'resources/app.asar')).size).toBeLessThan(25_000_000)
  })

  test('has the fonts, the licences, Chinese and what Chromium falls back to beside it', () => {
    expect(readdirSync(join(packed, 'resources/fonts')).toSorted()).toEqual([
      'NotoSerifSC_400Regular.ttf', 'NotoSerifSC_700Bold.ttf', 'OFL-LXGWWenKai.txt', 'OFL-NotoSerifSC.txt', 'lxgw-wenkai-latin-500-normal.woff',
    ])
    expect(readdirSync(join(packed, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak'])
    const notices = readFileSync(join(packed, 'resources/第三方软件许可.txt'), 'utf8')
    for (const name of ['pdfmake', 'lowdb', 'zod', 'react', 'antd', 'echarts', 'pdfkit', 'fontkit', 'electron']) expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+　MIT|^${name} \\d+\\.\\d+\\.\\d+　Apache-2.0`, 'm'))
    for (const name of ['unzipper', '@electron/get', '@expo-google-fonts/noto-sans-sc']) expect(notices).not.toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  test('finds its fonts there from inside its archive, and none from source', () => {
    const fonts = join(packed, 'resources/fonts')
    expect(packagedFonts(join(packed, 'resources/app.asar/out/main/chunks'))).toBe(fonts)
    expect(fontPath('bold', fonts)).toBe(join(fonts, 'NotoSerifSC_700Bold.ttf'))
    expect(packagedFonts()).toBeUndefined()
  })

  test('has every fuse as it should stand', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'wuye-tiaojie'))
    const names = Object.keys(FuseV1Options).filter(name => Number.isNaN(Number(name))) as (keyof typeof FuseV1Options)[]
    const read = Object.fromEntries(names.map(name => [name[0]!.toLowerCase() + name.slice(1), wire[FuseV1Options[name]] === FuseState.ENABLE]))
    // They went in the wrong way round, every one of them.
    expect(read).toMatchObject(config.electronFuses!)
    expect(config.electronFuses).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
    })
  })
})

test('a program file whose fuses cannot be set stops the packing', async () => {
  const path = join(folder, 'no-marks')
  writeFileSync(path, Buffer.alloc(2000))
  // What electron-builder calls for electronFuses.
  await expect(flipFuses(path, { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: false })).rejects.toThrow()
})

test('the installers are the ones promised: NSIS offline and a zip for Windows, deb and AppImage for Linux, one an architecture', () => {
  expect(config.win?.target).toEqual([{ target: 'nsis', arch: ['x64'] }, { target: 'zip', arch: ['x64'] }])
  expect(config.linux?.target).toEqual([{ target: 'deb', arch: ['x64', 'arm64'] }, { target: 'AppImage', arch: ['x64', 'arm64'] }])
  expect({ publish: config.publish, asar: config.asar, integrity: config.disableAsarIntegrity, keeps: config.nsis?.deleteAppDataOnUninstall }).toEqual({
    publish: null, asar: true, integrity: undefined, keeps: false,
  })
})

test('the installer looks for Windows 10 before it unpacks anything, and says so in Chinese', () => {
  expect(config.nsis).toMatchObject({ include: 'resources/installer.nsh', buildUniversalInstaller: false, oneClick: false, perMachine: false })
  const script = readFileSync(new URL('../../resources/installer.nsh', import.meta.url), 'utf8')
  expect(script).toMatch(/!macro customInit[^]*\$\{IfNot\} \$\{AtLeastWin10\}[^]*需要 Windows 10[^]*Quit[^]*!macroend/)
})
