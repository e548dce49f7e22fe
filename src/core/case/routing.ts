/**
 * Which bodies the municipal plan names for a kind of dispute (赤政办函〔2024〕15号 第四部分). Where a body enforces, the
 * enforcement matter goes out as a transfer (移送) and only the civil claim stays with the committee.
 */
import type { DisputeType } from './codes.ts'

/** M: to mediate or settle (调处、调解); E: to investigate or enforce (查处); S: to supervise or guide (监督指导). */
export const relations = { M: '调处', E: '查处', S: '监督指导' } as const
export type Relation = keyof typeof relations

export type CompetentBody = {
  readonly body: string
  readonly relation: Relation
  /** Item of part four of the plan. */
  readonly item: string
  /** For which part of the matter, where not for all of it. */
  readonly forWhat?: string
}

const bodies = {
  housing: ['市住建局', '一'],
  street: ['街道办事处（乡镇政府）', '二'],
  community: ['社区（村）', '三'],
  socialWork: ['市委社会工作部', '四'],
  planning: ['市自然资源和规划局', '五'],
  police: ['市公安局', '六'],
  emergency: ['市应急管理局', '七'],
  fire: ['市消防救援大队', '八'],
  environment: ['市生态环境分局', '九'],
  health: ['市卫健局', '十'],
  urban: ['市城管执法局', '十一'],
  market: ['市市场监管局', '十二'],
  pricing: ['市发改局', '十三'],
  education: ['市教育局', '十四'],
  utilities: ['供水、供电、供气等专营单位', '十五'],
  association: ['市物业管理协会', '十七'],
  others: ['其他有关部门', '十八'],
} as const

/** Every body that part four of the plan names, in its order. */
export const planBodies: readonly { readonly body: string; readonly item: string }[] =
  Object.values(bodies).map(([body, item]) => ({ body, item: `四（${item}）` }))

const to = (key: keyof typeof bodies, relation: Relation, forWhat?: string): CompetentBody =>
  ({ body: bodies[key][0], relation, item: `四（${bodies[key][1]}）`, ...(forWhat !== undefined && { forWhat }) })

const table: Readonly<Record<DisputeType, readonly CompetentBody[]>> = {
  WY01: [to('pricing', 'M')],
  WY02: [to('pricing', 'M'), to('housing', 'S')],
  WY03: [to('housing', 'S'), to('association', 'S')],
  WY04: [to('planning', 'S', '车位规划'), to('pricing', 'M', '停车收费'), to('market', 'M', '机械车位')],
  WY05: [to('housing', 'S')],
  WY06: [to('housing', 'S')],
  WY07: [to('housing', 'S'), to('urban', 'E', '外立面')],
  WY08: [to('police', 'E', '生活噪声'), to('urban', 'E', '商业、施工噪声'), to('housing', 'S', '电梯、水泵噪声'), to('market', 'S', '电梯、水泵噪声')],
  WY09: [to('environment', 'E'), to('street', 'E')],
  WY10: [to('housing', 'S')],
  WY11: [to('housing', 'S')],
  WY12: [to('market', 'M')],
  WY13: [to('socialWork', 'S'), to('street', 'S'), to('community', 'S')],
  WY14: [to('street', 'S')],
  WY15: [to('housing', 'S')],
  WY16: [to('housing', 'S'), to('police', 'S', '交接秩序')],
  WY17: [],
  WY18: [to('urban', 'E')],
  WY19: [to('street', 'E'), to('fire', 'E', '堵塞消防通道')],
  WY20: [to('planning', 'S'), to('police', 'E', '侵占物业用房')],
  WY21: [to('market', 'E'), to('education', 'E', '违规办班')],
  WY22: [to('police', 'E')],
  WY23: [to('police', 'E')],
  WY24: [to('police', 'E'), to('housing', 'S')],
  WY25: [to('fire', 'E')],
  WY26: [to('utilities', 'M')],
  WY27: [to('urban', 'S')],
  WY28: [to('education', 'M')],
  WY29: [to('health', 'S', '传染病、消杀'), to('emergency', 'S', '应急')],
  WY99: [to('others', 'S')],
}

/** Every kind of dispute may also be mediated by the street and the community. */
const always: readonly CompetentBody[] = [to('street', 'M'), to('community', 'M')]

/** The bodies named for a dispute: those of its kind first, then street and community. */
export const bodiesFor = (type: DisputeType): readonly CompetentBody[] => [...table[type], ...always]

/** What the plan asks for at intake, as a sentence; null when nothing need go out. */
export const routingAdvice = (type: DisputeType): string | null => {
  const enforcing = table[type].filter(one => one.relation === 'E')
  if (enforcing.length === 0) return null
  const names = enforcing.map(one => (one.forWhat === undefined ? one.body : `${one.body}（${one.forWhat}）`)).join('、')
  return `涉及查处的事项应移送${names}（工作方案${enforcing.map(one => one.item).join('、')}），民事请求留在本会调解。`
}
