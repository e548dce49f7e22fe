/**
 * A process that is killed inside one big save: opens a store by its data key, says so, and saves many cases in one change.
 * Arguments: data folder, data key (hex), store id, how many.
 */
import { migrations } from '../../../src/core/migrations/index.ts'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { sweep } from '../../../src/main/store/making.ts'
import { generatedCases } from '../../../scripts/generated-cases.ts'

const [folder, key, storeId, count] = process.argv.slice(2) as [string, string, string, string]
await sweep(folder)
const engine = await openEngine(folder, Buffer.from(key, 'hex'), storeId, { checkOwner: () => undefined, migrations })
const office = engine.office()
const next = { ...office, cases: office.cases.withAll(generatedCases(Number(count))) }
process.stdout.write('begun\n')
await engine.change(next, '何平', { command: 'test', at: '2026-11-23T09:00' as LocalTime })
process.stdout.write('saved\n')
setInterval(() => undefined, 1000)
