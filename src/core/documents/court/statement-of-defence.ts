/**
 * 民事答辩状（物业服务合同纠纷）, the element form of 法〔2025〕82号: the respondent answers each claim and each fact of the 起诉状,
 * 无异议 or 有异议 with the reason.
 */
import { courtOf } from '../../case/record/court-answers.ts'
import { answeredPoints, type AnsweredPoint } from '../../case/record/suit-elements.ts'
import { heading, title } from '../writing/case-words.ts'
import { blank, dateOrBlank, gap, type Block, type DocumentTemplate, type FormCell } from '../writing/content.ts'
import { claimRows, elementsOf, factRows, failedPropertyCase, row } from './statement-of-claim.ts'
import { mediationRows, ofSide, suitAgents, suitPartyBlocks, yesNo } from './suit-parties.ts'

const name = '民事答辩状（物业服务合同纠纷）'

export const statementOfDefence: DocumentTemplate = {
  id: 'D42',
  title: name,
  printedTitle: '民事答辩状',
  offeredIn: ['closing', 'archived'],
  offeredWhen: '物业费、收费标准、物业服务质量纠纷未达成协议、被申请人不同意调解或者退回法院后',
  suits: failedPropertyCase,
  headings: ['对诉讼请求的答辩', '对事实和理由的答辩', '对纠纷解决方式的意愿'],
  write: input => {
    const { file, office } = input
    const suit = elementsOf(input)
    const defendants = ofSide(file, 'respondent')
    const asked: Partial<Record<AnsweredPoint, FormCell[]>> = { ...claimRows(suit), ...factRows(suit) }
    const answer = (point: AnsweredPoint, index: number): FormCell[] => {
      const given = suit.answers?.[point]
      // A claim as it stands in the other form, so that the answer can be read alone.
      const stated = asked[point]?.[0]?.value.split('\n')[0]
      return row(`${index + 1}．${answeredPoints[point]}`, [
        ...(stated && !/[□\u0002]/.test(stated) ? [`起诉状：${stated}`] : []),
        `${yesNo(given?.agreed, '无异议', '有异议')}　事实和理由：${given?.reason ?? (given?.agreed ? '' : blank(10))}`,
      ].join('\n'))
    }
    const claims: AnsweredPoint[] = ['fee', 'lateFee', 'costs', 'other']
    const facts = (Object.keys(answeredPoints) as AnsweredPoint[]).filter(point => !claims.includes(point))
    const form = (rows: FormCell[][]): Block => ({ kind: 'form', rows })
    return {
      id: 'D42',
      title: name,
      ...(file.fileNo && { number: file.fileNo }),
      blocks: [
        title('民事答辩状'),
        { kind: 'paragraph', text: '（物业服务合同纠纷）', align: 'center' },
        form([row('案号', file.sourceRef?.documentNo ?? gap('法院案号', 0))]),
        ...defendants.flatMap(party => suitPartyBlocks('答辩人', party, suit.parties?.[party.id])),
        ...suitAgents(defendants),
        heading('对诉讼请求的答辩'),
        form(claims.map(answer)),
        heading('对事实和理由的答辩'),
        form([
          ...facts.map(answer),
          row(`${facts.length + 1}．其他需要说明的内容`, ''),
          row(`${facts.length + 2}．答辩依据`, ''),
          row(`${facts.length + 3}．证据清单`, '附页'),
        ]),
        heading('对纠纷解决方式的意愿'),
        mediationRows(undefined, undefined),
        { kind: 'paragraph', text: '此致' },
        { kind: 'paragraph', text: courtOf(file, office.court), indent: false },
        { kind: 'signatures', places: defendants.map(party => ({ label: `答辩人：${party.name}`, note: party.kind === 'person' ? '签名、按指印' : '盖章，法定代表人或负责人签名' })), date: dateOrBlank(undefined) },
      ],
    }
  },
}
