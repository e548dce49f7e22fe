import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/**
 * pdfkit reads the colour profile of PDF/A from a file beside itself. Inside a bundle there is none: the profile goes in as
 * text. Its other files are the metrics of the fourteen fonts that no paper of ours uses.
 */
const profileInside = (): Plugin => ({
  name: 'profile-inside',
  transform(code, id) {
    if (!id.endsWith('/pdfkit/js/pdfkit.js') && !id.endsWith('/pdfkit/js/pdfkit.es.js')) return null
    const read = 'fs.readFileSync(`${__dirname}/data/sRGB_IEC61966_2_1.icc`)'
    if (code.split(read).length !== 2) this.error('pdfkit no longer reads its colour profile where it did')
    const profile = readFileSync(join(id, '../data/sRGB_IEC61966_2_1.icc')).toString('base64')
    return { code: code.replace(read, `Buffer.from('${profile}', 'base64')`), map: null }
  },
})

/** Parts of packages that nothing here asks for: exceljs reads workbooks from streams with it. */
const leftOut = ['unzipper']
const leaveOut = (): Plugin => ({
  name: 'leave-out',
  enforce: 'pre',
  resolveId: id => leftOut.includes(id) ? `\0left-out:${id}` : null,
  load: id => id.startsWith('\0left-out:') ? 'export default {}' : null,
})

/** Stops the build at a chunk that is no program: two modules in one chunk may each be sound and together not. */
const allParse = (): Plugin => ({
  name: 'all-parse',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') this.parse(chunk.code)
  },
})

/** Writes down of which packages something is in a build, for the licences that go with it. */
const notePackages = (build: string): Plugin => ({
  name: 'note-packages',
  generateBundle(_options, bundle) {
    const folders = Object.values(bundle).flatMap(chunk => chunk.type === 'chunk' ? chunk.moduleIds : [])
      .flatMap(id => /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0] ?? [])
    mkdirSync('out', { recursive: true })
    writeFileSync(`out/packages-${build}.json`, JSON.stringify([...new Set(folders)].map(folder => relative('.', folder)).toSorted(), null, 1))
  },
})

export default defineConfig({
  main: {
    plugins: [profileInside(), leaveOut(), allParse(), notePackages('main')],
    resolve: {
      alias: {
        // One and the same for pdfkit, which imports it, and for our fonts, which are registered with it.
        fontkit: resolve('node_modules/fontkit/dist/main.cjs'),
        // Its build for Node declares a `require` beside the one that the bundler puts there; what differs are its own threads, unused here.
        fflate: 'fflate/browser',
      },
    },
    build: {
      // What the main process uses is inside its bundle: an installed program has no node_modules.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/main/index.ts', 'side-process': 'src/main/adapters/workers/process.ts' },
        // Smaller and sooner read; names stay, so that a line in the log says where.
        output: { minify: { compress: true, mangle: false, codegen: true } },
      },
    },
  },
  preload: {
    plugins: [allParse(), notePackages('preload')],
    // A sandboxed window loads no ES module: the preload leaves as CommonJS.
    build: { rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: 'index.cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), allParse(), notePackages('renderer')],
    build: {
      rollupOptions: {
        input: 'src/renderer/index.html',
        // What the policy asks of zod is said in the same file as zod, before any schema is made in another one.
        output: { codeSplitting: { groups: [{ name: 'policy', test: /[\\/]node_modules[\\/]zod[\\/]|[\\/]page-policy\.ts$/ }] } },
      },
      minify: true,
      chunkSizeWarningLimit: 1500,
    },
  },
})
