/** PDFs that are short and stand for much, or that are broken in ways that readers take differently. */
import { deflateSync } from 'node:zlib'

type Piece = { readonly dict?: string; readonly stream?: Uint8Array | string }

/** A PDF of these objects, numbered from 1; the first is its catalogue. */
export const pdfOf = (pieces: readonly (string | Piece)[], trailer = ''): Uint8Array => {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  let at = parts[0]!.length
  const add = (bytes: Buffer): void => {
    parts.push(bytes)
    at += bytes.length
  }
  pieces.forEach((piece, index) => {
    places.push(at)
    const { dict = '', stream } = typeof piece === 'string' ? { dict: piece } : piece
    if (stream === undefined) return add(Buffer.from(`${index + 1} 0 obj\n${dict}\nendobj\n`))
    const bytes = Buffer.from(stream)
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n<< /Length ${bytes.length} ${dict} >>\nstream\n`), bytes, Buffer.from('\nendstream\nendobj\n')]))
  })
  const start = at
  add(Buffer.from(`xref\n0 ${pieces.length + 1}\n0000000000 65535 f \n${places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${pieces.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`))
  return Buffer.concat(parts)
}

const MB = 1024 * 1024
const catalogue = '<< /Type /Catalog /Pages 2 0 R >>'
/** Pages 3 … that all show what stands in object `contents`. */
const pages = (count: number, contents: number, resources = '', more = ''): string[] => [
  `<< /Type /Pages /Count ${count} /Kids [${Array.from({ length: count }, (_, at) => `${at + 3} 0 R`).join(' ')}] >>`,
  ...Array.from({ length: count }, () => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << ${resources} >> ${more} >>`),
]
const page = (contents: Piece, resources = '', more: readonly (string | Piece)[] = [], inPage = ''): Uint8Array => pdfOf([catalogue, ...pages(1, 4, resources, inPage), contents, ...more])
const flate = (bytes: Uint8Array): Piece => ({ dict: '/Filter /FlateDecode', stream: deflateSync(bytes, { level: 9 }) })
const blanks = (size: number): Buffer => Buffer.alloc(size, ' ')
const over = (times: number, bytes: Uint8Array): Uint8Array => (times === 0 ? bytes : over(times - 1, deflateSync(bytes, { level: 9 })))
const image = (dict: string, stream: Uint8Array | string): Piece => ({ dict: `/Type /XObject /Subtype /Image ${dict}`, stream })
const drawn = (one: Piece): Uint8Array => page({ stream: 'q 100 0 0 100 0 0 cm /X Do Q' }, '/XObject << /X 5 0 R >>', [one])
const grey = '/ColorSpace /DeviceGray /BitsPerComponent 8'

/** Each is left out with a word, or taken and sound. */
export const heavyPdfs: readonly (readonly [name: string, bytes: () => Uint8Array])[] = [
  ['three hundred pages that show one text of 64 MB', () => pdfOf([catalogue, ...pages(300, 303), flate(blanks(64 * MB))])],
  ['three hundred pages that show one text of 8 MB', () => pdfOf([catalogue, ...pages(300, 303), flate(blanks(8 * MB))])],
  ['three hundred pages that draw one form of 64 MB', () => pdfOf([catalogue, ...pages(300, 303, '/XObject << /X 304 0 R >>'), { stream: '/X Do' }, { dict: '/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter /FlateDecode', stream: deflateSync(blanks(64 * MB), { level: 9 }) }])],
  ['filters over filters', () => page({ dict: `/Filter [${'/FlateDecode '.repeat(4)}]`, stream: over(4, Buffer.alloc(500 * MB)) })],
  ['filters over filters in an object stream', () => page({ stream: '' }, '/XObject << /X 5 0 R >>', [{ dict: `/Type /ObjStm /N 1 /First 4 /Filter [${'/FlateDecode '.repeat(3)}]`, stream: over(3, Buffer.alloc(300 * MB, '1 0 ')) }])],
  ['very many filters', () => page({ dict: `/Filter [${'/ASCIIHexDecode '.repeat(10_000)}]`, stream: '20>' })],
  ['thirty streams of 64 MB', () => page({ stream: '/X0 Do' }, `/XObject << ${Array.from({ length: 30 }, (_, at) => `/X${at} ${at + 5} 0 R`).join(' ')} >>`, Array.from({ length: 30 }, () => image(`/Width 8192 /Height 8192 ${grey} /Filter /FlateDecode`, deflateSync(Buffer.alloc(64 * MB), { level: 9 }))))],
  ['thirty streams of 40 MB', () => page({ stream: '/X0 Do' }, `/XObject << ${Array.from({ length: 30 }, (_, at) => `/X${at} ${at + 5} 0 R`).join(' ')} >>`, Array.from({ length: 30 }, () => image(`/Width 6400 /Height 6400 ${grey} /Filter /FlateDecode`, deflateSync(Buffer.alloc(40 * MB), { level: 9 }))))],
  ['runs of one letter', () => page({ dict: '/Filter /RunLengthDecode', stream: Buffer.alloc(20 * MB, Buffer.from([129, 32])) })],
  ['LZW that goes on', () => page({ dict: '/Filter /LZWDecode', stream: Buffer.alloc(30 * MB, 0x80) })],
  ['a filter nobody knows', () => page({ dict: '/Filter /Brotli', stream: 'x' })],
  ['a picture with a filter nobody knows', () => drawn(image(`/Width 10 /Height 10 ${grey} /Filter /Brotli`, 'x'))],
  ['a picture that does not unpack', () => drawn(image(`/Width 10 /Height 10 ${grey} /Filter /FlateDecode`, 'this is nothing packed'))],
  ['a picture of a size that there is not', () => drawn(image(`/Width 2000000000 /Height 2000000000 ${grey}`, 'x'))],
  ['a picture without a size', () => drawn(image(grey, 'x'))],
  ['numbers that nobody holds', () => page({ stream: '' }, `/ExtGState << /G << /LW ${'9'.repeat(400)} >> >>`)],
  ['a number beyond what readers hold', () => page({ stream: '' }, '/ExtGState << /G << /LW 99999999999 >> >>')],
  ['a page of a size that there is not', () => page({ stream: '' }, '', [], `/CropBox [0 0 ${'9'.repeat(320)} 1]`)],
  ['brackets', () => page({ stream: '' }, `/ExtGState ${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['resources that hold themselves', () => page({ stream: '/X Do' }, '/XObject << /X 5 0 R >>', [{ dict: '/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >>', stream: '/X Do' }])],
  ['pages that hold themselves', () => pdfOf([catalogue, '<< /Type /Pages /Count 1000 /Kids [2 0 R 2 0 R] >>'])],
  ['a million pages', () => pdfOf([catalogue, `<< /Type /Pages /Count 1000000 /Kids [${'3 0 R '.repeat(1_000_000)}] >>`, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'])],
  ['a length that is not', () => Buffer.from(`%PDF-1.7\n1 0 obj\n${catalogue}\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] >>\nendobj\n4 0 obj\n<< /Length 99999999999999999999 >>\nstream\nx\nendstream\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF`)],
  ['open brackets by the million', () => Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n'), Buffer.alloc(20 * MB, '<<'), Buffer.from('\nstartxref\n0\n%%EOF')])],
  ['objects by the million', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from('1 0 obj\n<<>>\nendobj\n'.repeat(1_500_000)), Buffer.from('startxref\n0\n%%EOF')])],
  ['its mark and nothing else', () => Buffer.from('%PDF-1.7\nstartxref')],
]
