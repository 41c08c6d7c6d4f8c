import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Throwable } from '../../../contract/android/errors.ts';
import type { FileChannel, OpenMode } from '../../../contract/android/files.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { CloudFault } from '../../../contract/rpc/documentsApi.ts';
import type { OpenedFile, ResultSet } from '../../../main/content/contentProvider.ts';
import { DeviceClock } from '../../../main/device/clock.ts';
import { isStruck } from '../../../main/device/cloudFaults.ts';
import { transferMillis } from '../../../main/device/cloudNetwork.ts';
import { conflictName } from '../../../main/providers/documents/cloud/cloudUploads.ts';
import { MockCloud } from '../../../main/providers/documents/cloud/mockCloud.ts';
import { CALL } from './mediaDocumentsProbe.ts';

const ADA = 'ada@example.com';
const AUTHORITY = 'com.example.cloud.documents';
const DIR = 'vnd.android.document/directory';
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A cloud on a clock that a test moves, over a saved state that a second one can be started from. */
function cloudProbe(home = mkdtempSync(join(tmpdir(), 'cloud-')), saved: { value: unknown } = { value: null }) {
  folders.push(home);
  const clock = new DeviceClock();
  clock.setManual(Date.UTC(2024, 5, 1));
  const notified: string[] = [];
  const revoked: string[] = [];
  const store = {
    load: () => structuredClone(saved.value),
    save: (json: unknown) => {
      saved.value = structuredClone(json);
    },
  };
  const cloud = new MockCloud({
    ...{ home, store, clock, packageName: 'com.example.cloud' },
    services: {
      notifyChange: (uri) => void notified.push(uri),
      revokeDocumentPermission: (_authority, documentId) => void revoked.push(documentId),
    },
    authenticationRequired: (account) => new Throwable('AuthenticationRequiredException', `Sign in as ${account}`),
  });
  return { home, saved, clock, cloud, provider: cloud.provider, notified, revoked };
}

type Probe = ReturnType<typeof cloudProbe>;

const column = (result: ResultSet | null, name: string) =>
  result?.window(0, result.count).map((row) => row[result.columns.indexOf(name)]) ?? null;

/** Id of a document by its path of names below the account's top. */
async function idOf({ provider }: Probe, ...path: readonly string[]): Promise<string> {
  let id = String(column(await provider.queryRoots(CALL, null), 'document_id')?.[0]);
  for (const name of path) {
    const children = await provider.queryChildDocuments(CALL, id, null);
    id = String(column(children, 'document_id')?.[column(children, '_display_name')?.indexOf(name) ?? -1]);
  }
  return id;
}

const channelOf = (file: OpenedFile): FileChannel => {
  if (!('channel' in file)) throw new Error('not a channel');
  return file.channel;
};

async function bytesOf(probe: Probe, id: string): Promise<string> {
  const channel = channelOf(await probe.provider.openDocument(CALL, id, 'r'));
  const parts: Uint8Array[] = [];
  for (let position = 0; ; ) {
    const part = await channel.read(position, 65_536);
    if (part.length === 0) break;
    parts.push(part);
    position += part.length;
  }
  await channel.close();
  return Buffer.concat(parts).toString();
}

async function write(probe: Probe, id: string, mode: OpenMode, text: string): Promise<void> {
  const channel = channelOf(await probe.provider.openDocument(CALL, id, mode));
  await channel.write(0, Buffer.from(text));
  await channel.close();
  await probe.cloud.uploadsIdle();
}

const fault = (given: Partial<CloudFault>): CloudFault => ({
  ...{ operations: 'all', kind: 'fail', at: 'before', probability: 1, times: null, document: null },
  ...given,
});

describe('accounts', () => {
  test('who is signed out has no roots, and the roots tell of it', async () => {
    const { cloud, provider, notified } = cloudProbe();
    expect(column(await provider.queryRoots(CALL, null), 'root_id')).toEqual([ADA]);
    cloud.signIn('grace@example.com');
    expect(column(await provider.queryRoots(CALL, null), 'summary')).toEqual([ADA, 'grace@example.com']);
    cloud.signOut(ADA);
    cloud.signOut('grace@example.com');
    expect(await provider.queryRoots(CALL, null)).toMatchObject({ count: 0 });
    expect(new Set(notified)).toEqual(new Set([`content://${AUTHORITY}/root`]));
    expect(notified).toHaveLength(3);
  });

  test('a document of one who is signed out is missing', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    probe.cloud.signOut(ADA);
    await expect(probe.provider.queryDocument(CALL, id, null)).rejects.toThrow(`Missing document ${id}`);
  });

  test('a new one begins with something of every kind', async () => {
    const probe = cloudProbe();
    probe.cloud.signIn('new@example.com');
    expect(probe.cloud.state().accounts.map(({ name }) => name)).toContain('new@example.com');
  });
});

