/** D01 人民调解申请书 (司发通〔2010〕239号). */
import { keysOf } from '../../base/codes.ts'
import { stages } from '../../case/record/lifecycle.ts'
import { blank, dateOrBlank, gap, type Block, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { emptyPartyBlocks, partyBlocks, partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const title = '人民调解申请书'

const phrases = {
  statement: { label: '申请人的声明', text: '以上情况属实。人民调解的有关规定和权利义务已告知申请人，申请人自愿申请{{委员会}}调解。' },
} satisfies Phrases

export const applicationForm: DocumentTemplate = {
  id: 'D01',
  title,
  offeredIn: keysOf(stages),
  offeredWhen: '由当事人提出或者由其他单位转来的案件（主动调解没有申请书）',
  suits: file => file.source !== 'ownInitiative',
  headings: ['纠纷简要情况', '申请事项'],
  phrases,
  write: input => {
    const { file } = input
    const applicants = file.parties.filter(party => party.side === 'applicant')
    const others = file.parties.filter(party => party.side !== 'applicant')
    const respondentKnown = others.some(party => party.side === 'respondent')
    const claims = file.claims.length > 0 ? file.claims : [gap('申请事项', 24), blank(24), blank(24)]
    const blocks: Block[] = [
      { kind: 'title', text: title },
      ...(file.fileNo ? [{ kind: 'number', text: `编号：${file.fileNo}` } as const] : []),
      ...(applicants.length > 0
        ? applicants.flatMap(party => partyBlocks(file, party, file.appliedOn, false))
        : emptyPartyBlocks('申请人')),
      ...(respondentKnown ? [] : emptyPartyBlocks('被申请人')),
      ...others.flatMap(party => partyBlocks(file, party, file.appliedOn, false)),
      { kind: 'heading', text: '纠纷简要情况' },
      { kind: 'paragraph', text: file.facts },
      { kind: 'heading', text: '申请事项' },
      ...claims.map((claim, index) => ({ kind: 'paragraph', text: `${index + 1}．${claim}` } as const)),
      { kind: 'paragraph', text: wordingOf(phrases, input)('statement') },
      {
        kind: 'signatures',
        places: applicants.length > 0
          ? applicants.flatMap(party => partyPlaces(file, party))
          : [{ label: '申请人', note: '签名、盖章或按指印' }],
        date: dateOrBlank(file.appliedOn),
      },
    ]
    return { id: 'D01', title, ...(file.fileNo ? { number: file.fileNo } : {}), blocks }
  },
}
