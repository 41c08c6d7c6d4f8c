// The document that other languages build clients from.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { appGuards, deviceGuards } from '../../../main/hosts/guards.ts';
import { describeApi } from '../../../main/hosts/http/describeApi.ts';
import { openApi } from '../../../main/hosts/http/openApi.ts';
import { OPERATIONS } from '../../../main/hosts/http/operations.ts';

type Described = Readonly<{
  operationId: string;
  summary: string;
  tags: readonly string[];
  parameters?: readonly Readonly<{ name: string; in: string; required: boolean; schema: object; example?: unknown }>[];
  requestBody?: Readonly<{ content: Record<string, { example?: unknown }> }>;
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
  'x-codeSamples': readonly Readonly<{ source: string }>[];
}>;

const document = JSON.parse(JSON.stringify(openApi(OPERATIONS))) as {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};
const { '/events': events, ...paths } = document.paths;
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === '$ref' && typeof part === 'string') yield part;
    else yield* references(part);
  }
}

describe('the OpenAPI document', () => {
  test('has every operation once, under an id of its own', () => {
    expect(document.openapi).toBe('3.1.1');
    expect(described).toHaveLength(OPERATIONS.length);
    expect(new Set(described.map(({ operation }) => operation.operationId)).size).toBe(OPERATIONS.length);
    const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(addresses).size).toBe(OPERATIONS.length);
  });

  test('has every method of an app and of the tester, but those that need a connection that lasts', () => {
    const ids = new Set(OPERATIONS.map(({ id }) => id));
    const elsewhere = new Set([
      ...['fillWindow', 'closeCursor', 'openFileDescriptor', 'readFile', 'writeFile', 'closeFile'],
      ...['openTypedAssetFileDescriptor', 'registerContentObserver', 'unregisterContentObserver', 'events'],
      ...['serveDocumentsProvider', 'answerDocumentsProvider'],
      // Under the name of what it is here.
      ...['state', 'watch', 'timeline', 'mediaRows', 'mediaCounts', 'mediaRow', 'changes', 'snapshots', 'pushFile'],
      ...['setSdk', 'setSkin', 'setWorkProfile', 'setTakeOverGetContent', 'setKeepsActivities', 'setClock'],
      ...['setVolume', 'finishActivity'],
    ]);
    const methods = [...Object.keys(appGuards), ...Object.keys(deviceGuards)];
    expect(methods.filter((method) => !ids.has(method) && !elsewhere.has(method))).toEqual([]);
  });

  test('refers to nothing that is not in it, and has nothing that nobody refers to', () => {
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    known.add('#/components/responses/Problem');
    const used = new Set(references(document));
    expect([...used].filter((reference) => !known.has(reference))).toEqual([]);
    expect([...known].filter((reference) => !used.has(reference))).toEqual([]);
  });

  test.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    '%s: its examples are what its schemas take',
    (_, { path, params, query, body, answer, example }) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params.shape)).toEqual(names);
      const given = { packageName: 'com.example.gallery', ...example.path };
      const own = Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
      fits(params, own);
      fits(query, example.query ?? {});
      if (body !== 'bytes') fits(body, example.body ?? {});
      if (answer !== null && answer !== 'bytes') fits(answer, example.answer);
    },
  );

  test('shows how each is called, with every parameter that is needed', () => {
    for (const { operation } of described) {
      expect(operation['x-codeSamples'][0]?.source, operation.operationId).toMatch(
        /^curl -sS .*\$TOKEN" "\$URL\/api\/v1\//,
      );
      for (const { name, required, example } of operation.parameters ?? [])
        if (required) expect(example, `${operation.operationId} ${name}`).toBeDefined();
      const bodies = [operation.requestBody, ...Object.values(operation.responses)];
      for (const { content } of bodies.filter((each) => each !== undefined))
        if (content?.['application/json'] !== undefined)
          expect(content['application/json'].example, operation.operationId).toBeDefined();
      expect([operation.summary.length > 0, operation.tags.length]).toEqual([true, 1]);
    }
  });

  test('is a page, too, with every operation and no reference', () => {
    const page = describeApi(OPERATIONS);
    for (const { method, path } of OPERATIONS) expect(page).toContain(`### ${method} /api/v1${path}\n`);
    expect(page).toContain('- `selection`: SQL after WHERE, with ? for arguments.');
    expect(page).not.toMatch(/undefined|\[object/);
  });

  test('tells of the WebSocket, too', () => {
    expect(events?.get?.parameters?.map(({ name }) => name)).toEqual([
      'topic',
      'packageName',
      'uri',
      'session',
      'after',
    ]);
  });

  test('says what bytes are, and that nothing unknown is taken', () => {
    const text = JSON.stringify(document.paths['/apps/{packageName}/content/insert']);
    expect(text).toContain('#/components/schemas/Blob');
    expect(text).toContain('"additionalProperties":false');
    const paging = document.paths['/apps/{packageName}/content/query']?.post?.parameters ?? [];
    expect(paging.find(({ name }) => name === 'limit')).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 2_000, default: 200 },
    });
  });
});

function fits(schema: z.ZodType, value: unknown): void {
  expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
}
