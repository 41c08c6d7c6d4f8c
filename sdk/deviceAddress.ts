// Where a device is, and the way to a conversation with it, with a sentence for each way that leads nowhere.
import { Throwable } from '../contract/android/errors.ts';
import { type Health, isSameRelease, SCOPEBOX_VERSION } from '../contract/rpc/version.ts';

/** What admits to a device that runs. */
export type DeviceAddress = Readonly<{
  /** Address of the device's host, such as http://127.0.0.1:40123. */
  url: string;
  /** The device's token, or the one of an app, which admits to that app alone. */
  token: string;
}>;

/** The class of WebSockets; Node has one of its own from 22 on, and takes that of the package `ws` before. */
export type WebSocketClass = new (url: string) => WebSocket;

export type SocketOptions = Readonly<{ webSocket?: WebSocketClass | undefined; signal?: AbortSignal | undefined }>;

/** @throws {Error} for what is no http address */
export function originOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new Error(`“${url}” is no address of a device, such as http://127.0.0.1:40123.`);
  return parsed.origin;
}

/**
 * Opens a conversation by its name, such as tester or app/com.example.gallery?start.
 * @throws {Error} in one sentence: nobody is there, the token is wrong, or the device is of another version
 * @throws {Throwable} OperationCanceledException
 */
export async function openSocket(
  { url, token }: DeviceAddress,
  conversation: string,
  { webSocket = globalThis.WebSocket, signal }: SocketOptions = {},
): Promise<WebSocket> {
  if (webSocket === undefined)
    throw new Error(
      'This Node has no WebSocket: use Node 22 or newer, or pass the class of the package ws as webSocket.',
    );
  throwIfCanceled(signal);
  const origin = originOf(url);
  const separator = conversation.includes('?') ? '&' : '?';
  const address = `${origin.replace(/^http/, 'ws')}/rpc/${conversation}${separator}token=${encodeURIComponent(token)}`;
  const socket = new webSocket(address);
  if (await opened(socket, signal)) return socket;
  throwIfCanceled(signal);
  throw new Error(await whyNot({ url: origin, token }, signal));
}

/** Asks who is there. @throws {Error} in one sentence: nobody, or a device of another version */
export async function deviceHealth(url: string, signal?: AbortSignal): Promise<Health> {
  const origin = originOf(url);
  const response = await fetch(`${origin}/healthz`, signal === undefined ? {} : { signal }).catch(() => null);
  throwIfCanceled(signal);
  const health: unknown = response?.ok === true ? await response.json().catch(() => null) : null;
  if (typeof health !== 'object' || health === null || !('ok' in health))
    throw new Error(`No device answers at ${origin}: is it running?`);
  const { version } = health as Partial<Health>;
  if (version === undefined || !isSameRelease(version, SCOPEBOX_VERSION)) {
    const theirs = version === undefined ? 'an older version' : `version ${version}`;
    throw new Error(
      `The device at ${origin} is of ${theirs}, this library of ${SCOPEBOX_VERSION}: install the same version of both.`,
    );
  }
  return health as Health;
}

/** CancellationSignal.throwIfCanceled() */
export function throwIfCanceled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw canceled();
}

export function canceled(): Throwable {
  return new Throwable('OperationCanceledException', 'The operation was cancelled.');
}

function opened(socket: WebSocket, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isOpen: boolean) => {
      signal?.removeEventListener('abort', cancel);
      resolve(isOpen);
    };
    const cancel = () => {
      socket.close();
      end(false);
    };
    signal?.addEventListener('abort', cancel);
    socket.addEventListener('open', () => end(true), { once: true });
    socket.addEventListener('error', () => end(false), { once: true });
    socket.addEventListener('close', () => end(false), { once: true });
  });
}

/** A refused WebSocket tells nobody why: the same door is tried over HTTP. */
async function whyNot({ url, token }: DeviceAddress, signal: AbortSignal | undefined): Promise<string> {
  try {
    await deviceHealth(url, signal);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return token === ''
    ? `The device at ${url} asks for a token: pass the one that its start printed, or set SCOPEBOX_TOKEN.`
    : `The device at ${url} does not know this token: it changes at every start; take the one that its start printed.`;
}
