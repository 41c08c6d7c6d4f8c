// OpenAPI 3.1 from the table: its schemas are those that requests are checked with.
import { z } from 'zod';
import { SCOPEBOX_VERSION } from '../../../contract/rpc/version.ts';
import { blob, problem } from './answers.ts';
import { eventsQuery } from './eventSession.ts';
import type { Operation, Tag } from './operation.ts';
import { API } from './routing.ts';

type Json = Record<string, unknown>;

/** What each part of the API is. */
export const TAGS: Readonly<Record<Tag, string>> = {
  Content: 'ContentResolver, as the app in the path.',
  Files: 'Bytes, streamed both ways.',
  Permissions: 'What an app may do, and how it comes to that.',
  Activities: 'Pickers and other activities with a result.',
  Apps: 'What is installed.',
  Device: 'The tester’s switches.',
  Volumes: 'Storage, and what was changed above your folders.',
  Screen: 'Dialogs, and the person in front of them.',
  Insight: 'Why an app sees what it sees, and what happened.',
};

/** What holds for every operation, in Markdown. */
export const ABOUT = `Android's photo permissions, photo picker, MediaStore and documents on a real folder of photos.

Every request carries \`authorization: Bearer TOKEN\`: the token that \`scopebox serve --json\` prints, or the one that
installing an app answers, which opens the calls below that app's path alone. A byte array is \`{"base64": "…"}\`. A whole
number beyond 2^53 comes as a text of its digits. What goes wrong is \`application/problem+json\` (RFC 9457); for an
exception of Android it has \`androidClass\` and Android's own words. Events come over the WebSocket ${API}/events.`;

const EXAMPLE_PATH: Readonly<Record<string, string>> = { packageName: 'com.example.gallery' };

/** The document, at /api/v1/openapi.json. */
export function openApi(operations: readonly Operation[]): Json {
  const components = new Components();
  components.reference(problem);
  components.reference(blob);
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const at = paths[operation.path] ?? {};
    paths[operation.path] = { ...at, [operation.method.toLowerCase()]: described(operation, components) };
  }
  paths['/events'] = { get: events(components) };
  const info = {
    title: 'Scopebox',
    version: SCOPEBOX_VERSION,
    description: ABOUT,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  };
  return {
    ...{ openapi: '3.1.1', jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema', info },
    ...{ servers: [{ url: API }], security: [{ token: [] }] },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The device’s token, or an app’s.' } },
      responses: { Problem: { description: 'What went wrong.', content: problemContent } },
    },
  };
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function described(operation: Operation, components: Components): Json {
  const { id, tag, summary, description, opensTo, query, params, answer, body, example } = operation;
  const whose = opensTo === 'app' ? 'Opens with the app’s own token, too.' : '';
  const about = [description, whose].filter((text) => text !== undefined && text !== '').join(' ');
  const parameters = [
    ...components.parameters('path', params, { ...EXAMPLE_PATH, ...example.path }),
    ...components.parameters('query', query, example.query ?? {}),
  ];
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE' && !isEmpty(body);
  const content = takesBody ? contentOf(body, components, example.body) : {};
  const status = answer === null ? '204' : operation.location === undefined ? '200' : '201';
  return {
    ...{ operationId: id, tags: [tag], summary, ...(about !== '' && { description: about }) },
    ...(parameters.length > 0 && { parameters }),
    ...(takesBody && { requestBody: { required: !isOptional(body), content } }),
    responses: { [status]: success(operation, components), default: { $ref: '#/components/responses/Problem' } },
    'x-codeSamples': [{ lang: 'Shell', label: 'curl', source: curlOf(operation) }],
  };
}

