// One function from Request to Response for both hosts: the page, the bytes of items, the health check.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Throwable } from '../../contract/android/errors.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import { type Health, SCOPEBOX_VERSION } from '../../contract/rpc/version.ts';
import { callAs } from '../activity/systemCaller.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { OpenedFile, ThumbnailSize } from '../content/contentProvider.ts';
import type { System } from '../system.ts';
import { bytesOf } from './fileBody.ts';

/** Who asks: the tester, whose page acts for every app, or one app by its own token. */
export type Visitor = Readonly<{ packageName: string | null }>;

export const TESTER: Visitor = { packageName: null };

export type SiteOptions = Readonly<{
  system: System;
  /** Folder of the built page. */
  rendererFolder: string;
  /** Where WebSockets may go, for the content security policy; empty under Electron. */
  socketOrigin: string;
  /** Address of the development server that serves the page instead. */
  devServer?: string;
}>;

export type Site = (request: Request, visitor: Visitor) => Promise<Response>;

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** What users have on their disks is shown, and never run: an HTML document is nobody with this page's rights. */
const CONTENT_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** HTTP's number for an exception; its name and words are in the body. */
const STATUS: Readonly<Record<string, number>> = { SecurityException: 403, FileNotFoundException: 404 };

export function createSite(options: SiteOptions): Site {
  return async (request, visitor) => {
    const response = await route(options, request, visitor);
    const isContent = new URL(request.url).pathname.startsWith('/content/');
    for (const [name, value] of Object.entries(securityHeaders(options))) response.headers.set(name, value);
    if (isContent) response.headers.set('content-security-policy', CONTENT_POLICY);
    return response;
  };
}

async function route(options: SiteOptions, request: Request, visitor: Visitor): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET is served here.');
  const url = new URL(request.url);
  if (url.pathname === '/healthz') return Response.json(health(options.system));
  if (url.pathname === '/readyz') return readiness(options.system);
  const [, packageName, what] = /^\/content\/([^/]+)\/(open|thumbnail|frame)$/.exec(url.pathname) ?? [];
  if (what === 'frame') return videoOfFrame(options.system, url, request, visitor);
  if (packageName !== undefined) return content(options.system, { packageName, what }, request, visitor);
  if (visitor.packageName !== null) return text(403, 'An app has no business with the page.');
  return options.devServer === undefined
    ? page(options.rendererFolder, url)
    : fetch(new URL(url.pathname + url.search, options.devServer));
}

/** What /healthz says: the device is booted, and how far its volumes are. */
function health({ device, volumes }: System): Health {
  const states = volumes.list().map((state) => ({
    name: state.volumeName,
    state: state.state,
    files: state.files,
    indexed: state.indexed,
  }));
  return { ok: true, version: SCOPEBOX_VERSION, api: device.profile.sdk, volumes: states };
}

/** 200 as soon as every volume is looked at; 503 until then, and where one cannot be. */
function readiness(system: System): Response {
  const told = health(system);
  const isReady = system.volumes.list().every(({ state }) => SETTLED.has(state));
  return Response.json({ ...told, ok: isReady }, { status: isReady ? 200 : 503 });
}

/** A volume that is out, or not mounted, is waited for by nobody. */
const SETTLED: ReadonlySet<string> = new Set(['ready', 'unmounted', 'ejected', 'removed']);

async function content(
  system: System,
  { packageName, what }: Readonly<{ packageName: string; what: string | undefined }>,
  request: Request,
  visitor: Visitor,
): Promise<Response> {
  if (visitor.packageName !== null && visitor.packageName !== packageName)
    return text(403, `This token is not ${packageName}'s.`);
  if (system.packages.find(packageName) === null) return text(404, `${packageName} is not installed.`);
  const query = new URL(request.url).searchParams;
  const uri = parseUri(query.get('uri') ?? '');
  const isSquare = query.has('square');
  const size = { width: side(query.get('width')), height: side(query.get('height')), ...(isSquare && { isSquare }) };
  const asked = what === 'thumbnail' ? ({ kind: 'thumbnail', size } as const) : ({ kind: 'open' } as const);
  try {
    return await openContent(system, { packageName, uri, what: asked }, request);
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    if (!(thrown instanceof Throwable)) system.logcat.log('E', 'Scopebox', thrown.stack ?? thrown.message);
    const userAction = thrown instanceof Throwable ? thrown.userAction : null;
    const told = { name: thrown.name, message: thrown.message, ...(userAction && { userAction }) };
    return Response.json(told, { status: STATUS[thrown.name] ?? 400 });
  }
}

