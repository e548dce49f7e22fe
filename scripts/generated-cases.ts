/** Invented cases of real size (about 3 KB), the same for the same seed: for benchmarks and large tests. */
import { disputeTypes, sources } from '../src/core/base/codes.ts'
import { addDays, localDate, type LocalDate } from '../src/core/base/dates.ts'
import type { CaseFile } from '../src/core/case/record/case-file.ts'

/** A small generator of numbers from 0 to 1 (mulberry32). */
export const numbersFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文']
const given = [...'明华平安宁静海涛丽芳敏强磊军洋勇艳杰娟秀霞桂英兰玉萍红春梅㛃䶮志远思雨欣怡子涵一诺']
const estates = ['清源小区', '陆水花园', '金桥国际', '河畔人家', '赤马佳苑', '蒲圻新城', '望山雅居', '凤凰城']
const words = ['申请人反映', '多次上门协商未果', '物业公司称已按合同履行', '双方对责任和数额有争议', '卫生间顶板渗水', '吊顶和木门受损', '电梯停运', '停车费重复收取', '请求公开账目', '夜间噪声影响休息']
const streets = ['421281001', '421281002', '421281003', '421281100', '421281101']

export const generatedCases = (count: number, seed = 1, last: LocalDate = localDate('2026-11-20')): CaseFile[] => {
  const next = numbersFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.trunc(next() * list.length)]!
  const number = (from: number, to: number): number => from + Math.trunc(next() * (to - from + 1))
  const name = (): string => pick(surnames) + pick(given) + (next() < 0.6 ? pick(given) : '')
  const prose = (length: number): string => {
    let text = ''
    while (text.length < length) text += `${pick(words)}，`
    return `${text.slice(0, length - 1)}。`
  }
  const person = (id: string, side: 'applicant' | 'respondent', estate: string): CaseFile['parties'][number] => ({
    id, side, kind: 'person', name: name(), idKind: 'residentId',
    idNo: `4299991${number(950, 999)}${String(number(1, 12)).padStart(2, '0')}${String(number(1, 28)).padStart(2, '0')}${number(1000, 9999)}`,
    phone: `13${number(100000000, 999999999)}`, ethnicity: '汉族', address: `赤壁市蒲圻街道${estate}${number(1, 20)}栋${number(1, 3)}单元${number(101, 3304)}室`,
  })
  return Array.from({ length: count }, (_, index): CaseFile => {
    const estate = pick(estates)
    const acceptedOn = addDays(last, -number(20, 1400))
    const ended = next() < 0.9
    const end = addDays(acceptedOn, number(1, 19))
    const settled = ended && next() < 0.8
    return {
      id: `c${index}`,
      fileNo: `（${acceptedOn.slice(0, 4)}）赤物人调字第${String(index + 1).padStart(3, '0')}号`,
      source: next() < 0.85 ? 'application' : pick(Object.keys(sources).filter(key => !key.startsWith('court')) as CaseFile['source'][]),
      type: pick(Object.keys(disputeTypes) as CaseFile['type'][]),
      difficult: next() < 0.05,
      place: { regionCode: pick(streets), community: `${pick(['望山', '河北', '金鸡山', '铁山'])}社区`, estate, building: `${number(1, 20)}栋`, unit: `${number(1, 3)}单元`, room: String(number(101, 3304)) },
      propertyCompany: { name: `${pick(['清源', '金桥', '陆水', '新城'])}物业服务有限公司`, uscc: `91429999MA0000${number(1000, 9999)}` },
      facts: prose(180),
      claims: [prose(30), prose(25)],
      parties: [person('p1', 'applicant', estate), person('p2', 'respondent', estate)],
      appliedOn: addDays(acceptedOn, -number(0, 3)),
      acceptedOn,
      mediators: [{ mediatorId: pick(['m1', 'm2', 'm3']), duty: 'presiding' }],
      sessions: [
        { id: 's1', startAt: `${acceptedOn}T09:00` as never, place: '望山社区调解室', kind: 'joint', record: prose(220), confidential: false, withParties: ['p1', 'p2'] },
        { id: 's2', startAt: `${acceptedOn}T10:00` as never, place: '望山社区调解室', kind: 'separate', record: prose(90), confidential: true, withParties: ['p1'] },
      ],
      ...(settled && {
        agreement: {
          form: 'written', reachedOn: end, effectiveOn: end, whole: true, facts: prose(60), issues: prose(30), copies: 3,
          terms: [{ id: 't1', text: prose(40), obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: number(100, 2_000_000), dueOn: addDays(end, 15), manner: '银行转账' }],
        } as CaseFile['agreement'],
      }),
      ...(ended && { end: { code: settled ? 'E01' : next() < 0.5 ? 'E03' : 'E04', on: end } as CaseFile['end'] }),
    }
  })
}
