/** Processes beside the program as Electron starts them (https://www.electronjs.org/docs/latest/api/utility-process): its own program file is no Node. */
import { heapOf, sideEntry, type Room, type SideProcess } from './start.ts'

type UtilityChild = {
  postMessage(message: unknown): void
  on(event: 'message', heard: (message: unknown) => void): unknown
  once(event: 'exit', ended: () => void): unknown
  kill(): boolean
}
/** Of `utilityProcess`, what is used here. */
export type UtilityProcesses = {
  fork(entry: string, args: string[], options: { execArgv: string[]; stdio: 'ignore'; serviceName: string }): UtilityChild
}

/** `resources`: the folder in which the packed program keeps its fonts. */
export const byUtilityProcess = (processes: UtilityProcesses, resources: string) => (room: Room): SideProcess => {
  const child = processes.fork(sideEntry, [JSON.stringify({ ...room, resources })], { execArgv: heapOf(room), stdio: 'ignore', serviceName: '读取文件' })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    post: async message => child.postMessage(message),
    onMessage: heard => void child.on('message', heard),
    onEnd: ended => void child.once('exit', ended),
    kill: () => void child.kill(),
    // They end with the program by themselves.
    hold: () => undefined,
  }
}
