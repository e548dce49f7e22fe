import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonScan, readJson, requestLimits } from '../../src/core/base/json-text.ts'

const limits = { depth: 60, values: 1_000, name: 100 }

describe('JSON that others wrote', () => {
  test('is read as JSON.parse reads it, whatever it is', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), text => {
      expect(readJson(text, requestLimits)).toMatchObject({ value: JSON.parse(text) as unknown })
    }))
  })

  test('names the first field that is written twice, also where it is written otherwise, and under a long way', () => {
    expect(readJson(String.raw`{"a":[{"b":1},{"c/d":{"x":1,"y":2,"\u0078":3}}],"a":1}`, limits)).toMatchObject({ twice: ['a', 1, 'c/d', 'x'] })
    expect(readJson('{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}', limits)).not.toHaveProperty('twice')
    expect(readJson(String.raw`{"a\"b":1,"a":"\\","c":"\\\"","a\"b":2}`, limits)).toMatchObject({ twice: ['a"b'] })
  })

  test.each([
    ['too deep', '['.repeat(61), 'too-deep'], ['too many values', `[${'0,'.repeat(1_001)}0]`, 'too-many'], ['too long a name', `{"${'x'.repeat(101)}":1}`, 'name-too-long'],
    ['no JSON', '{"a":1', 'not-json'], ['a text that does not end', '{"a', 'not-json'], ['a name that is none', String.raw`{"\x":1}`, 'not-json'], ['nothing', '', 'not-json'], ['closed too often', ']]]}', 'not-json'],
  ])('says what it is: %s', (_, text, fault) => {
    expect(readJson(text, limits)).toEqual({ fault })
  })

  test('means the same in whatever pieces it comes, without long rows of blanks', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.array(fc.nat(40)), fc.boolean(), (json, cuts, spaced) => {
      const text = spaced ? json.replaceAll(/([,:[\]{}])/g, `$1${' '.repeat(300)}\n`) : json
      // Blanks are only put where they say nothing.
      fc.pre((() => { try { JSON.parse(text); return true } catch { return false } })())
      let kept = ''
      const scan = jsonScan(requestLimits, piece => { kept += piece })
      let from = 0
      for (const cut of cuts) {
        expect(scan.feed(text.slice(from, from + cut))).toBe(true)
        from += cut
      }
      expect(scan.feed(text.slice(from))).toBe(true)
      expect(JSON.parse(kept)).toEqual(JSON.parse(text))
      const whole = jsonScan(requestLimits)
      whole.feed(text)
      expect(scan.twice()).toEqual(whole.twice())
    }))
  })

  test('a hundred million blanks leave nothing behind', () => {
    let kept = 0
    const scan = jsonScan(requestLimits, piece => { kept += piece.length })
    const blanks = ' '.repeat(1_000_000)
    for (let piece = 0; piece < 100; piece += 1) scan.feed(blanks)
    expect(scan.feed('1')).toBe(true)
    expect(kept).toBe(1)
  })
})
