/** 典型成因: why disputes arise, as the committee tags its cases. Suggested words; others may be typed. */
import * as z from 'zod'
import { Text } from '../../base/text.ts'

export const suggestedCauses: readonly string[] = [
  '收费标准不明', '服务不到位', '交接不清', '收益不公开', '维修责任不清', '房屋质量遗留', '邻里关系', '装修管理不到位', '车位配置不足', '合同约定不明', '沟通不畅', '业主组织缺位',
]

/** The tags of one case: few, short, each once. */
export const Causes = z.array(Text.max(20, '成因请用 20 个字以内的短语。')).max(8, '一件案件最多标 8 个成因。')
  .refine(causes => new Set(causes).size === causes.length, '同一个成因标了两次，请去掉一个。')
