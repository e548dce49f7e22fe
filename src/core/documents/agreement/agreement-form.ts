/** D07 人民调解协议书 (司发通〔2010〕239号; 人民调解法第29条). */
import { annexLines, annexPages } from './agreement-annexes.ts'
import { lines, mediatorPlaces, paragraph, sentence } from '../writing/case-words.ts'
import { dateOrBlank, gap, headingPhrase, type Block, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { notSettled, printedClauses } from '../writing/clauses.ts'
import { printedTerms } from './owner-sheets.ts'
import { partyBlocks, partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'
import { readAloudLines } from '../writing/read-aloud.ts'

const title = '人民调解协议书'

const extras = {
  responsibility: { key: 'responsibility', label: '各方责任', lines: 2, note: '当事人分清了责任的才填（人民调解法第二十九条）；没有的不写。' },
} as const

/**
 * Effect and what follows: 人民调解法第29、31、33条. An agreement in a matter that a court sent after filing (委托) goes to
 * that court, which makes a 调解书 of it, and takes no judicial confirmation (法释〔2016〕14号).
 */
const phrases = {
  factsHead: headingPhrase('一、纠纷主要事实、争议事项'),
  termsHead: headingPhrase('二、协议内容'),
  performanceHead: headingPhrase('三、履行方式、地点、时限'),
  effectHead: headingPhrase('四、协议效力'),
  lead: { label: '协议内容的开头', text: '经调解，当事人自愿达成如下协议：' },
  part: { label: '只就部分争议达成', text: '本协议只就部分争议事项达成，其余争议事项当事人可以依法通过仲裁、行政、司法等途径解决。' },
  effect: {
    label: '协议效力',
    text: '本协议自当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，具有法律约束力，当事人应当按照约定履行。',
  },
  confirmation: { label: '司法确认', text: '当事人可以依法自本协议生效之日起三十日内共同向人民法院申请司法确认。' },
  court: {
    label: '法院立案后委托的案件', text: '本案由{{委托法院}}委托调解，本协议提交该院，由该院依法审查后制作调解书。', needs: ['委托法院'],
  },
  performance: { label: '履行方式、地点、时限', text: '各项义务按照上列各项写明的方式、地点、时限履行；时限的最后一日是法定休假日的，以休假日结束的次日为最后一日。' },
  copies: { label: '份数', text: '本协议一式{{份数}}份，当事人、人民调解委员会各持一份。', needs: ['份数'] },
  copiesWithCourt: { label: '份数（另有交法院的）', text: '本协议一式{{份数}}份，当事人、人民调解委员会各持一份，其余{{法院份数}}份用于申请司法确认。', needs: ['份数', '法院份数'] },
} satisfies Phrases

export const agreementForm: DocumentTemplate = {
  id: 'D07',
  title,
  offeredIn: ['agreed', 'performing', 'closing', 'archived'],
  offeredWhen: '案件达成书面协议后',
  suits: file => file.agreement?.form === 'written',
  extras: Object.values(extras),
  phrases,
  write: input => {
    const { file, office } = input
    const agreement = file.agreement
    if (!agreement) throw new Error('D07 without an agreement')
    const number = agreement.no ?? file.fileNo
    const say = wordingOf(phrases, input)
    const clauses = printedClauses(file, printedTerms(file, input.annex?.headList))
    const open = notSettled(clauses)
    const copies = agreement.copies ?? file.parties.length + 1
    const forCourt = file.source === 'courtAfterFiling' ? 0 : copies - file.parties.length - 1
    const blocks: Block[] = [
      { kind: 'title', text: title },
      { kind: 'number', text: `编号：${number ?? gap('协议编号', 10)}` },
      ...file.parties.flatMap(party => partyBlocks(file, party, agreement.reachedOn, true)),
      { kind: 'heading', text: say('factsHead') },
      { kind: 'paragraph', text: agreement.facts },
      { kind: 'paragraph', text: `争议事项：${agreement.issues}` },
      ...(input.extras?.responsibility ? lines(`各方责任：${sentence(input.extras.responsibility)}`) : []),
      { kind: 'heading', text: say('termsHead') },
      paragraph(say('lead')),
      ...clauses.map(({ text }, index) => paragraph(`${index + 1}．${text}`)),
      ...(agreement.whole ? [] : [paragraph(say('part'))]),
      { kind: 'heading', text: say('performanceHead') },
      paragraph(say('performance')),
      ...(open === undefined ? [] : [paragraph(open)]),
      { kind: 'heading', text: say('effectHead') },
      paragraph(say('effect') + (file.source === 'courtAfterFiling'
        ? say('court', { 委托法院: file.sourceRef?.body ?? '人民法院' })
        : say('confirmation'))),
      ...readAloudLines(input).map(paragraph),
      paragraph(say(forCourt > 0 ? 'copiesWithCourt' : 'copies', { 份数: String(copies), 法院份数: String(forCourt) })),
      ...annexLines(input),
      {
        kind: 'signatures',
        places: [
          ...file.parties.flatMap(party => partyPlaces(file, party)),
          ...mediatorPlaces(input),
          { label: '记录人', note: '签名' },
        ],
        seal: office.name,
        // The seal comes last (人民调解法第29条): before it the day of effect is not known.
        date: dateOrBlank(agreement.effectiveOn),
      },
      ...annexPages(input),
    ]
    return { id: 'D07', title, ...(number ? { number } : {}), blocks }
  },
}
