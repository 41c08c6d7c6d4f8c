// The page that lends the device its screen may be anybody: what it answers, and what it may not.
import { expect, test } from 'vitest';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { UiAnswer, UiAutomationApi } from '../../contract/rpc/uiAutomation.ts';
import { deviceGuards } from '../../main/hosts/guards.ts';
import { GALLERY, testSystem } from '../testSystem.ts';

test('what a page answers that it was not asked is told at once, and the next dump is asked for', async () => {
  await using device = await testSystem({ photos: [] });
  const tester = device.converse<DeviceApi>('tester');
  const page = device.converse<UiAutomationApi>('uiAutomation');
  const questions = (await page.uiQuestions())[Symbol.asyncIterator]();
  const odd: readonly unknown[] = [
    ...[{ hierarchy: 5 }, {}, null, 'text', { hierarchy: 'x', problem: 'failed' }, { problem: 'mine', sentence: '' }],
    ...[{ hierarchy: 'x'.repeat(8_000_001) }, { problem: 'failed', sentence: 'x'.repeat(10_001) }],
  ];
  for (const answer of odd) {
    const question = questions.next();
    const dump = tester.uiDump().catch(String);
    const { id } = (await question).value ?? { id: '' };
    expect(await page.answerUi('guessed', { hierarchy: 'forged' })).toBe(false);
    expect(await page.answerUi(id, answer as UiAnswer)).toBe(true);
    expect(await dump).toContain('What the page answered is not what it was asked.');
    expect(await page.answerUi(id, { hierarchy: 'late' })).toBe(false);
  }
  const question = questions.next();
  const dump = tester.uiDump();
  const { id } = (await question).value ?? { id: '' };
  await page.answerUi(id, { hierarchy: '<hierarchy/>' });
  expect(await dump).toBe('<hierarchy/>');
});

test('an app’s connection has neither the screen nor its touch', async () => {
  await using device = await testSystem({ photos: [] });
  device.launch(GALLERY.packageName).close();
  const app = device.converse<DeviceApi & UiAutomationApi>(`app/${GALLERY.packageName}`);
  await expect(app.uiDump()).rejects.toThrow();
  await expect(app.uiInput({ kind: 'key', keyCode: 3 })).rejects.toThrow();
  await expect(app.answerUi('1', { hierarchy: 'x' })).rejects.toThrow();
});

test.each<readonly [string, unknown]>([
  ['a touch at no place', { kind: 'tap' }],
  ['a touch where no screen is', { kind: 'tap', at: { x: 1e9, y: 0 } }],
  ['a touch that is no number', { kind: 'tap', at: { x: Number.NaN, y: 0 } }],
  ['a selector of nothing', { kind: 'tap', at: {} }],
  ['a selector of something else', { kind: 'tap', at: { xpath: '//*' } }],
  ['a swipe of a year', { kind: 'swipe', from: { x: 0, y: 0 }, to: { x: 1, y: 1 }, milliseconds: 3e10 }],
  ['a book', { kind: 'text', text: 'x'.repeat(10_001) }],
  ['half a key', { kind: 'key', keyCode: 1.5 }],
  ['another kind', { kind: 'shake' }],
])('%s is refused before any page is asked', (_, input) => {
  expect(deviceGuards.uiInput.safeParse([input]).success).toBe(false);
});
