/** The case that the forms of a screen change, as this window last read it. */
import { createContext, useContext } from 'react'
import type { CaseView } from '../../../../core/contract.ts'

export type OpenCase = { readonly view: CaseView; readonly reload: () => void }

const OpenCaseContext = createContext<OpenCase | null>(null)

export const OpenCaseProvider = OpenCaseContext.Provider

/** Null for a form that is about no case. */
export const useOpenCase = (): OpenCase | null => useContext(OpenCaseContext)
