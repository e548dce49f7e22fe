/**
 * What the court would send a confirmation back for, looked at before anything goes there (民事诉讼法第205条、第85条; 民诉法解释
 * 第353–358条; 法释〔2011〕5号第3条). Each finding says where it is put right.
 */
import { isFromCourt } from '../case/record/before-acceptance.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { addDays, chineseDate, earlierOf, type LocalDate } from '../base/dates.ts'
import { enforceabilityFindings } from '../case/agreement/enforceability.ts'
import { rolledToWorkingDay } from '../base/rest-days.ts'
import type { CaseAnnex } from '../case/record/annex.ts'
import { confirmationStanding, lastReturn } from '../case/performance/confirmation-course.ts'
import type { DossierTab } from '../documents/dossier.ts'
import { lengthOn } from '../parameters/parameters.ts'
import type { Reckoning } from '../rules/time-limits.ts'
import type { MaterialKind } from './court-materials.ts'

export type PrecheckFinding = {
  readonly code: string
  readonly message: string
  /** An error stops the package unless the clerk goes on knowingly; a warning is what the court may ask to be supplied. */
  readonly severity: 'error' | 'warning'
  /** Into the case file; empty where the finding is of the case as a whole. */
  readonly pointer: string
  readonly tab: DossierTab
  readonly article?: string
  /** A warning that costs a right if it is passed over: the clerk acknowledges it by name before packing. */
  readonly losesRight?: true
}

export type PrecheckFacts = {
  readonly file: CaseFile
  /** What the court answered before, and what was filed. */
  readonly annex: Pick<CaseAnnex, 'courtAnswers' | 'filings'>
  readonly today: LocalDate
  readonly reckoning: Reckoning
  /** What the chosen attachments are. */
  readonly attached: readonly MaterialKind[]
  /** Ids of the forms that were issued and not voided. */
  readonly issued: readonly string[]
}

/** The first day from which the court may count: the day of agreement, or of effect where that was earlier. */
export const earliestEffect = (file: CaseFile): LocalDate | undefined => {
  const { agreement } = file
  if (!agreement) return undefined
  return agreement.effectiveOn === undefined ? agreement.reachedOn : earlierOf(agreement.reachedOn, agreement.effectiveOn)
}

/** Last day of the 30 days from `from`: the day itself not counted, a rest day moves it on. */
export const confirmationWindow = (from: LocalDate, { calendar, parameters }: Reckoning): LocalDate =>
  rolledToWorkingDay(addDays(from, lengthOn(parameters, 'confirmation', from)), calendar)

/** Kinds that the court does not take (解释第355条), by the code of the finding on the term. */
const notTaken = new Set(['term-ownership', 'term-identity'])

/** What belongs to an application beside the papers that are made here, and whom it concerns. */
const wanted: readonly { readonly kind: MaterialKind; readonly of: (file: CaseFile) => boolean; readonly message: string }[] = [
  { kind: 'organisation', of: () => true, message: '没有选调解组织设立证明；法院要看主持调解的组织证明。' },
  { kind: 'identity', of: () => true, message: '没有选双方的身份证明、主体资格证明。' },
  { kind: 'authority', of: file => file.parties.some(party => (party.agents ?? []).length > 0), message: '有代理人，但没有选签好的授权委托书。' },
  { kind: 'rights', of: () => true, message: '没有选与协议有关的财产权利证明（产权证、合同、收费依据等）。' },
  { kind: 'address', of: () => true, message: '没有选送达地址确认书。' },
]

/** Findings for an application of both parties; an empty list: nothing speaks against it. */
/** Warnings that cost a right: the court returns the set or dismisses it while the thirty days run on. */
export const costlyFindings = ['agreement-not-signed', 'no-identity', 'term-without-date', 'term-without-manner', 'late-by-earliest', 'returned-late', 'refused-before', 'returned-before', 'oral-performed-later', 'term-without-place'] as const
const costly: ReadonlySet<string> = new Set(costlyFindings)

