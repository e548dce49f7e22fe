/**
 * One row of a ledger as a case. Everything that stands in the row comes to a place: a field of the case, or the notes behind the
 * facts; `went` says of each column which. What the ledger does not say is left out or, where a case demands something, filled in
 * and listed as a gap.
 */
import { sumsIn, yuanFigures } from '../base/amounts.ts'
import { confirmationResults, disputeTypes, endCodes, performanceStates, sources, streetName } from '../base/codes.ts'
import type { LocalDate } from '../base/dates.ts'
import { foldedName, foldedNumber, tidyName } from '../base/folding.ts'
import type { CaseFile, Party } from '../case/record/case-file.ts'
import { isCreditCode, isResidentId } from '../case/parties/identity.ts'
import { dateIn, fenIn, headcountIn, isOrganisation, isPlaceholder, listIn, namesIn } from './cells.ts'
import { ledgerColumns, type LedgerColumn } from '../office/ledger-columns.ts'
import type { OfficeDetails } from '../office/details.ts'
import {
  confirmationChoices, performanceChoices, readConfirmation, readForm, readPerformance, readResult, readSource, resultChoices, saysOnlyType, streetIn, typeIn,
  type LedgerPerformance, type LedgerResult, type Reading, type Told,
} from './words.ts'

/** What a row is read by. */
export type RowOptions = {
  /** What the office said of words that could not be told, by `wordKey`. */
  readonly words?: Readonly<Record<string, string>> | undefined
  /** Nine digits: where a row names no street. */
  readonly street?: string | undefined
  /** Ended cases count as archived on the day they ended, where the ledger names no other. */
  readonly archiveEnded: boolean
  readonly batchId: string
  readonly office: OfficeDetails
}

/** What the ledger did not say. */
export const UNRECORDED = '（旧台账未记载）'

export type Cells = Partial<Record<LedgerColumn, string>>
export type Say = (column: LedgerColumn, message: string) => void

/** A word that a person has to choose for, with what it may mean. */
export type Unclear = { readonly column: WordColumn; readonly word: string; readonly choices: readonly string[] }

/** The columns whose cells are read as sentences, and what a word in them may be chosen to mean. */
export const wordChoices = {
  result: resultChoices,
  performance: performanceChoices,
  confirmation: confirmationChoices,
  source: sources,
  agreementForm: { written: '书面', oral: '口头' },
} as const satisfies Partial<Record<LedgerColumn, Readonly<Record<string, string>>>>
export type WordColumn = keyof typeof wordChoices

/** Under which name a choice for a word is remembered. */
export const wordKey = (column: WordColumn, word: string): string => `${column}:${foldedName(word).slice(0, 200)}`

export type RowRead = {
  readonly file: CaseFile
  readonly gaps: readonly string[]
  /** Where each column's cell went, in words. */
  readonly went: Readonly<Partial<Record<LedgerColumn, string>>>
}

const NOTES = '备注（写在纠纷情况后面）'

/** People of one cell who are parted by blanks: 何平 宋宁 are two, 王 芳 is one. */
const mediatorsIn = (text: string): string[] => [...new Set(listIn(text).flatMap(part => {
  const words = part.split(/\s+/u)
  return words.length > 1 && words.every(word => [...word].length >= 2) ? words : [tidyName(part)]
}))]

/**
 * One row as a case, or null when nothing can be made of it; `error` has then been told why. `beside`: what stands in columns that
 * have no meaning, with their headings. `unclear` is told of words that cannot be told.
 */
