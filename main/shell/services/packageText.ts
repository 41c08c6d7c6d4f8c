// Mirrors Settings.dumpPackageLPr: `dumpsys package` as tools read it.

import { permission } from '../../../contract/android/manifest.ts';
import type { InstalledPackage } from '../../packages/packageManager.ts';
import type { PermissionFlag, PermissionState } from '../../permission/permissionState.ts';
import { secondText } from '../files/fileText.ts';

/** FLAG_PERMISSION_*, in the order of their bits. The two that are no state of ours follow from the permission. */
const FLAGS = [
  'USER_SET',
  'USER_FIXED',
  'POLICY_FIXED',
  'REVOKED_COMPAT',
  'SYSTEM_FIXED',
  'REVIEW_REQUIRED',
  'REVOKE_WHEN_REQUESTED',
  'USER_SENSITIVE_WHEN_GRANTED',
  'USER_SENSITIVE_WHEN_DENIED',
  'ONE_TIME',
  'AUTO_REVOKED',
] as const satisfies readonly (PermissionFlag | 'USER_SENSITIVE_WHEN_GRANTED' | 'USER_SENSITIVE_WHEN_DENIED')[];

export type DumpedPermission = Readonly<{ name: string; state: PermissionState }>;

export type DumpedPackage = Readonly<{
  installed: InstalledPackage;
  requested: readonly string[];
  install: readonly DumpedPermission[];
  runtime: readonly DumpedPermission[];
  isStopped: boolean;
  /** Milliseconds since 1970 UTC. */
  firstInstallTime: number;
}>;

/** A runtime permission: whether it is granted, and its flags. */
export function runtimePermissionText({ name, state }: DumpedPermission): string {
  const isSensitive = name !== permission.ACCESS_MEDIA_LOCATION;
  const flags = FLAGS.filter((flag) =>
    flag.startsWith('USER_SENSITIVE') ? isSensitive : state.flags.has(flag as PermissionFlag),
  );
  const text = flags.length === 0 ? '' : `, flags=[ ${flags.join('|')}]`;
  return `${name}: granted=${state.granted}${text}`;
}

/** PackageManager.COMPONENT_ENABLED_STATE_… */
const ENABLED_STATES = { default: 0, enabled: 1, 'disabled-user': 3 } as const;

/** The section `Packages:`. */
export function packageLines(dumped: DumpedPackage): readonly string[] {
  const { installed, requested, install, runtime } = dumped;
  const { manifest, uid } = installed;
  const { packageName } = manifest;
  const section = (title: string, lines: readonly string[], indent: number) =>
    lines.length === 0
      ? []
      : [`${' '.repeat(indent)}${title}`, ...lines.map((line) => `${' '.repeat(indent + 2)}${line}`)];
  const code = codePath(installed);
  const time = secondText(dumped.firstInstallTime);
  const updated = secondText(installed.lastUpdateTime ?? dumped.firstInstallTime);
  return [
    'Packages:',
    `  Package [${packageName}] (${objectHash(packageName)}):`,
    `    appId=${uid}`,
    `    pkg=Package{${objectHash(`pkg${packageName}`)} ${packageName}}`,
    `    codePath=${code.slice(0, code.lastIndexOf('/'))}`,
    `    versionCode=${manifest.versionCode ?? 1} minSdk=${manifest.minSdk ?? 24} targetSdk=${manifest.targetSdk}`,
    `    versionName=${manifest.versionName ?? '1.0'}`,
    `    flags=[ ${installed.system ? 'SYSTEM ' : ''}HAS_CODE ALLOW_CLEAR_USER_DATA ]`,
    `    timeStamp=${updated}`,
    `    lastUpdateTime=${updated}`,
    ...(installed.installer === undefined ? [] : [`    installerPackageName=${installed.installer}`]),
    ...section('requested permissions:', requested, 4),
    ...section(
      'install permissions:',
      install.map(({ name, state }) => `${name}: granted=${state.granted}`),
      4,
    ),
    `    User 0: ceDataInode=${uid} deDataInode=${uid} installed=true hidden=false suspended=false distractionFlags=0 ` +
      `stopped=${dumped.isStopped} notLaunched=false enabled=${ENABLED_STATES[installed.enabledState ?? 'default']} instant=false virtual=false quarantined=false`,
    '      installReason=0',
    `      dataDir=/data/user/0/${packageName}`,
    `      firstInstallTime=${time}`,
    '      uninstallReason=0',
    ...(requested.includes('android.permission.INTERNET') ? ['      gids=[3003]'] : []),
    '      runtime permissions:',
    ...runtime.map((each) => `        ${runtimePermissionText(each)}`),
  ];
}

/** Where a package's APK would lie: a place of its own for each. */
export function codePath({ manifest: { packageName }, system, codePath: given }: InstalledPackage): string {
  if (given !== undefined) return given;
  if (packageName === 'com.android.providers.media.module')
    return '/apex/com.android.mediaprovider/priv-app/MediaProvider/MediaProvider.apk';
  const name = packageName.split('.').at(-1) ?? packageName;
  if (system) return `/system/priv-app/${name}/${name}.apk`;
  const folder = (salt: string) =>
    Buffer.from(
      objectHash(salt + packageName)
        .repeat(3)
        .slice(0, 16),
    ).toString('base64url');
  return `/data/app/~~${folder('a')}==/${packageName}-${folder('b')}==/base.apk`;
}

/** Seven hexadecimal digits that stay the same. */
export function objectHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return (hash & 0xfffffff).toString(16).padStart(7, '0');
}
