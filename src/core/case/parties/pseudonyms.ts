/**
 * A case without its people: the same pseudonym for the same person, body or place throughout, also inside free text.
 * Whoever hands such a text out reads it once more: a description can give somebody away without any name.
 */
import type { CaseAnnex } from '../record/annex.ts'
import type { CaseFile, Mediator } from '../record/case-file.ts'
import { streetName } from '../../base/codes.ts'
import { foldedName, looselyWritten } from '../../base/folding.ts'

export type Originals = {
  readonly file: CaseFile
  readonly annex: CaseAnnex
  readonly mediators: readonly Mediator[]
  /** The committee's own name, address and telephone. */
  readonly office: { readonly name: string; readonly court: string; readonly phone?: string | undefined; readonly address?: string | undefined }
}

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸']
/** 甲 … 癸, then 甲2 … */
const stemOf = (index: number): string => `${stems[index % 10]}${index < 10 ? '' : Math.trunc(index / 10) + 1}`

const isBody = /业主委员会|业委会|业主大会/
/** What stands at the end of names of companies, estates and communities, and tells nobody apart. */
const endings = /(?:有限责任公司|股份有限公司|有限公司|集团|分公司|公司|物业服务中心|物业服务|物业管理|物业|服务|管理|业主委员会|业委会|业主大会|小区|花园|家园|花苑|公寓|社区居民委员会|社区居委会|社区|居委会|村民委员会|村委会|街道办事处|街道|镇|乡|村)$/

/** `清源物业服务有限公司` → `清源`: what is left once all endings are gone; undefined when nothing tells it apart any more. */
const coreOf = (name: string): string | undefined => {
  let core = name.normalize('NFKC').replaceAll(/\s/g, '').replace(/(?:（[^）]*）|\([^)]*\))/g, '')
  for (let before = ''; before !== core;) {
    before = core
    core = core.replace(endings, '')
  }
  core = core.replace(/^(?:湖北省?|咸宁市?|赤壁市?)/, '')
  return [...core].length >= 2 ? core : undefined
}

const generic = new Set(['业主', '物业', '住户', '居民', '业主代表', '物业公司', '业主委员会', '业委会', '全体业主', '申请人', '被申请人', '第三人', '法院', '社区'])

/** Every word of the case that could name somebody, with what stands for it. Earlier pairs win. */
export const pseudonymsOf = ({ file, annex, mediators, office }: Originals): ReadonlyMap<string, string> => {
  const pairs = new Map<string, string>()
  const put = (original: string | undefined, stand: string): void => {
    const text = original?.trim()
    if (text && !generic.has(text) && !pairs.has(text)) pairs.set(text, stand)
  }
  const person = (name: string | undefined, stand: string): void => put(name, stand)
  /** Also under its short name. */
  const body = (name: string | undefined, stand: string, short = stand): void => {
    put(name, stand)
    if (name !== undefined && !generic.has(name.trim())) put(coreOf(name), short)
  }
  let next = 0
  const place = file.place
  put(place?.estate, '某小区')
  put(place?.community, '某社区')
  for (const party of file.parties) {
    const stem = stemOf(next++)
    const bodyName = isBody.test(party.name) ? `${stem}业主委员会` : `${stem}公司`
    if (party.kind === 'person') person(party.name, stem)
    else put(party.name, bodyName)
    put(party.idNo, '（证件号码略）')
    put(party.uscc, '（信用代码略）')
    put(party.filingNo, '（备案号略）')
    put(party.phone, '（电话略）')
    put(party.address, '（住址略）')
    person(party.representative?.name, `${stem}的负责人`)
    party.agents?.forEach((agent, index) => {
      person(agent.name, `${stem}的代理人${index === 0 ? '' : index + 1}`)
      put(agent.idNo, '（证件号码略）')
      put(agent.phone, '（电话略）')
    })
  }
  if (file.propertyCompany) {
    const own = file.parties.findIndex(party => party.uscc !== undefined && party.uscc === file.propertyCompany!.uscc)
    put(file.propertyCompany.name, own < 0 ? '某物业公司' : `${stemOf(own)}公司`)
    put(file.propertyCompany.uscc, '（信用代码略）')
  }
  // Short names last, so that a full name never loses to part of another.
  for (const [index, party] of file.parties.entries()) if (party.kind === 'organisation' && !isBody.test(party.name)) put(coreOf(party.name), `${stemOf(index)}`)
  body(file.propertyCompany?.name, '某物业公司', '某')
  body(place?.estate, '某小区', '某')
  body(place?.community, '某社区', '某')
  for (const party of file.parties) if (party.kind === 'organisation') put(coreOf(party.name), '某')
  if (place) {
    const street = streetName(place.regionCode)
    put(street, '某街道（乡镇）')
    put(place.regionCode, '（区划略）')
    for (const [part, words] of [[place.building, '某栋'], [place.unit, '某单元'], [place.room, '某室']] as const) {
      // A bare number is caught with its measure word; alone it would take every number of the text.
      if (part !== undefined && !/^\d{1,3}$/.test(part.trim())) put(part, words)
    }
  }
  const known = [...mediators.map(mediator => mediator.name)]
  const own = (file.mediators ?? []).flatMap(({ mediatorId }) => mediators.find(mediator => mediator.id === mediatorId) ?? [])
  own.forEach((mediator, index) => person(mediator.name, own.length === 1 ? '调解员' : `调解员${index + 1}`))
  known.forEach(name => person(name, '另一调解员'))
  for (const mediator of mediators) put(mediator.phone, '（电话略）')
  annex.headList?.rows.forEach((row, index) => {
    person(row.name, `业主${index + 1}`)
    put(row.idNo, '（证件号码略）')
    put(row.phone, '（电话略）')
    put(row.room, '某室')
  })
  put(file.fileNo, '（卷号略）')
  put(file.agreement?.no, '（编号略）')
  put(file.confirmation?.caseNo, '（案号略）')
  put(file.confirmation?.court, '有管辖权的法院')
  put(file.courtMediationDocument?.no, '（文号略）')
  put(file.archive?.no, '（档号略）')
  put(file.sourceRef?.body, '来函单位')
  put(file.sourceRef?.documentNo, '（文号略）')
  person(file.sourceRef?.officer, '承办人')
  put(file.end?.toBody, '有关单位')
  file.referrals?.forEach(referral => {
    put(referral.toBody, '有关单位')
    put(referral.documentNo, '（文号略）')
  })
  file.followUps?.forEach(visit => person(visit.by, '回访人'))
  for (const one of file.escalationPrevented ?? []) person(one.approvedBy, '批准人')
  for (const session of file.sessions ?? []) {
    put(session.place, '某处')
    session.attendees?.forEach(name => person(name, '在场人'))
  }
  file.evidence?.forEach(one => person(one.providedBy, '提供人'))
  put(office.name, '调解委员会')
  put(office.court, '有管辖权的法院')
  put(office.address, '（地址略）')
  put(office.phone, '（电话略）')
  return pairs
}

