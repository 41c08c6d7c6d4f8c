// Mirrors MediaProvider DatabaseUtils.bindSelection and bindList, and fits an app's SQL to this computer's SQLite.
import { Throwable } from '../../../contract/android/errors.ts';

/** A text as an SQL literal. */
export function sqlLiteral(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** DatabaseUtils.bindList: ('a','b'). */
export function sqlList(values: readonly (string | number)[]): string {
  return `(${values.map(sqlLiteral).join(',')})`;
}

/** Writes our own arguments into our own condition, so that `?1` in an app's SQL is the app's first argument. */
export function bindSelection(where: string, args: readonly (string | number)[]): string {
  let next = 0;
  return where.replace(/\?/g, () => sqlLiteral(args[next++] ?? ''));
}

/** An app's clauses while they are fitted: which arguments each `?` takes is counted across all of them. */
export class SqlFitter {
  /** What to bind, in the order of the `?` in the fitted clauses. */
  readonly args: (string | null)[] = [];
  readonly #given: readonly (string | null)[];
  readonly #isName: (text: string) => boolean;
  readonly #named = new Map<string, number>();
  #largest = 0;

  /** @param isName whether a text in double quotes names something; if not, SQLite of Android takes it as a string */
  constructor(given: readonly (string | null)[], isName: (text: string) => boolean) {
    this.#given = given;
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

  /** @throws {Throwable} IllegalArgumentException when the app gave more arguments than its SQL takes */
  check(): void {
    if (this.#given.length <= this.#largest) return;
    throw new Throwable(
      'IllegalArgumentException',
      `Cannot bind argument at index ${this.#given.length} because the index is out of range.  The statement has ${this.#largest} parameters.`,
    );
  }

  #parameter(text: string): string {
    const number = /^\?([0-9]+)$/.exec(text)?.[1];
    const index = number !== undefined ? Number(number) : (this.#named.get(text) ?? this.#largest + 1);
    if (!text.startsWith('?')) this.#named.set(text, index);
    this.#largest = Math.max(this.#largest, index);
    this.args.push(this.#given[index - 1] ?? null);
    return '?';
  }
}

// Strings, quoted names and comments are taken whole, so that nothing inside of them is rewritten.
const PIECES =
  /'(?:[^']|'')*'|("(?:[^"]|"")*")|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\b(COLLATE)\s+(?:LOCALIZED|UNICODE|custom_[A-Za-z]+)\b|\?[0-9]*|[:@$][A-Za-z_][A-Za-z0-9_]*/gi;
