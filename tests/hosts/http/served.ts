// A device behind the loopback host, and a client that holds every answer against the description.
import { expect } from 'vitest';
import type { z } from 'zod';
import { problem } from '../../../main/hosts/http/answers.ts';
import { OPERATIONS } from '../../../main/hosts/http/operations.ts';
import { API, routeOf } from '../../../main/hosts/http/routing.ts';
import { startWebServer, type WebServer } from '../../../main/hosts/webServer.ts';
import { type TestSystem, type TestSystemOptions, testSystem } from '../../testSystem.ts';

export type Answer = Readonly<{ status: number; headers: Headers; body: never }>;
export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export type Served = AsyncDisposable &
  Readonly<{ device: TestSystem; server: WebServer; ask: Ask; askAs(token: string): Ask }>;

export async function served(options: TestSystemOptions = {}): Promise<Served> {
  const device = await testSystem(options);
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: import.meta.dirname });
  const askAs = (token: string): Ask => asker(server, token);
  return {
    ...{ device, server, askAs, ask: askAs(server.tokens.device) },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await device[Symbol.asyncDispose]();
    },
  };
}

/** A client with a token. */
export function asker(server: WebServer, token: string): Ask {
  return async (method, path, body, headers = {}) => {
    const isBytes = body instanceof Uint8Array || body instanceof ReadableStream;
    const json = body === undefined || isBytes ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${server.origin}${API}${path}`, {
      ...{ method, headers: { authorization: `Bearer ${token}`, ...json, ...headers } },
      ...(body !== undefined && { body: isBytes || typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit);
    const type = response.headers.get('content-type') ?? '';
    const told = type.includes('json') ? await response.json() : await response.bytes();
    if (type === 'application/problem+json') fits(problem, told, `${method} ${path}`);
    else if (response.ok) fitsOperation(method, path, told);
    return { status: response.status, headers: response.headers, body: told as never };
  };
}

function fitsOperation(method: string, path: string, told: unknown): void {
  if (path === '/openapi.json') return;
  const { operation } = routeOf(OPERATIONS, method, path.split('?')[0] ?? '');
  if (operation.answer === null || operation.answer === 'bytes') return;
  fits(operation.answer, told, operation.id);
}

function fits(schema: z.ZodType, told: unknown, what: string): void {
  const { error } = schema.safeParse(told);
  expect(error?.issues ?? [], `${what} answers ${JSON.stringify(told).slice(0, 300)}`).toEqual([]);
}
