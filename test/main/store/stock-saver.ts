/** What the stock adapter of lowdb does instead: saves without end to one JSON file and prints each number once it is written. */
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'

// A disk that was shut down under it is the end, and nothing to tell.
process.once('uncaughtException', () => process.exit(1))
const [file, many = 'Infinity'] = process.argv.slice(2) as [string, string?]
const db = new Low<{ saved: number; words: string }>(new JSONFile(file), { saved: 0, words: '案'.repeat(2000) })
await db.read()
process.stdout.write(`${JSON.stringify({ found: db.data.saved })}\n`)
for (let count = 0; count < Number(many); count += 1) {
  db.data.saved += 1
  await db.write()
  process.stdout.write(`${db.data.saved}\n`)
}
