/** One case: what is known, what comes next, and its papers. */
import { useEffect, useState } from 'react'
import { Alert, Button, Dropdown, Spin, Tabs } from 'antd'
import { disputeTypes, endCodes } from '../../../../core/base/codes.ts'
import { chineseDate, daysBetween, type LocalDate } from '../../../../core/base/dates.ts'
import { suspendedDays } from '../../../../core/case/time/deadlines.ts'
import type { StepPlace } from '../../../../core/case/steps/step-facts.ts'
import { moveNames } from '../../../../core/case/moves/index.ts'
import { gravestRisk, openRisks, riskKinds, riskLevels } from '../../../../core/case/record/risks.ts'
import type { CaseView, CommandName } from '../../../../core/contract.ts'
import { EarlierCases } from './overview/similar-cases.tsx'
import { StageTag } from '../../controls/cases/case-table.tsx'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { OpenCaseProvider } from '../../controls/forms/open-case.ts'
import type { CaseTab } from '../../screen.ts'
import { BackIcon } from '../../controls/icons.tsx'
import { AcceptDialog } from './proceedings/accept-dialog.tsx'
import { AgreementTab } from './agreement/agreement-tab.tsx'
import { ChecklistCard } from './checklist-card.tsx'
import { AttachmentsTab } from './attachments-tab.tsx'
import { ConcludeDialog } from './agreement/conclude-dialog.tsx'
import { courseCommands, CourseDialog, type CourseMove } from './proceedings/proceedings-dialog.tsx'
import { EvidenceTab } from './sessions/evidence-tab.tsx'
import { LettersTab } from './referrals/referrals-tab.tsx'
import { isLifeMove, lifeCommands, openInquiries, LifeDialog, type LifeMove } from './corrections/corrections-dialog.tsx'
import { ChangeMediatorsDialog } from './recusal/recusal.tsx'
import { HistoryTab } from './history-tab.tsx'
import { HeadListTab } from './roster/roster-tab.tsx'
import { Overview } from './overview/overview.tsx'
import { Awaiting, VoidNotice } from './corrections/revisions.tsx'
import { PapersTab } from './documents/documents-tab.tsx'
import { SuitCard } from './court/suit-card.tsx'
import { OutNotice } from './out-notice.tsx'
import { SessionsTab } from './sessions/sessions-tab.tsx'
import { TrainingTab } from './training-tab.tsx'

/** Why the next step of the stage cannot be taken yet. What can never come to this case is not spoken of. */
const ClosedNotice = ({ view: { closed } }: { readonly view: CaseView }) =>
  closed.filter(({ move }) => move === 'accept' || move === 'conclude').map(({ move, message }) =>
    <Alert key={move} type="warning" showIcon className="gap-below" title={`现在不能${moveNames[move]}：${message}`} />)

