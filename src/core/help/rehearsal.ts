/**
 * Invented cases to practise with (演练案件): sixty over the last fourteen months, in every stage, some overdue, some over
 * New Year, one of many households, names with rare characters. The same for the same seed and day; every case keeps the
 * rules. All names, numbers and places are made up.
 */
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile, Mediator, Party } from '../case/record/case-file.ts'
import type { DisputeType } from '../base/codes.ts'
import { addDays, addMonths, daysBetween, earlierOf, laterOf, localDate, weekdayOf, yearOf, type LocalDate, type LocalTime } from '../base/dates.ts'
import { identityWarnings } from '../case/parties/identity.ts'
import { fileNoOf } from '../base/numbering.ts'

export const REHEARSAL_CASES = 60
/** Ids of invented cases begin so. */
export const REHEARSAL_PREFIX = 'lx'

type Dispute = { readonly type: DisputeType; readonly facts: string; readonly claims: readonly string[]; readonly term: string; readonly pays: boolean }

const disputes: readonly Dispute[] = [
  { type: 'WY01', facts: '业主认为电梯常停、楼道无人打扫，两年没有交物业费；物业公司称已按合同派人服务，催交多次未果。', claims: ['支付拖欠的物业费', '免收违约金'], term: '支付拖欠的物业费', pays: true },
  { type: 'WY05', facts: '申请人卫生间顶板渗水，吊顶和木门受潮变形。双方对渗水原因、修复责任和赔偿数额有争议。', claims: ['修复渗水部位', '赔偿吊顶和木门损失'], term: '赔偿吊顶和木门损失', pays: true },
  { type: 'WY08', facts: '楼上夜间拖动桌椅、儿童跑跳，申请人多次上门沟通没有效果，影响休息。', claims: ['晚上十点以后不再发出噪声'], term: '晚上十点至次日早上七点不发出影响邻居休息的声响', pays: false },
  { type: 'WY04', facts: '小区东侧空地划了二十个车位对外出租，业主认为应当先满足业主停车，租金去向不明。', claims: ['公布车位租金收支', '优先租给业主'], term: '公布车位租金收支，空出的车位优先租给业主', pays: false },
  { type: 'WY06', facts: '顶层屋面多处开裂，雨天漏水。业主要求动用维修资金，物业公司称签名户数不够。', claims: ['维修屋面'], term: '组织维修屋面并接受业主验收', pays: false },
  { type: 'WY10', facts: '电梯广告和快递柜场地费收了三年，没有公布过收支，业主要求查看账目。', claims: ['公布公共收益收支'], term: '在公告栏公布公共收益收支明细', pays: false },
  { type: 'WY12', facts: '三单元电梯一个月内停运五次，老人上下楼困难，双方对维修责任说法不一。', claims: ['修好电梯并定期检修', '减免停运期间的电梯费'], term: '退还停运期间的电梯费', pays: true },
  { type: 'WY22', facts: '被申请人在楼道喂养流浪猫，气味和叫声影响邻居，双方几次争吵。', claims: ['清理楼道，不再在楼道喂养'], term: '清理楼道，不再在楼道内喂养动物', pays: false },
  { type: 'WY19', facts: '底层住户在楼前绿地种菜、围栏，其他业主要求恢复绿地。', claims: ['拆除围栏，恢复绿地'], term: '拆除围栏并补种草皮', pays: false },
  { type: 'WY24', facts: '申请人的电动车在地下车库被划伤，监控当时没有开机，物业公司不同意赔偿。', claims: ['赔偿修车费用'], term: '赔偿修车费用', pays: true },
  { type: 'WY25', facts: '电动车在楼道充电，消防通道被占，业主担心安全，与车主发生争执。', claims: ['把车移到充电棚，不再在楼道充电'], term: '把电动车移到充电棚充电', pays: false },
  { type: 'WY02', facts: '物业公司向装修业主收取垃圾清运费和出入证工本费，业主认为没有依据，要求退还。', claims: ['退还多收的费用'], term: '退还多收的费用', pays: true },
]

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const givenNames = ['明', '建华', '秀兰', '志远', '丽', '海涛', '春梅', '国强', '思雨', '欣怡', '玉萍', '永安', '子涵', '一诺', '小军', '桂英']
/** Names with characters that some fonts and input methods lack. */
const rareNames = ['陈䶮', '李𬀩', '周㛃', '𡊄小梅', '王𫖯', '赵𰻝']
const estates = ['清源小区', '河畔人家', '望山雅居', '金桥花园', '凤凰里']
const companies = ['清源物业服务有限公司（演练）', '河畔物业服务有限公司（演练）']

