/** D26 委派、委托调解函收件登记: the period runs from the signed receipt (法释〔2016〕14号). */
import { courtProcedures } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { mediationDeadline, mediationPeriod, ruleDay } from '../../case/time/deadlines.ts'
import { addWorkingDays } from '../../base/rest-days.ts'
import { lengthOn } from '../../parameters/parameters.ts'
import { shippedReckoning } from '../../rules/time-limits.ts'
import { anyStage, disputeOf, fileNumber, fromCourt, title } from '../writing/case-words.ts'
import { choice, gap, given, type DocumentTemplate } from '../writing/content.ts'
import { sideLabel } from '../writing/parties.ts'

const name = '委派（委托）调解收件登记表'

const extras = {
  materials: { key: 'materials', label: '材料清单', lines: 4, note: '一行一件，如：起诉状副本1份。' },
  clerk: { key: 'clerk', label: '书记员' },
} as const

export const courtLetterRegister: DocumentTemplate = {
  id: 'D26',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '法院委派、委托并填了来函的案件',
  suits: file => fromCourt(file) && file.sourceRef !== undefined,
  extras: Object.values(extras),
  write: input => {
    const { file, office, reckoning: { calendar, parameters } = shippedReckoning } = input
    const { body, documentNo, officer, procedure, receivedOn } = file.sourceRef!
    const before = file.source === 'courtBeforeFiling'
    const asOf = file.end?.on ?? input.today
    const accepted = { ...file, acceptedOn: file.acceptedOn ?? receivedOn }
    const due = mediationPeriod(accepted, asOf, calendar, parameters)!
    const extended = mediationDeadline(accepted, asOf, calendar, parameters)!
    const answerDays = lengthOn(parameters, 'courtAnswer', ruleDay(file, receivedOn))
    return {
      id: 'D26',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        {
          kind: 'form',
          rows: [
            [{ label: '来函法院', value: body }],
            [{ label: '法院案号', value: documentNo ?? gap('法院案号', 0) }],
            [
              { label: '法官', value: officer ?? gap('法官', 0) },
              { label: '书记员', value: input.extras?.clerk ?? '' },
            ],
            [{
              label: '委派或者委托',
              value: `${choice(before, '立案前委派')}　　${choice(!before, '立案后委托')}`,
            }],
            [{
              label: '审理程序',
              value: before ? '立案前，不区分'
                : `${choice(procedure === 'ordinary', courtProcedures.ordinary)}　　${choice(procedure === 'simplified', courtProcedures.simplified)}${procedure ? '' : gap('审理程序', 0)}`,
            }],
            [{ label: '签收日期', value: chineseDate(receivedOn) }],
            [{ label: '当事人', value: file.parties.map(party => `${sideLabel(file, party)}：${party.name}`).join('\n') }],
            [{ label: '案由', value: disputeOf(file) }],
            [{ label: '材料清单', value: given(input, extras.materials, 0), lines: 5, fewest: 3 }],
            [{
              label: '答复法院期限',
              value: `${chineseDate(addWorkingDays(receivedOn, answerDays, calendar))}（签收次日起${answerDays}个工作日，人民法院在线调解规则第十二条）`,
            }],
            [{
              label: '调解期限',
              value: `到${chineseDate(due.rolled)}（签收次日起${due.days}日，最后一日是休息日的顺延，法释〔2016〕14号）` +
                (extended.on > due.rolled ? `\n双方同意延长到${chineseDate(extended.on)}` : ''),
            }],
            [
              { label: '移交人（签名）', value: '', lines: 3, fewest: 2 },
              { label: '签收人（签名）', value: '' },
            ],
            [{ label: '人民调解委员会', value: office.name }],
            [{ label: '备注', value: '', lines: 2, fewest: 1 }],
          ],
        },
      ],
    }
  },
}
