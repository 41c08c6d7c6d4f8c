// Runners for URI grants, the intents of the document picker and their results, and what the API level changes.
import { buildDocumentUri, buildTreeDocumentUri } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import {
  ACTION_GET_CONTENT,
  EXTRA_MIME_TYPES,
  type Intent,
  RESULT_CANCELED,
} from '../../../contract/android/intent.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { DocumentPickerAction } from '../../../contract/rpc/systemUi.ts';
import { documentResult, forwardedIntent, removedFlags } from '../../../main/activity/documentResult.ts';
import { getContentHandler } from '../../../main/activity/getContentHandler.ts';
import { isForDocumentsUi } from '../../../main/activity/intentResolution.ts';
import { acceptMimes } from '../../../main/activity/pickActivityIntent.ts';
import { handedOutUri, pickerResult } from '../../../main/activity/pickerResult.ts';
import type { Volumes } from '../../../main/device/volumes.ts';
import type { DeviceDocumentsProvider } from '../../../main/providers/documents/deviceDocumentsProvider.ts';
import { DocumentsAdapter } from '../../../main/providers/documents/documentsAdapter.ts';
import { storageRoots } from '../../../main/providers/documents/externalStorage/storageRoots.ts';
import { kindOfRoot } from '../../../main/providers/documents/mediaDocuments/kinds.ts';
import { maxPersistedUriGrants, UriGrantsManager } from '../../../main/uri/uriGrantsManager.ts';
import type { Group, Groups } from '../groups.ts';
import { deepEqual, isSameThrowable } from '../runCases.ts';

const ACTION = 'android.intent.action.';

/** A step of a case: an operation with whatever it takes. */
type Step = Readonly<{
  op: string;
  as?: string;
  app: string;
  by: string;
  to: string;
  toPackage?: string;
  package: string;
  activity: string;
  uri: Uri;
  uris: readonly Uri[];
  flags: number;
  modes: number;
  docId: string;
  newDocId: string;
  docIdPrefix: string;
  from: number;
}>;

type GrantsCase = Readonly<{ api: number; providerPackage: string; authority: string; steps: readonly Step[] }>;

/** A device with one documents provider, on which every package is installed until it is uninstalled. */
class GrantsDevice {
  readonly #uninstalled = new Set<string>();
  readonly #authority: string;
  readonly #providerPackage: string;
  readonly grants: UriGrantsManager;
  #saved: unknown = null;
  #now = 0;

