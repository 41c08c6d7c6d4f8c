// What the commands of `cmd scopebox` have in common.
import { type CommandIo, ProgramError } from '../command.ts';
import type { DeviceServices } from './deviceServices.ts';

/** @returns what is printed; a status where it is not 0. @throws {Error} in one sentence */
export type ScopeboxMethod = (
  args: readonly string[],
  io: CommandIo,
  services: DeviceServices,
) => Promise<string | number>;

export type ScopeboxMethods = Readonly<Record<string, ScopeboxMethod>>;

/** Words, and what was given behind options such as `--after 20`. */
export type Given = Readonly<{ words: readonly string[]; options: ReadonlyMap<string, string> }>;

/** @param known options that a value follows. @throws {ProgramError} */
export function given(args: readonly string[], known: readonly string[]): Given {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('--')) {
      words.push(arg);
      continue;
    }
    if (!known.includes(arg)) throw new ProgramError(`There is no option ${arg} here.`);
    const value = args[++index];
    if (value === undefined) throw new ProgramError(`A value has to follow ${arg}.`);
    options.set(arg, value);
  }
  return { words, options };
}

/** @throws {ProgramError} */
export function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,12}$/.test(text)) throw new ProgramError(`${text ?? 'Nothing'} is no number.`);
  return Number(text);
}

/** One of the words that are known. @throws {ProgramError} that names them */
export function oneOf<Word extends string>(text: string | undefined, words: readonly Word[], what: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new ProgramError(`${what} is ${words.join(', ')}.`);
  return found;
}

/** @throws {ProgramError} for one that is not installed */
export function requirePackage(packageName: string | undefined, { packages }: DeviceServices): string {
  if (packageName === undefined || packages.find(packageName) === null)
    throw new ProgramError(`Unknown package: ${packageName ?? ''}`);
  return packageName;
}
