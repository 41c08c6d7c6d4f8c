// What is on the screen, and what a person in front of it does.
import { z } from 'zod';
import type { DialogAnswer } from '../../../contract/rpc/systemUi.ts';
import type { UiInput, UiNames } from '../../../contract/rpc/uiAutomation.ts';
import type { User } from '../../../sdk/user.ts';
import { deviceGuards, screenGuards } from '../guards.ts';
import { dialog } from './answers.ts';
import { argument } from './named.ts';
import { type Operation, operation, wholeNumber } from './operation.ts';
import { Problem } from './problem.ts';

const DIALOG = {
  ...{ id: 1, kind: 'grantPermissions' },
  ask: { packageName: 'com.example.gallery', title: 'Allow Gallery to access photos and videos on this device?' },
};

/** How long an act waits for its dialog, seconds. */
const query = z.strictObject({
  timeout: wholeNumber(0, 600).default(10).describe('How long to wait for the dialog, seconds.'),
});

const choices = [
  ...(['allow', 'all', 'limited', 'while-using', 'once', 'deny', 'deny-forever', 'no-more'] as const),
  ...(['ALLOW', 'ALLOW_ALL', 'ALLOW_SELECTED', 'ALLOW_FOREGROUND', 'ALLOW_ONE_TIME'] as const),
  ...(['DENY', 'DENY_AND_DONT_ASK_AGAIN', 'DONT_SELECT_MORE'] as const),
];

const names = z.array(z.string().max(1_000)).max(10_000);
const what = z
  .union([z.int().min(0).max(10_000), z.array(z.int().nonnegative()).max(10_000), names])
  .describe('How many of the newest that are not selected yet; places from 0, newest first; or names, with *.');

type Act<B> = Readonly<{
  path: string;
  summary: string;
  body: z.ZodType<B>;
  example?: unknown;
  act(user: User, body: B, timeout: number): Promise<unknown>;
}>;

const nothing = z.strictObject({});

/** One thing that a person does. */
function act<B>({ path, summary, body, example, act: run }: Act<B>, answers: z.ZodType | null = null): Operation {
  return operation({
    ...{ id: `user${capitals(path)}`, method: 'POST', path: `/user/${path}`, tag: 'Screen', summary, query, body },
    answer: answers,
    example: {
      ...(example === undefined ? {} : { body: example }),
      ...(answers !== null && {
        answer: { uris: ['content://media/picker/0/com.android.providers.media.photopicker/media/42'] },
      }),
    },
    run: ({ body: given, query: { timeout }, device }) => run(device.user, given as B, timeout * 1_000),
  });
}

