/**
 * Pages of PDFs that others made, as part of ours. Each becomes a picture of itself (a form XObject): what it draws comes
 * along, with the stamps and filled-in fields that it would print; scripts, links, files and other references stay behind.
 */
import { inflateSync, constants } from 'node:zlib'
import {
  decodePDFRawStream, ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFObjectCopier, PDFRawStream, PDFRef, PDFStream,
  type PDFContext, type PDFObject, type PDFPage, type PDFPageLeaf,
} from '@cantoo/pdf-lib'

/** Most that is taken into one file: beyond it a PDF is printed by itself. */
const MOST_PAGES = 500
const MOST_BYTES = 100 * 1024 * 1024
/** Unpacked: one drawing or picture, and all of a file. */
const MOST_DRAWING = 48 * 1024 * 1024
const MOST_UNPACKED = 250 * 1024 * 1024

/** Why a PDF stays outside. */
export type Obstacle = 'locked' | 'damaged' | 'huge' | 'layered'
export class NotTaken extends Error {
  readonly obstacle: Obstacle
  constructor(obstacle: Obstacle) {
    super(obstacle)
    this.obstacle = obstacle
  }
}

const damaged = (): NotTaken => new NotTaken('damaged')
const name = (text: string): PDFName => PDFName.of(text)

/** Kinds of action (ISO 32000-1, 12.6.4); no dictionary that draws has one of them as its /S. */
const ACTIONS = new Set([
  'GoTo', 'GoToR', 'GoToE', 'GoTo3DView', 'Launch', 'Thread', 'URI', 'Sound', 'Movie', 'Hide', 'Named', 'SubmitForm', 'ResetForm', 'ImportData', 'JavaScript',
  'SetOCGState', 'Rendition', 'Trans', 'RichMediaExecute',
].map(name))
/** Of a stream: what leads out of the file, to other renditions, or to the structure that is left behind. */
const LEFT_BEHIND = ['F', 'FFilter', 'FDecodeParms', 'Ref', 'OPI', 'Alternates', 'AF', 'Metadata', 'PieceInfo', 'StructParent', 'StructParents', 'LastModified', 'OC'].map(name)

const withoutActions = (object: PDFObject): void => {
  if (object instanceof PDFStream) return withoutActions(object.dict)
  if (object instanceof PDFArray) return object.asArray().forEach(withoutActions)
  if (!(object instanceof PDFDict)) return
  const kind = object.get(name('S'))
  if (kind instanceof PDFName && ACTIONS.has(kind)) for (const key of object.keys()) object.delete(key)
  for (const value of object.values()) withoutActions(value)
}

/** Layers that are shown become plain drawing; a hidden one would come into sight, so such a file stays outside. */
const checkLayers = (source: PDFDocument): void => {
  const layers = source.catalog.lookupMaybe(name('OCProperties'), PDFDict)
  if (!layers) return
  const shown = layers.lookupMaybe(name('D'), PDFDict)
  const off = shown?.lookupMaybe(name('OFF'), PDFArray)
  const base = shown?.get(name('BaseState'))
  if ((off && off.size() > 0) || (base && base !== name('ON'))) throw new NotTaken('layered')
}

const clean = (context: PDFContext): void => {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    withoutActions(object)
    if (!(object instanceof PDFStream)) continue
    for (const key of LEFT_BEHIND) object.dict.delete(key)
    // PostScript is run by printers, and by nothing else.
    if (object.dict.get(name('Subtype')) === name('PS')) context.assign(ref, emptyForm(context))
    object.dict.lookupMaybe(name('Resources'), PDFDict)?.delete(name('Properties'))
  }
}

const emptyForm = (context: PDFContext): PDFRawStream =>
  context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0] }) as unknown as PDFRawStream

