/** The proof before anything leaves: what may not, searched for in the texts of what was made; and what nobody can search. */
import type { CaseFile } from '../case/record/case-file.ts'
import { withoutConfidential } from '../case/record/confidential.ts'
import { maskedAway, personsOf, type Profile } from '../court/masking.ts'
import { hitsIn, searchable, secretReasons, separateSecrets, type Hit, type Secret } from '../court/secrets.ts'
import { annexOf, sessionSettingsOf, type Office } from '../office.ts'
import { refuse, type Result } from '../base/result.ts'

/** Numbers of identity papers and phones of everybody the office knows but who is not in this case. */
const strangersTo = (office: Office, file: CaseFile): Set<string> => {
  const own = new Set([
    ...personsOf(file).flatMap(({ idNo, phone }) => [idNo, phone]),
    ...(annexOf(office, file.id).headList?.rows ?? []).flatMap(({ idNo, phone }) => [idNo, phone]),
    ...office.mediators.map(({ phone }) => phone), office.details.phone,
  ].flatMap(text => (text === undefined ? [] : searchable(text))))
  const others = [
    ...office.cases.all().filter(({ id }) => id !== file.id).flatMap(personsOf).flatMap(({ idNo, phone }) => [idNo, phone]),
    ...office.contacts.all().flatMap(({ idNo, phone }) => [idNo, phone]),
  ]
  return new Set(others.flatMap(text => (text === undefined ? [] : searchable(text))).filter(text => !own.has(text)))
}

export type LeakSearch = { readonly hits: readonly Hit[]; readonly phrases: number; readonly strangers: number }

/** Looks through texts of the files by name. `profile`: whose personal data are masked besides. */
export const leakSearch = (office: Office, file: CaseFile, profile: Profile, made: readonly { readonly name: string; readonly text: string }[]): LeakSearch => {
  const secrets: Secret[] = [
    ...separateSecrets(file, annexOf(office, file.id), Object.values(sessionSettingsOf(office).phrases).flat()),
    ...maskedAway(withoutConfidential(file), profile).map((text): Secret => ({ phrase: searchable(text), why: 'masked' })),
  ]
  const strangers = strangersTo(office, file)
  return { hits: made.flatMap(({ name, text }) => hitsIn(name, text, secrets, strangers)), phrases: secrets.length, strangers: strangers.size }
}

type Seen = { readonly name: string; readonly title: string; readonly unsearched: readonly string[] }

/** Refuses with `would-leak`, or with `not-looked-at` where something cannot be searched and nobody confirmed to have looked at it. */
export const mayLeave = ({ hits }: LeakSearch, made: readonly Seen[], lookedAt: readonly string[], field: string): Result<string[]> => {
  const [hit] = hits
  if (hit) {
    return refuse('would-leak', `“${hit.file}”里有${secretReasons[hit.why]}：“${hit.phrase.slice(0, 30)}”${hits.length > 1 ? `，共 ${hits.length} 处` : ''}。没有打包，请从案件内容或者附件里去掉后再送。`, { field })
  }
  const unseen = made.filter(({ name, unsearched }) => unsearched.length > 0 && !lookedAt.includes(name))
  if (unseen.length > 0) {
    return refuse('not-looked-at', `${unseen.map(({ title, unsearched }) => `“${title}”${unsearched.join('，')}`).join('；')}。里面的字不能检索，请逐份打开看过，确认没有单方谈话和无关人员的内容，勾选“看过了”再打包。`, {
      field: '/lookedAt', problems: unseen.map(({ name, title, unsearched }) => ({ pointer: `/lookedAt/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'not-looked-at', severity: 'error' as const, message: `“${title}”${unsearched.join('，')}` })),
    })
  }
  return { ok: true, value: made.filter(({ unsearched }) => unsearched.length > 0).map(({ name }) => name) }
}
