import { parseUri, type Uri } from '../../../../contract/android/uri.ts';
import { matchUri } from '../../../../main/providers/media/uriMatcher.ts';
import type { PlacementRequest } from '../../../../main/providers/media/write/placement.ts';
import type { WriteCaller } from '../../../../main/providers/media/write/writeCaller.ts';

/** 2023-11-14 22:13:20.123 UTC. */
export const NOW = 1_700_000_000_123;

export const PRIMARY = { name: 'external_primary', path: '/storage/emulated/0' };

export const APP: WriteCaller = {
  packageName: 'com.app',
  targetSdk: 34,
  deviceSdk: 34,
  isSelf: false,
  isShell: false,
  isManager: false,
  isDelegator: false,
  isSystemGallery: false,
  isLegacyWrite: false,
};

export function mediaUri(path: string): Uri {
  return parseUri(`content://media/${path}`);
}

/** The placement of an insert by an ordinary app on an empty disk, unless said otherwise. */
export function placement(path: string, others: Partial<PlacementRequest>): PlacementRequest {
  const uri = mediaUri(path);
  return {
    kind: 'insert',
    match: matchUri(uri, false),
    uri,
    volume: PRIMARY,
    targetSdk: 34,
    callerPackage: 'com.app',
    values: {},
    isManager: false,
    isSystemGallery: false,
    nowMs: NOW,
    exists: () => false,
    ...others,
  };
}
