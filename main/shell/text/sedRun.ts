// Mirrors toybox's sed.c: what a script does to the lines of a stream.
import type { RE2JS } from 're2js';
import { ProgramError } from '../command.ts';
import type { SedAddress, SedCommand, SedSubstitution } from './sedScript.ts';

/** Steps that a script takes for one line, at most: one that goes in circles ends. */
const MAX_STEPS = 1_000_000;

type Line = Readonly<{ text: string; isWhole: boolean }>;

/** What a script does to one stream. The last line is known by nothing behind it, so each waits for the next. */
export class SedRun {
  /** Set by `q`. */
  status: number | null = null;
  readonly #commands: readonly SedCommand[];
  readonly #isQuiet: boolean;
  readonly #print: (text: string) => Promise<void>;
  /** Of each range, the line it ends at, or that its end is looked for. */
  readonly #ranges = new Map<SedCommand, number | 'open'>();
  #waiting: Line | null = null;
  #number = 0;
  #pattern = '';
  #isWhole = true;
  #hold = '';
  #appended: string[] = [];
  #last: RE2JS | null = null;
  /** After N or n, where the script goes on with the next line. */
  #resume: Readonly<{ at: number; joins: boolean }> | null = null;

  constructor(commands: readonly SedCommand[], isQuiet: boolean, print: (text: string) => Promise<void>) {
    this.#commands = commands;
    this.#isQuiet = isQuiet;
    this.#print = print;
  }

  async line(text: string, isWhole: boolean): Promise<void> {
    const before = this.#waiting;
    this.#waiting = { text, isWhole };
    if (before !== null) await this.#take(before, false);
  }

  async end(): Promise<void> {
    if (this.#waiting !== null && this.status === null) await this.#take(this.#waiting, true);
    this.#waiting = null;
  }

  async #take({ text, isWhole }: Line, isLast: boolean): Promise<void> {
    this.#number++;
    this.#isWhole = isWhole;
    const resume = this.#resume;
    this.#resume = null;
    this.#pattern = resume?.joins === true ? `${this.#pattern}\n${text}` : text;
    await this.#cycle(resume?.at ?? 0, isLast);
  }

  async #cycle(start: number, isLast: boolean): Promise<void> {
    let isPrinted = !this.#isQuiet;
    let hasReplaced = false;
    let steps = 0;
    for (let at = start; at < this.#commands.length; at++) {
      const command = this.#commands[at];
      if (command === undefined || !this.#isFor(command, isLast)) {
        if (command?.name === '{') at = command.end - 1;
        continue;
      }
      if (++steps > MAX_STEPS) throw new ProgramError('the script goes in circles');
      if (command.name === 's') hasReplaced = (await this.#substitute(command)) || hasReplaced;
      else if (
        (command.name === 't' && hasReplaced) ||
        (command.name === 'T' && !hasReplaced) ||
        command.name === 'b'
      ) {
        hasReplaced &&= command.name !== 't';
        at = this.#label(command.text) - 1;
      } else if (command.name === 'd' || (command.name === 'D' && !this.#pattern.includes('\n'))) {
        isPrinted = false;
        break;
      } else if (command.name === 'D') {
        this.#pattern = this.#pattern.slice(this.#pattern.indexOf('\n') + 1);
        await this.#flush();
        at = -1;
      } else if (command.name === 'n' || command.name === 'N') {
        if (isLast) break;
        if (command.name === 'n') await this.#ended(isPrinted);
        this.#resume = { at: at + 1, joins: command.name === 'N' };
        return;
      } else if (command.name === 'c') {
        if (command.to === null || !this.#ranges.has(command)) this.#appended.unshift(command.text);
        isPrinted = false;
        break;
      } else if (command.name === 'q' || command.name === 'Q') {
        this.status = 0;
        isPrinted &&= command.name === 'q';
        break;
      } else await this.#simple(command);
    }
    await this.#ended(isPrinted);
  }

  async #simple({ name, text }: SedCommand): Promise<void> {
    const [first = ''] = this.#pattern.split('\n', 1);
    if (name === 'p') await this.#print(`${this.#pattern}\n`);
    else if (name === 'P') await this.#print(`${first}\n`);
    else if (name === '=') await this.#print(`${this.#number}\n`);
    else if (name === 'i') await this.#print(`${text}\n`);
    else if (name === 'a') this.#appended.push(text);
    else if (name === 'h') this.#hold = this.#pattern;
    else if (name === 'H') this.#hold += `\n${this.#pattern}`;
    else if (name === 'g') this.#pattern = this.#hold;
    else if (name === 'G') this.#pattern += `\n${this.#hold}`;
    else if (name === 'x') [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
    else if (name === 'l') await this.#print(`${JSON.stringify(this.#pattern).slice(1, -1)}$\n`);
    else if (name === 'y') {
      const half = text.length / 2;
      this.#pattern = [...this.#pattern]
        .map((char) =>
          text.indexOf(char) >= 0 && text.indexOf(char) < half ? text.charAt(text.indexOf(char) + half) : char,
        )
        .join('');
    }
  }

  /** The end of a cycle. A last line without its end stays without. */
  async #ended(isPrinted: boolean): Promise<void> {
    if (isPrinted) await this.#print(`${this.#pattern}${this.#isWhole || this.#appended.length > 0 ? '\n' : ''}`);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    for (const text of this.#appended.splice(0)) await this.#print(`${text}\n`);
  }

  #label(name: string): number {
    if (name === '') return this.#commands.length;
    const at = this.#commands.findIndex((each) => each.name === ':' && each.text === name);
    if (at < 0) throw new ProgramError(`no :${name}`);
    return at;
  }

