/**
 * The layers of src, and whether the tree keeps them: a file imports from its own folder and from folders of lower layers,
 * types counted; folders of one layer do not know each other; no files go round in a circle. `npm run lint` asks it.
 * `node scripts/layers.ts --draw` writes the picture of docs/architecture.md from the same list.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

type Layer = { readonly title: string; readonly places: readonly string[] }

/**
 * From below. A place is a folder, or a file that stands by itself; `folder/**` is a folder with those in it. Places of one
 * layer do not import each other.
 */
export const layers: readonly Layer[] = [
  { title: '不认识案件的：日期、文字、金额、编号、结果；升级步骤', places: ['core/base', 'core/migrations'] },
  { title: '存下来的案件；制度里的数值', places: ['core/case/record', 'core/parameters'] },
  { title: '协议、当事人、合并', places: ['core/case/agreement', 'core/case/merge', 'core/case/parties'] },
  { title: '履行', places: ['core/case/performance'] },
  { title: '期限', places: ['core/case/time'] },
  { title: '每一步：从哪些阶段、什么挡着、做什么、依据', places: ['core/case/moves'] },
  { title: '日程、步骤；统计', places: ['core/case/sessions', 'core/case/steps', 'core/statistics'] },
  { title: '调委会自己的资料；制度', places: ['core/office', 'core/rules'] },
  { title: '文书怎样写；页面看到的样子', places: ['core/documents/writing', 'core/contract/views'] },
  { title: '每份文书；报告；帮助', places: ['core/documents/agreement', 'core/documents/court', 'core/documents/intake', 'core/documents/mediation', 'core/documents/performance', 'core/reports', 'core/help'] },
  { title: '存放的一切', places: ['core/office.ts'] },
  { title: '文书目录；交换文件；外带；向外界要的东西', places: ['core/documents', 'core/exports', 'core/offsite', 'core/ports.ts'] },
  { title: '送法院；台账', places: ['core/court', 'core/ledger'] },
  { title: '命令：名称、谁能用、输入、输出', places: ['core/contract'] },
  { title: '全部命令', places: ['core/contract.ts'] },
  { title: '谁能用；只靠规则的处理', places: ['core/permissions.ts', 'core/commands'] },
]

/** What stands beside core: each room from below. They know core and not each other; who may know what else of the world is in .oxlintrc.json. */
export const rooms: Readonly<Record<string, readonly Layer[]>> = {
  main: [
    { title: '小工具', places: ['main/in-slices.ts', 'main/version.ts', 'main/page.ts'] },
    { title: '存储；PDF', places: ['main/store', 'main/adapters/pdf'] },
    { title: '压缩包、加密文件', places: ['main/adapters/archives'] },
    { title: '别的文件、表格、docx', places: ['main/adapters', 'main/adapters/docx', 'main/adapters/sheets', 'main/history.ts', 'main/one-change.ts', 'main/describe.ts'] },
    { title: '另一个进程里的活', places: ['main/adapters/workers'] },
    { title: '要机器的处理', places: ['main/commands'] },
    { title: '接起来', places: ['main/app.ts', 'main/host.ts'] },
    { title: '窗口', places: ['main/desktop'] },
    { title: '三个入口', places: ['main/index.ts', 'main/loopback.ts', 'main/stdio.ts'] },
  ],
  preload: [{ title: '递给页面一个函数', places: ['preload'] }],
  renderer: [
    { title: '怎样说话、长什么样', places: ['renderer/src/client.ts', 'renderer/src/page-policy.ts', 'renderer/src/screen.ts', 'renderer/src/theme.ts'] },
    { title: '控件', places: ['renderer/src/controls'] },
    { title: '输入', places: ['renderer/src/controls/inputs'] },
    { title: '表单', places: ['renderer/src/controls/forms'] },
    { title: '案件的、文件的', places: ['renderer/src/controls/cases', 'renderer/src/controls/files'] },
    { title: '各屏（屏与屏之间也不绕圈）', places: ['renderer/src/screens/**'] },
    { title: '整个页面', places: ['renderer/src/workstation.tsx'] },
    { title: '开始', places: ['renderer/src/main.tsx'] },
  ],
}

type Node = { readonly [key: string]: unknown }

/** Every path that a file imports, however: types, dynamic imports and `import('…')` in types too. */
const importsOf = (path: string, text: string): string[] => {
  const found: string[] = []
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    else if (typeof node === 'object' && node !== null) {
      const { type, source, argument } = node as Node
      const from = (source ?? (type === 'TSImportType' ? argument : undefined)) as { value?: unknown; literal?: { value?: unknown } } | undefined
      const value = from?.value ?? from?.literal?.value
      if (typeof value === 'string' && value.startsWith('.')) found.push(value)
      Object.values(node).forEach(look)
    }
  }
  look(parseSync(path, text).program)
  return found
}

