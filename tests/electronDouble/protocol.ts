// protocol, session and net: requests of the pages to the app's own schemes end here.
import type { BrowserContext, Request as PageRequest, Route } from 'playwright';
import { app } from './app.ts';
import { appUrl } from './appUrl.ts';
import { strict } from './strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Scheme = Readonly<{ scheme: string; privileges?: Readonly<Record<string, boolean>> }>;

const handlers = new Map<string, Handler>();
const standard = new Set<string>();

/** Schemes with an origin of their own. */
export const standardSchemes: ReadonlySet<string> = standard;

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) if (privileges?.standard) standard.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol.handle can only be used after app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});

type PermissionHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;

/** What the app set; Chromium itself, without a screen, denies whatever a page asks for. */
export const permissionHandlers: { request: PermissionHandler | null; check: unknown } = { request: null, check: null };

const defaultSession = strict('session.defaultSession', {
  protocol,
  setPermissionRequestHandler(handler: PermissionHandler | null): void {
    permissionHandlers.request = handler;
  },
  setPermissionCheckHandler(handler: unknown): void {
    permissionHandlers.check = handler;
  },
  setSpellCheckerEnabled(): void {},
});

export const session = strict('session', { defaultSession });

export const net = strict('net', {
  isOnline: () => true,
  fetch: (input: string | URL, init?: RequestInit): Promise<Response> => {
    const handler = handlers.get(new URL(input).protocol.slice(0, -1));
    return handler === undefined ? fetch(input, init) : Promise.resolve(handler(new Request(input, init)));
  },
});

/** Whether a document may be left for `url`; asked before every navigation that the page itself started. */
type MayNavigate = (request: PageRequest, url: string) => boolean;

export async function routeSchemes(context: BrowserContext, mayNavigate: MayNavigate): Promise<void> {
  await context.route('**/*', async (route, request) => {
    const url = appUrl(request.url());
    const handler = handlers.get(new URL(url).protocol.slice(0, -1));
    // A request may outlive its page: then nobody waits for the answer.
    if (request.isNavigationRequest() && !mayNavigate(request, url)) await route.abort('aborted').catch(() => {});
    else if (handler === undefined) await route.fallback().catch(() => {});
    else await answer(route, handler, url);
  });
}

async function answer(route: Route, handler: Handler, url: string): Promise<void> {
  try {
    const response = await handler(await toRequest(route.request(), url));
    if (response.type === 'error') return await route.abort('failed');
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  } catch (error) {
    if (!String(error).includes('has been closed')) console.error(`The handler of ${url} failed:`, error);
    await route.abort('failed').catch(() => {});
  }
}

async function toRequest(request: PageRequest, url: string): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers())) {
    if (!name.startsWith(':') && name !== 'host') headers.set(name, name === 'cookie' ? value : appUrl(value));
  }
  const body = request.postDataBuffer();
  return new Request(url, {
    method: request.method(),
    headers,
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
}
