/** Reads a zip that somebody handed us. Nothing of it is written anywhere; whatever an honest packer would not make is refused. */
import { promisify } from 'node:util'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { ok, refuse, type Result } from '../../core/result.ts'

export type ZipLimits = { readonly entries: number; readonly bytes: number; readonly ratio: number }

/** A package of a big case: some hundred scans. */
const usual: ZipLimits = { entries: 2_000, bytes: 600 * 1024 * 1024, ratio: 200 }

const open = promisify<Buffer, { lazyEntries: true; strictFileNames: true }, ZipFile>(fromBuffer)

const bad = (why: string): Result<never> =>
  refuse('package-unsafe', `这个压缩包不能用：${why}。没有读取其中的内容，也没有写出任何文件；请让对方重新打包发来。`, { field: '/path' })

/** Names that climb, or that some system reads as something else than a plain relative path. */
const unsafeName = (name: string): boolean =>
  name === '' || name.length > 240 || /^[/\\]|^[A-Za-z]:|\\|[\u0000-\u001f<>:"|?*]/.test(name)
  || name.split('/').some((part, index, parts) => part === '..' || part === '.' || (part === '' && index < parts.length - 1) || /[ .]$/.test(part))

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
 * climb or are absolute, the same name twice.
 */
export const readZip = async (bytes: Uint8Array, limits: ZipLimits = usual): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  let zip: ZipFile
  try {
    zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, strictFileNames: true })
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
  for (const entry of entries) {
    const name = entry.fileName
    const folded = name.normalize('NFKC').toLowerCase()
    if (unsafeName(name)) return bad(`文件名“${name.slice(0, 60)}”指向压缩包之外，或者含有不允许的字符`)
    if (names.has(folded)) return bad(`文件名“${name.slice(0, 60)}”出现了两次`)
    if (isSpecial(entry)) return bad(`“${name.slice(0, 60)}”是链接，不是文件`)
    if (entry.isEncrypted()) return bad(`“${name.slice(0, 60)}”加了密码`)
    names.add(folded)
    total += entry.uncompressedSize
    if (total > limits.bytes || entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 5_000)) return bad('解开后大得不正常')
  }
  for (const entry of entries.filter(({ fileName }) => !fileName.endsWith('/'))) {
    try {
      files.set(entry.fileName, await bytesOf(zip, entry))
    } catch {
      return bad(`“${entry.fileName.slice(0, 60)}”的内容损坏`)
    }
  }
  return ok(files)
}
