export type Glyph = { readonly id: number; readonly advanceWidth: number }

/** What we use of fontkit's fonts. */
export type FontkitFont = {
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string, ...more: unknown[]): { readonly advanceWidth: number }
  glyphForCodePoint(codePoint: number): Glyph & { readonly path: { toSVG(): string } }
}

export function create(buffer: Uint8Array): FontkitFont
export function registerFormat(format: { new (stream: { buffer: Uint8Array }): object; probe(buffer: Uint8Array): boolean }): void