export const caseOf = (
  cells: Cells, beside: readonly { readonly heading: string; readonly text: string }[], row: number, options: RowOptions,
  error: Say, warn: Say, unclear: (word: Unclear) => void, mediatorIdOf: (name: string) => string,
): RowRead | null => {
  const gaps: string[] = []
  const went: Partial<Record<LedgerColumn, string>> = {}
  /** What has no field of its own stays readable in the facts. */
  const notes: string[] = []
  const note = (column: LedgerColumn, label: string = ledgerColumns[column]): void => {
    notes.push(`${label}：${cells[column]!}`)
    went[column] = went[column] === undefined ? NOTES : `${went[column]}；原话在${NOTES}`
  }
  const date = (column: LedgerColumn, field: string = ledgerColumns[column]): LocalDate | undefined => {
    const text = cells[column]
    if (text === undefined) return undefined
    const found = dateIn(text)
    if (found === null) error(column, `“${text.slice(0, 30)}”认不出是哪一天，请写成 2026-01-05、2026.1.5 或 2026年1月5日${/民国/.test(text) ? '（民国年份加 1911）' : ''}。`)
    else went[column] = `${field}（${found}）`
    return found ?? undefined
  }
  /** A cell read as a sentence: what the office said of the word counts first. Undefined: left for a person, and said. */
  const word = <K extends string>(column: WordColumn, read: (text: string) => Reading<K>, severity: 'error' | 'warning'): Told<K> | undefined => {
    const text = cells[column]
    if (text === undefined) return undefined
    const chosen = options.words?.[wordKey(column, text)]
    if (chosen !== undefined && Object.hasOwn(wordChoices[column], chosen)) return { value: chosen as K, bare: false }
    const reading = read(text)
    if ('value' in reading) return reading
    const labels = wordChoices[column] as Readonly<Record<string, string>>
    const all = Object.keys(labels)
    const several = reading.choices.length < all.length
    unclear({ column, word: text, choices: several ? reading.choices : all })
    const which = several ? `可能是${reading.choices.map(choice => `“${labels[choice]}”`).join('、')}` : `可选${all.map(choice => `“${labels[choice]}”`).join('、')}`
    // Two meanings are asked about; a word of which nothing is known stays in the notes, except where the outcome hangs on it.
    if (severity === 'error' || several) error(column, `“${text.slice(0, 20)}”对不上${ledgerColumns[column]}：${which}；请在“对不上的说法”里选定一次（以后照此认），或者改写。`)
    else {
      warn(column, `“${text.slice(0, 20)}”对不上${ledgerColumns[column]}，记在纠纷情况后面；可以在“对不上的说法”里选定一次。`)
      note(column)
    }
    return undefined
  }

  const acceptedOn = date('acceptedOn')
  const given = date('appliedOn')
  const appliedOn = given ?? acceptedOn
  if (cells.appliedOn === undefined && cells.acceptedOn === undefined) error('appliedOn', '没有申请日期，也没有受理日期，请补填一个。')
  else if (given === undefined && cells.appliedOn === undefined) gaps.push('申请日期（按受理日期记）')

  const parties = (['applicant', 'respondent'] as const).flatMap(side => partiesOf(side, cells, warn, note, went))
    .map((party, index): Party => ({ id: `p${index + 1}`, ...party }))
  if (parties.length === 0) error('applicants', '没有写申请人或被申请人，请补填。')
  else {
    if (cells.applicants === undefined) gaps.push('申请人')
    if (cells.respondents === undefined) gaps.push('被申请人')
  }

  let type = cells.type === undefined ? null : typeIn(cells.type)
  if (type === null) {
    type = (cells.facts !== undefined ? typeIn(cells.facts) : null) ?? 'WY99'
    gaps.push(cells.type === undefined ? `纠纷类型（按“${disputeTypes[type]}”记）` : `纠纷类型“${cells.type.slice(0, 20)}”（按“${disputeTypes[type]}”记）`)
    if (cells.type !== undefined) note('type')
  } else {
    went.type = `纠纷类型（${disputeTypes[type]}）`
    if (!saysOnlyType(cells.type!)) note('type')
  }
  const source = word('source', readSource, 'warning')
  if (cells.source === undefined) gaps.push('案件来源（按当事人申请记）')
  if (source) {
    went.source = `案件来源（${sources[source.value]}）`
    if (!source.bare) note('source')
    if (source.value === 'courtBeforeFiling' || source.value === 'courtAfterFiling') gaps.push('法院来函和签收日期')
  }

  const place = placeOf(cells, options, notes, gaps, went)
  const fromWan = cells.amountWan !== undefined
  const amountColumn = fromWan ? 'amountWan' : 'amount'
  const amountText = fromWan ? cells.amountWan : cells.amount
  const nothing = amountText === undefined || /^0+(?:\.0+)?(?:元|万元)?$/.test(amountText.normalize('NFKC'))
  const amountFen = nothing ? undefined : fenIn(amountText, fromWan ? '万元' : '元') ?? undefined
  if (amountText !== undefined && nothing) went[amountColumn] = '协议金额（写的是零，没有记金额）'
  if (!nothing && amountFen === undefined) {
    const sums = sumsIn(amountText)
    error(amountColumn, sums.some(({ fen, written }) => fen === null && written.length > 1)
      ? `“${amountText.slice(0, 30)}”里小写和大写不一致，请核对后改正。`
      : `“${amountText.slice(0, 30)}”认不出是多少钱，请写成 1,234.50 或 0.5万元${sums.length > 1 ? '；有几笔的请写合计，分项写在“协议内容”' : ''}。`)
  }
  if (fromWan && cells.amount !== undefined) note('amount', '另一列金额')

  const outcome = word('result', readResult, 'error')
  let result: LedgerResult | null | undefined = cells.result === undefined ? (cells.agreedOn !== undefined && cells.terms !== undefined ? 'settled' : 'running') : outcome?.value
  if (result === 'running' && cells.endedOn !== undefined) warn('result', cells.result === undefined ? '没有写调解结果，却有结案日期，按未办结导入，请核对。' : '调解结果是办理中，却有结案日期，按未办结导入，请核对。')
  // 受理以后一方不同意的，是未达成协议终止（人民调解法第26条）, not one that was never taken.
  if (result === 'E05' && acceptedOn !== undefined && given !== undefined && outcome && !outcome.bare) {
    result = 'E03'
    gaps.push('结束方式（受理后不同意调解，按未达成协议终止记）')
  }
  const [agreedOn, endedOn, archivedOn, performedOn, confirmedOn] = [date('agreedOn'), date('endedOn'), date('archivedOn'), date('performedOn'), date('confirmedOn')]

  const mediatorNames = cells.mediators === undefined ? [] : mediatorsIn(cells.mediators)
  if (cells.mediators !== undefined) went.mediators = `调解员（${mediatorNames.join('、')}）`
  if (mediatorNames.length === 0 && acceptedOn !== undefined) gaps.push('调解员')
  if (cells.fileNo === undefined && acceptedOn !== undefined) gaps.push('卷号')
  if (cells.facts === undefined) gaps.push('纠纷情况')

  const settled = result === 'settled' || result === 'E01' || result === 'E02'
  const form = word('agreementForm', readForm, 'error')
  if (form && ((result === 'E01' && form.value === 'oral') || (result === 'E02' && form.value === 'written')))
    error('agreementForm', `调解结果写的是${endCodes[result]}，协议形式写的是${form.value === 'oral' ? '口头' : '书面'}，两处不一致，请核对后改正。`)
  if (appliedOn === undefined || parties.length === 0 || result === null || result === undefined) return null

  const oral = result === 'E02' || (result === 'settled' && form?.value === 'oral')
  if (cells.agreementForm !== undefined && form) {
    if (settled) went.agreementForm = `协议形式（${oral ? '口头' : '书面'}）`
    if (!settled || !form.bare) note('agreementForm')
  }
  if (result === 'settled' && cells.agreementForm === undefined) gaps.push('协议形式（按书面记）')
  // 受理 is what an agreement or a termination stands on.
  let accepted = acceptedOn
  // A ledger with one day for all its cases has it under 受理日期, also of those that were never taken.
  if ((result === 'E05' || result === 'E06') && acceptedOn !== undefined && given === undefined) {
    accepted = undefined
    went.acceptedOn = `申请日期（${acceptedOn}）`
    gaps.push('受理日期（没有受理，写的日期按申请日期记）')
  }
  if (accepted === undefined && (settled || result === 'E03' || result === 'E08')) {
    accepted = appliedOn
    gaps.push('受理日期（按申请日期记）')
  }
  const reachedOn = agreedOn ?? endedOn ?? accepted
  const on = settled ? (oral ? reachedOn! : endedOn ?? reachedOn!) : endedOn ?? agreedOn ?? accepted ?? appliedOn
  if (result !== 'running' && endedOn === undefined) gaps.push(agreedOn === undefined ? '结案日期（按受理日期记）' : '结案日期（按协议日期记）')
  if (endedOn !== undefined && (result === 'running' || (settled && oral && endedOn !== on))) note('endedOn')
  if (agreedOn !== undefined && !settled && (endedOn !== undefined || result === 'running')) note('agreedOn')

  const endCode = result === 'running' ? undefined : settled ? (oral ? 'E02' as const : 'E01' as const) : result as 'E03'
  // What is agreed beyond the keyword is the agreement's; anything else is noted.
  const agreedWords = outcome && !outcome.bare && settled && cells.terms === undefined && /[元赔付还退修拆清补供]|于|由|承担|负责|道歉|停止|恢复/.test(cells.result!) ? cells.result! : undefined
  if (cells.result !== undefined) {
    went.result = endCode ? `结束方式（${endCodes[endCode]}${outcome?.part ? '，部分达成' : ''}）` : '还在办理'
    if (agreedWords !== undefined) went.result += '；原话在协议内容'
    else if (outcome && !outcome.bare) note('result')
  }
  const obligor = parties.find(({ side }) => side === 'respondent') ?? parties[0]!
  const obligee = parties.find(party => party !== obligor && party.side === 'applicant')
  if (settled && cells.terms === undefined && agreedWords === undefined) gaps.push('协议内容')
  if (settled) gaps.push('义务人（按被申请人记）')
  const agreement: CaseFile['agreement'] = settled ? {
    form: oral ? 'oral' : 'written', reachedOn: reachedOn!, effectiveOn: on, whole: outcome?.part !== true,
    facts: cells.facts ?? UNRECORDED, issues: disputeTypes[type],
    terms: [{
      id: 't1', text: cells.terms ?? agreedWords ?? UNRECORDED, obligor: obligor.id, kind: amountFen === undefined ? 'act' : 'payment',
      ...(amountFen !== undefined && obligee && { obligee: obligee.id }), ...(amountFen !== undefined && { amountFen }),
    }],
    ...(cells.fileNo !== undefined && { no: cells.fileNo }),
  } : undefined
  if (amountFen !== undefined) {
    if (settled) {
      went[amountColumn] = `协议金额（${yuanFigures(amountFen)}元）`
      // Words beside the figure stay: 8600元（捌仟陆佰元整） is the figure, 首付后另付 is not.
    } else {
      notes.push(`涉及金额：${yuanFigures(amountFen)}元`)
      went[amountColumn] = `${NOTES}（${yuanFigures(amountFen)}元）`
    }
  }
  if (!settled && cells.terms !== undefined) note('terms', '调解内容')
  else if (cells.terms !== undefined) went.terms = '协议内容'

  const performed = word('performance', readPerformance, 'warning')
  const performance = performanceOf(performed, cells.performance, settled, performedOn ?? on, amountFen)
  if (performed) {
    went.performance = performance.entry ? `履行情况（${performanceStates[performance.entry.state]}）` : '履行情况（没有履行或者没有到期，不登记）'
    if (!performed.bare || (!settled && performed.value !== 'open')) note('performance')
  }
  if (performance.entry && performedOn === undefined) gaps.push('履行日期（按结案日期记）')
  if (performedOn !== undefined && !performance.entry) note('performedOn')
  const confirmed = word('confirmation', readConfirmation, 'warning')
  const confirmation: CaseFile['confirmation'] = !confirmed || confirmed.value === 'none' ? undefined : {
    appliedOn: on, court: options.office.court, result: confirmed.value, ...(confirmed.value !== 'pending' && confirmedOn !== undefined && { decidedOn: confirmedOn }),
  }
  if (confirmed) {
    went.confirmation = confirmed.value === 'none' ? '司法确认（没有申请，不登记）' : `司法确认（${confirmationResults[confirmed.value]}）`
    if (!confirmed.bare) note('confirmation')
  }
  if (confirmedOn !== undefined && confirmation?.decidedOn === undefined) note('confirmedOn')
  if (confirmation) gaps.push('司法确认申请日期（按协议生效日期记）')
  const end: CaseFile['end'] = endCode && { code: endCode, on }
  const archiveOn = archivedOn ?? (end && options.archiveEnded ? on : undefined)
  if (end && archivedOn === undefined && options.archiveEnded) gaps.push('归档日期（按结案日期记）')
  if (archiveOn !== undefined) gaps.push('保管期限（按长期记）')
  const difficult = /^(?:是|疑难|复杂|疑难复杂|重大|较难)/.test(cells.difficult ?? '')
  if (cells.difficult !== undefined) {
    went.difficult = difficult ? '疑难复杂（是）' : '疑难复杂（否）'
    if (!/^(?:是|否|不是|疑难|复杂|疑难复杂|一般|普通|简单)$/.test(cells.difficult)) note('difficult')
  }
  if (parties.some(({ headcount }) => headcount !== undefined)) gaps.push('推选的代表人')
  if (cells.note !== undefined) note('note')
  for (const { heading, text } of beside) notes.push(`${heading}：${text}`)
  for (const column of ['fileNo', 'claims', 'company'] as const) if (cells[column] !== undefined) went[column] ??= ledgerColumns[column]
  if (cells.facts !== undefined) went.facts = settled ? '纠纷情况，协议书的纠纷事实' : '纠纷情况'

  const file: CaseFile = {
    id: `${options.batchId}-${row}`,
    source: source?.value ?? 'application',
    type,
    facts: [cells.facts ?? UNRECORDED, ...notes].join('\n'),
    claims: cells.claims === undefined ? [] : [cells.claims],
    parties,
    appliedOn,
    ...(place && { place }),
    ...(cells.company !== undefined && { propertyCompany: { name: cells.company } }),
    ...(difficult && { difficult: true }),
    ...(cells.fileNo !== undefined && { fileNo: cells.fileNo }),
    ...(accepted !== undefined && { acceptedOn: accepted }),
    ...(mediatorNames.length > 0 && { mediators: mediatorNames.map((name, index) => ({ mediatorId: mediatorIdOf(name), duty: index === 0 ? 'presiding' as const : 'assisting' as const })) }),
    ...(agreement && { agreement }),
    ...(end && { end }),
    ...(performance.entry && { performance: [performance.entry] }),
    ...(confirmation && { confirmation }),
    ...(archiveOn !== undefined && { archive: { on: archiveOn, retention: 'long' as const } }),
  }
  return { file, gaps, went }
}

