import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: { index: 'src/main/index.ts', 'paper-worker': 'src/main/adapters/paper-worker.ts', 'side-worker': 'src/main/adapters/side-worker.ts' },
      },
    },
  },
  preload: {
    // A sandboxed window loads no ES module: the preload leaves as CommonJS.
    build: { rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: 'index.cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { rollupOptions: { input: 'src/renderer/index.html' }, chunkSizeWarningLimit: 4000 },
  },
})
