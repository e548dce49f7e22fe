/** How a process beside the program is started: by Node, or by Electron's utility processes, which its host names. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Line } from './parcels.ts'

/** `megabytes`: all the memory that the process may have at any time; it ends when it has more. */
export type Room = { readonly megabytes: number }

export type SideProcess = Line & {
  onEnd(ended: () => void): void
  kill(): void
  /** Whether somebody waits for it; a process that nobody waits for does not keep the program running. */
  hold(waiting: boolean): void
}

/** Beside this file as a source; in the built program beside what it was built into. */
export const sideEntry = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './process.ts' : './side-process.js', import.meta.url))

/** What V8 may have of it; the rest is for bytes, which it does not count. It tidies up often rather than take much. */
export const heapOf = ({ megabytes }: Room): string[] => [`--max-old-space-size=${Math.round(megabytes * 0.7)}`, '--max-semi-space-size=8']

/** What a process needs of our surroundings: where its system's own files are. */
const surroundings = (): NodeJS.ProcessEnv =>
  Object.fromEntries(['SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'TZ'].flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))

const startNode = (room: Room): SideProcess => {
  const child = fork(sideEntry, [JSON.stringify(room)], { serialization: 'advanced', execArgv: heapOf(room), env: surroundings(), stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  return {
    post: message => new Promise(done => {
      // One that has ended says so by itself.
      if (!child.connected) return done()
      child.send(message as object, () => done())
    }),
    onMessage: heard => void child.on('message', heard),
    onEnd: ended => {
      let told = false
      const tell = (): void => {
        if (!told) ended()
        told = true
      }
      child.once('exit', tell).once('error', tell)
    },
    kill: () => void child.kill('SIGKILL'),
    hold: waiting => {
      if (waiting) {
        child.ref()
        child.channel?.ref()
      } else {
        child.unref()
        child.channel?.unref()
      }
    },
  }
}

let start = startNode

/** For Electron, whose program file is no Node: its host says how a process is started there. */
export const startSideProcessesBy = (other: (room: Room) => SideProcess): void => {
  start = other
}

export const startSideProcess = (room: Room): SideProcess => start(room)
