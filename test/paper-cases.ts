/**
 * Cases of which every form can be made: as they usually come (`normalInputs`), as bad as they get (`worstInputs`), and forty
 * different ones from a seed (`generatedInputs`). For tests of the look of papers, and for the sheets in docs/samples.
 */
import type { CaseFile, Party, Term } from '../src/core/case/record/case-file.ts'
import { disputeTypes, keysOf, type DisputeType } from '../src/core/base/codes.ts'
import { addDays, localDate } from '../src/core/base/dates.ts'
import { documentTemplates, papersOf } from '../src/core/documents/index.ts'
import type { DocumentInput, DocumentTemplate } from '../src/core/documents/writing/content.ts'
import { numbersFrom } from '../scripts/generated-cases.ts'
import { workedCases, workedMediators, workedOffice } from './builders.ts'

export const today = localDate('2026-11-23')

/** How much of everything a case has. */
export type Size = {
  readonly parties: number
  /** Letters of a name of a person, and of an organisation. */
  readonly name: number
  readonly organisation: number
  readonly address: number
  readonly facts: number
  readonly terms: number
  readonly term: number
  readonly agents: number
  readonly record: number
  readonly evidence: number
  readonly claims: number
  readonly claim: number
}

const NORMAL: Size = { parties: 2, name: 2, organisation: 12, address: 26, facts: 110, terms: 2, term: 24, agents: 0, record: 260, evidence: 3, claims: 2, claim: 22 }
const WORST: Size = { parties: 6, name: 24, organisation: 46, address: 90, facts: 1400, terms: 12, term: 160, agents: 2, record: 2400, evidence: 18, claims: 7, claim: 110 }

const phrases = [
  '申请人反映卫生间顶板渗水', '物业公司称已经按照合同履行', '双方对责任和数额有争议', '多次上门协商没有结果', '吊顶和木门受损', '电梯停运十一天', '停车费重复收取',
  '请求公开2023年至2025年的公共收益账目', '夜间噪声影响休息', '维修费8,600.00元', '经住房和城乡建设局现场查看', '（详见2026年9月16日的检测报告WY-2026-0916号）', '“谁漏水谁维修”的说法对方不认可',
  '请求返还3,264.00元', 'https://example.org/notice?id=20260916', '防水层面积约12.5㎡',
]

/** Prose of about a length, the same for the same place in the run. */
const proseFrom = (next: () => number) => (length: number): string => {
  let text = ''
  while (text.length < length) text += `${text === '' ? '' : text.length % 3 === 0 ? '。' : '，'}${phrases[Math.trunc(next() * phrases.length)]}`
  return `${text.slice(0, Math.max(length - 1, 4))}。`
}

const surnames = [...'余林周沈宋何陈赵钱孙李吴郑王冯褚卫蒋欧阳']
const given = [...'明晓立岚平宁静海涛丽芳敏强磊军洋勇艳杰娟秀霞']

const nameOf = (next: () => number, length: number): string =>
  Array.from({ length }, (_, at) => (at === 0 ? surnames : given)[Math.trunc(next() * (at === 0 ? surnames : given).length)]!).join('')

const partyOf = (next: () => number, size: Size, index: number): Party => {
  const side = index % 2 === 0 ? 'applicant' : index === 5 ? 'thirdParty' : 'respondent'
  const prose = proseFrom(next)
  const address = `湖北省赤壁市蒲圻街道望山社区清源小区${'东侧商业街'.repeat(40)}`.slice(0, size.address - 8) + `${index + 1}栋1单元150${index}室`
  const agents = Array.from({ length: size.agents }, (_, at) => ({
    name: nameOf(next, Math.min(size.name, 6)), authority: at === 0 ? 'special' as const : 'general' as const, idNo: `42999919800101${String(1000 + index * 10 + at)}`, phone: '13907151234',
  }))
  const common = { id: `p${index + 1}`, side, address, phone: `1390715${String(2000 + index)}`, ...(agents.length > 0 && { agents }) } as const
  if (index === 1 && size.parties > 2) {
    return {
      ...common, kind: 'organisation', name: `${`赤壁市清源${'物业管理与城市公共空间综合服务'.repeat(6)}`.slice(0, size.organisation - 8)}服务有限责任公司`, uscc: '91429999MA00000A9B',
      representative: { name: nameOf(next, Math.min(size.name, 4)), duty: '执行董事兼总经理' },
    }
  }
  return {
    ...common, kind: 'person', name: index === 4 ? `Müller-Lüdenscheidt Alexandra Theodora ${prose(4).slice(0, 2)}` : nameOf(next, size.name), idKind: index === 4 ? 'passport' : 'residentId',
    idNo: index === 4 ? 'C01X00T478901234' : `42999919${65 + index}0312001${index}`, sex: index % 2 === 0 ? 'male' : 'female', bornOn: localDate(`19${65 + index}-03-12`),
    ethnicity: index === 3 ? '维吾尔族' : '汉族', occupation: size.name > 4 ? '个体工商户（早餐店经营者）' : '教师',
  }
}

