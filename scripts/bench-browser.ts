/**
 * How long a person waits in the page with 20,000 cases: from the key or click to the painted result, in a real browser on
 * the loopback host. Part of `npm run bench`; by itself: `node scripts/bench-browser.ts` (needs the built page).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ask, openPage, startBrowser, startHost, NOW } from '../test/e2e/page/browser.ts'
import { fieldOf, menu, press, write } from '../test/e2e/page/hands.ts'
import { machine, writeSection } from './benchmark-page.ts'
import { credentials, filledStore } from './filled-store.ts'
import { generatedCases, numbersFrom } from './generated-cases.ts'

const CASES = 20_000
const TURNS = 40
const TARGET = 100
/** From the last sign typed to the painted list. */
const TARGET_SEARCH = 50
/** From 解锁 to the first screen that can be used, unlocking included. */
const TARGET_UNLOCK = 1000
/** What holds the page up for longer than this is felt while typing. */
const TARGET_TASK = 100

/** What the page is waited for to show: the ids of the first rows, or the heading of a case. */
type Shown = { readonly rows: readonly string[] } | { readonly heading: string }

/**
 * Milliseconds from the input event to the frame after the one that shows the result. Measured in the page, so that the
 * way of the test's own messages does not count.
 */
const waitFor = async (page: Page, event: 'keydown' | 'input' | 'pointerdown', shown: Shown, act: () => Promise<void>): Promise<number> => {
  await page.evaluate(([name, wanted]) => {
    const seen = (): boolean => {
      if ('heading' in wanted) return document.querySelector('.case-head h1')?.textContent === wanted.heading
      const rows = [...document.querySelectorAll('.case-row')].map(row => row.getAttribute('data-case'))
      return rows.length >= wanted.rows.length && wanted.rows.every((id, at) => rows[at] === id)
    }
    ;(window as unknown as { waited: Promise<number> }).waited = new Promise(done => {
      window.addEventListener(name, began => {
        const look = (): void => {
          if (!seen()) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => done(performance.now() - began.timeStamp)))
        }
        requestAnimationFrame(look)
      }, { once: true, capture: true })
    })
  }, [event, shown] as const)
  await act()
  return page.evaluate(() => (window as unknown as { waited: Promise<number> }).waited)
}

const firstRows = async (page: Page, input: object): Promise<Shown> =>
  ({ rows: ((await ask(page, 'case.list', { ...input, limit: 5 })).value as { rows: { id: string }[] }).rows.map(({ id }) => id) })

