/** D05 证据材料 (司发通〔2010〕239号): the list in front of the evidence; copies are marked 与原件核对无异. */
import type { CaseFile } from '../../case/record/case-file.ts'
import { anyStage, bothSides, disputeOf, fileNumber, mediatorPlaces, paragraph, title } from '../writing/case-words.ts'
import { choice, dateOrBlank, gap, type DocumentInput, type DocumentTemplate, type Phrases } from '../writing/content.ts'
import { partyPlaces } from '../writing/parties.ts'
import { wordingOf } from '../writing/phrases.ts'

const name = '人民调解证据材料'

const phrases = {
  compared: { label: '核对说明', text: '复印件由人民调解员与原件核对，在复印件上注明“与原件核对无异”，签名并注明日期。' },
} satisfies Phrases

type Item = NonNullable<CaseFile['evidence']>[number]

const providedBy = ({ file, mediators }: DocumentInput, { providedBy: id }: Item): string =>
  file.parties.find(party => party.id === id)?.name ?? mediators.find(mediator => mediator.id === id)?.name ?? id

const extent = ({ no, copies, pages }: Item): string =>
  `${copies ?? gap(`证据${no}的份数`, 2)}份\n${pages ?? gap(`证据${no}的页数`, 2)}页`

const originality = ({ original, no }: Item): string => (original === undefined
  ? `${choice(false, '原件')}${gap(`证据${no}是原件还是复印件`, 0)}\n${choice(false, '复印件')}`
  : `${choice(original, '原件')}\n${choice(!original, '复印件')}`)

export const evidenceList: DocumentTemplate = {
  id: 'D05',
  title: name,
  offeredIn: anyStage,
  offeredWhen: '登记了证据的案件',
  suits: file => (file.evidence ?? []).length > 0,
  phrases,
  write: input => {
    const { file } = input
    const evidence = file.evidence!
    const submitters = file.parties.filter(party => evidence.some(item => item.providedBy === party.id))
    return {
      id: 'D05',
      title: name,
      ...(file.fileNo ? { number: file.fileNo } : {}),
      blocks: [
        title(name),
        fileNumber(file),
        { kind: 'fields', rows: [[{ label: '纠纷', value: `${bothSides(file)}${disputeOf(file)}` }]] },
        {
          kind: 'table',
          columns: [
            { title: '序号', share: 7, align: 'center' },
            { title: '名称', share: 20 },
            { title: '来源', share: 15 },
            { title: '提交人', share: 14 },
            { title: '份数、页数', share: 11, align: 'center' },
            { title: '原件或复印件', share: 13 },
            { title: '证明内容', share: 20 },
          ],
          rows: evidence.map(item => [
            String(item.no), item.name, item.source ?? '', providedBy(input, item), extent(item), originality(item),
            item.proves ?? gap(`证据${item.no}的证明内容`, 0),
          ]),
        },
        paragraph(wordingOf(phrases, input)('compared')),
        {
          kind: 'signatures',
          places: [...submitters.flatMap(party => partyPlaces(file, party)), ...mediatorPlaces(input, '核对人')],
          date: dateOrBlank(undefined),
        },
      ],
    }
  },
}