export const courtPrecheck = ({ file, annex, today, reckoning, attached, issued }: PrecheckFacts): PrecheckFinding[] => {
  const found: PrecheckFinding[] = []
  const standing = confirmationStanding(file, annex)
  // Where the court has accepted or decided, another package costs nothing.
  const atStake = standing === 'none' || standing === 'notAccepted' || standing === 'withdrawn' || standing === 'returned'
  const say = (code: string, message: string, tab: DossierTab, pointer = '', severity: PrecheckFinding['severity'] = 'error', article?: string): void => {
    found.push({ code, message, severity, pointer, tab, ...(article !== undefined && { article }), ...(severity === 'warning' && atStake && costly.has(code) && { losesRight: true as const }) })
  }
  const { agreement, end } = file
  if (!agreement || (end?.code !== 'E01' && end?.code !== 'E02')) {
    say('no-agreement', '还没有已经生效的调解协议，不能申请司法确认。', 'agreement', '/agreement', 'error', '人民调解法第33条')
    return found
  }
  if (file.source === 'courtAfterFiling' || file.courtMediationDocument) {
    say('court-document', file.courtMediationDocument
      ? `法院已出具调解书（${file.courtMediationDocument.no}），不再申请司法确认。`
      : '立案后委托的案件，协议送法院制作调解书，不申请司法确认；请改为“向法院反馈结果”。', 'overview', file.courtMediationDocument ? '/courtMediationDocument/no' : '/source', 'error', '法释〔2016〕14号第19条至第21条')
  }
  const from = earliestEffect(file)!
  const last = confirmationWindow(from, reckoning)
  const effectiveOn = agreement.effectiveOn ?? agreement.reachedOn
  const latest = confirmationWindow(effectiveOn, reckoning)
  const { confirmation } = file
  // What is packed now is the first application or another one: a day on record of one that came to nothing does not save it.
  const anew = standing === 'none' || standing === 'notAccepted' || standing === 'withdrawn' || standing === 'dismissed'
  const asked = anew ? today : confirmation?.appliedOn ?? today
  const lastAnswer = annex.courtAnswers?.at(-1)
  const because = lastAnswer?.note ? `（${lastAnswer.note}）` : ''
  if (standing === 'dismissed') say('dismissed-before', `法院已${confirmation?.decidedOn ? `于${chineseDate(confirmation.decidedOn)}` : ''}裁定驳回申请${because}，同一份协议不能再申请；可以重新调解变更协议，或者起诉。`, 'overview', '/confirmation/result', 'error', '民事诉讼法第206条')
  if (standing === 'confirmed') say('confirmed-before', '法院已裁定确认有效，不用再申请。', 'overview', '/confirmation/result', 'warning', '民事诉讼法第206条')
  if (standing === 'accepted' || standing === 'filed') say('filed-before', `${chineseDate(confirmation!.appliedOn)}已经递交，正在等法院答复；重复送交前请先与法院联系。`, 'overview', '/confirmation/appliedOn', 'warning')
  if (standing === 'notAccepted') say('refused-before', `法院曾${confirmation?.decidedOn ? `于${chineseDate(confirmation.decidedOn)}` : ''}不予受理${because}；请先确认理由已经消除，再另行申请。`, 'overview', '/confirmation/result', 'warning', '民诉法解释第355条')
  if (standing === 'returned') {
    const returned = lastReturn(annex)!
    say('returned-before', `法院${chineseDate(returned.on)}退回补正${because}；请先补齐，再登记“再次递交”。`, 'overview', '', 'warning', '民诉法解释第354条')
    if (returned.supplementBy !== undefined && today > returned.supplementBy) say('returned-late', `补正期限${chineseDate(returned.supplementBy)}已过；请马上与法院联系，问清是否还收。`, 'overview', '', 'warning', '民诉法解释第354条')
    else if (today > last) say('returned-late', `可以申请的期间到${chineseDate(last)}已经届满；退回的材料没有再次递交以前，请与法院确认仍按首次递交的日期计算。`, 'overview', '', 'warning', '民事诉讼法第205条')
  }
  if (asked > latest) {
    say('too-late', `申请司法确认最晚到${chineseDate(latest)}（${chineseDate(effectiveOn)}生效，次日起 ${lengthOn(reckoning.parameters, 'confirmation', effectiveOn)} 日，遇休息日顺延），${confirmation && !anew ? `登记的申请日期是${chineseDate(asked)}` : '现在已经过期'}。`, 'agreement', '/agreement/effectiveOn', 'error', '民事诉讼法第205条')
  } else if (asked > last) {
    say('late-by-earliest', `从达成协议之日（${chineseDate(from)}）起算，${lengthOn(reckoning.parameters, 'confirmation', from)} 日到${chineseDate(last)}已经届满；法院若从当事人签名之日起算，会认为逾期。请先与法院确认。`, 'agreement', '/agreement/reachedOn', 'warning', isFromCourt(file) ? '法释〔2016〕14号第24条' : '民事诉讼法第205条')
  }
  for (const finding of enforceabilityFindings(file)) {
    say(finding.code, finding.message, 'agreement', finding.pointer, finding.severity === 'error' || notTaken.has(finding.code) ? 'error' : 'warning', finding.article)
  }
  file.parties.forEach((party, index) => {
    const at = `/parties/${index}`
    if (party.kind === 'person' && !party.idNo) say('party-id', `${party.name}没有填证件号码，法院要核对身份。`, 'overview', `${at}/idNo`, 'warning', '民诉法解释第354条')
    if (party.kind !== 'person' && !party.uscc && !party.filingNo) say('party-id', `${party.name}没有填统一社会信用代码或备案号。`, 'overview', `${at}/uscc`, 'warning', '民诉法解释第354条')
    if (!party.phone && !(party.agents ?? []).some(agent => agent.phone)) say('party-phone', `${party.name}没有填联系电话，法院无法送达。`, 'overview', `${at}/phone`, 'warning', '民诉法解释第354条')
    for (const [index, agent] of (party.agents ?? []).entries()) {
      if (!agent.idNo) say('agent-id', `${party.name}的代理人${agent.name}没有填证件号码，法院要核对身份。`, 'overview', `${at}/agents/${index}/idNo`, 'warning', '法释〔2011〕5号第3条')
    }
    if (!party.address) say('party-address', `${party.name}没有填住址，法院无法送达。`, 'overview', `${at}/address`, 'warning', '民诉法解释第354条')
  })
  for (const { kind, of, message } of wanted) {
    if (of(file) && !attached.includes(kind)) say(`no-${kind}`, message, 'attachments', '', 'warning', '法释〔2011〕5号第3条')
  }
  const paper = end.code === 'E02' ? 'D08' : 'D07'
  if (!issued.includes(paper)) say('agreement-not-issued', `${paper === 'D07' ? '调解协议书' : '口头协议登记表'}还没有签发，将按现在的内容生成；送法院的应与签字的原件一致。`, 'papers', '', 'warning')
  if (!attached.includes('agreement')) say('agreement-not-signed', '没有选签字盖章的协议扫描件；原件要一并带到法院。', 'attachments', '', 'warning')
  if ((file.sessions ?? []).length === 0) say('no-record', '没有调解记录，法院要看调解经过。', 'sessions', '/sessions', 'warning')
  return found
}
