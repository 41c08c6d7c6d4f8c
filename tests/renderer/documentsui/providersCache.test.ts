import { expect, test } from 'vitest';
import { buildRootsUri } from '../../../contract/android/documentsContract.ts';
import { ProvidersCache } from '../../../renderer/documentsui/providersCache.ts';
import { rootKey } from '../../../renderer/documentsui/rootInfo.ts';
import { FakePort, provider, settled } from './fakePort.ts';

const row = (root_id: string) => ({ root_id, title: root_id, document_id: 'top', flags: 0 });
const keysOf = (cache: ProvidersCache) => cache.snapshot().roots.map(rootKey);
const reasonOf = (cache: ProvidersCache, authority: string) =>
  cache.snapshot().reasons.find((reason) => reason.authority === authority)?.reason;

function opened(...authorities: readonly string[]) {
  const port = new FakePort();
  port.providers = authorities.map((authority) => provider(authority));
  return { port, cache: new ProvidersCache(port) };
}

test('Recents, then the roots of each provider; whoever has none is told with the reason', async () => {
  const { port, cache } = opened('a', 'empty', 'null', 'broken', 'b');
  port.answer(buildRootsUri('a'), { rows: [row('1'), row('2')] });
  port.answer(buildRootsUri('null'), null);
  port.answer(buildRootsUri('broken'), new Error('no network'));
  port.answer(buildRootsUri('b'), { rows: [row('1')] });
  await cache.load();
  expect(keysOf(cache)).toEqual(['recents', 'a/1', 'a/2', 'b/1']);
  expect(reasonOf(cache, 'empty')).toContain('no roots now');
  expect(reasonOf(cache, 'null')).toContain('null');
  expect(reasonOf(cache, 'broken')).toContain('no network');
});

test.each([
  [{ exported: false }, 'not exported'],
  [{ grantUriPermissions: false }, 'grantUriPermissions'],
  [{ permission: null }, 'MANAGE_DOCUMENTS'],
  [{ permission: 'android.permission.INTERNET' }, 'MANAGE_DOCUMENTS'],
])('a provider with %o is never asked', async (change, words) => {
  const { port, cache } = opened();
  port.providers = [provider('bad', change)];
  await cache.load();
  expect(port.asked).toEqual([]);
  expect(reasonOf(cache, 'bad')).toContain(words);
});

test('one that hangs holds up the first pass for five seconds and no longer', async () => {
  const { port, cache } = opened('a', 'slow');
  port.answer(buildRootsUri('a'), { rows: [row('1')] });
  port.answer(buildRootsUri('slow'), 'hangs');
  const loading = cache.load();
  await settled();
  port.elapse(4_999);
  await settled();
  expect(cache.snapshot().isLoaded).toBe(false);
  port.elapse(5_000);
  await loading;
  expect(keysOf(cache)).toEqual(['recents', 'a/1']);
  expect(reasonOf(cache, 'slow')).toContain('5 s');
  port.answer(buildRootsUri('slow'), { rows: [row('late')] });
  await settled();
  expect(keysOf(cache)).toEqual(['recents', 'a/1']);
  port.notify(buildRootsUri('a'));
  await settled();
  expect(keysOf(cache)).toEqual(['recents', 'a/1', 'slow/late']);
});

test('a later pass asks only who had nothing, and waits fifteen seconds', async () => {
  const { port, cache } = opened('a', 'empty');
  port.answer(buildRootsUri('a'), { rows: [row('1')] });
  await cache.load();
  port.asked.length = 0;
  port.answer(buildRootsUri('empty'), 'hangs');
  const loading = cache.load();
  await settled();
  expect(port.asked.map(({ uri }) => uri)).toEqual([buildRootsUri('empty')]);
  port.elapse(5_000);
  await settled();
  expect(reasonOf(cache, 'empty')).toContain('no roots now');
  port.elapse(15_000);
  await loading;
  expect(reasonOf(cache, 'empty')).toContain('15 s');
});

test('a provider that signs out loses its roots, and one that signs in gets them', async () => {
  const { port, cache } = opened('a');
  port.answer(buildRootsUri('a'), { rows: [row('1')] });
  await cache.load();
  port.answer(buildRootsUri('a'), { rows: [] });
  port.notify(buildRootsUri('a'));
  await settled();
  expect(keysOf(cache)).toEqual(['recents']);
  port.answer(buildRootsUri('a'), { rows: [row('2')] });
  port.notify(buildRootsUri('a'));
  await settled();
  expect(keysOf(cache)).toEqual(['recents', 'a/2']);
  cache.close();
  await settled();
  expect(port.isObserved(buildRootsUri('a'))).toBe(false);
});

test('a row without an id ends the provider, not the picker', async () => {
  const { port, cache } = opened('a');
  port.answer(buildRootsUri('a'), { rows: [row('1'), { root_id: null, title: 'nameless' }] });
  await cache.load();
  expect(keysOf(cache)).toEqual(['recents', 'a/1']);
  expect(reasonOf(cache, 'a')).toContain('root_id');
});
