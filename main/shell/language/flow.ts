// Mirrors mksh's unwind(): what ends more than the command it is said in.

export class LoopFlow extends Error {
  readonly kind: 'break' | 'continue';
  /** Loops that it still concerns. */
  readonly count: number;

  constructor(kind: 'break' | 'continue', count: number) {
    super(kind);
    this.kind = kind;
    this.count = count;
  }
}

export class ReturnFlow extends Error {
  readonly status: number;

  constructor(status: number) {
    super('return');
    this.status = status;
  }
}

export class ExitFlow extends Error {
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** A command that cannot be run as it is written; the message is for stderr, and the shell goes on. */
export class CommandError extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
