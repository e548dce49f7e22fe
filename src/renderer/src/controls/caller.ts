/** The way to the application as a screen uses it: a refusal that changes what the whole page shows is noticed on the way. */
import { createContext, useContext } from 'react'
import type { Call, CommandName } from '../../../core/contract.ts'
import { call } from '../client.ts'

const CallerContext = createContext<Call>(call)

export const CallerProvider = CallerContext.Provider

/** Commands that change nothing that another part of the screen shows; every other one makes what is shown be asked for anew. */
const verbsThatRead = new Set([
  'show', 'list', 'read', 'check', 'compute', 'describe', 'verify', 'preview', 'precheck', 'preflight', 'suggest', 'propose', 'mapping', 'progress', 'batches',
  'differences', 'errorFile', 'history', 'asOf', 'alike', 'findSimilar', 'status', 'address', 'open', 'reveal', 'noteOpened', 'template', 'booklet', 'print', 'export',
  'issued', 'readAnswer', 'collect', 'checkFolder',
])
const areasBeside = new Set(['draft', 'comfort', 'account', 'batch', 'backup'])
export const changesWhatIsShown = (command: CommandName): boolean => {
  const [area, verb] = command.split('.') as [string, string]
  return !areasBeside.has(area) && !verbsThatRead.has(verb)
}

const listeners = new Set<() => void>()
/** Told after each change that this window made. Gives the way to stop listening. */
export const onChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const tellOfChange = (): void => listeners.forEach(listener => listener())

export const useCaller = (): Call => useContext(CallerContext)
