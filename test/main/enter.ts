/** Comes in as a browser does: opens the file, sends its form, and keeps what it is given. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const doorOf = async (address: string): Promise<{ readonly action: string; readonly token: string }> => {
  const text = await readFile(fileURLToPath(address), 'utf8')
  return { action: /action="([^"]+)"/.exec(text)![1]!, token: /value="([^"]+)"/.exec(text)![1]! }
}

export const sendForm = ({ action, token }: Awaited<ReturnType<typeof doorOf>>, origin = 'null'): Promise<Response> =>
  fetch(action, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin }, body: `token=${token}`, redirect: 'manual' })

export const sessionIn = (page: string): string | undefined => /setItem\('session','(\w+)'\)/.exec(page)?.[1]

export const sessionFrom = async (address: string): Promise<string> => sessionIn(await (await sendForm(await doorOf(address))).text())!
