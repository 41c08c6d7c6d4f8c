// `cmd scopebox`: what apps see of the library, what they are told, and what they get.
import { type ActivityResult, RESULT_OK } from '../../../contract/android/intent.ts';
import { AUTHORITY, filesContentUri, pickerUri, QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { InspectedCollection } from '../../../contract/rpc/inspection.ts';
import type { ShownDialog } from '../../../contract/rpc/systemUi.ts';
import { ProgramError } from '../command.ts';
import { contentCommand } from '../contentCommand.ts';
import { asIntent } from './am.ts';
import type { DeviceServices } from './deviceServices.ts';
import { parseIntent } from './intentArguments.ts';
import { given, requirePackage, type ScopeboxMethod, type ScopeboxMethods, wholeNumber } from './scopeboxMethod.ts';

const select: ScopeboxMethod = async ([packageName, ...items], _, services) => {
  const app = requirePackage(packageName, services);
  const ids = await idsOf(items, services);
  await services.apps.setPhotoAccess(app, 'limited', ids);
  return `${app} sees ${ids.length} selected items`;
};

async function idsOf(
  [first, second, ...rest]: readonly string[],
  services: DeviceServices,
): Promise<readonly number[]> {
  if (first === '--clear') return [];
  if (first === '--all') return (await newestItems(services)).map(({ id }) => id);
  if (first === '--newest' || first === '--count') {
    const count = wholeNumber(second);
    return (await newestItems(services)).slice(0, count).map(({ id }) => id);
  }
  const uris = [first, second, ...rest].filter((uri) => uri !== undefined);
  if (uris.length === 0) throw new ProgramError('Name items by their URIs, or give --newest N, --all or --clear.');
  return uris.map(itemId);
}

/** @throws {ProgramError} for a URI of no single item */
export function itemId(uri: string): number {
  const id = /\/\d+$/.test(uri) ? parseId(parseUri(uri)) : Number.NaN;
  if (!Number.isInteger(id)) throw new ProgramError(`${uri} is no item.`);
  return id;
}

/** Images and videos, newest first, as the shell sees them. */
export async function newestItems({
  resolver,
  call,
}: DeviceServices): Promise<readonly Readonly<{ id: number; uri: Uri; mimeType: string }>[]> {
  const result = await resolver.query(call, filesContentUri('external'), ['_id', 'mime_type'], {
    [QUERY_ARG.SQL_SELECTION]: 'media_type IN (1, 3)',
    [QUERY_ARG.SQL_SORT_ORDER]: 'date_added DESC, _id DESC',
  });
  const rows = result?.window(0, result.count) ?? [];
  return rows.flatMap(([id, mimeType]) =>
    typeof id === 'number' ? [{ id, uri: pickerUri(id), mimeType: String(mimeType ?? '') }] : [],
  );
}

const runAs: ScopeboxMethod = async ([packageName, command, ...args], io, services) => {
  const app = requirePackage(packageName, services);
  if (command === 'start-for-result') return startForResult([app, ...args], io, services);
  if (command !== 'content') throw new ProgramError('Only content and start-for-result can be run as a package.');
  return contentCommand(args, io, { resolver: services.resolver, call: services.callAs(app) });
};

/** A line for each reason of each app, so that grep and cut find what they look for. */
const whoSees: ScopeboxMethod = async ([uri = ''], _, { mediaRow }) => {
  const [id, collection] = [itemId(uri), collectionOf(parseUri(uri))];
  const { apps, uriPermissions } = await mediaRow(id, { packageName: null, collection });
  const lines = apps.flatMap(({ packageName, visible, reasons }) => [
    ...reasons.map(({ code, text }) => `${packageName} ${visible ? 'sees' : 'does-not-see'} ${code} ${text}`),
    ...uriPermissions
      .filter((grant) => grant.packageName === packageName)
      .map((grant) => `${packageName} may-open ${grant.mayWrite ? 'READ_WRITE' : 'READ'} ${grant.uri}`),
  ]);
  return lines.join('\n');
};

function collectionOf(uri: Uri): InspectedCollection {
  const { authority, segments } = uriParts(uri);
  if (authority !== AUTHORITY) throw new ProgramError(`${uri} is no item of MediaStore.`);
  const found = segments.find((segment) => segment in COLLECTIONS);
  return found === undefined ? 'files' : (COLLECTIONS[found] ?? 'files');
}

const COLLECTIONS: Readonly<Record<string, InspectedCollection>> = {
  images: 'images',
  video: 'video',
  audio: 'audio',
  downloads: 'downloads',
};

/** What onActivityResult gets, as a line. The app comes to the front first: nobody else may ask for a result. */
const startForResult: ScopeboxMethod = async ([packageName, ...args], { signal }, services) => {
  const app = requirePackage(packageName, services);
  const { intent } = parseIntent(args, {});
  if (intent.action === null) throw new ProgramError('An intent needs an action: -a ACTION.');
  const result = await services.startForResult(app, asIntent(intent, intent.action), signal);
  return resultText(result);
};

function resultText({ resultCode, data }: ActivityResult): string {
  const code = resultCode === RESULT_OK ? 'RESULT_OK' : resultCode === 0 ? 'RESULT_CANCELED' : String(resultCode);
  const { data: uri, clipData = [], flags = 0 } = data ?? {};
  const parts = [
    ...(uri === undefined ? [] : [`dat=${uri}`]),
    ...(clipData.length === 0 ? [] : [`clip=[${clipData.join(', ')}]`]),
    ...(flags === 0 ? [] : [`flg=0x${flags.toString(16)}`]),
  ];
  return ['Result:', code, ...parts].join(' ');
}

/** What observers are told, and dialogs as they come and go, until so many lines are printed or the caller is gone. */
const events: ScopeboxMethod = async (args, io, { observers, screen }) => {
  const { words, options } = given(
    args.map((arg) => (arg === '-n' ? '--count' : arg)),
    ['--count'],
  );
  const uri = parseUri(words[0] ?? `content://${AUTHORITY}`);
  const most = options.has('--count') ? wholeNumber(options.get('--count')) : Number.POSITIVE_INFINITY;
  const lines = new EventLines(screen.dialogs(), io.signal);
  using _notices = observers.register(uri, true, (uris, flags) =>
    lines.add(uris.map((each) => `notify 0x${flags.toString(16)} ${each}`)),
  );
  using _dialogs = screen.onChange(() => lines.look(screen.dialogs()));
  await io.error(`Listening to ${uri}\n`);
  for (let printed = 0; printed < most; printed++) {
    const line = await lines.next();
    if (line === null) break;
    await io.print(`${line}\n`);
  }
  return 0;
};

/** Lines nobody has printed yet; from here on the oldest are lost. */
const MAX_LINES = 10_000;

class EventLines {
  readonly #lines: string[] = [];
  readonly #signal: AbortSignal;
  #shown: readonly ShownDialog[];
  #wake: (() => void) | null = null;

  /** @param signal of whoever reads */
  constructor(shown: readonly ShownDialog[], signal: AbortSignal) {
    this.#shown = shown;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  add(lines: readonly string[]): void {
    this.#lines.push(...lines);
    this.#lines.splice(0, this.#lines.length - MAX_LINES);
    this.#wake?.();
  }

  look(dialogs: readonly ShownDialog[]): void {
    const [before, after] = [this.#shown, dialogs];
    this.#shown = dialogs;
    const isIn = (all: readonly ShownDialog[], { id }: ShownDialog) => all.some((each) => each.id === id);
    const text = (word: string) => (each: ShownDialog) => `${word} ${each.kind} ${each.ask.packageName}`;
    this.add([
      ...before.filter((each) => !isIn(after, each)).map(text('gone')),
      ...after.filter((each) => !isIn(before, each)).map(text('shown')),
    ]);
  }

  /** @returns null when the one who reads is gone */
  async next(): Promise<string | null> {
    while (this.#lines.length === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#signal.aborted ? null : (this.#lines.shift() ?? null);
  }
}

export const MEDIA_METHODS: ScopeboxMethods = {
  ...{ select, events },
  'run-as': runAs,
  as: runAs,
  'who-sees': whoSees,
  'start-for-result': startForResult,
};

export const MEDIA_HELP = `  select PACKAGE URI... | --newest N | --all | --clear
      Limited access to these items, as if the user had selected them.
  run-as PACKAGE content ... | start-for-result ...
  who-sees URI
      Every app, whether it sees the item, and each reason.
  start-for-result PACKAGE INTENT
      Brings the app to the front, waits until the user is done, and prints the result. INTENT as in am.
  events [-n COUNT] [URI]
      What observers of the URI are told, and dialogs, as they come.
`;