/** photo/selectOnly as PhotoSelectOnly. */
function capitals(path: string): string {
  return path.replace(/(?:^|\/)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const uris = z.strictObject({ uris: z.array(z.string()).describe('Picker URIs of what was tapped.') });

const PICKER: readonly Operation[] = [
  act(
    {
      ...{ path: 'picker/select', body: z.strictObject({ what }), example: { what: 3 } },
      summary: 'Taps photos and videos in the photo picker and confirms; what is selected stays so.',
      act: async (user, body, timeout) => ({ uris: await user.picker.select(body.what, { timeout }) }),
    },
    uris,
  ),
  act(
    {
      ...{ path: 'picker/selectOnly', body: z.strictObject({ what }), example: { what: ['IMG_2024*'] } },
      summary: 'The same, and takes the selection of everything else back.',
      act: async (user, body, timeout) => ({ uris: await user.picker.selectOnly(body.what, { timeout }) }),
    },
    uris,
  ),
  act({
    ...{
      path: 'picker/selectNothing',
      summary: 'Confirms the photo picker with nothing: “Allow none”.',
      body: nothing,
    },
    act: (user, _, timeout) => user.picker.selectNothing({ timeout }),
  }),
  act({
    ...{ path: 'picker/browse', summary: '“Browse…” of the photo picker.', body: nothing },
    act: (user, _, timeout) => user.picker.browse({ timeout }),
  }),
];

const DOCUMENTS: readonly Operation[] = [
  act({
    ...{
      path: 'documents/open',
      body: z.strictObject({ names: names.min(1) }),
      example: { names: ['Download/report.pdf'] },
    },
    summary: 'Opens documents in the document picker, by path or name.',
    act: (user, body, timeout) => user.documents.open(...body.names, { timeout }),
  }),
  act({
    ...{ path: 'documents/save', body: z.strictObject({ path: z.string().max(4_096).optional() }) },
    ...{ summary: 'Saves what ACTION_CREATE_DOCUMENT asks for.', example: { path: 'Documents/notes.txt' } },
    act: (user, body, timeout) => user.documents.save(body.path, { timeout }),
  }),
  act({
    ...{ path: 'documents/useFolder', body: z.strictObject({ path: z.string().max(4_096) }) },
    ...{ summary: '“Use this folder”, and its confirmation.', example: { path: 'Pictures/Trip' } },
    act: (user, body, timeout) => user.documents.useFolder(body.path, { timeout }),
  }),
];

const OTHERS: readonly Operation[] = [
  act({
    ...{ path: 'dialog', body: z.strictObject({ choice: z.enum(choices) }), example: { choice: 'limited' } },
    summary: 'Presses a button of the permission dialog.',
    act: (user, body, timeout) => user.dialog(body.choice, { timeout }),
  }),
  act({
    ...{
      path: 'mediaRequest',
      body: z.strictObject({ answer: z.enum(['allow', 'deny']) }),
      example: { answer: 'allow' },
    },
    summary: 'Answers what MediaStore.create*Request asks.',
    act: (user, body, timeout) => user.mediaRequest(body.answer, { timeout }),
  }),
  act({
    ...{ path: 'signIn', body: z.strictObject({ account: z.string().min(1).max(200) }) },
    ...{ summary: 'Signs in to a documents provider.', example: { account: 'me@example.com' } },
    act: (user, body, timeout) => user.signIn(body.account, { timeout }),
  }),
  act({
    ...{ path: 'back', summary: 'Back: closes the dialog on top.', body: nothing },
    act: (user, _, timeout) => user.back({ timeout }),
  }),
];

export const screenOperations: readonly Operation[] = [
  operation({
    ...{
      id: 'listDialogs',
      method: 'GET',
      path: '/dialogs',
      tag: 'Screen',
      summary: 'The dialogs that are up; the first is on top.',
    },
    ...{ answer: z.strictObject({ dialogs: z.array(dialog) }), example: { answer: { dialogs: [DIALOG] } } },
    run: async ({ device }) => ({ dialogs: await device.user.dialogs() }),
  }),
  operation({
    ...{ id: 'waitForDialog', method: 'GET', path: '/dialogs/next', tag: 'Screen' },
    summary: 'Waits until a dialog is up, of a kind or any; it stays there.',
    query: query.extend({ kind: dialog.shape.kind.optional() }),
    ...{ answer: dialog, example: { query: { kind: 'grantPermissions', timeout: 30 }, answer: DIALOG } },
    run: async ({ query: { kind, timeout }, device: { user, signal } }) => {
      const options = { timeout: timeout * 1_000, signal };
      const waited = kind === undefined ? user.waitForDialog(undefined, options) : user.waitForDialog(kind, options);
      return waited.catch((error: unknown) => {
        if (error instanceof Error && error.name === 'Error') throw new Problem('not-answered', error.message);
        throw error;
      });
    },
  }),
  operation({
    ...{ id: 'answerDialog', method: 'POST', path: '/dialogs/{id}/answer', tag: 'Screen' },
    summary: 'Answers a dialog by its id; null is Back.',
    description: 'What /user/… does in a person’s words, this does in the device’s.',
    params: z.strictObject({ id: wholeNumber(0, Number.MAX_SAFE_INTEGER) }),
    body: z.strictObject({ answer: argument(screenGuards, 'answer', 1) }),
    example: { path: { id: 1 }, body: { answer: { button: 'ALLOW_SELECTED' } } },
    run: async ({ path, body, device: { screen } }) => {
      if (await screen.answer(path.id, body.answer as DialogAnswer)) return;
      throw new Problem('not-found', `There is no dialog ${path.id} on the screen any more.`);
    },
  }),
  operation({
    ...{ id: 'uiDump', method: 'GET', path: '/screen/hierarchy', tag: 'Screen' },
    summary: 'uiautomator dump: what is on the screen of the page that shows the device.',
    query: z.strictObject({ names: argument(deviceGuards, 'uiDump', 0).describe('Whose packages and resources.') }),
    answer: z.strictObject({ xml: z.string() }),
    example: { query: { names: 'aosp' }, answer: { xml: '<hierarchy rotation="0">…</hierarchy>' } },
    run: async ({ query: { names: whose }, device }) => ({ xml: await device.tester.uiDump(whose as UiNames) }),
  }),
  operation({
    ...{
      id: 'uiInput',
      method: 'POST',
      path: '/screen/input',
      tag: 'Screen',
      summary: 'Touches that screen, or types.',
    },
    body: argument(deviceGuards, 'uiInput', 0),
    example: {
      body: { kind: 'tap', at: { resourceId: 'com.android.permissioncontroller:id/permission_allow_all_button' } },
    },
    run: ({ body, device }) => device.tester.uiInput(body as UiInput),
  }),
  ...[...OTHERS, ...PICKER, ...DOCUMENTS],
];
