/** The committee's own rules: drafts, comments, adoption, repeal, the booklet. */
import { stageOf as caseStageOf } from '../../core/case/record/lifecycle.ts'
import { chineseDate, dateOf, type LocalDate, type LocalTime } from '../../core/base/dates.ts'
import type { CommandName, Handler } from '../../core/contract.ts'
import type { RuleView } from '../../core/contract/rules.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { firstRules } from '../../core/rules/first-set.ts'
import {
  adoptionProblem, filledText, inForceOn, latestOf, moveRefusal, ruleKinds, stateOf, validityOf, versionMoves, versionOn, withDraft,
  type Rule, type RuleVersion, type VersionMove,
} from '../../core/rules/library.ts'
import { bookletContent } from '../../core/documents/booklet.ts'
import { markdownBlocks } from '../adapters/docx/markdown-blocks.ts'
import { freeId } from '../../core/case/moves/move.ts'
import { fileName } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { saveForOffice } from './saved-files.ts'

/** The rules that have a version. */
export const rulesIn = (office: Office): Rule[] => office.rules.all().filter(rule => rule.versions.length > 0)

type Saved = { readonly at: LocalTime; readonly by: string }
type Edit<T> = (rules: readonly Rule[], saved: Saved, today: LocalDate, office: Office) => Result<{ changed: readonly Rule[]; value: T }>

/** A change of rules as a transaction; `edit` gets all rules, and gives back those that changed. */
export const changeRules = async <T>(ports: Ports, command: CommandName, edit: Edit<T>): Promise<Result<T>> => {
  const at = ports.clock.now()
  const by = await accountName(ports)
  return ports.store.change({ command, at }, office => {
    const edited = edit(rulesIn(office), { at, by }, ports.clock.today(), office)
    if (!edited.ok) return edited
    const rules = edited.value.changed.reduce((all, rule) => all.with(rule), office.rules)
    return ok({ office: { ...office, rules }, value: edited.value.value })
  })
}

const ruleView = (rule: Rule, today: LocalDate): RuleView => ({
  id: rule.id,
  title: latestOf(rule).title,
  kind: latestOf(rule).kind,
  versions: rule.versions.map(version => {
    const state = stateOf(rule, version, today)
    const validity = validityOf(rule, version)
    return { ...version, state, moves: [...versionMoves[state]], ...(validity && { validity }), filled: filledText(version) }
  }).toReversed(),
})

const ruleNotFound = () => refuse('rule-not-found', '没有找到这项制度，请回到列表重新选择。', { field: '/ruleId' })

const versionOf = (rules: readonly Rule[], ruleId: string, no: number, move: VersionMove, today: LocalDate): Result<{ rule: Rule; version: RuleVersion }> => {
  const rule = rules.find(one => one.id === ruleId)
  if (!rule) return ruleNotFound()
  const version = rule.versions.find(one => one.no === no)
  if (!version) return refuse('version-not-found', `《${latestOf(rule).title}》没有第${no}版。`, { field: '/no' })
  return moveRefusal(rule, version, move, today) ?? ok({ rule, version })
}

const withVersion = (rule: Rule, version: RuleVersion): Rule => ({ ...rule, versions: rule.versions.map(one => (one.no === version.no ? version : one)) })

/** One move of one version. */
const moveVersion = (
  ports: Ports, command: CommandName, { ruleId, no }: { ruleId: string; no: number }, move: VersionMove,
  edit: (version: RuleVersion, saved: Saved, today: LocalDate) => Result<RuleVersion>,
): Promise<Result<RuleView>> =>
  changeRules(ports, command, (rules, saved, today) => {
    const found = versionOf(rules, ruleId, no, move, today)
    if (!found.ok) return found
    const edited = edit(found.value.version, saved, today)
    if (!edited.ok) return edited
    const rule = withVersion(found.value.rule, edited.value)
    return ok({ changed: [rule], value: ruleView(rule, today) })
  })