/** A file that anyone may open, although it is locked against changes. */
const unlocked = async (bytes: Uint8Array, options: Parameters<typeof PDFDocument.load>[1]): Promise<PDFDocument> => {
  try {
    return await PDFDocument.load(bytes, { ...options, password: '' })
  } catch {
    throw new NotTaken('locked')
  }
}

/** Refuses, by throwing `NotTaken`, what is locked, damaged, too large, or has hidden layers. */
const opened = async (bytes: Uint8Array): Promise<PDFDocument> => {
  if (bytes.length > MOST_BYTES) throw new NotTaken('huge')
  // Where the end is cut off, pages would come out empty.
  if (!Buffer.from(bytes.subarray(-2048)).toString('latin1').includes('startxref')) throw damaged()
  let source: PDFDocument
  try {
    const options = { updateMetadata: false, throwOnInvalidObject: true, parseSpeed: ParseSpeeds.Fastest, ignoreEncryption: true }
    source = await PDFDocument.load(bytes, options)
    if (source.isEncrypted) source = await unlocked(bytes, options)
    checkLayers(source)
    if (source.getPageCount() === 0) throw damaged()
  } catch (error) {
    throw error instanceof NotTaken ? error : damaged()
  }
  if (source.getPageCount() > MOST_PAGES) throw new NotTaken('huge')
  clean(source.context)
  return source
}

/** How much may still be unpacked of a file. What is drawn on many pages is unpacked for each of them, and counts each time. */
type Budget = { left: number }
const budgetFor = (): Budget => ({ left: MOST_UNPACKED })

/** Ways in which bytes are packed (ISO 32000-1, 7.4), and those of pictures, which stay as they are. */
const PACKED = new Set(['FlateDecode', 'LZWDecode', 'ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode'].map(name))
const PICTURE = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode'].map(name))
/** No program puts more of them over each other. */
const MOST_FILTERS = 3

const filtersOf = ({ dict }: PDFStream): PDFName[] => {
  const held = dict.lookup(name('Filter'))
  const filters = held instanceof PDFArray ? held.asArray().map(one => dict.context.lookup(one)) : held === undefined ? [] : [held]
  if (filters.length > MOST_FILTERS || !filters.every(one => one instanceof PDFName)) throw damaged()
  return filters as PDFName[]
}

/** One step of unpacking, within what is left. */
const unpackedBy = (filter: PDFName, bytes: Uint8Array, stream: PDFRawStream, budget: Budget): Uint8Array => {
  const most = Math.min(budget.left, MOST_DRAWING)
  let plain: Uint8Array
  if (filter === name('FlateDecode')) {
    try {
      plain = inflateSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH })
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new NotTaken('huge') : damaged()
    }
  } else {
    const parms = stream.dict.lookup(name('DecodeParms'))
    const dict = stream.dict.context.obj({ Filter: filter, ...(parms instanceof PDFDict ? { DecodeParms: parms } : {}) }) as PDFDict
    plain = decodePDFRawStream(PDFRawStream.of(dict, bytes)).getBytes(most + 1) as Uint8Array
  }
  if (plain.length > most) throw new NotTaken('huge')
  budget.left -= plain.length
  return plain
}

/** The bytes of a stream, or those of a picture in it. Throws where it cannot be unpacked, or is too much. */
const unpacked = (stream: PDFRawStream, budget: Budget): Uint8Array => {
  let bytes = stream.getContents()
  for (const filter of filtersOf(stream)) {
    if (PICTURE.has(filter)) return bytes
    if (!PACKED.has(filter)) throw damaged()
    bytes = unpackedBy(filter, bytes, stream, budget)
  }
  return bytes
}

/** A drawing as a program; no program packs one in rows, as pictures are. */
const inflated = (stream: PDFRawStream, budget: Budget): Uint8Array => {
  const parms = stream.dict.lookup(name('DecodeParms'))
  for (const one of parms instanceof PDFArray ? parms.asArray().map(held => stream.dict.context.lookup(held)) : [parms]) {
    const predictor = one instanceof PDFDict ? one.lookup(name('Predictor')) : undefined
    if (predictor instanceof PDFNumber && predictor.asNumber() > 1) throw damaged()
  }
  if (filtersOf(stream).some(filter => PICTURE.has(filter))) throw damaged()
  return unpacked(stream, budget)
}

