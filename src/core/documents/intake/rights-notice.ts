/** D03 权利义务告知书: told before mediation begins (人民调解工作若干规定第30条), with a receipt to sign. */
import { anyStage, fileNumber, heading, paragraph, paragraphs, partyChoices, partyOf, plain, title } from '../writing/case-words.ts'
import { dateOrBlank, headingPhrase, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '人民调解当事人权利义务告知书'

const phrases = {
  natureHead: headingPhrase('一、调解的性质和原则'),
  rightsHead: headingPhrase('二、当事人的权利和义务'),
  effectHead: headingPhrase('三、调解协议的效力'),
  waysHead: headingPhrase('四、其他途径和诉讼时效'),
  dataHead: headingPhrase('五、个人信息和保密'),
  opening: {
    label: '开头',
    text: '{{委员会}}依法调解{{申请人}}与{{被申请人}}的{{纠纷}}纠纷。依照《中华人民共和国人民调解法》，现将有关事项告知如下。',
  },
  nature: {
    label: '性质和原则',
    text: '人民调解委员会是依法设立的调解民间纠纷的群众性组织。调解在当事人自愿、平等的基础上进行，不违背法律、法规和国家政策，不阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利，' +
      '不收取任何费用（人民调解法第三条、第四条、第七条）。',
  },
  rights: {
    label: '当事人的权利',
    text: '权利（人民调解法第二十三条）：1．选择或者接受人民调解员；2．接受调解、拒绝调解或者要求终止调解；3．要求调解公开进行或者不公开进行；4．自主表达意愿、自愿达成调解协议。' +
      '认为人民调解员与纠纷有利害关系或者有其他可能影响公正调解的关系的，可以要求更换。',
  },
  duties: {
    label: '当事人的义务',
    text: '义务（人民调解法第二十四条）：1．如实陈述纠纷事实；2．遵守调解现场秩序，尊重人民调解员；3．尊重对方当事人行使权利。',
  },
  effect: {
    label: '调解协议的效力',
    text: '调解协议具有法律约束力，当事人应当按照约定履行。书面协议自当事人签名、盖章或者按指印，人民调解员签名并加盖本会印章之日起生效；口头协议自达成之日起生效' +
      '（人民调解法第二十九条至第三十一条）。',
  },
  confirmation: {
    label: '司法确认',
    text: '双方当事人可以自协议生效之日起三十日内共同向有管辖权的人民法院申请司法确认；确认有效的协议，一方不履行，对方可以申请强制执行（人民调解法第三十三条，民事诉讼法第二百零五条、第二百零六条）。',
  },
  courtDocument: {
    label: '司法确认（法院立案后委托的案件）',
    text: '本案由人民法院立案后委托调解。达成协议的，提交委托的人民法院依法审查并制作调解书；未达成协议的，由人民法院继续审理。',
  },
  otherWays: {
    label: '其他途径和诉讼时效',
    text: '不愿调解或者调解不成的，可以依法通过仲裁、行政、司法等途径维护自己的权利（人民调解法第二十六条）。向本会提出保护民事权利的请求，诉讼时效自提出之日起中断' +
      '（民法典第一百九十五条，诉讼时效规定第十二条）。',
  },
  personalData: {
    label: '个人信息',
    text: '本会只为核对身份、调解、送达、归档和依法报送处理您的姓名、证件号码、联系方式、住址、指印等信息，加密保存，保存期限与卷宗保管期限相同。您可以向本会查阅、复制、更正，或者依法要求删除' +
      '（个人信息保护法第十三条、第十七条、第二十八条至第三十条、第四十五条至第四十七条）。',
  },
  secrecy: {
    label: '保密',
    text: '人民调解员对知悉的个人隐私和商业秘密保密（人民调解法第十五条）；您单独所作、要求不转告的陈述，本会不向对方透露。',
  },
  receipt: { label: '签收', text: '以上内容我已阅读（或者已向我宣读），我已知悉。' },
} satisfies Phrases

export const rightsNotice: DocumentTemplate = {
  id: 'D03',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '正在办理受理或者已经受理的案件',
  suits: file => file.acceptedOn !== undefined || file.end === undefined,
  of: partyChoices(),
  phrases,
  write: input => {
    const { file } = input
    const party = partyOf(input)
    const say = wordingOf(phrases, input)
    const parts: [string, ...string[]][] = [
      [say('natureHead'), say('nature')],
      [say('rightsHead'), say('rights'), say('duties')],
      [say('effectHead'), say('effect'), say(file.source === 'courtAfterFiling' ? 'courtDocument' : 'confirmation')],
      [say('waysHead'), say('otherWays')],
      [say('dataHead'), say('personalData'), say('secrecy')],
    ]
    return {
      id: 'D03',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        plain(`${party.name}：`),
        paragraph(say('opening')),
        ...parts.flatMap(([head, ...texts]) => [
          heading(head), ...paragraphs(texts.flatMap(text => text.split('\n'))),
        ]),
        paragraph(say('receipt')),
        { kind: 'signatures', places: partyPlaces(file, party), date: dateOrBlank(undefined) },
      ],
    }
  },
}
