/** The fonts of papers: which are used, font files that the office adds (字库), and whether 仿宋 and 黑体 of this computer come first. */
import { basename, join } from 'node:path'
import type { Handler } from '../../core/contract.ts'
import { ok, refuse } from '../../core/base/result.ts'
import { OFFICE_FONTS } from '../adapters/pdf/office-fonts.ts'
import { makePaper, once, orAbnormal, readingLimits } from '../adapters/workers/side.ts'
import { makeFolder, removeFile, writeDurably } from '../store/disk.ts'
import { givenBytes } from '../adapters/given-bytes.ts'

const MAX_BYTES = 60 * 1024 * 1024

export const showFonts: Handler<'font.list'> = async (_input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const { extra, body, head } = await makePaper('fontsHere', process.env[OFFICE_FONTS])
  const installed = office.value.settings?.installedFonts === true
  return ok({
    installed,
    ...(body && { body }), ...(head && { head }),
    used: [
      { name: installed && body ? body : 'Noto Serif SC', use: '正文', from: installed && body ? 'computer' as const : 'program' as const },
      { name: installed && head ? head : 'Noto Serif SC Bold', use: '标题', from: installed && head ? 'computer' as const : 'program' as const },
      ...(installed && (body || head) ? [{ name: 'Noto Serif SC', use: '上列字体没有的字', from: 'program' as const }] : []),
      { name: 'LXGW WenKai', use: '生僻字', from: 'program' as const },
      ...extra.map(({ name, from, refused }) => ({ name, use: refused ? '没有使用' : '前面的字体都没有的字', from, ...(refused && { refused }) })),
    ],
  })
}

export const saveFonts: Handler<'font.save'> = async ({ installed }, ports) => {
  const saved = await ports.store.change({ command: 'font.save', at: ports.clock.now() }, office =>
    ok({ office: { ...office, settings: { ...office.settings, installedFonts: installed } }, value: null }))
  return saved.ok ? showFonts({}, ports) : saved
}

export const addFont: Handler<'font.add'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const folder = process.env[OFFICE_FONTS]
  if (folder === undefined) return refuse('no-font-folder', '这台电脑上没有放字库的地方，请重新启动程序。')
  const field = input.content === undefined ? '/path' : '/content'
  const name = basename(input.name.replaceAll('\\', '/'))
  if (!/^[^<>:"|?*]+\.(?:ttf|otf)$/i.test(name)) return refuse('font-not-usable', '字体文件的名称要以 .ttf 或者 .otf 结尾，请换一个文件。', { field: '/name' })
  const read = await givenBytes(input, ports.files, '字体文件')
  if (!read.ok) return read
  if (read.value.length > MAX_BYTES) return refuse('file-too-big', '字体文件超过 60 MB，请换一个。', { field })
  const problem = await orAbnormal<string | undefined>(once(readingLimits, 'fontObstacle', read.value), () => '这个字体文件异常：打开它要的时间太长，或者占用的内存太多，请换一个。')
  if (problem) return refuse('font-not-usable', problem, { field })
  await makeFolder(folder)
  await writeDurably(join(folder, name), read.value)
  return showFonts({}, ports)
}

export const removeFont: Handler<'font.remove'> = async ({ name }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const folder = process.env[OFFICE_FONTS]
  const { extra } = await makePaper('fontsHere', process.env[OFFICE_FONTS])
  if (folder === undefined || !extra.some(font => font.from === 'office' && font.name === name)) return refuse('font-not-found', '字库里没有这个字体文件，请刷新后重试。', { field: '/name' })
  await removeFile(join(folder, name))
  return showFonts({}, ports)
}
