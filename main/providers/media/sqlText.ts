// Mirrors MediaProvider DatabaseUtils.bindSelection, bindList and escapeForLike, and fits an app's SQL to this computer's SQLite.
import { Throwable } from '../../../contract/android/errors.ts';

/** What can be written into an SQL text. */
export type BindArg = string | number | boolean | null;

/** A value as an SQL literal. */
export function sqlLiteral(value: BindArg): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return String(Number(value));
}

/** DatabaseUtils.bindList: `( 'a' , 'b' )`. */
export function bindList(values: readonly BindArg[]): string {
  return bindSelection(`(${values.map(() => '?').join(',')})`, values);
}

/**
 * DatabaseUtils.bindSelection: writes our own arguments into our own condition, so that `?1` in an app's SQL is the
 * app's first argument. `?N` takes the Nth argument, and the next `?` goes on from there.
 * @throws {Error} when an argument is missing
 */
export function bindSelection(selection: string, args: readonly BindArg[]): string {
  if (args.length === 0) return selection;
  let next = 0;
  let end = 0;
  let before = ' ';
  return selection.replace(/\?([0-9]*)/g, (mark, number: string, at: number) => {
    if (number !== '') next = Number(number) - 1;
    const arg = args[next++];
    if (arg === undefined) throw new Error(`The condition ${selection} has no argument ${next}; give it one.`);
    // A space wherever the literal would touch something that is not a space or an equals sign.
    if (at > end) before = selection.charAt(at - 1);
    end = at + mark.length;
    const after = selection.charAt(end);
    return `${before === ' ' || before === '=' ? '' : ' '}${sqlLiteral(arg)}${after === '' || after === ' ' ? '' : ' '}`;
  });
}

/** DatabaseUtils.escapeForLike: a text that LIKE with ESCAPE '\' takes literally. As in Android a backslash stays single. */
export function escapeForLike(text: string): string {
  return text.replace(/[%_]/g, '\\$&');
}

/** An app's clauses while they are fitted: which arguments each `?` takes is counted across all of them. */
export class SqlFitter {
  /** Which of the app's arguments, from 1 on, each `?` of the fitted clauses takes, in order. */
  readonly parameters: number[] = [];
  readonly #isName: (text: string) => boolean;
  readonly #named = new Map<string, number>();
  #largest = 0;

  /** @param isName whether a text in double quotes names something; if not, SQLite of Android takes it as a string */
  constructor(isName: (text: string) => boolean) {
    this.#isName = isName;
  }

  /**
   * Rewrites what this SQLite lacks: collations of ICU become NOCASE, strings in double quotes get single ones,
   * and every form of parameter becomes a plain `?`.
   */
  fit(sql: string): string {
    return sql.replace(PIECES, (piece, quoted: string | undefined, collation: string | undefined) => {
      if (quoted !== undefined) {
        const text = quoted.slice(1, -1).replaceAll('""', '"');
        return this.#isName(text) ? quoted : sqlLiteral(text);
      }
      if (collation !== undefined) return `${collation} NOCASE`;
      return /^[?:@$]/.test(piece) ? this.#parameter(piece) : piece;
    });
  }

  #parameter(text: string): string {
    const number = /^\?([0-9]+)$/.exec(text)?.[1];
    const index = number !== undefined ? Number(number) : (this.#named.get(text) ?? this.#largest + 1);
    if (!text.startsWith('?')) this.#named.set(text, index);
    this.#largest = Math.max(this.#largest, index);
    this.parameters.push(index);
    return '?';
  }
}

/**
 * The values for the `?` of fitted clauses.
 * @throws {Throwable} IllegalArgumentException when the app gave more arguments than its SQL takes
 */
export function bindParameters(
  parameters: readonly number[],
  given: readonly (string | null)[],
): readonly (string | null)[] {
  const largest = parameters.reduce((most, index) => Math.max(most, index), 0);
  if (given.length > largest)
    throw new Throwable(
      'IllegalArgumentException',
      `Cannot bind argument at index ${given.length} because the index is out of range.  The statement has ${largest} parameters.`,
    );
  return parameters.map((index) => given[index - 1] ?? null);
}

/**
 * SQLiteProgram.bindAllArgsAsStrings: a query takes texts alone, where an update takes null as well.
 * @throws {Throwable} IllegalArgumentException for the last null among them
 */
export function enforceTexts(args: readonly (string | null)[]): void {
  const index = args.lastIndexOf(null);
  if (index >= 0) throw new Throwable('IllegalArgumentException', `the bind value at index ${index + 1} is null`);
}

// Strings, quoted names and comments are taken whole, so that nothing inside of them is rewritten.
const PIECES =
  /'(?:[^']|'')*'|("(?:[^"]|"")*")|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\b(COLLATE)\s+(?:LOCALIZED|UNICODE|custom_[A-Za-z]+)\b|\?[0-9]*|[:@$][A-Za-z_][A-Za-z0-9_]*/gi;
