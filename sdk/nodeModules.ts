// As much of Node as starting a device takes. The library is loaded in browsers too: nothing here is imported, and nothing
// is there before it is asked for.

/** A program that runs. */
export type ChildProcess = Readonly<{
  pid?: number;
  stdout: Output | null;
  stderr: Output | null;
  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean;
  once(event: 'exit', listener: (code: number | null) => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'exit', listener: (code: number | null) => void): unknown;
}>;

type Output = Readonly<{
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
}>;

type SpawnOptions = Readonly<{
  stdio: readonly ['ignore', 'pipe', 'pipe'];
  env: Environment;
  /** Windows starts a .cmd through its shell alone. */
  shell: boolean;
}>;

type SocketOptions = Readonly<{
  host: string;
  port: number;
  /** Every read comes into `buffer`; false pauses until resume(). */
  onread: Readonly<{ buffer: Uint8Array; callback(length: number): boolean }>;
}>;

export type Socket = Readonly<{
  write(text: string): unknown;
  resume(): unknown;
  destroy(): unknown;
  once(event: 'connect' | 'close', listener: () => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
}>;

export type Environment = Readonly<Record<string, string | undefined>>;

type NodeModules = Readonly<{
  'node:child_process': Readonly<{
    spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  }>;
  'node:fs': Readonly<{
    existsSync(path: string): boolean;
    readFileSync(path: string, encoding: 'utf8'): string;
    mkdtempSync(prefix: string): string;
    rmSync(path: string, options: Readonly<{ recursive: true; force: true; maxRetries: number }>): void;
  }>;
  'node:net': Readonly<{ connect(options: SocketOptions): Socket }>;
  'node:os': Readonly<{ tmpdir(): string }>;
  'node:path': Readonly<{ join(...parts: readonly string[]): string; dirname(path: string): string }>;
}>;

type NodeProcess = Readonly<{
  env: Environment;
  execPath: string;
  platform: string;
  cwd(): string;
  getBuiltinModule?<Name extends keyof NodeModules>(name: Name): NodeModules[Name];
  once(event: 'exit', listener: () => void): unknown;
  off(event: 'exit', listener: () => void): unknown;
}>;

/** Node's own `process`; null in a browser. */
export function nodeProcess(): NodeProcess | null {
  const { process } = globalThis as Readonly<{ process?: NodeProcess }>;
  return process?.getBuiltinModule === undefined ? null : process;
}

/** @throws {Error} in a browser, and in a Node before 20.16 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] {
  const module = nodeProcess()?.getBuiltinModule?.(name);
  if (module !== undefined) return module;
  throw new Error(
    'A device can be started from Node 20.19 or newer only: give createDevice the url and token of one that runs.',
  );
}
