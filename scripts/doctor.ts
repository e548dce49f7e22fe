/** Says what of this computer the workstation can use, and what to do about what is missing. Ends with 1 when it can't run. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }
import { findBrowser } from '../src/main/adapters/browser.ts'
import { checkFolder } from '../src/main/adapters/check-folder.ts'
import { extraFonts, fontPath, officeFonts } from '../src/main/adapters/pdf/fonts.ts'
import { OFFICE_FONTS, officeFontsFolder } from '../src/main/adapters/pdf/office-fonts.ts'
import { electronFolder, electronProgram, noWindow, testTools } from './tools.ts'

const { data = join(homedir(), '物业调解资料') } = parseArgs({ options: { data: { type: 'string' } } }).values

type State = '好' | '注意' | '缺'
const lines: { readonly state: State; readonly what: string; readonly note: string }[] = []
const say = (state: State, what: string, note: string): void => void lines.push({ state, what, note })

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) say('好', 'Node.js', `${process.version}（${process.execPath.includes('node_modules') ? '随项目安装' : '本机'}）`)
else say('缺', 'Node.js', `${process.version} 太旧，请安装 22.18 以上的版本`)

const program = electronProgram()
const why = noWindow()
if (program && why === null) say('好', 'Electron 程序文件', program)
else if (program) say('注意', 'Electron 程序文件', `${program}；但${why}，会改用浏览器`)
else {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  say('注意', 'Electron 程序文件', `不在本机；npm start 时会试着下载（${mirror ? `镜像 ${mirror}` : '未设镜像；可设环境变量 ELECTRON_MIRROR，打包时还有 ELECTRON_BUILDER_BINARIES_MIRROR'}），下载不到就改用浏览器。也可手动运行 node ${join(electronFolder(), 'install.js')}`)
}

const browser = findBrowser()
if (browser) say('好', '浏览器', browser)
else say(program && why === null ? '注意' : '缺', '浏览器', '没有找到 Chromium、Chrome、Edge 或 360、奇安信浏览器；没有 Electron 时要用它打开界面，请安装一个')

for (const name of ['regular', 'bold', 'rare'] as const) {
  let path = ''
  try {
    path = fontPath(name)
  } catch { /* Said below: not installed. */ }
  if (existsSync(path)) say('好', `文书字体（${name === 'regular' ? '正文' : name === 'bold' ? '标题' : '生僻字'}）`, path)
  else say('缺', '文书字体', '没有安装齐，请在项目文件夹里运行 npm ci')
}

process.env[OFFICE_FONTS] = officeFontsFolder(resolve(data))
for (const { name, from, refused } of extraFonts()) say(refused ? '注意' : '好', `文书字库（${from === 'office' ? '本会添加' : '这台电脑'}）`, refused ? `${name}：${refused}` : name)
const { body, head } = officeFonts()
say('好', '仿宋、小标宋、黑体', body || head ? `${[body, head].flatMap(font => font?.name ?? []).join('、')}；在“设置—文书字库”里选用` : '没有安装或者许可不允许嵌入，用自带的字体')

// Only looked at: a folder that is not there yet is tried where it would be made.
let place = resolve(data)
while (!existsSync(place)) place = dirname(place)
const steps = await checkFolder(place)
const bad = steps.filter(step => !step.fine)
if (bad.length === 0) say('好', '资料文件夹', `${data}：新建、改名、落盘、加锁都能做`)
else for (const step of bad) say('缺', '资料文件夹', `${data}：${step.what}：${step.note ?? '做不了'}`)

for (const tool of testTools.filter(one => !one.there())) say('注意', '测试用工具', `${tool.name}没有安装；只有运行 npm test 才需要（Debian：apt-get install ${tool.apt}）`)

console.log(`物业纠纷人民调解工作站 ${manifest.version}`)
for (const { state, what, note } of lines) console.log(`［${state}］${what}：${note}`)
const missing = lines.some(({ state }) => state === '缺')
console.log(missing ? '有缺的东西，请按上面的提示补齐后再运行 npm start。' : '可以运行：npm start')
process.exit(missing ? 1 : 0)
