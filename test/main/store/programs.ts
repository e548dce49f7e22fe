/** Programs of ours as one file each, so that a process of one starts in a tenth of a second instead of most of one. */
import { build } from 'vite'

/** What makes papers, pictures and tables: it takes the longest, and the store has nothing to do with it. */
const isMaker = (id: string): boolean => /^(pdfmake|echarts|fontkit|exceljs|docx|docxtemplater|pizzip|pdfjs-dist)(\/|$)/.test(id)

/** Builds `entry` (a path) into a folder, under its own name with `.js`. */
export const buildProgram = (entry: string, folder: string): Promise<unknown> => build({
  configFile: false,
  logLevel: 'error',
  build: { ssr: entry, outDir: folder, emptyOutDir: false, target: 'node22' },
  ssr: { noExternal: true },
  plugins: [{
    name: 'no-papers',
    enforce: 'pre',
    resolveId: id => (isMaker(id) ? `\0none:${id}` : null),
    load: async id => {
      if (!id.startsWith('\0none:')) return null
      const names = Object.keys(await import(id.slice('\0none:'.length)) as object).filter(name => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name))
      return `const none = new Proxy(function () {}, { get: () => none, construct: () => none, apply: () => none }); export default none; ${names.map(name => `const ${name}_ = none; export { ${name}_ as ${name} };`).join(' ')}`
    },
  }],
})
