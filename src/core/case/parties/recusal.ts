/**
 * Whether a mediator should stand back from a case (回避): what the mediator is or has declared, compared with the people,
 * bodies and place of the case. 人民调解法第15条 forbids partiality; for what a court sends, 法释〔2016〕14号第15条 names the
 * grounds. A finding is a question to be asked, never a refusal.
 */
import * as z from 'zod'
import { type CaseFile, type Mediator } from '../record/case-file.ts'
import { sides } from '../../base/codes.ts'
import type { HeadList } from '../record/roster.ts'
import { Text } from '../../base/text.ts'
import { foldedName, foldedPhones } from '../../base/folding.ts'
import type { MediatorRelation, Clearance } from '../record/clearance.ts'

export const ConflictFinding = z.strictObject({
  mediatorId: Text,
  /** Stable while what was found stays as it is: a clearance refers to it. */
  key: Text,
  sentence: Text,
  cleared: z.boolean(),
})
export type ConflictFinding = z.output<typeof ConflictFinding>

const same = (a: string | undefined, b: string | undefined): boolean => foldedName(a) !== '' && foldedName(a) === foldedName(b)
/** A number that both have; undefined where they share none. */
const sharedPhone = (a: string | undefined, b: string | undefined): string | undefined => {
  const theirs = foldedPhones(b)
  return foldedPhones(a).find(phone => phone.length >= 7 && theirs.includes(phone))
}

/** 清源物业 is taken for 清源物业服务有限公司: a declaration rarely gives the full name. */
const sameBody = (a: string, b: string): boolean => {
  const [short, long] = [foldedName(a), foldedName(b)].toSorted((x, y) => x.length - y.length) as [string, string]
  return short.length >= 2 && (short === long || (short.length >= 4 && long.includes(short)))
}

type Someone = { readonly who: string; readonly name: string; readonly phone?: string | undefined }

/** Everybody in the case by name: parties, who represents them, their agents, the owners on the head list. */
const peopleIn = (file: CaseFile, headList: HeadList | undefined): Someone[] => [
  ...file.parties.flatMap((party): Someone[] => [
    ...(party.kind === 'person' ? [{ who: sides[party.side], name: party.name, phone: party.phone }] : []),
    ...(party.representative ? [{ who: `${sides[party.side]}“${party.name}”的负责人`, name: party.representative.name }] : []),
    ...(party.agents ?? []).map(agent => ({ who: `${sides[party.side]}的代理人`, name: agent.name, phone: agent.phone })),
  ]),
  ...(headList?.rows ?? []).map(row => ({ who: '名册中的业主', name: row.name, phone: row.phone })),
]

const bodiesIn = (file: CaseFile): Someone[] => {
  const parties = file.parties.filter(party => party.kind === 'organisation').map(party => ({ who: sides[party.side], name: party.name, phone: party.phone }))
  const company = file.propertyCompany
  return company && !parties.some(body => same(body.name, company.name)) ? [...parties, { who: '物业企业', name: company.name }] : parties
}

const basisOf = (file: CaseFile): string =>
  file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling' ? '法释〔2016〕14号第15条' : '人民调解法第15条'

/**
 * What speaks against these mediators in this case, each finding once. `cleared`: a clearance with 无回避事由 or 当事人知情同意
 * answers exactly this finding; 已更换 clears nothing while the mediator is still there.
 */
export const conflictFindings = (
  file: CaseFile, mediators: readonly Mediator[], relations: readonly MediatorRelation[],
  kept: { readonly headList?: HeadList | undefined; readonly clearances?: readonly Clearance[] | undefined } = {},
): ConflictFinding[] => {
  const people = peopleIn(file, kept.headList)
  const bodies = bodiesIn(file)
  const basis = basisOf(file)
  return mediators.flatMap(mediator => {
    const found = new Map<string, string>()
    const say = (key: string, what: string): void => {
      if (!found.has(key)) found.set(key, `调解员${mediator.name}${what}，请核实是否应当回避（${basis}）。`)
    }
    for (const { who, name } of people) {
      if (same(mediator.name, name)) say(`name:${foldedName(name)}`, `与${who}“${name}”同名`)
    }
    for (const { who, name, phone } of [...people, ...bodies]) {
      const shared = sharedPhone(mediator.phone, phone)
      if (shared !== undefined) say(`phone:${shared}`, `的电话与${who}“${name}”的相同`)
    }
    const declared = relations.find(relation => relation.mediatorId === mediator.id)
    for (const relative of declared?.persons ?? []) {
      const as = `申报的亲属或关系人“${relative.name}”${relative.relation ? `（${relative.relation}）` : ''}`
      for (const { who, name, phone } of people) {
        const shared = sharedPhone(relative.phone, phone)
        if (same(relative.name, name)) say(`relative:${foldedName(name)}`, `${as}与${who}同名`)
        else if (shared !== undefined) say(`relative-phone:${shared}`, `${as}的电话与${who}“${name}”的相同`)
      }
    }
    for (const company of declared?.companies ?? []) {
      for (const { who, name } of bodies) {
        if (sameBody(company, name)) say(`company:${foldedName(name)}`, `申报的任职或利害关系单位“${company}”是本案${who}“${name}”`)
      }
    }
    for (const estate of declared?.estates ?? []) {
      if (same(estate, file.place?.estate)) say(`estate:${foldedName(estate)}`, `申报居住或有房产在纠纷所在的“${estate}”`)
    }
    return Array.from(found, ([key, sentence]): ConflictFinding => ({
      mediatorId: mediator.id, key, sentence,
      cleared: (kept.clearances ?? []).some(one => one.mediatorId === mediator.id && one.result !== 'replaced' && one.findings.some(finding => foldedName(finding) === foldedName(key))),
    }))
  })
}
