import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { FLAG_GRANT_PERSISTABLE_URI_PERMISSION, type Intent } from '../../../contract/android/intent.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { UriPermission } from '../../../contract/android/uriPermission.ts';
import type { Context } from '../../../sdk/context.ts';
import { CallLog } from './callLog.ts';
import { DocumentClient, type DocumentFacts } from './documentClient.ts';
import { type Content, contentOf } from './documentContent.ts';
import { tailText } from './documentWords.ts';

export type OpenDocument = Readonly<{
  facts: DocumentFacts;
  /** FLAG_GRANT_* of the result that it came with; 0 when it came without one. */
  offered: number;
  content: Content | null;
}>;

export type Kept = Readonly<{ documents: readonly UriPermission[]; trees: readonly UriPermission[] }>;

/** The app's state, and everything its buttons do. What goes wrong is told as the exception it was. */
export function useEditor(context: Context) {
  const log = useMemo(() => new CallLog(), []);
  const client = useMemo(() => new DocumentClient(context, log), [context, log]);
  const calls = useSyncExternalStore(
    useCallback((changed) => log.subscribe(changed), [log]),
    () => log.calls,
  );
  const [document, setDocument] = useState<OpenDocument | null>(null);
  const [tree, setTree] = useState<Uri | null>(null);
  const [kept, setKept] = useState<Kept>({ documents: [], trees: [] });
  const [note, setNote] = useState<string | null>(null);
  const { problem, attempt } = useAttempts();
  /** Of two documents that are being read, the one that was asked for last is shown. */
  const asked = useRef(0);
  usePicture(document?.content ?? null);

  const readKept = useCallback(() => attempt(async () => setKept(await client.kept())), [attempt, client]);
  useEffect(() => void readKept(), [readKept]);

  const show = useCallback(
    (uri: Uri, offered: number) =>
      attempt(async () => {
        const turn = ++asked.current;
        const present = (shown: OpenDocument) => turn === asked.current && setDocument(shown);
        setNote(null);
        setDocument(null);
        const facts = await client.metadata(uri);
        present({ facts, offered, content: null });
        present({ facts, offered, content: await contentOf(client, facts) });
      }),
    [attempt, client],
  );

  const parts = { client, attempt, readKept, show, setDocument, setTree, setNote };
  return {
    ...{ client, log, calls, document, tree, kept, note, problem, attempt, show, readKept, setTree },
    ...pickers(parts),
    ...edits(parts),
  };
}

export type Editor = ReturnType<typeof useEditor>;

type Parts = Readonly<{
  client: DocumentClient;
  attempt<Result>(run: () => Promise<Result>): Promise<Result | null>;
  readKept(): Promise<unknown>;
  show(uri: Uri, offered: number): Promise<unknown>;
  setDocument(document: null): void;
  setTree(tree: Uri): void;
  setNote(note: string | null): void;
}>;

/** What brings a document or a folder up; `keeps` takes at once what its result offers. */
function pickers({ client, attempt, readKept, show, setTree }: Parts) {
  const pick = (intent: Intent, keeps: boolean) =>
    attempt(async () => {
      const { uris, flags } = await client.pick(intent);
      const isKept = keeps && (flags & FLAG_GRANT_PERSISTABLE_URI_PERMISSION) !== 0;
      for (const uri of uris) if (isKept) await client.keep(uri, flags);
      if (isKept) await readKept();
      return { uri: uris.at(-1) ?? null, flags };
    });
  return {
    openDocument: async (intent: Intent, keeps: boolean) => {
      const picked = await pick(intent, keeps);
      if (picked?.uri) await show(picked.uri, picked.flags);
    },
    openTree: async (intent: Intent, keeps: boolean) => {
      const picked = await pick(intent, keeps);
      if (picked?.uri) setTree(picked.uri);
    },
  };
}

/** What is done with a document that is open, or that is kept. */
function edits({ client, attempt, readKept, show, setDocument, setNote }: Parts) {
  return {
    keep: ({ facts, offered }: OpenDocument) =>
      attempt(async () => {
        await client.keep(facts.uri, offered);
        await readKept();
      }),
    release: (permission: UriPermission) =>
      attempt(async () => {
        await client.release(permission);
        await readKept();
      }),
    save: ({ facts, offered }: OpenDocument, mode: 'w' | 'wt', text: string) =>
      attempt(async () => {
        const written = await client.write(facts.uri, mode, text);
        await show(facts.uri, offered);
        const { size } = await client.metadata(facts.uri);
        setNote(tailText(mode, written, size) ?? 'Saved.');
      }),
    remove: ({ facts }: OpenDocument) =>
      attempt(async () => {
        const isGone = await client.delete(facts.uri);
        setDocument(null);
        setNote(isGone ? `${facts.displayName} was deleted.` : null);
        await readKept();
      }),
  };
}

/** One thing at a time is tried; the exception of the last one is shown until the next. */
function useAttempts() {
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = useCallback(async <Result>(run: () => Promise<Result>): Promise<Result | null> => {
    try {
      setProblem(null);
      return await run();
    } catch (error) {
      setProblem(String(error));
      return null;
    }
  }, []);
  return { problem, attempt };
}

/** A picture's bytes are let go of with it. */
function usePicture(content: Content | null): void {
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const url = content?.kind === 'image' ? content.url : null;
    if (shown.current !== null && shown.current !== url) URL.revokeObjectURL(shown.current);
    shown.current = url;
  }, [content]);
}
