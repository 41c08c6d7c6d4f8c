// What electron-builder is told, as plain data: one target at a time, because each has its own native modules.
import { join } from 'node:path';
import type { Platform, Target } from './stage.ts';

export type DesktopBuild = Readonly<{
  target: Target;
  /** The program as stage() left it. */
  app: string;
  /** Where icons are, as writeIcons() left them. */
  icons: string;
  /** Where the installers go. */
  output: string;
  /** Only the folder of the program, no installer. */
  dirOnly: boolean;
  /** Electron's files, where they are not to be downloaded. */
  electronDist: string | null;
  /** OWNER/NAME on GitHub, where newer versions will be; null makes copies that never look for any. */
  repository: string | null;
  /** Whether Apple is asked to notarise; it needs its own secrets. */
  notarize: boolean;
}>;

export const ELECTRON_VERSION = '45.4.1';
export const APP_ID = 'app.scopebox.desktop';

const here = import.meta.dirname;

/** What electron-builder writes its own words into. */
const FILE = `scopebox-desktop-\${version}`;

/** Windows and macOS know a file by what follows its last dot alone, and .yaml is not ours to take. */
const SESSION = {
  ext: 'scopebox-session',
  name: 'Scopebox session',
  mimeType: 'application/vnd.scopebox.session+json',
};
const SCENARIO = {
  ext: 'scopebox.yaml',
  name: 'Scopebox scenario',
  mimeType: 'application/vnd.scopebox.scenario+yaml',
};

const ASSOCIATIONS: Readonly<Record<Platform, readonly object[]>> = {
  linux: [SESSION, SCENARIO],
  darwin: [SESSION, { ...SCENARIO, ext: 'yaml', rank: 'Alternate' }],
  win32: [SESSION],
};

export function desktopConfig(build: DesktopBuild) {
  const { target, app, icons, output, electronDist, repository } = build;
  const [owner, repo] = repository?.split('/') ?? [];
  return {
    appId: APP_ID,
    productName: 'Scopebox',
    copyright: 'Apache-2.0, the Scopebox authors',
    electronVersion: ELECTRON_VERSION,
    ...(electronDist === null ? { electronFuses: FUSES } : { electronDist }),
    // What stage() brought is for the target already.
    ...{ npmRebuild: false, buildDependenciesFromSource: false },
    directories: { app, output, buildResources: icons },
    artifactName: `${FILE}-\${os}-\${arch}.\${ext}`,
    afterPack: join(here, 'afterPack.mjs'),
    asar: true,
    asarUnpack: ['**/*.node', 'node_modules/@img/**', 'node_modules/sharp/**'],
    // The demo library is a folder of photos like any other: it is watched, and shown to other programs.
    files: ['**/*', '!fixtures', '!bin', '!out/client', '!node_modules/node-*'],
    extraResources: [{ from: join(app, 'fixtures'), to: 'fixtures' }],
    protocols: [{ name: 'Scopebox', schemes: ['scopebox'], role: 'Viewer' }],
    publish: owner === undefined ? null : [{ provider: 'github', owner, repo, releaseType: 'draft' }],
    ...platformConfig(build),
    fileAssociations: ASSOCIATIONS[target.platform],
  };
}

/**
 * runAsNode stays on: documents providers of plug-ins are forked with Electron as their Node. Nothing in the environment
 * and no argument may turn the program into something else, and it runs only what is in its archive.
 */
const FUSES = {
  runAsNode: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
} as const;

function platformConfig({ target: { platform, arch }, icons, dirOnly, notarize }: DesktopBuild) {
  const targets = (...names: readonly string[]) =>
    (dirOnly ? ['dir'] : names).map((target) => ({ target, arch: [arch] }));
  if (platform === 'linux') return linux(icons, targets('AppImage', 'deb'));
  if (platform === 'win32') return windows(icons, targets('nsis', 'portable'));
  return {
    mac: {
      ...{ target: targets('dmg', 'zip'), icon: join(icons, 'icon.icns'), notarize, minimumSystemVersion: '13.0' },
      ...{ category: 'public.app-category.developer-tools', hardenedRuntime: true, gatekeeperAssess: false },
      entitlements: join(here, 'mac/entitlements.plist'),
      entitlementsInherit: join(here, 'mac/entitlements.plist'),
    },
    dmg: { title: `Scopebox \${version}` },
  };
}

function linux(icons: string, target: readonly object[]) {
  const synopsis = 'Android’s photo permissions and MediaStore on a folder';
  return {
    linux: {
      ...{ target, icon: join(icons, 'icons'), category: 'Development', synopsis },
      // Beside the package of the web host, whose program is `scopebox`.
      ...{ executableName: 'scopebox-desktop', maintainer: 'The Scopebox authors <noreply@scopebox.invalid>' },
      description: 'Android’s photo permissions, photo picker, MediaStore and SAF on a real folder of photos.',
    },
    deb: { packageName: 'scopebox-desktop', recommends: ['ffmpeg'], priority: 'optional' },
  };
}

function windows(icons: string, target: readonly object[]) {
  return {
    win: { target, icon: join(icons, 'icon.ico') },
    nsis: {
      ...{ oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
      // What devices hold is the user's: an uninstaller leaves it.
      ...{ deleteAppDataOnUninstall: false, include: join(here, 'windows/installer.nsh') },
    },
    portable: { artifactName: `${FILE}-portable-\${arch}.\${ext}` },
  };
}
