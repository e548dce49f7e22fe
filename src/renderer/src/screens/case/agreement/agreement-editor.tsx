/** Writing the agreement: its terms, the worksheets behind them, and a finding of the check brought into view. */
import { useState } from 'react'
import { App, Button, Card, Form, Input, InputNumber, Radio } from 'antd'
import type { Agreement } from '../../../../../core/case/record/case-file.ts'
import { agreementForms, choicesOf } from '../../../../../core/base/codes.ts'
import { yuanBoth } from '../../../../../core/base/amounts.ts'
import { feeClause, feeSheetOf } from '../../../../../core/case/agreement/property-fee.ts'
import type { FeeWorksheet } from '../../../../../core/case/record/fee-worksheet.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { unreadableAmount } from '../../../controls/inputs/amount-input.tsx'
import { useCaller } from '../../../controls/caller.ts'
import { CheckedForm, Field, FormButtons, useTouched } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useDesk } from '../../../controls/workspace.tsx'
import { PlusIcon } from '../../../controls/icons.tsx'
import { useUndo } from '../../../controls/forms/undo.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { ShowFinding } from '../../../controls/cases/show-finding.tsx'
import { ClauseDialog } from './clause-dialog.tsx'
import { FeeWorksheetDialog } from './fee-worksheet-dialog.tsx'
import { InstalmentsDialog } from './instalments-dialog.tsx'
import { draftOf, newTerm, termOf, TermsEditor, type TermDraft } from './terms-editor.tsx'

type Draft = Partial<Omit<Agreement, 'terms'>> & { terms?: TermDraft[] }

const amountProblems = ({ terms = [] }: Draft): Problem[] =>
  terms.flatMap((term, index): Problem[] => (typeof term?.amountFen === 'string' && term.amountFen.trim() !== ''
    ? [{ pointer: `/agreement/terms/${index}/amountFen`, code: 'amount', message: unreadableAmount, severity: 'error' }]
    : []))

type WorksheetsProps = { readonly view: CaseView; readonly open: (worksheet?: FeeWorksheet) => void; readonly fill: (worksheet: FeeWorksheet) => void; readonly changed: (view: CaseView) => void }

