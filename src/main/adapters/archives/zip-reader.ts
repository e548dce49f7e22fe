/** Reads a zip that somebody handed us. Nothing of it is written anywhere; whatever an honest packer would not make is refused. */
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { withoutMarks } from '../../../core/base/text.ts'
import { ok, refuse, type Result } from '../../../core/base/result.ts'

const MB = 1024 * 1024

/** `ratio`: how many times its packed size one file may have; `whole`: all of them together, where they are more than 100 MB. */
export type ZipLimits = { readonly entries: number; readonly bytes: number; readonly ratio: number; readonly whole: number }

/** A package of a big case: some hundred scans. */
const usual: ZipLimits = { entries: 2_000, bytes: 600 * MB, ratio: 200, whole: 20 }

const open = promisify<Buffer, { lazyEntries: true; strictFileNames: true }, ZipFile>(fromBuffer)

const bad = (why: string): Result<never> =>
  refuse('package-unsafe', `这个压缩包不能用：${why}。没有读取其中的内容，也没有写出任何文件；请让对方重新打包发来。`, { field: '/path' })

/** Names that climb, that show otherwise than they are, or that some system reads as something else than a plain relative path. */
const unsafeName = (name: string): boolean =>
  name === '' || name.length > 240 || /^[/\\]|^[A-Za-z]:|\\|[\u0000-\u001f<>:"|?*]/.test(name) || withoutMarks(name) !== name
  || name.split('/').some((part, index, parts) => part === '..' || part === '.' || (part === '' && index < parts.length - 1) || /[ .]$/.test(part)
    || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part))

const END_OF_DIRECTORY = 22
const LOCATOR = 20

/**
 * Whether the directory is the one that every program finds, and each file stands by itself where it says. Programs that read the
 * same zip must see the same files in it: no entry beyond those that are counted, no second directory, no other name at the file
 * itself, no two files in the same bytes.
 */
const oneReading = (bytes: Buffer, zip: ZipFile, entries: readonly Entry[]): boolean => {
  // yauzl gives the comment one character a byte, and takes no byte after it.
  const end = bytes.length - END_OF_DIRECTORY - zip.comment.length
  const size = entries.reduce((sum, { fileNameLength, extraFieldLength, fileCommentLength }) => sum + 46 + fileNameLength + extraFieldLength + fileCommentLength, 0)
  let directory = { count: bytes.readUInt16LE(end + 10), size: bytes.readUInt32LE(end + 12), at: bytes.readUInt32LE(end + 16), end }
  const locator = end - LOCATOR
  if (locator >= 0 && bytes.readUInt32LE(locator) === 0x07064b50) {
    const record = Number(bytes.readBigUInt64LE(locator + 8))
    const large = { count: Number(bytes.readBigUInt64LE(record + 32)), size: Number(bytes.readBigUInt64LE(record + 40)), at: Number(bytes.readBigUInt64LE(record + 48)), end: record }
    const same = (short: number, full: number, most: number): boolean => short === full || short === most
    if (!same(directory.count, large.count, 0xffff) || !same(directory.size, large.size, 0xffffffff) || !same(directory.at, large.at, 0xffffffff)) return false
    directory = large
  }
  if (directory.count !== entries.length || directory.size !== size || directory.at + size !== directory.end) return false
  let free = 0
  for (const { relativeOffsetOfLocalHeader: at, compressedSize, fileNameRaw, fileNameLength } of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (at < free || at + 30 > directory.at || bytes.readUInt32LE(at) !== 0x04034b50) return false
    if (bytes.readUInt16LE(at + 26) !== fileNameLength || !bytes.subarray(at + 30, at + 30 + fileNameLength).equals(fileNameRaw)) return false
    free = at + 30 + fileNameLength + bytes.readUInt16LE(at + 28) + compressedSize
  }
  return free <= directory.at
}

/** Unix keeps the kind of a file in the upper half of the external attributes; anything but a plain file has no business here. */
const isSpecial = ({ externalFileAttributes }: Entry): boolean => {
  const kind = (externalFileAttributes >>> 16) & 0o170000
  return kind !== 0 && kind !== 0o100000 && kind !== 0o040000
}

const bytesOf = (zip: ZipFile, entry: Entry): Promise<Buffer> => new Promise((done, failed) => {
  zip.openReadStream(entry, (error, stream) => {
    if (error) return failed(error)
    const chunks: Buffer[] = []
    // yauzl ends with an error where the bytes are more or fewer than the entry says.
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks))).on('error', failed)
  })
})

/**
 * The files of a zip by name. Refuses with `package-unsafe`: no zip, too many or too big, a bomb, encrypted, links, names that
 * climb or are absolute, the same name twice, anything that another program would read otherwise.
 */
export const readZip = async (content: Uint8Array, limits: ZipLimits = usual): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  let zip: ZipFile
  try {
    zip = await open(bytes, { lazyEntries: true, strictFileNames: true })
  } catch {
    return bad('它不是完整的 zip 文件')
  }
  if (zip.entryCount > limits.entries) return bad(`里面有 ${zip.entryCount.toLocaleString('en')} 个文件，超过 ${limits.entries.toLocaleString('en')} 个`)
  const files = new Map<string, Uint8Array>()
  const names = new Set<string>()
  let total = 0
  const entries: Entry[] = []
  try {
    await new Promise<void>((done, failed) => {
      zip.on('entry', (entry: Entry) => {
        entries.push(entry)
        zip.readEntry()
      }).on('end', () => done()).on('error', failed)
      zip.readEntry()
    })
  } catch {
    return bad('里面的文件名不规矩，或者目录损坏')
  }
  if (!oneReading(bytes, zip, entries)) return bad('目录与里面的文件对不上，换一个软件打开会看到别的内容')
  const folders = new Set<string>()
  for (const entry of entries) {
    const name = entry.fileName
    const shown = withoutMarks(name).slice(0, 60)
    const folded = name.normalize('NFKC').toLowerCase().replace(/\/$/, '')
    if (unsafeName(name)) return bad(`文件名“${shown}”指向压缩包之外，或者含有不允许的字符`)
    if (names.has(folded)) return bad(`文件名“${shown}”出现了两次`)
    if (isSpecial(entry)) return bad(`“${shown}”是链接，不是文件`)
    if (entry.isEncrypted()) return bad(`“${shown}”加了密码`)
    names.add(folded)
    for (let at = folded.indexOf('/'); at >= 0; at = folded.indexOf('/', at + 1)) folders.add(folded.slice(0, at))
    total += entry.uncompressedSize
    if (total > limits.bytes || entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 5_000)) return bad('解开后大得不正常')
  }
  if (total > Math.max(100 * MB, limits.whole * bytes.length)) return bad('解开后大得不正常')
  const both = entries.find(({ fileName }) => !fileName.endsWith('/') && folders.has(fileName.normalize('NFKC').toLowerCase()))
  if (both) return bad(`“${both.fileName.slice(0, 60)}”既是文件又是文件夹`)
  for (const entry of entries.filter(({ fileName }) => !fileName.endsWith('/'))) {
    try {
      const inside = await bytesOf(zip, entry)
      if (crc32(inside) !== entry.crc32) return bad(`“${entry.fileName.slice(0, 60)}”的内容损坏`)
      files.set(entry.fileName, inside)
    } catch {
      return bad(`“${entry.fileName.slice(0, 60)}”的内容损坏`)
    }
  }
  return ok(files)
}