/** Largest number that readers hold (ISO 32000-1, Annex C). */
const MOST_NUMBER = 2 ** 31 - 1
/** Dots of one picture: a plan of A0 with 300 to the inch. */
const MOST_DOTS = 150_000_000
const MOST_DEEP = 100

/** Everything that was taken over can be read by others: numbers that they hold, bytes that unpack, pictures of a size that there is. */
const checkTaken = (context: PDFContext, budget: Budget): void => {
  const check = (object: PDFObject | undefined, depth: number): void => {
    if (depth > MOST_DEEP) throw damaged()
    if (object instanceof PDFNumber) {
      if (!(Math.abs(object.asNumber()) <= MOST_NUMBER)) throw damaged()
    } else if (object instanceof PDFArray) for (const one of object.asArray()) check(one, depth + 1)
    else if (object instanceof PDFDict) for (const one of object.values()) check(one, depth + 1)
  }
  for (const [, object] of context.enumerateIndirectObjects()) {
    check(object instanceof PDFStream ? object.dict : object, 0)
    if (!(object instanceof PDFRawStream)) continue
    if (object.dict.get(name('Subtype')) === name('Image')) {
      const [width, height] = ['Width', 'Height'].map(key => object.dict.lookup(name(key)))
      if (!(width instanceof PDFNumber) || !(height instanceof PDFNumber) || width.asNumber() < 1 || height.asNumber() < 1) throw damaged()
      if (width.asNumber() * height.asNumber() > MOST_DOTS) throw new NotTaken('huge')
    }
    unpacked(object, budget)
  }
}

/** What a page draws; its pieces are one program, so they are put after one another. */
const drawingOf = (page: PDFPageLeaf, budget: Budget): Uint8Array => {
  const { context } = page
  const held = context.lookup(page.get(name('Contents')))
  if (held === undefined && page.has(name('Contents'))) throw damaged()
  const streams = held instanceof PDFArray ? held.asArray().map(one => context.lookup(one)) : held === undefined ? [] : [held]
  const pieces = streams.map(stream => {
    if (!(stream instanceof PDFRawStream)) throw damaged()
    return Buffer.concat([inflated(stream, budget), Buffer.from('\n')])
  })
  return Buffer.concat(pieces)
}

type Box = readonly [left: number, bottom: number, right: number, top: number]

