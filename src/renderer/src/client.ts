/** The one way from the page to the application: the bridge of the desktop window, otherwise the loopback host. */
import type { Call } from '../../core/contract.ts'
import { refuse } from '../../core/base/result.ts'

declare global {
  interface Window {
    readonly bridge?: { readonly call: Call }
  }
}

/** Text leaves the page composed (Unicode NFC), whatever an input method or the clipboard made of it; otherwise exactly. */
const normalised = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map(normalised)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalised(item)]))
}

const post = async (name: string, input: unknown): Promise<unknown> => {
  try {
    const response = await fetch(`/command/${name}`, {
      method: 'POST',
      // The loopback host's secret: in this page's own storage alone.
      headers: { 'Content-Type': 'application/json', 'X-Session': sessionStorage.getItem('session') ?? '' },
      body: JSON.stringify(input),
    })
    if (response.status === 403) return refuse('not-ours', '这个窗口已失效：请从启动程序打开的窗口进入，或者关闭后重新启动程序。')
    return await response.json()
  } catch {
    return refuse('host-gone', '程序已经退出或没有应答，请重新启动程序；刚才的内容没有保存。')
  }
}

export const call = ((name: string, input: unknown) =>
  window.bridge ? window.bridge.call(name as never, normalised(input) as never) : post(name, normalised(input))) as Call
