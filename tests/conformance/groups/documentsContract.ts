// Runners for the contract of documents providers and for the adapter in front of them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '../../../contract/android/cursor.ts';
import * as documentsContract from '../../../contract/android/documentsContract.ts';
import { CALL_KEY, Document, Root } from '../../../contract/android/documentsContract.ts';
import {
  getHandledQueryArguments,
  matchSearchQueryArguments,
  type SearchedDocument,
} from '../../../contract/android/documentsSearch.ts';
import { Throwable, type ThrowableName } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import * as intents from '../../../contract/android/intent.ts';
import { mimeTypeMatches } from '../../../contract/android/mimeTypeFilter.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { memoryResult } from '../../../main/content/contentProvider.ts';
import { FileDescriptors } from '../../../main/content/fileDescriptors.ts';
import { accessOfMode, modeToPosix } from '../../../main/content/openMode.ts';
import type { DeviceDocumentsProvider } from '../../../main/providers/documents/deviceDocumentsProvider.ts';
import { DocumentsAdapter, typedOpen } from '../../../main/providers/documents/documentsAdapter.ts';
import {
  type AttachInfo,
  attachProblem,
  hasDocumentsProviderFilter,
} from '../../../main/providers/documents/documentsAttach.ts';
import { isChildDocument, permissionsOf } from '../../../main/providers/documents/documentsCalls.ts';
import {
  methodOf,
  notSupported,
  type OptionalMethod,
  streamTypesOf,
} from '../../../main/providers/documents/documentsDefaults.ts';
import { systemProviderInfo } from '../../../main/providers/documents/documentsModule.ts';
import {
  dispatchDocument,
  dispatchEdit,
  dispatchQuery,
  dispatchType,
} from '../../../main/providers/documents/documentsUriMatcher.ts';
import { ContentResolver } from '../../../sdk/contentResolver.ts';
import { DocumentsContract } from '../../../sdk/documentsContract.ts';
import type { Groups } from '../groups.ts';

type Function = (...args: readonly unknown[]) => unknown;

const functions = documentsContract as unknown as Readonly<Record<string, Function>>;
const constants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Root,
  Document,
  DocumentsContract: documentsContract,
  Intent: intents,
  ContentResolver: ContentResolver as unknown as Readonly<Record<string, unknown>>,
};

const CALL = {
  caller: { uid: 10_001, pid: 1, packageName: 'com.example.client', userId: 0, targetSdk: 36 },
  signal: new AbortController().signal,
};

/** A provider with nothing but what is given, behind the adapter; every caller is let through. */
function adapterOf(authority: string, own: Partial<DeviceDocumentsProvider>): DocumentsAdapter {
  const empty = async () => memoryResult([], []);
  const file = { path: '/', mimeType: 'text/plain' };
  const provider: DeviceDocumentsProvider = {
    info: systemProviderInfo({ authority, packageName: 'com.example.docs' }),
    queryRoots: empty,
    queryDocument: empty,
    queryChildDocuments: empty,
    openDocument: async () => file,
    ...own,
  };
  return new DocumentsAdapter(provider, {
    sdk: () => 36,
    enforce: () => undefined,
    hasPermission: () => true,
    onBug: () => undefined,
    grants: { grantUriPermission: () => undefined, modesOf: () => 0, revokeDocument: () => undefined },
  });
}

const DISPATCHERS: Readonly<Record<string, (uri: Uri) => unknown>> = {
  query: dispatchQuery,
  getType: dispatchType,
  insert: () => dispatchEdit('Insert'),
  update: () => dispatchEdit('Update'),
  delete: () => dispatchEdit('Delete'),
  openFile: (uri) => dispatchDocument('openDocument', uri),
  openAssetFile: (uri) => dispatchDocument('openDocument', uri),
  openTypedAssetFile: (uri) => dispatchDocument('openTypedDocument', uri),
  getStreamTypes: (uri) => dispatchDocument('getDocumentStreamTypes', uri),
};

/** Calls a method of DocumentsContract for an app whose provider throws. */
async function clientOutcome(helper: string, targetSdk: number, thrown: ThrowableName): Promise<unknown> {
  const fail = async () => {
    throw new Throwable(thrown, 'as the provider says');
  };
  const resolver = { call: fail, loadThumbnail: fail, getTargetSdkVersion: async () => targetSdk };
  const uri = parseUri('content://com.example.docs/document/d');
  const method = helper.replace('DocumentsContract.', '');
  const args = {
    createDocument: ['text/plain', 'a'],
    renameDocument: ['a'],
    getDocumentThumbnail: [{ width: 1, height: 1 }],
  };
  const rest = (args as Readonly<Record<string, readonly unknown[]>>)[method] ?? [uri, uri];
  const answer = await (DocumentsContract as unknown as Readonly<Record<string, Function>>)[method]?.(
    resolver,
    uri,
    ...rest,
  );
  return answer ?? null;
}