/** Wide figures and letters as narrow ones; the marks of Chinese text stay as they are. */
const narrow = (text: string): string => text.replaceAll(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** How a word is looked up. */
const keyOf = (word: string): string => foldedName(word).toUpperCase()

/** The characters of a word with blanks and dots allowed between them: 陈 立 新 is 陈立新. */
const loosely = (word: string): string => {
  const loose = looselyWritten(word)
  // The number of a room is no part of a longer number.
  return /^\d{1,6}$/.test(word) ? String.raw`(?<!\d)${loose}(?!\d)` : loose
}

/** Numbers and places that name somebody whoever wrote them, and days. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g, '（证件号码略）'],
  [/(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])/g, '（信用代码略）'],
  [/(?<!\d)1[3-9](?:[\s-]?\d){9}(?!\d)/g, '（电话略）'],
  [/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, '（电话略）'],
  [/(?<!\d)\d{16,19}(?!\d)/g, '（账号略）'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '（邮箱略）'],
  [/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}/g, '（车牌略）'],
  [/(?<![\d.])\d+\s*[-－—]\s*\d+\s*[-－—]\s*\d{2,4}(?!\d)/g, '某室'],
  [/[（(〔[]\d{4}[）)〕\]][^\s，。；、]{1,20}?第?\d+号/g, '（文号略）'],
  [/[A-Za-z\d一二三四五六七八九十]+\s*(?:栋|幢|号楼)/g, '某栋'],
  [/[\d一二三四五六七八九十]+\s*单元/g, '某单元'],
  [/\d{3,4}\s*(?:室|号房|房(?!屋|产|地|租|东|间))/g, '某室'],
  [/\d{4}\s*[年.-]\s*\d{1,2}\s*[月.-]\s*\d{1,2}\s*日?/g, '某年某月某日'],
  [/\d{4}\s*年\s*\d{1,2}\s*月/g, '某年某月'],
]

/** Gives a function that takes any text of the case and gives it back without its people. */
export const pseudonymiser = (originals: Originals): ((text: string) => string) => {
  const pairs = pseudonymsOf(originals)
  const stand = new Map<string, string>()
  for (const [word, by] of pairs) {
    const key = keyOf(word)
    // A single character stands in too many other words.
    if ([...key].length > 1 && !stand.has(key)) stand.set(key, by)
  }
  // 陈立新 is also 老陈, 陈师傅, 立新.
  for (const party of originals.file.parties) {
    const name = party.kind === 'person' ? [...party.name.replaceAll(/\s/g, '')] : []
    if (name.length < 2 || name.length > 4) continue
    const by = stand.get(keyOf(party.name)) ?? '当事人'
    const surname = name[0]!
    for (const title of ['先生', '女士', '师傅', '老师', '某某', '某', '家']) if (!stand.has(surname + title)) stand.set(surname + title, title === '家' ? `${by}家` : by)
    for (const prefix of ['老', '小']) if (!stand.has(prefix + surname)) stand.set(prefix + surname, by)
    const given = name.slice(1).join('')
    if (name.length === 3 && !stand.has(given)) stand.set(given, by)
  }
  const words = [...stand.keys()].toSorted((a, b) => b.length - a.length)
  const all = words.length > 0 ? new RegExp(words.map(loosely).join('|'), 'giu') : null
  return text => {
    let plain = narrow(text)
    // Numbers first, so that no word breaks one in two.
    for (const [pattern, by] of patterns) plain = plain.replaceAll(pattern, by)
    return all ? plain.replaceAll(all, found => stand.get(keyOf(found)) ?? '某') : plain
  }
}
