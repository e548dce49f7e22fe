/**
 * 民事起诉状（物业服务合同纠纷）, the element form of 法〔2025〕82号 (in force 2025-07-14), filled from what the case and its annex
 * hold. Nothing said in mediation goes in: no concession may be used against who made it.
 */
import { yuanFigures } from '../../base/amounts.ts'
import { courtOf } from '../../case/record/court-answers.ts'
import { chineseDate } from '../../base/dates.ts'
import { isPropertyServiceCase, type SuitElements } from '../../case/record/suit-elements.ts'
import { suitDefaults } from '../../case/agreement/suit-defaults.ts'
import { decimalOf } from '../../base/rational.ts'
import { heading, paragraph, placeOf, title } from '../writing/case-words.ts'
import { dateOrBlank, dateOrGap, gap, type Block, type DocumentInput, type DocumentTemplate, type FormCell } from '../writing/content.ts'
import { mediationRows, ofSide, suitAgents, suitPartyBlocks, yesNo } from './suit-parties.ts'

const name = '民事起诉状（物业服务合同纠纷）'

/** When both element forms are offered: mediation failed or was refused, and the dispute is sued upon as 物业服务合同纠纷. */
export const failedPropertyCase: DocumentTemplate['suits'] = file => isPropertyServiceCase(file) && ['E03', 'E05', 'E08'].includes(file.end?.code ?? '')

/** What was given by hand, over what follows from the worksheet and the case. */
export const elementsOf = ({ file, annex }: Pick<DocumentInput, 'file' | 'annex'>): SuitElements =>
  ({ ...suitDefaults(annex?.feeWorksheets ?? [], file, placeOf(file)), ...annex?.suitElements })

export const row = (label: string, value: string): FormCell[] => [{ label, value }]
const yuan = (fen: number | undefined, what: string): string => (fen === undefined ? `${gap(what, 6)}元` : `${yuanFigures(fen)}元`)
const form = (rows: readonly (readonly FormCell[])[]): Block => ({ kind: 'form', rows })

/** The claims 1–5, each as one row; the answer goes through the same ones. */
export const claimRows = (suit: SuitElements): Readonly<Record<'fee' | 'lateFee' | 'costs' | 'other', FormCell[]>> & { readonly total: FormCell[] } => ({
  fee: row('1．物业费', `截至${dateOrGap(suit.feeUntil, '物业费截至日')}止，欠付物业费${yuan(suit.feeFen, '欠付物业费')}`),
  lateFee: row('2．违约金', `截至${dateOrGap(suit.lateFeeUntil, '违约金截至日')}止，违约金${yuan(suit.lateFeeFen, '违约金')}\n是否请求支付至实际清偿之日止：${yesNo(suit.lateFeeToPayment, '是', '否', '违约金是否计到清偿之日')}`),
  costs: row('3．诉讼费用由被告负担', yesNo(suit.costs, '是', '否', '诉讼费用由谁负担')),
  other: row('4．其他请求', suit.otherClaims ?? ''),
  total: row('5．标的总额', yuan(suit.feeFen === undefined && suit.lateFeeFen === undefined ? undefined : (suit.feeFen ?? 0) + (suit.lateFeeFen ?? 0), '标的总额')),
})