const performanceOf = (performed: { readonly value: LedgerPerformance } | undefined, text: string | undefined, settled: boolean, on: LocalDate, amountFen: number | undefined) => {
  const state = performed?.value
  if (state === undefined || state === 'open' || !settled) return {}
  // 部分履行，已付300元 says how much.
  const [paid, ...more] = state === 'partly' ? sumsIn(text ?? '').filter(({ perUnit }) => !perUnit) : []
  const partFen = paid?.fen !== null && paid !== undefined && more.length === 0 && (amountFen === undefined || paid.fen <= amountFen) ? paid.fen : undefined
  const fen = state === 'done' ? amountFen : partFen
  return { entry: { termId: 't1', on, state, ...(fen !== undefined && { amountFen: fen }) } }
}

const columnsOfSide = {
  applicant: { names: 'applicants', numbers: 'applicantIds', phones: 'applicantPhones', address: 'applicantAddress' },
  respondent: { names: 'respondents', numbers: 'respondentIds', phones: 'respondentPhones', address: 'respondentAddress' },
} as const

/** A number as the same in every form it is typed in; whose form none is stays as it is. */
const numberOf = (typed: string): string => (/^[\dA-Z]{15,18}$/.test(foldedNumber(typed)) ? foldedNumber(typed) : typed)

