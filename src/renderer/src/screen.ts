import type { Problem } from '../../core/base/result.ts'

/** Where one can be in an unlocked office. */
export type Screen =
  /** What is due. */
  | { readonly name: 'tasks' }
  /** `search`: with the cursor in the search box. */
  | { readonly name: 'cases'; readonly search?: boolean }
  /** `consultationId`: goes on with this consultation. */
  | { readonly name: 'register'; readonly consultationId?: string }
  | { readonly name: 'case'; readonly caseId: string; readonly tab?: CaseTab; /** Begins the record of this appointment. */ readonly record?: string }
  | { readonly name: 'correct'; readonly caseId: string }
  /** The week's planned sessions. */
  | { readonly name: 'schedule' }
  /** Letters out and their answers. */
  | { readonly name: 'letters' }
  /** What left the office. */
  | { readonly name: 'exports' }
  /** The director's correction of anything that was recorded. */
  | { readonly name: 'amend'; readonly caseId: string; readonly finding?: Pick<Problem, 'pointer' | 'message'> }
  | { readonly name: 'contacts' }
  | { readonly name: 'meetings' }
  /** `part`: the tab to begin with. */
  | { readonly name: 'statistics'; readonly part?: 'figures' | 'duties' }
  | { readonly name: 'safety' }
  /** The committee's own rules; one of them when named. */
  | { readonly name: 'rules'; readonly ruleId?: string }
  | { readonly name: 'settings' }
  /** A new recovery key, told once. */
  | { readonly name: 'recoveryKey'; readonly recoveryKey: string }

export type CaseTab = 'overview' | 'heads' | 'sessions' | 'evidence' | 'letters' | 'agreement' | 'papers' | 'attachments' | 'training' | 'history'
