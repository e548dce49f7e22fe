/** D14 司法确认申请书 (民事诉讼法第205条, 民诉法解释第353–355条, 法释〔2011〕5号): both parties apply together. */
import { type Party } from '../../case/record/case-file.ts'
import { courtOf } from '../../case/record/court-answers.ts'
import { chineseDate } from '../../base/dates.ts'
import { bothSides, disputeOf, heading, paragraph, paragraphs, plain, title } from '../writing/case-words.ts'
import { blank, dateOrBlank, gap, headingPhrase, type DocumentInput, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyRows, partyPlaces } from '../writing/parties.ts'
import { numberedClause } from '../writing/clauses.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '司法确认申请书'

const extras = {
  service: { key: 'service', label: '送达地址', lines: 2, note: '与登记的住址不同的才填；一行一人，如：余明：赤壁市河北大道1号。' },
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

/** Where the court reaches a party (法释〔2011〕5号第3条): the address given for it, otherwise where it lives; an agent's phone where it has none. */
const serviceOf = (party: Party, given: string | undefined): string[] => [
  party.name,
  given?.split('\n').map(line => /^(.+?)[：:](.+)$/.exec(line.trim())).find(found => found?.[1]!.trim() === party.name)?.[2]!.trim() ?? party.address ?? gap(`${party.name}的送达地址`, 0),
  party.phone ?? party.agents?.find(({ phone }) => phone !== undefined)?.phone ?? gap(`${party.name}的联系电话`, 0),
]

/** What goes with it, each with room for how many copies; of agents only where there are any. */
const attached = (lines: readonly string[], hasAgents: boolean): string[] =>
  lines.filter(line => hasAgents || !line.includes('（有代理人的）')).map(line => line.replace('（有代理人的）', ''))
    .map((line, index) => `${index + 1}．${line}${/份[。；]?$/.test(line) ? '' : `　${blank(2)}份`}`)

/** By which court the matter was sent for mediation, and when. */
const sentBy = ({ file, office }: DocumentInput): string[] => (file.source === 'courtBeforeFiling' && file.sourceRef
  ? [`本纠纷由${file.sourceRef.body}立案前委派${office.name}调解（案号${file.sourceRef.documentNo ?? gap('法院案号', 10)}），${chineseDate(file.sourceRef.receivedOn)}签收材料。`] : [])

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
    const bound = file.parties.filter(party => party.side !== 'thirdParty'
      || agreement.terms.some(term => term.obligor === party.id || term.obligee === party.id))
    const own = {
      申请各方: bound.map(party => party.name).join('、'),
      达成日期: chineseDate(agreement.reachedOn),
      生效日期: chineseDate(agreement.effectiveOn!),
      协议编号: agreement.no ?? file.fileNo ?? gap('协议编号', 10),
    }
    const { rights, service } = extras
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
        {
          kind: 'table',
          caption: '送达地址和联系电话',
          columns: [{ title: '申请人', share: 3 }, { title: '送达地址', share: 6 }, { title: '联系电话', share: 3 }],
          rows: bound.map(party => serviceOf(party, input.extras?.[service.key])),
        },
        heading(say('requestHead')),
        paragraph(say(agreement.form === 'oral' ? 'requestOral' : 'request', own)),
        heading(say('reasonsHead')),
        paragraph(`${bothSides(file)}${disputeOf(file)}：${agreement.facts}`),
        paragraph(`争议事项：${agreement.issues}`),
        ...paragraphs(sentBy(input)),
        paragraph(say('reasons', own)),
        paragraph('调解协议的内容：'),
        ...paragraphs(agreement.terms.map(term => numberedClause(file, term))),
        heading(say('promiseHead')),
        ...paragraphs(say('promise').split('\n')),
        paragraph('此致'),
        plain(courtOf(file, office.court)),
        {
          kind: 'signatures',
          places: bound.flatMap((party, index) => partyPlaces(file, party, `申请人（${index + 1}）`)),
          date: dateOrBlank(file.confirmation?.appliedOn),
        },
        plain('附：'),
        ...paragraphs(attached(say('materials').replace(/^人民调解协议书/, agreement.form === 'oral' ? '口头协议登记表' : '人民调解协议书').split('\n'), bound.some(({ agents = [] }) => agents.length > 0))),
        ...(input.extras?.rights ? paragraphs(input.extras.rights.split('\n').map(item => `${rights.label}：${item}`)) : []),
      ],
    }
  },
}
