/** What passes between a test, which holds the page, and the process in which the packed program runs on the stand-in. */

/** How a program is started: its folders as the system names them, what a person answers to a dialog unless told otherwise. */
export type Start = {
  readonly app: string
  readonly resources: string
  readonly packaged: boolean
  readonly args: readonly string[]
  /** What `app.getPath` gives; a name that is not here cannot be had, as on a damaged profile. */
  readonly paths: Readonly<Record<string, string>>
  /** Where files are saved to when nothing else is answered. */
  readonly out: string
  readonly displays?: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  readonly printers?: number
  /** How many times the page cannot be loaded. */
  readonly loadFails?: number
  /** What dialogs are answered before the test can speak: by method. */
  readonly answers?: Readonly<Record<string, readonly unknown[]>>
}

export type Emitter = 'app' | 'window' | 'contents' | 'powerMonitor'

/** From the test; each is answered under its number. */
export type Ask =
  | { readonly what: 'request'; readonly url: string; readonly method: string }
  | { readonly what: 'invoke'; readonly channel: string; readonly args: readonly unknown[]; readonly frame: string; readonly isMain: boolean }
  | { readonly what: 'emit'; readonly on: Emitter; readonly event: string; readonly args: readonly unknown[] }
  | { readonly what: 'answer'; readonly method: string; readonly value: unknown }
  | { readonly what: 'recorded' }
  | { readonly what: 'pick'; readonly label: string }
  | { readonly what: 'loaded' }
  | { readonly what: 'unload'; readonly stays: boolean }
  | { readonly what: 'bounds'; readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }; readonly maximized: boolean }
  | { readonly what: 'close' }
  | { readonly what: 'quit' }

export type ToProgram = { readonly id: number; readonly ask: Ask }

/** What the program did that a person, the system or the page would notice. */
export type Recorded = { readonly what: string; readonly with?: unknown }

export type FromProgram =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly thrown: string }
  | { readonly page: 'load'; readonly url: string }
  | { readonly page: 'reload' | 'unload' }
  | { readonly page: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly page: 'role'; readonly role: string }
