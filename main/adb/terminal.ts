// Mirrors the terminal that adbd gives an interactive shell: the line discipline of Linux, as far as people type.

import { Listeners } from '../device/listeners.ts';
import type { ShellTerminal } from '../shell/shellService.ts';
import { ByteQueue } from './byteQueue.ts';

const CTRL_C = 0x03;
const CTRL_D = 0x04;
const BACKSPACE = 0x08;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const CTRL_U = 0x15;
const ESCAPE = 0x1b;
const DELETE = 0x7f;

/** Longest line, and most that is typed ahead, bytes: what comes beyond it is lost, as in Linux. */
const MAX_LINE = 4_096;
const MAX_AHEAD = 65_536;

export class Terminal implements ShellTerminal {
  /** Whole lines. */
  readonly stdin = new ByteQueue();
  readonly #interrupts = new Listeners<[]>();
  readonly #echo: (bytes: Uint8Array) => void;
  #line: number[] = [];
  #size = { rows: 24, columns: 80 };

  /** @param echo puts on the screen what was typed, and what became of it */
  constructor(echo: (bytes: Uint8Array) => void) {
    this.#echo = echo;
  }

  size(): Readonly<{ rows: number; columns: number }> {
    return this.#size;
  }

  resize(size: Readonly<{ rows: number; columns: number }>): void {
    this.#size = size;
  }

  onInterrupt(listener: () => void): Disposable {
    return this.#interrupts.add(listener);
  }

  /** What came from the keyboard. */
  type(bytes: Uint8Array): void {
    const echoed: number[] = [];
    for (const byte of bytes) echoed.push(...this.#key(byte));
    if (echoed.length > 0) this.#echo(Uint8Array.from(echoed));
  }

  /** @returns what is echoed */
  #key(byte: number): readonly number[] {
    switch (byte) {
      case CTRL_C:
        this.#line = [];
        this.#interrupts.call();
        return [...Buffer.from('^C\r\n')];
      case CTRL_D:
        // In a line it only sends what there is of it.
        this.#send();
        return [];
      case RETURN:
      case NEWLINE:
        this.#line.push(NEWLINE);
        this.#send();
        return [RETURN, NEWLINE];
      case BACKSPACE:
      case DELETE:
        return this.#erase();
      case CTRL_U: {
        const erased: number[] = [];
        while (this.#line.length > 0) erased.push(...this.#erase());
        return erased;
      }
      default:
        if (this.#line.length >= MAX_LINE) return [];
        this.#line.push(byte);
        return byte === ESCAPE ? [...Buffer.from('^[')] : [byte];
    }
  }

  #send(): void {
    if (this.stdin.unread < MAX_AHEAD) void this.stdin.push(Uint8Array.from(this.#line));
    this.#line = [];
  }

  /** The last character, of however many bytes. */
  #erase(): readonly number[] {
    if (this.#line.length === 0) return [];
    while (this.#line.length > 0 && ((this.#line.at(-1) ?? 0) & 0xc0) === 0x80) this.#line.pop();
    this.#line.pop();
    return [BACKSPACE, 0x20, BACKSPACE];
  }
}

/** Output as a terminal gets it: every line end is two bytes. */
export function onTerminal(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(NEWLINE)) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}
