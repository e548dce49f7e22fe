/** The book of letters of a year (收发文登记簿), and the list of what goes along with a transfer letter. */
import { keysOf } from '../base/codes.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { letterDirections, serialText, type BookedLetter } from '../case/record/letter-book.ts'
import type { CaseFile, Referral } from '../case/record/case-file.ts'
import type { OfficeDetails } from '../office/details.ts'
import { paragraph, plain, title } from './writing/case-words.ts'
import type { Block, DocumentContent } from './writing/content.ts'

/** Takes the letters of one year; `cases`: the file number of a letter's case by the letter's id. */
export const letterBookSheet = (year: number, letters: readonly BookedLetter[], cases: ReadonlyMap<string, string>, office: OfficeDetails, today: LocalDate): DocumentContent => ({
  id: 'letter-book',
  title: `${year}年收发文登记簿`,
  blocks: [
    title(`${year}年收发文登记簿`),
    ...keysOf(letterDirections).flatMap((direction): Block[] => {
      const rows = letters.filter(one => one.direction === direction).toSorted((a, b) => a.serial - b.serial)
      return rows.length === 0 ? [] : [{
        kind: 'table', caption: `${letterDirections[direction]}　${rows.length} 件`,
        columns: [
          { title: '编号', share: 18 }, { title: '日期', share: 17 }, { title: direction === 'in' ? '来文单位' : '送往单位', share: 16 }, { title: '事由', share: 24 },
          { title: '文号', share: 13 }, { title: '案件', share: 12 },
        ],
        rows: rows.map(one => [
          serialText(one), chineseDate(one.on), one.body, one.void ? `${one.subject}（作废：${one.void.reason}）` : one.subject, one.documentNo ?? '', cases.get(one.id) ?? '',
        ]),
      }]
    }),
    { kind: 'signatures', places: [{ label: '登记人', note: '签名' }], seal: office.name, date: chineseDate(today) },
  ],
})

/** Everything of a transfer by its title, the letter first. */
export const transferList = (file: CaseFile, letter: Referral, titles: readonly string[], office: OfficeDetails, today: LocalDate): DocumentContent => ({
  id: 'transfer-list',
  title: '材料清单',
  ...(file.fileNo ? { number: file.fileNo } : {}),
  blocks: [
    title('材料清单'),
    plain(`${letter.toBody}：`),
    paragraph(`${file.fileNo ? `${file.fileNo}案件` : '有关纠纷'}${letter.documentNo ? `（${letter.documentNo}）` : ''}移送材料如下，请核对后签收。`),
    {
      kind: 'table',
      columns: [{ title: '序号', share: 1, align: 'center' }, { title: '材料', share: 7 }, { title: '备注', share: 2 }],
      rows: titles.map((name, index) => [String(index + 1), name, '']),
    },
    { kind: 'signatures', places: [{ label: '移交人', note: '签名' }, { label: '接收人', note: '签名' }], seal: office.name, date: chineseDate(today) },
  ],
})
