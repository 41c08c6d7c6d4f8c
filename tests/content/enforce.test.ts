import { describe, expect, test } from 'vitest';
import { parseUri } from '../../contract/android/uri.ts';
import type { ProviderInfo } from '../../main/content/contentProvider.ts';
import { type Access, enforceAccess, openingProblem } from '../../main/content/enforce.ts';

const uri = parseUri('content://docs/document/1');
const call = {
  caller: { uid: 10_050, pid: 1_234, packageName: 'com.app', userId: 0, targetSdk: 34 },
  signal: new AbortController().signal,
};
const open: ProviderInfo = { authority: 'docs', packageName: 'com.docs', exported: true, grantUriPermissions: true };
const guarded: ProviderInfo = { ...open, permission: 'android.permission.MANAGE_DOCUMENTS' };
const none = () => false;
const nothing = { hasPermission: none, mayReadUri: none, mayWriteUri: none, hasGrantOf: none };

describe('a provider is reached', () => {
  test('by everybody when it is exported and asks for nothing', () => {
    expect(() => enforceAccess('reading', call, { provider: open, uri }, nothing)).not.toThrow();
  });

  test('by who holds its permission', () => {
    expect(() =>
      enforceAccess('reading', call, { provider: guarded, uri }, { ...nothing, hasPermission: () => true }),
    ).not.toThrow();
  });

  test('by who was granted the URI', () => {
    expect(() =>
      enforceAccess('reading', call, { provider: guarded, uri }, { ...nothing, mayReadUri: () => true }),
    ).not.toThrow();
  });

  test('for writing only by a grant to write', () => {
    const mayRead = { ...nothing, mayReadUri: () => true };
    expect(() => enforceAccess('writing', call, { provider: guarded, uri }, mayRead)).toThrow(
      'Permission Denial: writing com.docs uri',
    );
    const mayWrite = { ...nothing, mayWriteUri: () => true };
    expect(() => enforceAccess('writing', call, { provider: guarded, uri }, mayWrite)).not.toThrow();
  });

  test('by itself', () => {
    expect(() =>
      enforceAccess('reading', call, { provider: { ...guarded, packageName: 'com.app' }, uri }, nothing),
    ).not.toThrow();
  });

  test('by nobody else, in the framework’s words', () => {
    const denied = (access: Access, provider: ProviderInfo) => () =>
      enforceAccess(access, call, { provider, uri }, nothing);
    const where = 'com.docs uri content://docs/document/1 from pid=1234, uid=10050 requires';
    expect(denied('reading', guarded)).toThrow(
      `Permission Denial: reading ${where} that you obtain access using ACTION_OPEN_DOCUMENT or related APIs`,
    );
    expect(denied('writing', guarded)).toThrow(
      `Permission Denial: writing ${where} android.permission.MANAGE_DOCUMENTS, or grantUriPermission()`,
    );
    expect(denied('reading', { ...open, permission: 'com.docs.READ' })).toThrow(
      `${where} com.docs.READ, or grantUriPermission()`,
    );
    expect(denied('reading', { ...guarded, exported: false, permission: 'com.docs.READ' })).toThrow(
      `${where} the provider be exported, or grantUriPermission()`,
    );
    expect(denied('reading', { ...guarded, name: '.DocsProvider' })).toThrow('reading com.docs.DocsProvider uri');
  });
});

describe('a provider is given to a process', () => {
  test('that is its own, holds its permission, or was granted anything of it', () => {
    const own = { ...call, caller: { ...call.caller, packageName: 'com.docs' } };
    expect(openingProblem(own, guarded, nothing)).toBeNull();
    expect(openingProblem(call, open, nothing)).toBeNull();
    expect(openingProblem(call, guarded, { ...nothing, hasPermission: () => true })).toBeNull();
    expect(
      openingProblem(call, guarded, { ...nothing, hasGrantOf: (_, authority) => authority === 'docs' }),
    ).toBeNull();
  });

  test.each([
    [guarded, ' requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs'],
    [{ ...guarded, permission: 'p.READ' }, ' requires p.READ or p.READ'],
    [{ ...guarded, exported: false }, ' that is not exported from com.docs'],
  ])('and to no other: %j', (provider, end) => {
    const start = 'Permission Denial: opening provider com.docs from ProcessRecord{4d2 1234:com.app/u0a50}';
    expect(openingProblem(call, provider, nothing)).toBe(`${start} (pid=1234, uid=10050)${end}`);
  });
});
