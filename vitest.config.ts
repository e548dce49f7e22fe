import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes begin first: what begins last is waited for alone. The others follow as usual. */
const long = ['window.test.ts', 'accessibility.test.ts', 'random-kills.test.ts', 'damage.test.ts', 'kills.test.ts']
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = long.indexOf(moduleId.split('/').at(-1)!)
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

/** Tests of pages that run on the packed program as well: between them they make every kind of file that the page can ask for. */
const alsoOnDesktop = ['main-job', 'issued-papers', 'court-package', 'ledger'].map(name => `test/e2e/${name}.test.ts`)

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: browsers share them badly with more.
    maxWorkers: 2,
    setupFiles: ['test/cheap-scrypt.ts'],
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'program', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**', 'test/desktop/**'] } },
      // The program as an office installs it, on a stand-in for Electron.
      { extends: true, test: { name: 'desktop', include: ['test/desktop/**/*.test.ts', ...alsoOnDesktop], globalSetup: 'test/desktop/pack.ts', env: { WORKSTATION_HOST: 'desktop' }, retry: 1 } },
      // A page that is drawn late on a busy machine is looked at once more, and the report says so; what fails twice has failed.
      { extends: true, test: { name: 'pages', include: ['test/e2e/**/*.test.ts'], retry: 1 } },
    ],
  },
})
