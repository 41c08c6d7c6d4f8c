// Mirrors com.android.commands.content.Content.Parser: what `content` was asked to do.
import type { Bundle, ContentValues } from '../../contract/android/cursor.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';

/** A command and what it needs; `extras` are typed as bindings are. */
export type ContentCommand = Readonly<{ uri: Uri; userId: number }> &
  (
    | Readonly<{ name: 'insert'; values: ContentValues; extras: Bundle }>
    | Readonly<{ name: 'update'; values: ContentValues; where: string | null; extras: Bundle }>
    | Readonly<{ name: 'delete'; where: string | null; extras: Bundle }>
    | Readonly<{
        name: 'query';
        projection: readonly string[] | null;
        where: string | null;
        sort: string | null;
        extras: Bundle;
      }>
    | Readonly<{ name: 'call'; method: string; arg: string | null; extras: Bundle }>
    | Readonly<{ name: 'read' | 'write' | 'gettype' }>
  );

type Option = 'bind' | 'where' | 'sort' | 'projection' | 'method' | 'arg' | 'extra';

/** Which options each command knows, besides --uri and --user. */
const OPTIONS: Readonly<Record<ContentCommand['name'], readonly Option[]>> = {
  insert: ['bind', 'extra'],
  update: ['bind', 'where', 'extra'],
  delete: ['where', 'extra'],
  query: ['projection', 'where', 'sort', 'extra'],
  call: ['method', 'arg', 'extra'],
  read: [],
  write: [],
  gettype: [],
};

type Given = { uri: Uri | null; userId: number; texts: Map<Option, string>; values: ContentValues; extras: Bundle };

/**
 * Parses the arguments after the word `content`.
 * @throws {Throwable} IllegalArgumentException with what the usage is followed by
 */
export function parseContentCommand(args: readonly string[]): ContentCommand {
  const [name, ...rest] = args;
  if (!isCommandName(name)) throw invalid(`Unsupported operation: ${name ?? null}`);
  const given = readOptions(name, rest);
  const { userId, extras, values } = given;
  if (given.uri === null) throw invalid('Content provider URI not specified. Did you specify --uri argument?');
  const common = { uri: given.uri, userId };
  const text = (option: Option) => given.texts.get(option) ?? null;
  if ((name === 'insert' || name === 'update') && Object.keys(values).length === 0) {
    throw invalid('Bindings not specified. Did you specify --bind argument(s)?');
  }
  switch (name) {
    case 'insert':
      return { ...common, name, values, extras };
    case 'update':
      return { ...common, name, values, where: text('where'), extras };
    case 'delete':
      return { ...common, name, where: text('where'), extras };
    case 'query': {
      const projection = text('projection');
      const columns = projection === null ? null : splitProjection(projection);
      return { ...common, name, projection: columns, where: text('where'), sort: text('sort'), extras };
    }
    case 'call': {
      const method = text('method');
      if (method === null) throw invalid('Content provider method not specified.');
      return { ...common, name, method, arg: text('arg'), extras };
    }
    default:
      return { ...common, name };
  }
}

/** Columns of --projection: separated by colons, with white space around them or none. */
export function splitProjection(projection: string): readonly string[] {
  const columns = projection.split(/\s*:\s*/);
  // String.split of Java drops what is empty at the end.
  while (columns.length > 1 && columns.at(-1) === '') columns.pop();
  return columns;
}

/**
 * One binding, `name:type:value`. A backslash takes the meaning from what follows it.
 * @throws {Throwable} IllegalArgumentException `Binding not well formed: …`, `Unsupported type: …`
 */
export function parseBinding(argument: string): ContentValues {
  const parts = splitWithEscaping(argument);
  const [name, type, value] = parts;
  if (parts.length !== 3 || name === undefined || type === undefined || value === undefined) {
    throw invalid(`Binding not well formed: ${argument}`);
  }
  if (type === 's') return { [name]: value };
  switch (type.toLowerCase()) {
    case 'b':
      return { [name]: value.toLowerCase() === 'true' };
    case 'i':
    case 'l':
      return { [name]: parseNumber(value, /^[+-]?\d+$/) };
    case 'f':
    case 'd':
      return { [name]: parseNumber(value, /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?\s*$/) };
    case 'n':
      return { [name]: null };
    default:
      throw invalid(`Unsupported type: ${type}`);
  }
}

function readOptions(name: ContentCommand['name'], args: readonly string[]): Given {
  const given: Given = { uri: null, userId: 0, texts: new Map(), values: {}, extras: {} };
  for (let index = 0; index < args.length; index += 2) {
    const argument = args[index] ?? '';
    const option = OPTIONS[name].find((known) => argument === `--${known}`);
    if (option === undefined && argument !== '--uri' && argument !== '--user') {
      throw invalid(`Unsupported argument: ${argument}`);
    }
    const value = args[index + 1];
    const isBinding = option === 'bind' || option === 'extra';
    if (isBinding && (value === undefined || value === '')) throw invalid(`Binding not well formed: ${value ?? null}`);
    if (value === undefined || (!isBinding && (value === '' || value.startsWith('--')))) {
      throw invalid(`No value for argument: ${argument}`);
    }
    put(given, option ?? argument, value);
  }
  return given;
}

function put(given: Given, option: Option | string, value: string): void {
  switch (option) {
    case '--uri':
      given.uri = parseUri(value);
      return;
    case '--user':
      given.userId = value === 'current' || value === 'cur' ? 0 : Number(parseNumber(value, /^[+-]?\d+$/));
      return;
    case 'bind':
      given.values = { ...given.values, ...parseBinding(value) };
      return;
    case 'extra':
      given.extras = { ...given.extras, ...parseBinding(value) };
      return;
    default:
      given.texts.set(option as Option, value);
  }
}

function splitWithEscaping(argument: string): readonly string[] {
  const parts = [''];
  const add = (text: string) => parts.splice(-1, 1, `${parts.at(-1)}${text}`);
  for (let index = 0; index < argument.length; index++) {
    const char = argument.charAt(index);
    if (char === '\\' && index + 1 < argument.length) add(argument.charAt(++index));
    else if (char === ':') parts.push('');
    else add(char);
  }
  return parts;
}

/** In the words of Java's NumberFormatException, which is an IllegalArgumentException. */
function parseNumber(value: string, pattern: RegExp): number {
  if (!pattern.test(value)) throw invalid(`For input string: "${value}"`);
  return Number.parseFloat(value);
}

function isCommandName(name: string | undefined): name is ContentCommand['name'] {
  return name !== undefined && Object.hasOwn(OPTIONS, name);
}

function invalid(message: string): Throwable {
  return new Throwable('IllegalArgumentException', message);
}
