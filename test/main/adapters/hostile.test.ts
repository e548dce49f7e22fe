/**
 * The corpus of what people bring that is made to kill a program, or was broken on its way: each file is read in a process of its
 * own, ends in the time and memory that a reading may take, and is taken or refused with a sentence.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { openSide, readingLimits, SideEnded } from '../../../src/main/adapters/workers/side.ts'
import type { JobArgs, JobName, JobValue } from '../../../src/main/adapters/workers/jobs.ts'
import { pictureFault } from '../../../src/main/adapters/pdf/pictures.ts'
import { brokenPictures, soundJpeg, soundPng } from '../../hostile/images.ts'
import { heavyPdfs } from '../../hostile/pdf.ts'
import { heavySheets } from '../../hostile/sheets.ts'
import { runOn } from './pdf-reading.ts'

/** What the process beside took at most, as Linux tells while it runs. */
const peakOf = (): { readonly watch: () => void; readonly megabytes: () => number } => {
  let most = 0
  const look = (): void => {
    try {
      for (const child of readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')) most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0) / 1024)
    } catch {
      // It has ended.
    }
  }
  const timer = setInterval(look, 25)
  return { watch: look, megabytes: () => { clearInterval(timer); return most } }
}

/** The answer to one file, or that it ended the process; within the bounds in either case. */
const read = async <J extends JobName>(job: J, ...args: JobArgs<J>): Promise<JobValue<J> | 'ended'> => {
  const side = openSide(readingLimits)
  const peak = peakOf()
  const began = performance.now()
  try {
    const value = await side.run(job, ...args)
    peak.watch()
    return value
  } catch (error) {
    if (!(error instanceof SideEnded)) throw error
    return 'ended'
  } finally {
    const [seconds, megabytes] = [(performance.now() - began) / 1000, peak.megabytes()]
    side.close()
    expect({ seconds: seconds <= 21, megabytes: megabytes <= 500 }, `${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB`).toEqual({ seconds: true, megabytes: true })
    if (process.env['TELL']) console.log(`${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB`)
  }
}

describe('sheets', () => {
  test.each(heavySheets)('%s', async (_, bytes) => {
    const answer = await read('readSheets', bytes())
    // None of them needs the last resort.
    expect(answer).not.toBe('ended')
    if (answer !== 'ended' && !answer.ok) expect(answer.refusal.message).toMatch(/请/)
    if (process.env['TELL']) console.log(answer === 'ended' ? answer : answer.ok ? answer.value.map(({ rows }) => rows.length) : answer.refusal.code)
  }, 60_000)

  test('a list is read whatever is merged, coloured and named around it', async () => {
    for (const [name, bytes] of heavySheets.slice(0, 2)) {
      const answer = await read('readSheets', bytes())
      expect(answer, name).toMatchObject({ ok: true, value: [{ name: '台账', rows: name.startsWith('one') ? [['申请人']] : [['申请人', '受理日期'], ['余明', '2019-01-01']] }] })
    }
  }, 60_000)
})

const options = { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }

describe('pictures', () => {
  test.each(brokenPictures)('%s is left out with a word', async (_, bytes, fault) => {
    expect(await pictureFault(bytes())).toBe(fault)
  })

  test('those that stand for most take no more than a reading may', async () => {
    for (const name of ['a PNG of 30,000 by 30,000 dots with transparency', 'a PNG that unpacks to more than it has dots']) {
      const [, bytes, fault] = brokenPictures.find(([one]) => one === name)!
      expect(await read('lookAtFile', bytes(), options)).toEqual({ kind: 'none', why: fault })
    }
  }, 60_000)

  test('those that are whole are taken, also a large one that has to be taken apart', async () => {
    for (const bytes of [soundJpeg(), soundPng(10, 10), soundPng(8_000, 11_000), soundPng(4_000, 3_900, 6)]) expect(await read('lookAtFile', bytes, options)).toEqual({ kind: 'scan' })
  }, 60_000)
})

describe('PDFs', () => {
  test.each(heavyPdfs)('%s is left out with a word, or taken and sound', async (_, bytes) => {
    const file = bytes()
    const looked = await read('lookAtFile', file, options)
    if (process.env['TELL']) console.log(looked)
    if (looked === 'ended' || looked.kind !== 'foreign') return
    const made = await read('renderBook', { title: '卷宗', parts: [{ kind: 'foreign', title: '附件', bytes: file, pages: looked.pages }] }, options)
    if (made === 'ended' || !made.ok) throw new Error('was taken, and cannot be made')
    expect(runOn(made.value.pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
  }, 90_000)
})