/** Names with their numbers and telephones where there are as many of them; others are noted, and said. */
const partiesOf = (
  side: 'applicant' | 'respondent', cells: Cells, warn: Say, note: (column: LedgerColumn) => void, went: Partial<Record<LedgerColumn, string>>,
): Omit<Party, 'id'>[] => {
  const columns = columnsOfSide[side]
  const names = cells[columns.names]
  const list = names === undefined ? [] : namesIn(names)
  if (names !== undefined) went[columns.names] = `${ledgerColumns[columns.names]}${list.length > 1 ? `（${list.length} 人）` : ''}`
  const split = (column: 'numbers' | 'phones'): (string | undefined)[] => {
    const text = cells[columns[column]]
    if (text === undefined) return []
    const parts = listIn(text)
    // Several numbers may be parted by blanks alone; a number alone may have blanks in it.
    const words = parts.length < list.length ? text.split(/\s+/).filter(Boolean) : parts
    const fits = parts.length === list.length ? parts : words.length === list.length ? words : undefined
    if (list.length === 1 && column === 'phones') {
      went[columns.phones] = ledgerColumns[columns.phones]
      return [parts.join('、')]
    }
    if (fits === undefined) {
      warn(columns[column], `${list.length === 0 ? '没有写是谁' : `写了 ${list.length} 个人`}，这里有 ${parts.length} 个号码，不知道是谁的，记在纠纷情况后面，请导入以后补填。`)
      note(columns[column])
      return []
    }
    went[columns[column]] = ledgerColumns[columns[column]]
    return fits.map(part => (isPlaceholder(part) ? undefined : part))
  }
  const [ids, tels] = [split('numbers'), split('phones')]
  const address = cells[columns.address]
  if (address !== undefined && list.length === 0) note(columns.address)
  else if (address !== undefined) went[columns.address] = `${ledgerColumns[columns.address]}${list.length > 1 ? '（各人相同）' : ''}`
  return list.map((name, index) => {
    const headcount = headcountIn(name)
    const number = ids[index] === undefined ? undefined : numberOf(ids[index])
    // A valid number decides what a name leaves open.
    const organisation = headcount === undefined && (number !== undefined && isCreditCode(number) && !isResidentId(number) ? true : number !== undefined && isResidentId(number) ? false : isOrganisation(name))
    const resident = number !== undefined && /^\d{17}[\dX]$|^\d{15}$/.test(number)
    return {
      side, kind: organisation ? 'organisation' as const : 'person' as const, name,
      ...(number !== undefined && (organisation ? { uscc: number } : { idKind: resident ? 'residentId' as const : 'other' as const, idNo: number })),
      ...(tels[index] !== undefined && { phone: tels[index] }),
      ...(address !== undefined && { address }),
      ...(headcount !== undefined && { headcount }),
    }
  })
}