const Worksheets = ({ view: { file, annex }, open, fill, changed }: WorksheetsProps) => {
  const call = useCaller()
  const { message } = App.useApp()
  const undo = useUndo()
  const remove = async (worksheet: FeeWorksheet): Promise<void> => {
    const result = await call('feeWorksheet.remove', { caseId: file.id, id: worksheet.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    changed(result.value)
    undo(`已移除《${worksheet.title}》`, async () => {
      const again = await call('feeWorksheet.save', { caseId: file.id, worksheet })
      if (again.ok) changed(again.value)
      return again
    })
  }
  return (
    <Card size="small" title="物业费计算" extra={<Button icon={<PlusIcon />} onClick={() => open()}>新建计算表</Button>}>
      {(annex.feeWorksheets ?? []).length === 0 && <p className="quiet">需要时可以计算物业费；计算表作为协议的附件一起打印。</p>}
      {(annex.feeWorksheets ?? []).map(worksheet => (
        <div className="paper" key={worksheet.id}>
          <div className="paper-line">
            <span className="paper-title">{worksheet.title}<span className="quiet">　应付总计 {yuanBoth(feeSheetOf(worksheet).totalFen)}</span></span>
            <Button type="primary" ghost onClick={() => fill(worksheet)} aria-label={`把《${worksheet.title}》填入条款`}>填入条款</Button>
            <Button onClick={() => open(worksheet)} aria-label={`修改《${worksheet.title}》`}>修改</Button>
            <Button onClick={() => void remove(worksheet)} aria-label={`移除《${worksheet.title}》`}>移除</Button>
          </div>
        </div>
      ))}
    </Card>
  )
}

type Props = {
  readonly view: CaseView
  readonly finding?: Pick<Problem, 'pointer' | 'message'>
  readonly close: () => void
  readonly stored: (view: CaseView) => void
  /** Takes the case as it is now, without leaving the form. */
  readonly refresh: (view: CaseView) => void
}

/** The terms, with the dialogs that add to them. Within the form, so that what a dialog adds is kept as a draft like what is typed. */
const TermsPart = ({ view, refresh }: Pick<Props, 'view' | 'refresh'>) => {
  const { message } = App.useApp()
  const form = Form.useFormInstance()
  const touched = useTouched()
  const [dialog, setDialog] = useState<'clauses' | 'instalments' | { readonly worksheet?: FeeWorksheet }>()
  const { file, annex } = view
  const shut = (): void => setDialog(undefined)
  const terms = (): TermDraft[] => (form.getFieldValue('terms') as TermDraft[] | undefined) ?? []
  /** Terms that were begun and left empty make room. */
  const isEmpty = (term: TermDraft): boolean => term.template === '' && term.obligor === undefined && term.amountFen === undefined && term.dueOn === undefined
  const addTerms = (more: TermDraft[]): void => {
    form.setFieldValue('terms', [...terms().filter(term => !isEmpty(term)), ...more])
    touched()
    message.success(`已添加 ${more.length} 项`)
  }
  const applicant = file.parties.find(party => party.side === 'applicant')?.id
  const respondent = file.parties.find(party => party.side === 'respondent')?.id
  return (
    <>
      <Card size="small" title="协议内容（一项一个义务）">
        <TermsEditor file={file} choose={() => setDialog('clauses')} divide={() => setDialog('instalments')} />
      </Card>
      <Worksheets
        view={view}
        open={worksheet => setDialog({ worksheet })}
        changed={refresh}
        fill={worksheet => addTerms([newTerm(file, {
          kind: 'payment', obligor: worksheet.payer, obligee: worksheet.payee, amountFen: feeSheetOf(worksheet).totalFen, manner: '银行转账',
          template: feeClause(worksheet),
        })])}
      />
      {dialog === 'clauses' && (
        <ClauseDialog
          file={file}
          close={shut}
          take={({ kind, text, manner }) => addTerms([newTerm(file, { kind, obligor: respondent, obligee: applicant, ...(manner && { manner }), template: text })])}
        />
      )}
      {dialog === 'instalments' && (
        <InstalmentsDialog
          file={file}
          start={{ obligor: respondent, obligee: applicant }}
          close={shut}
          take={more => {
            addTerms(more)
            shut()
          }}
        />
      )}
      {typeof dialog === 'object' && (
        <FeeWorksheetDialog
          file={file}
          worksheet={dialog.worksheet}
          number={(annex.feeWorksheets ?? []).length + 1}
          close={shut}
          stored={next => {
            refresh(next)
            shut()
            message.success('计算表已保存')
          }}
        />
      )}
    </>
  )
}

export const AgreementEditor = ({ view, finding, close, stored, refresh }: Props) => {
  const { today } = useDesk()
  const { file } = view
  // Facts and claims were written once at intake; the agreement starts from them.
  const { effectiveOn: _, ...kept } = file.agreement
    ? { ...file.agreement, terms: file.agreement.terms.map(term => draftOf(file, term)) }
    : {
        form: 'written' as const, reachedOn: today, whole: true, facts: file.facts, issues: file.claims.join('；'), copies: file.parties.length + 1,
        terms: [newTerm(file, { kind: 'payment' })],
      } as Draft
  return (
    <CheckedForm
      command="agreement.save"
      prefix="/agreement"
      initial={kept}
      input={({ terms: drafts = [], ...values }: Draft) => ({
        caseId: file.id, agreement: { ...(withoutBlanks(values) as object), terms: withoutBlanks(drafts.map(draft => termOf(file, draft))) as object[] },
      })}
      check={amountProblems}
      done={stored}
    >
      <div className="stack">
        <Card size="small" title="协议">
          <div className="grid">
            <Field name="form" label="形式" required span={2}><Radio.Group optionType="button" options={choicesOf(agreementForms)} /></Field>
            <Field name="whole" label="范围" required span={4}>
              <Radio.Group optionType="button" options={[{ value: true, label: '全部争议' }, { value: false, label: '部分争议' }]} />
            </Field>
            <Field name="reachedOn" label="达成日期" required span={3}><DateInput /></Field>
            <Field name="copies" label="一式几份" span={3}><InputNumber className="full" controls={false} /></Field>
            <Field name="facts" label="纠纷主要事实" required span={12}><Input.TextArea rows={3} /></Field>
            <Field name="issues" label="争议事项" required span={12}><Input.TextArea rows={2} /></Field>
          </div>
        </Card>
        <TermsPart view={view} refresh={refresh} />
        <div className="sheet-foot"><FormButtons submit="保存协议" cancel={close} /></div>
        {finding && <ShowFinding finding={finding} />}
      </div>
    </CheckedForm>
  )
}