test('a size that nobody knows is null, and its bytes are read as a pipe', async () => {
  const probe = cloudProbe();
  const id = await idOf(probe, 'live.log');
  expect(column(await probe.provider.queryDocument(CALL, id, null), '_size')).toEqual([null]);
  const channel = channelOf(await probe.provider.openDocument(CALL, id, 'r'));
  expect(channel.size).toBeNull();
  await channel.close();
  expect(await bytesOf(probe, id)).toBe('Its size is not known.\n');
});

test('a virtual document has no bytes, and can be had as PDF and as text', async () => {
  const probe = cloudProbe();
  const id = await idOf(probe, 'Plan');
  await expect(probe.provider.openDocument(CALL, id, 'r')).rejects.toThrow('Plan has no bytes of its own.');
  expect(await probe.provider.getDocumentStreamTypes(CALL, id, '*/*')).toEqual(['application/pdf', 'text/plain']);
  const channel = channelOf(await probe.provider.openTypedDocument(CALL, id, 'application/*'));
  expect(Buffer.from(await channel.read(0, 8)).toString()).toBe('%PDF-1.4');
  await channel.close();
  await expect(probe.provider.openTypedDocument(CALL, id, 'image/*')).rejects.toThrow(
    'The requested MIME type is not supported.',
  );
});

test('a directory comes a page at a time, and each further page is news', async () => {
  const probe = cloudProbe();
  const { provider, cloud, clock, notified } = probe;
  const top = await idOf(probe);
  const children = `content://${AUTHORITY}/document/${top}/children`;
  await provider.refresh(CALL, parseUri(children));
  cloud.set({ pageSize: 4, latencyMillis: 50 });
  /** The answer is under way before the clock moves. */
  const listed = async () => {
    const answer = provider.queryChildDocuments(CALL, top, null);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(50);
    return answer;
  };
  expect(await listed()).toMatchObject({ count: 4, extras: { loading: true } });
  notified.length = 0;
  clock.advance(50);
  expect(notified).toEqual([children]);
  const all = await listed();
  expect(all).toMatchObject({ count: 6 });
  expect(all?.extras).toBeUndefined();
});

describe('writing', () => {
  test('goes to the cloud when it is closed, and not before', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const channel = channelOf(await probe.provider.openDocument(CALL, id, 'wt'));
    await channel.write(0, Buffer.from('new'));
    expect(await bytesOf(probe, id)).not.toBe('new');
    await channel.close();
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe('new');
    expect(probe.notified.at(-1)).toBe(`content://${AUTHORITY}/document/${id}`);
  });

  test('"w" leaves what was there behind what is written', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Notes', 'ideas.txt');
    await write(probe, id, 'w', 'Two');
    expect(await bytesOf(probe, id)).toBe('Two idea.\n');
  });

  test('what does not end in order is nothing', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const before = await bytesOf(probe, id);
    const channel = channelOf(await probe.provider.openDocument(CALL, id, 'wt'));
    await channel.write(0, Buffer.from('half'));
    await channel.close(new Error('killed'));
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe(before);
    expect(probe.cloud.state().uploads).toEqual([]);
    expect(readdirSync(join(probe.home, 'cloud')).filter((name) => name.startsWith('u'))).toEqual([]);
  });

  test('over another’s version makes a copy, and loses neither', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const mine = channelOf(await probe.provider.openDocument(CALL, id, 'wt'));
    await mine.write(0, Buffer.from('mine'));
    await write(probe, id, 'wt', 'theirs');
    await mine.close();
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe('theirs');
    expect(await bytesOf(probe, await idOf(probe, 'Welcome (conflict).txt'))).toBe('mine');
  });

  test('more than there is room for waits until there is', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    probe.cloud.setQuota(ADA, 10);
    await write(probe, id, 'wt', 'far too long for it');
    expect(probe.cloud.state().uploads).toMatchObject([{ problem: 'The account has no room for it.' }]);
    probe.cloud.setQuota(ADA, null);
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe('far too long for it');
  });

  test('without a connection waits for one, over a restart too', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const channel = channelOf(await probe.provider.openDocument(CALL, id, 'wt'));
    await channel.write(0, Buffer.from('later'));
    probe.cloud.set({ online: false });
    await channel.close();
    await probe.cloud.uploadsIdle();
    expect(probe.cloud.state().uploads).toMatchObject([{ displayName: 'Welcome.txt', sizeBytes: 5 }]);
    await probe.cloud.close();
    const again = cloudProbe(probe.home, probe.saved);
    again.cloud.boot();
    await again.cloud.uploadsIdle();
    expect(await bytesOf(again, id)).toBe('later');
  });

  test('into an account that is signed out meanwhile fails, and nothing of it stays', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const before = await bytesOf(probe, id);
    const channel = channelOf(await probe.provider.openDocument(CALL, id, 'wt'));
    await channel.write(0, Buffer.from('half'));
    probe.cloud.signOut(ADA);
    await expect(channel.write(4, Buffer.from('more'))).rejects.toThrow(`${ADA} was signed out.`);
    await channel.close();
    probe.cloud.signIn(ADA);
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe(before);
  });
});

