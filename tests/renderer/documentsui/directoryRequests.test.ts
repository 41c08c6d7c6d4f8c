import { expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import { RECENTS_ROOT } from '../../../renderer/documentsui/rootInfo.ts';
import { type DirectoryRequest, directoryLoader } from '../../../renderer/documentsui/useDirectory.ts';
import { folder, root } from './documents.ts';
import { FakePort, settled } from './fakePort.ts';

const LOCAL = Root.FLAG_LOCAL_ONLY | Root.FLAG_SUPPORTS_RECENTS | Root.FLAG_SUPPORTS_SEARCH;
const REQUEST: DirectoryRequest = {
  stack: { root: root(), documents: [] },
  matchingRoots: [RECENTS_ROOT, root({ flags: LOCAL }), root({ rootId: 'cloud' })],
  search: { text: '', chips: [] },
  sort: { dimension: 'type', direction: 'asc' },
  filter: { action: 'OPEN', acceptMimes: ['*/*'], openableOnly: false },
  ...{ showHidden: false, currentTimeMillis: 0, weekAgo: 0 },
};
const SEARCH = { text: 'cat', chips: [] };
const RECENTS = { root: RECENTS_ROOT, documents: [] };

test.each<[string, Partial<DirectoryRequest>, readonly string[]]>([
  ['a root that was just picked', {}, ['document/top/children']],
  ['a directory', { stack: { root: root(), documents: [folder('top'), folder('f1')] } }, ['document/f1/children']],
  ['a search of a root', { search: SEARCH }, ['root/r/search?query=cat']],
  ['Recents', { stack: RECENTS }, ['root/r/recent']],
  ['a search of all', { stack: RECENTS, search: SEARCH }, ['root/r/search?query=']],
])('%s asks for', async (_, change, paths) => {
  const port = new FakePort();
  const loader = directoryLoader(port, { ...REQUEST, ...change });
  void loader?.reload();
  await settled();
  expect(port.asked.map(({ uri }) => uri)).toEqual(paths.map((path) => `content://com.example.docs/${path}`));
  loader?.close();
});

test('a root without a document id has nothing to ask for', () => {
  const stack = { root: root({ documentId: null }), documents: [] };
  expect(directoryLoader(new FakePort(), { ...REQUEST, stack })).toBeNull();
});
