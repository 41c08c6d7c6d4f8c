// What a tester is told of a grant, in plain words.
import { FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION } from '../../contract/android/intent.ts';
import type { UriGrantRow } from '../../contract/rpc/documentsApi.ts';
import { effectiveModes, ownedModes, type UriGrant } from './uriPermission.ts';

export function uriGrantRow(grant: UriGrant): UriGrantRow {
  const { targetPackage, sourcePackage, uri, prefix, globalModes, persistableModes, persistedModes, why } = grant;
  return {
    ...{ targetPackage, sourcePackage, uri, prefix, globalModes, persistableModes, persistedModes, why },
    ownedModes: ownedModes(grant),
    owners: [...grant.owners.keys()],
    persistedTime: grant.persistedCreateTime,
    until: grantEnd(grant),
  };
}

/** Until when each part of a grant lasts. Every one of them ends also when the provider takes it back. */
export function grantEnd(grant: UriGrant): string {
  const { owners, globalModes, persistedModes, persistableModes } = grant;
  const activities = [...owners.keys()].join(' and ');
  const leftOver = persistableModes & ~effectiveModes(grant);
  const parts: readonly (readonly [modes: number, text: string])[] = [
    [persistedModes, 'until it is released, or one of the two apps is cleared or uninstalled'],
    [ownedModes(grant), `while ${activities} is not finished`],
    [globalModes, 'until the next boot, or a force stop of one of the two apps'],
    [leftOver, 'until the next boot, because it was offered and another mode was taken'],
  ];
  const told = parts.flatMap(([modes, text]) => (modes === 0 ? [] : `${modesText(modes)} ${text}`));
  return `${told.join('; ')}.`;
}

function modesText(modes: number): string {
  const names = [
    ...((modes & FLAG_GRANT_READ_URI_PERMISSION) === 0 ? [] : ['read']),
    ...((modes & FLAG_GRANT_WRITE_URI_PERMISSION) === 0 ? [] : ['write']),
  ];
  const [first = '', ...rest] = names;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' and ');
}
