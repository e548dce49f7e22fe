/** Parties as the element forms of 法〔2025〕82号 ask for them: more of each than the papers of mediation say. */
import { isGroup, type CaseFile, type Party } from '../../case/record/case-file.ts'
import { authorities, idKinds, sexes } from '../../base/codes.ts'
import { mediationWishes, organisationTypes, ownerships, type SuitParty } from '../../case/record/suit-elements.ts'
import { choice, dateOrGap, gap, type Block, type FormCell } from '../writing/content.ts'

const row = (label: string, value: string): FormCell[] => [{ label, value }]

/** Every choice with its box, the chosen ones filled. */
export const boxes = <T extends string>(table: Readonly<Record<T, string>>, chosen: T | undefined): string =>
  (Object.entries(table) as [T, string][]).map(([key, label]) => choice(key === chosen, label)).join('　')

/** 有 and 无, or other words for yes and no; neither is filled where nothing is known, and `what` is then missing. */
export const yesNo = (value: boolean | undefined, yes: string, no: string, what?: string): string =>
  `${choice(value === true, yes)}　　${choice(value === false, no)}${unchosen(value, what)}`

const unchosen = (value: unknown, what: string | undefined): string => (value === undefined && what !== undefined ? gap(what, 0) : '')

const needed = (party: Party, what: string, text: string | undefined): string => text ?? gap(`${party.name}的${what}`, 0)

const person = (party: Party, more: SuitParty): FormCell[][] => [
  row('姓名', party.name),
  [{ label: '性别', value: yesNo(party.sex && party.sex === 'male', sexes.male, sexes.female, `${party.name}的性别`) }, { label: '民族', value: needed(party, '民族', party.ethnicity) }],
  row('出生日期', dateOrGap(party.bornOn, `${party.name}的出生日期`)),
  [{ label: '工作单位', value: more.workplace ?? '' }, { label: '职务', value: more.duty ?? party.occupation ?? '' }],
  row('联系电话', needed(party, '联系电话', party.phone)),
  row('住所地（户籍所在地）', needed(party, '住所', party.address)),
  row('经常居住地', more.residence ?? ''),
  ...(party.representative ? [[{ label: isGroup(party) ? '代表人' : '法定代理人', value: party.representative.name }, { label: isGroup(party) ? '职务' : '与当事人的关系', value: party.representative.duty ?? '' }]] : []),
  [{ label: '证件类型', value: idKinds[party.idKind ?? 'residentId'] }, { label: '证件号码', value: needed(party, '证件号码', party.idNo), share: 2 }],
]

const organisation = (party: Party, more: SuitParty): FormCell[][] => [
  row('名称', party.name),
  row('住所地（主要办事机构所在地）', needed(party, '住所', party.address)),
  row('注册地／登记地', needed(party, '注册地', more.registeredAt)),
  [{ label: '法定代表人／负责人', value: needed(party, '法定代表人或负责人', party.representative?.name) }, { label: '职务', value: needed(party, '法定代表人或负责人的职务', party.representative?.duty) }],
  row('联系电话', needed(party, '联系电话', party.phone)),
  row('统一社会信用代码', needed(party, '统一社会信用代码', party.uscc ?? (party.filingNo && `没有，备案号${party.filingNo}`))),
  row('类型', `${boxes(organisationTypes, more.type)}${unchosen(more.type, `${party.name}的类型`)}`),
  row('所有制性质', `${choice(more.ownership === 'stateControlled' || more.ownership === 'stateShare', '国有')}（${boxes<string>({ stateControlled: '控股', stateShare: '参股' }, more.ownership)}）　${choice(more.ownership === 'private', ownerships.private)}${unchosen(more.ownership, `${party.name}的所有制性质`)}`),
]

/** The block of one party under its place in the suit (原告、被告、第三人). */
export const suitPartyBlocks = (label: string, party: Party, more: SuitParty = {}): Block[] => [
  { kind: 'heading', text: party.kind === 'person' ? `${label}（自然人）` : `${label}（法人、非法人组织）` },
  { kind: 'form', rows: (party.kind === 'person' ? person : organisation)(party, more) },
]

/** Agents of the parties of a side with their powers; a form without any says so. */
export const suitAgents = (parties: readonly Party[]): Block[] => {
  const agents = parties.flatMap(party => (party.agents ?? []).map(agent => ({ ...agent, of: party.name })))
  return [{
    kind: 'form',
    rows: agents.length === 0
      ? [row('委托诉讼代理人', yesNo(undefined, '有', '无'))]
      : agents.flatMap(agent => [
        [{ label: '委托诉讼代理人', value: `${choice(true, '有')}　姓名：${agent.name}（代理${agent.of}）` }],
        [{ label: '联系电话', value: agent.phone ?? gap(`${agent.name}的联系电话`, 0) }, { label: '代理权限', value: boxes(authorities, agent.authority), share: 2 }],
      ]),
  }]
}

/** The last part of both forms: whether mediation before the suit is known, and wished for. */
export const mediationRows = (known: boolean | undefined, wish: keyof typeof mediationWishes | undefined): Block => ({
  kind: 'form',
  rows: [
    row('是否了解先行调解', `调解作为非诉讼纠纷解决方式，能及时、高效、低成本、不伤和气地解决纠纷。\n${yesNo(known, '了解', '不了解', '是否了解先行调解')}`),
    row('是否考虑先行调解', `${boxes(mediationWishes, wish)}${unchosen(wish, '是否考虑先行调解')}`),
  ],
})

export const ofSide = (file: CaseFile, side: Party['side']): Party[] => file.parties.filter(party => party.side === side)
