import { describe, expect, test } from 'vitest';
import { ACTION_PICK_IMAGES, EXTRA_PICK_IMAGES_MAX, type Intent } from '../../contract/android/intent.ts';
import { parsePickImages } from '../../main/activity/pickImages.ts';

const intent = (rest: Partial<Intent> = {}): Intent => ({ action: ACTION_PICK_IMAGES, ...rest });
const max = (value: unknown) => intent({ extras: { [EXTRA_PICK_IMAGES_MAX]: value } });

describe('what ACTION_PICK_IMAGES asks for', () => {
  test.each([
    ['nothing said', intent(), { maxItems: 1, mimeTypes: [] }],
    ['images only', intent({ type: 'image/*' }), { maxItems: 1, mimeTypes: ['image/*'] }],
    ['one video type', intent({ type: 'video/mp4' }), { maxItems: 1, mimeTypes: ['video/mp4'] }],
    ['anything', intent({ type: '*/*' }), { maxItems: 1, mimeTypes: [] }],
    ['several', max(5), { maxItems: 5, mimeTypes: [] }],
    ['the most there is', max(100), { maxItems: 100, mimeTypes: [] }],
    ['more than that', max(101), null],
    ['one, spelled out', max(1), null],
    ['none', max(0), null],
    ['a text', max('5'), null],
    ['documents', intent({ type: 'application/pdf' }), null],
    ['another action', { action: 'android.intent.action.VIEW' }, null],
  ])('%s', (_, asked, expected) => {
    expect(parsePickImages(asked)).toEqual(expected);
  });
});
