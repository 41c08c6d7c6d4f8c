// What the device and the process of a documents provider say to each other: over a channel between processes, or an app's connection.
import type { Bundle, Row } from '../android/cursor.ts';
import type { Uri } from '../android/uri.ts';

/**
 * What the device asks. `method` is one of DocumentsProvider's, or one about what an earlier answer opened:
 * - `cursor.rows` [cursor, start]: further rows, PART_ROWS of them
 * - `cursor.close` [cursor]
 * - `channel.read` [channel, position, length]: at most `length` bytes, none at the end
 * - `channel.write` [channel, position, bytes]
 * - `channel.truncate` [channel, size]
 * - `channel.close` [channel, problem]: a sentence when the client did not end in order, else null
 */
export type ProviderRequest =
  | Readonly<{
      kind: 'call';
      id: number;
      authority: string;
      method: string;
      args: readonly unknown[];
      time: DeviceTime;
    }>
  /** The client does not want the answer to an earlier call any more: its CancellationSignal. It is answered all the same. */
  | Readonly<{ kind: 'cancel'; id: number }>;

/** The device's clock as a request leaves: milliseconds since 1970 UTC, and whether it goes on by itself. */
export type DeviceTime = Readonly<{ millis: number; runs: boolean }>;

/** `missing`: the provider has no such method, and the base class answers. */
export type ProviderReply =
  | Readonly<{ result: unknown }>
  | Readonly<{ error: ProviderError }>
  | Readonly<{ missing: true }>;

/**
 * `name`: one of THROWABLE_NAMES; anything else is told as a RuntimeException. An AuthenticationRequiredException leads to
 * the device's own page to sign in on, which calls signIn.
 */
export type ProviderError = Readonly<{ name: string; message: string; stack?: string }>;

/** Rows of one answer; the others are fetched. */
export const PART_ROWS = 1_000;

/** The answer of a query. */
export type WireCursor = Readonly<{
  columns: readonly string[];
  count: number;
  /** The first PART_ROWS, as rows, or packed by the process that sends them. */
  rows: readonly Row[] | Uint8Array;
  /** For `cursor.rows` and `cursor.close`; null when that is all. */
  cursor: number | null;
  extras?: Bundle;
  notificationUri?: Uri;
}>;

/** The answer of an opening. */
export type WireChannel = Readonly<{
  channel: number;
  /** Bytes; null for a pipe. */
  size: number | null;
  mimeType?: string;
  extras?: Bundle;
  canTruncate: boolean;
}>;
