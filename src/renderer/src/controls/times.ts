/** Times, sizes and file names as a reader likes them. */

/** `2026-11-23T09:05` → `2026-11-23 09:05`. */
export const timeInWords = (at: string): string => at.slice(0, 16).replace('T', ' ')

export const sizeInWords = (bytes: number): string =>
  bytes < 1024 ? `${bytes} 字节` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
