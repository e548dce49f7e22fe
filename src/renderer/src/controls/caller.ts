/** The way to the application as a screen uses it: a refusal that changes what the whole page shows is noticed on the way. */
import { createContext, useContext } from 'react'
import type { Call } from '../../../core/contract.ts'
import { call } from '../client.ts'

const CallerContext = createContext<Call>(call)

export const CallerProvider = CallerContext.Provider

export const useCaller = (): Call => useContext(CallerContext)