const termsOf = (next: () => number, size: Size, parties: readonly Party[]): Term[] => {
  const prose = proseFrom(next)
  const [to, from] = [parties.find(({ side }) => side === 'applicant')!, parties.find(({ side }) => side === 'respondent')!]
  return Array.from({ length: size.terms }, (_, at): Term => (at % 3 === 1
    ? {
        id: `t${at}`, kind: 'payment', obligor: from.id, obligee: to.id, amountFen: 860_000 + at * 12_345, dueOn: addDays(today, -10 + at), manner: '银行转账', text: size.term > 60
          ? `${from.name}于2026年11月${13 + at}日前一次性支付${to.name}赔偿款。${prose(size.term - 40)}` : `${from.name}一次性支付${to.name}赔偿款8,723.45元。`.replace('8,723.45', (8600 + at * 123.45).toFixed(2).replace('8', '8,')),
      }
    : { id: `t${at}`, kind: 'act', obligor: from.id, obligee: to.id, dueOn: addDays(today, -12 + at), manner: '自行委托有资质的施工单位', place: '清源小区5栋1单元1501室', text: `${from.name}修复卫生间防水层。${size.term > 60 ? prose(size.term - 10) : ''}` }))
}

/** One case from which the endings are made. */
const baseOf = (next: () => number, size: Size, type: DisputeType, index: number): CaseFile => {
  const prose = proseFrom(next)
  const parties = Array.from({ length: size.parties }, (_, at) => partyOf(next, size, at))
  return {
    id: `paper${index}`, fileNo: `（2026）赤物人调字第${String(index + 1).padStart(3, '0')}号`, source: 'application', type, officialCategory: 'neighbour',
    place: { regionCode: '421281001', community: '望山社区', estate: '清源小区', building: '5栋', unit: '1单元', room: '1501' },
    facts: prose(size.facts), claims: Array.from({ length: size.claims }, () => prose(size.claim)), parties, appliedOn: localDate('2026-09-07'), acceptedOn: localDate('2026-09-08'),
    mediators: [{ mediatorId: 'm1', duty: 'presiding' }, ...(size.parties > 2 ? [{ mediatorId: 'm2', duty: 'assisting' } as const] : [])],
    sessions: [
      { id: 's1', startAt: '2026-09-15T09:00' as never, endAt: '2026-09-15T10:20' as never, place: '清源小区5栋1501室', kind: 'investigation', record: prose(size.record), confidential: false, attendees: ['社区网格员吴芳'], withParties: ['p1'] },
      { id: 's2', startAt: '2026-10-12T14:30' as never, endAt: '2026-10-12T16:10' as never, place: '望山社区调解室', kind: 'joint', record: prose(size.record), confidential: false, attendees: ['社区民警赵勇'], result: 'settled' },
    ],
    evidence: Array.from({ length: size.evidence }, (_, at) => ({
      no: at + 1, name: `证据材料${at + 1}${size.evidence > 6 ? prose(22) : ''}`, providedBy: parties[at % parties.length]!.id, source: size.evidence > 6 ? prose(18) : '自行提交', copies: 1, pages: at + 1,
      original: at % 2 === 0, proves: prose(size.evidence > 6 ? 40 : 12),
    })),
    extensions: [{ agreedOn: localDate('2026-10-06'), until: localDate('2026-10-20'), reason: prose(Math.min(size.claim, 60)) }],
    referrals: [{ toBody: '赤壁市城市管理执法局', sentOn: localDate('2026-09-10'), matter: prose(size.claim), documentNo: '赤物调函〔2026〕3号', replyDueOn: localDate('2026-09-24') }],
    agreement: {
      form: 'written', no: `（2026）赤物人调字第${String(index + 1).padStart(3, '0')}号`, reachedOn: localDate('2026-10-12'), effectiveOn: localDate('2026-10-12'), whole: true, copies: size.parties + 1,
      facts: prose(Math.min(size.facts, 500)), issues: prose(Math.min(size.claim * 2, 120)), terms: termsOf(next, size, parties),
    },
    followUps: [{ on: localDate('2026-11-09'), by: 'm1', way: 'phone', findings: prose(Math.min(size.record, 300)), satisfied: true }],
  }
}

