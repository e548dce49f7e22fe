/** The way to every screen, tab and main dialog of an open office, for what must hold on all of them. */
import type { Page } from 'playwright-core'
import { ask } from './browser.ts'
import { menu, press } from './hands.ts'

export type Place = { readonly name: string; readonly open: (page: Page) => Promise<void> }

type Summary = { readonly id: string; readonly fileNo?: string; readonly stage: string }

/** Opens a case by its file number, from wherever one is. */
export const openByNumber = async (page: Page, fileNo: string): Promise<void> => {
  await page.keyboard.press('Control+k')
  const box = page.getByLabel('查找案件')
  await box.fill(fileNo)
  await page.locator('.case-row').first().getByText(fileNo, { exact: true }).waitFor()
  await box.press('Enter')
  await page.locator('.case-head h1').getByText(fileNo, { exact: true }).waitFor()
}

const settled = async (page: Page): Promise<void> => {
  for (let turn = 0; turn < 100 && await page.locator('.ant-spin-spinning:visible').count() > 0; turn += 1) await page.waitForTimeout(100)
}

const section = (name: string, part?: string): Place => ({
  name: part ? `${name} ${part}` : name,
  open: async page => {
    await menu(page, name)
    await page.locator('.page h1, .page .search').first().waitFor()
    if (part) await page.locator('.tools .ant-segmented, .statistics-parts').first().getByText(part, { exact: true }).click()
    await settled(page)
  },
})

/** Something that opens over a section by a button; shut again by `shut`. */
const over = (name: string, button: string): Place => ({
  name: `${name} ${button}`,
  open: async page => {
    await menu(page, name)
    await press(page, button)
    await page.locator('.ant-modal:visible, .ant-drawer:visible').first().waitFor()
  },
})

/** Shuts what lies over the screen. */
export const shut = async (page: Page): Promise<void> => {
  for (let turn = 0; turn < 4 && await page.locator('.ant-modal:visible, .ant-drawer-content:visible, .ant-drawer-section:visible, .ant-tour:visible').count() > 0; turn += 1) {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(150)
  }
}

/** Leaves a form that was opened and not saved. */
export const leave = async (page: Page): Promise<void> => {
  await shut(page)
  const cancel = page.locator('.page .form-buttons').getByRole('button', { name: '取消', exact: true })
  if (await cancel.count() > 0) await cancel.first().click()
}

const tabsOfCase = ['概况', '名册', '调解记录', '证据', '移送与风险', '协议', '文书', '附件', '相近案例', '以往样子']

/** A tab within a section. */
const within = (name: string, tab: string): Place => ({
  name: `${name} ${tab}`,
  open: async page => {
    await menu(page, name)
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await settled(page)
  },
})

/** What a button leads to that takes the place of the section. */
const beyond = (name: string, what: string, act: (page: Page) => Promise<void>, there: string): Place => ({
  name: `${name} ${what}`,
  open: async page => {
    await menu(page, name)
    await act(page)
    await page.locator(there).first().waitFor()
    await settled(page)
  },
})

const sectionsAll: readonly Place[] = [
  section('待办'), section('案件'), over('案件', '筛选'), over('案件', '成批打印'), over('案件', '外带'),
  beyond('案件', '导入过的台账', async page => {
    await press(page, '台账')
    await page.getByRole('menuitem', { name: '导入过的台账' }).click()
  }, '.ant-modal:visible'),
  section('登记申请'), section('日程'), ...['移送函', '收发文登记', '单位名录'].map(tab => within('函件', tab)),
  section('会议'), beyond('会议', '准备会议', async page => {
    await press(page, '准备会议')
    await page.getByRole('menuitem', { name: '联席会议' }).click()
  }, '.page .field'),
  section('制度'), over('制度', '起草新制度'), beyond('制度', '一项制度', page => page.locator('.ant-table-row .figure').first().click(), '.page .rule-text, .page .ant-card'),
  ...['一项流程和它的步骤', '办理步骤的草案'].map(what => beyond('制度', what, async page => {
    await press(page, '调解程序')
    if (what.endsWith('草案')) {
      await press(page, '修改草案')
      await press(page, '展开第9步')
      await press(page, '展开第17步')
    } else await page.locator('.phase-cell').first().scrollIntoViewIfNeeded()
  }, what.endsWith('草案') ? '.ant-modal:visible .procedure-step' : '.phase-cell')),
  section('送出登记'),
  ...['数字', '报告与确认', '汇总', '报送日历'].map(part => section('统计报表', part)),
  section('通讯录'), section('数据安全'),
  ...['调委会', '调解', '回避申报', '名录', '账户', '期限与节假日', '条款库', '文书用语', '编号和模板', '字号与关于'].map(part => section('设置', part)),
  { name: '帮助', open: async page => {
    await page.keyboard.press('F1')
    await page.getByLabel('查找帮助').waitFor()
  } },
]

/**
 * Every section with its parts, then the tabs and dialogs of one case in each stage. `ids`: only of these cases; without
 * them the first of each stage.
 */
export const everyPlace = async (page: Page, ids?: readonly string[]): Promise<Place[]> => {
  await ask(page, 'rule.loadFirstSet', {})
  const { rows } = (await ask(page, 'case.list', { limit: 100 })).value as { rows: Summary[] }
  const ofStage = (stage: string): Summary | undefined => rows.find(row => row.stage === stage && row.fileNo !== undefined && (!ids || ids.includes(row.id)))
  const inCase = (stage: string, what: string, act: (page: Page) => Promise<void>): Place[] => {
    const row = ofStage(stage)
    return row ? [{ name: `${stage} ${what}`, open: async on => {
      await openByNumber(on, row.fileNo!)
      await act(on)
      await settled(on)
    } }] : []
  }
  const tab = (stage: string, name: string) => inCase(stage, name, on => on.getByRole('tab', { name: new RegExp(`^${name}`) }).click())
  const dialog = (stage: string, button: string) => inCase(stage, button, async on => {
    await press(on, button)
    await on.locator('.ant-modal:visible').first().waitFor()
  })
  const rare = (stage: string, move: string) => inCase(stage, move, async on => {
    await press(on, '更多办理')
    await on.getByRole('menuitem', { name: move, exact: true }).click()
    await on.locator('.ant-modal:visible, .page .form-buttons').first().waitFor()
  })
  const form = (stage: string, button: string) => inCase(stage, button, async on => {
    await press(on, button)
    await on.locator('.page .form-buttons').first().waitFor()
  })
  return [
    ...sectionsAll,
    ...tabsOfCase.flatMap(name => tab('performing', name)),
    ...['概况', '调解记录', '证据', '移送与风险'].flatMap(name => tab('mediating', name)),
    ...dialog('accepted', '更改受理'),
    ...form('mediating', '更正登记内容'), ...form('mediating', '记录调解'), ...form('mediating', '达成协议'),
    ...['中止', '延长期限', '终止调解', '撤回', '转处、移送', '更换调解员', '更正已记录的内容', '作废'].flatMap(move => rare('mediating', move)),
    ...dialog('agreed', '协议生效'),
    ...['登记履行情况', '登记回访', '登记司法确认', '归档'].flatMap(button => dialog('performing', button)),
    ...inCase('suspended', '恢复调解', async on => {
      await press(on, '恢复调解')
      await on.locator('.ant-modal:visible').first().waitFor()
    }),
    ...tab('archived', '概况'), ...tab('void', '概况'),
  ]
}
