/** The whole page: which door is shown, and behind it the screens of the open office. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ComponentType } from 'react'
import { Alert, App, Button, Dropdown, Spin } from 'antd'
import type { Call, CommandName, Output } from '../../core/contract.ts'
import type { Refusal } from '../../core/base/result.ts'
import { call } from './client.ts'
import { Banners } from './controls/banners.tsx'
import { CallerProvider, changesWhatIsShown, tellOfChange } from './controls/caller.ts'
import { type Desk, DeskProvider } from './controls/workspace.tsx'
import { useFileDrop } from './controls/files/drop-files.ts'
import { useIdle } from './controls/idle.ts'
import { usePrintKeys } from './controls/print.ts'
import { HolderProvider, useHeld } from './controls/forms/unsaved.tsx'
import type { Account } from '../../core/base/accounts.ts'
import { forgetPlace, usePlace } from './controls/place.ts'
import { roleRefusal } from '../../core/permissions.ts'
import type { Screen } from './screen.ts'
import { ListIcon, LockIcon } from './controls/icons.tsx'
import { HelpProvider, useHelpOver } from './screens/help/use-help.tsx'
import { RecoveryKeyScreen } from './screens/start/recovery-key-screen.tsx'
import { SetUpScreen } from './screens/start/set-up-screen.tsx'
import { UnavailableScreen } from './screens/start/unavailable-screen.tsx'
import { UnlockScreen } from './screens/start/unlock-screen.tsx'

/** A screen comes when it is first gone to: the page that one sees after the start waits for nothing else. */
const onDemand = <N extends string, P>(name: N, load: () => Promise<{ readonly [K in N]: ComponentType<P> }>) =>
  lazy<ComponentType<P>>(() => load().then(module => ({ default: module[name] }), () => ({ default: NotThere })))

/** The files of the program were replaced or taken away while the page was open. */
const NotThere = () => (
  <Alert
    type="error" showIcon title="这一屏没有读进来，可能是程序正在更新或文件被移走。"
    description="请重新载入；仍然不行时关闭程序再打开。已保存的资料不受影响。"
    action={<Button onClick={() => window.location.reload()}>重新载入</Button>}
  />
)

const AmendCase = onDemand('AmendCase', () => import('./screens/case/amend/amend-case.tsx'))
const CaseScreen = onDemand('CaseScreen', () => import('./screens/case/case-screen.tsx'))
const CorrectIntake = onDemand('CorrectIntake', () => import('./screens/case/amend/correct-intake.tsx'))
const CasesScreen = onDemand('CasesScreen', () => import('./screens/cases/cases-screen.tsx'))
const MeetingsScreen = onDemand('MeetingsScreen', () => import('./screens/meetings/meetings-screen.tsx'))
const ExportsScreen = onDemand('ExportsScreen', () => import('./screens/exchange/exports-screen.tsx'))
const LettersScreen = onDemand('LettersScreen', () => import('./screens/referrals/referrals-screen.tsx'))
const ContactsScreen = onDemand('ContactsScreen', () => import('./screens/contacts/contacts-screen.tsx'))
const RegisterScreen = onDemand('RegisterScreen', () => import('./screens/intake/intake-screen.tsx'))
const RulesScreen = onDemand('RulesScreen', () => import('./screens/rules/rules-screen.tsx'))
const SafetyScreen = onDemand('SafetyScreen', () => import('./screens/safekeeping/safekeeping-screen.tsx'))
const ScheduleScreen = onDemand('ScheduleScreen', () => import('./screens/sessions/schedule-screen.tsx'))
const SettingsScreen = onDemand('SettingsScreen', () => import('./screens/settings/settings-screen.tsx'))
const StatisticsScreen = onDemand('StatisticsScreen', () => import('./screens/statistics/statistics-screen.tsx'))
const TasksScreen = onDemand('TasksScreen', () => import('./screens/tasks/tasks-screen.tsx'))

type Status = Output<'office.status'>

