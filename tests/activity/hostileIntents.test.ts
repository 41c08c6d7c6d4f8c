// What an app may put into an intent for the photo picker: the worst that comes of it is RESULT_CANCELED.
import { expect, test } from 'vitest';
import {
  ACTION_GET_CONTENT,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_LOCAL_ONLY,
  EXTRA_MIME_TYPES,
  EXTRA_PICK_IMAGES_ACCENT_COLOR,
  EXTRA_PICK_IMAGES_IN_ORDER,
  EXTRA_PICK_IMAGES_LAUNCH_TAB,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_PICKER_PRE_SELECTION_URIS,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { GALLERY, TEN_PHOTOS, testSystem } from '../testSystem.ts';

const ODD: readonly unknown[] = [
  ...[null, undefined, true, '', 'text', -1, 0, 1, 1.5, 101, 2 ** 53, -(2 ** 40), Number.NaN, Number.POSITIVE_INFINITY],
  ...[[], [null], [1], ['']],
  ...[['no uri'], ['content://media/picker/0/x/media/%zz'], ['file:///etc/passwd'], ['\ud800'], { a: { b: {} } }],
  Array.from({ length: 5_000 }, (_, index) => `image/x${index}`),
  ['image/*', `image/${'%a'.repeat(30_000)}`],
  Array.from({ length: 101 }, (_, index) => pickerUri(index + 1)),
  new Uint8Array(10),
];

const EXTRAS = [
  ...[EXTRA_ALLOW_MULTIPLE, EXTRA_LOCAL_ONLY, EXTRA_MIME_TYPES, EXTRA_PICK_IMAGES_ACCENT_COLOR],
  ...[EXTRA_PICK_IMAGES_IN_ORDER, EXTRA_PICK_IMAGES_LAUNCH_TAB, EXTRA_PICK_IMAGES_MAX, EXTRA_PICKER_PRE_SELECTION_URIS],
];

test.each(['T-legacy', 'Modern'] as const)('%s: no extra throws at the app', async (skin) => {
  await using device = await testSystem({ photos: TEN_PHOTOS.slice(0, 2), sdk: 36 });
  device.system.device.setSkin(skin);
  const app = device.launch(GALLERY.packageName);
  using _answers = device.system.screen.onChange(() => {
    for (const { id, kind } of device.system.screen.dialogs())
      queueMicrotask(() => {
        if (device.system.screen.dialogs().some((dialog) => dialog.id === id))
          device.system.screen.answer(id, kind === 'photoPicker' ? { uris: [pickerUri(1)] } : null);
      });
  });
  const intents = [
    { action: ACTION_PICK_IMAGES },
    { action: ACTION_GET_CONTENT, type: 'image/*', categories: [CATEGORY_OPENABLE] },
  ];
  for (const intent of intents)
    for (const extra of EXTRAS)
      for (const value of ODD) {
        const asked = app.startActivityForResult({ ...intent, extras: { [extra]: value } }, 1);
        const { resultCode } = await asked.catch((error: unknown) => {
          throw new Error(`${intent.action} ${extra} ${JSON.stringify(value)?.slice(0, 80)}`, { cause: error });
        });
        expect([RESULT_OK, RESULT_CANCELED]).toContain(resultCode);
      }
  app.close();
});
