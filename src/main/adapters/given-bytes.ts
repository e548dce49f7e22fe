import type { Files } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'

/**
 * The bytes that a command was given, by path or as Base64 content. Refuses with `missing` at `field` where neither was given:
 * `what` is to be chosen.
 */
export const givenBytes = async (
  { path, content }: { readonly path?: string | undefined; readonly content?: string | undefined }, files: Files, what: string, field = '/path',
): Promise<Result<Uint8Array>> => {
  if (content !== undefined) return ok(new Uint8Array(Buffer.from(content, 'base64')))
  return path === undefined ? refuse('missing', `请选择${what}。`, { field }) : files.read(path)
}
