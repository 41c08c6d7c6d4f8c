import { describe, expect, test } from 'vitest';
import { matchUri } from '../../../../main/providers/media/uriMatcher.ts';
import { type OperationRequest, operationOutcome } from '../../../../main/providers/media/write/operationOutcome.ts';
import { mediaUri } from './writes.ts';

const ROW = { _data: '/storage/emulated/0/DCIM/a.jpg', owner_package_name: 'com.other', is_pending: 0 };
const NAMES: Readonly<Record<string, string>> = {
  FileNotFoundException: 'FNFE',
  SecurityException: 'SE',
  RecoverableSecurityException: 'RSE',
  IllegalStateException: 'ISE',
};

function outcome(path: string, others: Partial<OperationRequest>): string {
  const uri = mediaUri(path);
  const { code } = matchUri(uri, false);
  const request = { operation: 'delete', packageName: 'com.app', row: ROW, canRead: false, canWrite: false } as const;
  const result = operationOutcome({ ...request, uri, code, placementTouched: false, ...others });
  return typeof result === 'string' ? result : (NAMES[result.name] ?? result.name);
}

const TYPED = 'external/images/media/7';
const BROAD = 'external/file/7';

describe.each([
  [TYPED, 'openFile:r', false, ['FNFE', 'SE', 'ok', 'ok']],
  [TYPED, 'openFile:w', false, ['FNFE', 'SE', 'RSE', 'ok']],
  [BROAD, 'openFile:w', false, ['FNFE', 'SE', 'SE', 'ok']],
  ['external/downloads/7', 'openFile:w', false, ['FNFE', 'SE', 'SE', 'ok']],
  ['external/video/media/7', 'delete', false, ['SE', 'SE', 'RSE', 'ok']],
  ['external/audio/media/7', 'update', true, ['SE', 'SE', 'RSE', 'ok']],
  [BROAD, 'delete', false, ['rows:0', 'rows:0', 'rows:0', 'ok']],
  [BROAD, 'update', false, ['rows:0', 'rows:0', 'rows:0', 'ok']],
  [BROAD, 'update', true, ['SE', 'SE', 'SE', 'ok']],
] as const)('%s %s, placement touched: %s', (path, operation, placementTouched, [missing, unseen, seen, writable]) => {
  test.each([
    ['missing', { row: null }, missing],
    ['not readable', {}, unseen],
    ['readable', { canRead: true }, seen],
    ['writable', { canRead: true, canWrite: true }, writable],
  ])('%s', (_name, others, expected) => {
    expect(outcome(path, { operation, placementTouched, ...others })).toBe(expected);
  });
});

test('who may do everything is not told that an item is missing', () => {
  expect(outcome(TYPED, { row: null, canRead: true, canWrite: true })).toBe('rows:0');
});

describe('a pending item', () => {
  const pending = { ...ROW, _data: '/storage/emulated/0/DCIM/.pending-17-a.jpg', is_pending: 1 };
  test.each([
    ["another's", pending, 'ISE'],
    ["one's own", { ...pending, owner_package_name: 'com.app' }, 'ok'],
    ["nobody's", { ...pending, owner_package_name: null }, 'ok'],
    ['written through its path', { ...pending, _data: ROW._data }, 'ok'],
    ['trashed, not pending', { ...pending, _data: '/x/.trashed-17-a.jpg', is_pending: 0 }, 'ok'],
  ])('%s is opened by one who may do everything', (_name, row, expected) => {
    for (const operation of ['openFile:r', 'openFile:w'] as const)
      expect(outcome(TYPED, { operation, row, canRead: true, canWrite: true })).toBe(expected);
  });

  test('is deleted like any other', () => {
    expect(outcome(TYPED, { row: pending, canWrite: true })).toBe('ok');
  });
});
