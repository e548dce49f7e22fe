/**
 * 人民调解协议履行证明, for the police (治安管理处罚法第9条): where a minor fight or damage between people was settled by a
 * people's mediation committee and performed, and a written application is accepted, there is no penalty. We certify the
 * first two; whether the third holds is for the police to say.
 */
import { partyName } from '../../case/record/case-file.ts'
import type { DisputeType } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { isFullyPerformed } from '../../case/record/lifecycle.ts'
import { clauseOf } from '../writing/clauses.ts'
import { blank, type DocumentTemplate } from '../writing/content.ts'
import { isObligation } from '../../case/record/clause-nature.ts'

const title = '人民调解协议履行证明'

/** Disputes in which an offence against public order may be at hand: noise, what stands in the way, animals, thrown objects, damage, others. */
const types: readonly DisputeType[] = ['WY08', 'WY19', 'WY22', 'WY23', 'WY24', 'WY25', 'WY99']

export const performanceCertificate: DocumentTemplate = {
  id: 'D31',
  title,
  offeredIn: ['closing', 'archived'],
  offeredWhen: '可能涉及治安案件的纠纷（噪声、占用、宠物、抛物、损害等，或者公安机关移送）达成协议并且各项义务都登记为“已履行”以后',
  suits: file => (file.end?.code === 'E01' || file.end?.code === 'E02') && isFullyPerformed(file) && (types.includes(file.type) || file.source === 'police'),
  write: ({ file, office, today }) => {
    const agreement = file.agreement
    if (!agreement) throw new Error('D31 without an agreement')
    const number = agreement.no ?? file.fileNo
    const sides = { applicant: '申请人', respondent: '被申请人', thirdParty: '第三人' } as const
    const performedOn = (termId: string): string => {
      const days = (file.performance ?? []).filter(entry => entry.termId === termId && entry.state === 'done').map(entry => entry.on).toSorted()
      return chineseDate(days.at(-1)!)
    }
    const form = agreement.form === 'written' ? '书面' : '口头'
    return {
      id: 'D31',
      title,
      ...(number ? { number } : {}),
      blocks: [
        { kind: 'title', text: title },
        { kind: 'number', text: `协议编号：${number ?? blank(10)}` },
        { kind: 'paragraph', text: `${file.source === 'police' && file.sourceRef ? file.sourceRef.body : `${blank(8)}公安局（派出所）`}：`, indent: false },
        {
          kind: 'paragraph',
          text: `${file.parties.map(party => `${sides[party.side]}${party.name}`).join('、')}之间因民间纠纷，经本调解委员会调解，于${chineseDate(agreement.reachedOn)}自愿达成${form}调解协议。` +
            `纠纷情况：${agreement.facts}`,
        },
        { kind: 'paragraph', text: `协议约定的义务已经全部履行，情况如下：` },
        {
          kind: 'table',
          columns: [{ title: '序号', share: 1.4, align: 'center' }, { title: '义务人', share: 3 }, { title: '内容', share: 8 }, { title: '履行完毕', share: 3 }],
          // In the numbers of the agreement: what is only stated or never came to be owed is none.
          rows: agreement.terms.flatMap((term, index) => (!isObligation(term) ? [] : [[
            String(index + 1), partyName(file, term.obligor), clauseOf(file, term), performedOn(term.id),
          ]])),
        },
        {
          kind: 'paragraph',
          text: '《中华人民共和国治安管理处罚法》第九条规定：因民间纠纷引起的打架斗殴或者损毁他人财物等违反治安管理行为，情节较轻的，公安机关作出处理决定前，' +
            '当事人经人民调解委员会调解达成协议并履行，书面申请经公安机关认可的，不予处罚。本证明供当事人向公安机关书面申请时使用；是否属于该条规定的情形、是否认可，由公安机关决定。',
        },
        { kind: 'paragraph', text: '特此证明。' },
        {
          kind: 'signatures',
          places: [{ label: '人民调解员', note: '签名' }],
          seal: office.name,
          date: chineseDate(today),
        },
      ],
    }
  },
}
