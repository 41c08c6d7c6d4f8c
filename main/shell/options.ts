// Mirrors toybox's lib/args.c: single letters, together or apart, before or between the other arguments.

export type Options = Readonly<{
  has(letter: string): boolean;
  /** What was given with a letter; the last one counts. */
  value(letter: string): string | null;
  /** Everything that was given with a letter. */
  values(letter: string): readonly string[];
  rest: readonly string[];
}>;

/** An argument that the command does not take; the message goes behind the command's name. */
export class UsageError extends Error {}

/**
 * @param letters those that stand alone, then `:` behind those that take a value: `lad1n:`
 * @throws {UsageError}
 */
export function parseOptions(args: readonly string[], letters: string): Options {
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(index + 1));
      break;
    }
    if (!/^-./.test(arg)) {
      rest.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg.charAt(at);
      const known = letter === ':' ? -1 : letters.indexOf(letter);
      if (known < 0) throw new UsageError(`Unknown option '${arg.startsWith('--') ? arg.slice(2) : letter}'`);
      const values = found.get(letter) ?? [];
      found.set(letter, values);
      if (letters.charAt(known + 1) !== ':') continue;
      const value = at + 1 < arg.length ? arg.slice(at + 1) : args[++index];
      if (value === undefined) throw new UsageError(`Missing argument to -${letter}`);
      values.push(value);
      break;
    }
  }
  return {
    has: (letter) => found.has(letter),
    value: (letter) => found.get(letter)?.at(-1) ?? null,
    values: (letter) => found.get(letter) ?? [],
    rest,
  };
}