  constructor({ api, providerPackage, authority }: GrantsCase) {
    this.#authority = authority;
    this.#providerPackage = providerPackage;
    const provider = { packageName: providerPackage, exported: true, grantUriPermissions: true };
    this.grants = new UriGrantsManager({
      clock: { currentTimeMillis: () => ++this.#now },
      store: { load: () => this.#saved, save: (json) => (this.#saved = structuredClone(json)) },
      sdk: () => api,
      providerOf: (asked) =>
        asked === authority && this.#isInstalled(providerPackage)
          ? { ...provider, permission: permission.MANAGE_DOCUMENTS }
          : null,
      isInstalled: (packageName) => this.#isInstalled(packageName),
      hasPermission: () => false,
    });
  }

  run(step: Step): unknown {
    const { grants } = this;
    const { op, app, by, to, uri, uris, flags, modes, activity } = step;
    const caller = (packageName: string) => ({ packageName, uid: 10_000 + packageName.length });
    const grant = (from: string, each: Uri, owner: string | null) =>
      grants.grantFrom(caller(from), [{ to, uri: each, modeFlags: flags, owner, why: op }]);
    switch (op) {
      case 'result':
        for (const each of uris) grant(this.#providerPackage, each, activity);
        return undefined;
      case 'grantUriPermission':
        return grant(by, uri, null);
      case 'startActivityWithGrant':
        return grant(by, uri, activity);
      case 'finishActivity':
        return grants.ownerEnded(activity);
      case 'killProcess':
        return undefined;
      case 'take':
        return grants.take(caller(app), uri, modes);
      case 'release':
        return grants.release(caller(app), uri, modes);
      case 'revokeUriPermission':
        return grants.revoke(caller(by), uri, modes, step.toPackage ?? null);
      case 'check':
        return grants.check(app, uri, flags) ? 'GRANTED' : 'DENIED';
      default:
        return this.#runOther(step);
    }
  }

  #runOther(step: Step): unknown {
    const { grants } = this;
    const persisted = () => grants.persisted(step.app);
    switch (step.op) {
      case 'deleteDocumentCall':
        return this.#revokeDocument(step.docId);
      case 'renameDocumentCall':
        return this.#rename(step);
      case 'forceStop':
        return grants.removePackage(step.package, false);
      case 'uninstall':
        this.#uninstalled.add(step.package);
        return grants.removePackage(step.package, true);
      case 'clearData':
        return grants.removePackage(step.package, true);
      case 'reboot':
        return grants.boot();
      case 'bulkPersist':
        return this.#bulkPersist(step);
      case 'persisted':
        return persisted()
          .map(({ uri, modeFlags }) => [uri, modeFlags] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
      case 'persistedCount':
        return persisted().length;
      case 'isPersisted':
        return persisted().some(({ uri }) => uri === step.uri);
      default:
        throw new Error(`No operation ${step.op}.`);
    }
  }

  #rename({ app, uri, newDocId }: Step): Uri {
    const renamed = buildDocumentUri(this.#authority, newDocId);
    const modeFlags = this.grants.modeFlags(app, uri);
    this.grants.grant({ to: app, uri: renamed, modeFlags, owner: null, why: 'renameDocument' });
    this.#revokeDocument(uri.split('/').at(-1) ?? '');
    return renamed;
  }

  #revokeDocument(documentId: string): void {
    this.grants.revokeAll([
      buildDocumentUri(this.#authority, documentId),
      buildTreeDocumentUri(this.#authority, documentId),
    ]);
  }

  #bulkPersist({ app, docIdPrefix, from, to, flags, modes }: Step): void {
    for (let id = from; id <= Number(to); id++) {
      const uri = buildDocumentUri(this.#authority, `${docIdPrefix}${id}`);
      this.grants.grant({ to: app, uri, modeFlags: flags, owner: 'bulk', why: 'bulkPersist' });
      this.grants.take({ packageName: app, uid: 10_000 }, uri, modes);
    }
  }

  #isInstalled(packageName: string): boolean {
    return !this.#uninstalled.has(packageName);
  }
}

/** What each step with a name came to: its value, `ok` for one without, or what it threw. */
function runGrants(input: GrantsCase): Readonly<Record<string, unknown>> {
  const device = new GrantsDevice(input);
  const outcomes: Record<string, unknown> = {};
  for (const step of input.steps) {
    let outcome: unknown;
    try {
      outcome = device.run(step) ?? 'ok';
    } catch (error) {
      if (!(error instanceof Throwable)) throw error;
      outcome = error;
    }
    if (step.as !== undefined) outcomes[step.as] = outcome;
    else if (outcome instanceof Throwable) throw outcome;
  }
  return outcomes;
}

const grants: Group = {
  run: runGrants,
  same: (actual: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>) =>
    Object.keys({ ...actual, ...expected }).every((key) => {
      const outcome = actual[key];
      return outcome instanceof Throwable ? isSameThrowable(outcome, expected[key]) : deepEqual(outcome, expected[key]);
    }),
};

type ResultCase = Readonly<{
  action: string;
  acceptMimes?: readonly string[] | null;
  allowMultiple: boolean;
  picked?: readonly Uri[];
  pickedDirectory?: Readonly<{ authority: string; documentId: string }>;
  handledBy?: string;
  pickedMediaIds?: readonly number[];
}>;

const PICKER_ACTIONS: Readonly<Record<string, DocumentPickerAction>> = {
  OPEN_DOCUMENT: 'OPEN',
  CREATE_DOCUMENT: 'CREATE',
  GET_CONTENT: 'GET_CONTENT',
  OPEN_DOCUMENT_TREE: 'OPEN_TREE',
};

function resultIntent(input: ResultCase): unknown {
  const { action, allowMultiple, pickedDirectory, pickedMediaIds = [] } = input;
  if (input.handledBy === 'photoPicker') {
    const items = pickedMediaIds.map((id) => ({
      uri: handedOutUri(`${ACTION}${action}`, pickerUri(id)),
      mimeType: null,
    }));
    return told(-1, pickerResult('legacy', { items, isMultiple: allowMultiple }));
  }
  const tree =
    pickedDirectory === undefined ? [] : [buildTreeDocumentUri(pickedDirectory.authority, pickedDirectory.documentId)];
  const uris = [...(input.picked ?? []), ...tree];
  const picked = { action: PICKER_ACTIONS[action] ?? 'OPEN', acceptMimes: input.acceptMimes ?? null, uris };
  const { resultCode, data } = documentResult(picked);
  return resultCode === RESULT_CANCELED ? { resultCode, intent: data } : told(resultCode, data);
}

function told(resultCode: number, intent: Intent | null): unknown {
  const { data = null, clipData, clipMimeTypes, flags } = intent ?? { action: '' };
  const clip = clipData === undefined ? null : { label: null, mimeTypes: clipMimeTypes, uris: clipData };
  return { resultCode, data, clipData: clip, flags };
}

type IntentCase = Readonly<{
  action?: string;
  type?: string | null;
  intentType?: string | null;
  categories?: readonly string[];
  hasExtraMimeTypes?: boolean;
  extraMimeTypes?: readonly string[] | null;
}>;

function intentOf({ action, type, intentType, categories, hasExtraMimeTypes, extraMimeTypes }: IntentCase): Intent {
  const mimeType = type ?? intentType ?? null;
  return {
    action: action ?? ACTION_GET_CONTENT,
    ...(mimeType !== null && { type: mimeType }),
    ...(categories && { categories }),
    ...(hasExtraMimeTypes === true && { extras: { [EXTRA_MIME_TYPES]: extraMimeTypes } }),
  };
}

type HandlerCase = IntentCase & Readonly<{ api: number; startedFromDocumentsUi: boolean; takeOverConfigFlag: boolean }>;

type LevelCase = Readonly<{ fact: string; api: number; mimeType?: string }>;

/** What a provider that says `mimeType` of everything tells somebody who has no grant. */
function typeWithoutGrant(api: number, mimeType: string): Promise<string | null> {
  const info = { authority: 'com.example.docs', packageName: 'com.example.docs', exported: true };
  const provider = {
    info: { ...info, grantUriPermissions: true, permission: permission.MANAGE_DOCUMENTS },
    getDocumentType: async () => mimeType,
  } as unknown as DeviceDocumentsProvider;
  const adapter = new DocumentsAdapter(provider, {
    sdk: () => api,
    hasPermission: () => false,
    onBug: () => undefined,
    enforce: () => {
      throw new Throwable('SecurityException', 'Permission Denial');
    },
    grants: { modesOf: () => 0, grantUriPermission: () => undefined, revokeDocument: () => undefined },
  });
  const caller = { uid: 10_050, pid: 1_000, packageName: 'app.client', userId: 0, targetSdk: api };
  const call = { caller, signal: new AbortController().signal };
  return adapter.getType(call, buildDocumentUri(info.authority, '1'));
}

function hasHomeRoot(api: number): boolean {
  const primary = { id: 'primary', path: '/storage/emulated/0', kind: 'primary', readOnly: false, problem: () => null };
  const volumes = { all: () => [primary], list: () => [primary] } as unknown as Volumes;
  return storageRoots(volumes, api).some(({ rootId }) => rootId === 'home');
}

function levelFact({ fact, api, mimeType = '' }: LevelCase): unknown {
  switch (fact) {
    case 'persistedGrantLimit':
      return maxPersistedUriGrants(api);
    case 'storageHomeRoot':
      return hasHomeRoot(api);
    case 'mediaDocumentsRoot':
      return kindOfRoot('documents_root', api) !== null;
    case 'getTypeWithoutGrant':
      return typeWithoutGrant(api, mimeType);
    default:
      throw new Error(`No fact ${fact}.`);
  }
}

export const uriGrantGroups: Groups = {
  api_level: { run: levelFact },
  grants,
  result_intent: { run: resultIntent },
  forward_intent: {
    run: ({ flags }: Readonly<{ flags: number }>) => {
      const forwarded = forwardedIntent({ action: ACTION_GET_CONTENT, flags });
      const removed = removedFlags(flags);
      return { removed, forwardResult: ((forwarded.flags ?? 0) & removed) === 0 };
    },
  },
  get_content_handler: {
    run: ({ api, startedFromDocumentsUi, takeOverConfigFlag, ...input }: HandlerCase) =>
      getContentHandler(intentOf(input), { sdk: api, startedFromDocumentsUi, takeOver: takeOverConfigFlag }),
  },
  intent_resolution: {
    run: (input: IntentCase) => (isForDocumentsUi(intentOf(input)) ? 'documentsUi' : 'ActivityNotFoundException'),
  },
  accept_mimes: { run: (input: IntentCase) => acceptMimes(intentOf(input)) },
};
