/** The file in Base64; null when it cannot be read. */
export const base64Of = (file: File): Promise<string | null> => new Promise(done => {
  const reader = new FileReader()
  reader.addEventListener('load', () => done((reader.result as string).split(',', 2)[1] ?? ''))
  reader.addEventListener('error', () => done(null))
  reader.readAsDataURL(file)
})
