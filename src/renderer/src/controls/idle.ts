/** Notices when nobody is at the computer. */
import { useEffect } from 'react'
import type { Call } from '../../../core/contract.ts'

const LOOK_MS = 10_000
/** Typing is use too: the host, which sees commands only, is told of it this often. */
const TELL_MS = 2 * 60_000

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input'] as const

/** Calls `leave` after so many minutes without a touch of mouse or keyboard, also when they passed in sleep. */
export const useIdle = (minutes: number | undefined, call: Call, leave: () => void): void => {
  useEffect(() => {
    if (minutes === undefined) return
    let last = Date.now()
    let told = last
    const away = (): boolean => {
      if (Date.now() - last < minutes * 60_000) return false
      clearInterval(timer)
      leave()
      return true
    }
    const touched = (): void => {
      if (away()) return
      last = Date.now()
      if (last - told < TELL_MS) return
      told = last
      void call('office.show', {})
    }
    const timer = setInterval(away, LOOK_MS)
    for (const sign of signs) window.addEventListener(sign, touched, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [minutes, call, leave])
}
