/**
 * Writes out/third-party.txt for the installers: every package that the program carries, with its licence in full. Fails,
 * naming it, when a licence is not one of those that we may pass on.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'out/third-party.txt')

/** Bundled into the page, so they travel although they are installed for development. */
const bundled = ['react', 'react-dom', 'antd', 'dayjs', 'pdfjs-dist', 'electron']

const allowed = /^(MIT|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|OFL-1\.1|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|PSF-2\.0|Zlib)$/

type Locked = { readonly version?: string; readonly dependencies?: Record<string, string>; readonly peerDependencies?: Record<string, string> }
type Manifest = { readonly name: string; readonly version: string; readonly license?: string | { type: string }; readonly licenses?: { type: string }[] }

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }

/** Where `name` lies for a package at `from`: the nearest node_modules above it, as Node looks. */
const placeOf = (name: string, from: string): string | null => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (lock.packages[place]) return place
    if (folder === '') return null
    if (!folder.includes('/node_modules/')) folder = ''
    const atRoot = `node_modules/${name}`
    if (folder === '') return lock.packages[atRoot] ? atRoot : null
  }
}

const carried = (): string[] => {
  const found = new Set<string>()
  const visit = (name: string, from: string): void => {
    const place = placeOf(name, from)
    if (place === null || found.has(place)) return
    found.add(place)
    // Electron is taken as a finished program; its helpers for fetching it stay here.
    if (name === 'electron') return
    for (const next of Object.keys(lock.packages[place]!.dependencies ?? {})) if (!next.startsWith('@types/')) visit(next, place)
  }
  for (const name of [...Object.keys(lock.packages['']!.dependencies ?? {}), ...bundled]) visit(name, '')
  return [...found].toSorted((one, other) => (one < other ? -1 : 1))
}

/** `MIT OR GPL` may be taken as MIT; `A AND B` needs both. */
const mayPassOn = (licence: string): boolean =>
  licence.replaceAll(/[()]/g, '').split(' OR ').some(choice => choice.split(' AND ').every(part => allowed.test(part.trim())))

/** Packages whose manifest leaves out or misspells what their licence file says. */
const corrected: Readonly<Record<string, string>> = { 'png-js': 'MIT' }

const licenceOf = ({ name, license, licenses }: Manifest): string =>
  corrected[name] ?? (typeof license === 'string' ? license : license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '未写明')

const textOf = (folder: string): string => {
  const file = readdirSync(folder).find(name => /^(licen[cs]e|copying)([._-].*)?$/i.test(name))
  return file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() : ''
}

const entries = carried().filter(place => existsSync(join(root, place))).map(place => {
  const folder = join(root, place)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  return { name: manifest.name, version: manifest.version, licence: licenceOf(manifest), text: textOf(folder) }
})

const refused = entries.filter(({ licence }) => !mayPassOn(licence))
if (refused.length > 0) {
  console.error(`这些包的许可不在允许之列：${refused.map(({ name, licence }) => `${name}（${licence}）`).join('、')}`)
  process.exit(1)
}

const rule = '-'.repeat(72)
const notices = [
  '本软件随附的第三方软件及其许可',
  '',
  '由 npm run notices 生成。Electron 所含 Chromium 等部件的许可见安装文件夹里的 LICENSES.chromium.html。',
  '',
  ...entries.map(({ name, version, licence }) => `${name} ${version}　${licence}`),
  '',
  ...entries.flatMap(({ name, version, licence, text }) => [rule, `${name} ${version}（${licence}）`, rule, text || '（包内没有许可文本，按上面写明的许可）', '']),
].join('\n')

mkdirSync(join(root, 'out'), { recursive: true })
writeFileSync(target, notices)
console.log(`${entries.length} 个包，写入 out/third-party.txt`)
