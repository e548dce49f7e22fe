import { Alert, Card, Descriptions } from 'antd'
import { sourceForms } from '../../../../../core/case/record/before-acceptance.ts'
import type { Party } from '../../../../../core/case/record/case-file.ts'
import { ageOn, chineseDate } from '../../../../../core/base/dates.ts'
import {
  authorities, confirmationResults, courtProcedures, idKinds, mediatorDuties, officialCategories, performanceStates, referralReplies, sexes, sides,
  sources, streetName,
} from '../../../../../core/base/codes.ts'
import { relations } from '../../../../../core/case/parties/routing.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { DeadlineTag } from '../../../controls/cases/deadlines.tsx'
import { mediatorNameOf, useDesk } from '../../../controls/workspace.tsx'
import { placeInWords } from '../../../controls/words.ts'
import { CausesCard } from './causes-card.tsx'
import { isOfAgreement } from '../performance/afterwards.tsx'
import { Inquiries, Revisions } from '../corrections/revisions.tsx'
import { RulesOfCase } from './rules-of-case.tsx'
import { ConflictCard } from '../recusal/recusal.tsx'

const PartyCard = ({ party, appliedOn }: { readonly party: Party; readonly appliedOn: CaseView['file']['appliedOn'] }) => {
  const lines: [string, string | undefined][] = [
    ['', [
      party.sex && sexes[party.sex], party.ethnicity,
      party.bornOn && `${chineseDate(party.bornOn)}生（申请时${ageOn(party.bornOn, appliedOn)}岁）`, party.occupation,
    ].filter(Boolean).join('，') || undefined],
    [party.idKind ? idKinds[party.idKind] : '证件号码', party.idNo],
    ['统一社会信用代码', party.uscc],
    ['备案号', party.filingNo],
    [party.kind === 'person' ? '法定代理人' : '代表人', party.representative && [party.representative.name, party.representative.duty].filter(Boolean).join('，')],
    ['电话', party.phone],
    [party.kind === 'person' ? '住址' : '地址', party.address],
    ['代表人数', party.headcount === undefined ? undefined : `${party.headcount} 人`],
    ...(party.agents ?? []).map((agent): [string, string] => ['代理人', `${agent.name}（${authorities[agent.authority]}）${agent.phone ? `　${agent.phone}` : ''}`]),
  ]
  return (
    <div className={`party-view ${party.side}`}>
      <div className="party-view-head"><span className="party-side">{sides[party.side]}</span><strong>{party.name}</strong></div>
      {lines.filter(([, text]) => text).map(([label, text], index) => (
        <div className="party-line" key={index}>{label && <span className="quiet">{label}：</span>}{text}</div>
      ))}
    </div>
  )
}

