import { expect, test } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { attachmentPlace, inFileOrder } from '../../../src/core/documents/dossier.ts'
import { documentById } from '../../../src/core/documents/index.ts'
import { hasSignatures } from '../../../src/core/documents/issued.ts'
import { changedWords, claimInText, wordsOf } from '../../../src/core/documents/issued-words.ts'
import { printed } from '../../../src/core/documents/writing/content.ts'
import { aCase, workedMediators, workedOffice } from '../../builders.ts'

const written = (id: string) => printed(documentById(id)!.write({ file: aCase(), office: workedOffice, mediators: workedMediators, today: localDate('2026-11-23') }))
const digest = '0123456789abcdef'.repeat(4)

test('the text of a code, and the short digest at the foot of a page, name what was issued', () => {
  expect(claimInText(`人民调解协议书;（2026）赤物人调字第001号;第1版;SHA-256:${digest}`)).toBe(digest)
  expect(claimInText('核验 0123 4567')).toBe('01234567')
  expect(claimInText('没有')).toBeUndefined()
})

test('the same words in another file are told as the same, a changed amount with both figures', () => {
  const content = written('D07')
  const text = wordsOf(content).join('\n')
  expect(changedWords(content, text)).toEqual([])
  expect(changedWords(content, text.replaceAll('8,600.00元', '6,800.00元'))).toEqual([{
    issued: expect.stringContaining('8,600.00元') as unknown, found: expect.stringContaining('6,800.00元') as unknown,
  }])
  expect(changedWords(content, text.replace('林晓于2026年10月31日', '余明于2026年10月31日')).map(({ issued }) => issued)).toEqual([expect.stringContaining('林晓于2026年10月31日')])
})

test('in the file identity papers stand third, evidence behind its list, each under its own name', () => {
  const places = [['D03', inFileOrder('D03')], ['身份证', attachmentPlace('余明身份证.jpg', false).place], ['D28', inFileOrder('D28')], ['D05', inFileOrder('D05')], ['照片', attachmentPlace('渗水照片1.png', true).place], ['D06', inFileOrder('D06')]] as const
  expect(places.map(([, place]) => place).toSorted((a, b) => a - b)).toEqual(places.map(([, place]) => place))
  expect(attachmentPlace('余明身份证.jpg', false).title).toBe('余明身份证')
  expect(inFileOrder('D30-2')).toBeGreaterThan(inFileOrder('D14'))
})

test('the approval of closing is among what is to be signed, with room for an opinion', () => {
  expect(hasSignatures(written('D30-2'))).toBe(true)
})