export const Workstation = () => {
  const [status, setStatus] = useState<Status>()
  const [failure, setFailure] = useState<Refusal>()
  // An office that was locked while somebody worked keeps its screen, hidden, with whatever was typed.
  const [held, setHeld] = useState(false)
  /** The forms behind the door hold words that are not saved. */
  const [words, setWords] = useState(false)
  const forms = useHeld()
  /** Who works, or worked until the lock. */
  const [account, setAccount] = useState<Account>()

  const look = useCallback((again = false) => call('office.status', again ? { again } : {}).then(result => {
    if (result.ok) {
      setStatus(result.value)
      if (result.value.account) setAccount(result.value.account)
    }
    setFailure(result.ok ? undefined : result.refusal)
  }), [])
  useEffect(() => void look(), [look])

  /** Whoever comes back by the same account finds the screen as it was left. */
  const { holds, keepAll } = forms
  const shut = useCallback((): void => {
    setHeld(true)
    setWords(holds())
  }, [holds])
  const watched = useMemo<Call>(() => async (name, input) => {
    const result = await call(name, input)
    if (!result.ok && result.refusal.code === 'locked') {
      shut()
      await look()
    }
    if (result.ok && changesWhatIsShown(name)) tellOfChange()
    return result
  }, [look, shut])

  const lock = useCallback(async (): Promise<void> => {
    await call('account.lock', {})
    setHeld(false)
    forgetPlace()
    await look()
  }, [look])

  const open = status?.state === 'open'
  const walkAway = useCallback(async (): Promise<void> => {
    await keepAll()
    shut()
    await call('account.lock', {})
    await look()
  }, [keepAll, look, shut])
  useIdle(open ? status.idleMinutes : undefined, watched, walkAway)
  // Win+L and sleep: the desktop window says so.
  useEffect(() => {
    if (!open) return undefined
    const locked = (): void => void walkAway()
    window.addEventListener('office-locked', locked)
    return () => window.removeEventListener('office-locked', locked)
  }, [open, walkAway])
  useFileDrop()
  usePrintKeys()

  // Dialogs and messages lie beside the page, not in it: a shut door covers them too.
  useEffect(() => {
    document.body.classList.toggle('shut', status?.state === 'locked')
  }, [status?.state])

  if (failure) return <UnavailableScreen reason={failure.message} retry={look} />
  if (!status) return <div className="door"><Spin size="large" /></div>
  return (
    <CallerProvider value={watched}>
      {status.state === 'empty' && <SetUpScreen today={status.today} done={look} />}
      {status.state === 'unavailable' && <UnavailableScreen reason={status.reason?.message ?? '资料文件夹不能使用。'} retry={() => look(true)} code={status.reason?.code} />}
      {status.state === 'locked' && <UnlockScreen status={status} kept={held && words} account={held ? account?.name : undefined} done={look} />}
      {account && (open || (status.state === 'locked' && held)) && (
        // Another account finds no half-filled form of somebody else.
        <div hidden={!open} key={account.name}><OpenOffice status={status} account={account} look={look} lock={lock} walkAway={walkAway} forms={forms} /></div>
      )}
    </CallerProvider>
  )
}

type Entry = { readonly name: 'tasks' | 'cases' | 'register' | 'schedule' | 'letters' | 'exports' | 'contacts' | 'meetings' | 'statistics' | 'rules' | 'safety' | 'settings'; readonly label: string; readonly needs?: CommandName }

/** The sections, those of every day in the bar and the others behind 更多. A new one is a line here. */
const menu: readonly Entry[] = [
  { name: 'tasks', label: '待办' },
  { name: 'cases', label: '案件' },
  { name: 'register', label: '登记申请', needs: 'case.register' },
  { name: 'schedule', label: '日程' },
  { name: 'letters', label: '函件' },
  { name: 'statistics', label: '统计报表' },
]
const more: readonly Entry[] = [
  { name: 'meetings', label: '会议' },
  { name: 'contacts', label: '通讯录', needs: 'contact.list' },
  { name: 'rules', label: '制度' },
  { name: 'exports', label: '送出登记', needs: 'export.list' },
  { name: 'safety', label: '数据安全' },
  { name: 'settings', label: '设置' },
]

const menuOf = (screen: Screen): string => (screen.name === 'case' || screen.name === 'correct' || screen.name === 'amend' ? 'cases' : screen.name)

const weekdays = '日一二三四五六'

type OpenProps = {
  readonly status: Status
  readonly account: Account
  readonly lock: () => Promise<void>
  /** Locks and leaves the screen as it is. */
  readonly walkAway: () => Promise<void>
  readonly forms: ReturnType<typeof useHeld>
}

const OpenOffice = ({ look, ...others }: OpenProps & { readonly look: () => Promise<void> }) => {
  const { message } = App.useApp()
  const [office, setOffice] = useState<Output<'office.show'>>()
  const show = useCallback(() => call('office.show', {}).then(result => {
    if (result.ok) setOffice(result.value)
    else message.error(result.refusal.message)
  }), [message])
  useEffect(() => void show(), [show])
  const reloadOffice = useCallback(async () => {
    await Promise.all([look(), show()])
  }, [look, show])
  if (!office) return <div className="door"><Spin size="large" /></div>
  return <Rooms office={office} reloadOffice={reloadOffice} {...others} />
}

type RoomsProps = OpenProps & Pick<Desk, 'office' | 'reloadOffice'>

