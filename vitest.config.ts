import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: browsers and scrypt share them badly with more.
    maxWorkers: 2,
    setupFiles: ['test/cheap-scrypt.ts'],
    projects: [
      { extends: true, test: { name: 'program', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] } },
      // A page that is drawn late on a busy machine is looked at once more, and the report says so; what fails twice has failed.
      { extends: true, test: { name: 'pages', include: ['test/e2e/**/*.test.ts'], retry: 1 } },
    ],
  },
})
