/** 报告与确认: what is told by hand, the papers of a period, its confirmation and what differs since. */
import { useState } from 'react'
import { Alert, App, Button, Card, Input, Select } from 'antd'
import { committeeKinds, type CommitteeKind } from '../../../../core/reports/official-table.ts'
import { periodTitle } from '../../../../core/statistics/comparison.ts'
import type { Correction, Difference } from '../../../../core/reports/period-figures.ts'
import type { Output } from '../../../../core/contract.ts'
import type { LocalDate } from '../../../../core/base/dates.ts'
import type { Basis, Period, SplitRow, Statistics } from '../../../../core/statistics/statistic.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker, type FileCommand } from '../../controls/files/saved-file.tsx'
import { FormDialog } from '../../controls/forms/unsaved.tsx'
import { Opener, type Open } from './opened-cases.tsx'

type View = Output<'period.show'>
type Props = {
  readonly statistics: Statistics
  readonly view: View
  readonly period: Period
  readonly basis: Basis
  readonly open: Open
  readonly reload: () => void
}

/** An empty field is no number; what is no number stays as typed, to be refused beside its field. */
const numberOf = (value: unknown): unknown => {
  const text = String(value ?? '').trim()
  return text === '' ? undefined : /^\d{1,9}$/.test(text) ? Number(text) : text
}

const Note = ({ view, period, reload }: Pick<Props, 'view' | 'period' | 'reload'>) => {
  const { saved } = useDesk()
  const refused = useNotAllowed()('period.note')
  if (view.state !== 'draft' || refused) {
    return (
      <Card size="small" title="情况说明和建议">
        <p className="long-text">{view.note.text ?? '没有补充说明。'}</p>
        <div className="facts-line small">排查纠纷 {view.note.screenings ?? '—'} 次　预防纠纷 {view.note.prevented ?? '—'} 件</div>
      </Card>
    )
  }
  return (
    <Card size="small" title="情况说明和建议">
      <CheckedForm
        command="period.note"
        prefix="/note"
        initial={view.note}
        input={(values: { text?: string; screenings?: unknown; prevented?: unknown }) => ({
          ...period,
          note: {
            ...(values.text?.trim() && { text: values.text }),
            ...(numberOf(values.screenings) !== undefined && { screenings: numberOf(values.screenings) }),
            ...(numberOf(values.prevented) !== undefined && { prevented: numberOf(values.prevented) }),
          },
        })}
        done={() => {
          saved('说明已保存')
          reload()
        }}
      >
        <div className="grid">
          <Field name="text" label="写进报告的说明和建议" span={12}><Input.TextArea rows={4} /></Field>
          <Field name="screenings" label="排查纠纷（次）" span={4} note="统计表用，案件里没有"><Input inputMode="numeric" /></Field>
          <Field name="prevented" label="预防纠纷（件）" span={4} note="统计表用，案件里没有"><Input inputMode="numeric" /></Field>
        </div>
        <FormButtons submit="保存说明" />
      </CheckedForm>
    </Card>
  )
}

type Paper = { readonly title: string; readonly note: string; readonly makes: readonly (readonly [label: string, command: FileCommand, input: object])[] }

const Papers = ({ view, period, basis }: Pick<Props, 'view' | 'period' | 'basis'>) => {
  const make = useMaker()
  const call = useCaller()
  const { saved } = useDesk()
  const { message } = App.useApp()
  const refused = useNotAllowed()('report.make')
  const [busy, setBusy] = useState('')
  const [made, setMade] = useState<Readonly<Record<string, string>>>({})
  const [kind, setKind] = useState<CommitteeKind>(view.committeeKind)
  const counted = { ...period, basis }
  const papers: readonly Paper[] = [
    { title: '统计报告（内部版）', note: '含企业、小区名称和案件清单', makes: [['PDF', 'report.make', { ...counted, format: 'pdf' }], ['电子表格', 'report.make', { ...counted, format: 'xlsx' }], ['可编辑文档', 'report.make', { ...counted, format: 'docx' }]] },
    { title: '统计报告（公开版）', note: `不含名称；不足 ${view.limits.publicLeast} 件的数字和能推算出它的数字不印`, makes: [
      ['PDF', 'report.make', { ...counted, format: 'pdf', edition: 'public' }], ['电子表格', 'report.make', { ...counted, format: 'xlsx', edition: 'public' }],
      ['可编辑文档', 'report.make', { ...counted, format: 'docx', edition: 'public' }],
    ] },
    { title: '人民调解案件情况统计表', note: '全部栏目，横印一页', makes: [['PDF', 'report.officialTable', { ...counted, format: 'pdf' }], ['电子表格', 'report.officialTable', { ...counted, format: 'xlsx' }]] },
    { title: '全国系统字段数据', note: '证件号码和电话部分隐去', makes: [['案件表', 'report.nationalData', { ...counted, format: 'csv' }], ['全部数据', 'report.nationalData', { ...counted, format: 'json' }]] },
    { title: '月报数据文件', note: '交上级汇总，带校验值，没有当事人', makes: [['导出', 'period.export', counted]] },
  ]
  const run = async (title: string, label: string, command: FileCommand, input: object): Promise<void> => {
    setBusy(title + label)
    const path = await make(command, input)
    setBusy('')
    if (path) setMade(before => ({ ...before, [title]: path }))
  }
  const choose = async (next: CommitteeKind): Promise<void> => {
    const result = await call('report.setCommitteeKind', { kind: next })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    setKind(next)
    saved('调委会类型已保存')
  }
  return (
    <Card size="small" title="报表">
      {papers.map(({ title, note, makes }) => (
        <div className="paper" key={title}>
          <div className="paper-line">
            <PaperIcon className="paper-icon" />
            <span className="paper-title">{title} <span className="quiet">{note}</span></span>
            {makes.map(([label, command, input]) => (
              <Button key={label} loading={busy === title + label} disabled={refused !== undefined} title={refused} aria-label={`${title}：${label}`} onClick={() => void run(title, label, command, input)}>{label}</Button>
            ))}
          </div>
          {made[title] && <SavedFile path={made[title]} />}
        </div>
      ))}
      <div className="paper-line kind-line">
        <span>统计表中的调委会类型</span>
        <Select className="committee-kind" aria-label="统计表中的调委会类型" value={kind} disabled={refused !== undefined} onChange={next => void choose(next)}
          options={Object.entries(committeeKinds).map(([value, label]) => ({ value, label }))} />
      </div>
    </Card>
  )
}

