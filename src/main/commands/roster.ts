/** A group of owners as a head list (户代表名册): read, kept, turned into terms, printed. */
import { isOwnerTerm, headListProblems, ownerTerms, readHeads, sumOf, templateColumns, withHeadcount } from '../../core/case/parties/roster.ts'
import { type HeadList } from '../../core/case/record/roster.ts'
import { tidiedCase, tidiedHeads } from '../../core/case/parties/tidied-case.ts'
import type { Handler } from '../../core/contract.ts'
import { ownerSheets, ownerSheetKinds } from '../../core/documents/agreement/owner-sheets.ts'
import { annexOf } from '../../core/office.ts'
import { ok, refuse, refuseWith } from '../../core/base/result.ts'
import { xlsxOf } from '../adapters/sheets/spreadsheet.ts'
import { abnormal, once, orAbnormal, readingLimits } from '../adapters/workers/side.ts'
import { caseNotFound } from '../../core/commands/case-view.ts'
import { changeCase, withIds } from '../../core/commands/change-case.ts'
import { fileName } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { saveForOffice } from './saved-files.ts'

const noList = () => refuse('no-head-list', '本案还没有户代表名册，请先导入。', { field: '/caseId' })

/** Reads the first sheet in which there is a column of names, unless one is named. */
export const readHeadList: Handler<'headList.read'> = async (input, { files, clock }) => {
  const bytes = await givenBytes(input, files, '名册文件（.xlsx 或 .csv）', '/content')
  if (!bytes.ok) return bytes
  const sheets = await orAbnormal(once(readingLimits, 'readSheets', bytes.value), abnormal)
  if (!sheets.ok) return sheets
  const all = sheets.value.map(sheet => readHeads(sheet.rows, sheet.lost, clock.today()))
  const sheet = input.sheet ?? Math.max(0, all.findIndex(one => one.columns.length > 0))
  const read = all[sheet]
  if (!read) return refuse('no-such-sheet', '表格里没有这张工作表，请重新选择。', { field: '/sheet' })
  const columns = read.columns.map(column => ({ ...column }))
  return ok({
    columns, unused: [...read.unused], rows: [...read.rows], problems: read.problems.map(problem => ({ ...problem })),
    totalFen: sumOf(read.rows).totalFen, sheets: sheets.value.map(one => one.name), sheet,
  })
}

export const saveHeadList: Handler<'headList.save'> = (input, ports) =>
  changeCase(ports, 'headList.save', 'correctIntake', input, (file, office) => {
    const list: HeadList = { partyId: input.partyId, rows: withIds(input.rows, 'h') }
    const problems = headListProblems(file, list)
    if (problems.length > 0) return refuseWith('invalid-input', problems)
    const annex = annexOf(office, file.id)
    // A list that moves to another party takes its headcount along.
    const freed = annex.headList && annex.headList.partyId !== list.partyId ? withHeadcount(file, annex.headList.partyId, undefined) : file
    return ok({ file: withHeadcount(freed, list.partyId, list.rows.length), annex: { ...annex, headList: list } })
  })

export const removeHeadList: Handler<'headList.remove'> = (input, ports) =>
  changeCase(ports, 'headList.remove', 'correctIntake', input, (file, office) => {
    const { headList, ...annex } = annexOf(office, file.id)
    return headList ? ok({ file: withHeadcount(file, headList.partyId, undefined), annex }) : noList()
  })

export const blankHeadList: Handler<'headList.template'> = async (_input, { files, clock }) => {
  const help = [
    ['一行一户，“姓名”必填，其他列知道的就填，不需要的列可以删掉，列的先后不限。'],
    ['身份证号、电话两列已设为文本；从别处粘贴时请选“只粘贴值”，号码末几位变成 0 的要重新填写。'],
    ['房号可以分栋、单元、室三列填，也可以换成“房号”一列。'],
    ['面积的单位是平方米，金额的单位是元，最多到分。'],
    ['最后可以有一行“合计”，导入时会与各户相加的数核对。'],
  ]
  const bytes = await xlsxOf([
    { name: '户代表名册', columns: templateColumns, rows: [] },
    { name: '填写说明', columns: [{ title: '填写说明', width: 100 }], rows: help },
  ], clock.now())
  return saveForOffice({ files }, '户代表名册（空白）.xlsx', bytes)
}

export const makeOwnerTerms: Handler<'headList.makeTerms'> = (input, ports) =>
  changeCase(ports, 'headList.makeTerms', 'agree', input, (file, office) => {
    const { headList } = annexOf(office, file.id)
    if (!headList) return noList()
    if (input.plan.otherParty === headList.partyId || !file.parties.some(party => party.id === input.plan.otherParty))
      return refuse('unknown-party', '请选择与业主相对的一方当事人。', { field: '/plan/otherParty' })
    const terms = ownerTerms(file, headList, input.plan)
    if (!terms.ok) return terms
    // The agreement begins as its form would: with what intake knows.
    const agreement = file.agreement ?? {
      form: 'written' as const, reachedOn: ports.clock.today(), whole: true, facts: file.facts, issues: file.claims.join('；') || file.facts,
      copies: file.parties.length + 1, ...(file.fileNo !== undefined && { no: file.fileNo }), terms: [],
    }
    const others = agreement.terms.filter(term => !isOwnerTerm(term.id))
    return ok({ file: { ...file, agreement: { ...agreement, terms: [...others, ...terms.value] } } })
  })

export const removeOwnerTerms: Handler<'headList.removeTerms'> = (input, ports) =>
  changeCase(ports, 'headList.removeTerms', 'agree', input, file => {
    const terms = (file.agreement?.terms ?? []).filter(term => !isOwnerTerm(term.id))
    if (file.agreement && terms.length > 0) return ok({ file: { ...file, agreement: { ...file.agreement, terms } } })
    // An agreement without a term is none.
    const { agreement: _agreement, ...rest } = file
    return ok({ file: rest })
  })

export const printOwnerSheets: Handler<'headList.print'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(input.caseId)
  if (!file) return caseNotFound()
  const { headList } = annexOf(office.value, file.id)
  if (!headList) return noList()
  const content = ownerSheets(input.sheet, tidiedCase(file), tidiedHeads(headList), office.value.details)
  if (!content.ok) return content
  const pdf = await pdfOf(content.value, office.value, ports)
  return pdf.ok ? saveForOffice(ports, fileName(office.value, `${ownerSheetKinds[input.sheet]}_${file.fileNo ?? file.appliedOn}.pdf`), pdf.value) : pdf
}
