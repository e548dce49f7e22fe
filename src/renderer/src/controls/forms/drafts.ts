/**
 * Keeps a form while it is being filled in: a pause of two seconds, leaving a field, or eight seconds of typing without a
 * pause save it as a draft. A draft goes when the form is saved or given up by name, not when the page or the program is left.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../../core/contract.ts'
import { call as plainCall } from '../../client.ts'
import { useCaller } from '../caller.ts'

const PAUSE_MS = 2000
const LATEST_MS = 8000

export type OfferedDraft = NonNullable<Output<'draft.show'>['draft']>

type Words = { readonly values: Record<string, unknown>; readonly seen?: string }

export type Drafts = {
  /** What was left the last time, until somebody decides about it. */
  readonly offer: OfferedDraft | undefined
  /** When this form was last kept. */
  readonly savedAt: string | undefined
  /** The form is gone on with from the offered draft. */
  readonly goOn: () => void
  /** The offered draft is not wanted. */
  readonly refuse: () => void
  /** Something was typed; `words` tells the form as it is when it is kept. */
  readonly typed: (words: () => Words) => void
  /** A field was left. */
  readonly left: () => void
  /** Keeps the form as it is now; done once it is kept. */
  readonly keep: () => Promise<unknown>
  /** The form is saved or given up. */
  readonly drop: () => void
}

/** A form that opens where another was just left asks for drafts only when that one's is kept or gone. */
let leaving: Promise<unknown> = Promise.resolve()

/** `place`: which form, of which case; null for a form that is not kept, one with a password for example. */
export const useDrafts = (place: { readonly form: string; readonly caseId?: string } | null): Drafts => {
  const call = useCaller()
  const key = JSON.stringify(place)
  const [offer, setOffer] = useState<OfferedDraft>()
  const [savedAt, setSavedAt] = useState<string>()
  const kept = useRef<{ id?: string; words: string; at: number; since?: number; timer?: ReturnType<typeof setTimeout>; latest?: () => Words }>({ words: '', at: 0 })
  /** One after the other: a draft is never saved after it was dropped. */
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  const asking = useRef(true)

  useEffect(() => {
    const asked = JSON.parse(key) as typeof place
    if (!asked) return
    let gone = false
    void leaving.then(() => call('draft.show', asked)).then(result => {
      if (gone) return
      asking.current = result.ok && result.value.draft !== undefined
      if (result.ok) setOffer(result.value.draft)
    })
    return () => {
      gone = true
    }
  }, [call, key])

  const save = useCallback((): void => {
    const now = kept.current
    clearTimeout(now.timer)
    now.timer = undefined
    const words = asking.current ? undefined : now.latest?.()
    const text = JSON.stringify(words)
    if (words === undefined || text === now.words) return
    now.words = text
    now.at = Date.now()
    now.since = undefined
    turn.current = turn.current.then(async () => {
      const result = await call('draft.save', { ...(JSON.parse(key) as { form: string }), ...words })
      if (!result.ok) return
      kept.current.id = result.value.id
      setSavedAt(result.value.savedAt)
    })
    leaving = turn.current
  }, [call, key])

  const drop = useCallback((): void => {
    clearTimeout(kept.current.timer)
    kept.current.latest = undefined
    turn.current = turn.current.then(async () => {
      const { id } = kept.current
      if (id === undefined) return
      kept.current = { words: '', at: 0 }
      // Past the watch for a shut door: whoever unlocks next is not to be sent out for an old form.
      await plainCall('draft.drop', { id })
    })
    leaving = turn.current
  }, [])
  // What was typed just before the form leaves the page is kept too; what was saved or given up has nothing left to keep.
  useEffect(() => save, [save])

  const decided = (id?: string): void => {
    asking.current = false
    kept.current.id = id
    setOffer(undefined)
  }
  return {
    offer,
    savedAt,
    goOn: () => {
      setSavedAt(offer?.savedAt)
      decided(offer?.id)
    },
    refuse: () => {
      decided(offer?.id)
      drop()
    },
    typed: words => {
      if (place === null) return
      const now = kept.current
      now.latest = words
      now.since ??= Date.now()
      clearTimeout(now.timer)
      now.timer = setTimeout(save, Math.max(0, Math.min(PAUSE_MS, now.since + LATEST_MS - Date.now())))
    },
    left: () => {
      if (kept.current.timer !== undefined && Date.now() - kept.current.at >= PAUSE_MS) save()
    },
    keep: () => {
      save()
      return turn.current
    },
    drop,
  }
}
