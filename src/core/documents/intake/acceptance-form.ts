/** D02 人民调解受理登记表 (司发通〔2010〕239号), with 委托移送 as the third source of the newer form. */
import { chineseDate } from '../../base/dates.ts'
import { disputeTypes, keysOf, officialCategories } from '../../base/codes.ts'
import type { CaseFile } from '../../case/record/case-file.ts'
import { stages } from '../../case/record/lifecycle.ts'
import { choice, dateOrBlank, dateOrGap, gap, type DocumentTemplate } from '../writing/content.ts'
import { partyNames } from '../writing/case-words.ts'
import { sideLabel, signApart, signatureTable } from '../writing/parties.ts'

const title = '人民调解受理登记表'

const sourceText = (file: CaseFile): string => {
  const sent = file.source !== 'application' && file.source !== 'ownInitiative'
  const choices = [
    choice(file.source === 'application', '当事人申请'),
    choice(file.source === 'ownInitiative', '主动调解'),
    choice(sent, '委托移送'),
  ].join('　　')
  const { sourceRef } = file
  if (!sent || !sourceRef) return choices
  return [
    choices,
    `移送单位：${sourceRef.body}（${chineseDate(sourceRef.receivedOn)}收到）`,
    ...(sourceRef.documentNo ? [`文书编号：${sourceRef.documentNo}`] : []),
  ].join('\n')
}

const ownWay = (file: CaseFile): string =>
  [choice(file.source !== 'ownInitiative', '依当事人申请'), choice(file.source === 'ownInitiative', '主动')].join('／')

export const acceptanceForm: DocumentTemplate = {
  id: 'D02',
  title,
  offeredIn: keysOf(stages),
  offeredWhen: '正在办理受理或者已经受理的案件（未受理即结束的案件没有受理登记表）',
  suits: file => file.acceptedOn !== undefined || file.end === undefined,
  write: ({ file, office }) => {
    const many = signApart(file)
    const between = many
      ? `${file.parties[0]!.name}等${file.parties.length}名当事人`
      : [partyNames(file, 'applicant') || gap('申请人'), partyNames(file, 'respondent') || gap('被申请人'), ...(partyNames(file, 'thirdParty') ? [partyNames(file, 'thirdParty')] : [])].join('、')
    return {
      id: 'D02',
      title,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        { kind: 'title', text: title },
        { kind: 'number', text: `编号：${file.fileNo ?? gap('卷号', 10)}` },
        // The opening of the official form; whether the parties consent stands in the form, ticked by themselves.
        { kind: 'paragraph', text: `${dateOrGap(file.acceptedOn, '受理日期')}，${office.name}${ownWay(file)}，经征求当事人意见，调解${between}之间的纠纷。` },
        {
          kind: 'form',
          rows: [
            [{
              label: '征求当事人意见',
              value: many ? '各当事人的意见见后附《当事人签名表》。' : file.parties.map(party =>
                `${choice(false, '同意调解')}　${choice(false, '不同意调解')}　　${sideLabel(file, party)}：${party.name}`).join('\n'),
            }],
            [{
              label: '纠纷类型',
              value: `${officialCategories[file.officialCategory ?? 'property']}（${disputeTypes[file.type]}）`,
            }],
            [{ label: '案件来源', value: sourceText(file) }],
            [{ label: '纠纷简要情况', value: file.facts, lines: 7, fewest: 1 }],
            [
              {
                label: '当事人（签名）', value: many ? `共${file.parties.length}名，见后附《当事人签名表》。` : '',
                lines: many ? 2 : Math.max(4, file.parties.length * 2), fewest: many ? 1 : Math.max(4, file.parties.length), share: 4,
              },
              { label: '登记人（签名）', value: '', share: 5 },
            ],
            [
              { label: '人民调解委员会（印章）', value: `${office.name}\n${dateOrBlank(file.acceptedOn)}`, seal: true, share: 5 },
              { label: '备注', value: '本表由人民调解委员会填写。', share: 3 },
            ],
          ],
        },
        ...(many ? signatureTable(file, title, true) : []),
      ],
    }
  },
}
