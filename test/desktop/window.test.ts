/** What a person, Windows and Chromium do to the window, and what the packed program answers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import config from '../../electron-builder.config.ts'
import manifest from '../../package.json' with { type: 'json' }
import { ask, committee, newFolders, NOW, PASSWORD, startBrowser, type Folders } from '../e2e/page/browser.ts'
import { press, soon } from '../e2e/page/hands.ts'
import { startDesktop, windowOf, type Desktop, type More } from './desktop.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)
/** One office for whatever leaves it as it was. */
let common: Opened | undefined
const sharedOffice = async (): Promise<Opened> => {
  if (!common) {
    common = await opened()
    running.splice(0)
    await setUp(common.page)
  }
  await common.page.reload()
  await common.page.locator('.bar-menu').waitFor()
  await common.desktop.recorded()
  return common
}
const goTo = (page: Page, name: string): Promise<void> => page.locator('.bar-menu').getByText(name, { exact: true }).click()

afterAll(async () => {
  await common?.desktop.kill()
  common?.folders.remove()
  await browser?.close()
})

const running: { readonly desktop: Desktop; readonly folders: Folders }[] = []
afterEach(async () => {
  for (const { desktop, folders } of running.splice(0)) {
    await desktop.kill()
    folders.remove()
  }
})

type Opened = { readonly desktop: Desktop; readonly page: Page; readonly folders: Folders }
const opened = async (more: More = {}, folders = newFolders()): Promise<Opened> => {
  const desktop = await startDesktop(folders.data, folders.out, NOW, more)
  running.push({ desktop, folders })
  return { desktop, page: await windowOf(browser, desktop), folders }
}

const setUp = async (page: Page): Promise<void> => {
  expect(await ask(page, 'office.setUp', {
    office: committee, mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }], account: { name: '何平', password: PASSWORD }, rehearsal: true,
  })).toMatchObject({ ok: true })
  await page.reload()
  await page.locator('.bar-menu').waitFor()
}

/** The last thing of this kind that was done. */
const last = async (desktop: Desktop, what: string): Promise<unknown> => (await desktop.recorded()).filter(one => one.what === what).at(-1)?.with
const remembered = (folders: Folders): Record<string, unknown> => JSON.parse(readFileSync(join(dirname(folders.data), 'local/物业纠纷调解工作站/Chromium/窗口.json'), 'utf8')) as Record<string, unknown>