describe('documents', () => {
  test('are created, renamed, moved, copied and deleted with all below them', async () => {
    const probe = cloudProbe();
    const { provider } = probe;
    const top = await idOf(probe);
    const folder = await provider.createDocument(CALL, { parentDocumentId: top, mimeType: DIR, displayName: 'New' });
    const note = { parentDocumentId: folder, mimeType: 'text/plain', displayName: 'a.txt' };
    const file = await provider.createDocument(CALL, note);
    expect(await provider.isChildDocument(CALL, top, file)).toBe(true);
    expect(await provider.isChildDocument(CALL, file, file)).toBe(false);
    await provider.renameDocument(CALL, file, 'b.txt');
    expect(await idOf(probe, 'New', 'b.txt')).toBe(file);
    const copy = await provider.copyDocument(CALL, file, top);
    expect(copy).not.toBe(file);
    const notes = await idOf(probe, 'Notes');
    const move = { sourceDocumentId: file, sourceParentDocumentId: folder, targetParentDocumentId: notes };
    expect(await provider.moveDocument(CALL, move)).toBe(file);
    expect(await provider.findDocumentPath(CALL, notes, file)).toEqual({ rootId: ADA, path: [notes, file] });
    const intoItself = { sourceDocumentId: notes, sourceParentDocumentId: top, targetParentDocumentId: notes };
    await expect(provider.moveDocument(CALL, intoItself)).rejects.toThrow('Failed to move');
    await provider.deleteDocument(CALL, notes);
    expect(probe.revoked).toContain(file);
    await expect(provider.queryDocument(CALL, file, null)).rejects.toThrow('Missing document');
  });

  test.each(['nothing', '__proto__', 'constructor', '../d1', 'd1/..', 'd1\0'])('%j is none', async (id) => {
    const { provider } = cloudProbe();
    await expect(provider.queryDocument(CALL, id, null)).rejects.toThrow('Missing document');
  });

  test('are found by name and type, and the newest of them first', async () => {
    const { provider } = cloudProbe();
    const named = await provider.querySearchDocuments(CALL, ADA, null, { 'android:query-arg-display-name': 'IDEAS' });
    expect(column(named, '_display_name')).toEqual(['ideas.txt', 'ideas.txt']);
    const pictures = await provider.querySearchDocuments(CALL, ADA, null, {
      'android:query-arg-mime-types': ['image/*'],
    });
    expect(column(pictures, '_display_name')).toEqual(['dots.png']);
    const recent = await provider.queryRecentDocuments(CALL, ADA, null, { 'android:query-arg-limit': 2 });
    expect(column(recent, '_display_name')).toEqual(['live.log', 'Plan']);
  });
});

