// Rows as a table of text.
import { stripVTControlCharacters } from 'node:util';

export type Column<Row> = Readonly<{
  title: string;
  value: (row: Row) => string | number | boolean | null;
  /** Numbers stand at the right. */
  right?: boolean;
}>;

const GAP = '  ';

/**
 * @param width columns of the terminal: the last column of the table is cut to fit; null cuts nothing
 * @returns lines without a line break at the end
 */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number | null): string {
  const cells = rows.map((row) => columns.map(({ value }) => cellOf(value(row))));
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, i) => Math.max(...[title, ...cells.map((row) => row[i] ?? '')].map(widthOf)));
  const line = (texts: readonly string[]) => {
    const padded = texts.map((text, i) =>
      padOf(text, widths[i] ?? 0, columns[i]?.right === true, i === texts.length - 1),
    );
    return cut(padded.join(GAP), width);
  };
  return [titles, ...cells].map(line).join('\n');
}

/** Names of files may hold anything: what would move the cursor is shown as its number. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

function cellOf(value: string | number | boolean | null): string {
  return value === null ? '-' : typeof value === 'string' ? value : String(value);
}

function padOf(text: string, width: number, right: boolean, last: boolean): string {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? gap + text : last ? text : text + gap;
}

function cut(line: string, width: number | null): string {
  if (width === null || widthOf(line) <= width) return line;
  return `${[...stripVTControlCharacters(line)].slice(0, width - 1).join('')}…`;
}

/** Columns a text takes: colours take none, and what belongs together counts as one. */
function widthOf(text: string): number {
  return [...new Intl.Segmenter().segment(stripVTControlCharacters(text))].reduce(
    (sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1),
    0,
  );
}

const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;
