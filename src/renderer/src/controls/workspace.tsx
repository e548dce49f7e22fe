/** What every screen of an unlocked office has at hand: the office, and the way elsewhere. */
import { createContext, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Account } from '../../../core/base/accounts.ts'
import type { CommandName, Contract, Output } from '../../../core/contract.ts'
import { homeRefusal, roleRefusal } from '../../../core/permissions.ts'
import type { Refusal } from '../../../core/base/result.ts'
import type { LocalDate } from '../../../core/base/dates.ts'
import type { RestDayCalendar } from '../../../core/base/rest-days.ts'
import { reckoningOf } from '../../../core/rules/time-limits.ts'
import type { Screen } from '../screen.ts'
import { onChange, useCaller } from './caller.ts'
import type * as z from 'zod'

export type Desk = {
  readonly office: Output<'office.show'>
  /** Who works now. */
  readonly account: Account
  readonly today: LocalDate
  readonly version: string
  /** Reads the office and the account anew, after they were changed. */
  readonly reloadOffice: () => Promise<void>
  /** Shuts the door on this office; nothing of its screens is kept. */
  readonly lock: () => Promise<void>
  /** Goes to another screen; asks first when something on this one is not saved. */
  readonly go: (screen: Screen) => void
  /** Tells that the screen has moved on by itself, to another of its tabs, so that Back and a new load find it. */
  readonly note: (screen: Screen) => void
  /** Says that something was saved, and when. */
  readonly saved: (what?: string) => void
}

const DeskContext = createContext<Desk | null>(null)

export const DeskProvider = DeskContext.Provider

export const useDesk = (): Desk => useContext(DeskContext)!

/** The day it is for the program; undefined before an office is open. */
export const useToday = (): LocalDate | undefined => useContext(DeskContext)?.today

/** The rest days that hold in this office. */
export const useCalendar = (): RestDayCalendar => reckoningOf(useDesk().office).calendar

/** Why the roles of this account do not allow a command, as the host would say it; undefined when they do. */
export const useNotAllowed = () => {
  const { account, office } = useDesk()
  return (command: CommandName): string | undefined => (roleRefusal(command, account) ?? homeRefusal(command, office.settings?.guestOf !== undefined))?.refusal.message
}

/** Names of the mediators in the register, by id. */
export const mediatorNameOf = (office: Desk['office'], id: string): string =>
  office.mediators.find(mediator => mediator.id === id)?.name ?? id

export type Answer<T> = {
  readonly value: T | undefined
  readonly refusal: Refusal | undefined
  readonly reload: () => void
  readonly replace: (value: T) => void
}

/** The answer of a command that only reads; asked again when its input changes. An older answer never overtakes a newer. */
export const useAnswer = <N extends CommandName>(name: N, input: z.input<Contract[N]['input']>): Answer<Output<N>> => {
  const call = useCaller()
  const [value, setValue] = useState<Output<N>>()
  const [refusal, setRefusal] = useState<Refusal>()
  const latest = useRef(0)
  const key = JSON.stringify(input)
  const reload = useCallback(() => {
    latest.current += 1
    const asked = latest.current
    void call(name, JSON.parse(key)).then(result => {
      if (asked !== latest.current) return
      if (result.ok) setValue(result.value)
      setRefusal(result.ok ? undefined : result.refusal)
    })
  }, [call, name, key])
  // Asked before the page is painted, not after; and again when this window changed something, wherever on the screen.
  useLayoutEffect(reload, [reload])
  useEffect(() => onChange(reload), [reload])
  const replace = useCallback((next: Output<N>) => {
    latest.current += 1
    setValue(next)
  }, [])
  return { value, refusal, reload, replace }
}