export const listRules: Handler<'rule.list'> = async (_input, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const kinds = Object.keys(ruleKinds)
  const rules = rulesIn(office.value)
  return ok({
    rules: rules.map(rule => {
      const latest = latestOf(rule)
      const state = stateOf(rule, latest, today)
      const current = versionOn(rule, today)
      return {
        id: rule.id, title: latest.title, kind: latest.kind, no: latest.no, state, moves: [...versionMoves[state]],
        ...(state === 'consultation' && { commentsUntil: latest.consultation!.to }),
        comments: latest.consultation?.comments.length ?? 0,
        ...(current && { inForce: { no: current.no, ...validityOf(rule, current)! } }),
      }
    }).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    firstSet: firstRules.filter(({ id }) => !rules.some(rule => rule.id === id)).length,
  })
}

export const showRule: Handler<'rule.show'> = async ({ ruleId }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const rule = rulesIn(office.value).find(one => one.id === ruleId)
  return rule ? ok(ruleView(rule, clock.today())) : ruleNotFound()
}

export const loadFirstSet: Handler<'rule.loadFirstSet'> = (_input, ports) =>
  changeRules(ports, 'rule.loadFirstSet', (rules, saved, today) => {
    const added: Rule[] = []
    for (const { id, content } of firstRules) {
      if (rules.some(rule => rule.id === id)) continue
      const drafted = withDraft([...rules, ...added], { id, versions: [] }, content, saved, today)
      if (!drafted.ok) return refuse(drafted.refusal.code, `《${content.title}》不能采用：${drafted.refusal.message}`)
      added.push(drafted.value)
    }
    return added.length > 0 ? ok({ changed: added, value: { added: added.length } }) : refuse('nothing-to-add', '第一批草案都已经在制度里了。')
  })

export const saveRuleDraft: Handler<'rule.saveDraft'> = ({ ruleId, content }, ports) =>
  changeRules(ports, 'rule.saveDraft', (rules, saved, today) => {
    const rule = ruleId === undefined ? { id: ports.ids.next(), versions: [] } : rules.find(one => one.id === ruleId)
    if (!rule) return ruleNotFound()
    const drafted = withDraft(rules, rule, content, saved, today)
    return drafted.ok ? ok({ changed: [drafted.value], value: ruleView(drafted.value, today) }) : drafted
  })

export const discardDraft: Handler<'rule.discard'> = ({ ruleId, no }, ports) =>
  changeRules(ports, 'rule.discard', (rules, _saved, today) => {
    const found = versionOf(rules, ruleId, no, 'discard', today)
    if (!found.ok) return found
    const { rule, version } = found.value
    return ok({ changed: [{ ...rule, versions: rule.versions.filter(one => one !== version) }], value: {} })
  })

export const consultRule: Handler<'rule.consult'> = ({ from, to, ...which }, ports) =>
  moveVersion(ports, 'rule.consult', which, 'consult', (version, _saved, today) => {
    if (to < from) return refuse('invalid-input', '结束日期早于开始日期，请核对。', { field: '/to' })
    if (to < today) return refuse('invalid-input', '结束日期已经过去，没有人还能提意见；请改到今天或以后。', { field: '/to' })
    return ok({ ...version, consultation: { from, to, comments: version.consultation?.comments ?? [] } })
  })

export const commentRule: Handler<'rule.comment'> = ({ text, by, ...which }, ports) =>
  moveVersion(ports, 'rule.comment', which, 'comment', (version, saved, today) => {
    const { consultation } = version
    if (!consultation) throw new Error('a comment without a consultation')
    if (today < consultation.from) return refuse('too-early', `${chineseDate(consultation.from)}才开始征求意见，请到时再提。`, { field: '/no' })
    const id = freeId('c', new Set(consultation.comments.map(one => one.id)))
    return ok({ ...version, consultation: { ...consultation, comments: [...consultation.comments, { id, text, by: by ?? saved.by, at: saved.at }] } })
  })

export const replyToComment: Handler<'rule.reply'> = ({ commentId, text, ...which }, ports) =>
  moveVersion(ports, 'rule.reply', which, 'reply', (version, saved) => {
    const comments = version.consultation!.comments
    if (!comments.some(one => one.id === commentId)) return refuse('comment-not-found', '没有找到这条意见，请重新选择。', { field: '/commentId' })
    return ok({ ...version, consultation: { ...version.consultation!, comments: comments.map(one => (one.id === commentId ? { ...one, reply: { text, ...saved } } : one)) } })
  })