/** Where a case has come to. */
type Fate =
  | 'applied' | 'asked' | 'accepted' | 'mediating' | 'extended' | 'suspended' | 'agreed' | 'performing' | 'confirming'
  | 'closing' | 'archived' | 'oral' | 'failed' | 'withdrawn' | 'declined' | 'outside' | 'transferred' | 'returned' | 'void'

/**
 * Each case as its fate and on how many days before today the application came. What is older than its period allows is
 * overdue: that is meant.
 */
const fates: readonly (readonly [Fate, readonly number[]])[] = [
  ['applied', [0, 2, 12]],
  ['asked', [6]],
  ['accepted', [3, 8]],
  ['mediating', [4, 7, 11, 16, 22, 27, 31, 45, 60]],
  ['extended', [34, 41]],
  ['suspended', [26, 52]],
  ['agreed', [13, 24]],
  ['performing', [19, 33, 48, 66, 92, 128]],
  ['confirming', [38, 57]],
  ['closing', [36, 71, 104]],
  ['oral', [84, 240]],
  ['failed', [58, 175, 305]],
  ['withdrawn', [63, 262]],
  ['declined', [99]],
  ['outside', [143]],
  ['transferred', [77, 218]],
  ['returned', [112, 290]],
  ['void', [88]],
  ['archived', [121, 136, 152, 167, 183, 229, 251, 277, 318, 334, 352, 377, 401, 421]],
]

const numbersFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The Friday before a weekend day; the order of days is kept. */
const workday = (date: LocalDate): LocalDate => {
  const weekday = weekdayOf(date)
  return weekday === 6 ? addDays(date, -1) : weekday === 0 ? addDays(date, -2) : date
}
const at = (date: LocalDate, time: string): LocalTime => `${date}T${time}` as LocalTime

/** The New Year's Day that lies a month back or more. */
const lastNewYear = (today: LocalDate): LocalDate => {
  const day = localDate(`${yearOf(today)}-01-01`)
  return daysBetween(day, today) >= 31 ? day : addMonths(day, -12)
}

export type RehearsalInput = {
  readonly today: LocalDate
  readonly numberWord: string
  /** Six digits of the committee's region. */
  readonly regionCode: string
  /** The register; when it is empty two invented mediators come with the cases. */
  readonly mediators: readonly Mediator[]
  /** The last file number given in each year. */
  readonly fileNumbers: Readonly<Record<string, number>>
  readonly seed?: number
}

export type Rehearsal = { readonly cases: readonly CaseFile[]; readonly annexes: readonly CaseAnnex[]; readonly mediators: readonly Mediator[] }

