/** The installers: what goes in, for which computers, and how the program file is locked. `npm run dist` builds them. */
import type { Configuration } from 'electron-builder'

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
  // Words of Chromium's own; where it has none in Chinese it looks for the English ones and must find them.
  electronLanguages: ['zh-CN', 'en-US'],
  // Switches in the program file that make it nothing but this program (https://www.electronjs.org/docs/latest/tutorial/fuses).
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  artifactName: '物业调解工作站-${version}-${os}-${arch}.${ext}',
  win: {
    icon: 'resources/icon.png',
    // The zip is for whoever may install nothing: unpacked once, started from its folder.
    target: [{ target: 'nsis', arch: ['x64'] }, { target: 'zip', arch: ['x64'] }],
    // A certificate is given by CSC_LINK and CSC_KEY_PASSWORD; where one is given, what cannot be signed is not built.
    signtoolOptions: { signingHashAlgorithms: ['sha256'] },
    forceCodeSigning: (process.env['CSC_LINK'] ?? process.env['WIN_CSC_LINK']) !== undefined,
  },
  // All in one file and without a download; an upgrade or an uninstall leaves the office's data alone.
  nsis: {
    oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false, differentialPackage: false,
    // One architecture, one installer. Before anything is unpacked it looks whether this is Windows 10.
    buildUniversalInstaller: false, include: 'resources/installer.nsh',
    installerLanguages: ['zh_CN'], language: '2052', shortcutName: '物业调解工作站',
  },
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
}

export default config
