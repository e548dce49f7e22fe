/** D28 授权委托书 (民法典第165条): name of the agent, matter, powers and period; settling for a party takes special authority. */
import type { CaseFile } from '../../case/record/case-file.ts'
import { anyStage, fileNumber, heading, paragraph, title } from '../writing/case-words.ts'
import { choice, dateOrBlank, gap, type Choice, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyRows, sideLabel, signerOf } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '授权委托书'

const extras = {
  relation: { key: 'relation', label: '受托人的单位或者与委托人的关系' },
  period: { key: 'period', label: '委托期限', note: '不填就用“文书用语”里的话。' },
} as const

const phrases = {
  matter: { label: '委托事项', text: '在{{委员会}}调解{{申请人}}与{{被申请人}}{{纠纷}}纠纷一案中，代理委托人参加调解。' },
  general: { label: '一般授权', text: '代为陈述事实、举证、参加调解、收转材料。' },
  special: {
    label: '特别授权',
    text: '除一般授权的事项外，还有权\n承认、放弃、变更调解请求\n进行和解，签署调解协议\n申请司法确认\n签收款项\n签收法律文书',
  },
  period: { label: '委托期限', text: '自签署之日起，到调解、履行和司法确认办结为止。' },
} satisfies Phrases

/** Signs that a line of text with its indent takes. */
const LINE = 24

/** As many to a line as stand in it whole: what is ticked is not broken. */
const wholeLines = (pieces: readonly string[]): string[] => pieces.reduce<string[]>((lines, piece) => {
  const joined = `${lines.at(-1)}　${piece}`
  return lines.length === 0 || joined.length > LINE ? [...lines, piece] : [...lines.slice(0, -1), joined]
}, [])

/** Each agent of each party; a party without one gets a form to fill in. */
const choices = (file: CaseFile): readonly Choice[] => file.parties.flatMap(({ id, name, agents = [] }): Choice[] => (agents.length === 0
  ? [{ id, title: name }]
  : agents.map((agent, index) => ({ id: `${id}/${index}`, title: `${name}委托${agent.name}` }))))

export const powerOfAttorney: DocumentTemplate = {
  id: 'D28',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '有当事人的案件',
  of: choices,
  extras: Object.values(extras),
  headings: ['受托人'],
  phrases,
  write: input => {
    const { file } = input
    const [partyId, index] = input.of!.split('/')
    const party = file.parties.find(({ id }) => id === partyId)!
    const agent = index === undefined ? undefined : party.agents?.[Number(index)]
    const say = wordingOf(phrases, input)
    const principal = { ...party, agents: [] }
    const [opening = '', ...powers] = say('special').split('\n')
    return {
      id: 'D28',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        ...(file.fileNo ? [fileNumber(file)] : []),
        heading(`委托人（${sideLabel(file, party)}）`),
        { kind: 'fields', rows: partyRows(principal, file.appliedOn, true) },
        heading('受托人'),
        {
          kind: 'fields',
          rows: [
            [{ label: '姓名', value: agent?.name ?? gap('受托人姓名', 0), share: 4 }, { label: '联系方式', value: agent?.phone ?? gap('受托人联系方式', 0), share: 5 }],
            [{ label: '证件号码', value: agent?.idNo ?? gap('受托人证件号码', 0), share: 5 }, { label: '单位或关系', value: input.extras?.relation ?? '', share: 4 }],
          ],
        },
        paragraph(`委托事项：${say('matter')}`),
        paragraph(`${choice(agent?.authority === 'general', '一般授权')}：${say('general')}`),
        paragraph(`${choice(agent?.authority === 'special', '特别授权')}：${opening}${agent?.authority === 'special' ? '（逐项打勾）：' : '：'}`),
        ...wholeLines(powers.map(power => choice(false, power))).map(line => paragraph(line)),
        paragraph(`委托期限：${input.extras?.period ?? say('period')}`),
        {
          kind: 'signatures',
          places: [
            { label: `委托人：${signerOf(party)}`, note: party.kind === 'person' ? '签名或按指印' : '盖章，法定代表人或负责人签名' },
            { label: `受托人：${agent?.name ?? ''}`, note: '签名' },
          ],
          date: dateOrBlank(undefined),
        },
      ],
    }
  },
}
