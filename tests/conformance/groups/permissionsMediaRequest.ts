// Runners for write, trash, favorite and delete requests.
import { permission } from '../../../contract/android/manifest.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { MediaRequestKind, MediaRequestVerb } from '../../../main/permission/mediaRequest.ts';
import {
  checkMediaRequestValues,
  mediaRequestKinds,
  mediaRequestPrompt,
  RECOVERABLE,
  writeDenied,
} from '../../../main/permission/mediaRequest.ts';
import type { Groups } from '../groups.ts';
import { full } from './permissionCase.ts';

type DialogInput = Readonly<{
  device: number;
  target: number;
  verb: MediaRequestVerb;
  items: readonly MediaRequestKind[];
  held: readonly string[];
}>;
type UriInput = Readonly<{
  verb: MediaRequestVerb;
  uris: readonly string[] | null;
  values?: Readonly<Record<string, unknown>>;
}>;
type CallInput = Readonly<{ call: string; uri: string; readable: boolean; owned: boolean }>;

function runDialog({ device, target, verb, items, held }: DialogInput) {
  const granted = new Set(held.map(full));
  const access = {
    sdk: device,
    targetSdk: target,
    granted,
    isExternalStorageManager: granted.has(permission.MANAGE_EXTERNAL_STORAGE),
    canManageMedia: granted.has(permission.MANAGE_MEDIA),
  };
  const prompt = mediaRequestPrompt({ verb, kinds: items, appLabel: 'Gallery', access });
  if (prompt === null) return { dialog: false, result: 'RESULT_OK' };
  const buttons = [prompt.allow, prompt.deny];
  return { dialog: true, title: prompt.title, buttons, onAllow: 'RESULT_OK', onDeny: 'RESULT_CANCELED' };
}

function runUris({ verb, uris, values = {} }: UriInput) {
  const kinds = mediaRequestKinds(uris?.map(parseUri) ?? null, () => false);
  checkMediaRequestValues(verb, Object.keys(values));
  return { kinds };
}

function runCall({ uri, readable, owned }: CallInput) {
  if (owned) return {};
  const denied = writeDenied('com.example.gallery', parseUri(uri), readable);
  return { throws: denied.name, ...(denied.name === 'RecoverableSecurityException' ? RECOVERABLE : {}) };
}

export const mediaRequestGroups: Groups = {
  write_requests: {
    run(input: DialogInput | UriInput | CallInput) {
      if ('call' in input) return runCall(input);
      if ('uris' in input) return runUris(input);
      return runDialog(input);
    },
  },
};
