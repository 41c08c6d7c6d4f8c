// What a user answers before an app gets its result.
import { z } from 'zod';
import type { Intent } from '../../../contract/android/intent.ts';
import { appGuards } from '../guards.ts';
import { activityResult, permissionResult } from './answers.ts';
import { ofApp } from './appOperations.ts';
import { answeredWithin } from './deviceCalls.ts';
import { argument, field } from './named.ts';
import { type Operation, operation, timeout } from './operation.ts';

const requestCode = z.int().default(0).describe('Comes back with the result.');
const query = z.strictObject({ timeout });
const LATER =
  'Answers when the user has. A result that comes after the time limit, or after the client has gone, is an event of ' +
  'the app: open /api/v1/events before.';

const { READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED } = {
  READ_MEDIA_IMAGES: 'android.permission.READ_MEDIA_IMAGES',
  READ_MEDIA_VISUAL_USER_SELECTED: 'android.permission.READ_MEDIA_VISUAL_USER_SELECTED',
};

const picked = {
  requestCode: 2,
  resultCode: -1,
  data: { data: 'content://media/picker/0/com.android.providers.media.photopicker/media/42', flags: 1 },
};

export const waitingOperations: readonly Operation[] = [
  operation({
    ...{ id: 'requestPermissions', method: 'POST', path: '/apps/{packageName}/requestPermissions', opensTo: 'app' },
    ...{ tag: 'Permissions', summary: 'Activity.requestPermissions, and what its callback gets.', description: LATER },
    ...{ params: ofApp, query },
    body: z.strictObject({ permissions: argument(appGuards, 'requestPermissions', 0), requestCode }),
    answer: z.strictObject({ permissions: z.array(z.string()), grantResults: z.array(permissionResult) }),
    example: {
      body: { permissions: [READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED] },
      answer: { permissions: [READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED], grantResults: [-1, 0] },
    },
    run: ({ path, query, body, device }) =>
      device.asApp(path.packageName, (app) =>
        answeredWithin(query.timeout, app.requestPermissions(body.permissions as readonly string[], body.requestCode)),
      ),
  }),
  operation({
    ...{ id: 'startActivityForResult', method: 'POST', path: '/apps/{packageName}/startActivityForResult' },
    ...{ tag: 'Activities', opensTo: 'app', description: LATER },
    summary: 'Opens the photo picker, a document picker or an app, and what onActivityResult gets.',
    ...{ params: ofApp, query },
    body: z.strictObject({ intent: field('intent', argument(appGuards, 'startActivityForResult', 0)), requestCode }),
    answer: activityResult,
    example: {
      body: { intent: { action: 'android.provider.action.PICK_IMAGES', type: 'image/*' }, requestCode: 2 },
      answer: picked,
    },
    run: ({ path, query, body, device }) =>
      device.asApp(path.packageName, (app) =>
        answeredWithin(query.timeout, app.startActivityForResult(body.intent as Intent, body.requestCode)),
      ),
  }),
  operation({
    ...{ id: 'startIntentSenderForResult', method: 'POST', path: '/apps/{packageName}/startIntentSenderForResult' },
    ...{ tag: 'Activities', opensTo: 'app', description: LATER },
    summary: 'Launches what a create*Request call of MediaStore, or a RecoverableSecurityException, brought.',
    ...{ params: ofApp, query },
    body: z.strictObject({ pendingIntent: z.int().nonnegative(), requestCode }),
    answer: activityResult,
    example: { body: { pendingIntent: 1 }, answer: { requestCode: 0, resultCode: -1, data: null } },
    run: ({ path, query, body, device }) =>
      device.asApp(path.packageName, (app) =>
        answeredWithin(query.timeout, app.startIntentSenderForResult(body.pendingIntent, body.requestCode)),
      ),
  }),
];
