// What a request brings: its address and its body, checked by the schemas of its operation.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { fromJson } from './jsonValues.ts';
import type { Operation } from './operation.ts';
import { invalid, Problem } from './problem.ts';

/** Most that is read of a JSON body, bytes: as much as one message of a conversation has. */
const MAX_BODY = 16 * 1_048_576;

/** @throws {Problem} */
export function checked(place: 'path' | 'query' | 'body', schema: z.ZodType, value: unknown): unknown {
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) throw invalid(place, error.issues);
  return data;
}

/** The query of an address: a name that stands for a list may be there several times, any other once. @throws {Problem} */
export function queryOf(schema: z.ZodObject, parameters: URLSearchParams): unknown {
  const names = [...new Set(parameters.keys())];
  const given = names.map((name): readonly [string, unknown] => {
    const all = parameters.getAll(name);
    if (Object.hasOwn(schema.shape, name) && isList(schema.shape[name])) return [name, all];
    if (all.length > 1) throw new Problem('invalid', `${name} is there ${all.length} times in the address.`);
    return [name, all[0]];
  });
  return checked('query', schema, Object.fromEntries(given));
}

function isList(field: unknown): boolean {
  const isWrapped = field instanceof z.ZodOptional || field instanceof z.ZodDefault;
  return isWrapped ? isList(field.unwrap()) : field instanceof z.ZodArray;
}

/** @throws {Problem} for what is no JSON, too large, or not what the operation takes */
export async function bodyOf({ body, method }: Operation, request: IncomingMessage): Promise<unknown> {
  if (body === 'bytes') return null;
  if (method === 'GET' || method === 'DELETE') return {};
  const text = await textOf(request);
  if (text === '') return checked('body', body, {});
  return checked('body', body, fromJson(parsed(text)));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MAX_BODY) throw tooLarge();
  const hasBody = announced > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && !isJson(request.headers['content-type']))
    throw new Problem('not-json', 'The body has to be JSON: send content-type: application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(request)) {
    size += chunk.length;
    if (size > MAX_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem('malformed-json', 'The body is no UTF-8.');
  }
}

/** The body as it comes. Who stops in the middle can still answer: the connection stays. */
export function bytesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

function tooLarge(): Problem {
  return new Problem('too-large', `A JSON body has at most ${MAX_BODY} bytes; files go to …/content/file.`);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-json', error instanceof Error ? error.message : 'The body is no JSON.');
  }
}
