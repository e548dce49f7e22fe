/**
 * D27 调解情况复函 to the court that sent the matter (法释〔2016〕14号第26条; 人民法院在线调解规则): how it ended, what is not
 * in dispute, what is returned. Nothing said in confidence, and no concession made for the sake of agreement (第22条).
 */
import { withoutConfidential } from '../../case/record/confidential.ts'
import { sessionKinds, sessionResults } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { fromCourt, heading, letterhead, letterNumber, lines, mediatorsWithDuty, number, paragraph, paragraphs, plain, sentence, timeSpan, title } from '../writing/case-words.ts'
import { choice, gap, given, headingPhrase, type Block, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { numberedClause } from '../writing/clauses.ts'
import { routesToldOn } from '../../case/steps/told.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '调解情况复函'
const printedTitle = '关于调解情况的复函'

const extras = {
  no: { key: 'no', label: '文书编号', note: '如：赤物调函〔2026〕4号。' },
  notified: { key: 'notified', label: '通知和联系情况', lines: 2, note: '是否通知到各方；无法联系的，写明哪天、怎样联系过。' },
  undisputed: { key: 'undisputed', label: '无争议的事实', lines: 4, note: '只写当事人签名确认的；不写为达成协议所作的让步。' },
  issues: { key: 'issues', label: '争议焦点', lines: 3 },
  conduct: { key: 'conduct', label: '当事人不诚信的情况', lines: 2, note: '没有的写“未发现”。' },
  remarks: { key: 'remarks', label: '提示事项', lines: 2, note: '没有的写“无”。' },
  address: { key: 'address', label: '送达地址确认书', note: '如：已由双方签署，随函附上；或者：被申请人未签。' },
  returned: { key: 'returned', label: '退回、报送的材料清单', lines: 4, note: '一行一件。' },
} as const

const phrases = {
  courseHead: headingPhrase('一、调解的经过'),
  resultHead: headingPhrase('二、调解的结果'),
  undisputedHead: headingPhrase('三、无争议的事实'),
  issuesHead: headingPhrase('四、争议焦点'),
  conductHead: headingPhrase('五、当事人不诚信的情况'),
  remarksHead: headingPhrase('六、提示事项'),
  addressHead: headingPhrase('七、送达地址确认书'),
  opening: {
    label: '开头',
    text: '贵院{{委派或委托}}{{委员会}}调解的{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案，案号{{法院案号}}，本会于{{接收日期}}签收材料，现将调解情况函复如下。',
    needs: ['委派或委托', '法院案号', '接收日期'],
  },
  settledBefore: { label: '达成协议（立案前委派）', text: '当事人已在本会主持下达成调解协议，协议副本随函报送。当事人可以依法共同申请司法确认。' },
  settledAfter: { label: '达成协议（立案后委托）', text: '当事人已在本会主持下达成调解协议，请贵院依法审查并制作调解书。' },
  failed: { label: '未达成协议', text: '本案未能达成调解协议，现将案件和材料退回贵院。' },
} satisfies Phrases

const ends = ['E01', 'E02', 'E03', 'E04', 'E08']

export const courtReport: DocumentTemplate = {
  id: 'D27',
  title: name,
  printedTitle,
  offeredIn: ['performing', 'closing', 'archived'],
  offeredWhen: '法院委派、委托的案件结束后',
  suits: file => fromCourt(file) && file.sourceRef !== undefined && file.end !== undefined && ends.includes(file.end.code),
  extras: Object.values(extras),
  headings: ['报送的材料清单', '退回的材料清单'],
  phrases,
  write: input => {
    const { file, office } = input
    const { body, documentNo, receivedOn } = file.sourceRef!
    const end = file.end!
    const { agreement } = file
    const routesOn = routesToldOn(input.annex)
    const before = file.source === 'courtBeforeFiling'
    const settled = agreement !== undefined && (end.code === 'E01' || end.code === 'E02')
    const say = wordingOf(phrases, input)
    const sessions = withoutConfidential(file).sessions ?? []
    const list = settled ? '报送的材料清单' : '退回的材料清单'
    const returned = input.extras?.returned?.split('\n') ?? []
    const parts: [string, Block[]][] = [
      [say('courseHead'), [
        paragraph(`人民调解员：${mediatorsWithDuty(input)}。`),
        ...paragraphs(sessions.map((session, index) =>
          `第${index + 1}次　${timeSpan(session)}，${session.place}，${sessionKinds[session.kind]}${session.result ? `，${sessionResults[session.result]}` : ''}。`)),
        ...lines(`通知和联系情况：${given(input, extras.notified, 12)}`),
      ]],
      [say('resultHead'), [
        paragraph(`${chineseDate(end.on)}结束。${say(settled ? (before ? 'settledBefore' : 'settledAfter') : 'failed')}`),
        ...(settled ? [
          paragraph(`协议编号：${agreement.no ?? file.fileNo ?? gap('协议编号', 10)}；${agreement.whole ? '就全部争议' : '就部分争议'}达成，${chineseDate(agreement.effectiveOn ?? agreement.reachedOn)}生效。`),
          ...paragraphs(agreement.terms.map(term => numberedClause(file, term))),
          ...(agreement.whole ? [] : [paragraph(`没有达成协议的部分和原因：${end.reason ? sentence(end.reason) : gap('没有达成协议的部分和原因', 16)}`)]),
        ] : [
          paragraph(`未达成协议的原因：${end.reason ? sentence(end.reason) : gap('未达成协议的原因', 16)}`),
          paragraph(`告知其他途径：${routesOn ? `${chineseDate(routesOn)}已告知当事人可以依法通过仲裁、行政、司法等途径维护权利。` : gap('告知其他途径的情况（没有登记过；联系不上的写明没有告知到谁）', 16)}`),
        ]),
      ]],
      [say('undisputedHead'), lines(given(input, extras.undisputed, 24))],
      [say('issuesHead'), lines(input.extras?.issues ?? agreement?.issues ?? gap(extras.issues.label, 24))],
      [say('conductHead'), lines(given(input, extras.conduct, 24))],
      [say('remarksHead'), lines(given(input, extras.remarks, 24))],
      [say('addressHead'), [paragraph(input.extras?.address ?? `${choice(false, '已签署并随函附上')}　　${choice(false, '未签署')}${gap(extras.address.label, 0)}`)]],
    ]
    return {
      id: 'D27',
      title: name,
      ...(input.extras?.no ? { number: input.extras.no } : file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        letterhead(office.name),
        number(letterNumber(input, input.extras?.no)),
        title(printedTitle),
        plain(`${body}：`),
        paragraph(say('opening', {
          委派或委托: before ? '委派' : '委托', 法院案号: documentNo ?? gap('法院案号', 10), 接收日期: chineseDate(receivedOn),
        })),
        ...parts.flatMap(([head, blocks]): Block[] => [heading(head), ...blocks]),
        plain(`附件：${list}`),
        { kind: 'signatures', places: [], seal: office.name, date: chineseDate(end.on) },
        { kind: 'paragraph', text: '附件', indent: false, newPage: true },
        title(list),
        {
          kind: 'table',
          columns: [{ title: '序号', share: 1, align: 'center' }, { title: '材料名称和份数', share: 7 }, { title: '备注', share: 2 }],
          rows: (returned.length > 0 ? returned : [gap(extras.returned.label, 0), '', '']).map((one, index) => [String(index + 1), one, '']),
        },
      ],
    }
  },
}