/** The facts 1–10 as one row each; the answer goes through the same ones. */
export const factRows = (suit: SuitElements): Readonly<Record<'contract' | 'signers' | 'project' | 'standard' | 'period' | 'payment' | 'lateStandard' | 'owed' | 'lateOwed' | 'demands', FormCell[]>> => ({
  contract: row('1．物业服务合同或前期物业服务合同签订情况', [
    `名称：${suit.contractName ?? gap('合同名称', 10)}`, `编号：${suit.contractNo ?? ''}`,
    `签订时间：${dateOrGap(suit.contractOn, '合同签订时间')}`, `签订地点：${suit.contractPlace ?? gap('合同签订地点', 8)}`,
  ].join('\n')),
  signers: row('2．签订主体', suit.signers ?? gap('合同签订主体', 0)),
  project: row('3．物业项目情况', [
    `坐落位置：${suit.location ?? gap('坐落位置', 10)}`, `面积：${suit.area === undefined ? gap('面积', 4) : decimalOf(suit.area, 2)}平方米`, `所有权人：${suit.owner ?? gap('房屋所有权人', 6)}`,
  ].join('\n')),
  standard: row('4．约定的物业费标准', suit.feeStandard ?? gap('物业费标准', 0)),
  period: row('5．约定的物业服务期限', `自${dateOrGap(suit.serviceFrom, '服务期限起')}起至${dateOrGap(suit.serviceTo, '服务期限止')}止`),
  payment: row('6．约定的物业费支付方式', suit.payment ?? gap('支付方式', 0)),
  lateStandard: row('7．约定的逾期支付物业费违约金标准', suit.lateFeeStandard ?? gap('违约金标准', 0)),
  owed: row('8．被告欠付物业费数额及计算方式', `欠付数额：${yuan(suit.feeFen, '欠付物业费')}\n计算方式：${suit.feeReckoning ?? gap('物业费计算方式', 10)}`),
  lateOwed: row('9．被告应付违约金数额及计算方式', `应付数额：${yuan(suit.lateFeeFen, '违约金')}\n计算方式：${suit.lateFeeReckoning ?? gap('违约金计算方式', 10)}`),
  demands: row('10．催缴情况', suit.demands ?? gap('催缴情况', 0)),
})

export const statementOfClaim: DocumentTemplate = {
  id: 'D41',
  title: name,
  printedTitle: '民事起诉状',
  offeredIn: ['closing', 'archived'],
  offeredWhen: '物业费、收费标准、物业服务质量纠纷未达成协议、被申请人不同意调解或者退回法院后',
  suits: failedPropertyCase,
  headings: ['诉讼请求', '约定管辖和诉前保全', '事实与理由', '对纠纷解决方式的意愿'],
  write: input => {
    const { file, office } = input
    const suit = elementsOf(input)
    const claims = claimRows(suit)
    const third = ofSide(file, 'thirdParty')
    const plaintiffs = ofSide(file, 'applicant')
    const evidence = file.evidence ?? []
    return {
      id: 'D41',
      title: name,
      ...(file.fileNo && { number: file.fileNo }),
      blocks: [
        title('民事起诉状'),
        { kind: 'paragraph', text: '（物业服务合同纠纷）', align: 'center' },
        ...plaintiffs.flatMap(party => suitPartyBlocks('原告', party, suit.parties?.[party.id])),
        ...suitAgents(plaintiffs),
        ...ofSide(file, 'respondent').flatMap(party => suitPartyBlocks('被告', party, suit.parties?.[party.id])),
        ...third.flatMap(party => suitPartyBlocks('第三人', party, suit.parties?.[party.id])),
        heading('诉讼请求'),
        form(Object.values(claims)),
        heading('约定管辖和诉前保全'),
        form([
          row('1．有无仲裁、法院管辖约定', `${yesNo(suit.jurisdictionAgreed, '有', '无', '有无管辖约定')}${suit.jurisdiction ? `\n合同条款及内容：${suit.jurisdiction}` : ''}`),
          row('2．是否已经诉前保全', `${yesNo(suit.preserved, '是', '否', '是否已经诉前保全')}${suit.preservation ? `\n保全法院、时间和文书：${suit.preservation}` : ''}`),
        ]),
        heading('事实与理由'),
        form([
          ...Object.values(factRows(suit)),
          row('11．其他需要说明的内容', suit.otherFacts ?? ''),
          row('12．请求依据', suit.basis ?? '合同约定：物业服务合同的上列条款\n法律规定：《中华人民共和国民法典》第九百三十七条、第九百四十四条'),
          row('13．证据清单', evidence.length > 0 ? evidence.map(({ no, name }) => `${no}．${name}`).join('\n') : '附页'),
        ]),
        heading('对纠纷解决方式的意愿'),
        mediationRows(suit.mediationKnown, suit.mediationWish),
        ...(file.acceptedOn && file.end ? [paragraph(`本纠纷曾由${office.name}调解，${chineseDate(file.end.on)}结束，未达成协议。`)] : []),
        paragraph('此致'),
        { kind: 'paragraph', text: courtOf(file, office.court), indent: false },
        { kind: 'signatures', places: plaintiffs.map(party => ({ label: `具状人：${party.name}`, note: party.kind === 'person' ? '签名、按指印' : '盖章，法定代表人或负责人签名' })), date: dateOrBlank(undefined) },
      ],
    }
  },
}
