// What is brought to the desktop host from outside: links of scopebox://, and files that the system opens with it. Anybody
// can have made them, so nothing happens before the user said yes to what they ask for.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSdkInt, type SdkInt } from '../../contract/android/build.ts';
import type { AskedScenario } from '../../contract/rpc/desktopHost.ts';
import { askedFolder } from './askedFolder.ts';

export const SCHEME = 'scopebox';
export const SESSION_SUFFIX = '.scopebox-session';

/** One thing that is asked for, or why it is not to be had, in a sentence. */
export type Brought =
  | Readonly<{ kind: 'folder'; folder: string; api: SdkInt | null }>
  | Readonly<{ kind: 'scenario'; scenario: AskedScenario }>
  | Readonly<{ problem: string }>;

const SCENARIO_SUFFIX = /\.scopebox\.ya?ml$/i;
const LINK = /^scopebox:/i;
/** The longest link a browser hands over without a doubt, characters. */
const MAX_LINK = 2_048;
const MAX_SESSION = 65_536;
const MAX_SCENARIO = 1_048_576;
/** As much of a wrong link is told. */
const TOLD = 120;

/**
 * Parts a program's arguments from what was brought along. A link comes alone: whoever made it could have written
 * arguments behind it, so those are dropped.
 */
export function takeBrought(args: readonly string[]): Readonly<{ args: readonly string[]; brought: string | null }> {
  const link = args.find((arg) => LINK.test(arg));
  if (link !== undefined) return { args: [], brought: link };
  const [only] = args;
  if (only === undefined || args.length > 1) return { args, brought: null };
  const path = localPath(only);
  return isFile(path) ? { args: [], brought: path } : { args: [path], brought: null };
}

/** Desktops of Linux name files by their addresses. */
function localPath(arg: string): string {
  try {
    return arg.startsWith('file://') ? fileURLToPath(arg) : arg;
  } catch {
    return arg;
  }
}

const isFile = (arg: string) => arg.toLowerCase().endsWith(SESSION_SUFFIX) || SCENARIO_SUFFIX.test(arg);

/** Reads a link, a file of ours by its name, or a folder. */
export function readBrought(brought: string): Brought {
  if (LINK.test(brought)) return readLink(brought);
  try {
    if (SCENARIO_SUFFIX.test(brought)) return readScenario(brought);
    return brought.toLowerCase().endsWith(SESSION_SUFFIX) ? readSession(brought) : openFolder(brought, null);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is damaged';
    return { problem: `${brought} cannot be read (${reason}); nothing was opened.` };
  }
}

/** What a link means; nothing in it is looked at twice. */
function readLink(link: string): Brought {
  const problem = `This link means nothing to this version of Scopebox, so nothing was opened: ${told(link)}`;
  if (link.length > MAX_LINK || !URL.canParse(link)) return { problem };
  const { hostname, pathname, searchParams, hash, username, port } = new URL(link);
  if (hash !== '' || username !== '' || port !== '') return { problem };
  if (hostname === 'scenario' && searchParams.size === 0) {
    const [, id] = /^\/([A-Za-z0-9][\w-]{0,63})$/.exec(pathname) ?? [];
    return id === undefined ? { problem } : { kind: 'scenario', scenario: { id } };
  }
  const [[key, folder] = []] = searchParams;
  if (hostname !== 'open' || !['', '/'].includes(pathname) || searchParams.size !== 1 || key !== 'folder')
    return { problem };
  return openFolder(folder, null);
}

function openFolder(asked: unknown, api: SdkInt | null): Brought {
  const checked = askedFolder(asked);
  return 'problem' in checked ? checked : { kind: 'folder', folder: checked.folder, api };
}

function readScenario(path: string): Brought {
  return { kind: 'scenario', scenario: { name: basename(path), text: textOf(path, MAX_SCENARIO) } };
}

function readSession(path: string): Brought {
  const json: unknown = JSON.parse(textOf(path, MAX_SESSION));
  const { scopebox, folder, api } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (scopebox !== 'session')
    return { problem: `${path} is no session of Scopebox, so nothing was opened. File > Save session… makes one.` };
  return openFolder(folder, isSdkInt(api) ? api : null);
}

function textOf(path: string, limit: number): string {
  const { size } = statSync(path);
  if (size > limit) throw Object.assign(new Error('too large'), { code: `${size} bytes are too many` });
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
}

/** What a session file holds: which folder the device shows, and its Android level. No photo, no permission. */
export function sessionText(session: Readonly<{ folder: string; api: SdkInt }>): string {
  return `${JSON.stringify({ scopebox: 'session', ...session }, null, 2)}\n`;
}

/** The question before anything of it happens; null when there is nothing to ask about. */
export function questionOf(brought: Brought): Readonly<{ message: string; detail: string; yes: string }> | null {
  if ('problem' in brought) return null;
  if (brought.kind === 'folder') {
    const level = brought.api === null ? '' : `, with Android API ${brought.api}`;
    const detail =
      'A link or a file asks for this. The device that is shown now stops; its apps and permissions are kept. ' +
      'Files in the folder are only read.';
    return { message: `Show the device on ${brought.folder}${level}?`, detail, yes: 'Open' };
  }
  const { scenario } = brought;
  const named = 'id' in scenario ? scenario.id : scenario.name;
  const detail = 'A link or a file asks for this. It is only shown; nothing runs before you say so there.';
  return { message: `Show the scenario ${named}?`, detail, yes: 'Show' };
}

const told = (link: string) => (link.length > TOLD ? `${link.slice(0, TOLD)}…` : link);
