// Mirrors BasicShellCommandHandler and ShellCommand: the arguments of a service's command, and what it throws.
import type { SdkInt } from '../../../contract/android/build.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { Command, CommandIo } from '../command.ts';
import { throwableText } from '../shellText.ts';
import type { DeviceServices } from './deviceServices.ts';

/** The arguments that are left, taken one after the other as Android's services take them. */
export class ShellArguments {
  readonly #args: readonly string[];
  #index = 0;
  /** What stands behind a one-letter option in its own word. */
  #rest: string | null = null;
  #option = '';
  readonly #command: string;

  /** @param command stands before them */
  constructor(args: readonly string[], command = '') {
    this.#args = args;
    this.#command = command;
  }

  /** The next argument if it is an option. `--` ends them. */
  nextOption(): string | null {
    const arg = this.#args[this.#index];
    if (this.#rest !== null) throw invalid(`No argument expected after "${this.#option}"`);
    if (arg === undefined || !arg.startsWith('-')) return null;
    this.#index++;
    if (arg === '--') return null;
    this.#option = arg;
    if (arg.length > 2 && arg.charAt(1) !== '-') {
      this.#rest = arg.slice(2);
      this.#option = arg.slice(0, 2);
    }
    return this.#option;
  }

  next(): string | null {
    const rest = this.#rest;
    this.#rest = null;
    if (rest !== null) return rest;
    return this.#args[this.#index++] ?? null;
  }

  /** @throws {Throwable} IllegalArgumentException where none is left */
  required(): string {
    const before = this.#args[this.#index - 1] ?? this.#command;
    const next = this.next();
    if (next === null) throw invalid(`Argument expected after "${before}"`);
    return next;
  }

  remaining(): readonly string[] {
    const rest = this.#args.slice(this.#index);
    this.#index = this.#args.length;
    return rest;
  }
}

export type ServiceIo = CommandIo &
  Readonly<{ line(text: string): Promise<void>; errorLine(text: string): Promise<void> }>;

/** One command of a service. @returns the status; -1 shows as 255 */
export type ServiceMethod = (args: ShellArguments, io: ServiceIo, services: DeviceServices) => Promise<number> | number;

export type Service = Readonly<{
  methods: Readonly<Record<string, ServiceMethod>>;
  /** What `help`, `-h` and no command at all print. */
  help: string;
  /** How a command that is none of them is answered, where that is not by its name. */
  unknown?: (name: string, io: ServiceIo) => Promise<number>;
}>;

export const FAILED = 255;

/** Runs a service's command by its name. */
export function serviceCommand({ methods, help, unknown }: Service): Command<DeviceServices> {
  return async ([name, ...args], io, services) => {
    const own: ServiceIo = {
      ...io,
      line: (text) => io.print(`${text}\n`),
      errorLine: (text) => io.error(`${text}\n`),
    };
    if (name === undefined || name === 'help' || name === '-h') {
      await io.print(help);
      return FAILED;
    }
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) {
      if (unknown !== undefined) return unknown(name, own);
      await own.line(`Unknown command: ${name}`);
      return FAILED;
    }
    try {
      return (await method(new ShellArguments(args, name), own, services)) & 0xff;
    } catch (error) {
      if (!(error instanceof Throwable)) throw error;
      await io.error(exceptionText(name, error, services.device.profile.sdk));
      return FAILED;
    }
  };
}

/** What a service's stderr has of what was thrown. */
export function exceptionText(command: string, thrown: Throwable, sdk: SdkInt): string {
  const security = sdk < 30 && thrown.name === 'SecurityException' ? `Security exception: ${thrown.message}\n` : '';
  const doing = sdk < 30 ? 'dumping' : `executing '${command}'`;
  return `${security}\nException occurred while ${doing}:\n${throwableText(thrown)}\n${FRAMES}`;
}

const FRAMES = `\tat com.android.modules.utils.BasicShellCommandHandler.exec(BasicShellCommandHandler.java:97)
\tat android.os.ShellCommand.exec(ShellCommand.java:38)
`;

export function invalid(message: string): Throwable {
  return new Throwable('IllegalArgumentException', message);
}
