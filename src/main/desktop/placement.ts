/** Where the window opens: where it last was, as far as it can be seen there on the screens of today. */
import type { Remembered } from './remembered.ts'

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export const SMALLEST = { width: 1024, height: 600 } as const
const usual = { width: 1366, height: 768 } as const

/** So much of the title bar must be on a screen that the window can be taken hold of. */
const GRIP = { width: 200, height: 40 } as const

/**
 * Size, and place where one is remembered; without a place the system puts the window in the middle. `screens` are their areas
 * without task bars, the main one first.
 */
export const placement = (remembered: Remembered['bounds'], screens: readonly Area[]): { width: number; height: number; x?: number; y?: number } => {
  const main = screens[0] ?? { x: 0, y: 0, ...usual }
  if (remembered) {
    const screen = screens.find(area => {
      const across = Math.min(remembered.x + remembered.width, area.x + area.width) - Math.max(remembered.x, area.x)
      return across >= GRIP.width && remembered.y >= area.y && remembered.y + GRIP.height <= area.y + area.height
    })
    if (screen) {
      return {
        x: remembered.x, y: remembered.y,
        width: Math.max(SMALLEST.width, Math.min(remembered.width, screen.width)), height: Math.max(SMALLEST.height, Math.min(remembered.height, screen.height)),
      }
    }
  }
  const { width, height } = remembered ?? usual
  return { width: Math.max(SMALLEST.width, Math.min(width, main.width)), height: Math.max(SMALLEST.height, Math.min(height, main.height)) }
}
