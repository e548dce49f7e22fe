/**
 * scrypt at a hundredth of its work, in the tests and in the programs they start: keys from passwords took more than half of
 * their time. What calls it knows nothing of this: files name the full cost, and a weaker one is refused. `keys.test.ts` and
 * `stdio.test.ts` are for the real one; benchmarks and scripts are not touched.
 */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const real = crypto.scrypt
const { NODE_OPTIONS } = process.env

const put = (scrypt: typeof crypto.scrypt, options: string | undefined): void => {
  crypto.scrypt = scrypt
  syncBuiltinESMExports()
  if (options === undefined) delete process.env.NODE_OPTIONS
  else process.env.NODE_OPTIONS = options
}

put(
  ((password, salt, length, options, done) => real(password, salt, length, { ...options, N: 2 ** 10 }, done)) as typeof crypto.scrypt,
  `${NODE_OPTIONS ?? ''} --import ${import.meta.url}`,
)

/** For a file of tests that is about the real one. */
export const fullScrypt = (): void => put(real, NODE_OPTIONS)
