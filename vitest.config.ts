import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes begin first: what begins last is waited for alone. The others follow as usual. */
const long = ['accessibility.test.ts', 'random-kills.test.ts', 'damage.test.ts', 'kills.test.ts']
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = long.indexOf(moduleId.split('/').at(-1)!)
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: browsers share them badly with more.
    maxWorkers: 2,
    setupFiles: ['test/cheap-scrypt.ts'],
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'program', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] } },
      // A page that is drawn late on a busy machine is looked at once more, and the report says so; what fails twice has failed.
      { extends: true, test: { name: 'pages', include: ['test/e2e/**/*.test.ts'], retry: 1 } },
    ],
  },
})
