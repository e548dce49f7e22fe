/** A process that the packed program starts beside itself: `process.parentPort` as Electron gives it, everything else its own. */
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void process.send!(message), start: () => undefined })
process.on('message', data => port.emit('message', { data, ports: [] }))
Object.defineProperty(process, 'parentPort', { value: port })
const entry = process.argv[2]!
process.argv.splice(1, 2, entry)
await import(pathToFileURL(entry).href)
