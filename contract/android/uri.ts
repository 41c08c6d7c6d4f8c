// Mirrors android.net.Uri and android.content.ContentUris, as far as content URIs need them.

/** A content URI as text. Branded, so that it crosses any wire and keys any Map. */
export type Uri = string & { readonly __brand: 'Uri' };

export type UriParts = Readonly<{
  scheme: string;
  authority: string;
  /** Decoded path segments, without empty ones, as Uri.getPathSegments() gives them. */
  segments: readonly string[];
  /** First value of each decoded query parameter. */
  query: ReadonlyMap<string, string>;
}>;

/** Takes any text, as Uri.parse() does: a malformed one fails where it is used, not here. */
export function parseUri(text: string): Uri {
  return text as Uri;
}

/** Takes a URI apart. Never throws: what is missing is empty. */
export function uriParts(uri: Uri): UriParts {
  if (uri !== lastUri) [lastParts, lastUri] = [takenApart(uri), uri];
  return lastParts;
}

const NO_QUERY: ReadonlyMap<string, string> = new Map();
/** Most URIs: nothing to decode, no query, no fragment. Scans take hundreds of thousands of them apart. */
const PLAIN = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#%]*)([^?#%]*)$/;

function takenApart(uri: string): UriParts {
  const plain = PLAIN.exec(uri);
  if (plain !== null) {
    const [, scheme = '', authority = '', path = ''] = plain;
    return { scheme, authority, segments: path.split('/').filter((segment) => segment !== ''), query: NO_QUERY };
  }
  const [, scheme = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(uri) ?? [];
  const [beforeFragment = ''] = rest.split('#', 1);
  const queryStart = beforeFragment.indexOf('?');
  const hierarchical = queryStart < 0 ? beforeFragment : beforeFragment.slice(0, queryStart);
  const [, authority = '', path = ''] = /^\/\/([^/]*)(.*)$/s.exec(hierarchical) ?? ['', '', hierarchical];
  const query = new Map<string, string>();
  if (queryStart >= 0) {
    for (const pair of beforeFragment.slice(queryStart + 1).split('&')) {
      const [name = '', ...value] = pair.split('=');
      const key = decodeParameter(name);
      if (key !== '' && !query.has(key)) query.set(key, decodeParameter(value.join('=')));
    }
  }
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  return { scheme, authority: decode(authority), segments, query };
}

/** content://authority/segment/segment?name=value, everything encoded as Uri.Builder does. */
export function contentUri(
  authority: string,
  segments: readonly (string | number)[],
  query: Readonly<Record<string, string>> = {},
): Uri {
  const path = segments.map((segment) => `/${encode(String(segment))}`).join('');
  const parameters = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return parseUri(`content://${authority}${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`);
}

/** ContentUris.withAppendedId: the query, if any, stays behind the id. */
export function withAppendedId(uri: Uri, id: number): Uri {
  const [path = '', ...query] = uri.split('?');
  return parseUri([`${path.replace(/\/$/, '')}/${id}`, ...query].join('?'));
}

/** ContentUris.parseId: the last segment as a number, -1 when there is no segment. */
export function parseId(uri: Uri): number {
  const last = uriParts(uri).segments.at(-1);
  return last === undefined ? -1 : Number(last);
}

// On its way to a provider and inside of it one URI is asked for several times in a row.
let lastUri = '';
let lastParts = takenApart('');

// TextDecoder exists in browsers and in Node, but belongs to neither's types here.
const { TextDecoder: Decoder } = globalThis as unknown as {
  TextDecoder: new (label: string, options: Readonly<{ ignoreBOM: boolean }>) => { decode(bytes: Uint8Array): string };
};
const utf8 = new Decoder('utf-8', { ignoreBOM: true });

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Uri.decode() never throws: bytes that are no UTF-8, and what is no escape, become replacement characters.
    return text.replace(/(?:%[0-9a-fA-F]{2})+|%/g, (escapes) => {
      const bytes =
        escapes.length === 1
          ? [0xff]
          : escapes
              .slice(1)
              .split('%')
              .map((hex) => Number.parseInt(hex, 16));
      return utf8.decode(Uint8Array.from(bytes));
    });
  }
}

/** Uri.getQueryParameter takes a plus for a space. */
function decodeParameter(text: string): string {
  return decode(text.replaceAll('+', ' '));
}

/** Uri.encode. Half a surrogate pair is no character: Java writes a question mark for it, encodeURIComponent would throw. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
}
