/** Starts the packed program in this process: `electron` is the stand-in, everything else has to come from the program itself. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Start } from './talk.ts'

const { app, resources, args } = JSON.parse(process.env['STAND_IN']!) as Start
const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({ resolve: (name, context, next) => (name === 'electron' ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(name, context)) })
Object.defineProperty(process, 'resourcesPath', { value: resources })
process.argv = [process.argv[0]!, app, ...args]
// Of what the machine's package manager and the test runner leave behind, an office's computer knows nothing.
for (const name of Object.keys(process.env)) if (/^(npm_|VITEST|VITE_|NODE_ENV$)/.test(name)) delete process.env[name]
const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { main: string }
await import(pathToFileURL(join(app, main)).href)
