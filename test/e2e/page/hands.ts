/** Clicking and typing as a mediator does, and looking at what then stands on the screen. */
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { ask } from './browser.ts'

type Place = Page | Locator

/** The field with this label; the first one unless `nth` says otherwise. */
export const fieldOf = (place: Place, label: string, nth = 0): Locator =>
  place.locator('.field:visible').filter({ has: ('page' in place ? place.page() : place).locator('label').getByText(label, { exact: true }) }).nth(nth)

export const write = (field: Locator, text: string): Promise<void> =>
  field.locator('input:not([type=radio]), textarea').first().fill(text)

/** Takes a choice from a list that opens, or from choices that lie open. */
export const choose = async (field: Locator, choice: string): Promise<void> => {
  await field.waitFor()
  const open = field.locator('.ant-radio-button-wrapper', { hasText: choice })
  if (await open.count() > 0) {
    // 申请人 is also part of 被申请人.
    await open.getByText(choice, { exact: true }).click()
    return
  }
  const box = field.getByRole('combobox')
  await box.click()
  if (await box.isEditable()) await box.fill(choice)
  await field.page().locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(choice, { exact: true }).click()
}

/** Expects something to become true within the time a slow computer takes to draw. */
export const soon = (look: () => Promise<unknown>): ReturnType<typeof expect.poll> => expect.poll(look, { timeout: 10_000 })

/** The sentence under a field. */
export const sentenceOf = async (field: Locator): Promise<string> =>
  // In one look: a dialog that closes between two of them would be waited for.
  ((await field.locator('.ant-form-item-explain').allInnerTexts())[0] ?? '').trim()

export const press = (place: Place, name: string): Promise<void> => place.getByRole('button', { name, exact: true }).click()

/** Presses a button of a paper; parts of the list that are folded are opened first. */
export const pressPaper = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true })
  const all = page.getByRole('button', { name: '全部展开', exact: true })
  await button.or(all).first().waitFor()
  if (!await button.isVisible()) await all.click()
  await button.click()
}

/** Opens the papers of a case, all parts of the list. */
export const allPapers = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: '文书' }).click()
  const all = page.getByRole('button', { name: '全部展开', exact: true })
  await page.locator('.paper-part').first().waitFor()
  if (await all.isVisible()) await all.click()
}

/** Gives a form up: 取消, and the answer to the question where something was typed. */
export const giveUp = async (place: Place): Promise<void> => {
  const page = 'page' in place ? place.page() : place
  const cancel = place.getByRole('button', { name: '取消', exact: true })
  const leave = page.getByRole('button', { name: '离开，不保存', exact: true })
  await cancel.click()
  await Promise.race([leave.waitFor(), cancel.waitFor({ state: 'hidden' })])
  if (await leave.isVisible()) await leave.click()
}

/** Waits for what was just made or saved to be said, and gives the path it names. */
export const savedPath = async (place: Place): Promise<string> => {
  const path = place.locator('.saved-file .path')
  await path.first().waitFor()
  return path.first().innerText()
}

/** On the page of the recovery key: types the two groups asked for and goes on. Gives the key. */
export const putKeyAway = async (page: Page): Promise<string> => {
  await page.locator('.key-group').first().waitFor()
  const groups = await page.locator('.key-group').allInnerTexts()
  for (const label of await page.locator('.key-check label').allInnerTexts())
    await write(fieldOf(page, label), groups[Number(/\d+/.exec(label)![0]) - 1]!)
  await press(page, '我已打印并收好')
  return groups.join('-')
}

/** Words that a mediator reads every day although they are no Chinese, numbers of standards and of bodies, and names of keys and of files. */
const known = /F[12]|Esc|Tab|Shift|PDF|Excel|[0-9A-HJ-NPQRTUWXY]{18}|(?:SF|GB)\/T \d+|UTF-8|Ctrl\+(?:K|Z|Enter)|Alt\+|Pg(?:Up|Dn)|D\d\d|[KM]B|[\w-]*\.(?:mbk|mca|jpg|xlsx?|csv|ttf|otf)/g