/** What a file holds after `write` was written into it from the start. */
async function written({ mode, before, write }: Readonly<{ mode: OpenMode; before: string; write: string }>) {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-modes-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, before);
    const files = new FileDescriptors();
    const { fd } = await files.open({ path, mimeType: 'text/plain' }, mode);
    await files.write(fd, 0, new TextEncoder().encode(write));
    await files.close(fd);
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const contractGroups: Groups = {
  uri_build: { run: ({ fn, args }: { fn: string; args: readonly unknown[] }) => functions[fn]?.(...args) },
  uri_parse: { run: ({ fn, uri }: { fn: string; uri: string }) => functions[fn]?.(uri) },
  uri_predicate: {
    run: (input: { fn: string; uri: string | null; documentsProviders: readonly string[] | null }) => {
      const { fn, uri, documentsProviders } = input;
      const lookup = documentsProviders && ((authority: string) => documentsProviders.includes(authority));
      return functions[fn]?.(uri, lookup);
    },
  },
  constant: { run: (input: { class: string; constant: string }) => constants[input.class]?.[input.constant] },
  mime_filter: {
    run: ({ mimeType, filter }: { mimeType: string | null; filter: string }) => mimeTypeMatches(mimeType, filter),
  },
  search_match: {
    run: ({ queryArgs, document }: { queryArgs: Bundle | null; document: SearchedDocument }) =>
      matchSearchQueryArguments(queryArgs, document),
  },
  handled_query_args: {
    run: ({ keysPresent }: { keysPresent: readonly string[] }) =>
      getHandledQueryArguments(Object.fromEntries(keysPresent.map((key) => [key, null]))),
  },
  client_exception: {
    run: ({
      helper,
      targetSdk,
      providerThrows,
    }: {
      helper: string;
      targetSdk: number;
      providerThrows: ThrowableName;
    }) => clientOutcome(helper, targetSdk, providerThrows),
  },
  mode_translate: {
    run: ({ mode }: { mode: string }) => modeToPosix(mode),
    // Flags of one number have no order.
    same: (actual: readonly string[], expected: readonly string[]) =>
      actual.toSorted().join() === expected.toSorted().join(),
  },
  mode_permission: { run: ({ mode }: { mode: string }) => (accessOfMode(mode) === 'writing' ? 'write' : 'read') },
  write_effect: { run: written },
};

const adapterGroups: Groups = {
  uri_dispatch: {
    run: ({ op, uri }: { op: string; uri: string }) => DISPATCHERS[op]?.(parseUri(uri)),
  },
  attach_info: {
    run: ({ hasDocumentsProviderFilter: hasFilter, ...info }: AttachInfo & { hasDocumentsProviderFilter: boolean }) => {
      const problem = attachProblem(info);
      if (problem !== null) throw new Throwable('SecurityException', problem);
      const isFound = hasDocumentsProviderFilter(hasFilter ? [documentsContract.PROVIDER_INTERFACE] : []);
      return { starts: true, visibleInPicker: isFound, isDocumentUri: isFound };
    },
  },
  default_method: {
    run: ({ method }: { method: string }) => {
      if (method === 'isChildDocument') return isChildDocument({} as DeviceDocumentsProvider, CALL, 'a', 'a/b');
      if (/trash/i.test(method)) throw notSupported(method as OptionalMethod);
      return methodOf({}, method as 'createDocument');
    },
  },
  call_permissions: {
    run: ({ method }: { method: string }) =>
      Object.fromEntries(
        permissionsOf(`android:${method}`).map(([of, access]) => [of, access === 'reading' ? 'read' : 'write']),
      ),
  },
  call_dispatch: {
    run: ({ method, providerAuthority, uri }: { method: string; providerAuthority: string; uri: string | null }) =>
      adapterOf(providerAuthority, { call: async () => ({ handledBy: 'subclass' }) }).call(CALL, method, null, {
        ...(uri !== null && { [CALL_KEY.URI]: uri }),
      }),
  },
  enforce_tree: {
    run: async ({ uri, isChild }: { uri: string; isChild: boolean }) => {
      const adapter = adapterOf('com.example.docs', { isChildDocument: async () => isChild });
      await adapter.openFile(CALL, parseUri(uri), 'r');
      return 'allowed';
    },
  },
  typed_open: {
    run: async ({
      filter,
      documentType,
      opts,
    }: {
      filter: string;
      documentType: string | null;
      opts: Bundle | null;
    }) => {
      const { handler, size } = await typedOpen(filter, opts, async () => documentType);
      if (size !== null) return { handler, size: [size.width, size.height] };
      return handler === 'openDocument' ? { handler, mode: 'r' } : { handler, filter };
    },
  },
  stream_types: {
    run: ({ mimeType, flags, filter }: { mimeType: string | null; flags: number; filter: string }) =>
      streamTypesOf(memoryResult([Document.COLUMN_MIME_TYPE, Document.COLUMN_FLAGS], [[mimeType, flags]]), filter),
  },
};

export const documentsContractGroups: Groups = { ...contractGroups, ...adapterGroups };