/** The WebSocket, as far as OpenAPI has words for it. */
function events(components: Components): Json {
  return {
    ...{ operationId: 'events', tags: ['Insight'], summary: 'A WebSocket: what happens, as JSON.' },
    description:
      'The first message is {"kind":"hello","session":"…","resumed":false}; each one after it has an `id` that grows by ' +
      'one. Opens with an app’s own token for that app’s events.',
    parameters: components.parameters('query', eventsQuery, {}),
    responses: { 101: { description: 'It is open.' }, default: { $ref: '#/components/responses/Problem' } },
    'x-codeSamples': [
      {
        ...{ lang: 'Shell', label: 'websocat' },
        source: `websocat -H "authorization: Bearer $TOKEN" "\${URL/http/ws}${API}/events?topic=journal"`,
      },
    ],
  };
}

function success({ answer, example }: Operation, components: Components): Json {
  if (answer === null) return { description: 'Done.' };
  return { description: 'Done.', content: contentOf(answer, components, example.answer, 'output') };
}

function contentOf(
  body: z.ZodType | 'bytes',
  components: Components,
  example: unknown,
  io: 'input' | 'output' = 'input',
): Json {
  if (body === 'bytes') return { '*/*': { schema: { type: 'string', format: 'binary' } } };
  const schema = components.schema(body, io);
  return { 'application/json': { schema, ...(example !== undefined && { example }) } };
}

function isEmpty(body: z.ZodType | 'bytes'): boolean {
  return body instanceof z.ZodObject && Object.keys(body.shape).length === 0;
}

function isOptional(schema: z.ZodType | 'bytes'): boolean {
  return schema !== 'bytes' && (schema.safeParse(undefined).success || schema.safeParse({}).success);
}

/** The operation as a line of a shell, with $URL and $TOKEN. */
export function curlOf({ method, path, example, body }: Operation): string {
  const given: Readonly<Record<string, unknown>> = { ...EXAMPLE_PATH, ...example.path };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name] ?? name)));
  const queries = Object.entries(example.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => ` \\\n  --url-query '${name}=${each}'`),
  );
  const data = body === 'bytes' ? ' --upload-file photo.jpg' : '';
  const json =
    example.body === undefined ? '' : ` \\\n  --json '${JSON.stringify(example.body).replaceAll("'", "'\\''")}'`;
  const verb = method === 'GET' || (method === 'POST' && json !== '') ? '' : ` -X ${method}`;
  return `curl -sS${verb}${data} -H "authorization: Bearer $TOKEN" "$URL${API}${address}"${queries.join('')}${json}`;
}

/** Schemas with names, each written once. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  reference(schema: z.ZodType): void {
    this.schema(schema, 'output');
  }

  schema(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _, $defs = {}, ...own } = moved(jsonSchema(schema, io)) as Json & { $defs?: Json };
    for (const [name, definition] of Object.entries($defs)) this.schemas[name] ??= definition;
    const id = schema.meta()?.id;
    if (id === undefined) return own;
    const { id: __, ...named } = own;
    this.schemas[id] ??= named;
    return { $ref: `#/components/schemas/${id}` };
  }

  /** Texts of an address are changed into what the schema stands for: that is told. */
  parameters(
    place: 'path' | 'query',
    { shape }: z.ZodObject,
    examples: Readonly<Record<string, unknown>>,
  ): readonly Json[] {
    return Object.entries(shape).map(([name, field]) => {
      const { description, ...schema } = this.schema(field as z.ZodType, 'output');
      const required = place === 'path' || !isOptional(field as z.ZodType);
      const example = examples[name];
      return {
        ...{ name, in: place, required, schema },
        ...(description !== undefined && { description }),
        ...(example !== undefined && { example }),
      };
    });
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, {
    ...{ io, target: 'draft-2020-12', unrepresentable: 'any' },
    override: ({ zodSchema, jsonSchema: told }) => {
      // The guards' bytes: they travel as a Blob.
      if (zodSchema._zod.def.type === 'custom') told.$ref = '#/components/schemas/Blob';
    },
  });
}

/** Definitions have their place in the document. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (name !== '$ref') return [name, moved(part)];
      return [name, String(part).replace('#/$defs/', '#/components/schemas/')];
    }),
  );
}
