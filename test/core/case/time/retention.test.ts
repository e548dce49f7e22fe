import { expect, test } from 'vitest'
import { localDate as day } from '../../../../src/core/base/dates.ts'
import { retentionOf, type Retention } from '../../../../src/core/case/time/retention.ts'
import { dossierCover } from '../../../../src/core/documents/dossier.ts'
import { parametersFrom, shippedParameters } from '../../../../src/core/parameters/parameters.ts'
import { workedCase, workedMediators, workedOffice } from '../../../builders.ts'

const archived = (retention: Retention, acceptedOn = '2026-09-08') => ({ ...workedCase('w1'), acceptedOn: day(acceptedOn), archive: { on: day('2026-11-20'), retention } })
const own = parametersFrom([{ id: 'retentionShortYears', value: 5, since: day('2026-10-01'), by: { title: '归档细则', no: 1, from: day('2026-10-01'), article: '第五条' } }])
const unruled = '没有条文规定，为软件预设，本会可以在制度里另定'

test('an archived file is kept until a day that follows from its period, and a permanent one without end', () => {
  expect(retentionOf(archived('long'), day('2026-11-23'), shippedParameters)).toEqual({
    usual: 'long', until: '2056-11-20', ground: unruled, sentence: `长期保管30年，自2026年11月20日归档起算，到2056年11月20日届满；${unruled}。`,
  })
  expect(retentionOf(archived('permanent'), day('2026-11-23'), shippedParameters)).toEqual({ usual: 'long', ground: unruled, sentence: '永久保管，没有届满日期。' })
})

test('the years are those that held at acceptance, and of a case never accepted those of the day it was archived, whatever comes later', () => {
  const short = (file: Parameters<typeof retentionOf>[0]) => retentionOf(file, day('2030-01-01'), own)
  expect(short(archived('short')).until).toBe('2036-11-20')
  expect(short(archived('short', '2026-10-08'))).toMatchObject({ until: '2031-11-20', sentence: expect.stringContaining('依本会《归档细则》第1版（2026年10月1日起施行）第五条。') as string })
  const { acceptedOn: _, ...never } = archived('short')
  const later = parametersFrom([{ id: 'retentionShortYears', value: 5, since: day('2027-01-01'), by: { title: '归档细则', no: 1, from: day('2027-01-01') } }])
  expect(retentionOf(never, day('2030-01-01'), later).until).toBe('2036-11-20')
})

test('the cover of an archived file says until when it is kept; before that, only how long', () => {
  const kept = (retention: Retention | undefined): unknown => {
    const { archive: _, ...open } = workedCase('w1')
    const content = dossierCover({
      file: retention ? archived(retention) : open, office: workedOffice, mediators: workedMediators, by: '何平', today: day('2026-11-23'), parameters: shippedParameters, entries: [], findings: [],
    })
    return content.blocks.flatMap(block => (block.kind === 'form' ? block.rows.flat() : [])).find(({ label }) => label === '保管期限')?.value
  }
  expect([kept(undefined), kept('short'), kept('permanent')]).toEqual(['长期', '短期，至2036年11月20日', '永久'])
})
