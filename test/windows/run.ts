/**
 * Runs files of tests with the Node that runs this: `node run.ts [--sample] [--only REGEX] FILE…` (paths from the project's folder). What happened
 * is said line by line; the last line is `DONE passed skipped failed`.
 */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const shim = new URL('./vitest.ts', import.meta.url).href
registerHooks({ resolve: (specifier, context, next) => (specifier === 'vitest' ? { url: shim, shortCircuit: true } : next(specifier, context)) })

const root = fileURLToPath(new URL('../..', import.meta.url))
const args = process.argv.slice(2)
if (args[0] === '--sample') {
  args.shift()
  process.env.SAMPLE = '1'
}
const only = args[0] === '--only' ? new RegExp(args.splice(0, 2)[1]!) : null
const say = (line: string): void => void process.stdout.write(`${line}\n`)
// What runs on besides a test is a fault of the test, or of the program.
process.on('unhandledRejection', error => {
  say(`× something failed that nobody waited for\n${error instanceof Error ? error.stack ?? error.message : String(error)}`)
  process.exit(1)
})

const { runFile } = await import('./vitest.ts')
await import('../cheap-scrypt.ts')
const all = { passed: 0, skipped: 0, failed: 0 }
for (const file of args) {
  const { passed, skipped, failed } = await runFile(file, () => import(pathToFileURL(join(root, file)).href), say, only)
  all.passed += passed
  all.skipped += skipped
  all.failed += failed
}
say(`DONE ${all.passed} ${all.skipped} ${all.failed}`)
process.exit(all.failed > 0 ? 1 : 0)
