import { describe, expect, test } from 'vitest';
import type { DialogAnswer, DialogKind } from '../../contract/rpc/systemUi.ts';
import { appGuards, screenGuards } from '../../main/hosts/guards.ts';

describe('bytes in one argument', () => {
  test.each([
    [1_048_576, true],
    [1_048_577, false],
  ])('%i are taken: %s', (length, taken) => {
    const bytes = new Uint8Array(length);
    const uri = 'content://media/external/images/media';
    expect(appGuards.insert.safeParse([uri, { xmp: bytes }, null]).success).toBe(taken);
    expect(appGuards.update.safeParse([uri, { xmp: bytes }, null]).success).toBe(taken);
    expect(appGuards.applyBatch.safeParse(['media', [{ type: 'insert', uri, values: { xmp: bytes } }]]).success).toBe(
      taken,
    );
    expect(appGuards.writeFile.safeParse([3, 0, bytes]).success).toBe(taken);
  });
});

/** What a user can answer to each dialog; null for the one that only Back leaves. */
const ANSWERS: Readonly<Record<DialogKind, DialogAnswer>> = {
  grantPermissions: { button: 'ALLOW_SELECTED' },
  photoPicker: { uris: ['content://media/picker/0/a/media/1' as never] },
  documentPicker: { uris: ['content://a/document/1' as never], stack: null },
  signIn: { account: 'ada@example.com' },
  cloudMediaApp: null,
  usbDebugging: { debugging: true, always: false },
  mediaRequest: { allowed: true },
};

describe('what a page answers', () => {
  test.each(Object.entries(ANSWERS))('%s', (_, answer) => {
    expect(screenGuards.answer.parse([1, answer])).toEqual([1, answer]);
  });

  test.each([
    ['nothing that any dialog knows', { yes: true }],
    ['a no that is not Back', { debugging: false, always: true }],
    ['more URIs than any selection', { uris: Array.from({ length: 10_001 }, () => '') }],
    ['a text in place of an object', 'ALLOW'],
    ['an id that is no number', undefined],
  ])('%s is refused', (_, answer) => {
    expect(screenGuards.answer.safeParse([1, answer]).success).toBe(false);
    expect(screenGuards.answer.safeParse(['1', null]).success).toBe(false);
  });
});
