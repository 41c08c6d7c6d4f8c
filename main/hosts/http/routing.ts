// Which entry of the table a request means.
import type { Operation } from './operation.ts';
import { Problem } from './problem.ts';

/** Where the API is. */
export const API = '/api/v1';

/** Where its events are. */
export const EVENTS_PATH = `${API}/events`;

/** Parameters of the path as texts. */
export type Route = Readonly<{ operation: Operation; params: Readonly<Record<string, string>> }>;

/**
 * @param pathname below /api/v1, still encoded
 * @param method HEAD means GET
 * @throws {Problem} for a path that is none, one that cannot be read, or a method it does not have
 */
export function routeOf(operations: readonly Operation[], method: string, pathname: string): Route {
  const parts = partsOf(pathname);
  const found = operations.flatMap((operation) => {
    const params = match(operation.path.split('/').slice(1), parts);
    return params === null ? [] : [{ operation, params }];
  });
  // /dialogs/next rather than /dialogs/{id}: what is spelled out comes before what is not.
  const [best] = [...found].sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  if (best === undefined)
    throw new Problem('not-found', `There is nothing at ${API}${pathname}; see ${API}/openapi.json.`);
  const meant = found.filter(({ operation }) => operation.path === best.operation.path);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const route = meant.find(({ operation }) => operation.method === wanted);
  if (route !== undefined) return route;
  const methods = meant.flatMap(({ operation }) => (operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]));
  throw new Problem('wrong-method', `${best.operation.path} takes ${methods.join(', ')}, not ${method}.`, {
    headers: { allow: methods.join(', ') },
  });
}

function partsOf(pathname: string): readonly string[] {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    throw new Problem('unreadable-address', 'The address has a % that begins no escape.');
  }
}

function match(template: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | null {
  if (template.length !== parts.length) return null;
  const params: [string, string][] = [];
  for (const [index, expected] of template.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined ? part !== expected : part === '') return null;
    if (name !== undefined) params.push([name, part]);
  }
  return Object.fromEntries(params);
}
