/**
 * Where somebody is in the program, for Back and forward of the mouse and the browser and for a page that is loaded anew. Kept by the
 * window itself until it is closed, by account; ids only, and never the page of a recovery key.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Screen } from '../screen.ts'

const KEY = 'place'

type Place = { readonly account: string; readonly screen: Screen }

const remembered = (account: string): Screen => {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Place | null
    if (place?.account === account) return place.screen
  } catch {
    // Nothing that can be gone back to.
  }
  return { name: 'tasks' }
}

/** The next screen is the first one again: what is behind the door has been replaced. */
export const forgetPlace = (): void => sessionStorage.removeItem(KEY)

const remember = (account: string, screen: Screen, how: 'push' | 'replace'): void => {
  const place: Place | null = screen.name === 'recoveryKey' ? null : { account, screen }
  if (place) sessionStorage.setItem(KEY, JSON.stringify(place))
  history[how === 'push' ? 'pushState' : 'replaceState'](place, '')
}

/** `leave` asks before what is on the screen is left. `visit` counts the screens that were shown. */
export const usePlace = (account: string, leave: (then: () => void) => void) => {
  const [screen, setScreen] = useState<Screen>(() => remembered(account))
  const [visit, setVisit] = useState(0)
  const here = useRef(screen)
  const show = useCallback((next: Screen, how?: 'push' | 'replace'): void => {
    here.current = next
    if (how) remember(account, next, how)
    setScreen(next)
    setVisit(before => before + 1)
    window.scrollTo(0, 0)
  }, [account])
  useEffect(() => remember(account, here.current, 'replace'), [account])
  useEffect(() => {
    const back = ({ state }: PopStateEvent): void => {
      const place = state as Place | null
      const next: Screen = place?.account === account ? place.screen : { name: 'tasks' }
      let left = false
      leave(() => {
        left = true
        show(next)
        if (place?.account === account) sessionStorage.setItem(KEY, JSON.stringify(place))
      })
      // Whoever is asked first is still here, and so is the address.
      if (!left) remember(account, here.current, 'push')
    }
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [account, leave, show])
  const go = useCallback((next: Screen): void => leave(() => show(next, 'push')), [leave, show])
  /** The screen itself has moved on, to another of its tabs. */
  const note = useCallback((now: Screen): void => {
    here.current = now
    remember(account, now, 'replace')
  }, [account])
  return { screen, visit, go, note }
}