describe('faults', () => {
  test('the same seed strikes the same calls', () => {
    const struck = (seed: number) => Array.from({ length: 200 }, (_, nth) => isStruck(seed, 0, nth, 0.3));
    expect(struck(7)).toEqual(struck(7));
    expect(struck(7)).not.toEqual(struck(8));
    const share = struck(7).filter(Boolean).length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  test('each state that a picker shows can be had', async () => {
    const probe = cloudProbe();
    const top = await idOf(probe);
    const list = () => probe.provider.queryChildDocuments(CALL, top, null);
    probe.cloud.set({ faults: [fault({ kind: 'null-cursor' })] });
    expect(await list()).toBeNull();
    probe.cloud.set({ faults: [fault({ kind: 'error-extra' })] });
    expect(await list()).toMatchObject({ count: 0, extras: { error: 'The cloud did not answer as it should.' } });
    probe.cloud.set({ faults: [fault({})] });
    await expect(list()).rejects.toThrow('The cloud did not answer as it should.');
    probe.cloud.set({ faults: [fault({ kind: 'sign-in-expired', times: 1 })] });
    await expect(list()).rejects.toMatchObject({ name: 'AuthenticationRequiredException' });
    await expect(list()).rejects.toMatchObject({ name: 'AuthenticationRequiredException' });
    await probe.provider.signIn(ADA);
    expect(await list()).toMatchObject({ count: 6 });
    probe.cloud.set({ faults: [], online: false });
    expect(await list()).toMatchObject({ extras: { info: 'No connection to the cloud' } });
  });

  test('one that hangs ends with its caller', async () => {
    const probe = cloudProbe();
    const top = await idOf(probe);
    probe.cloud.set({ faults: [fault({ kind: 'hang' })] });
    const caller = new AbortController();
    const asked = probe.provider.queryChildDocuments({ ...CALL, signal: caller.signal }, top, null);
    caller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'OperationCanceledException' });
  });

  test.each([
    ['before', false],
    ['during', false],
    ['after', true],
  ] as const)('a rename that fails %s its work has happened: %s', async (at, hasHappened) => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    probe.cloud.set({ faults: [fault({ at, operations: ['rename'] })] });
    await expect(probe.provider.renameDocument(CALL, id, 'other.txt')).rejects.toThrow();
    const name = column(await probe.provider.queryDocument(CALL, id, null), '_display_name');
    expect(name).toEqual([hasHappened ? 'other.txt' : 'Welcome.txt']);
  });

  test('a stream is cut off, a size and a type are wrong', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    const whole = await bytesOf(probe, id);
    probe.cloud.set({ faults: [fault({ kind: 'truncate', at: 'during', operations: ['read'] })] });
    expect(await bytesOf(probe, id)).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    probe.cloud.set({ faults: [fault({ kind: 'wrong-size', document: 'Welcome.txt' })] });
    expect(column(await probe.provider.queryDocument(CALL, id, ['_size']), '_size')).toEqual([whole.length * 2 + 1]);
    probe.cloud.set({ faults: [fault({ kind: 'wrong-mime', operations: ['query'] })] });
    const type = column(await probe.provider.queryDocument(CALL, id, ['mime_type']), 'mime_type');
    expect(type).toEqual(['application/octet-stream']);
  });

  test('an upload that fails is tried again, and arrives whole', async () => {
    const probe = cloudProbe();
    const id = await idOf(probe, 'Welcome.txt');
    probe.cloud.set({ faults: [fault({ at: 'during', operations: ['upload'], times: 1 })] });
    await write(probe, id, 'wt', 'at last');
    expect(probe.cloud.state().uploads).toMatchObject([{ problem: 'The cloud did not take it.' }]);
    probe.clock.advance(30_000);
    await probe.cloud.uploadsIdle();
    expect(await bytesOf(probe, id)).toBe('at last');
  });
});

test.each([
  [0, 1_000, 0],
  [1, 1_000, 1],
  [2_500, 1_000, 2_500],
  [5, null, 0],
])('%d bytes at %s a second take %d ms', (bytes, bytesPerSecond, millis) => {
  expect(transferMillis(bytes, bytesPerSecond)).toBe(millis);
});

test.each([
  ['notes.txt', 'notes (conflict).txt'],
  ['notes', 'notes (conflict)'],
  ['.hidden', '.hidden (conflict)'],
])('%s is kept as %s', (name, kept) => {
  expect(conflictName(name)).toBe(kept);
});

test('a factory reset leaves the accounts of a new device', async () => {
  const probe = cloudProbe();
  await write(probe, await idOf(probe, 'Welcome.txt'), 'wt', 'gone');
  probe.cloud.signIn('third@example.com');
  probe.cloud.reset();
  expect(probe.cloud.state().accounts.map(({ name }) => name)).toEqual([ADA, 'grace@example.com']);
  expect(await bytesOf(probe, await idOf(probe, 'Welcome.txt'))).not.toBe('gone');
});
