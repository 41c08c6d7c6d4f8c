import { expect, test } from 'vitest';
import { ACTION_GET_CONTENT } from '../../contract/android/intent.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { matchingActivities } from '../../main/activity/intentResolution.ts';

const FILTER = { intentActions: [ACTION_GET_CONTENT], exported: true };

/** Two filters of one activity are two elements of its name. */
const EDITOR = {
  packageName: 'com.example.editor',
  label: 'Editor',
  activities: [
    { name: '.Edit', ...FILTER, mimeTypes: ['image/*'] },
    { name: '.Edit', ...FILTER, mimeTypes: ['image/png', 'video/*'], label: 'Twice' },
    { name: '.Crop', ...FILTER, mimeTypes: ['image/png'] },
  ],
} as unknown as AndroidManifest;

test.each([
  ['image/png', ['.Edit', '.Crop']],
  ['image/jpeg', ['.Edit']],
  ['video/mp4', ['.Edit']],
  ['text/plain', []],
])('an activity with several filters that match %s is one', (type, names) => {
  const found = matchingActivities([EDITOR], { action: ACTION_GET_CONTENT, type }, null);
  expect(found.map(({ name }) => name)).toEqual(names);
});