/** The courses a case can take; for every form one of them suits. */
const coursesOf = (base: CaseFile): CaseFile[] => {
  const { agreement, ...open } = base
  const performed = agreement!.terms.map(term => ({ termId: term.id, on: localDate('2026-10-30'), state: 'done' as const, ...(term.amountFen !== undefined && { amountFen: term.amountFen }) }))
  const settled: CaseFile = { ...base, end: { code: 'E01', on: localDate('2026-10-12') } }
  const court = { body: '赤壁市人民法院', receivedOn: localDate('2026-10-09'), documentNo: '（2026）鄂1281诉前调001号', officer: '法官甲' }
  const { sessions } = base
  const failed = sessions!.map(session => (session.kind === 'joint' ? { ...session, result: 'failed' as const } : session))
  return [
    open,
    settled,
    { ...settled, performance: performed },
    { ...settled, type: 'WY24', performance: performed },
    { ...settled, agreement: { ...agreement!, form: 'oral' }, end: { code: 'E02', on: localDate('2026-10-12') } },
    { ...open, type: 'WY01', sessions: failed, end: { code: 'E03', on: localDate('2026-10-08'), reason: '分歧过大' } },
    { ...open, acceptedOn: undefined, sessions: [], end: { code: 'E06', on: localDate('2026-09-09'), reason: '人民法院已经受理' } } as unknown as CaseFile,
    { ...open, type: 'WY01', source: 'courtBeforeFiling', sourceRef: court, sessions: failed, end: { code: 'E08', on: localDate('2026-11-06'), reason: '被申请人无法联系' } },
    { ...settled, source: 'courtBeforeFiling', sourceRef: court },
  ].map(file => Object.fromEntries(Object.entries(file).filter(([, value]) => value !== undefined)) as CaseFile)
}

export type PaperInput = { readonly template: DocumentTemplate; readonly input: DocumentInput }

/** What a person could fill in beside the case. */
const extrasOf = (template: DocumentTemplate, prose: (length: number) => string, length: number): Record<string, string> =>
  Object.fromEntries((template.extras ?? []).map(({ key, lines = 1 }) => [key, Array.from({ length: length > 60 ? lines : 1 }, () => prose(Math.min(length, lines > 1 ? 60 : 18)).replace(/。$/, '')).join('\n')]))

const inputsOf = (base: CaseFile, more: (template: DocumentTemplate) => Record<string, string> | undefined): PaperInput[] => documentTemplates.flatMap(template => {
  const file = coursesOf(base).find(one => (template.suits?.(one) ?? true) && (template.of === undefined || template.of(one).length > 0))
  // A case of two persons has no paper of an organisation.
  if (!file) return []
  const papers = papersOf(template, file)
  const { of } = papers.at(-1)!
  const extras = more(template)
  return [{ template, input: { file, office: workedOffice, mediators: workedMediators, today, annex: { id: file.id }, ...(of && { of: of.id }), ...(extras && { extras }) } }]
})

/** Each form of the first worked case that suits it: as it usually comes. */
export const normalInputs = (): PaperInput[] => documentTemplates.map((template, index): PaperInput => {
  const file = workedCases.find(one => (template.suits?.(one) ?? true) && (template.of === undefined || template.of(one).length > 0))
  if (!file) return inputsOf(baseOf(numbersFrom(7), NORMAL, 'WY05', index), () => undefined).find(one => one.template === template)!
  const of = papersOf(template, file)[0]!.of
  return { template, input: { file, office: workedOffice, mediators: workedMediators, today, annex: { id: file.id }, ...(of && { of: of.id }) } }
})

/** Each form of a case that has much of everything: six parties with agents, long names, an address of ninety signs, twelve terms. */
export const worstInputs = (): PaperInput[] => {
  const next = numbersFrom(11)
  const base = baseOf(next, WORST, 'WY06', 0)
  const prose = proseFrom(next)
  return inputsOf(base, template => extrasOf(template, prose, 120))
}

/** Every form of one of forty cases, each of another size; the same for the same number. */
export const generatedInputs = (number: number): PaperInput[] => {
  const next = numbersFrom(1000 + number)
  const between = (from: number, to: number): number => from + Math.trunc(next() * (to - from + 1))
  const size: Size = {
    parties: between(2, 6), name: next() < 0.8 ? between(2, 4) : between(5, 20), organisation: between(9, 40), address: between(20, 70), facts: between(40, 900), terms: between(1, 9),
    term: between(12, 120), agents: next() < 0.6 ? 0 : between(1, 2), record: between(0, 1500), evidence: between(1, 14), claims: between(1, 5), claim: between(10, 80),
  }
  const types = keysOf(disputeTypes).filter(type => type !== 'WY28' && type !== 'WY29')
  const prose = proseFrom(next)
  return inputsOf(baseOf(next, size, types[between(0, types.length - 1)]!, number), template => (next() < 0.5 ? undefined : extrasOf(template, prose, between(10, 120))))
}
