/**
 * Writes out/third-party.txt for the installers: every package that the program carries, with its licence in full. Fails,
 * naming it, when a licence is not one of those that we may pass on.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'out/third-party.txt')

/** Of what is inside the three builds, the builds say themselves. Beside them go the fonts and Electron's finished program. */
const beside = ['node_modules/@expo-google-fonts/noto-serif-sc', 'node_modules/@fontsource/lxgw-wenkai', 'node_modules/electron']

const carried = (): string[] => {
  const builds = ['main', 'preload', 'renderer'].map(name => join(root, `out/packages-${name}.json`))
  if (!builds.every(existsSync)) {
    console.error('请先运行 npm run build：随附哪些包，由生成的程序决定。')
    process.exit(1)
  }
  const inside = builds.flatMap(path => JSON.parse(readFileSync(path, 'utf8')) as string[])
  return [...new Set([...inside.map(path => path.replaceAll('\\', '/')), ...beside])].toSorted()
}

const allowed = /^(MIT|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|OFL-1\.1|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|PSF-2\.0|Zlib)$/

type Manifest = { readonly name: string; readonly version: string; readonly license?: string | { type: string }; readonly licenses?: { type: string }[] }

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

const entries = Object.values(Object.fromEntries(carried().map(place => {
  const folder = join(root, place)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  return [`${manifest.name} ${manifest.version}`, { name: manifest.name, version: manifest.version, licence: licenceOf(manifest), text: textOf(folder) }]
}))).toSorted((one, other) => (one.name < other.name ? -1 : 1))

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