describe('the start', () => {
  test('says who it is, and builds no menu', async () => {
    const { desktop } = await opened()
    const done = await desktop.recorded()
    const before = done.slice(0, done.findIndex(({ what }) => what === 'new BrowserWindow'))
    expect(before).toContainEqual({ what: 'setAppUserModelId', with: config.appId })
    expect(before).toContainEqual({ what: 'setApplicationMenu', with: null })
    expect(before).toContainEqual({ what: 'registerSchemesAsPrivileged', with: [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }] })
    expect(done.map(({ what }) => what)).not.toContain('default menu built')
    expect(done.map(({ what }) => what)).not.toContain('disableHardwareAcceleration')
    expect(done.map(({ what }) => what).filter(what => what === 'loadURL' || what === 'show')).toEqual(['loadURL', 'show'])
    expect(desktop.refused).toEqual([])
  })

  test('a page that cannot be loaded is a box with 再试, which opens it; nothing invisible is left', async () => {
    const { desktop, page } = await opened({ loadFails: 2, answers: { showMessageBoxSync: [0, 0] } })
    await page.getByText('调委会名称').first().waitFor()
    const boxes = (await desktop.recorded()).filter(({ what }) => what === 'showMessageBoxSync')
    expect(boxes).toHaveLength(2)
    expect(boxes[0]!.with).toMatchObject({ buttons: ['再试', '退出'], message: '程序没有打开。', detail: expect.stringContaining('请再试一次') as string })
    // And it closes like any other.
    await page.context().close()
    await desktop.closeWindow()
    expect(await desktop.ended).toMatchObject({ code: 0 })
  })

  test('and 退出 ends it, so that the next start is not held back by it', async () => {
    const folders = newFolders()
    await expect(startDesktop(folders.data, folders.out, NOW, { loadFails: 9, answers: { showMessageBoxSync: [1] } })).rejects.toThrow(/ended with 0/)
    const next = await opened({}, folders)
    await next.page.getByText('调委会名称').first().waitFor()
  })

  test('without the folder of documents it starts all the same, and saves into the next best', async () => {
    const folders = newFolders()
    const root = dirname(folders.data)
    const { desktop, page } = await opened({ paths: { userData: join(root, 'userData'), home: join(root, 'home') } }, folders)
    await setUp(page)
    expect(await ask(page, 'card.print', {})).toMatchObject({ ok: true })
    expect(await last(desktop, 'showSaveDialog')).toMatchObject({ defaultPath: join(root, 'home', '示例-快捷卡.pdf') })
  })

  test('a second start shows the first window and ends', async () => {
    const { desktop, folders } = await opened()
    await desktop.recorded()
    await expect(startDesktop(folders.data, folders.out, NOW)).rejects.toThrow(/ended with 0/)
    await desktop.emit('app', 'second-instance')
    expect((await desktop.recorded()).map(({ what }) => what)).toContain('focus')
  })

  test('an installed program takes no arguments and keeps its own clock', async () => {
    const { page } = await opened({ packaged: true, args: ['--now', '2020-01-01T09:00'] })
    expect(await ask(page, 'office.status', {})).toMatchObject({ ok: true, value: { state: 'empty', today: expect.not.stringMatching('2020') as string } })
  })
})

describe('the end', () => {
  test.each(['the window is closed', 'the system asks', 'Windows shuts down'] as const)('%s: the store lets go of its folder before the program ends', async how => {
    const { desktop, page, folders } = await opened()
    await setUp(page)
    expect(existsSync(join(folders.data, 'lock.json'))).toBe(true)
    if (how === 'the window is closed') await desktop.closeWindow()
    else if (how === 'the system asks') await desktop.stop()
    else await desktop.emit('window', 'query-session-end', { reasons: ['shutdown'] }).catch(() => undefined)
    expect(await desktop.ended).toMatchObject({ code: 0 })
    expect(existsSync(join(folders.data, 'lock.json'))).toBe(false)
    // The next morning.
    const next = await opened({}, folders)
    expect(await ask(next.page, 'office.status', {})).toMatchObject({ ok: true, value: { state: 'locked' } })
  })

  test('words that are not saved hold the window back until the user says so', async () => {
    const { desktop, page } = await opened()
    await setUp(page)
    await goTo(page, '登记申请')
    await page.locator('textarea').first().fill('楼上漏水。')
    await desktop.answer('showMessageBoxSync', 0)
    await desktop.closeWindow()
    await soon(() => last(desktop, 'showMessageBoxSync')).toMatchObject({ buttons: ['继续填写', '不保存，关闭'] })
    expect(await ask(page, 'office.status', {})).toMatchObject({ ok: true })
    await desktop.answer('showMessageBoxSync', 1)
    await desktop.closeWindow().catch(() => undefined)
    expect(await desktop.ended).toMatchObject({ code: 0 })
  })
})