const boxOf = (array: PDFArray | undefined): Box | undefined => {
  if (!array || array.size() !== 4) return undefined
  const [a, b, c, d] = array.asArray().map((_, at) => array.lookup(at, PDFNumber).asNumber()) as [number, number, number, number]
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

const A4: Box = [0, 0, 595.28, 841.89]

/** The part of the page that is shown. */
const shownBox = (page: PDFPageLeaf): Box => {
  const media = boxOf(page.MediaBox()) ?? A4
  const crop = boxOf(page.CropBox()) ?? media
  const box: Box = [Math.max(media[0], crop[0]), Math.max(media[1], crop[1]), Math.min(media[2], crop[2]), Math.min(media[3], crop[3])]
  if (!box.every(Number.isFinite) || box[2] - box[0] < 1 || box[3] - box[1] < 1) throw damaged()
  return box
}

type Matrix = readonly [number, number, number, number, number, number]
const shown = (matrix: Matrix): string => matrix.map(value => Number(value.toFixed(5)).toString()).join(' ')

/** A box turned clockwise, made smaller where it is too large, in the middle of a place. Wide pages have their head at the binding edge. */
const placing = ([left, bottom, right, top]: Box, rotation: number, place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Matrix => {
  const [width, height] = [right - left, top - bottom]
  const across = rotation % 180 !== 0
  const wide = across ? height > width : width > height
  const turn = (rotation + (wide ? 270 : 0)) % 360
  const [w, h] = turn % 180 === 0 ? [width, height] : [height, width]
  const s = Math.min(1, place.width / w, place.height / h)
  const x = place.x + (place.width - w * s) / 2
  const y = place.y + (place.height - h * s) / 2
  switch (turn) {
    case 90: return [0, -s, s, 0, x - bottom * s, y + right * s]
    case 180: return [-s, 0, 0, -s, x + right * s, y + top * s]
    case 270: return [0, s, -s, 0, x + top * s, y - left * s]
    default: return [s, 0, 0, s, x - left * s, y - bottom * s]
  }
}

const HIDDEN = 2
const PRINTED = 4
const NOT_DRAWN = new Set(['Link', 'Popup', 'Movie', 'Sound', 'Screen', 'FileAttachment', 'RichMedia', '3D'].map(name))

/** What an annotation would print (a stamp, a filled-in field), and the matrix that brings it to its place (ISO 32000-1, 12.5.5). */
const appearanceOf = (annotation: PDFDict): { readonly form: PDFRef; readonly matrix: Matrix } | undefined => {
  const flags = annotation.lookupMaybe(name('F'), PDFNumber)?.asNumber() ?? 0
  const kind = annotation.get(name('Subtype'))
  if ((flags & HIDDEN) !== 0 || (flags & PRINTED) === 0 || (kind instanceof PDFName && NOT_DRAWN.has(kind))) return undefined
  const looks = annotation.lookupMaybe(name('AP'), PDFDict)
  let ref = looks?.get(name('N'))
  const state = annotation.get(name('AS'))
  const states = looks?.lookup(name('N'))
  if (states instanceof PDFDict && state instanceof PDFName) ref = states.get(state)
  const form = ref instanceof PDFRef ? annotation.context.lookup(ref) : undefined
  const rect = boxOf(annotation.lookupMaybe(name('Rect'), PDFArray))
  if (!(ref instanceof PDFRef) || !(form instanceof PDFStream) || !rect) return undefined
  const box = boxOf(form.dict.lookupMaybe(name('BBox'), PDFArray))
  if (!box) return undefined
  const held = form.dict.lookupMaybe(name('Matrix'), PDFArray)
  const [a, b, c, d, e, f] = (held?.size() === 6 ? held.asArray().map((_, at) => held.lookup(at, PDFNumber).asNumber()) : [1, 0, 0, 1, 0, 0]) as unknown as Matrix
  const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]].map(([x, y]) => [a * x! + c * y! + e, b * x! + d * y! + f] as const)
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
  if (!(width > 0) || !(height > 0)) return undefined
  const [sx, sy] = [(rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height]
  return { form: ref, matrix: [sx, 0, 0, sy, rect[0] - Math.min(...xs) * sx, rect[1] - Math.min(...ys) * sy] }
}

const appearancesOf = (page: PDFPageLeaf): NonNullable<ReturnType<typeof appearanceOf>>[] => {
  const annotations = page.lookupMaybe(name('Annots'), PDFArray)
  return (annotations?.asArray() ?? []).flatMap(one => {
    const annotation = page.context.lookup(one)
    return annotation instanceof PDFDict ? appearanceOf(annotation) ?? [] : []
  })
}

/** Resources that a drawing may name; whatever else lies among them is not drawn. */
const RESOURCES = ['ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'XObject', 'Font', 'ProcSet'].map(name)

/** Copies the pages of one PDF into another, the things they share once. */
const copierOf = (source: PDFDocument, target: PDFDocument, budget = budgetFor()) => {
  const copier = PDFObjectCopier.for(source.context, target.context)
  const pages = source.getPages()
  return (at: number, place: Parameters<typeof placing>[2]): { readonly form: PDFRef; readonly matrix: Matrix } => {
    const page = pages[at]
    if (!page) throw damaged()
    const { node } = page
    const box = shownBox(node)
    const resources = target.context.obj({}) as PDFDict
    const own = node.Resources()
    for (const key of RESOURCES) {
      const held = own?.lookup(key)
      if (held) resources.set(key, copier.copy(held))
    }
    const group = node.lookupMaybe(name('Group'), PDFDict)
    const drawing = target.context.flateStream(drawingOf(node, budget), {
      Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: [...box], Resources: resources, ...(group ? { Group: copier.copy(group) } : {}),
    })
    const page0 = target.context.register(drawing)
    // The page and what is stamped on it, in one form cut to what is shown.
    const stamps = appearancesOf(node)
    const forms = target.context.obj({ P: page0 }) as PDFDict
    stamps.forEach(({ form }, index) => forms.set(name(`A${index}`), copier.copy(form)))
    const whole = target.context.flateStream(
      ['/P Do', ...stamps.map(({ matrix }, index) => `q ${shown(matrix)} cm /A${index} Do Q`)].join('\n'),
      { Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: [...box], Resources: { XObject: forms } },
    )
    const rotation = ((Math.round((node.Rotate()?.asNumber() ?? 0) / 90) * 90) % 360 + 360) % 360
    return { form: target.context.register(whole), matrix: placing(box, rotation, place) }
  }
}

const anywhere = { x: 0, y: 0, width: 100, height: 100 }

/** How many pages a PDF has, all of which can be taken in. Throws `NotTaken`. */
export const pagesToTake = async (bytes: Uint8Array): Promise<number> => {
  const source = await opened(bytes)
  try {
    const budget = budgetFor()
    const probe = await PDFDocument.create({ updateMetadata: false })
    const copy = copierOf(source, probe, budget)
    const pages = source.getPageCount()
    for (let at = 0; at < pages; at += 1) copy(at, anywhere)
    checkTaken(probe.context, budget)
    return pages
  } catch (error) {
    throw error instanceof NotTaken ? error : damaged()
  }
}

/** A page of a foreign PDF on a sheet of ours; both count from 0. */
export type Taken = { readonly sheet: number; readonly bytes: Uint8Array; readonly page: number }
/** How readers number the sheets from `sheet` on: `prefix` alone, or with the numbers from `from`. */
export type SheetLabel = { readonly sheet: number; readonly prefix?: string; readonly from?: number }

const draw = (page: PDFPage, form: PDFRef, matrix: Matrix): void => {
  const { context } = page.doc
  page.node.normalize()
  page.node.setXObject(name('Foreign'), form)
  // The library gives every page that it draws on an empty list.
  page.node.delete(name('Annots'))
  page.node.addContentStream(context.register(context.flateStream(`q ${shown(matrix)} cm /Foreign Do Q`)))
}

/** Our PDF with foreign pages drawn on its sheets, in `place` (from the lower left), and its sheets labelled. */
export const withForeignPages = async (
  pdf: Uint8Array, taken: readonly Taken[], place: Parameters<typeof placing>[2], labels: readonly SheetLabel[],
): Promise<Uint8Array> => {
  const target = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  const sheets = target.getPages()
  const copiers = new Map<Uint8Array, ReturnType<typeof copierOf>>()
  for (const { sheet, bytes, page } of taken) {
    let copy = copiers.get(bytes)
    if (!copy) {
      copy = copierOf(await opened(bytes), target)
      copiers.set(bytes, copy)
    }
    const { form, matrix } = copy(page, place)
    draw(sheets[sheet]!, form, matrix)
  }
  if (labels.length > 0) {
    target.catalog.set(name('PageLabels'), target.context.obj({
      Nums: labels.flatMap(({ sheet, prefix, from }) => [sheet, {
        ...(prefix === undefined ? {} : { P: PDFHexString.fromText(prefix) }), ...(from === undefined ? {} : { S: 'D', St: from }),
      }]),
    }))
  }
  return target.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false })
}
