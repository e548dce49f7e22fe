/** D14 司法确认申请书 (民事诉讼法第205条, 民诉法解释第353–355条, 法释〔2011〕5号): both parties apply together. */
import { partyName } from '../case/case-file.ts'
import { chineseDate } from '../case/dates.ts'
import { bothSides, disputeOf, heading, paragraph, paragraphs, plain, termWords, title } from './case-words.ts'
import { dateOrBlank, gap, headingPhrase, type DocumentTemplate, type Phrases } from './content.ts'
import { partyRows, partyPlaces } from './parties.ts'
import { wordingOf } from './phrases.ts'

const name = '司法确认申请书'

const extras = {
  rights: { key: 'rights', label: '财产权利证明', lines: 2, note: '如：不动产权证复印件1份、物业服务合同复印件1份；一行一件。' },
} as const

const phrases = {
  requestHead: headingPhrase('请求事项'),
  reasonsHead: headingPhrase('事实和理由'),
  promiseHead: headingPhrase('承诺'),
  request: {
    label: '请求事项',
    text: '请求人民法院依法确认{{申请各方}}于{{达成日期}}经{{委员会}}主持调解达成的编号为{{协议编号}}的《人民调解协议书》有效。',
    needs: ['申请各方', '达成日期', '协议编号'],
  },
  requestOral: {
    label: '请求事项（口头协议）',
    text: '请求人民法院依法确认{{申请各方}}于{{达成日期}}经{{委员会}}主持调解达成、登记编号为{{协议编号}}的口头调解协议有效。',
    needs: ['申请各方', '达成日期', '协议编号'],
  },
  reasons: {
    label: '事实和理由',
    text: '申请各方因{{纠纷}}发生争议，经{{委员会}}主持调解，于{{达成日期}}自愿达成调解协议，协议于{{生效日期}}生效。现依照《中华人民共和国人民调解法》第三十三条、' +
      '《中华人民共和国民事诉讼法》第二百零五条，在协议生效之日起三十日内共同申请司法确认。',
    needs: ['达成日期', '生效日期'],
  },
  promise: {
    label: '承诺',
    text: '1．申请各方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给他人造成损害，愿意承担相应的民事责任和其他法律责任。\n' +
      '2．协议内容不涉及身份关系的确认，不涉及不动产物权、知识产权的确认，不损害国家利益、社会公共利益和他人合法权益。\n' +
      '3．就本纠纷没有向其他人民法院申请司法确认，也没有提起诉讼或者申请仲裁。\n' +
      '4．提交的材料真实，不存在虚假调解。',
  },
  materials: {
    label: '附件',
    text: '人民调解协议书原件\n人民调解委员会设立证明和人民调解员名册\n申请人身份证明、主体资格证明\n授权委托书和代理人身份证明（有代理人的）\n' +
      '与调解协议有关的财产权利证明\n人民调解记录\n送达地址确认书\n材料清单',
  },
} satisfies Phrases

export const confirmationApplication: DocumentTemplate = {
  id: 'D14',
  title: name,
  offeredIn: ['performing', 'closing', 'archived'],
  offeredWhen: '书面或者口头协议生效后（法院立案后委托的案件由法院制作调解书，不申请司法确认）',
  suits: file => (file.end?.code === 'E01' || file.end?.code === 'E02') && file.agreement?.effectiveOn !== undefined
    && file.source !== 'courtAfterFiling' && file.courtMediationDocument === undefined,
  extras: Object.values(extras),
  phrases,
  write: input => {
    const { file, office } = input
    const agreement = file.agreement!
    const say = wordingOf(phrases, input)
    const own = {
      申请各方: file.parties.map(party => party.name).join('、'),
      达成日期: chineseDate(agreement.reachedOn),
      生效日期: chineseDate(agreement.effectiveOn!),
      协议编号: agreement.no ?? file.fileNo ?? gap('协议编号', 10),
    }
    const { rights } = extras
    const bound = file.parties.filter(party => party.side !== 'thirdParty'
      || agreement.terms.some(term => term.obligor === party.id || term.obligee === party.id))
    return {
      id: 'D14',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        ...bound.flatMap((party, index) => [
          heading(`申请人（${index + 1}）`),
          { kind: 'fields', rows: partyRows(party, agreement.reachedOn, true) } as const,
        ]),
        heading(say('requestHead')),
        paragraph(say(agreement.form === 'oral' ? 'requestOral' : 'request', own)),
        heading(say('reasonsHead')),
        paragraph(`${bothSides(file)}${disputeOf(file)}：${agreement.facts}`),
        paragraph(`争议事项：${agreement.issues}`),
        paragraph(say('reasons', own)),
        paragraph('调解协议的内容：'),
        ...paragraphs(agreement.terms.map(term => `${termWords(file, term)}义务人：${partyName(file, term.obligor)}` +
          `${term.obligee ? `；权利人：${partyName(file, term.obligee)}` : ''}。`)),
        heading(say('promiseHead')),
        ...paragraphs(say('promise').split('\n')),
        plain(`此致\n${file.confirmation?.court ?? office.court}`),
        {
          kind: 'signatures',
          places: bound.flatMap(party => partyPlaces(file, party)).map(place => ({ ...place, label: place.label.replace(/^(被申请人|第三人)/, '申请人') })),
          date: dateOrBlank(file.confirmation?.appliedOn),
        },
        plain('附：'),
        ...paragraphs(say('materials').replace(/^人民调解协议书/, agreement.form === 'oral' ? '口头协议登记表' : '人民调解协议书').split('\n').map((item, index) => `${index + 1}．${item}`)),
        ...(input.extras?.rights ? paragraphs(input.extras.rights.split('\n').map(item => `${rights.label}：${item}`)) : []),
      ],
    }
  },
}