const Deadlines = ({ deadlines }: Pick<CaseView, 'deadlines'>) => {
  const { today } = useDesk()
  return (
    <Card size="small" title="期限">
      <ul className="deadlines">
        {deadlines.map(deadline => (
          <li key={deadline.kind + (deadline.of ?? '')}>
            <DeadlineTag deadline={deadline} today={today} />
            <span><strong>{chineseDate(deadline.on)}　{deadline.what}</strong><div className="note">{deadline.sentence}</div></span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Who else is named for this kind of dispute. */
const Bodies = ({ bodies, routingAdvice }: Pick<CaseView, 'bodies' | 'routingAdvice'>) => {
  const { today } = useDesk()
  return (
    <Card size="small" title="有关单位">
      {routingAdvice && <Alert type="info" showIcon className="gap-below" title={routingAdvice} />}
      <div className="facts-line">
        {bodies.map(({ body, relation, item, forWhat, to, contact }, index) => (
          <span key={index}>{body}{forWhat && `（${forWhat}）`}<span className="quiet">　{relations[relation]}{item && `，工作方案${item}`}{to !== undefined && to < today && `，${chineseDate(to)}停用`}{contact && `；${contact}`}</span></span>
        ))}
      </div>
    </Card>
  )
}

type Props = {
  readonly view: CaseView
  /** What to do with the case as it is after something was noted here; without it nothing can be. */
  readonly stored?: (view: CaseView) => void
}

export const Overview = ({ view, stored }: Props) => {
  const { file, deadlines, bodies, routingAdvice, warnings: all } = view
  const { office } = useDesk()
  const warnings = all.filter(warning => !isOfAgreement(warning))
  const place = file.place && [streetName(file.place.regionCode), file.place.community, file.place.estate, file.place.building, file.place.unit, file.place.room].filter(Boolean).join(' ')
  const facts: { label: string; text: string | undefined }[] = [
    { label: '案件来源', text: sources[file.source] },
    { label: sourceForms[file.source].appliedOn, text: chineseDate(file.appliedOn) },
    { label: '官方类别', text: officialCategories[file.officialCategory ?? 'property'] },
    { label: '受理日期', text: file.acceptedOn && chineseDate(file.acceptedOn) },
    { label: '调解员', text: file.mediators?.map(({ mediatorId, duty }) => `${mediatorNameOf(office, mediatorId)}（${mediatorDuties[duty]}）`).join('、') },
    { label: '地点', text: place },
    { label: '物业企业', text: file.propertyCompany?.name },
    {
      label: '来函',
      text: file.sourceRef && [
        file.sourceRef.body, file.sourceRef.documentNo, `${chineseDate(file.sourceRef.receivedOn)}签收`,
        view.annex.letter?.replyDueOn && `要求${chineseDate(view.annex.letter.replyDueOn)}前答复`,
        view.annex.letter?.answeredOn && `${chineseDate(view.annex.letter.answeredOn)}已答复`,
        view.annex.letter?.notifiedOn && `${chineseDate(view.annex.letter.notifiedOn)}已通知对方`,
        file.sourceRef.procedure && courtProcedures[file.sourceRef.procedure], file.sourceRef.officer && `承办人${file.sourceRef.officer}`,
      ].filter(Boolean).join('，'),
    },
    { label: '中止', text: file.suspensions?.map(one => `${chineseDate(one.from)}至${one.to ? chineseDate(one.to) : '今'}（${one.reason}）`).join('；') },
    { label: '延长', text: file.extensions?.map(one => `${chineseDate(one.agreedOn)}同意延长至${chineseDate(one.until)}（${one.reason}）`).join('；') },
    {
      label: '司法确认',
      text: file.confirmation && [
        `${chineseDate(file.confirmation.appliedOn)}向${file.confirmation.court}申请`, confirmationResults[file.confirmation.result], file.confirmation.caseNo,
      ].filter(Boolean).join('，'),
    },
    { label: '法院调解书', text: file.courtMediationDocument && `${file.courtMediationDocument.no}，${chineseDate(file.courtMediationDocument.on)}` },
    {
      label: '转办',
      text: file.referrals?.map(one => [`${chineseDate(one.sentOn)}送${one.toBody}：${one.matter}`, one.reply && referralReplies[one.reply]].filter(Boolean).join('，')).join('；'),
    },
    {
      label: '履行情况',
      text: file.performance?.map(one =>
        `第${(file.agreement?.terms.findIndex(term => term.id === one.termId) ?? 0) + 1}项 ${chineseDate(one.on)}${performanceStates[one.state]}`).join('；'),
    },
    { label: '回访', text: file.followUps?.map(one => `${chineseDate(one.on)} ${mediatorNameOf(office, one.by)}：${one.findings}`).join('；') },
    { label: '归档', text: file.archive && [`${chineseDate(file.archive.on)}归档`, file.archive.no].filter(Boolean).join('，') },
    { label: '保管', text: view.retention.sentence },
  ]
  return (
    <div className="overview">
      {warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有 ${warnings.length} 处建议核对`}
          description={<ul className="plain-list">{warnings.map(warning => <li key={warning.pointer + warning.code}>{placeInWords(warning.pointer)}：{warning.message}</li>)}</ul>}
        />
      )}
      <ConflictCard view={view} {...(stored && { stored })} />
      {deadlines.length > 0 && <Deadlines deadlines={deadlines} />}
      <Card size="small" title="当事人"><div className="party-views">{file.parties.map(party => <PartyCard key={party.id} party={party} appliedOn={file.appliedOn} />)}</div></Card>
      <Card size="small" title="纠纷情况">
        <p className="long-text">{file.facts}</p>
        {file.claims.length > 0 && (
          <>
            <div className="sub-title">申请事项</div>
            <ol className="claims">{file.claims.map((claim, index) => <li key={index}>{claim}</li>)}</ol>
          </>
        )}
      </Card>
      <Card size="small" title="登记与办理">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={facts.filter(({ text }) => text).map(({ label, text }) => ({
            key: label, label, children: text, ...((text?.length ?? 0) > 26 && { span: 'filled' as const }),
          }))}
        />
      </Card>
      {view.annex.ledger && (
        <Card size="small" title="旧台账">
          <p>由旧台账第 {view.annex.ledger.row} 行导入。{view.annex.ledger.gaps.length > 0 && `台账没有写：${view.annex.ledger.gaps.join('、')}。`}</p>
        </Card>
      )}
      <CausesCard view={view} />
      <RulesOfCase rules={view.rules} acceptedOn={file.acceptedOn} />
      <Inquiries view={view} />
      <Revisions view={view} />
      <Bodies bodies={bodies} routingAdvice={routingAdvice} />
    </div>
  )
}
