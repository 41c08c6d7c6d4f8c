// Mirrors adbd's ShellService and shell_service.cpp: a shell, or one command, on a stream.
import { afterRealTime } from '../device/realTime.ts';
import type { ShellService, ShellStreams } from '../shell/shellService.ts';
import type { AdbStream } from './adbStream.ts';
import { ByteQueue } from './byteQueue.ts';
import { exitPacket, readWindowSize, SHELL_ID, ShellPacketDecoder, shellHeader } from './shellProtocol.ts';
import { onTerminal, Terminal } from './terminal.ts';

/** What `shell,v2,TERM=xterm,raw:ls` asks for. */
export type ShellRequest = Readonly<{
  command: string;
  /** Whether the streams are kept apart, and the exit status is told. */
  isV2: boolean;
  hasTerminal: boolean;
  term: string;
}>;

/** Exit status of a command that broke through a fault of ours. */
const BROKEN = 255;

/** What a service's name asks for; null when it is no shell. */
export function readShellRequest(service: string): ShellRequest | null {
  if (service.startsWith('exec:'))
    return { command: service.slice('exec:'.length), isV2: false, hasTerminal: false, term: 'dumb' };
  const match = /^shell((?:,[^:]*)?):(.*)$/s.exec(service);
  if (match === null) return null;
  const [, list = '', command = ''] = match;
  const options = list.split(',');
  const term = options.find((option) => option.startsWith('TERM='))?.slice('TERM='.length) ?? '';
  const hasTerminal = options.includes('pty') || (command === '' && !options.includes('raw'));
  return { command, isV2: options.includes('v2'), hasTerminal, term: term === '' ? 'dumb' : term };
}

/** Runs the request to its end. */
export async function runShell(shell: ShellService, request: ShellRequest, stream: AdbStream): Promise<void> {
  const { command, isV2, term } = request;
  const { streams, pump } = wired(request, stream);
  void pump();
  const environment = { ...ENVIRONMENT, TERM: term };
  const status = await shell
    .open(command, { ...streams, signal: signalOf(request, stream), environment })
    .catch(async (error: unknown) => {
      // Without an exit status adb takes a command for a success.
      await streams.stderr(Buffer.from(`${error instanceof Error ? error.message : String(error)}\n`));
      return BROKEN;
    });
  if (isV2) await stream.write(exitPacket(status));
}

/** How long a command may take with the last of its raw input, milliseconds of the computer's time. */
const LAST_INPUT = 10_000;

/** `adb exec-in 'cat > file'` closes its stream where its input ends: what came before that is still to be taken. */
function signalOf({ isV2, hasTerminal }: ShellRequest, stream: AdbStream): AbortSignal {
  if (isV2 || hasTerminal) return stream.signal;
  const over = new AbortController();
  const abort = () => over.abort();
  stream.signal.addEventListener(
    'abort',
    () => {
      if (stream.hasSentAll) afterRealTime(LAST_INPUT, abort);
      else abort();
    },
    { once: true },
  );
  return over.signal;
}

/** What adbd sets for each shell. */
const ENVIRONMENT = {
  HOME: '/',
  HOSTNAME: 'scopebox',
  LOGNAME: 'shell',
  SHELL: '/bin/sh',
  TMPDIR: '/data/local/tmp',
  USER: 'shell',
};

type Wiring = Readonly<{
  streams: Pick<ShellStreams, 'stdin' | 'stdout' | 'stderr' | 'terminal'>;
  /** Brings in what the other side sends, until it ends. */
  pump(): Promise<void>;
}>;

function wired({ isV2, hasTerminal }: ShellRequest, stream: AdbStream): Wiring {
  const output = (id: number) => (bytes: Uint8Array) =>
    isV2 ? stream.write(shellHeader(id, bytes.length), bytes) : stream.write(bytes);
  const stdout = output(SHELL_ID.STDOUT);
  if (!hasTerminal) {
    const stdin = new ByteQueue();
    const streams = { stdin, stdout, stderr: isV2 ? output(SHELL_ID.STDERR) : stdout, terminal: null };
    const take = (bytes: Uint8Array) => stdin.push(bytes);
    return { streams, pump: () => pump(stream, { isV2, take, end: () => stdin.end(), resize: () => {} }) };
  }
  const terminal = new Terminal((bytes) => void stdout(bytes));
  const screen = (bytes: Uint8Array) => stdout(onTerminal(bytes));
  const input: Input = {
    isV2,
    take: async (bytes) => terminal.type(bytes),
    end: () => terminal.stdin.end(),
    resize: (bytes) => {
      const size = readWindowSize(bytes);
      if (size !== null) terminal.resize(size);
    },
  };
  return {
    streams: { stdin: terminal.stdin, stdout: screen, stderr: screen, terminal },
    pump: () => pump(stream, input),
  };
}

type Input = Readonly<{
  isV2: boolean;
  /** Resolves when there is room for more. */
  take(bytes: Uint8Array): Promise<void>;
  end(): void;
  resize(bytes: Uint8Array): void;
}>;

async function pump(stream: AdbStream, input: Input): Promise<void> {
  const decoder = new ShellPacketDecoder();
  // Who waits for room would not see that the stream is over.
  const gone = () => {
    if (input.isV2 || !stream.hasSentAll) input.end();
  };
  stream.signal.addEventListener('abort', gone, { once: true });
  try {
    for (let piece = await stream.read(); piece !== null; piece = await stream.read()) {
      if (!input.isV2) await input.take(piece);
      else for (const packet of decoder.push(piece)) await takePacket(input, packet);
    }
  } catch {
    // A frame that is none: what follows it means nothing.
  } finally {
    input.end();
  }
}

async function takePacket(input: Input, { id, bytes }: Readonly<{ id: number; bytes: Uint8Array }>): Promise<void> {
  if (id === SHELL_ID.STDIN && bytes.length > 0) await input.take(bytes);
  else if (id === SHELL_ID.CLOSE_STDIN) input.end();
  else if (id === SHELL_ID.WINDOW_SIZE) input.resize(bytes);
}
