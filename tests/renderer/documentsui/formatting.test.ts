import { expect, test } from 'vitest';
import { MIME_TYPE_DIR } from '../../../contract/android/documentsContract.ts';
import type { DocumentInfo } from '../../../renderer/documentsui/documentInfo.ts';
import { cardDetailsOf, formatFileSize, formatTime, metadataOf } from '../../../renderer/documentsui/formatting.ts';

const NOW = new Date(2026, 5, 14, 10, 30).getTime();

test.each([
  [0, '0 B'],
  [900, '900 B'],
  [901, '0.90 kB'],
  [84_000, '84.00 kB'],
  [123_456, '123 kB'],
  [1_234_567, '1.23 MB'],
  [41_200_000_000, '41.20 GB'],
] as const)('%i bytes are %s', (bytes, text) => {
  expect(formatFileSize(bytes)).toBe(text);
});

test('a time of today, a day of this year, and a whole date', () => {
  const at = (...parts: [number, number, number, number]) => formatTime(new Date(...parts).getTime(), NOW);
  expect(at(2026, 5, 14, 9)).toMatch(/9:00/);
  expect(at(2026, 5, 13, 9)).not.toMatch(/2026|:/);
  expect(at(2025, 5, 14, 9)).toMatch(/2025/);
});

const DOCUMENT: DocumentInfo = {
  ...{ authority: 'a', documentId: '1', displayName: 'x', summary: null, flags: 0 },
  ...{ mimeType: 'text/plain', size: 812, lastModified: null },
};

test('what is not known is left out', () => {
  expect(metadataOf(DOCUMENT, NOW)).toBe('812 B, Plain text');
  expect(metadataOf({ ...DOCUMENT, size: null }, NOW)).toBe('Plain text');
  expect(metadataOf({ ...DOCUMENT, mimeType: MIME_TYPE_DIR, size: 4_096 }, NOW)).toBe('Folder');
  expect(cardDetailsOf({ ...DOCUMENT, size: null }, NOW)).toBe('');
});