/** The deadline as a sentence, with the reason for its date. */
const DeadlineLine = ({ view, today }: { readonly view: CaseView; readonly today: LocalDate }) => {
  const { file, deadline } = view
  if (file.end) {
    return (
      <span>
        {chineseDate(file.end.on)}结束：{endCodes[file.end.code]}
        {file.end.reason && `（${file.end.reason}）`}
        {deadline?.overdue && <strong className="warn-text">　超过调解期限（{chineseDate(deadline.on)}）</strong>}
      </span>
    )
  }
  if (view.annex.voided) return <span className="quiet">已作废，不再计算期限</span>
  if (!deadline) return <span className="quiet">受理后开始计算调解期限</span>
  const left = daysBetween(today, deadline.on)
  const suspended = suspendedDays(file, today)
  const fromCourt = (file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling') && file.sourceRef
  const reasons = [
    fromCourt ? '从签收法院材料的次日起算' : '从受理的次日起算',
    ...(suspended > 0 ? [`中止 ${suspended} 天已扣除`] : []),
    ...((file.extensions ?? []).some(extension => extension.until === deadline.on) ? ['各方同意延长'] : ['遇休息日顺延']),
    ...(deadline.calendarKnown ? [] : ['该年放假安排尚未录入，只按周末推算，请核对']),
  ]
  return (
    <span>
      调解期限到<strong>{chineseDate(deadline.on)}</strong>，
      <strong className={left < 0 ? 'bad-text' : left <= 7 ? 'warn-text' : ''}>{left < 0 ? `已超期 ${-left} 天` : left === 0 ? '今天到期' : `还剩 ${left} 天`}</strong>
      <span className="quiet">（{reasons.join('；')}）</span>
    </span>
  )
}

/** Who it is between: the first of each side stands for the others. */
const namesOf = ({ parties }: CaseView['file']): string => (['applicant', 'respondent'] as const).map(side => {
  const [first, ...others] = parties.filter(party => party.side === side)
  return first && first.name + (others.length > 0 ? `等${others.length + 1}方` : '')
}).filter(Boolean).join('与')

const commandOf: Readonly<Record<CaseView['moves'][number], CommandName>> = {
  correctIntake: 'case.correctIntake', accept: 'case.accept', recordSession: 'session.record', agree: 'agreement.save', conclude: 'agreement.conclude',
  ...courseCommands, ...lifeCommands,
  changeMediators: 'mediators.change',
}

/** The next steps of a case; the others are rarer and lie in the list behind 更多. */
const plain: readonly CourseMove[] = ['resume', 'recordPerformance', 'followUp', 'recordConfirmation', 'archive']
const rare: readonly CourseMove[] = ['refuse', 'withdraw', 'transfer', 'suspend', 'extend', 'fail', 'returnToCourt']
const plainOfLife: readonly LifeMove[] = ['hear', 'reopen']
const rareOfLife: readonly LifeMove[] = ['ask', 'answerLetter']

export const CaseScreen = ({ caseId, tab: first, record }: { readonly caseId: string; readonly tab: CaseTab; readonly record: string | undefined }) => {
  const { go, note, saved, today } = useDesk()
  const { value: whole, refusal, replace, reload } = useAnswer('case.show', { caseId })
  const notAllowed = useNotAllowed()
  const call = useCaller()
  const [tab, setTab] = useState<CaseTab>(first)
  const [dialog, setDialog] = useState<'accept' | 'conclude' | 'changeMediators' | CourseMove | LifeMove>()
  /** A form that is open in its tab: a new session, the session with this id, or the agreement. */
  const [editing, setEditing] = useState<{ readonly session?: string; readonly appointment?: string } | 'agreement' | undefined>(record === undefined ? undefined : { appointment: record })
  useEffect(() => void call('desk.noteOpened', { caseId }), [call, caseId])
  useEffect(() => note({ name: 'case', caseId, tab }), [note, caseId, tab])

  if (refusal) {
    return (
      <div className="sheet">
        <Alert type="error" showIcon title={refusal.message} className="gap-below" />
        <Button onClick={() => go({ name: 'cases' })}>回到案件列表</Button>
      </div>
    )
  }
  if (!whole) return <Spin />
  // What the case allows and the account may do.
  const view: CaseView = { ...whole, moves: whole.moves.filter(move => !notAllowed(commandOf[move])) }
  const { file, moves } = view
  const risk = gravestRisk(view.annex.risks)
  const letters = (file.referrals?.length ?? 0) + openRisks(view.annex.risks).length
  const can = (move: CourseMove): boolean => moves.includes(move)
  const canOfLife = (move: LifeMove): boolean => moves.includes(move) && (move !== 'hear' || openInquiries(view).length > 0)
  const others = [...rare.filter(can), ...rareOfLife.filter(canOfLife), ...(['changeMediators', 'correct', 'void'] as const).filter(move => moves.includes(move))]

  const stored = (what: string) => (next: CaseView): void => {
    replace(next)
    setDialog(undefined)
    saved(what)
  }
  const close = (): void => setEditing(undefined)
  const start = (where: CaseTab, what: typeof editing): void => {
    setTab(where)
    setEditing(what)
  }

  /** The forms and dialogs by the move that they make. */
  const ways = (move: CaseView['moves'][number]): (() => void) | undefined => {
    if (!moves.includes(move)) return undefined
    if (move === 'correctIntake') return () => go({ name: 'correct', caseId })
    if (move === 'recordSession') return () => start('sessions', {})
    if (move === 'agree') return () => start('agreement', 'agreement')
    if (move === 'accept' || move === 'conclude' || move === 'changeMediators') return () => setDialog(move)
    const life = isLifeMove(move) && canOfLife(move) ? move : undefined
    if (life) return () => setDialog(life)
    const course = [...plain, ...rare].find(one => one === move)
    return course && can(course) ? () => setDialog(course) : undefined
  }
  const canOpen = ({ move, tab: where }: StepPlace): boolean => (move !== undefined && ways(move) !== undefined) || (where !== undefined && where !== 'overview')
  const openPlace = ({ move, tab: where }: StepPlace): void => {
    const way = move === undefined ? undefined : ways(move)
    if (way) way()
    else if (where) setTab(where)
  }

  return (
    <OpenCaseProvider value={{ view: whole, reload }}><div className="case">
      <div className="case-head">
        <Button type="text" icon={<BackIcon />} aria-label="回到案件列表" title="回到案件列表" onClick={() => go({ name: 'cases' })} />
        <div className="case-head-text">
          <div className="case-head-line">
            <h1>{file.fileNo ?? '未受理（受理后编卷号）'}</h1>
            <StageTag stage={view.stage} />
            <Awaiting view={view} />
            <span className="case-type">{disputeTypes[file.type]}</span>
            {risk && (
              <button type="button" className="stage tone-bad risk-flag" title="查看风险和报告" onClick={() => setTab('letters')}>激化风险：{riskKinds[risk.kind]}（{riskLevels[risk.level]}）</button>
            )}
            {file.difficult && <span className="stage tone-wait">疑难复杂</span>}
          </div>
          <div className="case-deadline"><strong className="case-names">{namesOf(file)}</strong><DeadlineLine view={view} today={today} /></div>
        </div>
        {/* One thing at a time: while a form is open its own buttons are the way on. */}
        <div className="case-moves" hidden={editing !== undefined}>
          {moves.includes('correctIntake') && <Button onClick={() => go({ name: 'correct', caseId })}>更正登记内容</Button>}
          {moves.includes('accept') && <Button type="primary" onClick={() => setDialog('accept')}>{file.acceptedOn ? '更改受理' : '受理'}</Button>}
          {moves[0] === 'refuse' && can('refuse') && <Button type="primary" onClick={() => setDialog('refuse')}>{moveNames.refuse}</Button>}
          {moves.includes('recordSession') && <Button type={moves.includes('conclude') ? 'default' : 'primary'} onClick={() => start('sessions', {})}>记录调解</Button>}
          {moves.includes('agree') && <Button onClick={() => start('agreement', 'agreement')}>{file.agreement ? '修改协议' : '达成协议'}</Button>}
          {moves.includes('conclude') && <Button type="primary" onClick={() => setDialog('conclude')}>协议生效</Button>}
          {plain.filter(can).map(move => <Button key={move} onClick={() => setDialog(move)}>{moveNames[move]}</Button>)}
          {plainOfLife.filter(canOfLife).map(move => <Button key={move} onClick={() => setDialog(move)}>{moveNames[move]}</Button>)}
          {others.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: others.map(move => ({ key: move, label: moveNames[move] })),
                onClick: ({ key }) => (key === 'correct' ? go({ name: 'amend', caseId }) : setDialog(key as Exclude<(typeof others)[number], 'correct'>)),
              }}
            >
              <Button>更多办理</Button>
            </Dropdown>
          )}
        </div>
      </div>
      <VoidNotice view={view} />
      <OutNotice view={view} />
      <ClosedNotice view={view} />
      <Tabs
        activeKey={tab}
        onChange={key => setTab(key as CaseTab)}
        items={[
          { key: 'overview', label: '概况', children: <><ChecklistCard view={view} canOpen={canOpen} open={openPlace} stored={replace} /><EarlierCases caseId={caseId} /><Overview view={view} stored={replace} /><SuitCard view={view} stored={stored('诉讼要素已保存')} /></> },
          { key: 'heads', label: `名册${view.annex.headList ? `（${view.annex.headList.rows.length}）` : ''}`, children: <HeadListTab view={view} stored={replace} /> },
          {
            key: 'sessions',
            label: `调解记录${file.sessions?.length ? `（${file.sessions.length}）` : ''}`,
            children: (
              <SessionsTab
                view={view}
                editing={typeof editing === 'object' ? editing : undefined}
                edit={session => setEditing({ session })}
                start={() => setEditing({})}
                begin={appointment => setEditing({ appointment })}
                close={close}
                stored={stored}
              />
            ),
          },
          { key: 'evidence', label: `证据${file.evidence?.length ? `（${file.evidence.length}）` : ''}`, children: <EvidenceTab view={view} stored={stored} /> },
          { key: 'letters', label: `移送与风险${letters > 0 ? `（${letters}）` : ''}`, children: <LettersTab view={view} stored={stored} /> },
          {
            key: 'agreement',
            label: '协议',
            children: (
              <AgreementTab
                view={view}
                editing={editing === 'agreement'}
                start={() => setEditing('agreement')}
                close={close}
                stored={next => {
                  stored('协议已保存')(next)
                  close()
                }}
                heard={stored('宣读记录已保存')}
                refresh={replace}
              />
            ),
          },
          { key: 'papers', label: '文书', children: <PapersTab view={view} stored={stored('补充内容已保存')} courtAnswered={stored('法院答复已登记')} open={setTab} start={openPlace} /> },
          { key: 'attachments', label: '附件', children: <AttachmentsTab caseId={caseId} /> },
          { key: 'training', label: '相近案例', children: <TrainingTab view={view} /> },
          { key: 'history', label: '以往样子', destroyOnHidden: true, children: <HistoryTab caseId={caseId} /> },
        ]}
      />
      {dialog === 'accept' && <AcceptDialog file={file} close={() => setDialog(undefined)} stored={next => stored(`已受理，卷号 ${next.file.fileNo}`)(next)} />}
      {dialog === 'conclude' && <ConcludeDialog file={file} close={() => setDialog(undefined)} stored={stored('协议已生效')} />}
      {dialog !== undefined && isLifeMove(dialog) && (
        <LifeDialog move={dialog} view={view} close={() => setDialog(undefined)} stored={stored(`已登记：${moveNames[dialog]}`)} />
      )}
      {dialog === 'changeMediators' && <ChangeMediatorsDialog file={file} close={() => setDialog(undefined)} stored={stored('调解员已更换')} />}
      {dialog !== undefined && dialog !== 'accept' && dialog !== 'conclude' && dialog !== 'changeMediators' && !isLifeMove(dialog) && (
        <CourseDialog move={dialog} view={view} close={() => setDialog(undefined)} stored={stored(`已登记：${moveNames[dialog]}`)} />
      )}
    </div></OpenCaseProvider>
  )
}
