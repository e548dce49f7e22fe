/** The parts of a case's life to which papers belong. */
export const paperParts = { intake: '申请和受理', mediation: '调解', agreement: '协议', performance: '履行和回访', court: '司法确认', ending: '结束、移送和送达' } as const
export type PaperPart = keyof typeof paperParts

/** `now`: a step that is to be done asks for it; `spare`: nothing in the case calls for it, a form to be filled in by hand at most. */
export const paperUses = ['now', 'ready', 'spare'] as const
export type PaperUse = (typeof paperUses)[number]