const foreignWords = async (page: Page): Promise<string[]> => {
  const text = await page.evaluate(() => {
    // A path, a pointer and a key are what they are.
    const seen = (element: Element | null): boolean => element !== null && element.checkVisibility({ visibilityProperty: true }) && element.closest('.path, .pointer, .key-group') === null
    const said: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement
      // Lists for screen readers repeat the stored codes in a box without size.
      if (seen(parent) && parent!.getBoundingClientRect().height > 1 && parent!.closest('[role=listbox]')?.getBoundingClientRect().height !== 0)
        said.push(texts.currentNode.nodeValue ?? '')
    }
    for (const element of document.querySelectorAll('[placeholder], [title], [aria-label]:not(.anticon)')) {
      if (seen(element)) said.push(...['placeholder', 'title', 'aria-label'].map(name => element.getAttribute(name) ?? ''))
    }
    return said.join('\n')
  })
  return text.replaceAll(known, '').match(/[A-Za-z]{2,}/g) ?? []
}

/** What every screen keeps: Chinese words only, and no scrolling sideways on either of the usual screens. */
export const lookAround = async (page: Page, where: string): Promise<void> => {
  expect({ where, foreign: await foreignWords(page) }).toEqual({ where, foreign: [] })
  for (const size of [{ width: 1093, height: 614 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size)
    // Tables and charts follow a new width one frame later.
    await soon(() => page.evaluate(() => {
      const root = document.documentElement
      // Also what is cut off inside a box that does not scroll: buttons and fields beyond the right edge.
      const outside = [...document.querySelectorAll('button, input:not([type=file]), textarea, h1, .ant-card')]
        .filter(element => element.getClientRects().length > 0 && element.getBoundingClientRect().right > root.clientWidth + 1)
        .map(element => element.textContent || element.getAttribute('aria-label') || element.className)
      return { sideways: root.scrollWidth - root.clientWidth, outside }
    }).then(beyond => ({ where, ...size, ...beyond }))).toEqual({ where, ...size, sideways: 0, outside: [] })
  }
}

/**
 * Goes to a section by the menu at the top; the rarer ones lie behind its last entry. A list that opens while the page still
 * follows a new width moves under the pointer, so a click that led nowhere is made again, as a person would.
 */
export const menu = async (page: Page, name: string): Promise<void> => {
  const bar = page.locator('.bar-menu')
  const trigger = bar.locator('.ant-dropdown-trigger')
  const arrived = bar.locator('[aria-current=page]').getByText(name, { exact: true })
  const asked = page.locator('.ant-modal-confirm:visible')
  await bar.waitFor()
  for (let turn = 1; ; turn += 1) {
    if (await bar.locator('button:not(.ant-dropdown-trigger)').getByText(name, { exact: true }).count() > 0)
      await bar.getByText(name, { exact: true }).click()
    else {
      await trigger.click()
      await page.locator('.ant-dropdown:visible').getByText(name, { exact: true }).click()
    }
    try {
      return await arrived.or(asked).first().waitFor({ timeout: turn < 3 ? 3000 : 15_000 })
    } catch (error) {
      if (turn === 3) throw error
    }
  }
}

/** Registers a dispute about noise as a program does, and accepts it where a day is given. Gives its id. */
export const registerBy = async (page: Page, applicant: string, appliedOn: string, acceptedOn?: string, more: object = {}): Promise<string> => {
  const registered = await ask(page, 'case.register', {
    source: 'application', type: 'WY08', appliedOn, facts: '装修噪声。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: applicant }, { side: 'respondent', kind: 'person', name: '周立' }], ...more,
  })
  expect(registered).toMatchObject({ ok: true })
  const caseId = (registered.value as { file: { id: string } }).file.id
  if (acceptedOn) expect(await ask(page, 'case.accept', { caseId, acceptedOn, mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
  return caseId
}

/** Opens a case from the list, by the name of its applicant. */
export const openCase = async (page: Page, applicant: string): Promise<void> => {
  await menu(page, '案件')
  await page.locator('.case-table').getByText(applicant, { exact: true }).click()
  await page.locator('.case-head').waitFor()
}

/** Opens the form of a rarer step. */
export const more = async (page: Page, move: string): Promise<void> => {
  await press(page, '更多办理')
  await page.getByRole('menuitem', { name: move, exact: true }).click()
  await page.getByRole('dialog').locator('.field').first().waitFor()
}

/** Before a package goes to the court: confirms each warning that costs a right, one by one. */
export const acknowledge = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: '送出前核对' })
  await dialog.getByText('都没有出现').waitFor()
  for (const box of await dialog.getByRole('checkbox', { name: /^知道：/ }).all()) await box.check()
}