/** What differs, each line opening its cases. */
const Differences = ({ rows, open }: { readonly rows: readonly (Difference | Correction)[]; readonly open: Open }) => (
  <table className="figures differences">
    <thead><tr><th>项目</th><th>确认时</th><th>现在</th><th>案件</th></tr></thead>
    <tbody>
      {rows.map(row => (
        <tr key={`${'periodId' in row ? row.periodId : ''}${row.id}`}>
          <th scope="row">{'periodId' in row ? `${periodTitle({ from: row.periodId.slice(0, 10) as LocalDate, to: row.periodId.slice(12) as LocalDate })}　` : ''}{row.label}</th>
          <td>{row.frozen}</td>
          <td className="now">{row.now}</td>
          <td><Opener text={`${row.cases.length}件`} title={`${row.label}：差异`} ids={row.cases} open={open} /></td>
        </tr>
      ))}
    </tbody>
  </table>
)

const MOST_LINES = 60

const Confirmation = ({ view, period, basis, open, reload }: Props & { readonly reload: () => void }) => {
  const call = useCaller()
  const make = useMaker()
  const { saved } = useDesk()
  const { message, modal } = App.useApp()
  const refused = useNotAllowed()('period.confirm')
  const refusedWithdrawal = useNotAllowed()('period.withdraw')
  const [submitting, setSubmitting] = useState(false)
  const [withdrawing, setWithdrawing] = useState(false)
  const [sheet, setSheet] = useState('')
  const { frozen } = view
  const confirm = (): void => void modal.confirm({
    title: `确认${periodTitle(period)}的统计？`,
    content: '确认后本期的数字和案件不再改变。以后更正案件，差异另列，并写进以后时期的报告。',
    okText: '确认本期',
    cancelText: '再核对一下',
    onOk: async () => {
      const result = await call('period.confirm', { ...period, basis })
      if (!result.ok) return void message.error(result.refusal.message, 8)
      saved('本期已确认')
      reload()
    },
  })
  const makeSheet = async (format: 'pdf' | 'xlsx'): Promise<void> => {
    const path = await make('period.differences', { ...period, format })
    if (path) setSheet(path)
  }
  return (
    <Card size="small" title="确认与上报">
      {!frozen && view.running && <p>本期尚未结束，生成的报告会注明；结束后才能确认。</p>}
      {!frozen && !view.running && (
        <>
          <p>草稿：数字随案件变动。核对无误后确认，数字和案件从此不变。</p>
          <Button type="primary" disabled={refused !== undefined} title={refused} onClick={confirm}>确认本期</Button>
        </>
      )}
      {frozen && (
        <>
          {!frozen.intact && <Alert type="error" showIcon className="gap-below" title="确认时的数字与校验值对不上，资料可能被改动过，请到“数据安全”检查资料。" />}
          <div className="facts-line">
            <span>{frozen.confirmed.at.replace('T', ' ')} {frozen.confirmed.by}确认</span>
            {frozen.submitted && <span>{frozen.submitted.at.replace('T', ' ')} {frozen.submitted.by}上报{frozen.submitted.to}</span>}
            <span className="quiet">校验值 <span className="pointer">{frozen.digest.slice(0, 16)}</span></span>
          </div>
          {!frozen.submitted && <Button type="primary" disabled={refused !== undefined} title={refused} onClick={() => setSubmitting(true)}>登记上报</Button>}
          <div className="sub-title gap-above">与现在的差异</div>
          {frozen.differences.length === 0
            ? <p>现在重新统计，全部数字和案件与确认时相同。</p>
            : <>
              <Differences rows={frozen.differences.slice(0, MOST_LINES)} open={open} />
              {frozen.differences.length > MOST_LINES && <p className="note">共 {frozen.differences.length} 处，这里列出前 {MOST_LINES} 处，差异表里有全部。</p>}
            </>}
          <div className="adders gap-above">
            <Button disabled={refusedWithdrawal !== undefined} title={refusedWithdrawal} onClick={() => setWithdrawing(true)}>撤销确认</Button>
            <Button disabled={refused !== undefined} onClick={() => void makeSheet('pdf')}>差异表 PDF</Button>
            <Button disabled={refused !== undefined} onClick={() => void makeSheet('xlsx')}>差异表（电子表格）</Button>
          </div>
          {sheet && <SavedFile path={sheet} />}
        </>
      )}
      {withdrawing && (
        <FormDialog open title={`撤销${periodTitle(period)}的确认`} onCancel={() => setWithdrawing(false)}>
          <CheckedForm
            command="period.withdraw"
            initial={{}}
            input={(values: { reason?: string }) => ({ ...period, reason: values.reason ?? '' })}
            done={() => {
              setWithdrawing(false)
              saved('已撤销确认，原来的一版留存')
              reload()
            }}
          >
            <p className="note">原来的一版连同数字、案件和校验值留存并编号；本期回到草稿，核对后另行确认为新的一版。已经上报的，确认后请重新上报。</p>
            <div className="grid"><Field name="reason" label="撤销的原因" required span={12}><Input /></Field></div>
            <FormButtons submit="撤销确认" cancel={() => setWithdrawing(false)} />
          </CheckedForm>
        </FormDialog>
      )}
      {submitting && (
        <FormDialog open title="登记上报" onCancel={() => setSubmitting(false)}>
          <CheckedForm
            command="period.submit"
            initial={{ body: '市司法局' }}
            input={(values: { body?: string }) => ({ ...period, ...values })}
            done={() => {
              setSubmitting(false)
              saved('已登记上报')
              reload()
            }}
          >
            <div className="grid"><Field name="body" label="上报给哪个单位" required span={12}><Input /></Field></div>
            <FormButtons submit="登记上报" cancel={() => setSubmitting(false)} />
          </CheckedForm>
        </FormDialog>
      )}
      {view.corrections.length > 0 && (
        <>
          <div className="sub-title gap-above">本期报告将列出的更正</div>
          <Differences rows={view.corrections} open={open} />
        </>
      )}
    </Card>
  )
}

