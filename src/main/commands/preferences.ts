/** The first days and comfort: invented cases, size of the text, the tour, the card of keys, what the program is made of. */
import { readFile } from 'node:fs/promises'
import type { Handler, Output } from '../../core/contract.ts'
import { countersAfter } from '../../core/base/numbering.ts'
import { problemsOf } from '../../core/case/moves/case-rules.ts'
import { quickCard } from '../../core/help/quick-card.ts'
import { migrations, versionAfter } from '../../core/migrations/index.ts'
import { idleMinutes } from '../../core/office/workspace.ts'
import type { Office } from '../../core/office.ts'
import { REHEARSAL_PREFIX, rehearsalCases } from '../../core/help/rehearsal.ts'
import { lockedRefusal, ok, refuse } from '../../core/base/result.ts'
import { version } from '../version.ts'
import { deskOf } from '../../core/commands/workspace.ts'
import { fileName } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { saveForOffice } from './saved-files.ts'
import { filePatterns } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'

/** Refuses outside a rehearsal, and a second time. */
export const fillRehearsal: Handler<'rehearsal.fill'> = async (_input, { store, clock }) => {
  const today = clock.today()
  return store.change({ command: 'rehearsal.fill', at: clock.now() }, office => {
    if (!office.rehearsal) return refuse('only-in-rehearsal', '这是正式资料，不能放入虚构的案件。要练习，请另选一个资料文件夹，设立时勾选“演练资料”。')
    if (office.cases.get(`${REHEARSAL_PREFIX}1`)) return refuse('already-filled', '演练案件已经放入，不会放入第二次。')
    const { cases, annexes, mediators } = rehearsalCases({
      today, numberWord: office.details.numberWord, regionCode: office.details.regionCode, mediators: office.mediators, fileNumbers: office.fileNumbers,
    })
    const register = [...office.mediators, ...mediators]
    const mediatorIds = new Set(register.map(({ id }) => id))
    const wrong = cases.flatMap(file => problemsOf(file, { today, mediatorIds })).find(({ severity }) => severity === 'error')
    if (wrong) throw new Error(`an invented case breaks a rule: ${wrong.code}`)
    return ok({
      office: {
        ...office,
        mediators: register,
        cases: cases.reduce((all, file) => all.with(file), office.cases),
        annexes: annexes.reduce((all, annex) => all.with(annex), office.annexes),
        fileNumbers: countersAfter(office.fileNumbers, cases.flatMap(({ fileNo }) => fileNo ?? []), filePatterns(reckoningOf(office).parameters)),
      },
      value: { added: cases.length },
    })
  })
}

const comfortOf = (office: Office, account: string): Output<'comfort.show'> => {
  const { textSize = 'standard', tourSeen = false, idleMinutes: minutes = idleMinutes[0] } = deskOf(office, account)
  return { textSize, tourSeen, idleMinutes: minutes }
}

export const showComfort: Handler<'comfort.show'> = async (_input, { store }) => {
  const { account } = await store.status()
  if (!account) return lockedRefusal()
  const office = await store.read()
  return office.ok ? ok(comfortOf(office.value, account.name)) : office
}

export const saveComfort: Handler<'comfort.save'> = async (input, { store, clock }) => {
  const { account } = await store.status()
  if (!account) return lockedRefusal()
  return store.change({ command: 'comfort.save', at: clock.now() }, office => {
    const changed = { ...office, desks: office.desks.with({ ...deskOf(office, account.name), ...input }) }
    return ok({ office: changed, value: comfortOf(changed, account.name) })
  })
}

export const printCard: Handler<'card.print'> = async (_input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const content = quickCard()
  const pdf = await pdfOf(content, office.value, ports)
  return pdf.ok ? saveForOffice(ports, fileName(office.value, `${content.title}.pdf`), pdf.value) : pdf
}

/** Beside the program's own files: `out` of the sources, the top of an installed program. */
const noticesText = async (): Promise<string> => {
  for (const place of ['../../../out/third-party.txt', '../third-party.txt', '../../../第三方软件许可.txt']) {
    try {
      return await readFile(new URL(place, import.meta.url), 'utf8')
    } catch {
      // Looked for at the next place.
    }
  }
  return ''
}

/** Each licence stands between two rules: name, version and licence, then the text. */
const noticesOf = (text: string): Output<'about.show'>['packages'] =>
  [...text.matchAll(/^-{72}\n(\S+) (\S+)（(.+)）\n-{72}\n([\s\S]*?)(?=\n-{72}\n\S+ \S+（|$(?![\s\S]))/gm)]
    .map(([, name, packageVersion, licence, words]) => ({ name: name!, version: packageVersion!, licence: licence!, text: words!.trim() }))

export const showAbout: Handler<'about.show'> = async () =>
  ok({ version, dataVersion: versionAfter(migrations), packages: noticesOf(await noticesText()) })