/** The files of src with what each imports of src, as paths below src. */
export const graphOf = (source: string): Map<string, string[]> => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).map(name => name.split(sep).join('/')).filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  const known = new Set(files)
  return new Map(files.map(file => [file, [...new Set(importsOf(file, readFileSync(join(source, file), 'utf8'))
    .map(path => posix.join(posix.dirname(file), path)))].filter(path => known.has(path))]))
}

/** Groups of names that reach each other. */
export const circlesIn = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (name: string): void => {
    order.set(name, order.size)
    low.set(name, order.get(name)!)
    stack.push(name)
    for (const next of graph.get(name) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(name, Math.min(low.get(name)!, low.get(next)!))
    }
    if (low.get(name) !== order.get(name)) return
    const circle = stack.splice(stack.indexOf(name))
    if (circle.length > 1) circles.push(circle.toSorted())
  }
  for (const name of graph.keys()) if (!order.has(name)) visit(name)
  return circles
}

const placeIn = (list: readonly Layer[], file: string): { readonly level: number; readonly place: string } | undefined => {
  const level = list.findIndex(({ places }) => places.some(place => place === file || place === posix.dirname(file) || (place.endsWith('/**') && file.startsWith(place.slice(0, -2)))))
  if (level < 0) return undefined
  return { level, place: list[level]!.places.includes(file) ? file : posix.dirname(file) }
}

/** What the tree does that the layers do not allow, a sentence each. */
export const faultsOf = (graph: ReadonlyMap<string, readonly string[]>): string[] => {
  const faults: string[] = []
  const folders = new Map<string, string[]>()
  for (const [file, imports] of graph) {
    const room = file.split('/')[0]!
    const list = room === 'core' ? layers : rooms[room]
    const own = list && placeIn(list, file)
    if (!own) {
      faults.push(`src/${file}：scripts/layers.ts 没有说它在哪一层。`)
      continue
    }
    for (const path of imports) {
      if (path.split('/')[0] === 'core' && room !== 'core') continue
      const other = placeIn(list!, path)
      if (!other) faults.push(`src/${file} 引用了 src/${path}：不是自己的房间。`)
      else if (other.place !== own.place) {
        folders.set(own.place, [...folders.get(own.place) ?? [], other.place])
        const free = list![own.level]!.places.some(place => place.endsWith('/**'))
        if (other.level > own.level || (other.level === own.level && !free)) faults.push(`src/${file} 引用了 src/${path}：${list![own.level]!.title}这一层不认识${list![other.level]!.title}。`)
      }
    }
  }
  for (const circle of circlesIn(graph)) faults.push(`文件绕成一圈：${circle.join('、')}`)
  for (const circle of circlesIn(folders)) faults.push(`文件夹绕成一圈：${circle.join('、')}`)
  return faults
}

/** The layers as a picture, the highest on top. */
export const picture = (): string => {
  const box = (room: string, list: readonly Layer[]): string[] => {
    const id = (index: number): string => `${room}${index}`
    const shown = ({ title, places }: Layer): string => `"<b>${title}</b><br/>${places.map(place => place.replace(/^(core|main|preload|renderer\/src|renderer)\//, '')).join(' · ')}"`
    return [
      `  subgraph ${room}["${room === 'core' ? 'src/core' : `src/${room}`}"]`,
      ...list.map((layer, index) => `    ${id(index)}[${shown(layer)}]`).toReversed(),
      ...list.slice(1).map((_, index) => `    ${id(index + 1)} --> ${id(index)}`).toReversed(),
      '  end',
    ]
  }
  return [
    '```mermaid', 'flowchart TD',
    ...Object.entries(rooms).flatMap(([room, list]) => box(room, list)),
    ...box('core', layers),
    ...Object.entries(rooms).map(([room]) => `  ${room} --> core`),
    '```',
  ].join('\n')
}

const page = join(root, 'docs/architecture.md')
const marks = /(<!-- 由 scripts\/layers\.ts --draw 写出 -->\n)[\s\S]*?(\n<!-- 到此 -->)/

/** The page with the picture of today in it. */
export const pageWithPicture = (text: string): string => text.replace(marks, (_, before: string, after: string) => `${before}${picture()}${after}`)

if (import.meta.main) {
  const text = readFileSync(page, 'utf8')
  if (process.argv.includes('--draw')) writeFileSync(page, pageWithPicture(text))
  const faults = faultsOf(graphOf(join(root, 'src')))
  if (pageWithPicture(readFileSync(page, 'utf8')) !== readFileSync(page, 'utf8')) faults.push(`${relative(root, page)} 里的图不是现在的层次，请运行 node scripts/layers.ts --draw。`)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
  else console.log(`层次：${graphOf(join(root, 'src')).size} 个文件，没有绕圈，没有向上的引用。`)
}
