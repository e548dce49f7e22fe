/** How papers name the parties of a case and where they sign. */
import { isGroup, isMinor, type CaseFile, type Party } from '../../case/record/case-file.ts'
import { ageOn, type LocalDate } from '../../base/dates.ts'
import { authorities, idKinds, sexes, sides } from '../../base/codes.ts'
import { choice, gap, type Block, type FormCell, type SignaturePlace } from './content.ts'

const known = (text: string | undefined): string => text ?? ''

/** A value without which a party cannot be reached or told apart: where it is missing, the cell is a gap. */
const needed = (party: Party, what: string, text: string | undefined): string => text ?? gap(`${party.name}的${what}`, 0)

/** Names up to this length share a row with sex, ethnicity and age; longer ones get a row of their own. */
const SHORT_NAME = 9

const nameRows = (name: string, rest: FormCell[]): FormCell[][] =>
  [...name].length > SHORT_NAME ? [[{ label: '姓名', value: name }], rest] : [[{ label: '姓名', value: name, share: 8 }, ...rest]]

/** Of whom stands a passport on record: the field of the ethnic group then says the nationality. */
export const isForeign = ({ idKind }: Party): boolean => idKind === 'passport'

/** Who acts for a minor or an incapable person (法定代理人; 民法典第23条、第34条); a minor without one has a gap. */
const guardian = (party: Party, on: LocalDate): FormCell[][] => (party.representative || isMinor(party, on) ? [[
  { label: '法定代理人', value: needed(party, '法定代理人', party.representative?.name), share: 5 },
  { label: '与当事人的关系', value: known(party.representative?.duty), share: 5 },
]] : [])

const person = (party: Party, on: LocalDate, withIdNumber: boolean): FormCell[][] => [
  ...nameRows(party.name, [
    { label: '性别', value: party.sex ? sexes[party.sex] : '', share: 2 },
    { label: isForeign(party) ? '国籍' : '民族', value: known(party.ethnicity), share: 4 },
    { label: '年龄', value: party.bornOn ? `${ageOn(party.bornOn, on)}岁` : '', share: 3 },
  ]),
  [
    { label: '职业或职务', value: known(party.occupation), share: 5 },
    { label: '联系方式', value: needed(party, '联系方式', party.phone), share: 6 },
  ],
  [{ label: '单位或住址', value: needed(party, '住址', party.address) }],
  ...guardian(party, on),
  ...(withIdNumber ? [[{ label: idKinds[party.idKind ?? 'residentId'] + '号码', value: needed(party, '证件号码', party.idNo) }]] : []),
]

/** Several people under one name (陈立新等12户业主): what only one person has is left out. */
const group = (party: Party): FormCell[][] => [
  [{ label: '名称', value: party.name }],
  [{ label: '本方人数', value: `${party.headcount}人`, share: 5 }, { label: '联系方式', value: known(party.phone), share: 6 }],
  [{ label: '单位或住址', value: known(party.address) }],
  ...(party.representative || party.agents === undefined ? [[
    { label: '代表人', value: needed(party, '代表人', party.representative?.name), share: 5 }, { label: '职务', value: known(party.representative?.duty), share: 6 },
  ]] : []),
]

/** A body without a credit code (业主委员会) is known by its filing number (备案号). */
const organisation = (party: Party): FormCell[][] => [
  [{ label: '名称', value: party.name }],
  [party.filingNo && !party.uscc
    ? { label: '备案号', value: party.filingNo }
    : { label: '统一社会信用代码', value: needed(party, '统一社会信用代码', party.uscc) }],
  ...(party.filingNo && party.uscc ? [[{ label: '备案号', value: party.filingNo }]] : []),
  [
    { label: '法定代表人或负责人', value: needed(party, '法定代表人或负责人', party.representative?.name), share: 5 },
    { label: '职务', value: known(party.representative?.duty), share: 5 },
  ],
  [{ label: '联系方式', value: known(party.phone) }],
  [{ label: '单位住所', value: known(party.address) }],
]

