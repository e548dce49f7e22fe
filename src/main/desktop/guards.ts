/** Nothing but our own page: no window, no address, no permission, no request elsewhere. Electron's security checklist. */
import { app, session } from 'electron'
import { pageFile } from '../page.ts'

export const ORIGIN = 'app://workstation'

/** Node's URL gives schemes of our own no origin, so the parts are compared. */
export const isOurAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol: scheme, host } = new URL(address)
  return `${scheme}//${host}` === ORIGIN
}

/** Set on whatever shows a page, when it is made: a window that somebody adds later has them too. To be called before it is. */
export const guardEveryPage = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', event => event.preventDefault())
    contents.on('will-redirect', event => event.preventDefault())
    contents.on('will-frame-navigate', event => event.preventDefault())
    contents.on('will-attach-webview', event => event.preventDefault())
  })
}

/** Everything but our own pages is denied: no permission, no request, no proxy lookup. `root` is the built page's folder. */
export const closeTheNetwork = (root: string): void => {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOurAddress(details.url) }))
  own.protocol.handle('app', async request => {
    if (request.method !== 'GET' || !isOurAddress(request.url)) return new Response('不允许', { status: 403 })
    const page = await pageFile(root, new URL(request.url).pathname)
    return new Response(page.body as string, { status: page.status, headers: page.headers })
  })
}
