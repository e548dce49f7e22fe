/** Where one can be in an unlocked office. */
export type Screen =
  | { readonly name: 'cases' }
  | { readonly name: 'register' }
  | { readonly name: 'case'; readonly caseId: string; readonly tab?: CaseTab }
  | { readonly name: 'correct'; readonly caseId: string }
  | { readonly name: 'statistics' }
  | { readonly name: 'settings' }

export type CaseTab = 'overview' | 'sessions' | 'agreement' | 'papers'
