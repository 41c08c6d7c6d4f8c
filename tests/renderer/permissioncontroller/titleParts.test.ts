import { expect, test } from 'vitest';
import { titleParts } from '../../../renderer/permissioncontroller/titleParts.ts';

const marked = (title: string, label: string) =>
  titleParts(title, label)
    .map(({ text, isBold }) => (isBold ? `<b>${text}</b>` : text))
    .join('');

test.each([
  ['Gallery', 'Allow Gallery to access photos?', 'Allow <b>Gallery</b> to access photos?'],
  ['photos', 'Allow photos to access photos?', 'Allow <b>photos</b> to access photos?'],
  ['', 'Allow  to access photos?', 'Allow  to access photos?'],
  ['Missing', 'Allow it to access photos?', 'Allow it to access photos?'],
  [
    'Old',
    'Allow Old to access photos, videos, music, and audio on this device?',
    'Allow <b>Old</b> to access <b>photos, videos, music, and audio</b> on this device?',
  ],
  [
    'Older',
    'Allow Older to access photos, videos, music, audio, and other files on this device?',
    'Allow <b>Older</b> to access <b>photos, videos, music, audio, and other files</b> on this device?',
  ],
])('the label %s stands out', (label, title, expected) => {
  expect(marked(title, label)).toBe(expected);
});