export const adoptRules: Handler<'rule.adopt'> = ({ versions, meeting, ...adoption }, ports) =>
  changeRules(ports, 'rule.adopt', (before, saved, today) => {
    const notes: string[] = []
    let rules = [...before]
    for (const { ruleId, no } of versions) {
      const found = versionOf(rules, ruleId, no, 'adopt', today)
      if (!found.ok) return found
      const { rule, version } = found.value
      const problem = adoptionProblem(rule, version, adoption, rules, today)
      if (problem) return refuse(problem.refusal.code, `《${version.title}》：${problem.refusal.message}`, { field: problem.refusal.field })
      const gaveWay = rule.versions.find(other => {
        const validity = validityOf(rule, other)
        return validity !== null && validity.from < adoption.from && (validity.to === undefined || validity.to >= adoption.from)
      })
      const adopted = withVersion(rule, { ...version, adopted: { ...adoption, meeting, by: saved.by } })
      if (gaveWay) notes.push(`《${version.title}》第${gaveWay.no}版施行到${chineseDate(validityOf(adopted, gaveWay)!.to!)}为止，其后适用第${no}版；此前受理的案件仍适用第${gaveWay.no}版。`)
      if (adoption.paperSince) notes.push(`《${version.title}》是补录的纸质制度，原自${chineseDate(adoption.paperSince)}起施行；软件里对${chineseDate(adoption.from)}起受理的案件适用，此前受理的案件和已确认的月份不变。`)
      if (gaveWay?.steps && !version.steps) notes.push(`《${version.title}》第${no}版没有写办理步骤：从${chineseDate(adoption.from)}起受理的案件用软件预设的步骤。`)
      rules = rules.map(one => (one.id === ruleId ? adopted : one))
    }
    return ok({ changed: rules.filter(rule => versions.some(one => one.ruleId === rule.id)), value: { notes } })
  })

/** A case that was accepted under a version keeps it to its end. */
const openCasesUnder = (office: Office, rule: Rule, version: RuleVersion, today: LocalDate): number =>
  office.cases.all().filter(file => {
    if (!file.acceptedOn || versionOn(rule, file.acceptedOn) !== version) return false
    const stage = caseStageOf(file, today, annexOf(office, file.id))
    return stage !== 'archived' && stage !== 'void'
  }).length

export const repealRule: Handler<'rule.repeal'> = ({ ruleId, no, on, reason }, ports) =>
  changeRules(ports, 'rule.repeal', (rules, saved, today, office) => {
    const found = versionOf(rules, ruleId, no, 'repeal', today)
    if (!found.ok) return found
    const { rule, version } = found.value
    if (on < today) return refuse('invalid-input', '废止从今天或以后的一天起，不能追溯。', { field: '/on' })
    const { to } = validityOf(rule, version)!
    if (to !== undefined && on > to) return refuse('invalid-input', `第${no}版本来就只施行到${chineseDate(to)}；请填写更早的日期。`, { field: '/on' })
    const open = openCasesUnder(office, rule, version, today)
    const notes = [
      ...(open > 0 ? [`有 ${open} 件没有归档的案件在第${no}版施行期间受理，它们仍按第${no}版办理。`] : []),
      ...(Object.keys(version.values).length > 0 ? [`${chineseDate(on)}起受理的案件，它规定的期限按软件预设计算，直到有新的制度施行。`] : []),
      ...(version.steps ? [`${chineseDate(on)}起受理的案件，办理步骤用软件预设的，直到有新的制度施行。`] : []),
    ]
    return ok({ changed: [withVersion(rule, { ...version, repealed: { on, reason, by: saved.by } })], value: { notes } })
  })

export const printBooklet: Handler<'rule.booklet'> = async ({ on }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const day = on ?? dateOf(ports.clock.now())
  const versions = inForceOn(rulesIn(office.value), day).map(({ version }) => version)
  if (versions.length === 0) return refuse('nothing-in-force', `${chineseDate(day)}没有施行中的制度，没有可以汇编的内容；请换一个日期，或先由会议通过。`, { field: '/on' })
  const content = bookletContent(versions, markdownBlocks, office.value.details, day)
  const pdf = await pdfOf(content, office.value, ports)
  return pdf.ok ? saveForOffice(ports, fileName(office.value, `制度汇编_${day}.pdf`), pdf.value) : pdf
}
