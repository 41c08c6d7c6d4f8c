// Mirrors what adbd gives a shell: a command line, three streams, perhaps a terminal, and an exit status.

/** The terminal a shell was asked for with. It echoes, edits lines and turns line ends itself; stdin brings whole lines. */
export type ShellTerminal = Readonly<{
  size(): Readonly<{ rows: number; columns: number }>;
  /** Called on Ctrl-C: what runs in the foreground ends with 130, and an interactive shell asks for the next line. */
  onInterrupt(listener: () => void): Disposable;
}>;

/** Where a shell reads and writes. Output waits for whoever takes it, so that no result is held whole. */
export type ShellStreams = Readonly<{
  /**
   * Ends where the other side closed it. Nothing has to read it; who stops in the middle leaves the rest to the next one.
   * At a terminal an empty piece stands for Ctrl-D: whoever reads it takes it for the end, and lines may follow.
   */
  stdin: AsyncIterable<Uint8Array>;
  /** The bytes belong to whoever takes them. */
  stdout(bytes: Uint8Array): Promise<void> | void;
  stderr(bytes: Uint8Array): Promise<void> | void;
  /** Aborted when whoever asked is gone (SIGHUP): what runs must end soon, and what it still writes is lost. */
  signal: AbortSignal;
  terminal: ShellTerminal | null;
  /** What adbd sets besides the shell's own variables, such as TERM. */
  environment: Readonly<Record<string, string>>;
}>;

export type ShellService = Readonly<{
  /**
   * Runs a command line as com.android.shell.
   * @param command '' runs what stdin brings: a script, or lines typed at the terminal
   * @returns the exit status as the command gave it; whoever sends it takes it modulo 256
   */
  open(command: string, streams: ShellStreams): Promise<number>;
}>;
