// A folder that hangs holds nobody up, and is not looked at a second time meanwhile.
import { expect, test } from 'vitest';
import { AnsweringFolders } from '../../../../main/providers/media/scan/answeringFolders.ts';

test('a folder that hangs is left out until it answers, and the others are not', async () => {
  const looks: string[] = [];
  const hanging = Promise.withResolvers<void>();
  const over: (() => void)[] = [];
  const folders = new AnsweringFolders({
    look: async (folder) => {
      looks.push(folder);
      if (folder === '/network') await hanging.promise;
      if (folder === '/gone') throw new Error('There is nothing.');
    },
    after: (_milliseconds, run) => {
      over.push(run);
      return { [Symbol.dispose]: () => undefined };
    },
  });
  const first = folders.of(['/network', '/disk', '/gone']);
  // The answers of the others come first.
  await new Promise(setImmediate);
  over[0]?.();
  expect([...(await first)]).toEqual(['/disk', '/gone']);
  expect([...(await folders.of(['/network', '/disk']))]).toEqual(['/disk']);
  expect(looks).toEqual(['/network', '/disk', '/gone', '/disk']);
  hanging.resolve();
  await new Promise(setImmediate);
  expect([...(await folders.of(['/network']))]).toEqual(['/network']);
});