export const rehearsalCases = ({ today, numberWord, regionCode, mediators: register, fileNumbers, seed = 1 }: RehearsalInput): Rehearsal => {
  const next = numbersFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.trunc(next() * list.length)]!
  const number = (from: number, to: number): number => from + Math.trunc(next() * (to - from + 1))
  const added: readonly Mediator[] = register.length > 0 ? [] : [
    { id: `${REHEARSAL_PREFIX}m1`, name: '何演', kind: 'fullTime' }, { id: `${REHEARSAL_PREFIX}m2`, name: '林练', kind: 'partTime' },
  ]
  const mediatorIds = [...register, ...added].map(({ id }) => id)
  const first = addMonths(today, -14)

  const idNo = (): string => {
    const body = `429999${number(1950, 1999)}${String(number(1, 12)).padStart(2, '0')}${String(number(1, 28)).padStart(2, '0')}${String(number(1, 999)).padStart(3, '0')}`
    return body + [...'0123456789X'].find(check => identityWarnings({ idKind: 'residentId', idNo: body + check }, today).length === 0)!
  }
  let people = 0
  const person = (id: string, side: Party['side'], home: string): Party => {
    people += 1
    const name = people % 9 === 0 ? rareNames[(people / 9 - 1) % rareNames.length]! : pick(surnames) + pick(givenNames)
    return { id, side, kind: 'person', name, idKind: 'residentId', idNo: idNo(), phone: `1390000${String(people).padStart(4, '0')}`, address: home }
  }

  /** A working day `days` later, where that is not after today. */
  const after = (day: LocalDate, days: number): LocalDate => laterOf(day, workday(earlierOf(today, addDays(day, days))))

  const places = fates.flatMap(([fate, ages]) => ages.map(age => ({ fate, age })))
  const newYear = lastNewYear(today)
  const annexes: CaseAnnex[] = []
  const cases = places.map(({ fate, age }, index): CaseFile => {
    const id = `${REHEARSAL_PREFIX}${index + 1}`
    const annex = (more: Omit<CaseAnnex, 'id'>): void => {
      annexes.push({ id, ...more })
    }
    const dispute = disputes[index % disputes.length]!
    const estate = pick(estates)
    const building = `${number(1, 12)}栋`
    const home = (): string => `${estate}${building}${number(1, 3)}单元${number(1, 18)}0${number(1, 4)}室`
    // Two finished cases begin before a New Year and end after it.
    const archived = fate === 'archived'
    const overNewYear = archived && (age === 251 || age === 277)
    const appliedOn = laterOf(first, workday(overNewYear ? addDays(newYear, age === 251 ? -6 : -12) : addDays(today, -age)))
    const acceptedOn = fate === 'applied' || fate === 'asked' || fate === 'declined' || fate === 'outside'
      ? undefined
      : after(appliedOn, number(1, 3))
    const sessionDay = acceptedOn && after(acceptedOn, 3)
    const settledOn = sessionDay && after(sessionDay, overNewYear ? 17 : number(3, 9))

    const many = index === 9
    const company = index % 3 === 0
    const companyName = pick(companies)
    const respondent: Party = company
      ? { id: 'p2', side: 'respondent', kind: 'organisation', name: companyName, representative: { name: pick(surnames) + pick(givenNames), duty: '总经理' }, phone: `0715-532000${companies.indexOf(companyName) + 1}` }
      : person('p2', 'respondent', home())
    const parties: Party[] = [
      { ...person('p1', 'applicant', home()), ...(many && { headcount: 36, representative: { name: pick(surnames) + pick(givenNames), duty: '业主推选的代表' } }) },
      respondent,
      ...(many ? Array.from({ length: 11 }, (_, more) => person(`p${more + 3}`, 'applicant', home())) : []),
    ]
    const [applicant] = parties
    const fromCourt = fate === 'returned' || index === 24
    const source: CaseFile['source'] = fromCourt ? 'courtBeforeFiling' : fate === 'transferred' && index % 2 === 0 ? 'petition' : index % 11 === 5 ? 'ownInitiative' : 'application'
    const mediatorId = mediatorIds[index % mediatorIds.length]!
    const base: CaseFile = {
      id, source, type: dispute.type, facts: dispute.facts, claims: [...dispute.claims], parties, appliedOn,
      ...(fromCourt && { sourceRef: { body: '演练市人民法院', receivedOn: appliedOn, documentNo: `（${yearOf(appliedOn)}）演练委派${index + 1}号` } }),
      ...(source === 'petition' && { sourceRef: { body: '演练市信访局', receivedOn: appliedOn } }),
      place: { regionCode: `${regionCode}001`, community: '望山社区', estate, building },
      ...(company && { propertyCompany: { name: respondent.name } }),
      ...(many && { difficult: true }),
      ...(acceptedOn && { acceptedOn }),
      ...(acceptedOn && fate !== 'accepted' && { mediators: [{ mediatorId, duty: 'presiding' as const }] }),
    }
    const sessions: NonNullable<CaseFile['sessions']> = sessionDay === undefined ? [] : [
      { id: 's1', startAt: at(sessionDay, '09:00'), endAt: at(sessionDay, '10:20'), place: '望山社区调解室', kind: 'joint', withParties: parties.map(party => party.id), confidential: false, result: 'continue',
        record: `告知双方权利义务。${applicant!.name}陈述：${dispute.facts}${respondent.name}表示愿意协商。` },
      ...(index % 4 === 0 ? [{ id: 's2', startAt: at(sessionDay, '10:30'), endAt: at(sessionDay, '10:50'), place: '望山社区调解室', kind: 'separate' as const, withParties: ['p1'], confidential: true, record: '单独谈话：申请人说出可以接受的底线。' }] : []),
    ]
    const amountFen = number(6, 90) * 10_000
    const agreement = (form: 'written' | 'oral', on: LocalDate, dueOn: LocalDate, effective: boolean): NonNullable<CaseFile['agreement']> => ({
      form, reachedOn: on, ...(effective && { effectiveOn: on }), whole: true, ...(form === 'written' && { copies: 3 }),
      facts: dispute.facts, issues: dispute.claims.join('；'),
      terms: [{
        id: 't1', obligor: 'p2', obligee: 'p1', dueOn,
        ...(dispute.pays
          ? { kind: 'payment' as const, amountFen, manner: '银行转账', text: `${respondent.name}向${applicant!.name}${dispute.term}${amountFen / 100}元` }
          : { kind: 'act' as const, manner: '自行完成', text: `${respondent.name}${dispute.term}` }),
      }],
    })
    /** An agreement that ended the case on the day it was reached. */
    const settled = (form: 'written' | 'oral', due: number): CaseFile => ({
      ...base, sessions, agreement: agreement(form, settledOn!, addDays(settledOn!, due), true), end: { code: form === 'written' ? 'E01' : 'E02', on: settledOn! },
    })
    const done = (file: CaseFile): CaseFile => ({
      ...file,
      performance: [{ termId: 't1', on: after(settledOn!, 9), state: 'done', ...(dispute.pays && { amountFen }) }],
      followUps: [{ on: after(settledOn!, 20), by: mediatorId, way: index % 2 === 0 ? 'phone' : 'visit', findings: '已经履行，双方没有新的争议。', satisfied: true }],
    })
    const put = (file: CaseFile, pages: number): CaseFile => ({
      ...file, archive: { on: after(file.end!.on, 25), retention: many ? 'long' : 'short', pages },
    })
    const ended = (code: 'E03' | 'E04' | 'E05' | 'E06' | 'E07' | 'E08', reason: string, more: Partial<CaseFile> = {}): CaseFile => ({
      ...base, ...(sessions.length > 0 && code !== 'E07' && { sessions }), ...more,
      end: { code, on: settledOn ?? after(appliedOn, 3), reason, ...(code === 'E07' && { toBody: '市城管执法局' }) },
    })

    switch (fate) {
      case 'applied':
      case 'accepted':
        return base
      case 'asked':
        annex({ inquiries: [{ id: 'q1', kind: 'supplement', askedOn: after(appliedOn, 1), what: '购房合同或房产证复印件' }] })
        return base
      case 'mediating': {
        if (age === 11) annex({ risks: [{ id: 'r1', raisedOn: acceptedOn!, kind: 'petition', level: 'serious', description: '部分业主扬言到市政府门前反映，情绪较激动。', raisedBy: '演练', reports: [] }] })
        if (age === 7 || age === 22) {
          const day = workday(addDays(today, 5))
          annex({
            rightsTold: [{ on: acceptedOn!, by: mediatorId, way: 'oral', to: parties.map(party => party.id) }],
            appointments: [{ id: 'a1', startAt: at(day, age === 7 ? '09:30' : '14:30'), endAt: at(day, age === 7 ? '10:30' : '15:30'), place: '望山社区调解室', kind: 'joint', mediatorIds: [mediatorId], partyIds: parties.map(party => party.id) }],
          })
        }
        return age === 4 ? base : {
          ...base, sessions,
          evidence: [{ no: 1, name: '现场照片', providedBy: 'p1', pages: 2, proves: dispute.claims[0]! }, { no: 2, name: '物业服务合同', providedBy: 'p2', copies: 1, pages: 8 }],
        }
      }
      case 'extended':
        return { ...base, sessions, extensions: [{ agreedOn: sessionDay!, until: addDays(today, age === 34 ? 5 : 14), reason: '等待鉴定结果，双方同意延长。' }] }
      case 'suspended':
        return { ...base, sessions, suspensions: [{ from: sessionDay!, reason: '委托鉴定渗水原因' }] }
      case 'agreed':
        return { ...base, sessions, agreement: agreement('written', settledOn!, addDays(today, 20), false) }
      case 'performing': {
        const file = settled('written', age === 66 || age === 128 ? 20 : age + 10)
        return age === 92 ? { ...file, performance: [{ termId: 't1', on: after(settledOn!, 15), state: 'partly', ...(dispute.pays && { amountFen: amountFen / 2 }), note: '先履行一部分，余下的约定月底前履行。' }] } : file
      }
      case 'confirming': {
        const file = settled('written', age + 5)
        const asked = after(settledOn!, 7)
        return { ...file, confirmation: age === 38
          ? { appliedOn: asked, court: '演练市人民法院', result: 'pending' }
          : { appliedOn: asked, court: '演练市人民法院', result: 'confirmed', decidedOn: after(asked, 12), caseNo: `（${yearOf(appliedOn)}）演练民特${index + 1}号` } }
      }
      case 'closing':
        return done(settled('written', 10))
      case 'oral':
        return put(done(settled('oral', 5)), 12)
      case 'failed':
        return age === 58 ? ended('E03', '分歧过大') : put(ended('E03', age === 175 ? '一方拒绝继续调解' : '当事人失联'), 16)
      case 'withdrawn':
        return put(ended('E04', '双方自行和解，书面撤回'), 8)
      case 'declined':
        return put(ended('E05', '被申请人明确不同意调解（人民调解法第17条）'), 4)
      case 'outside':
        return put(ended('E06', '人民法院已受理或已作出裁判'), 4)
      case 'transferred':
        return ended('E07', '属其他部门职责', { referrals: [{ toBody: '市城管执法局', sentOn: settledOn!, matter: '违法搭建的查处', replyDueOn: addDays(settledOn!, 15), ...(age === 218 && { repliedOn: addDays(settledOn!, 11), reply: 'done' as const }) }] })
      case 'returned':
        return put(ended('E08', '未达成协议'), 14)
      case 'void':
        annex({ voided: { on: after(appliedOn, 5), reason: '同一件事登记了两次，这一件作废。' } })
        return { ...base, sessions }
      case 'archived': {
        const file = put(done(settled('written', 10)), number(14, 40))
        return age === 183 ? { ...file, escalationPrevented: [{ kind: 'petition', on: sessionDay!, cases: 1, persons: 18, note: '调解员当天到场劝解，业主同意先协商。', approvedBy: '演练主任' }] } : file
      }
    }
  })

  // File numbers follow the days of acceptance, as they would have been given.
  const given = new Map<number, number>()
  const fileNos = new Map(cases.filter(file => file.acceptedOn).toSorted((one, other) => (one.acceptedOn! < other.acceptedOn! ? -1 : one.acceptedOn! > other.acceptedOn! ? 1 : 0)).map(file => {
    const year = yearOf(file.acceptedOn!)
    const sequence = (given.get(year) ?? fileNumbers[year] ?? 0) + 1
    given.set(year, sequence)
    return [file.id, fileNoOf(numberWord, year, sequence)] as const
  }))
  return { cases: cases.map(file => (fileNos.has(file.id) ? { ...file, fileNo: fileNos.get(file.id)! } : file)), annexes, mediators: added }
}
