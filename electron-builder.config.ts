/** The installers: what goes in, for which computers, and how the program file is locked. `npm run dist` builds them. */
import type { Configuration } from 'electron-builder'
import { lockProgram } from './scripts/fuses.ts'

const config: Configuration = {
  appId: 'cn.chibi.wuye-tiaojie',
  productName: '物业调解工作站',
  directories: { output: 'dist', buildResources: 'resources' },
  // The build of Electron's own host only: loopback.ts and stdio.ts are source files and stay out. What the program uses is
  // inside its bundles, so no package goes in beside them.
  files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'package.json', '!**/*.map', '!node_modules/**'],
  extraResources: [
    { from: 'node_modules/@expo-google-fonts/noto-serif-sc/400Regular', to: 'fonts', filter: ['*.ttf'] },
    { from: 'node_modules/@expo-google-fonts/noto-serif-sc/700Bold', to: 'fonts', filter: ['*.ttf'] },
    { from: 'node_modules/@fontsource/lxgw-wenkai/files', to: 'fonts', filter: ['lxgw-wenkai-latin-500-normal.woff'] },
    { from: 'node_modules/@expo-google-fonts/noto-serif-sc/LICENSE_FONT', to: 'fonts/OFL-NotoSerifSC.txt' },
    { from: 'node_modules/@fontsource/lxgw-wenkai/LICENSE', to: 'fonts/OFL-LXGWWenKai.txt' },
    { from: 'LICENSE', to: 'LICENSE.txt' },
    { from: 'out/third-party.txt', to: '第三方软件许可.txt' },
  ],
  asar: true,
  // Old desktops break native add-ons, and we have none.
  npmRebuild: false,
  electronLanguages: ['zh-CN'],
  artifactName: '物业调解工作站-${version}-${os}-${arch}.${ext}',
  win: {
    icon: 'resources/icon.png',
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }, { target: 'portable', arch: ['x64', 'arm64'] }],
  },
  // All in one file and without a download; an upgrade or an uninstall leaves the office's data alone.
  nsis: {
    oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false, differentialPackage: false,
    installerLanguages: ['zh_CN'], language: '2052', shortcutName: '物业调解工作站',
  },
  portable: { artifactName: '物业调解工作站-${version}-免安装-${arch}.${ext}' },
  linux: {
    icon: 'resources/icon.png',
    category: 'Office',
    maintainer: '物业纠纷人民调解工作站',
    synopsis: '物业纠纷人民调解：登记、调解、文书、统计与诉调对接（离线）',
    executableName: 'wuye-tiaojie',
    target: [{ target: 'deb', arch: ['x64', 'arm64'] }, { target: 'AppImage', arch: ['x64', 'arm64'] }],
  },
  // Nothing is published and nothing asks for updates: the office is offline.
  publish: null,
  afterPack: lockProgram,
}

export default config