const placeOf = (cells: Cells, options: RowOptions, notes: string[], gaps: string[], went: Partial<Record<LedgerColumn, string>>): CaseFile['place'] => {
  const { community, estate, building, unit, room } = cells
  const parts = { ...(community && { community }), ...(estate && { estate }), ...(building && { building }), ...(unit && { unit }), ...(room && { room }) }
  const regionCode = (cells.street === undefined ? null : streetIn(cells.street)) ?? options.street
  if (Object.keys(parts).length === 0 && cells.street === undefined) return undefined
  const used = (['street', 'community', 'estate', 'building', 'unit', 'room'] as const).filter(column => cells[column] !== undefined)
  if (regionCode === undefined) {
    gaps.push('街道（地点记在纠纷情况后面）')
    notes.push(`地点：${[cells.street, community, estate, building, unit, room].filter(Boolean).join(' ')}`)
    for (const column of used) went[column] = NOTES
    return undefined
  }
  for (const column of used) went[column] = column === 'street' ? `街道（${streetName(regionCode)}）` : ledgerColumns[column]
  if (cells.street !== undefined && streetIn(cells.street) === null) {
    notes.push(`街道：${cells.street}`)
    went.street = NOTES
  }
  if (cells.street === undefined || streetIn(cells.street) === null) gaps.push('街道（按所选街道记）')
  return { regionCode, ...parts }
}