const Counts = ({ title, rows, open, extra }: {
  readonly title: string; readonly rows: readonly SplitRow[]; readonly open: Open; readonly extra?: (row: SplitRow) => React.ReactNode
}) => (
  <div>
    <div className="sub-title">{title}</div>
    {rows.length === 0 ? <p className="quiet">没有</p> : (
      <ul className="plain-list counts">
        {rows.map(row => <li key={row.key}><span>{row.label}</span><Opener text={`${row.value}件`} title={`${title}：${row.label}`} ids={row.caseIds} open={open} />{extra?.(row)}</li>)}
      </ul>
    )}
  </div>
)

const Particulars = ({ statistics, view: { particulars, limits }, period, open }: Props) => {
  const many = `（${limits.days} 日内 ${limits.cases} 件以上）`
  const make = useMaker()
  const refused = useNotAllowed()('report.adviceLetter')
  const [letter, setLetter] = useState('')
  const companies = statistics.figures.find(figure => figure.id === 'repeatCompanies')!.split!
  const write = (kind: 'company' | 'estate') => (row: SplitRow) => (
    <Button size="small" disabled={refused !== undefined} title={refused} onClick={() => void make('report.adviceLetter', { ...period, kind, key: row.key }).then(path => path && setLetter(path))}>拟建议函</Button>
  )
  const bodies = (title: string, count: 'sent' | 'outstanding', cases: 'sentCases' | 'outstandingCases') => (
    <Counts title={title} open={open} rows={particulars.bodies.filter(row => row[count] > 0).map(row => ({ key: row.body, label: row.body, value: row[count], caseIds: row[cases] }))} />
  )
  return (
    <Card size="small" title="成因、转办、多发">
      <div className="particulars">
        <Counts title="典型成因（本期受理）" rows={[
          ...particulars.causes,
          ...(particulars.withoutCause.length === 0 ? [] : [{ key: '', label: '没有标注', value: particulars.withoutCause.length, caseIds: particulars.withoutCause }]),
        ]} open={open} />
        {bodies('本期转办', 'sent', 'sentCases')}
        {bodies('期末未回复', 'outstanding', 'outstandingCases')}
        <Counts title={`多发企业${many}`} rows={companies} open={open} extra={write('company')} />
        <Counts title={`多发小区${many}`} rows={particulars.repeatEstates} open={open} extra={write('estate')} />
      </div>
      {letter && <SavedFile path={letter} />}
    </Card>
  )
}

export const ReportPart = (props: Props) => (
  <div className="report-columns">
    <div className="stack"><Papers {...props} /><Note {...props} /></div>
    <div className="stack"><Confirmation {...props} /><Particulars {...props} /></div>
  </div>
)
