/** 制度汇编: every rule that was in force on a day, with cover and contents. */
import { chineseDate, type LocalDate } from '../case/dates.ts'
import type { Block, DocumentContent } from '../documents/content.ts'
import type { OfficeDetails } from '../office.ts'
import { filledText, ruleKinds, type RuleVersion } from './library.ts'

/** The marks of markdown that a rule's text may use, as markdown-it names them; everything else is plain text. */
export const markdownMarks = ['heading', 'list', 'table', 'emphasis', 'escape', 'newline'] as const

/** Takes the versions in the order in which they are printed, and what turns a text into blocks. */
export const bookletContent = (versions: readonly RuleVersion[], blocksOf: (text: string) => Block[], office: OfficeDetails, on: LocalDate): DocumentContent => ({
  id: 'rules-booklet',
  title: `${office.name}制度汇编`,
  blocks: [
    { kind: 'cover', title: '制度汇编', lines: [`${chineseDate(on)}施行的制度，共 ${versions.length} 项`], foot: [office.name, chineseDate(on)] },
    { kind: 'contents', title: '目　录' },
    ...versions.flatMap((version): Block[] => {
      const { on: passedOn, meeting, from, to } = version.adopted!
      return [
        { kind: 'title', text: version.title, newPage: true },
        {
          kind: 'paragraph', align: 'center', indent: false,
          text: `${ruleKinds[version.kind]}，第${version.no}版\n${chineseDate(passedOn)}，${meeting}通过\n自${chineseDate(from)}起施行${to ? `，至${chineseDate(to)}` : ''}`,
        },
        ...blocksOf(filledText(version)),
      ]
    }),
  ],
})
