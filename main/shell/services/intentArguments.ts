// Mirrors Intent.parseCommandArgs: an intent from the options of am.
import type { Throwable } from '../../../contract/android/errors.ts';
import { invalid } from './shellCommand.ts';

export type Component = Readonly<{ packageName: string; className: string }>;

export type ShellIntent = Readonly<{
  action: string | null;
  data: string | null;
  type: string | null;
  identifier: string | null;
  categories: readonly string[];
  component: Component | null;
  packageName: string | null;
  flags: number;
  clipData: readonly string[] | null;
  extras: Readonly<Record<string, unknown>>;
}>;

type Draft = { -readonly [Key in keyof ShellIntent]: ShellIntent[Key] };

/** What the command itself takes; true where a value follows. */
export type OwnOptions = Readonly<Record<string, boolean>>;

const TEXT: Readonly<Record<string, 'action' | 'data' | 'type' | 'identifier' | 'packageName'>> = {
  '-a': 'action',
  '-d': 'data',
  '-t': 'type',
  '-i': 'identifier',
  '-p': 'packageName',
};

const FLAGS: Readonly<Record<string, number>> = {
  '--grant-read-uri-permission': 0x1,
  '--grant-write-uri-permission': 0x2,
  '--grant-persistable-uri-permission': 0x40,
  '--grant-prefix-uri-permission': 0x80,
  '--exclude-stopped-packages': 0x10,
  '--include-stopped-packages': 0x20,
  '--debug-log-resolution': 0x8,
  '--activity-brought-to-front': 0x400000,
  '--activity-clear-top': 0x4000000,
  '--activity-clear-when-task-reset': 0x80000,
  '--activity-exclude-from-recents': 0x800000,
  '--activity-launched-from-history': 0x100000,
  '--activity-multiple-task': 0x8000000,
  '--activity-no-animation': 0x10000,
  '--activity-no-history': 0x40000000,
  '--activity-no-user-action': 0x40000,
  '--activity-previous-is-top': 0x1000000,
  '--activity-reorder-to-front': 0x20000,
  '--activity-reset-task-if-needed': 0x200000,
  '--activity-single-top': 0x20000000,
  '--activity-clear-task': 0x8000,
  '--activity-task-on-home': 0x4000,
  '--receiver-registered-only': 0x40000000,
  '--receiver-replace-pending': 0x20000000,
  '--receiver-foreground': 0x10000000,
  '--receiver-no-abort': 0x8000000,
};

/**
 * @returns the intent, and the command's own options with their values
 * @throws {Throwable} IllegalArgumentException in Android's words
 */
export function parseIntent(
  args: readonly string[],
  own: OwnOptions,
): Readonly<{ intent: ShellIntent; options: ReadonlyMap<string, string> }> {
  const draft: Draft = {
    ...{ action: null, data: null, type: null, identifier: null, categories: [], component: null, packageName: null },
    ...{ flags: 0, clipData: null, extras: {} },
  };
  const options = new Map<string, string>();
  let index = 0;
  const value = (option: string): string => {
    const next = args[index++];
    if (next === undefined) throw invalid(`Argument expected after "${option}"`);
    return next;
  };
  while (index < args.length) {
    const option = args[index++] ?? '';
    const text = TEXT[option];
    if (text !== undefined) draft[text] = value(option);
    else if (option === '-c') draft.categories = [...draft.categories, value(option)];
    else if (option === '-n') draft.component = componentOf(value(option));
    else if (option === '-f') draft.flags = decode(value(option));
    else if (Object.hasOwn(FLAGS, option)) draft.flags |= FLAGS[option] ?? 0;
    else if (Object.hasOwn(own, option)) options.set(option, own[option] === true ? value(option) : '');
    else if (option === '--esn') draft.extras = { ...draft.extras, [value(option)]: null };
    else if (/^--(?:e|es|ez|ei|el|ef|ed|eu|ecn|eia|eial|ela|elal|efa|efal|eda|edal|esa|esal)$/.test(option)) {
      const key = value(option);
      draft.extras = { ...draft.extras, [key]: extraOf(option, value(option)) };
    } else if (option.startsWith('-')) throw invalid(`Unknown option: ${option}`);
    else target(draft, option);
  }
  if (draft.type !== null) draft.type = draft.type.trim().toLowerCase();
  return { intent: draft, options };
}

/** A last word without an option: a URI, a component or a package. */
function target(draft: Draft, word: string): void {
  if (word.includes(':')) draft.data = word;
  else if (word.includes('/')) draft.component = componentOf(word);
  else draft.packageName = word;
}

/** @throws {Throwable} IllegalArgumentException for what has no slash */
function componentOf(text: string): Component {
  const [packageName = '', name = ''] = text.split('/', 2);
  if (!text.includes('/') || name === '') throw invalid(`Bad component name: ${text}`);
  return { packageName, className: name.startsWith('.') ? packageName + name : name };
}

function extraOf(option: string, text: string): unknown {
  const list = text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));
  switch (option) {
    case '--ez':
      return booleanOf(text);
    case '--ei':
      return decode(text);
    case '--el':
    case '--ef':
    case '--ed':
      return numberOf(text);
    case '--eia':
    case '--eial':
      return list.map(decode);
    case '--ela':
    case '--elal':
    case '--efa':
    case '--efal':
    case '--eda':
    case '--edal':
      return list.map(numberOf);
    case '--esa':
    case '--esal':
      return list;
    default:
      return text;
  }
}

function booleanOf(text: string): boolean {
  if (/^(?:true|t)$/i.test(text)) return true;
  if (/^(?:false|f)$/i.test(text)) return false;
  if (!/^[-+]?(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text)) throw invalid(`Invalid boolean value: ${text}`);
  return decode(text) !== 0;
}

/** Integer.decode. */
function decode(text: string): number {
  const match = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|#([0-9a-fA-F]+)|(\d+))$/.exec(text);
  if (match === null) throw numberFormat(text);
  const [, sign, hex, sharp, digits = ''] = match;
  const size =
    hex !== undefined || sharp !== undefined
      ? Number.parseInt(hex ?? sharp ?? '', 16)
      : Number.parseInt(digits, /^0\d/.test(digits) ? 8 : 10);
  return sign === '-' ? -size : size;
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) throw numberFormat(text);
  return number;
}

function numberFormat(text: string): Throwable {
  return invalid(`For input string: "${text}"`);
}