export const benchBrowser = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'mediation-bench-page-'))
  const data = join(folder, 'data')
  const { store } = await filledStore(data, CASES)
  await store.close()
  const host = await startHost(data, join(folder, 'out'), NOW)
  const browser = await startBrowser()
  try {
    const { page } = await openPage(browser, host.address)
    await write(fieldOf(page, '密码'), credentials.password)
    await page.evaluate(() => {
      const watched = window as unknown as { unlocked: Promise<{ all: number; screen: number }>; long: number[] }
      watched.unlocked = new Promise(done => {
        window.addEventListener('pointerdown', began => {
          const look = (): void => {
            if (document.querySelector('.tasks .task-counts') === null) return void requestAnimationFrame(look)
            const answered = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/account.unlock')).at(-1) as PerformanceResourceTiming
            requestAnimationFrame(() => setTimeout(() => done({ all: performance.now() - began.timeStamp, screen: performance.now() - answered.responseEnd })))
          }
          requestAnimationFrame(look)
        }, { once: true, capture: true })
      })
      watched.long = []
      new PerformanceObserver(list => watched.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    })
    await press(page, '解锁')
    await page.locator('.tasks').waitFor({ timeout: 120_000 })
    const unlocked = await page.evaluate(() => (window as unknown as { unlocked: Promise<{ all: number; screen: number }> }).unlocked)
    const all = await firstRows(page, {})
    const views = { 未办结: await firstRows(page, { state: 'running' }), 超期: await firstRows(page, { state: 'overdue' }), 全部: all }
    const files = generatedCases(CASES)
    const next = numbersFrom(11)
    const times: Record<'list' | 'filter' | 'search' | 'open', number[]> = { list: [], filter: [], search: [], open: [] }
    const box = page.getByLabel('查找案件')
    for (let turn = -3; turn < TURNS; turn += 1) {
      const took: Partial<Record<keyof typeof times, number>> = {}
      took.list = await waitFor(page, 'pointerdown', all, () => menu(page, '案件'))
      const [name, shown] = Object.entries(views)[turn < 0 ? 0 : turn % 2]!
      took.filter = await waitFor(page, 'pointerdown', shown, () => page.locator('.ant-segmented').getByText(name).click())
      await page.locator('.ant-segmented').getByText('全部').click()
      const file = files[Math.trunc(next() * CASES)]!
      const { name: person, phone } = file.parties[0]!
      const query = [person, phone!.slice(-4), file.fileNo!.slice(-5), `${file.place!.estate}  ${file.place!.room}`][Math.abs(turn) % 4]!
      await box.fill(query.slice(0, -1))
      // The list of the query but its last sign is there before the last key is pressed.
      await page.waitForTimeout(300)
      const found = await firstRows(page, { query })
      took.search = await waitFor(page, 'input', found, () => page.keyboard.insertText(query.at(-1)!))
      const row = page.locator('.case-row').first()
      const heading = await row.locator('.case-cell').first().innerText()
      await row.focus()
      took.open = await waitFor(page, 'keydown', { heading }, () => page.keyboard.press('Enter'))
      // The first turns warm up what a person has warm all day.
      if (turn >= 0) for (const key of Object.keys(times) as (keyof typeof times)[]) times[key].push(took[key]!)
    }
    // Typing as a quick hand does, sign after sign, without waiting for the list.
    await menu(page, '案件')
    await page.evaluate(() => (window as unknown as { long: number[] }).long.splice(0))
    for (let turn = 0; turn < TURNS / 4; turn += 1) {
      const file = files[Math.trunc(next() * CASES)]!
      await box.fill('')
      for (const sign of `${file.parties[0]!.name} ${file.place!.estate}`) {
        await page.keyboard.insertText(sign)
        await page.waitForTimeout(80)
      }
    }
    const longest = Math.max(0, ...await page.evaluate(() => (window as unknown as { long: number[] }).long))
    const at = (list: readonly number[], part: number): number => list.toSorted((a, b) => a - b)[Math.trunc(list.length * part)]!
    const rows = ([['list', '打开案件列表'], ['filter', '按办理情况筛选'], ['search', '查找：按下最后一个字'], ['open', '打开一个案件']] as const).map(([key, what]) => {
      const p95 = at(times[key], 0.95)
      const target = key === 'search' ? TARGET_SEARCH : TARGET
      console.log(`${p95 <= target ? '  ' : '! '}${what}: p50 ${at(times[key], 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
      return `| ${what} | ${at(times[key], 0.5).toFixed(0)} ms | ${p95.toFixed(0)} ms | p95 ≤ ${target} ms | ${p95 <= target ? '达到' : '**未达到**'} |`
    })
    const once = (what: string, took: number, target?: number): string => {
      console.log(`${target === undefined || took <= target ? '  ' : '! '}${what}: ${took.toFixed(0)} ms`)
      return `| ${what} | ${took.toFixed(0)} ms | | ${target === undefined ? '' : `≤ ${target} ms`} | ${target === undefined ? '' : took <= target ? '达到' : '**未达到**'} |`
    }
    rows.unshift(once('解锁（核对密码、读取资料、第一屏）', unlocked.all), once('其中解锁之后的第一屏', unlocked.screen, TARGET_UNLOCK))
    rows.push(once('连续输入时最长的一次停顿（超过 50 ms 的才算）', longest, TARGET_TASK))
    writeSection('界面', `
真实浏览器（Chromium，本机回环），${CASES.toLocaleString('en')} 件案件，各 ${TURNS} 次：从按键或点击到结果画在屏幕上。${machine()}。

| 项目 | p50 | p95 | 目标 | |
|---|---|---|---|---|
${rows.join('\n')}
`)
  } finally {
    await browser.close()
    await host.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchBrowser()