describe('the window', () => {
  test('opens where it was, and in the middle when that screen is gone', async () => {
    const folders = newFolders()
    const first = await opened({ displays: [{ x: 0, y: 0, width: 1366, height: 728 }, { x: 1366, y: 0, width: 1920, height: 1040 }] }, folders)
    expect(await last(first.desktop, 'new BrowserWindow')).toMatchObject({ width: 1366, height: 728 })
    await first.desktop.place({ x: 1500, y: 40, width: 1300, height: 900 }, true)
    await first.desktop.closeWindow()
    await first.desktop.ended
    expect(remembered(folders)).toMatchObject({ bounds: { x: 1500, y: 40, width: 1300, height: 900 }, maximized: true })
    const second = await opened({ displays: [{ x: 0, y: 0, width: 1366, height: 728 }, { x: 1366, y: 0, width: 1920, height: 1040 }] }, folders)
    const done = await second.desktop.recorded()
    expect(done.find(({ what }) => what === 'new BrowserWindow')!.with).toMatchObject({ x: 1500, y: 40, width: 1300, height: 900 })
    expect(done.map(({ what }) => what)).toContain('maximize')
    await second.desktop.kill()
    const third = await opened({ displays: [{ x: 0, y: 0, width: 1366, height: 728 }] }, folders)
    const options = await last(third.desktop, 'new BrowserWindow') as object
    expect(options).toMatchObject({ width: 1300, height: 728 })
    expect(options).not.toHaveProperty('x')
  })

  test('a file of what is remembered that was cut off is as none', async () => {
    const folders = newFolders()
    mkdirSync(join(dirname(folders.data), 'local/物业纠纷调解工作站/Chromium'), { recursive: true })
    writeFileSync(join(dirname(folders.data), 'local/物业纠纷调解工作站/Chromium/窗口.json'), '{"bounds":{"x":1')
    const { desktop } = await opened({}, folders)
    expect(await last(desktop, 'new BrowserWindow')).toMatchObject({ width: 1366, height: 768 })
  })

  test('has the menu of the right button, and what it says is done', async () => {
    const { desktop, page } = await sharedOffice()
    await goTo(page, '案件')
    const name = page.locator('.search input').first()
    await name.fill('赤壁市')
    const editFlags = { canUndo: true, canRedo: false, canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
    await desktop.emit('contents', 'context-menu', { isEditable: true, editFlags, selectionText: '' })
    expect((await last(desktop, 'popup') as { label?: string; enabled?: boolean }[]).map(({ label, enabled }) => [label, enabled]).filter(([label]) => label)).toEqual([
      ['撤销', true], ['重做', false], ['剪切', true], ['复制', true], ['粘贴', true], ['全选', true],
    ])
    await name.focus()
    await desktop.pick('全选')
    await desktop.pick('剪切')
    await soon(() => name.inputValue()).toBe('')
    await desktop.pick('粘贴')
    await soon(() => name.inputValue()).toBe('赤壁市')
    await desktop.emit('contents', 'context-menu', { isEditable: false, editFlags, selectionText: '调委会' })
    expect((await last(desktop, 'popup') as { label?: string }[]).map(({ label }) => label)).toEqual(['复制', '全选'])
    await desktop.emit('contents', 'context-menu', { isEditable: false, editFlags, selectionText: '' })
    expect((await last(desktop, 'popup') as { label?: string }[]).map(({ label }) => label)).toEqual(['全选'])
  })

  test('is larger and smaller by Ctrl with + − 0 and with the wheel, and stays so', async () => {
    const folders = newFolders()
    const { desktop } = await opened({}, folders)
    const key = (pressed: string, more: object = {}) => desktop.emit('contents', 'before-input-event', { type: 'keyDown', control: true, alt: false, meta: false, key: pressed, ...more })
    expect(await key('=')).toBe(true)
    expect(await key('+')).toBe(true)
    expect(await last(desktop, 'setZoomLevel')).toBe(1)
    expect(await key('-')).toBe(true)
    await desktop.emit('contents', 'zoom-changed', 'out')
    expect(await last(desktop, 'setZoomLevel')).toBe(0)
    for (let turn = 0; turn < 30; turn += 1) await desktop.emit('contents', 'zoom-changed', 'in')
    expect(await last(desktop, 'setZoomLevel')).toBe(5)
    expect(await key('0')).toBe(true)
    expect(await key('-')).toBe(true)
    // Keys of the page itself are left to it.
    expect(await key('-', { control: false })).toBe(false)
    expect(await key('k')).toBe(false)
    await desktop.closeWindow()
    await desktop.ended
    const next = await opened({}, folders)
    expect(await last(next.desktop, 'setZoomLevel')).toBe(-0.5)
  })
})

describe('mishaps', () => {
  test('a page whose process ended is opened again at the user’s word; often in a row, leaving is advised', async () => {
    const { desktop, page } = await opened()
    await setUp(page)
    await desktop.recorded()
    await desktop.answer('showMessageBox', 0)
    await desktop.emit('contents', 'render-process-gone', { reason: 'crashed', exitCode: 5 })
    await page.locator('.bar-menu').waitFor()
    const done = await desktop.recorded()
    expect(done.find(({ what }) => what === 'showMessageBox')!.with).toMatchObject({ message: '界面意外关闭了。', buttons: ['重新打开界面', '退出程序'], defaultId: 0, detail: expect.stringContaining('草稿') as string })
    expect(done.map(({ what }) => what)).toContain('reload')
    await desktop.answer('showMessageBox', 0)
    await desktop.emit('contents', 'render-process-gone', { reason: 'oom', exitCode: 5 })
    expect(await last(desktop, 'showMessageBox')).toMatchObject({ message: '内存不够，界面被系统关闭了。' })
    await desktop.answer('showMessageBox', 1)
    await desktop.emit('contents', 'render-process-gone', { reason: 'crashed', exitCode: 5 }).catch(() => undefined)
    expect(await desktop.ended).toMatchObject({ code: 0 })
  })

  test('a page that does not answer may be waited for or opened again', async () => {
    const { desktop, page } = await sharedOffice()
    await desktop.answer('showMessageBox', 0)
    await desktop.emit('window', 'unresponsive')
    expect((await desktop.recorded()).map(({ what }) => what)).toEqual(['showMessageBox'])
    await desktop.answer('showMessageBox', 1)
    await desktop.emit('window', 'unresponsive')
    await soon(async () => (await desktop.recorded()).map(({ what }) => what)).toEqual(['showMessageBox', 'forcefullyCrashRenderer', 'reload'])
    await page.locator('.bar-menu').waitFor()
  })

  test('after the graphics card failed the next start does without it, until the next version', async () => {
    const folders = newFolders()
    const { desktop } = await opened({}, folders)
    await desktop.emit('app', 'child-process-gone', { type: 'Utility', reason: 'crashed', exitCode: 1 })
    expect(await last(desktop, 'showMessageBox')).toBeUndefined()
    await desktop.answer('showMessageBox', 0)
    await desktop.emit('app', 'child-process-gone', { type: 'GPU', reason: 'crashed', exitCode: 1 })
    expect(await desktop.ended).toMatchObject({ code: 0 })
    expect(remembered(folders)).toMatchObject({ withoutGraphics: manifest.version })
    const next = await opened({}, folders)
    expect((await next.desktop.recorded()).map(({ what }) => what)).toContain('disableHardwareAcceleration')
    await next.desktop.kill()
    writeFileSync(join(dirname(folders.data), 'local/物业纠纷调解工作站/Chromium/窗口.json'), JSON.stringify({ withoutGraphics: '0.0.1' }))
    const later = await opened({}, folders)
    expect((await later.desktop.recorded()).map(({ what }) => what)).not.toContain('disableHardwareAcceleration')
  })
})

describe('files', () => {
  test('are saved under their kind, where the last one went; the folder of backups is remembered', async () => {
    const folders = newFolders()
    const { desktop, page } = await opened({}, folders)
    await setUp(page)
    const elsewhere = join(dirname(folders.data), 'U盘')
    mkdirSync(elsewhere)
    await desktop.answer('showSaveDialog', { canceled: false, filePath: join(elsewhere, '卡') })
    expect(await ask(page, 'card.print', {})).toMatchObject({ ok: true, value: { path: join(elsewhere, '卡.pdf') } })
    expect(await last(desktop, 'showSaveDialog')).toMatchObject({
      defaultPath: join(dirname(folders.data), 'documents', '示例-快捷卡.pdf'), filters: [{ name: 'PDF 文件', extensions: ['pdf'] }, { name: '所有文件', extensions: ['*'] }],
    })
    await ask(page, 'headList.template', {})
    expect(await last(desktop, 'showSaveDialog')).toMatchObject({ defaultPath: expect.stringContaining(elsewhere) as string, filters: [{ name: 'Excel 表格', extensions: ['xlsx'] }, { name: '所有文件', extensions: ['*'] }] })
    await desktop.answer('showSaveDialog', { canceled: true })
    expect(await ask(page, 'card.print', {})).toMatchObject({ ok: false, refusal: { code: 'cancelled' } })
    await desktop.answer('showOpenDialog', { canceled: false, filePaths: [elsewhere] })
    expect(await ask(page, 'backup.create', {})).toMatchObject({ ok: true })
    await desktop.stop()
    expect(remembered(folders)).toMatchObject({ saveFolder: folders.out, backupFolder: elsewhere })
  })

  test('that are dragged in go to the field near by, or it is said why not', async () => {
    const { page } = await sharedOffice()
    await goTo(page, '待办')
    const drop = (place: string, name: string, content: string): Promise<void> => page.evaluate(([where, file, text]) => {
      const given = new DataTransfer()
      given.items.add(new File([text], file))
      const target = document.querySelector(where)!
      for (const type of ['dragover', 'drop']) target.dispatchEvent(new DragEvent(type, { dataTransfer: given, bubbles: true, cancelable: true }))
    }, [place, name, content] as const)
    const said = page.locator('.ant-message')
    await drop('.page', 'a.txt', '你好')
    await said.getByText('这里没有可以放文件的地方').waitFor()
    await goTo(page, '案件')
    await page.getByText('还没有案件').waitFor()
    await drop('.page', '照片.exe', 'x')
    await said.getByText('不是这里要的文件，这里可以放').waitFor()
    await drop('.page', '案件.json', '{"没有":"案件"}')
    await page.getByText(/不是|读不出|格式/).first().waitFor()
    expect(page.url()).toBe('https://workstation/')
  })
})

describe('Windows', () => {
  test('with Win+L and with sleep the office is locked, and what was typed is behind the door', async () => {
    const { desktop, page } = await sharedOffice()
    await goTo(page, '登记申请')
    const facts = page.locator('textarea').first()
    await facts.fill('楼上漏水。')
    for (const event of ['lock-screen', 'suspend']) {
      await desktop.emit('powerMonitor', event)
      await page.locator('input[type=password]').first().waitFor()
      expect(await facts.isVisible()).toBe(false)
      expect(await ask(page, 'case.list', {})).toMatchObject({ ok: false, refusal: { code: 'locked' } })
      await page.locator('input[type=password]').first().fill(PASSWORD)
      await press(page, '解锁')
      await soon(() => facts.isVisible()).toBe(true)
      expect(await facts.inputValue()).toBe('楼上漏水。')
    }
    await page.reload()
  })

  test('without a printer printing says so; Ctrl+P prints what lies on top and nothing else', async () => {
    const without = await opened({ printers: 0 })
    await setUp(without.page)
    await goTo(without.page, '日程')
    await press(without.page, '打印')
    await without.page.getByText('这台电脑上没有装打印机。').waitFor()
    const { page } = await sharedOffice()
    await goTo(page, '待办')
    await page.evaluate(() => { window.print = () => { document.title = `${document.title}印` } })
    const before = await page.title()
    await page.keyboard.press('Control+p')
    await page.getByText('这一屏没有要打印的。').waitFor()
    expect(await page.title()).toBe(before)
    await goTo(page, '日程')
    await page.getByRole('button', { name: '打印', exact: true }).waitFor()
    await page.keyboard.press('Control+p')
    await soon(() => page.title()).toBe(`${before}印`)
  })
})