/** How a URI is opened: as it is, as another type, or as a small picture (pixels). */
type Opening =
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'typed'; mimeType: string }>
  | Readonly<{ kind: 'thumbnail'; size: ThumbnailSize }>;

const OPENINGS = {
  open: 'openInputStream',
  typed: 'openTypedAssetFileDescriptor',
  thumbnail: 'loadThumbnail',
} as const;

type AskedContent = Readonly<{ packageName: string; uri: Uri; what: Opening }>;

/** The bytes that an installed app gets of a URI, or the range that the request names. @throws {Throwable} */
export async function openContent(
  system: System,
  { packageName, uri, what }: AskedContent,
  request: Request,
): Promise<Response> {
  const call = callAs(system, packageName, request.signal);
  const finish = system.journal.open(packageName, OPENINGS[what.kind], [uri]);
  try {
    const file = await openAs(system, { call, uri, what });
    finish({ result: file.mimeType });
    return await bytesOf(file, request);
  } catch (error) {
    finish({ thrown: error instanceof Error ? error : new Error(String(error)) });
    throw error;
  }
}

type OpeningCall = Readonly<{ call: BinderCall; uri: Uri; what: Opening }>;

function openAs({ resolver }: System, { call, uri, what }: OpeningCall): Promise<OpenedFile> {
  if (what.kind === 'thumbnail') return resolver.openThumbnail(call, uri, what.size);
  return what.kind === 'typed'
    ? resolver.openTypedAssetFile(call, uri, what.mimeType, null)
    : resolver.openFile(call, uri, 'r');
}

/** The video that a page was asked for a frame of: for the page alone, and no longer than it is waited for. */
async function videoOfFrame(system: System, url: URL, request: Request, visitor: Visitor): Promise<Response> {
  const path = system.media.pageFrames.videoOf(url.searchParams.get('id') ?? '');
  if (visitor.packageName !== null || path === null) return text(404, 'Nobody waits for a frame of this video.');
  const file = { path, mimeType: 'application/octet-stream' };
  return bytesOf(file, request).catch(() => text(404, 'The video is gone.'));
}

/** Side of a thumbnail, pixels: within what is ever made. */
function side(asked: string | null): number {
  const value = Math.round(Number(asked));
  return value >= 1 ? Math.min(value, 4_096) : 512;
}

async function page(folder: string, url: URL): Promise<Response> {
  const relative = pagePath(url.pathname);
  if (relative === null) return text(400, 'This address cannot be read.');
  const path = join(folder, relative);
  if (!path.startsWith(folder + sep)) return text(404, 'No such page.');
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return text(404, 'No such page.');
  const cached = relative.startsWith('assets') ? 'max-age=31536000, immutable' : 'no-cache';
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': MIME_TYPES[extname(path)] ?? 'application/octet-stream', 'cache-control': cached },
  });
}

function pagePath(pathname: string): string | null {
  try {
    return pathname === '/' ? 'index.html' : normalize(decodeURIComponent(pathname)).replace(/^[/\\]+/, '');
  } catch {
    return null;
  }
}

function securityHeaders({ socketOrigin, devServer }: SiteOptions): Record<string, string> {
  const sockets = devServer === undefined ? socketOrigin : `${socketOrigin} ws://127.0.0.1:*`;
  // The development server needs its inline preamble and its style elements; the built page needs neither.
  const inline = devServer === undefined ? '' : " 'unsafe-inline'";
  const policy = [
    "default-src 'none'",
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${sockets}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };
}

function text(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
