// What the HTTP API is made of: one entry per path and method. Requests are checked by it and the document is written from it.
import { z } from 'zod';
import type { DeviceCalls } from './deviceCalls.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Tag =
  | 'Content'
  | 'Files'
  | 'Permissions'
  | 'Activities'
  | 'Apps'
  | 'Device'
  | 'Volumes'
  | 'Screen'
  | 'Insight';

/** What a request brings, checked. */
export type ApiRequest<P = unknown, Q = unknown, B = unknown> = Readonly<{
  path: P;
  query: Q;
  body: B;
  /** The road to the device, for as long as the client waits. */
  device: DeviceCalls;
  /** Headers that bytes are asked for with; aborted when the client goes. */
  request: Request;
  /** A body of bytes as it comes. */
  bytes: AsyncIterable<Uint8Array>;
}>;

export type Operation = Readonly<{
  /** operationId. */
  id: string;
  method: Method;
  /** Below /api/v1, with parameters such as {packageName}. */
  path: string;
  tag: Tag;
  /** One line. */
  summary: string;
  description?: string;
  /** Whose token opens it besides the device's: an app's opens what has that app's name in the path. */
  opensTo: 'app' | 'tester';
  params: z.ZodObject;
  query: z.ZodObject;
  /** `bytes`: anything, streamed. */
  body: z.ZodType | 'bytes';
  /** `bytes`: a Response. Null: 204. */
  answer: z.ZodType | 'bytes' | null;
  /** 201 where something is made, with its place. */
  location?: (request: ApiRequest) => string;
  example: Readonly<{ path?: Fields; query?: Fields; body?: unknown; answer?: unknown }>;
  /** @throws {Throwable} Android's. @throws {Problem} ours. @throws {Error} in one sentence, of what a tester does */
  run(request: ApiRequest): Promise<unknown>;
}>;

type Fields = Readonly<Record<string, unknown>>;

type Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = Omit<
  Operation,
  'params' | 'query' | 'body' | 'opensTo' | 'run' | 'answer' | 'example'
> &
  Readonly<{
    params?: P;
    query?: Q;
    body?: B | 'bytes';
    opensTo?: Operation['opensTo'];
    answer?: Operation['answer'];
    example?: Operation['example'];
    run(request: ApiRequest<z.output<P>, z.output<Q>, z.output<B>>): Promise<unknown>;
  }>;

type None = z.ZodObject<Record<never, never>>;

/** An entry of the table; what is left out is nothing, and for the tester. */
export function operation<P extends z.ZodObject = None, Q extends z.ZodObject = None, B extends z.ZodType = None>(
  definition: Definition<P, Q, B>,
): Operation {
  const nothing = z.strictObject({});
  const { run, ...given } = definition;
  return {
    ...{ params: nothing, query: nothing, body: nothing, opensTo: 'tester', answer: null, example: {} },
    ...given,
    // What it is called with has gone through the schemas it stands beside.
    run: run as Operation['run'],
  };
}

const WHOLE = /^\d{1,15}$/;

/** A whole number in an address. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && WHOLE.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );
}

/** `true` or `false` in an address. */
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());

/** How long a call waits for somebody in front of the screen, seconds. */
export const timeout = wholeNumber(0, 600)
  .default(60)
  .describe('How long to wait for the user, seconds. Afterwards the dialog is still on the screen.');
