/** D24 终止调解通知书: parties are told how else they may seek their rights (人民调解法第26条). For E03 and E04. */
import { chineseDate } from '../../base/dates.ts'
import { endingReasons } from '../../case/moves/ending.ts'
import { fileNumber, heading, paragraph, plain, sentence, title } from '../writing/case-words.ts'
import { choice, gap, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '终止调解通知书'

const phrases = {
  failed: {
    label: '未达成协议',
    text: '{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案，{{委员会}}于{{受理日期}}受理后进行了调解，当事人未能达成调解协议。依照人民调解法第二十六条，本会于{{终止日期}}终止调解。',
    needs: ['受理日期', '终止日期'],
  },
  withdrawn: {
    label: '撤回申请',
    text: '{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案，{{委员会}}于{{受理日期}}受理。申请人撤回调解申请，依照人民调解法第二十三条第二项，本会于{{终止日期}}终止调解。',
    needs: ['受理日期', '终止日期'],
  },
  routes: {
    label: '其他途径',
    text: '1．仲裁：当事人有仲裁协议的，可以依照约定申请仲裁；\n2．行政：可以向主管部门投诉、举报或者申请处理；\n3．司法：可以向有管辖权的人民法院提起诉讼。',
  },
  limitation: {
    label: '诉讼时效',
    text: '申请调解已使诉讼时效中断（民法典第一百九十五条）。',
  },
} satisfies Phrases

export const terminationNotice: DocumentTemplate = {
  id: 'D24',
  title: name,
  offeredIn: ['closing', 'archived'],
  offeredWhen: '受理后以终止调解或者撤回结束的案件',
  suits: file => file.acceptedOn !== undefined && (file.end?.code === 'E03' || file.end?.code === 'E04'),
  headings: ['终止的原因', '可以依法维护权利的其他途径'],
  phrases,
  write: input => {
    const { file, office } = input
    const end = file.end!
    const say = wordingOf(phrases, input)
    const usual = endingReasons[end.code as 'E03' | 'E04']
    const reason = end.reason ?? gap('终止的原因', 20)
    return {
      id: 'D24',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        plain(`${file.parties.map(party => party.name).join('、')}：`),
        paragraph(say(end.code === 'E03' ? 'failed' : 'withdrawn', { 受理日期: chineseDate(file.acceptedOn!), 终止日期: chineseDate(end.on) })),
        heading('终止的原因'),
        ...(end.code === 'E03'
          ? [
              paragraph(usual.map(one => choice(one === end.reason, one)).join('　')),
              ...(usual.includes(reason) ? [] : [paragraph(choice(true, `其他：${sentence(reason)}`))]),
            ]
          : [paragraph(sentence(reason))]),
        heading('可以依法维护权利的其他途径'),
        ...say('routes').split('\n').map(paragraph),
        paragraph(say('limitation')),
        { kind: 'signatures', places: [], seal: office.name, date: chineseDate(end.on) },
      ],
    }
  },
}
