// What a tester does to apps.
import { z } from 'zod';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { DeviceApi, PhotoAccess, ProcessState } from '../../../contract/rpc/deviceApi.ts';
import { manifestSchema, packageName } from '../../packages/manifestSchema.ts';
import { deviceGuards } from '../guards.ts';
import { packageState } from './answers.ts';
import { argument } from './named.ts';
import { type Operation, operation } from './operation.ts';
import { Problem } from './problem.ts';

const ofPackage = z.strictObject({ packageName });

const MANIFEST = {
  ...{ packageName: 'com.example.gallery', label: 'Gallery', targetSdk: 34 },
  usesPermissions: [
    { name: 'android.permission.READ_MEDIA_IMAGES' },
    { name: 'android.permission.READ_MEDIA_VISUAL_USER_SELECTED' },
  ],
};
const APP = { manifest: MANIFEST, uid: 10_123, process: 'STOPPED', pid: null, permissions: [], selectedItems: 0 };

type Act = Readonly<{
  id: string;
  method: 'POST' | 'DELETE';
  folder: string;
  summary: string;
  act(tester: DeviceApi, packageName: string): Promise<void>;
}>;

const ACTS: readonly Act[] = [
  {
    ...{ id: 'uninstall', method: 'DELETE', folder: '', summary: 'Uninstalls an app.' },
    act: (tester, app) => tester.uninstall(app),
  },
  {
    ...{ id: 'launch', method: 'POST', folder: '/launch', summary: 'Opens an app from the launcher.' },
    act: (tester, app) => tester.launch(app),
  },
  {
    ...{ id: 'forceStop', method: 'POST', folder: '/forceStop', summary: '“Force stop” of App info.' },
    act: (tester, app) => tester.forceStop(app),
  },
  {
    ...{
      id: 'clearData',
      method: 'POST',
      folder: '/clearData',
      summary: 'pm clear: as if it had just been installed.',
    },
    act: (tester, app) => tester.clearData(app),
  },
  {
    ...{ id: 'back', method: 'POST', folder: '/back', summary: 'Back out of the app: its activity is finished.' },
    act: (tester, app) => tester.finishActivity(app),
  },
  {
    ...{ id: 'clearAccess', method: 'DELETE', folder: '/uriPermissions' },
    summary: '“Clear access” of App info: every URI grant ends, what was kept too.',
    act: (tester, app) => tester.clearAccess(app),
  },
];

async function stateOf(tester: DeviceApi, packageName: string) {
  const found = (await tester.state()).packages.find(({ manifest }) => manifest.packageName === packageName);
  if (found === undefined) throw new Problem('not-found', `${packageName} is not installed.`);
  return found;
}

export const packageOperations: readonly Operation[] = [
  operation({
    ...{
      id: 'listApps',
      method: 'GET',
      path: '/apps',
      tag: 'Apps',
      summary: 'Installed apps, without those of the system.',
    },
    answer: z.strictObject({ apps: z.array(packageState) }),
    example: { answer: { apps: [APP] } },
    run: async ({ device }) => ({ apps: (await device.tester.state()).packages }),
  }),
  operation({
    ...{ id: 'install', method: 'POST', path: '/apps', tag: 'Apps', summary: 'Installs an app, or an update of it.' },
    description: 'Answers the token that opens what is below /apps/{packageName} and nothing else.',
    ...{ body: manifestSchema, answer: z.strictObject({ uid: z.int(), token: z.string() }) },
    example: { body: MANIFEST, answer: { uid: 10_123, token: '6f1d…' } },
    location: ({ body }) => `/apps/${encodeURIComponent((body as AndroidManifest).packageName)}`,
    run: ({ body, device }) => device.tester.install(body),
  }),
  operation({
    ...{ id: 'readManifest', method: 'POST', path: '/manifests/read', tag: 'Apps', answer: manifestSchema },
    summary: 'Reads an AndroidManifest.xml, or our JSON, as what installing takes. Installs nothing.',
    body: z.strictObject({
      text: argument(deviceGuards, 'readManifest', 0),
      packageName: z.string().optional().describe('What the XML leaves to the build, as targetSdk.'),
      targetSdk: z.int().optional(),
    }),
    example: { body: { text: '<manifest …/>', packageName: 'com.example.gallery', targetSdk: 34 }, answer: MANIFEST },
    run: ({ body: { text, packageName: name, targetSdk }, device }) =>
      device.tester.readManifest(String(text), {
        ...(name !== undefined && { packageName: name }),
        ...(targetSdk !== undefined && { targetSdk }),
      }),
  }),
  operation({
    ...{
      id: 'getApp',
      method: 'GET',
      path: '/apps/{packageName}',
      tag: 'Apps',
      summary: 'An app and its permissions.',
    },
    ...{ params: ofPackage, answer: packageState, example: { answer: APP } },
    run: ({ path, device }) => stateOf(device.tester, path.packageName),
  }),
  ...ACTS.map(({ id, method, folder, summary, act }) =>
    operation({
      ...{ id, method, path: `/apps/{packageName}${folder}`, tag: 'Apps', summary, params: ofPackage },
      run: async ({ path, device }) => {
        await stateOf(device.tester, path.packageName);
        await act(device.tester, path.packageName);
      },
    }),
  ),
  operation({
    ...{ id: 'setProcessState', method: 'PUT', path: '/apps/{packageName}/process', tag: 'Apps' },
    summary: 'Brings an app to the front, sends it to the background, or kills its process.',
    ...{ params: ofPackage, body: z.strictObject({ state: argument(deviceGuards, 'setProcessState', 1) }) },
    example: { body: { state: 'BACKGROUND' } },
    run: ({ path, body, device }) => device.tester.setProcessState(path.packageName, body.state as ProcessState),
  }),
  operation({
    ...{ id: 'setPhotoAccess', method: 'PUT', path: '/apps/{packageName}/photoAccess', tag: 'Permissions' },
    summary: 'Puts the app’s photo access into a state at once, without a dialog.',
    params: ofPackage,
    body: z.strictObject({
      access: argument(deviceGuards, 'setPhotoAccess', 1),
      ids: argument(deviceGuards, 'setPhotoAccess', 2).describe('What is selected when it is limited: values of _id.'),
    }),
    example: { body: { access: 'limited', ids: [3, 5] } },
    run: ({ path, body, device }) =>
      device.tester.setPhotoAccess(path.packageName, body.access as PhotoAccess, (body.ids ?? []) as readonly number[]),
  }),
  operation({
    ...{ id: 'setPermission', method: 'PUT', path: '/apps/{packageName}/permissions/{permission}', tag: 'Permissions' },
    summary: 'pm grant and pm revoke.',
    params: ofPackage.extend({ permission: argument(deviceGuards, 'setPermission', 1) }),
    body: z.strictObject({ granted: z.boolean() }),
    example: { path: { permission: 'android.permission.READ_MEDIA_IMAGES' }, body: { granted: true } },
    run: ({ path, body, device }) =>
      device.tester.setPermission(path.packageName, String(path.permission), body.granted),
  }),
];
