/** 制度汇编: every rule that was in force on a day, with cover and contents. */
import { roles } from '../base/accounts.ts'
import { keysOf } from '../base/codes.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { phases } from '../case/steps/step-facts.ts'
import type { Block, DocumentContent } from './writing/content.ts'
import type { OfficeDetails } from '../office/details.ts'
import { filledText, ruleKinds, type RuleVersion } from '../rules/library.ts'
import { limitText, scopeText, type ProcedureStep } from '../case/steps/procedure.ts'

/** The marks of markdown that a rule's text may use, as markdown-it names them; everything else is plain text. */
export const markdownMarks = ['heading', 'list', 'table', 'emphasis', 'escape', 'newline'] as const

/** The steps as a table for each part of the course, numbered through. */
const stepBlocks = (steps: readonly ProcedureStep[]): Block[] => [
  { kind: 'heading', text: '附：办理步骤表' },
  ...keysOf(phases).flatMap((phase): Block[] => {
    const rows = steps.flatMap((step, at) => (step.phase === phase
      ? [[String(at + 1), `${step.title}${step.optional ? '（可选）' : ''}`, roles[step.role], step.form ?? '', step.limit ? limitText(step.limit) : '', [step.article, scopeText(step) && `适用：${scopeText(step)}`].filter(Boolean).join('\n')]]
      : []))
    return rows.length === 0 ? [] : [{
      kind: 'table', caption: phases[phase], rows,
      columns: [
        { title: '序号', share: 0.085, align: 'center' }, { title: '步骤', share: 0.215 }, { title: '责任', share: 0.14 }, { title: '文书', share: 0.2 }, { title: '期限', share: 0.14 }, { title: '依据、适用', share: 0.22 },
      ],
    }]
  }),
]

/** Takes the versions in the order in which they are printed, and what turns a text into blocks. */
export const bookletContent = (versions: readonly RuleVersion[], blocksOf: (text: string) => Block[], office: OfficeDetails, on: LocalDate): DocumentContent => ({
  id: 'rules-booklet',
  title: `${office.name}制度汇编`,
  blocks: [
    { kind: 'cover', title: '制度汇编', lines: [`${chineseDate(on)}施行的制度，共 ${versions.length} 项`], foot: [office.name, chineseDate(on)] },
    { kind: 'contents', title: '目　录' },
    ...versions.flatMap((version): Block[] => {
      const { on: passedOn, meeting, from, to, paperSince } = version.adopted!
      return [
        { kind: 'title', text: version.title, newPage: true },
        {
          kind: 'paragraph', align: 'center', indent: false,
          text: `${ruleKinds[version.kind]}，第${version.no}版\n${chineseDate(passedOn)}，${meeting}通过\n${paperSince ? `原自${chineseDate(paperSince)}起施行，` : ''}自${chineseDate(from)}起${paperSince ? '按本软件的记录适用' : '施行'}${to ? `，至${chineseDate(to)}` : ''}`,
        },
        ...blocksOf(filledText(version)),
        ...(version.steps ? stepBlocks(version.steps) : []),
      ]
    }),
  ],
})
