/** What a picture file says of itself, without its dots: the size in which it is shown. */

/** Width and height as stored. `orientation`: how it is to be shown, as EXIF counts; from 5 on it stands on its side. */
export type Picture = { readonly width: number; readonly height: number; readonly orientation: number }

/** The start of the frame (SOF) of a JPEG, of whatever coding. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Tag 0x0112 of the first directory of a TIFF, as EXIF holds it; 1 where there is none. */
const orientationIn = (tiff: DataView): number => {
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  for (let at = directory + 2, left = tiff.getUint16(directory, little); left > 0; at += 12, left -= 1) {
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

const jpeg = (view: DataView): Picture | undefined => {
  let orientation: number | undefined
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    // “Exif” and two zeros, then the TIFF.
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) orientation ??= orientationIn(new DataView(view.buffer, view.byteOffset + at + 10, length - 8))
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), orientation: orientation ?? 1 }
  }
  return undefined
}

/** A PNG or JPEG as its head describes it; undefined where that cannot be read. */
export const pictureOf = (bytes: Uint8Array): Picture | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return bytes[0] === 0x89 ? { width: view.getUint32(16), height: view.getUint32(20), orientation: 1 } : jpeg(view)
  } catch (error) {
    // Shorter than it says.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