  #isFor(command: SedCommand, isLast: boolean): boolean {
    const { from, to, isNegated } = command;
    const isIn = from === null || (to === null ? this.#fits(from, isLast) : this.#isInRange(command, from, isLast));
    return isIn !== isNegated;
  }

  #isInRange(command: SedCommand, from: SedAddress, isLast: boolean): boolean {
    const { to } = command;
    const end = this.#ranges.get(command);
    if (end === undefined) {
      const isFromStart = from.kind === 'line' && from.number === 0 && this.#number === 1;
      if (!isFromStart && !this.#fits(from, isLast)) return false;
      if (to?.kind === 'following') this.#startRange(command, this.#number + to.count);
      else if (to?.kind === 'line') this.#startRange(command, to.number);
      else if (!(isFromStart && to !== null && this.#fits(to, isLast))) this.#ranges.set(command, 'open');
      return true;
    }
    if (end === 'open' ? to !== null && this.#fits(to, isLast) : this.#number >= end) this.#ranges.delete(command);
    return true;
  }

  /** One that ends before it begins is of one line. */
  #startRange(command: SedCommand, end: number): void {
    if (end > this.#number) this.#ranges.set(command, end);
  }

  #fits(address: SedAddress, isLast: boolean): boolean {
    switch (address.kind) {
      case 'line':
        return this.#number === address.number;
      case 'last':
        return isLast;
      case 'step':
        return this.#number >= address.first && (this.#number - address.first) % Math.max(1, address.step) === 0;
      case 'following':
        return false;
      case 'expression':
        return this.#used(address.expression).matcher(this.#pattern).find();
    }
  }

  #used(expression: RE2JS | null): RE2JS {
    this.#last = expression ?? this.#last;
    if (this.#last === null) throw new ProgramError('no previous regex');
    return this.#last;
  }

  async #substitute({ substitution }: SedCommand): Promise<boolean> {
    if (substitution === null) return false;
    const replaced = replaceIn(this.#pattern, this.#used(substitution.expression), substitution);
    if (replaced === null) return false;
    this.#pattern = replaced;
    if (substitution.prints) await this.#print(`${this.#pattern}\n`);
    return true;
  }
}

/** @returns null where nothing is replaced */
function replaceIn(text: string, expression: RE2JS, { replacement, isGlobal, nth }: SedSubstitution): string | null {
  const matcher = expression.matcher(text);
  let [result, copied, count] = ['', 0, 0];
  for (let from = 0; from <= text.length && matcher.find(from); ) {
    const [start, end] = [matcher.start(), matcher.end()];
    // Nothing is found right behind what was found.
    const isAgain = start === end && start === copied && count > 0;
    if (!isAgain && ++count >= nth) {
      const parts = replacement.map((part) => (typeof part === 'string' ? part : (matcher.group(part) ?? '')));
      result += text.slice(copied, start) + parts.join('');
      copied = end;
      if (!isGlobal) break;
    }
    from = end > start ? end : end + 1;
  }
  return count < nth ? null : result + text.slice(copied);
}
