// The HTTP API of the loopback host: the same calls as every connection has, for people without TypeScript.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Throwable } from '../../../contract/android/errors.ts';
import type { System } from '../../system.ts';
import { admit, type Door } from '../admission.ts';
import { sendResponse } from '../sendResponse.ts';
import type { Visitor } from '../site.ts';
import type { Tokens } from '../tokens.ts';
import { DeviceCalls } from './deviceCalls.ts';
import { toJson } from './jsonValues.ts';
import { openApi } from './openApi.ts';
import type { ApiRequest, Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { Problem, problemDocument } from './problem.ts';
import { bodyOf, bytesOf, checked, queryOf } from './requestBody.ts';
import { API, type Route, routeOf } from './routing.ts';

export type ApiOptions = Readonly<{
  /** Read at each request: a restart brings another one. @throws {Error} while there is none */
  readonly system: System;
  tokens: Tokens;
  door: Door;
}>;

const DOCUMENT_PATH = `${API}/openapi.json`;

/** Of everything the API answers. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export class ApiServer {
  readonly #options: ApiOptions;
  #document: string | null = null;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** Answers a request whose path begins with /api/. Never rejects. */
  async answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let operation: Operation | null = null;
    try {
      const visitor = visitorOf(request, this.#options.door);
      if (url.pathname === DOCUMENT_PATH) {
        this.#tellDocument(request, response);
        return;
      }
      const route = routeOf(OPERATIONS, request.method ?? '', pathOf(url));
      operation = route.operation;
      mayCall(visitor, route);
      await this.#run(route, { url, request, response });
    } catch (error) {
      this.#tell(error, operation, response);
      // What is left of a body is read and forgotten, so that the client gets to the answer.
      request.resume();
    }
  }

  async #run({ operation, params }: Route, { url, request, response }: Exchange): Promise<void> {
    const controller = new AbortController();
    response.on('close', () => controller.abort());
    const { tokens } = this.#options;
    const tokenOf = (packageName: string) => tokens.of(packageName);
    const device = new DeviceCalls({ system: this.#system(), tokenOf, signal: controller.signal });
    const asked: ApiRequest = {
      path: checked('path', operation.params, params),
      query: queryOf(operation.query, url.searchParams),
      body: await bodyOf(operation, request),
      ...{ device, bytes: bytesOf(request), request: rangeRequest(url, request, controller.signal) },
    };
    const answer = await operation.run(asked);
    if (answer instanceof Response) await sendResponse(answer, response, HEADERS);
    else if (operation.answer === null) response.writeHead(204, HEADERS).end();
    else {
      const made = operation.location === undefined ? {} : { location: `${API}${operation.location(asked)}` };
      sendJson(response, { status: operation.location === undefined ? 200 : 201, headers: made }, answer ?? null);
    }
  }

  #tell(error: unknown, operation: Operation | null, response: ServerResponse): void {
    const told = operation?.opensTo === 'tester';
    const { status, headers, body } = problemDocument(error, told);
    const isBug = status === 500 && !(error instanceof Throwable);
    // A client that left gets no answer; what the interrupted work threw on the way out is nobody's bug.
    if (isBug && !response.destroyed) this.#log(operation, error);
    if (response.headersSent) response.destroy();
    else sendJson(response, { status, headers, type: 'application/problem+json' }, body);
  }

  #log(operation: Operation | null, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#systemOrNull()?.logcat.log('E', 'Scopebox', `HTTP ${operation?.id ?? ''}: ${text}`);
  }

  #tellDocument(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const headers = { allow: 'GET, HEAD' };
      throw new Problem('wrong-method', `${DOCUMENT_PATH} takes GET, HEAD, not ${request.method}.`, { headers });
    }
    this.#document ??= JSON.stringify(openApi(OPERATIONS), null, 2);
    sendText(response, { status: 200, headers: {} }, this.#document);
  }

  #system(): System {
    const system = this.#systemOrNull();
    if (system !== null) return system;
    const headers = { 'retry-after': '1' };
    throw new Problem('restarting', 'The device is restarting; try again in a moment.', { headers });
  }

  #systemOrNull(): System | null {
    try {
      return this.#options.system;
    } catch {
      return null;
    }
  }
}

type Exchange = Readonly<{ url: URL; request: IncomingMessage; response: ServerResponse }>;

/**
 * By a bearer token alone: a browser sends a cookie along whatever page asks it to.
 * @throws {Problem}
 */
export function visitorOf({ headers }: IncomingMessage, door: Door): Visitor {
  const { host, origin, authorization } = headers;
  const admission = admit({ host, origin, authorization, cookie: undefined, token: null }, door);
  if ('visitor' in admission) return admission.visitor;
  const isForeign = host !== door.host || (origin !== undefined && origin !== `http://${door.host}`);
  if (isForeign) throw new Problem('refused', admission.refused);
  const challenge = { 'www-authenticate': 'Bearer realm="scopebox"' };
  const sentence = 'Send the token that the start printed, or an app’s own: authorization: Bearer TOKEN.';
  throw new Problem('no-token', sentence, { headers: challenge });
}

/** @throws {Problem} for an app's token, unless the path names that app */
function mayCall({ packageName }: Visitor, { operation, params }: Route): void {
  if (packageName === null) return;
  if (operation.opensTo !== 'app')
    throw new Problem('refused', 'This takes the device’s token; an app’s opens its own calls.');
  if (params.packageName !== packageName) throw new Problem('refused', `This token is not ${params.packageName}’s.`);
}

function pathOf({ pathname }: URL): string {
  return pathname.startsWith(`${API}/`) ? pathname.slice(API.length) : pathname;
}

/** What bytes are served by: the method, the range, and whether somebody waits. */
function rangeRequest(url: URL, { method, headers }: IncomingMessage, signal: AbortSignal): Request {
  const asked = new Headers(headers.range === undefined ? {} : { range: headers.range });
  return new Request(url, { method: method === 'HEAD' ? 'HEAD' : 'GET', headers: asked, signal });
}

type Head = Readonly<{ status: number; headers: Readonly<Record<string, string>>; type?: string }>;

function sendJson(response: ServerResponse, head: Head, value: unknown): void {
  sendText(response, head, JSON.stringify(toJson(value)));
}

function sendText(response: ServerResponse, { status, headers, type = 'application/json' }: Head, text: string): void {
  const bytes = Buffer.from(text);
  const own = { 'content-type': type, 'content-length': String(bytes.length) };
  // Node leaves the body out of the answer to HEAD.
  response.writeHead(status, { ...HEADERS, ...own, ...headers }).end(bytes);
}