const Rooms = ({ office, reloadOffice, status, account, lock, walkAway, forms }: RoomsProps) => {
  const { message } = App.useApp()
  const [savedAt, setSavedAt] = useState('')
  const { holds, hold, leave, keepAll } = forms
  const { screen, visit, go, note } = usePlace(account.name, leave)

  // Closing the window must not throw away what was typed.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (!holds()) return
      void keepAll()
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [holds, keepAll])

  // The search is one key away from every screen.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !event.ctrlKey) return
      event.preventDefault()
      go({ name: 'cases', search: true })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go])
  const saved = useCallback((what = '已保存'): void => {
    const at = new Date().toTimeString().slice(0, 5)
    setSavedAt(at)
    message.success(`${what}（${at}）`)
  }, [message])

  const desk = useMemo<Desk>(() => ({
    office,
    account,
    today: status.today,
    version: status.version,
    reloadOffice,
    lock,
    go,
    note,
    saved,
  }), [office, account, status.today, status.version, reloadOffice, lock, go, note, saved])

  const { help, over } = useHelpOver(screen, go)
  const others = more.filter(({ needs }) => !needs || !roleRefusal(needs, account))
  const here = others.find(({ name }) => name === menuOf(screen))
  const weekday = weekdays[new Date(`${status.today}T00:00:00Z`).getUTCDay()]
  if (screen.name === 'recoveryKey') {
    return (
      <HolderProvider hold={hold} leave={leave}><RecoveryKeyScreen
        recoveryKey={screen.recoveryKey} committee={office.office.name} rehearsal={status.rehearsal} today={status.today}
        done={async () => go({ name: 'settings' })}
      /></HolderProvider>
    )
  }
  return (
    <DeskProvider value={desk}><HolderProvider hold={hold} leave={leave}><HelpProvider value={help}>
      <header className="bar">
        <div className="bar-name" title={office.office.name}>{office.office.name}</div>
        {status.rehearsal && <span className="rehearsal">演练</span>}
        <nav className="bar-menu" aria-label="主要栏目">
          {menu.filter(({ needs }) => !needs || !roleRefusal(needs, account)).map(({ name, label }) => (
            <button key={name} type="button" aria-current={menuOf(screen) === name ? 'page' : undefined} onClick={() => go({ name })}>{label}</button>
          ))}
          <Dropdown
            trigger={['click']}
            menu={{
              items: others.map(({ name, label }) => ({ key: name, label })),
              onClick: ({ key }) => go({ name: key as Entry['name'] }),
            }}
          >
            <button type="button" aria-current={here === undefined ? undefined : 'page'}>{here?.label ?? '更多'}<ListIcon /></button>
          </Dropdown>
        </nav>
        <div className="bar-side">
          {savedAt && <span className="bar-saved">已保存 {savedAt}</span>}
          <span className="bar-date">{status.today} 星期{weekday}</span>
          <span className="bar-account" title="当前账户">{account.name}</span>
          <Button ghost size="small" title="这一屏的帮助（F1）" onClick={help.open}>帮助</Button>
          <Button ghost size="small" icon={<LockIcon />} onClick={() => void walkAway()}>锁定</Button>
        </div>
      </header>
      <Banners status={status} office={office} onSafety={screen.name === 'safety'} toSafety={() => go({ name: 'safety' })} />
      <main className="page" key={visit}>
        <Suspense fallback={<div className="waiting"><Spin size="large" /></div>}>
          {screen.name === 'tasks' && <TasksScreen />}
          {screen.name === 'cases' && <CasesScreen search={screen.search ?? false} />}
          {screen.name === 'register' && <RegisterScreen begun={screen.consultationId} />}
          {screen.name === 'case' && <CaseScreen caseId={screen.caseId} tab={screen.tab ?? 'overview'} record={screen.record} />}
          {screen.name === 'correct' && <CorrectIntake caseId={screen.caseId} />}
          {screen.name === 'schedule' && <ScheduleScreen />}
          {screen.name === 'letters' && <LettersScreen />}
          {screen.name === 'amend' && <AmendCase caseId={screen.caseId} finding={screen.finding} />}
          {screen.name === 'exports' && <ExportsScreen />}
          {screen.name === 'contacts' && <ContactsScreen />}
          {screen.name === 'meetings' && <MeetingsScreen />}
          {screen.name === 'statistics' && <StatisticsScreen part={screen.part ?? 'figures'} />}
          {screen.name === 'rules' && <RulesScreen ruleId={screen.ruleId} />}
          {screen.name === 'safety' && <SafetyScreen />}
          {screen.name === 'settings' && <SettingsScreen />}
        </Suspense>
      </main>
      {over}
    </HelpProvider></HolderProvider></DeskProvider>
  )
}
