/** The page as a host serves it: files of the built renderer, and the policy under which they run. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

export type PageAnswer = { readonly status: number; readonly headers: Record<string, string>; readonly body: Uint8Array | string }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Nothing but our own files; styles made at run time carry the nonce of this one answer. */
const policy = (nonce: string): string => [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders = (nonce: string): Record<string, string> => ({
  'Content-Security-Policy': policy(nonce),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), clipboard-read=()',
  'Cache-Control': 'no-store',
})

const plain = (status: number, body: string): PageAnswer =>
  ({ status, headers: { ...securityHeaders(''), 'Content-Type': 'text/plain; charset=utf-8' }, body })

/** One file of `root` for the path of an address; never one outside it. */
export const pageFile = async (root: string, pathname: string): Promise<PageAnswer> => {
  let name: string
  try {
    name = decodeURIComponent(pathname)
  } catch {
    return plain(400, '地址不对')
  }
  const path = resolve(join(root, name === '/' ? 'index.html' : name))
  const type = types[extname(path)]
  if (!path.startsWith(resolve(root) + sep) || !type || name.includes('\0')) return plain(404, '没有这个页面')
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch {
    return plain(404, '没有这个页面')
  }
  const nonce = randomBytes(16).toString('base64')
  const body = type.startsWith('text/html') ? bytes.toString('utf8').replaceAll('__NONCE__', nonce) : bytes
  return { status: 200, headers: { ...securityHeaders(nonce), 'Content-Type': type }, body }
}
