/** Where one can be in an unlocked office. */
export type Screen =
  /** What is due. */
  | { readonly name: 'tasks' }
  /** `search`: with the cursor in the search box. */
  | { readonly name: 'cases'; readonly search?: boolean }
  | { readonly name: 'register' }
  | { readonly name: 'case'; readonly caseId: string; readonly tab?: CaseTab }
  | { readonly name: 'correct'; readonly caseId: string }
  /** `part`: the tab to begin with. */
  | { readonly name: 'statistics'; readonly part?: 'figures' | 'duties' }
  | { readonly name: 'safety' }
  | { readonly name: 'settings' }

export type CaseTab = 'overview' | 'sessions' | 'agreement' | 'papers' | 'attachments'