const agents = (party: Party, withIdNumber: boolean): FormCell[][] =>
  (party.agents ?? []).flatMap(agent => [
    [{ label: '委托代理人', value: agent.name }],
    ...(withIdNumber && agent.idNo ? [[{ label: '证件号码', value: agent.idNo }]] : []),
    [{ label: '代理权限', value: authorities[agent.authority], share: 5 }, { label: '联系方式', value: known(agent.phone), share: 6 }],
  ])

/** 申请人, or 申请人（2） where a side has several parties. */
export const sideLabel = (file: CaseFile, party: Party): string => {
  const sameSide = file.parties.filter(other => other.side === party.side)
  return sameSide.length > 1 ? `${sides[party.side]}（${sameSide.indexOf(party) + 1}）` : sides[party.side]
}

/**
 * The rows of one party in the order of the official forms (司发通〔2010〕239号): 姓名、性别、民族、年龄、职业或职务、
 * 联系方式、单位或住址; an organisation with its code and representative. Age is that on `on`.
 */
export const partyRows = (party: Party, on: LocalDate, withIdNumber: boolean): FormCell[][] => [
  ...(isGroup(party) ? group(party) : party.kind === 'person' ? person(party, on, withIdNumber) : organisation(party)),
  ...agents(party, withIdNumber),
]

/** The block of one party under its place in the case. */
export const partyBlocks = (file: CaseFile, party: Party, on: LocalDate, withIdNumber: boolean): Block[] => [
  { kind: 'heading', text: sideLabel(file, party) },
  { kind: 'fields', rows: partyRows(party, on, withIdNumber) },
]

/** An empty block for a side that has no party on file yet. */
export const emptyPartyBlocks = (label: string): Block[] => [
  { kind: 'heading', text: label },
  {
    kind: 'fields',
    rows: [
      ...nameRows('', [{ label: '性别', value: '', share: 2 }, { label: '民族', value: '', share: 4 }, { label: '年龄', value: '', share: 3 }]),
      [{ label: '职业或职务', value: '', share: 5 }, { label: '联系方式', value: '', share: 6 }],
      [{ label: '单位或住址', value: '' }],
    ],
  },
]

/** Who signs for a party: itself; `小明的法定代理人：余明`; `陈立新等12户业主的代表人：陈立新`. */
export const signerOf = (party: Party): string => (party.kind === 'person' && party.representative
  ? `${party.name}的${isGroup(party) ? '代表人' : '法定代理人'}：${party.representative.name}` : party.name)

/** Where a party signs, and each of its agents with special authority (特别授权), who may sign for it. `label`: what the paper calls it. */
export const partyPlaces = (file: CaseFile, party: Party, label = sideLabel(file, party)): SignaturePlace[] => [
  party.kind === 'person'
    ? { label: `${label}：${signerOf(party)}`, note: '签名、盖章或按指印' }
    : { label: `${label}：${party.name}`, note: '盖章，法定代表人或负责人签名' },
  ...(party.agents ?? []).filter(agent => agent.authority === 'special').map(agent => ({
    label: `${label}的委托代理人：${agent.name}`, note: '签名或按指印',
  })),
]

/** More parties than these sign on a table of their own (签名表), so that a form stays one sheet. */
const ON_SHEET = 6
export const signApart = (file: CaseFile): boolean => file.parties.length > ON_SHEET

/** The table behind a form on which each party signs, and says whether it consents where `consent` asks for it. */
export const signatureTable = (file: CaseFile, form: string, consent = false): Block[] => [
  { kind: 'title', text: '当事人签名表', newPage: true },
  { kind: 'number', text: `编号：${file.fileNo ?? gap('卷号', 10)}` },
  {
    kind: 'table',
    columns: [
      { title: '序号', share: 5, align: 'center' }, { title: '地位', share: 17 }, { title: '姓名或者名称', share: 27 }, ...(consent ? [{ title: '意见', share: 13 }] : []),
      { title: '签名、盖章或按指印', share: 24 }, { title: '日期', share: 14 },
    ],
    rows: file.parties.map((party, index) => [
      String(index + 1), sideLabel(file, party), signerOf(party), ...(consent ? [`${choice(false, '同意')}\n${choice(false, '不同意')}`] : []), '', '',
    ]),
    lines: 2,
  },
  { kind: 'paragraph', text: `共${file.parties.length}名当事人，本表是《${form}》的一部分。`, indent: false },
]
