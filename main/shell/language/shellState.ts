// Mirrors mksh's struct env: what one shell knows. A subshell begins with a copy.
import type { Command } from './syntax.ts';

export type ShellOptions = { errexit: boolean; nounset: boolean; noglob: boolean; xtrace: boolean };

export class ShellState {
  readonly variables = new Map<string, string>();
  readonly exported = new Set<string>();
  readonly functions = new Map<string, Command>();
  positional: readonly string[] = [];
  name = '/system/bin/sh';
  cwd = '/';
  /** `$?` */
  status = 0;
  options: ShellOptions = { errexit: false, nounset: false, noglob: false, xtrace: false };

  constructor(environment: Readonly<Record<string, string>> = {}) {
    const all = { PATH: '/system/bin', IFS: ' \t\n', PS1: '$ ', PS2: '> ', PS4: '+ ', ...environment };
    for (const [name, value] of Object.entries(all)) this.variables.set(name, value);
    for (const name of ['PATH', ...Object.keys(environment)]) this.exported.add(name);
  }

  copy(): ShellState {
    const copy = new ShellState();
    copy.variables.clear();
    copy.exported.clear();
    for (const [name, value] of this.variables) copy.variables.set(name, value);
    for (const name of this.exported) copy.exported.add(name);
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    const { positional, name, cwd, status, options } = this;
    return Object.assign(copy, { positional, name, cwd, status, options: { ...options } });
  }

  /** A variable or a parameter, as `$name` has it; null where it is not set. */
  get(name: string): string | null {
    switch (name) {
      case '?':
        return String(this.status);
      case '#':
        return String(this.positional.length);
      case '@':
      case '*':
        return this.positional.length === 0 ? null : this.positional.join(' ');
      case '$':
      case 'PPID':
        return SHELL_PID;
      case '!':
        return null;
      case '-':
        return this.options.errexit ? 'e' : '';
      case '0':
        return this.name;
      case 'PWD':
        return this.cwd;
      default:
        if (/^\d+$/.test(name)) return this.positional[Number(name) - 1] ?? null;
        return this.variables.get(name) ?? null;
    }
  }

  environment(): ReadonlyMap<string, string> {
    const names = [...this.exported].filter((name) => this.variables.has(name));
    return new Map([...names.map((name) => [name, this.variables.get(name) ?? ''] as const), ['PWD', this.cwd]]);
  }
}

/** Nothing has a process of its own. */
const SHELL_PID = '4242';
