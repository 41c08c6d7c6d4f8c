// What another process may answer: checked before the device reads any of it.
import { z } from 'zod';
import type { Bundle, Row } from '../../../../contract/android/cursor.ts';
import { isThrowableName, Throwable } from '../../../../contract/android/errors.ts';
import {
  PART_ROWS,
  type ProviderReply,
  type WireChannel,
  type WireCursor,
} from '../../../../contract/rpc/documentsProviderWire.ts';

const text = z.string().max(1_000_000);
const bundle: z.ZodType<Bundle> = z.record(z.string(), z.unknown());
const handle = z.int().nonnegative();

/** Most rows of one cursor: what a device could hold of them. */
const MAX_ROWS = 5_000_000;

const error = z.object({
  name: text,
  message: text,
  stack: text.exactOptional(),
});

/** One of a provider's replies. */
export const replySchema: z.ZodType<ProviderReply> = z.union([
  z.strictObject({ missing: z.literal(true) }),
  z.strictObject({ error }),
  z.strictObject({ result: z.unknown() }),
]);

const rows = z.union([z.instanceof(Uint8Array), z.array(z.array(z.unknown())).max(PART_ROWS)]);

const cursor = z.object({
  columns: z.array(text).max(1_000),
  count: z.int().nonnegative().max(MAX_ROWS),
  rows,
  cursor: handle.nullable(),
  extras: bundle.exactOptional(),
  notificationUri: text.exactOptional(),
});

const channel = z.object({
  channel: handle,
  size: z.number().nullable(),
  canTruncate: z.boolean(),
  mimeType: text.exactOptional(),
  extras: bundle.exactOptional(),
});

/** @returns the result, undefined for a method that is missing. @throws what the provider threw, under its own name */
export function checkedReply(value: unknown): unknown {
  const reply = replySchema.safeParse(value).data;
  if (reply === undefined) throw new Error('The provider sent a reply that is none.');
  if ('missing' in reply) return undefined;
  if ('result' in reply) return reply.result ?? null;
  const { name, message, stack } = reply.error;
  if (isThrowableName(name)) throw new Throwable(name, message);
  const bug = new Error(message);
  if (stack !== undefined) bug.stack = stack;
  throw bug;
}

/** @throws {Error} in one sentence for what is no cursor */
export function checkedCursor(method: string, value: unknown): WireCursor {
  const { data, error: problem } = cursor.safeParse(value);
  if (data !== undefined) return data as unknown as WireCursor;
  throw new Error(`${method} answered what is no cursor: ${firstProblem(problem)}`);
}

/** @throws {Error} in one sentence for what are no rows */
export function checkedRows(value: unknown): readonly Row[] | Uint8Array {
  const { data } = rows.safeParse(value);
  if (data !== undefined) return data as readonly Row[] | Uint8Array;
  throw new Error('The provider stopped sending rows of a cursor that has more.');
}

/** @throws {Error} in one sentence for what is no open file */
export function checkedChannel(method: string, value: unknown): WireChannel {
  const { data, error: problem } = channel.safeParse(value);
  if (data !== undefined) return data as WireChannel;
  throw new Error(`${method} answered what is no open file: ${firstProblem(problem)}`);
}

function firstProblem({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue === undefined ? 'it is empty' : `${issue.path.join('.') || 'it'}: ${issue.message}`;
}
